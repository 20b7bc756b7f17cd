"""`dateline code`, killed with -9 at random points: the same archive at the end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from dateline.store import open_store
from tests.reconcile.families.stories import cut, stories
from tests.store.archive import at_one_moment, every_row

ROOT = Path(__file__).resolve().parents[2]
POINTS = int(os.environ.get("DATELINE_KILLS", "8"))
"""How often a run is killed; 20 before a release: `DATELINE_KILLS=20 pytest tests/run`."""
STORIES = 20


class Runs:
    """Starts runs of `dateline code` one after another, each in a process of its own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin
        assert process.stdout
        self._stdin, self._stdout = process.stdin, process.stdout

    def run(self, *arguments: str, kill_after: float | None = None) -> int:
        """The exit code of a run, negative where a signal ended it."""
        self._stdin.write(json.dumps(arguments) + "\n")
        self._stdin.flush()
        pid = int(self._stdout.readline())
        timer = None
        if kill_after is not None:
            timer = threading.Timer(kill_after, _kill, (pid,))
            timer.start()
        code = int(self._stdout.readline())
        if timer:
            timer.cancel()
            timer.join()
        return code


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


@contextmanager
def runs(said: Path) -> Iterator[Runs]:
    """`said` gets what the runs say of their work."""
    with said.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.run.killed_code"],
            cwd=ROOT,
            env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    try:
        yield Runs(process)
    finally:
        assert process.stdin
        process.stdin.close()
        process.wait(timeout=60)


def _rows(path: Path) -> dict[str, list[str]]:
    """Every row of an archive without its run, its times, and what is hashed of a run's number."""
    left_out = ("run_id", "fingerprint")
    with open_store(str(path)) as store:
        at_one_moment(store)
        return {
            name: sorted(repr({k: v for k, v in row.items() if k not in left_out}) for row in rows)
            for name, rows in every_row(store).items()
        }


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_run_killed_anywhere_ends_in_the_same_archive(tmp_path: Path) -> None:
    articles = tmp_path / "articles.jsonl"
    with articles.open("w") as file:
        for n, story in enumerate(stories(STORIES)):
            told = f"Raiders killed {n} people in Kutum on Thursday, residents said.\n{story}"
            for copy, text in enumerate((told, cut(told), told.replace("killed", "have killed"))):
                day = date(2024, 1, 1) + timedelta(days=12 * n + copy)
                row = {"id": f"d{n}-{copy}", "text": text, "outlet": f"Paper {copy}"}
                file.write(json.dumps({**row, "published": day.isoformat()}) + "\n")

    def into(name: str) -> list[str]:
        return ["code", str(articles), "--into", str(tmp_path / name), "--jobs", "1"]

    random = Random(20)
    with runs(tmp_path / "said") as started:
        assert started.run(*into("warm.db")) == 0
        start = time.monotonic()
        assert started.run(*into("whole.db")) == 0
        seconds = time.monotonic() - start
        whole = _rows(tmp_path / "whole.db")
        assert len(whole["documents"]) == 3 * STORIES
        assert len(whole["documents"]) > len(whole["incidents"]) > 3
        assert whole["family_edges"]
        killed = 0
        for point in range(POINTS):
            name = f"{point}.db"
            ended = started.run(*into(name), kill_after=random.uniform(0, seconds))
            killed += ended == -signal.SIGKILL
            assert started.run(*into(name)) == 0, (tmp_path / "said").read_text()[-2000:]
            assert _rows(tmp_path / name) == whole, f"killed at point {point}"
    assert killed >= POINTS // 2
