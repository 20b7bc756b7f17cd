from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

import dateline
from tests.cli.command import run

Capsys = pytest.CaptureFixture[str]
ARCHIVE = Path(dateline.__file__).parent / "demo" / "archive"


@pytest.mark.skipif(not ARCHIVE.is_dir(), reason="the demo archive is not there yet")
def test_the_demo_shows_and_exports_and_says_that_its_texts_are_synthetic(
    capsys: Capsys, tmp_path: Path
) -> None:
    folder = tmp_path / "demo"
    ended = run(capsys, "demo", "--into", str(folder), "--jobs", "1")
    assert ended.code == 0
    assert "synthetic texts" in ended.out
    assert str(folder / "demo.db") in ended.out
    assert "dateline show" in ended.out
    with (folder / "exports" / "incidents.csv").open(encoding="utf-8-sig", newline="") as file:
        assert all(row["synthetic"] == "1" for row in csv.DictReader(file))
    lines = (folder / "exports" / "records.jsonl").read_text(encoding="utf-8").splitlines()
    assert lines
    assert all(json.loads(line)["synthetic"] is True for line in lines)
    assert str(ARCHIVE.parent) not in "".join(lines)
    again = run(capsys, "demo", "--into", str(folder), "--jobs", "1")
    assert "nothing changed" in again.err
