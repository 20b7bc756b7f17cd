from __future__ import annotations

import json
from datetime import datetime

import pytest
from sqlalchemy import insert

from dateline.review import (
    ConflictError,
    DecisionError,
    Proposal,
    UnknownTarget,
    proposal_of,
    record,
)
from dateline.review.identifiers import time_of
from dateline.store import Store, schema
from tests.review.archive import MADE, decide, row, rows


def test_who_when_what_and_why_are_kept(store: Store) -> None:
    done = record(
        store,
        [
            Proposal(
                *("edit", "incident", "I1", "killed_best", 12),
                reason="the ministry corrected itself",
                evidence=({"document": "doc-002", "start": 15, "end": 16},),
            )
        ],
        "ana",
    )
    kept = row(store, "decisions", id=done.ids[0])
    assert (kept["author"], kept["action"], kept["field"]) == ("ana", "edit", "killed_best")
    assert (kept["target_kind"], kept["target_id"]) == ("incident", "I000001")
    assert (kept["old"], kept["new"]) == ("10", "12")
    assert kept["reason"] == "the ministry corrected itself"
    assert json.loads(kept["evidence"]) == [
        {"document": "doc-002", "start": 15, "end": 16, "words": "2"}
    ]
    at = datetime.fromisoformat(kept["at"])
    assert abs((time_of(done.ids[0]) - at).total_seconds()) < 2
    assert (done.incidents, done.rejoin) == (("I000001",), False)


def test_each_state_has_its_column(store: Store) -> None:
    decide(store, "accept", "incident", "I1")
    decide(store, "grade", "incident", "I1", new="contested")
    decide(store, "work", "incident", "I1", new="help needed")
    decide(store, "assign", "incident", "I1", new="Ben")
    decide(store, "flag", "incident", "I1")
    decide(store, "comment", "incident", "I1", new="see the other paper", author="ben")
    state = row(store, "review_state", target_id="I000001")
    assert (state["verdict"], state["grade"], state["work_status"], state["assignee"]) == (
        *("accepted", "contested", "help needed", "Ben"),
    )
    assert (state["flagged"], state["comments"], state["edited"]) == (1, 1, 0)
    assert state["last_author"] == "ben"
    decide(store, "reject", "incident", "I1")
    decide(store, "unflag", "incident", "I1")
    decide(store, "grade", "incident", "I1", new=None)
    state = row(store, "review_state", target_id="I000001")
    assert (state["verdict"], state["flagged"], state["grade"]) == ("rejected", 0, None)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (("edit", "incident", "I1", "type", "bomb"), "valid values: armed_clash,"),
        (("edit", "incident", "I1", "kiled", 3), "valid: type, status, date_from"),
        (("edit", "incident", "I1", "killed_low", -1), "a whole number from 0"),
        (("edit", "incident", "I1", "killed_low", True), "a whole number from 0"),
        (("edit", "incident", "I1", "date_from", "2024-02-30"), "a date as YYYY"),
        (("edit", "incident", "I1", "place_lat", 91), "degrees from -90 to 90"),
        (("edit", "incident", "I1", "place_country", "Sudan"), "two letters"),
        (("edit", "report", "doc-001/i1", "status", None), "valid values: happened"),
        (("edit", "claim", "doc-001/c1", "speech_act", "shout"), "valid values: assert"),
        (("edit", "actor", "doc-001/a1", "kind", 9), "from 0 to 8"),
        (("grade", "incident", "I1", None, "good"), "valid values: confirmed, fair"),
        (("work", "incident", "I1", None, "later"), "valid values: to do, in progress"),
        (("comment", "incident", "I1"), "give the words"),
        (("merge", "incident", "I1", None, {"incidents": []}), "at least one"),
        (("split", "incident", "I1", None, ["doc-003/i1"]), "valid: doc-001/i1, doc-002/i1"),
        (("split", "incident", "I1", None, ["doc-001/i1", "doc-002/i1"]), "leave at least one"),
        (("add", "document", "doc-001", "event", {}), "valid: incident, claim, mention, role"),
        (("promote", "incident", "I1"), "valid: accept, reject"),
        (("merge", "report", "doc-001/i1", None, ["I2"]), "valid: incident"),
    ],
)
def test_what_is_not_valid_is_refused_with_what_is(
    store: Store, given: tuple[object, ...], told: str
) -> None:
    with pytest.raises(DecisionError, match=told):
        record(store, [Proposal(*given)], "ana")  # type: ignore[arg-type]
    assert rows(store, "decisions") == []


def test_bounds_and_dates_may_not_contradict_each_other(store: Store) -> None:
    with pytest.raises(DecisionError, match="killed_low 10 is above killed_best 4"):
        decide(store, "edit", "incident", "I1", "killed_best", 4)
    with pytest.raises(DecisionError, match="lies after date_to"):
        decide(store, "edit", "incident", "I1", "date_from", "2025")
    with pytest.raises(DecisionError, match="together or not at all"):
        decide(store, "edit", "incident", "I1", "place_lat", 14.5)
    both = [
        Proposal("edit", "incident", "I1", "place_lat", 14.5),
        Proposal("edit", "incident", "I1", "place_lon", 24.5),
    ]
    record(store, both, "ana")
    assert row(store, "incidents", id="I000001")["place_lon"] == 24.5


def test_words_that_are_not_in_the_article_are_no_evidence(store: Store) -> None:
    for span in (
        {"document": "doc-001", "start": 0, "end": 5000},
        {"document": "doc-001", "start": 0, "end": 7, "words": "Rebels!"},
        {"document": "doc-009", "start": 0, "end": 7},
    ):
        with pytest.raises(DecisionError):
            decide(store, "accept", "incident", "I1", evidence=(span,))
    assert rows(store, "decisions") == []


def test_a_target_that_is_not_there_is_told_and_a_merged_one_where_it_went(store: Store) -> None:
    with pytest.raises(UnknownTarget, match="no incident 'I000077'"):
        decide(store, "accept", "incident", "I77")
    forward = {"old_id": "I000077", "ordinal": 0, "new_id": "I000001", "kind": "merged"}
    with store.writing() as connection:
        connection.execute(insert(schema.incident_forwards).values(**forward, at=MADE, run_id=1))
    with pytest.raises(UnknownTarget, match="it is now I000001"):
        decide(store, "accept", "incident", "I77")


def test_who_saw_another_value_is_told_the_current_one_and_by_whom(store: Store) -> None:
    decide(store, "edit", "incident", "I1", "killed_best", 12, old=10)
    with pytest.raises(ConflictError) as caught:
        decide(store, "edit", "incident", "I1", "killed_best", 15, old=10, author="ben")
    (change,) = caught.value.changes
    assert (change.field, change.old, change.current) == ("killed_best", 10, 12)
    assert (change.author, change.target_id) == ("ana", "I000001")
    decide(store, "edit", "incident", "I1", "killed_best", 15, old=12, author="ben")
    decide(store, "accept", "incident", "I1", old=None)
    with pytest.raises(ConflictError):
        decide(store, "reject", "incident", "I1", old=None, author="ben")


def test_several_are_taken_down_all_or_none(store: Store) -> None:
    good = Proposal("accept", "incident", "I1")
    with pytest.raises(UnknownTarget):
        record(store, [good, Proposal("accept", "incident", "I9")], "ana")
    assert rows(store, "decisions") == rows(store, "review_state") == []
    done = record(store, [good, Proposal("accept", "incident", "I2")], "ana")
    assert {one["batch"] for one in rows(store, "decisions")} == {done.batch}
    assert len(done.ids) == 2


def test_identifiers_grow_even_where_the_clock_goes_back(store: Store) -> None:
    late, early = datetime.fromisoformat("2030-01-01T00:00:00+00:00"), datetime.fromisoformat(MADE)
    one = Proposal("flag", "incident", "I1")
    (first,) = record(store, [one], "ana", now=late).ids
    (second,) = record(store, [Proposal("unflag", "incident", "I1")], "ana", now=early).ids
    assert first < second
    assert row(store, "review_state", target_id="I000001")["flagged"] == 0


def test_proposals_from_json_are_checked_for_their_shape() -> None:
    given = {"action": "accept", "target_kind": "incident", "target_id": "I1"}
    assert proposal_of(given) == Proposal("accept", "incident", "I1")
    for wrong in (
        given | {"colour": "red"},
        given | {"target_id": 1},
        given | {"reason": ["x"]},
        given | {"evidence": {"document": "d"}},
        {"action": "accept"},
    ):
        with pytest.raises(DecisionError):
            proposal_of(wrong)
