"""Decisions by the API: taken, refused, taken back; what follows from them is answered."""

from __future__ import annotations

import threading
import time
from typing import Any

from starlette.testclient import TestClient


def decide(client: TestClient, *decisions: dict[str, Any], **more: Any) -> Any:
    return client.post("/api/decisions", json={"decisions": list(decisions), **more})


def on(incident: str, action: str, **more: Any) -> dict[str, Any]:
    return {"action": action, "target_kind": "incident", "target_id": incident, **more}


def test_an_edit_shows_the_reviewers_value_beside_the_programs(client: TestClient) -> None:
    before = client.get("/api/incidents/I3").json()["incident"]
    answer = decide(
        client,
        on("I3", "edit", field="place_name", old=before["place_name"], new="Elsewhere",
           reason="seen"),
    )  # fmt: skip
    assert answer.status_code == 200, answer.text
    assert answer.json()["incidents"] == ["I000003"]
    detail = client.get("/api/incidents/I3").json()
    assert detail["incident"]["place_name"] == "Elsewhere"
    assert detail["incident"]["review"]["edited"] is True
    (edit,) = detail["edits"]
    assert (edit["field"], edit["old"], edit["new"]) == (
        "place_name",
        before["place_name"],
        "Elsewhere",
    )
    (decision,) = detail["history"]
    assert decision["author"] == "ana"
    assert decision["reason"] == "seen"
    assert decision["undone_by"] is None


def test_undo_is_a_decision_too_and_brings_the_value_back(client: TestClient) -> None:
    before = client.get("/api/incidents/I3").json()["incident"]
    done = decide(client, on("I3", "edit", field="place_name", new="Elsewhere")).json()
    answer = client.post("/api/decisions/undo", json={"id": done["ids"][0]})
    assert answer.json()["incidents"] == ["I000003"]
    detail = client.get("/api/incidents/I3").json()
    assert detail["incident"]["place_name"] == before["place_name"]
    assert [d["action"] for d in detail["history"]] == ["undo", "edit"]
    assert detail["history"][1]["undone_by"] == detail["history"][0]["id"]
    assert client.get("/api/decisions").json()["total"] == 2


def test_the_second_writer_sees_what_the_first_one_wrote(client: TestClient) -> None:
    seen = client.get("/api/incidents/I3").json()["incident"]["place_name"]
    assert decide(
        client, on("I3", "edit", field="place_name", old=seen, new="Ben's"), author="ben"
    ).is_success
    late = decide(
        client,
        on("I4", "accept"),
        on("I3", "edit", field="place_name", old=seen, new="Ana's"),
    )
    assert late.status_code == 409
    (conflict,) = late.json()["conflicts"]
    assert conflict["index"] == 1
    assert conflict["current"] == "Ben's"
    assert conflict["author"] == "ben"
    # Nothing of it was written.
    assert client.get("/api/incidents/I4").json()["incident"]["review"]["verdict"] is None


def test_several_decisions_are_one_batch_and_undone_together(client: TestClient) -> None:
    done = decide(client, *(on(name, "accept") for name in ("I1", "I2", "I3"))).json()
    assert done["batch"]
    assert done["incidents"] == ["I000001", "I000002", "I000003"]
    assert client.get("/api/incidents?verdict=accepted").json()["total"] == 3
    client.post("/api/decisions/undo", json={"batch": done["batch"]})
    assert client.get("/api/incidents?verdict=accepted").json()["total"] == 0


def test_grades_and_work_are_filters(client: TestClient) -> None:
    decide(
        client,
        on("I1", "grade", new="weak"),
        on("I2", "work", new="in progress"),
        on("I2", "assign", new="ben"),
        on("I3", "flag"),
    )
    for filters, expected in (
        ("grade=weak", ["I000001"]),
        ("work_status=in+progress", ["I000002"]),
        ("assignee=ben", ["I000002"]),
        ("flagged=1", ["I000003"]),
    ):
        listed = client.get(f"/api/incidents?{filters}").json()
        assert [row["id"] for row in listed["rows"]] == expected, filters
    assert client.get("/api/incidents?grade=none").json()["total"] == 59


def test_what_cannot_be_is_refused_with_what_would_do(client: TestClient) -> None:
    for decision, status, says in (
        (on("I1", "edit", field="killed_best", new="many"), 422, "killed_best"),
        (on("I1", "edit", field="colour", new="red"), 422, "valid"),
        (on("I1", "explode"), 422, "valid"),
        (on("I1", "grade", new="splendid"), 422, "confirmed"),
        (on("I99999", "accept"), 404, "I099999"),
    ):
        answer = decide(client, decision)
        assert answer.status_code == status, answer.text
        assert says in answer.text
    assert client.get("/api/decisions").json()["total"] == 0


def test_there_must_be_one_thing_to_undo(client: TestClient) -> None:
    assert client.post("/api/decisions/undo", json={}).status_code == 422
    both = client.post("/api/decisions/undo", json={"last": True, "id": "x"})
    assert both.status_code == 422
    assert client.post("/api/decisions/undo", json={"last": True}).status_code == 422


def test_a_preview_of_a_merge_changes_nothing(client: TestClient) -> None:
    before = client.get("/api/incidents?limit=1000").json()
    answer = client.post("/api/incidents/merge/preview", json={"ids": ["I5", "I4"]}).json()
    assert [row["id"] for row in answer["before"]] == ["I000004", "I000005"]
    (after,) = answer["after"]
    assert after["id"] == "I000004"
    assert after["reports"] == sum(row["reports"] for row in answer["before"])
    fields = {change["field"]: change for change in answer["changes"]}
    assert fields["reports"]["after"] == after["reports"]
    assert answer["forwards"] == [{"old_id": "I000005", "new_id": "I000004", "kind": "merged"}]
    assert client.get("/api/incidents?limit=1000").json() == before
    gone = client.post("/api/incidents/merge/preview", json={"ids": ["I5", "I999"]})
    assert gone.status_code == 404
    assert (
        client.post("/api/incidents/merge/preview", json={"ids": ["I5", "i05"]}).status_code == 422
    )


def test_a_preview_of_a_split_has_both_parts(client: TestClient) -> None:
    most = client.get("/api/incidents?sort=-reports&limit=1").json()["rows"][0]
    detail = client.get(f"/api/incidents/{most['id']}").json()
    reports = [entry["report"]["id"] for entry in detail["reports"]]
    address = f"/api/incidents/{most['id']}/split/preview"
    answer = client.post(address, json={"reports": reports[:1]}).json()
    assert [row["id"] for row in answer["after"]] == [most["id"], "new"]
    assert [row["reports"] for row in answer["after"]] == [len(reports) - 1, 1]
    assert client.post(address, json={"reports": reports}).status_code == 422
    assert client.post(address, json={"reports": ["nowhere/i1"]}).status_code == 404


def test_a_merge_joins_and_its_undoing_parts_again(client: TestClient) -> None:
    first = decide(client, on("I4", "merge", new={"incidents": ["I5"]}))
    assert first.status_code == 200, first.text
    joined = client.get("/api/incidents/I4").json()
    other = client.get("/api/incidents/I5")
    assert other.status_code == 410
    assert other.json()["forwards"][0]["new_id"] == "I000004"
    assert {"I000004", "I000005"} <= set(first.json()["incidents"])
    assert joined["history"][0]["action"] == "merge"
    undone = client.post("/api/decisions/undo", json={"last": True})
    assert undone.status_code == 200
    assert client.get("/api/incidents/I5").status_code == 200


def test_the_queue_puts_what_is_flagged_first_and_drops_what_is_accepted(
    client: TestClient,
) -> None:
    before = client.get("/api/queue").json()
    last = before["rows"][-1]["target_id"]
    decide(client, on(last, "flag"))
    decide(client, on(before["rows"][0]["target_id"], "accept"))
    after = client.get("/api/queue").json()
    assert after["total"] == before["total"] - 1
    assert after["rows"][0]["target_id"] == last
    assert after["rows"][0]["incident"]["id"] == last
    assert "flagged" in after["rows"][0]["reasons"]
    page = client.get("/api/queue?limit=2&offset=1").json()["rows"]
    assert page == after["rows"][1:3]


def test_events_tell_what_others_have_decided(client: TestClient) -> None:
    start = client.get("/api/events").json()
    assert start["decisions"] == []
    decide(client, on("I7", "accept"), author="ben")
    news = client.get(f"/api/events?since={start['cursor']}").json()
    assert [(d["author"], d["action"]) for d in news["decisions"]] == [("ben", "accept")]
    assert news["incidents"] == ["I000007"]
    assert news["reload"] is False
    assert client.get(f"/api/events?since={news['cursor']}").json()["decisions"] == []


def test_waiting_for_events_ends_with_the_first_decision(client: TestClient) -> None:
    cursor = client.get("/api/events").json()["cursor"]
    timer = threading.Timer(0.3, decide, [client, on("I7", "accept")])
    timer.start()
    start = time.monotonic()
    news = client.get(f"/api/events?since={cursor}&wait=20").json()
    timer.join()
    assert [d["action"] for d in news["decisions"]] == ["accept"]
    assert time.monotonic() - start < 15


def test_a_cursor_that_is_none_is_refused(client: TestClient) -> None:
    assert client.get("/api/events?since=yesterday").status_code == 422
