from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.cli.command import run

Capsys = pytest.CaptureFixture[str]


def test_an_archive_as_files(capsys: Capsys, articles: Path, tmp_path: Path) -> None:
    db, out = str(tmp_path / "a.db"), tmp_path / "out"
    run(capsys, "code", str(articles), "--into", db)
    for format in ("csv", "jsonl", "geojson"):
        ended = run(capsys, "export", db, "--format", format, "-o", str(out))
        assert ended.code == 0
        assert ended.out == ""
    with (out / "incidents.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["killed_best"] for row in rows] == ["3", "4", "5"]
    assert {row["synthetic"] for row in rows} == {"1"}
    records = [json.loads(line) for line in (out / "records.jsonl").read_text().splitlines()]
    assert [record["id"] for record in records] == ["doc-3", "doc-4", "doc-5"]
    assert len(json.loads((out / "incidents.geojson").read_text())["features"]) == 3


def test_a_folder_that_cannot_be_written_is_told(
    capsys: Capsys, articles: Path, tmp_path: Path
) -> None:
    db = str(tmp_path / "a.db")
    run(capsys, "code", str(articles), "--into", db)
    ended = run(capsys, "export", db, "--format", "csv", "-o", str(articles))
    assert ended.code == 1
    assert ended.err.startswith("error: export not written")


def test_what_is_coded_from_an_export_is_the_same_archive(
    capsys: Capsys, articles: Path, tmp_path: Path
) -> None:
    first, second = str(tmp_path / "a.db"), str(tmp_path / "b.db")
    run(capsys, "code", str(articles), "--into", first)
    run(capsys, "export", first, "--format", "csv", "-o", str(tmp_path / "one"))
    run(capsys, "code", str(articles), "--into", second, "--jobs", "1")
    run(capsys, "export", second, "--format", "csv", "-o", str(tmp_path / "two"))
    for path in sorted((tmp_path / "one").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
