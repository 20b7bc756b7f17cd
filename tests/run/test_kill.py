from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dateline.store import open_store
from tests.fake_coder import article
from tests.store.archive import contents, put

ROOT = Path(__file__).resolve().parents[2]
COUNT = 60


def _start(path: Path, jobs: int, stops_at: str = "") -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.run.numbered_run", str(path), str(COUNT), str(jobs)],
        cwd=ROOT,
        env={**os.environ, "STOPS_AT": stops_at},
        stdout=subprocess.PIPE,
        text=True,
        # A shell that runs this suite in the background ignores Ctrl-C for all its children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stdout
    assert process.stdout.readline() == "open\n"
    return process


def _stored(path: Path) -> int:
    with sqlite3.connect(path) as connection:
        return int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])


def _wait_for_some(path: Path) -> None:
    until = time.monotonic() + 300
    while _stored(path) == 0 and time.monotonic() < until:
        time.sleep(0.01)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_run_killed_with_9_goes_on_where_it_was(tmp_path: Path, jobs: int) -> None:
    path = tmp_path / "a.db"
    process = _start(path, jobs, stops_at="doc-040")
    _wait_for_some(path)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    before = _stored(path)
    assert 0 < before < COUNT
    again = _start(path, jobs)
    out, _ = again.communicate(timeout=300)
    assert again.returncode == 0
    assert f"'coded': {COUNT - before}, 'unchanged': {before}" in out
    with open_store(str(tmp_path / "whole.db"), create=True) as whole, open_store(str(path)) as s:
        put(whole, [article(n) for n in range(COUNT)])
        assert contents(s) == contents(whole)


def test_ctrl_c_keeps_what_was_done(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    process = _start(path, 1, stops_at="doc-040")
    _wait_for_some(path)
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=300)
    assert process.returncode == 0
    assert "'interrupted': True" in out
    assert f"'coded': {_stored(path)}," in out
    assert 0 < _stored(path) < COUNT
