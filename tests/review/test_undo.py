from __future__ import annotations

import pytest

from dateline.review import DecisionError, Proposal, decisions, record, undo
from dateline.store import Store
from tests.review.archive import decide, derived, row, rows, without

STATE = ("review_state", "edits", "incidents", "reports", "claims", "tolls", "actors")


def test_undo_is_a_row_and_what_was_done_is_as_before(store: Store) -> None:
    before = derived(store)
    (name,) = decide(store, "edit", "report", "doc-001/i1", "type", "abduction").ids
    decide(store, "edit", "incident", "I1", "killed_best", 12)
    assert derived(store) != before
    undo(store, "ben", decision=name, reason="misread")
    undo(store, "ana", last=True)
    after = derived(store)
    for table in ("reports", "edits", "decision_conflicts"):
        assert after[table] == before[table]
    assert without(after["incidents"], "updated_at") == without(before["incidents"], "updated_at")
    taken = [one for one in rows(store, "decisions") if one["action"] == "undo"]
    assert [(one["author"], one["reason"]) for one in taken] == [("ben", "misread"), ("ana", None)]


def test_undoing_the_undo_redoes(store: Store) -> None:
    decide(store, "grade", "incident", "I1", new="weak")
    (back,) = undo(store, "ana", last=True).ids
    assert row(store, "review_state", target_id="I000001")["grade"] is None
    undo(store, "ana", decision=back)
    assert row(store, "review_state", target_id="I000001")["grade"] == "weak"
    (again,) = undo(store, "ana", last=True).ids
    assert row(store, "review_state", target_id="I000001")["grade"] is None
    undo(store, "ana", decision=again)
    assert row(store, "review_state", target_id="I000001")["grade"] == "weak"


def test_one_action_on_many_is_undone_as_one(store: Store) -> None:
    both = [Proposal("accept", "incident", one) for one in ("I1", "I2")]
    batch = record(store, both, "ana").batch
    done = undo(store, "ben", batch=batch)
    assert len(done.ids) == 2
    assert [one["verdict"] for one in rows(store, "review_state")] == [None, None]
    undo(store, "ben", batch=done.batch)
    assert [one["verdict"] for one in rows(store, "review_state")] == ["accepted", "accepted"]


def test_the_last_of_ones_own_actions_again_and_again(store: Store) -> None:
    decide(store, "flag", "incident", "I1")
    decide(store, "grade", "incident", "I1", new="fair")
    decide(store, "assign", "incident", "I1", new="Ben", author="ben")
    undo(store, "ana", last=True)
    undo(store, "ana", last=True)
    state = row(store, "review_state", target_id="I000001")
    assert (state["flagged"], state["grade"], state["assignee"]) == (0, None, "Ben")
    with pytest.raises(DecisionError, match="ana has nothing to undo"):
        undo(store, "ana", last=True)


def test_an_earlier_value_comes_back_and_not_the_programs(store: Store) -> None:
    decide(store, "edit", "incident", "I1", "killed_best", 12)
    decide(store, "edit", "incident", "I1", "killed_best", 15, author="ben")
    undo(store, "ben", last=True)
    assert row(store, "incidents", id="I000001")["killed_best"] == 12
    assert row(store, "edits")["old"] == "10"


def test_what_cannot_be_undone_is_told(store: Store) -> None:
    (name,) = decide(store, "flag", "incident", "I1").ids
    (back,) = undo(store, "ana", decision=name).ids
    with pytest.raises(DecisionError, match=f"undone by ana at .* to redo it undo {back}"):
        undo(store, "ana", decision=name)
    with pytest.raises(DecisionError, match="no decision or batch"):
        undo(store, "ana", decision="01ARZ3NDEKTSV4RRFFQ69G5FAV")
    with pytest.raises(DecisionError, match="nothing or too much"):
        undo(store, "ana")
    with store.reading() as connection:
        _, listed = decisions(connection)
    assert [one["undone_by"] for one in listed] == [None, back]
