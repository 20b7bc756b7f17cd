from __future__ import annotations

import pytest
from sqlalchemy import update

from dateline.review import DecisionError, Proposal, record, replay_incidents, undo
from dateline.store import Store, schema
from tests.review.archive import MADE, archive_actor, decide, derived, join, row, rows, without


def replay(store: Store) -> None:
    with store.writing() as connection:
        replay_incidents(connection)


def test_an_edit_is_over_the_programs_value_and_keeps_it(store: Store) -> None:
    decide(store, "edit", "incident", "I1", "type", "suicide_bomb")
    incident = row(store, "incidents", id="I000001")
    assert (incident["type"], incident["event_type"]) == ("suicide_bomb", "explosions")
    assert (row(store, "edits")["old"], row(store, "edits")["new"]) == (
        *('"attack"', '"suicide_bomb"'),
    )
    undo(store, "ana", last=True)
    incident = row(store, "incidents", id="I000001")
    assert (incident["type"], incident["event_type"]) == ("attack", "violence_against_civilians")


def test_a_changed_incident_says_so_by_its_time(store: Store) -> None:
    assert row(store, "incidents", id="I000001")["updated_at"] == MADE
    decide(store, "edit", "incident", "I1", "killed_best", 12)
    edited = row(store, "incidents", id="I000001")["updated_at"]
    assert edited > MADE
    assert row(store, "incidents", id="I000002")["updated_at"] == MADE
    replay(store)
    assert row(store, "incidents", id="I000001")["updated_at"] == edited


def test_replayed_twice_is_as_once(store: Store) -> None:
    decide(store, "edit", "incident", "I1", "killed_best", 12)
    decide(store, "edit", "incident", "I1", "perpetrators", ["Raiders"])
    decide(store, "grade", "incident", "I2", new="fair")
    decide(store, "merge", "incident", "I1", new=["I2"])
    once = derived(store)
    replay(store)
    assert derived(store) == once
    replay(store)
    assert derived(store) == once


def test_an_incident_is_found_by_its_reports_under_another_identifier(store: Store) -> None:
    decide(store, "grade", "incident", "I1", new="confirmed")
    decide(store, "edit", "incident", "I2", "killed_best", 12)
    join(store, {"I000007": ["doc-001/i1", "doc-002/i1"], "I000001": ["doc-003/i1"]})
    replay(store)
    assert row(store, "review_state", grade="confirmed")["target_id"] == "I000007"
    assert row(store, "incidents", id="I000001")["killed_best"] == 12
    assert row(store, "incidents", id="I000007")["killed_best"] == 10


def test_decisions_on_incidents_that_became_one_meet_and_the_newer_wins(store: Store) -> None:
    decide(store, "grade", "incident", "I1", new="confirmed")
    decide(store, "grade", "incident", "I2", new="weak")
    decide(store, "flag", "incident", "I1")
    join(store, {"I000001": ["doc-001/i1", "doc-002/i1", "doc-003/i1"]})
    replay(store)
    state = row(store, "review_state")
    assert (state["target_id"], state["grade"], state["flagged"]) == ("I000001", "weak", 1)


def test_a_decision_on_an_incident_that_was_split_is_listed(store: Store) -> None:
    (lost,) = decide(store, "accept", "incident", "I1").ids
    decide(store, "comment", "incident", "I1", new="look at the map")
    decide(store, "accept", "incident", "I2")
    join(store, {"I000001": ["doc-001/i1"], "I000003": ["doc-002/i1"], "I000002": ["doc-003/i1"]})
    replay(store)
    conflict = row(store, "decision_conflicts")
    assert (conflict["decision_id"], conflict["reason"]) == (lost, "incident split")
    assert "now in I000001, I000003" in conflict["detail"]
    assert row(store, "review_state", verdict="accepted")["target_id"] == "I000002"
    assert row(store, "review_state", comments=1)["target_id"] == "I000001"
    join(store, {"I000001": ["doc-001/i1", "doc-002/i1"], "I000002": ["doc-003/i1"]})
    replay(store)
    assert rows(store, "decision_conflicts") == []


def test_an_incident_that_is_gone_is_listed(store: Store) -> None:
    decide(store, "accept", "incident", "I2")
    join(store, {"I000001": ["doc-001/i1", "doc-002/i1"]})
    replay(store)
    conflict = row(store, "decision_conflicts")
    assert conflict["reason"] == "incident gone"
    since = conflict["at"]
    replay(store)
    assert row(store, "decision_conflicts")["at"] == since


def test_the_programs_new_value_is_kept_under_the_reviewers(store: Store) -> None:
    decide(store, "edit", "incident", "I1", "killed_best", 12)
    from dateline.review import release_incidents

    with store.writing() as connection:
        release_incidents(connection)  # what a run does before it builds incidents
        i = schema.incidents
        connection.execute(update(i).where(i.c.id == "I000001").values(killed_best=11))
        replay_incidents(connection)
    assert row(store, "incidents", id="I000001")["killed_best"] == 12
    assert row(store, "edits")["old"] == "11"
    undo(store, "ana", last=True)
    assert row(store, "incidents", id="I000001")["killed_best"] == 11


def test_actors_of_an_incident_by_identifier_or_name(store: Store) -> None:
    archive_actor(store, "A000001", "The Raiders", ["doc-001/a1", "doc-002/a1"])
    before = derived(store)
    decide(store, "edit", "incident", "I1", "perpetrators", ["A1", "Unknown gunmen"])
    found = rows(store, "incident_actors", incident_id="I000001")
    assert [(one["archive_actor_id"], one["name"], one["kind"]) for one in found] == [
        ("A000001", "The Raiders", 2),
        (None, "Unknown gunmen", 0),
    ]
    undo(store, "ana", last=True)
    assert derived(store)["incident_actors"] == before["incident_actors"]


def test_fields_of_an_actor_of_the_archive(store: Store) -> None:
    archive_actor(store, "A000001", "Raiders", ["doc-001/a1", "doc-002/a1"])
    decide(store, "edit", "actor", "A1", "name", "Desert Raiders")
    decide(store, "assign", "actor", "A1", new="Ben")
    decide(store, "edit", "incident", "I1", "targets", ["A1"])
    assert row(store, "incident_actors", incident_id="I000001")["name"] == "Desert Raiders"
    decide(store, "edit", "actor", "A1", "name", "Horsemen")
    assert row(store, "incident_actors", incident_id="I000001")["name"] == "Horsemen"
    undo(store, "ana", last=True)
    assert row(store, "incident_actors", incident_id="I000001")["name"] == "Desert Raiders"
    undo(store, "ana", last=True)
    assert row(store, "archive_actors", id="A000001")["name"] == "Desert Raiders"
    with pytest.raises(DecisionError, match="valid: name, kind, country"):
        decide(store, "edit", "actor", "A1", "aliases", ["x"])
    undo(store, "ana", last=True)
    undo(store, "ana", last=True)
    assert row(store, "archive_actors", id="A000001")["name"] == "Raiders"


def test_a_big_batch(store: Store) -> None:
    many = [Proposal("comment", "incident", "I1", new=f"note {n}") for n in range(300)]
    record(store, many, "ana")
    assert row(store, "review_state")["comments"] == 300
    with pytest.raises(DecisionError, match="at most 1000"):
        record(store, many * 4, "ana")
    assert without(rows(store, "incidents"), "updated_at")[0]["killed_best"] == 10
