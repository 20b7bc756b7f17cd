"""Families in the archive: whatever the order and batches, the same families, edges and members."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from dateline.reconcile.families import index as index_module
from dateline.records import Credits, Document, FamilyEdge
from dateline.run.families import update_families
from dateline.store import Store, open_store, schema
from dateline.store.families import families_are_whole, family_edges, stored_families
from tests.reconcile.families.stories import cut, document, edited, passage, stories
from tests.store.archive import put
from tests.store.postgresql import server


def _documents() -> list[Document]:
    wire, own, third = stories(3)
    shared = passage(wire)
    texts = {
        "wire": wire,
        "cut": cut(wire),
        "edited": edited(wire, 0.1),
        "mixed": f"{own}\n{shared}",
        "own": own,
        "third": third,
    }
    return [
        replace(
            document(name, text),
            source=f"{name}.txt",
            published=date(2024, 5, 17),
            outlet=name.title(),
            credits=Credits(agency="Gulf News Agency") if name == "wire" else Credits(),
        )
        for name, text in texts.items()
    ]


def _contents(store: Store) -> tuple[object, ...]:
    with store.reading() as connection:
        members = connection.execute(
            select(schema.family_documents).order_by(schema.family_documents.c.document_id)
        ).all()
        edges = sorted(family_edges(connection), key=lambda e: (e.document, e.other))
        return stored_families(connection), [tuple(row) for row in members], edges


def test_families_are_kept_with_their_edges(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "a.db"), create=True) as store:
        put(store, _documents())
        found = update_families(store)
        assert (found.sketched, len(found.families)) == (6, 3)
        families = {family.documents for family in found.families}
        assert families == {("cut", "edited", "wire"), ("mixed", "own"), ("third",)}
        with store.reading() as connection:
            assert [(f.id, f.documents) for f in stored_families(connection)] == [
                (f.id, f.documents) for f in found.families
            ]
            kept = {frozenset((e.document, e.other)): e for e in family_edges(connection)}
        assert kept[frozenset(("wire", "mixed"))].kind == "shares_paragraphs"
        again = update_families(store)
        assert (again.sketched, again.compared) == (0, 0)
        assert (again.families, again.edges) == (found.families, found.edges)


@pytest.mark.parametrize("common", [1, 2, 128])
def test_batches_and_order_do_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, common: int
) -> None:
    monkeypatch.setattr(index_module, "COMMON", common)
    monkeypatch.setattr(index_module, "FIRST_FEW", 1)
    documents = _documents()
    with open_store(str(tmp_path / "whole.db"), create=True) as store:
        put(store, documents)
        update_families(store)
        whole = _contents(store)
    for seed in range(4):
        chance = random.Random(seed)
        rest = chance.sample(documents, len(documents))
        with open_store(str(tmp_path / f"{seed}.db"), create=True) as store:
            while rest:
                size = chance.randint(1, 3)
                put(store, rest[:size])
                rest = rest[size:]
                update_families(store)
            assert _contents(store) == whole


@pytest.mark.parametrize("common", [1, 2, 128])
def test_a_document_that_goes_leaves_no_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, common: int
) -> None:
    monkeypatch.setattr(index_module, "COMMON", common)
    monkeypatch.setattr(index_module, "FIRST_FEW", 1)
    documents = _documents()
    with open_store(str(tmp_path / "all.db"), create=True) as store:
        put(store, documents)
        update_families(store)
        with store.writing() as connection:
            d = schema.documents
            connection.execute(delete(d).where(d.c.id == "cut"))
            assert not families_are_whole(connection)
        update_families(store)
        left = _contents(store)
    with open_store(str(tmp_path / "never.db"), create=True) as store:
        put(store, [d for d in documents if d.id != "cut"])
        update_families(store)
        assert left == _contents(store)


def test_one_agency_on_one_incident_is_flagged(tmp_path: Path) -> None:
    texts = (
        "Raiders killed 3 people in Kutum on Thursday, residents of the town told reporters.",
        "Raiders killed 4 people in Kutum when armed men on camels shot up its market at dawn.",
    )
    documents = [
        replace(
            document(f"d{n}", text),
            source=f"{n}.txt",
            published=date(2024, 5, 17),
            credits=Credits(agency="Gulf News Agency"),
        )
        for n, text in enumerate(texts)
    ]
    with open_store(str(tmp_path / "a.db"), create=True) as store:
        put(store, documents)
        with store.writing() as connection:
            connection.execute(
                schema.reports.update().values(
                    type="attack",
                    date_from="2024-05-16",
                    date_precision=1,
                    place_lat=14.2,
                    place_lon=24.66,
                    place_precision=1,
                )
            )
        found = update_families(store)
        flagged = [edge for edge in found.edges if edge.kind == "same_agency"]
        assert flagged == [FamilyEdge("d0", "d1", "same_agency")]
        assert update_families(store).edges == found.edges


def test_postgresql_keeps_the_same_families(tmp_path: Path) -> None:
    with server() as url, open_store(url, create=True) as store:
        put(store, _documents())
        update_families(store)
        there = _contents(store)
    with open_store(str(tmp_path / "a.db"), create=True) as lite:
        put(lite, _documents())
        update_families(lite)
        assert _contents(lite) == there
