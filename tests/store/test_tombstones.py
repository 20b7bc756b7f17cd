from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from dateline.store import Store, open_store, schema
from dateline.store.tombstones import bury_incidents
from tests.fake_coder import article
from tests.store.archive import put

LONG = (
    "Raiders killed 4 people in Kutum on Thursday. Militiamen killed 2 people in Kutum. "
    "Residents said the village was empty after nine hours and that nothing else is known of it."
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "a.db"), create=True) as opened:
        yield opened


def stones(store: Store) -> dict[tuple[str, str], str]:
    t = schema.tombstones.c
    with store.reading() as connection:
        return {(r.kind, r.id): r.note for r in connection.execute(select(t.kind, t.id, t.note))}


def test_a_new_version_of_a_file_buries_what_it_no_longer_says(store: Store) -> None:
    put(store, [article(1, LONG)])
    assert stones(store) == {}
    put(store, [article(1, LONG.replace("Militiamen killed 2 people in Kutum. ", ""))])
    assert stones(store) == {("report", "doc-001/i2"): "its file holds another version now"}
    put(store, [article(1, LONG)])  # it says so again
    assert stones(store) == {}


def test_a_document_that_gets_another_name_says_which(store: Store) -> None:
    one, two = article(1, LONG, id="x"), article(2, id="x")
    put(store, [one])
    put(store, [replace(two, source="other.jsonl#1")])
    with store.reading() as connection:
        names = set(connection.execute(select(schema.documents.c.id)).scalars())
    (marked,) = names - {"x"}
    renamed = stones(store)
    assert all(note == f"now {marked}" for note in renamed.values())
    assert ("document", "x") not in renamed


def test_an_incident_that_led_elsewhere_is_buried_until_it_is_back(store: Store) -> None:
    put(store, [article(1)])
    with store.writing() as connection:
        rows = [
            {"old_id": "I000002", "ordinal": 1, "new_id": "I000001", "kind": "merged"},
            {"old_id": "I000003", "ordinal": 1, "new_id": "I000004", "kind": "split"},
            {"old_id": "I000003", "ordinal": 2, "new_id": "I000005", "kind": "split"},
            {"old_id": "I000006", "ordinal": 1, "new_id": "", "kind": "removed"},
        ]
        for row in rows:
            connection.execute(insert(schema.incident_forwards).values(**row, at="t", run_id=1))
        assert bury_incidents(connection, 1) == 3
        assert bury_incidents(connection, 1) == 0
    assert stones(store) == {
        ("incident", "I000002"): "merged into I000001",
        ("incident", "I000003"): "split into I000004, I000005",
        ("incident", "I000006"): "removed",
    }
    with store.writing() as connection:
        connection.execute(
            insert(schema.incidents).values(
                id="I000002",
                type="attack",
                status="happened",
                words="killed",
                reports=1,
                documents=1,
                families=1,
                sources=1,
                contested=0,
                created_at="t",
                updated_at="t",
                content_hash="h",
                run_id=1,
            )
        )
        bury_incidents(connection, 1)
    assert ("incident", "I000002") not in stones(store)
