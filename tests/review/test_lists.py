from __future__ import annotations

from dateline.review import (
    conflicts,
    decisions,
    decisions_since,
    edits_of,
    exports,
    history,
    log_export,
    matching,
    replay_incidents,
    undo,
)
from dateline.store import Store
from tests.review.archive import decide, join


def test_a_history_has_what_was_decided_on_parts_and_elsewhere(store: Store) -> None:
    decide(store, "accept", "incident", "I1")
    decide(store, "edit", "report", "doc-001/i1", "status", "denied")
    decide(store, "flag", "claim", "doc-001/c1")
    decide(store, "merge", "incident", "I1", new=["I2"])
    undo(store, "ben", decision=decide(store, "grade", "incident", "I1", new="fair").ids[0])
    decide(store, "comment", "report", "doc-003/i1", new="late")
    with store.reading() as connection:
        first = history(connection, "incident", "I000001")
        second = history(connection, "incident", "I000002")
        document = history(connection, "document", "doc-001")
    assert [one["action"] for one in first] == [
        *("undo", "grade", "merge", "flag", "edit", "accept"),
    ]
    assert [one["action"] for one in second] == ["comment", "merge"]
    assert [one["action"] for one in document] == ["flag", "edit"]
    assert first[1]["undone_by"] == first[0]["id"]


def test_decisions_by_page_and_by_who_and_what(store: Store) -> None:
    for author in ("ana", "ben", "ana"):
        decide(store, "comment", "incident", "I1", new="x", author=author, reason=f"by {author}")
    decide(store, "flag", "incident", "I2")
    with store.reading() as connection:
        total, rows = decisions(connection, matching(author=["ana"]), limit=2)
        assert (total, [one["action"] for one in rows]) == (3, ["flag", "comment"])
        assert decisions(connection, matching(words="BY BEN"))[0] == 1
        assert decisions(connection, matching(target_id="I000002"))[0] == 1
        assert decisions(connection, matching(action=["flag", "undo"]))[0] == 1
        cursor = decisions(connection, limit=1, offset=2)[1][0]["id"]
        assert len(decisions_since(connection, cursor)) == 2
        assert len(decisions_since(connection, None)) == 4


def test_conflicts_come_with_their_decision(store: Store) -> None:
    decide(store, "accept", "incident", "I2", reason="seen")
    join(store, {"I000001": ["doc-001/i1", "doc-002/i1"]})
    with store.writing() as connection:
        replay_incidents(connection)
        total, (row,) = conflicts(connection)
    assert (total, row["reason"], row["decision"]["reason"]) == (1, "incident gone", "seen")
    assert row["decision"]["conflict"] == "incident gone"


def test_edits_show_both_values(store: Store) -> None:
    decide(store, "edit", "incident", "I1", "killed_best", 12)
    with store.reading() as connection:
        (edit,) = edits_of(connection, "incident", "I000001")
    assert (edit["field"], edit["old"], edit["new"]) == ("killed_best", 10, 12)


def test_who_exported_what_is_logged(store: Store) -> None:
    log_export(store, who="ana", format="csv", arguments={"where": "country=SD"}, path="out")
    log_export(store, who="ben", format="xlsx", arguments={}, rows=3)
    with store.reading() as connection:
        total, rows = exports(connection)
    assert total == 2
    assert [(one["who"], one["rows"]) for one in rows] == [("ben", 3), ("ana", None)]
    assert rows[1]["arguments"] == {"where": "country=SD"}
