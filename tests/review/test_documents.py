from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.review import DecisionError, Proposal, record, replay_documents, undo
from dateline.store import Store
from tests.fake_coder import article, make_other_coder
from tests.review.archive import archive, decide, derived, join, row, rows
from tests.store.archive import put


def replay(store: Store) -> None:
    with store.writing() as connection:
        replay_documents(connection)


def test_a_reports_field_is_the_reviewers_and_says_so(store: Store) -> None:
    said = {"document": "doc-001", "start": 27, "end": 32}
    (name,) = decide(
        store, "edit", "report", "doc-001/i1", "place_name", "Kutum market", evidence=(said,)
    ).ids
    decide(store, "edit", "report", "doc-001/i1", "type", "suicide_bomb")
    report = row(store, "reports", id="doc-001/i1")
    assert (report["type"], report["event_type"]) == ("suicide_bomb", "explosions")
    assert (report["type_by"], report["place_by"]) == ("reviewer", "reviewer")
    assert report["place_note"] == f"decision {name} by ana"
    assert (report["place_name"], report["place_words"]) == ("Kutum market", "Kutum")
    assert report["status_by"] == "model:status"
    edits = rows(store, "edits", target_id="doc-001/i1")
    assert [(e["field"], e["old"], e["new"]) for e in edits] == [
        ("place_name", '"Kutum"', '"Kutum market"'),
        ("type", '"attack"', '"suicide_bomb"'),
    ]


def test_what_refers_to_a_report_stays_when_it_is_edited(store: Store) -> None:
    before = rows(store, "incident_reports")
    decide(store, "edit", "report", "doc-001/i1", "status", "denied")
    decide(store, "edit", "report", "doc-001/i1", "perpetrators", [])
    assert rows(store, "incident_reports") == before
    assert rows(store, "report_actors", report_id="doc-001/i1") == []
    undo(store, "ana", last=True)
    (actor,) = rows(store, "report_actors", report_id="doc-001/i1")
    assert actor["actor_id"] == "doc-001/a1"


def test_fields_of_claims_actors_and_documents(store: Store) -> None:
    decide(store, "edit", "claim", "doc-001/c1", "commitment", "doubtful")
    decide(store, "edit", "claim", "doc-001/c1", "source", {"start": 0, "end": 7})
    decide(store, "edit", "claim", "doc-001/c1", "incidents", [])
    claim = row(store, "claims", id="doc-001/c1")
    assert (claim["commitment"], claim["source_words"], claim["by"]) == (
        *("doubtful", "Raiders", "reviewer"),
    )
    assert rows(store, "claim_incidents", document_id="doc-001") == []
    decide(store, "edit", "actor", "doc-001/a1", "aliases", ["the horsemen"])
    decide(store, "edit", "actor", "doc-001/a1", "name", "The Raiders")
    actor = row(store, "actors", id="doc-001/a1")
    assert (actor["name"], json.loads(actor["aliases"])) == ("The Raiders", ["the horsemen"])
    decide(store, "edit", "document", "doc-001", "published", "2024-05-18")
    assert row(store, "documents", id="doc-001")["published"] == "2024-05-18"


def test_tolls_and_arguments_are_replaced_as_a_whole(store: Store) -> None:
    toll = {"what": "injured", "of": "civilians", "low": 3, "best": 3, "high": None}
    decide(
        store,
        *("edit", "report", "doc-001/i1", "tolls"),
        [toll | {"start": 15, "end": 16, "claim_id": "doc-001/c1"}],
    )
    (found,) = rows(store, "tolls", report_id="doc-001/i1")
    assert (found["what"], found["words"], found["claim_id"]) == ("injured", "1", "doc-001/c1")
    with pytest.raises(DecisionError, match="low 3 is above best 2"):
        decide(
            store,
            *("edit", "report", "doc-001/i1", "tolls"),
            [toll | {"best": 2, "start": 15, "end": 16}],
        )
    decide(store, "edit", "report", "doc-001/i1", "arguments", [])
    assert rows(store, "arguments", report_id="doc-001/i1") == []
    undo(store, "ana", last=True)
    assert len(rows(store, "arguments", report_id="doc-001/i1")) == 2


def test_a_missed_incident_is_added_from_selected_words(store: Store) -> None:
    (name,) = decide(
        store,
        *("add", "document", "doc-001", "incident", {"type": "displacement"}),
        evidence=({"document": "doc-001", "start": 46, "end": 85},),
    ).ids
    assert len(rows(store, "reports", document_id="doc-001")) == 2
    added = row(store, "reports", document_id="doc-001", ordinal=2)
    assert added["id"].startswith("doc-001/u")
    assert (added["type"], added["status"], added["type_by"]) == (
        *("displacement", "happened", "reviewer"),
    )
    assert added["words"] == "Residents said the village was empty af"
    assert added["sentence_words"].startswith("Residents said the village was empty")
    decide(store, "edit", "report", added["id"], "status", "ongoing")
    decide(
        store,
        *("add", "report", added["id"], "role", {"role": "perpetrator"}),
        evidence=({"document": "doc-001", "start": 0, "end": 7},),
    )
    (actor,) = rows(store, "report_actors", report_id=added["id"])
    assert (actor["role"], actor["actor_id"]) == ("perpetrator", "doc-001/a1")
    again = derived(store)
    replay(store)
    assert derived(store) == again
    undo(store, "ana", decision=name)
    assert len(rows(store, "reports", document_id="doc-001")) == 1
    assert row(store, "tombstones", kind="report")["id"] == added["id"]
    conflicts = rows(store, "decision_conflicts")
    assert {one["reason"] for one in conflicts} == {"report gone"}
    assert len(conflicts) == 2


def test_roles_claims_tolls_and_mentions_are_added(store: Store) -> None:
    decide(
        store,
        *("add", "report", "doc-002/i1", "role", {"role": "killed", "start": 15, "end": 16}),
    )
    assert len(rows(store, "tolls", report_id="doc-002/i1")) == 2
    decide(
        store,
        *("add", "document", "doc-002", "role"),
        {"role": "target", "start": 46, "end": 55, "report": "doc-002/i1"},
    )
    target = row(store, "report_actors", report_id="doc-002/i1", role="target")
    assert row(store, "actors", id=target["actor_id"])["name"] == "Residents"
    new = {"content": {"start": 0, "end": 44}, "source": {"start": 46, "end": 55}}
    decide(store, "add", "document", "doc-002", "claim", new | {"incidents": ["doc-002/i1"]})
    claim = row(store, "claims", document_id="doc-002", ordinal=2)
    assert (claim["source_words"], claim["speech_act"], claim["by"]) == (
        *("Residents", "assert", "reviewer"),
    )
    assert len(rows(store, "claim_incidents", claim_id=claim["id"])) == 1
    decide(store, "add", "document", "doc-002", "mention", {"type": "WEAPON", "start": 0, "end": 7})
    assert row(store, "mentions", document_id="doc-002", by="reviewer")["words"] == "Raiders"
    with pytest.raises(DecisionError, match="no report 'doc-001/i1' in this document"):
        decide(
            store,
            *("add", "document", "doc-002", "role"),
            {"role": "target", "start": 46, "end": 55, "report": "doc-001/i1"},
        )


def test_a_new_run_keeps_what_was_decided(store: Store) -> None:
    decide(store, "edit", "report", "doc-001/i1", "type", "abduction")
    decide(store, "reject", "report", "doc-002/i1")
    decide(
        store,
        *("add", "document", "doc-001", "incident", {"type": "displacement"}),
        evidence=({"document": "doc-001", "start": 46, "end": 85},),
    )
    before = derived(store)
    put(store, [article(n) for n in (1, 2, 3)], make_other_coder)
    assert row(store, "reports", id="doc-001/i1")["type"] == "attack"
    replay(store)
    after = derived(store)
    for table in ("review_state", "edits", "decision_conflicts"):
        assert after[table] == before[table]
    assert [{k: v for k, v in one.items() if k != "run_id"} for one in after["reports"]] == [
        {k: v for k, v in one.items() if k != "run_id"} for one in before["reports"]
    ]


SECOND = "Raiders killed 9 people in Petel-Bana on Friday."


def test_a_report_that_moved_in_its_document_is_found_by_its_words(tmp_path: Path) -> None:
    first = article(1)
    with archive(tmp_path / "a.db", [replace(first, source="a.html")]) as store:
        decide(store, "edit", "report", "doc-001/i1", "status", "possible")
        # A new version of the same file tells another incident first: the old one is now i2.
        changed = replace(first, text=f"{SECOND}\n{first.text}", source="a.html")
        put(store, [changed])
        replay(store)
        assert row(store, "reports", id="doc-001/i2")["status"] == "possible"
        assert row(store, "reports", id="doc-001/i1")["status"] == "happened"
        assert rows(store, "decision_conflicts") == []
        assert row(store, "review_state", edited=1)["target_id"] == "doc-001/i2"


def test_what_no_longer_fits_is_listed_and_the_rest_applies(tmp_path: Path) -> None:
    text = f"{article(1).text}\n{SECOND}"
    first = replace(article(1), text=text, source="a.html")
    with archive(tmp_path / "a.db", [first, article(2)]) as store:
        decide(store, "edit", "report", "doc-001/i1", "status", "possible")
        (lost,) = decide(store, "edit", "report", "doc-001/i2", "status", "denied").ids
        put(store, [replace(first, text=article(1).text)])
        replay(store)
        assert row(store, "reports", id="doc-001/i1")["status"] == "possible"
        conflict = row(store, "decision_conflicts")
        assert (conflict["decision_id"], conflict["reason"]) == (lost, "sentence gone")
        assert "doc-001/i2" in conflict["detail"]
        assert "undo this decision" in conflict["detail"]
        undo(store, "ana", decision=lost)
        assert rows(store, "decision_conflicts") == []


def test_a_missed_incident_that_a_new_run_finds_is_not_there_twice(tmp_path: Path) -> None:
    plain = replace(article(1), text="Kutum was hit. Raiders came at 5 people. Nothing else.")
    with archive(tmp_path / "a.db", [replace(plain, source="a.html")]) as store:
        decide(
            store,
            *("add", "document", "doc-001", "incident", {"type": "attack"}),
            evidence=({"document": "doc-001", "start": 23, "end": 27},),
        )
        assert row(store, "reports")["words"] == "came"
        undo(store, "ana", last=True)
        assert rows(store, "reports") == []


def test_a_rejected_report_is_known_as_rejected(store: Store) -> None:
    done = decide(store, "reject", "report", "doc-002/i1")
    assert done.rejoin
    assert row(store, "review_state", verdict="rejected")["target_id"] == "doc-002/i1"


def test_a_batch_over_parts_of_several_documents(store: Store) -> None:
    done = record(
        store,
        [Proposal("edit", "report", f"doc-00{n}/i1", "type", "abduction") for n in (1, 2, 3)],
        "ana",
    )
    assert done.documents == ("doc-001", "doc-002", "doc-003")
    assert {one["type"] for one in rows(store, "reports")} == {"abduction"}
    undo(store, "ana", batch=done.batch)
    assert {one["type"] for one in rows(store, "reports")} == {"attack"}


def test_a_document_whose_name_holds_anothers_is_left_alone(tmp_path: Path) -> None:
    inner, outer = article(1, id="a/b"), article(2, id="a")
    with archive(tmp_path / "a.db", [inner, outer]) as store:
        join(store, {"I000001": ["a/i1"]})
        decide(store, "flag", "report", "a/b/i1")
        decide(store, "flag", "report", "a/i1")
        assert len(rows(store, "review_state")) == 2
