"""Real archives to serve: made once for all processes of a test run, then copied."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

HOSTILE = Path(__file__).parent / "hostile"
_WAIT_SECONDS = 300


def dateline(*arguments: str, cwd: Path | None = None) -> str:
    """Runs the program as a user does; what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "dateline", *arguments],
        capture_output=True,
        text=True,
        cwd=cwd,
        timeout=_WAIT_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def code(database: Path, articles: Sequence[dict[str, str]]) -> str:
    """`dateline code` of these articles, given as JSONL."""
    given = database.with_suffix(".jsonl")
    lines = (json.dumps(article, ensure_ascii=False) for article in articles)
    given.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return dateline("code", str(given), "--into", str(database), "--jobs", "1")


def make_demo(into: Path) -> None:
    """The archive of `dateline demo`."""
    folder = into.with_suffix("")
    dateline("demo", "--into", str(folder), "--jobs", "1")
    (folder / "demo.db").rename(into)


def make_hostile(into: Path) -> None:
    """The hostile corpus (`hostile/articles.jsonl`), coded."""
    lines = (HOSTILE / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    code(into, [json.loads(line) for line in lines])


def shared(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The archive, made by the first process of the run (pytest-xdist) that asks for it.

    DATELINE_TEST_ARCHIVES names a folder that keeps archives from run to run.
    """
    base = factory.getbasetemp()
    folder = base.parent if base.name.startswith("popen-") else base
    if kept := os.environ.get("DATELINE_TEST_ARCHIVES"):
        folder = Path(kept)
    ready, lock = folder / f"{name}.db", folder / f"{name}.making"
    try:
        lock.mkdir()
    except FileExistsError:
        until = time.monotonic() + _WAIT_SECONDS
        while not ready.exists() and time.monotonic() < until:
            time.sleep(0.2)
        assert ready.exists(), f"{ready} was not made by the process that began it"
        return ready
    making = lock / f"{name}.db"
    make(making)
    making.rename(ready)
    return ready


def copy(archive: Path, to: Path) -> Path:
    """A copy that a test may write to, whatever lies in the write-ahead log."""
    with sqlite3.connect(archive) as source, sqlite3.connect(to) as target:
        source.backup(target)
    source.close()
    target.close()
    return to
