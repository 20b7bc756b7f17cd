from __future__ import annotations

from typing import Any

from sqlalchemy import insert, update

from dateline.review import QueueItem, queue, replay_incidents
from dateline.store import Store, schema
from tests.review.archive import decide, fill, join


def queued(store: Store, **filters: Any) -> list[QueueItem]:
    with store.reading() as connection:
        total, items = queue(connection, **filters)
    assert total >= len(items)
    return items


def set_incident(store: Store, name: str, **values: Any) -> None:
    with store.writing() as connection:
        i = schema.incidents
        connection.execute(update(i).where(i.c.id == name).values(**values))


def names(items: list[QueueItem]) -> list[str]:
    return [item.target_id for item in items]


def test_the_least_certain_comes_first_and_of_equals_the_one_that_matters_more(
    store: Store,
) -> None:
    fill(store, 4)
    join(store, {f"I00000{n}": [f"doc-00{n}/i1"] for n in (1, 2, 3, 4)})
    set_incident(store, "I000003", killed_high=400, documents=12)
    set_incident(store, "I000002", contested=1)
    items = queued(store)
    assert names(items) == ["I000002", "I000003", "I000001", "I000004"]
    assert items[0].reasons[0] == "its reports contradict each other"
    assert items[0].uncertainty > items[1].uncertainty
    assert items[1].impact > items[2].impact
    assert "up to 400 killed" in items[1].reasons
    assert "12 documents" in items[1].reasons


def test_each_doubt_is_told(store: Store) -> None:
    set_incident(store, "I000001", status_report="doc-001/i1", date_from=None)
    row = {"incident_id": "I000001", "kind": "toll", "note": "3 and 5", "sides": "[]"}
    with store.writing() as connection:
        connection.execute(insert(schema.contradictions).values(ordinal=0, **row))
        connection.execute(insert(schema.contradictions).values(ordinal=1, **row))
    first = queued(store)[0]
    assert first.target_id == "I000001"
    assert first.reasons[:5] == (
        "its reports contradict each other in 2 points",
        "place unknown",
        "status happened is 50% sure",
        "date unknown",
        "weakest join of its reports: 75%",
    )


def test_what_is_decided_leaves_unless_somebody_asks(store: Store) -> None:
    decide(store, "accept", "incident", "I1")
    assert names(queued(store)) == ["I000002"]
    decide(store, "work", "incident", "I1", new="help needed")
    items = queued(store)
    assert names(items) == ["I000001", "I000002"]
    assert items[0].reasons[0] == "help needed"
    decide(store, "work", "incident", "I1", new="done")
    decide(store, "work", "incident", "I2", new="dropped")
    assert queued(store) == []


def test_a_decision_that_no_longer_fits_brings_an_incident_back(store: Store) -> None:
    decide(store, "accept", "incident", "I1")
    join(store, {"I000001": ["doc-001/i1"], "I000003": ["doc-002/i1"], "I000002": ["doc-003/i1"]})
    with store.writing() as connection:
        replay_incidents(connection)
    items = {item.target_id: item for item in queued(store)}
    assert "an earlier decision no longer fits" in items["I000001"].reasons


def test_reports_that_were_flagged_or_given_to_somebody(store: Store) -> None:
    decide(store, "flag", "report", "doc-001/i1")
    decide(store, "work", "claim", "doc-002/c1", new="to do")
    decide(store, "assign", "claim", "doc-002/c1", new="Ben")
    assert names(queued(store))[0] == "doc-001/i1"
    assert names(queued(store, kinds=["claim"])) == ["doc-002/c1"]
    assert names(queued(store, assignee="Ben")) == ["doc-002/c1"]
    assert names(queued(store, work_statuses=["to do"])) == ["doc-002/c1"]
    assert names(queued(store, kinds=["incident"])) == ["I000001", "I000002"]


def test_pages_and_conditions(store: Store) -> None:
    with store.reading() as connection:
        total, items = queue(connection, limit=1, offset=1)
        assert (total, len(items)) == (2, 1)
        condition = schema.incidents.c.id == "I000002"
        assert names(queue(connection, where=condition)[1]) == ["I000002"]
