"""Decisions over whole runs: what `dateline code` and `dateline reconcile` end with."""

from __future__ import annotations

from pathlib import Path

from dateline.review import undo
from dateline.run.reconcile import update_archive
from dateline.store import Store
from tests.fake_coder import article, make_other_coder
from tests.review.archive import archive, decide, derived, row, rows
from tests.store.archive import put


def incident_of(store: Store, report: str) -> str:
    return str(row(store, "incident_reports", report_id=report)["incident_id"])


def test_a_run_again_keeps_decisions_and_changes_nothing(tmp_path: Path) -> None:
    with archive(tmp_path / "a.db") as store:
        update_archive(store)
        name = incident_of(store, "doc-001/i1")
        decide(store, "edit", "incident", name, "killed_high", 90)
        decide(store, "grade", "incident", name, new="weak")
        done = decide(store, "edit", "report", "doc-003/i1", "type", "abduction")
        assert done.rejoin
        update_archive(store)
        assert row(store, "incidents", id=name)["killed_high"] == 90
        assert row(store, "review_state", grade="weak")["target_id"] == name
        once = derived(store)
        update_archive(store)
        assert derived(store) == once
        put(store, [article(n) for n in (1, 2, 3)], make_other_coder)
        update_archive(store)
        assert row(store, "reports", id="doc-003/i1")["type"] == "abduction"
        assert row(store, "review_state", grade="weak")["target_id"] == incident_of(
            store, "doc-001/i1"
        )
        assert rows(store, "decision_conflicts") == []


def test_a_rejected_report_is_in_no_incident_until_that_is_undone(tmp_path: Path) -> None:
    with archive(tmp_path / "a.db") as store:
        update_archive(store)
        decide(store, "reject", "report", "doc-001/i1")
        update_archive(store)
        assert rows(store, "incident_reports", report_id="doc-001/i1") == []
        undo(store, "ana", last=True)
        update_archive(store)
        assert len(rows(store, "incident_reports", report_id="doc-001/i1")) == 1


def test_a_split_holds_over_runs_and_is_undone(tmp_path: Path) -> None:
    same = "Raiders killed 6 people in Kutum on Thursday.\nResidents said so."
    documents = [article(n, same, id=f"doc-00{n}") for n in (1, 2)]
    documents += [article(3, same + " It was dark.", id="doc-003")]
    with archive(tmp_path / "a.db", documents) as store:
        update_archive(store)
        reports = [one["report_id"] for one in rows(store, "incident_reports")]
        name = incident_of(store, reports[0])
        assert {incident_of(store, one) for one in reports} == {name}
        decide(store, "split", "incident", name, new=[reports[-1]])
        update_archive(store)
        assert incident_of(store, reports[0]) != incident_of(store, reports[-1])
        update_archive(store)
        assert incident_of(store, reports[0]) == name
        undo(store, "ana", last=True)
        update_archive(store)
        assert {incident_of(store, one) for one in reports} == {name}
