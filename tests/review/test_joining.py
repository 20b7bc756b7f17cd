from __future__ import annotations

from dateline.reconcile.actors import ReviewedActors
from dateline.reconcile.incidents import Constraints, settle
from dateline.review import constraints, replay_incidents, reviewed_actors, undo
from dateline.store import Store
from tests.fake_coder import article
from tests.review.archive import archive_actor, decide, fill, join, row, rows
from tests.store.archive import put

A, B, C, D = (f"doc-00{n}/i1" for n in (1, 2, 3, 4))


def said(store: Store) -> Constraints:
    with store.reading() as connection:
        return constraints(connection)


def actors(store: Store) -> ReviewedActors:
    with store.reading() as connection:
        return reviewed_actors(connection)


def test_a_merge_holds_all_reports_together(store: Store) -> None:
    done = decide(store, "merge", "incident", "I1", new={"incidents": ["I2"]})
    assert done.rejoin
    assert done.incidents == ("I000001", "I000002")
    found = said(store)
    assert found.together == ((A, B), (A, C), (B, C))
    assert found.apart == ()
    assert set(found.decided.values()) == set(done.ids)
    undo(store, "ana", last=True)
    assert said(store) == Constraints()


def test_a_split_holds_what_leaves_apart_from_the_rest(store: Store) -> None:
    fill(store, 4)
    join(store, {"I000001": [A, B, C, D]})
    decide(store, "split", "incident", "I1", new={"reports": [A, B]})
    found = said(store)
    assert found.together == ((A, B), (C, D))
    assert found.apart == ((A, C), (A, D), (B, C), (B, D))


def test_a_linked_report_leaves_where_it_was(store: Store) -> None:
    decide(store, "link", "incident", "I2", new={"report": B})
    found = said(store)
    assert found.together == ((B, C),)
    assert found.apart == ((A, B),)
    undo(store, "ana", last=True)
    decide(store, "link", "incident", "I2", new={"document": "doc-002"})
    assert said(store).together == ((B, C),)


def test_an_unlinked_report_stands_alone(store: Store) -> None:
    decide(store, "unlink", "incident", "I1", new={"document": "doc-002"})
    assert said(store).apart == ((A, B),)
    assert said(store).together == ()


def test_the_newer_word_on_a_pair_wins(store: Store) -> None:
    decide(store, "split", "incident", "I1", new=[B])
    join(store, {"I000001": [A], "I000003": [B], "I000002": [C]})
    decide(store, "merge", "incident", "I1", new=["I3"])
    assert (said(store).together, said(store).apart) == (((A, B),), ())
    join(store, {"I000001": [A, B], "I000002": [C]})
    decide(store, "merge", "incident", "I1", new=["I2"])
    join(store, {"I000001": [A, B, C]})
    decide(store, "unlink", "incident", "I1", new={"report": A})
    settled = settle(said(store), [A, B, C])
    assert settled.apart[A] == {B, C}
    assert settled.group[B] == settled.group[C]


def test_reports_that_are_gone_are_left_out_and_told_where_nothing_is_left(store: Store) -> None:
    decide(store, "merge", "incident", "I1", new=["I2"])
    other = article(3, "Nothing happened here.", source="articles.jsonl#3")
    with store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM documents WHERE id = 'doc-003'")
    put(store, [other])
    assert said(store).together == ((A, B),)
    with store.writing() as connection:
        replay_incidents(connection)
    conflict = row(store, "decision_conflicts")
    assert conflict["reason"] in ("sentence gone", "document gone", "report gone")


def test_an_alias_joins_actors_and_the_newer_word_wins(store: Store) -> None:
    archive_actor(store, "A000001", "Raiders", ["doc-001/a1", "doc-002/a1"])
    archive_actor(store, "A000002", "Riders", ["doc-003/a1"])
    done = decide(store, "alias", "actor", "A1", new={"actor": "A2"})
    assert done.rejoin
    assert actors(store).together == {("doc-001/a1", "doc-003/a1")}
    decide(store, "unalias", "actor", "A1", new={"actor": "A2"})
    assert actors(store).together == frozenset()
    undo(store, "ana", last=True)
    assert actors(store).together == {("doc-001/a1", "doc-003/a1")}


def test_one_documents_actor_is_taken_out_of_an_actor(store: Store) -> None:
    archive_actor(store, "A000001", "Raiders", ["doc-001/a1", "doc-002/a1"])
    decide(store, "unalias", "actor", "A1", new={"actor": "doc-002/a1"})
    assert actors(store).apart == {"doc-002/a1"}
    decide(store, "alias", "actor", "A1", new={"actor": "doc-002/a1"})
    assert actors(store).apart == frozenset()
    assert actors(store).together == {("doc-001/a1", "doc-002/a1")}


def test_names_of_an_actor(store: Store) -> None:
    decide(store, "alias", "actor", "doc-001/a1", new={"name": "the horsemen"})
    assert actors(store).names == {("doc-001/a1", "the horsemen")}
    decide(store, "unalias", "actor", "doc-001/a1", new={"name": "the horsemen"})
    assert actors(store).names == frozenset()
    assert actors(store).not_names == {("doc-001/a1", "the horsemen")}
    assert rows(store, "decision_conflicts") == []
