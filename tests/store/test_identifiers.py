"""Ids near a wrong one: of the document that it names, else of documents named like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.store import Store, document_of, nearest_ids, open_store
from tests.fake_coder import article
from tests.store.archive import put


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = open_store(str(tmp_path / "a.db"), create=True)
    twelve = " ".join(f"Raiders killed {n} people in Kutum." for n in range(2, 14))
    put(store, [article(n, id=f"paper-{n}") for n in (1, 2, 30)])
    put(store, [article(50, twelve, id="agency/2024/50")])
    return store


def near(store: Store, kind: str, wanted: str) -> tuple[str, ...]:
    with store.reading() as connection:
        return nearest_ids(connection, kind, wanted)


def test_an_id_leads_to_its_document(store: Store) -> None:
    with store.reading() as connection:
        assert document_of(connection, "incident", "paper-2/i1") == "paper-2"
        assert document_of(connection, "incident", "agency/2024/50/i3") == "agency/2024/50"
        assert document_of(connection, "claim", "paper-2/i1") is None


def test_a_document_that_is_there_gives_its_own_ids_the_likest_first(store: Store) -> None:
    found = near(store, "incident", "agency/2024/50/i13")
    assert len(found) == 5
    assert {"agency/2024/50/i1", "agency/2024/50/i3"} < set(found[:3]) | {found[3]}
    assert all(i.startswith("agency/2024/50/") for i in found)


def test_the_document_alone_is_enough(store: Store) -> None:
    assert near(store, "incident", "paper-30") == ("paper-30/i1",)


def test_a_misspelt_document_gives_those_named_like_it(store: Store) -> None:
    assert near(store, "claim", "papr-30/c1")[0] == "paper-30/c1"


def test_an_id_like_nothing_gives_some(store: Store) -> None:
    assert near(store, "incident", "\x00" * 100_000)
    assert near(store, "incident", "")


def test_an_empty_archive_has_none(tmp_path: Path) -> None:
    empty = open_store(str(tmp_path / "b.db"), create=True)
    assert near(empty, "incident", "paper-1/i1") == ()
