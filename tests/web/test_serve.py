"""`dateline serve`: a real server on a real port, and what it refuses to start with."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dateline.cli import app
from dateline.cli.serve import ServeError
from dateline.errors import DatelineError


def test_the_workbench_runs_until_it_is_told_to_end(made_archive: Path, tmp_path: Path) -> None:
    archive = tmp_path / "a.db"
    archive.write_bytes(made_archive.read_bytes())
    command = [sys.executable, "-m", "dateline", "serve", str(archive), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            said = server.stderr.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+/", said)
            assert found, said
            with urllib.request.urlopen(f"{found[0]}api/meta", timeout=60) as answer:
                meta = json.load(answer)
                assert "server" not in answer.headers
            assert meta["archive"] == "a.db"
            assert meta["counts"]["incidents"] == 60
        finally:
            server.send_signal(signal.SIGINT)
        assert server.wait(timeout=60) in (0, 130)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--host", "0.0.0.0"], "needs a token"),
        (["--host", "192.0.2.1"], "needs a token"),
        (["--host", "127.example.org"], "needs a token"),
        (["--host", "0.0.0.0", "--token", "short"], "too short"),
        (["--basemap", "missing.pmtiles"], "no base map"),
        (["--host", "no.such.host.invalid", "--token", "t" * 20], "cannot be listened on"),
    ],
)
def test_what_it_does_not_start_with(
    made_archive: Path, arguments: list[str], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dateline.cli.serve._run", lambda *_: pytest.fail("it started"))
    result = CliRunner().invoke(app, ["serve", str(made_archive), *arguments])
    assert isinstance(result.exception, ServeError)
    assert says in str(result.exception)


def test_a_missing_archive_is_told_and_none_is_made(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["serve", str(tmp_path / "none.db")])
    assert isinstance(result.exception, DatelineError)
    assert not (tmp_path / "none.db").exists()


def test_importing_dateline_does_not_load_the_server() -> None:
    code = "import sys, dateline, dateline.cli; print([m for m in sys.modules if m in {NAMES}])"
    names = "('fastapi', 'uvicorn', 'ruptures', 'scipy')"
    said = subprocess.run(
        [sys.executable, "-c", code.replace("{NAMES}", names)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == "[]"
