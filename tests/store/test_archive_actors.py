from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from dateline.reconcile.actors import ReviewedActors
from dateline.run.actors import update_actors
from dateline.store import Store, open_store, schema
from tests.fake_coder import article, make_other_coder
from tests.store.archive import put


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "a.db"), create=True) as opened:
        put(opened, [article(1), article(2)])
        yield opened


def update(store: Store, reviewed: ReviewedActors | None = None) -> dict[str, str]:
    """The archive's actors of the documents' ones, after they were brought up to date."""
    with store.writing() as connection:
        update_actors(connection, reviewed)
    m = schema.archive_actor_members.c
    with store.reading() as connection:
        rows = connection.execute(select(m.actor_id, m.archive_actor_id))
        return {row.actor_id: row.archive_actor_id for row in rows}


def names(store: Store, identifier: str) -> dict[str, tuple[str, str]]:
    n = schema.archive_actor_names.c
    query = select(n.name, n.standing, n.documents).where(n.archive_actor_id == identifier)
    with store.reading() as connection:
        return {row.name: (row.standing, row.documents) for row in connection.execute(query)}


def test_actors_are_kept_with_names_and_documents(store: Store) -> None:
    assert update(store) == {"doc-001/a1": "A000001", "doc-002/a1": "A000002"}
    assert names(store, "A000001") == {"Raiders": ("candidate", '["doc-001"]')}
    assert update(store) == {"doc-001/a1": "A000001", "doc-002/a1": "A000002"}


def test_a_document_coded_anew_keeps_its_actors_identifiers(store: Store) -> None:
    before = update(store)
    with store.writing() as connection:
        assert update_actors(connection) == 0
    put(store, [article(2)], factory=make_other_coder)
    put(store, [article(3)])
    assert update(store) == before | {"doc-003/a1": "A000003"}


def test_an_edited_actor_of_a_document_is_taken_over_and_its_undoing_too(store: Store) -> None:
    update(store)
    for name in ("Militia of Kutum", "Raiders"):
        with store.writing() as connection:
            a = schema.actors
            connection.execute(a.update().where(a.c.id == "doc-001/a1").values(name=name))
        update(store)
        with store.reading() as connection:
            told = connection.execute(select(schema.archive_actors.c.name)).scalars().all()
        assert sorted(told) == sorted([name, "Raiders"])


def test_a_document_that_is_gone_takes_its_actors_along(store: Store) -> None:
    update(store)
    with store.writing() as connection:
        connection.execute(schema.documents.delete().where(schema.documents.c.id == "doc-001"))
    assert update(store) == {"doc-002/a1": "A000002"}
    with store.reading() as connection:
        assert connection.execute(select(schema.archive_actors.c.id)).scalars().all() == ["A000002"]


def test_a_reviewers_word_joins_and_its_undoing_parts_again(store: Store) -> None:
    update(store)
    together = ReviewedActors(together=frozenset({("doc-001/a1", "doc-002/a1")}))
    assert update(store, together) == {"doc-001/a1": "A000001", "doc-002/a1": "A000001"}
    with store.reading() as connection:
        rows = connection.execute(select(schema.archive_actors)).mappings().all()
    assert [(row["id"], row["documents"]) for row in rows] == [("A000001", 2)]
    alias = {"id": "d1", "at": "t", "author": "ana", "action": "alias", "target_kind": "actor"}
    with store.writing() as connection:
        connection.execute(
            insert(schema.decisions).values(**alias, target_id="A1", evidence="[]", anchor="{}")
        )
    # A number is not given twice.
    assert update(store) == {"doc-001/a1": "A000001", "doc-002/a1": "A000003"}
