from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dateline.export import (
    FORMATS,
    TABLES,
    ExportError,
    columns_of,
    export_archive,
    table_rows,
    toll_total,
)
from dateline.records import record_from_json, record_to_json
from dateline.run.reconcile import update_archive
from dateline.store import Store, open_store
from tests.fake_coder import article
from tests.store.archive import put


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "a.db"), create=True) as opened:
        documents = [article(n) for n in (5, 1, 3)]
        lost = "Raiders killed 8 people in Nowhereville. Residents said =HYPERLINK(x)."
        documents.append(
            replace(article(8, lost), title="=cmd|' /C calc'!A0", published=date(2023, 1, 9))
        )
        put(opened, documents)
        update_archive(opened)
        yield opened


def _csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_rows_have_the_columns_that_the_list_explains(store: Store) -> None:
    with store.reading() as connection:
        for table in TABLES:
            for row in table_rows(connection, table):
                assert tuple(row) == columns_of(table)


def test_csv_opens_in_a_spreadsheet(store: Store, tmp_path: Path) -> None:
    written = export_archive(store, "csv", tmp_path / "out")
    names = [*(f"{t}.csv" for t in TABLES), "codebook.csv", "csv.about.json"]
    assert [w.path.name for w in written] == names
    raw = (tmp_path / "out" / "incidents.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfid,permalink,type,")
    rows = _csv(tmp_path / "out" / "reports.csv")
    assert [row["id"] for row in rows] == [f"doc-00{n}/i1" for n in (1, 3, 5, 8)]
    assert rows[0]["sentence"] == "Raiders killed 1 people in Kutum on Thursday."
    assert rows[0]["killed_high"] == ""
    assert rows[0]["document_ids"] == "doc-001"
    (last,) = [row for row in _csv(tmp_path / "out" / "documents.csv") if row["id"] == "doc-008"]
    assert last["title"] == "'=cmd|' /C calc'!A0"
    for path in (tmp_path / "out").glob("*.csv"):
        for row in _csv(path):
            assert not any(v.startswith(("=", "+", "@", "\t", "\r")) for v in row.values())


def test_negative_degrees_stay_numbers(tmp_path: Path) -> None:
    text = "Raiders killed 4 people in Petel-Bana."
    with open_store(str(tmp_path / "b.db"), create=True) as store:
        put(store, [article(4, text)])
        update_archive(store)
        export_archive(store, "csv", tmp_path)
    assert _csv(tmp_path / "incidents.csv")[0]["lon"] == "-0.23"


def test_every_column_is_explained(store: Store, tmp_path: Path) -> None:
    export_archive(store, "csv", tmp_path / "out")
    explained = {(r["table"], r["column"]) for r in _csv(tmp_path / "out" / "codebook.csv")}
    for table in TABLES:
        with (tmp_path / "out" / f"{table}.csv").open(encoding="utf-8-sig") as file:
            header = next(csv.reader(file))
        assert {(table, column) for column in header} <= explained


def test_geojson_has_the_incidents_with_a_point_and_counts_the_others(
    store: Store, tmp_path: Path
) -> None:
    written, _ = export_archive(store, "geojson", tmp_path)
    content = json.loads(written.path.read_text())
    assert written.rows == len(content["features"]) >= 1
    assert written.note == "1 without coordinates left out"
    assert content["incidents_without_coordinates"] == 1
    feature = content["features"][0]
    assert feature["geometry"] == {"type": "Point", "coordinates": [24.66, 14.2]}
    assert feature["properties"]["place_precision"] == 1
    assert feature["properties"]["uncertainty_km"] == 5
    assert feature["properties"]["synthetic"] is True
    assert "synthetic" in content["note"]


def test_jsonl_is_the_stand_off_format_sorted_by_document(store: Store, tmp_path: Path) -> None:
    written = export_archive(store, "jsonl", tmp_path)[0]
    lines = written.path.read_text(encoding="utf-8").splitlines()
    records = [record_from_json(line) for line in lines]
    assert [r.document.id for r in records] == ["doc-001", "doc-003", "doc-005", "doc-008"]
    assert [record_to_json(r) for r in records] == lines


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_archive_gives_the_same_bytes(store: Store, tmp_path: Path, format: str) -> None:
    for folder in ("one", "two"):
        export_archive(store, format, tmp_path / folder)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_an_export_that_fails_leaves_the_old_file(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export_archive(store, "jsonl", tmp_path / "out")
    before = (tmp_path / "out" / "records.jsonl").read_bytes()

    def fails(*_: object) -> Iterator[str]:
        yield "half a file"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dateline.export.files.record_lines", fails)
    with pytest.raises(ExportError, match="No space left"):
        export_archive(store, "jsonl", tmp_path / "out")
    names = sorted(p.name for p in (tmp_path / "out").iterdir())
    assert names == [
        "archive.jsonl",
        "incidents.jsonl",
        "jsonl.about.json",
        "records.jsonl",
        "tombstones.jsonl",
    ]
    assert (tmp_path / "out" / "records.jsonl").read_bytes() == before


@pytest.mark.parametrize(
    ("tolls", "total"),
    [
        ([], (None, None, None)),
        ([("civilians", 12, 12, None)], (12, 12, None)),
        ([("side_a", 2, 2, 2), ("side_b", 5, 5, 5)], (7, 7, 7)),
        ([("unknown", 38, 38, 38), ("civilians", 13, 13, 13)], (38, 38, 38)),
        ([("civilians", 10, 10, 10), ("civilians", 14, 14, None)], (10, 14, None)),
        ([("unknown", 1, None, None)], (1, None, None)),
        ([("unknown", None, 30, 30)], (None, 30, 30)),
        ([("civilians", None, 30, 30)], (None, 30, 30)),
        ([("civilians", 0, 0, 0)], (0, 0, 0)),
    ],
)
def test_tolls_of_several_sides_and_figures(
    tolls: list[tuple[str, int | None, int | None, int | None]],
    total: tuple[int | None, int | None, int | None],
) -> None:
    rows = [dict(zip(("of", "low", "best", "high"), toll, strict=True)) for toll in tolls]
    assert toll_total(rows) == total
