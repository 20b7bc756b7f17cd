from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from dateline.export import FORMATS, export_archive
from dateline.review import log_export, proposal_of, record
from dateline.run.reconcile import update_archive
from dateline.store import Store, StoreError, open_store
from dateline.store.whole import import_archive
from tests.fake_coder import article
from tests.store.archive import every_row, put


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """An archive with incidents of several documents, a merge, an edit, a grade and tombstones."""
    path = tmp_path_factory.mktemp("whole") / "a.db"
    with open_store(str(path), create=True) as opened:
        days = (date(2024, 5, 17), date(2024, 5, 17), date(2023, 1, 9), date(2022, 3, 1))
        put(opened, [article(n, published=day) for n, day in enumerate(days, 1)])
        update_archive(opened)
        ids = [str(row["id"]) for row in every_row(opened)["incidents"]]
        assert len(ids) >= 3
        for decision in (
            {"action": "grade", "target_kind": "incident", "target_id": ids[0], "new": "fair"},
            {
                "action": "merge",
                "target_kind": "incident",
                "target_id": ids[0],
                "new": {"incidents": [ids[1]]},
            },
        ):
            record(opened, [proposal_of(decision)], "ana")
        update_archive(opened)
        changed = article(4, "Raiders killed 4 people in Kutum on Thursday.", published=days[3])
        put(opened, [changed])
        update_archive(opened)
        log_export(opened, who="ana", format="csv", arguments={}, path="out", rows=3)
        yield opened


@pytest.fixture
def lines(store: Store, tmp_path: Path) -> list[str]:
    export_archive(store, "jsonl", tmp_path)
    return (tmp_path / "archive.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)


def all_rows(store: Store) -> dict[str, list[dict[str, object]]]:
    return every_row(store, runs=True)


def test_what_is_exported_and_imported_is_the_same_archive(
    store: Store, lines: list[str], tmp_path: Path
) -> None:
    rows = all_rows(store)
    for needed in ("incident_forwards", "decisions", "tombstones", "families", "exports"):
        assert rows[needed], needed
    with open_store(str(tmp_path / "new.db"), create=True) as new:
        counts = import_archive(new, lines, "archive.jsonl")
        assert all_rows(new) == rows
        assert counts["documents"] == len(rows["documents"])
        for format in FORMATS:
            export_archive(store, format, tmp_path / "old")
            export_archive(new, format, tmp_path / "new")
        update_archive(new)  # nothing is left to join
        assert all_rows(new) == rows
    for path in (tmp_path / "old").iterdir():
        assert path.read_bytes() == (tmp_path / "new" / path.name).read_bytes()


def _cut(lines: list[str]) -> list[str]:
    return lines[:-3]


def _other_type(lines: list[str]) -> list[str]:
    return [line.replace('"kind":2', '"kind":"2"') for line in lines]


def _unknown(lines: list[str]) -> list[str]:
    return [lines[0], json.dumps({"table": "sqlite_master", "row": {}}) + "\n", *lines[1:]]


def _orphan(lines: list[str]) -> list[str]:
    kept = [line for line in lines[:-1] if not line.startswith('{"table":"actors"')]
    return [*kept, json.dumps({"rows": len(kept) - 1}) + "\n"]


def _deep(lines: list[str]) -> list[str]:
    return [lines[0], "[" * 100_000 + "\n"]


def _later(lines: list[str]) -> list[str]:
    return [lines[0].replace('"schema":', '"schema":9'), *lines[1:]]


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (_cut, "cut short"),
        (_other_type, "of another type"),
        (_unknown, "no table"),
        (_orphan, "contradicts itself"),
        (_deep, "damaged"),
        (_later, "schema version 9"),
        (lambda lines: lines[1:], "no archive of Dateline's"),
        (lambda lines: [*lines, lines[1]], "after the end"),
    ],
)
def test_a_damaged_file_leaves_the_archive_empty(
    lines: list[str], tmp_path: Path, damage: Callable[[list[str]], list[str]], told: str
) -> None:
    with open_store(str(tmp_path / "new.db"), create=True) as new:
        with pytest.raises(StoreError, match=told):
            import_archive(new, damage(lines), "archive.jsonl")
        assert not any(all_rows(new).values())


def test_an_archive_that_holds_something_is_left_as_it_is(lines: list[str], tmp_path: Path) -> None:
    with open_store(str(tmp_path / "new.db"), create=True) as new:
        put(new, [article(9)])
        with pytest.raises(StoreError, match="has documents already"):
            import_archive(new, lines, "archive.jsonl")
