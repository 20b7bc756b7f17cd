from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from dateline.store import open_store
from tests.cli.command import run
from tests.store.archive import at_one_moment

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
    assert [row["documents"] for row in rows] == ["3"]
    assert {row["synthetic"] for row in rows} == {"1"}
    records = [json.loads(line) for line in (out / "records.jsonl").read_text().splitlines()]
    assert [record["id"] for record in records] == ["doc-3", "doc-4", "doc-5"]
    assert len(json.loads((out / "incidents.geojson").read_text())["features"]) == 1
    ended = run(capsys, "export", db, "--format", "csv", "-o", str(out), "--by", "report")
    with (out / "reports.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["killed_best"] for row in csv.DictReader(file)] == ["3", "4", "5"]


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
    for database, jobs, out in ((first, "0", "one"), (second, "1", "two")):
        run(capsys, "code", str(articles), "--into", database, "--jobs", jobs)
        with open_store(database) as store:
            at_one_moment(store)
        run(capsys, "export", database, "--format", "csv", "-o", str(tmp_path / out))
    for path in sorted((tmp_path / "one").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
