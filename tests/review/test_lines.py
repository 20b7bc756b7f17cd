from __future__ import annotations

import io
import json
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.review import (
    DecisionError,
    bounded_lines,
    export_decisions,
    import_decisions,
    undo,
)
from dateline.review.lines import LONGEST_LINE, decision_of
from dateline.store import Store, open_store
from tests.review.archive import decide, derived, row, rows

LATEST = datetime(2100, 1, 1, tzinfo=UTC)


@pytest.fixture
def copy(store: Store, tmp_path: Path) -> Iterator[Store]:
    """The same archive, as another person has it."""
    store.close()
    shutil.copy(tmp_path / "a.db", tmp_path / "b.db")
    with open_store(str(tmp_path / "b.db")) as opened:
        yield opened


def lines(store: Store) -> list[str]:
    with store.reading() as connection:
        return list(export_decisions(connection))


def some(store: Store, author: str = "ana") -> None:
    decide(store, "edit", "report", "doc-001/i1", "type", "abduction", author)
    decide(store, "edit", "incident", "I1", "killed_best", 12, author)
    decide(
        store,
        *("add", "document", "doc-003", "incident", {"type": "displacement"}, author),
        evidence=({"document": "doc-003", "start": 46, "end": 85},),
    )
    decide(store, "merge", "incident", "I1", None, ["I2"], author)
    decide(store, "grade", "incident", "I1", None, "fair", author, reason="“two papers”\n✓")
    undo(store, author, last=True)


def test_what_was_written_reads_back_as_the_same(store: Store, copy: Store) -> None:
    some(store)
    done = import_decisions(copy, lines(store))
    assert (done.added, done.known, done.rejected, done.rejoin) == (6, 0, (), True)
    assert lines(copy) == lines(store)
    assert derived(copy) == derived(store)
    assert import_decisions(copy, lines(store)).known == 6
    assert lines(copy) == lines(store)


def test_two_peoples_files_merge_whatever_the_order(store: Store, copy: Store) -> None:
    some(store)
    some(copy, "ben")
    decide(copy, "edit", "report", "doc-001/i1", "type", "grenade", "ben")
    ours, theirs = lines(store), lines(copy)
    import_decisions(store, theirs)
    import_decisions(copy, ours)
    assert (
        lines(store) == lines(copy) == sorted([*ours, *theirs], key=lambda o: json.loads(o)["id"])
    )
    assert derived(store) == derived(copy)
    assert row(store, "reports", id="doc-001/i1")["type"] == "grenade"


def test_an_undo_may_come_before_what_it_undoes(store: Store, copy: Store) -> None:
    decide(store, "flag", "incident", "I1")
    undo(store, "ana", last=True)
    flagged, undone = lines(store)
    import_decisions(copy, [undone])
    assert row(copy, "decision_conflicts")["reason"] == "decision missing"
    import_decisions(copy, [flagged])
    assert rows(copy, "decision_conflicts") == []
    assert row(copy, "review_state")["flagged"] == 0


def test_decisions_on_documents_that_are_not_here_wait_as_conflicts(
    store: Store, tmp_path: Path
) -> None:
    some(store)
    with open_store(str(tmp_path / "empty.db"), create=True) as other:
        assert import_decisions(other, lines(store)).added == 6
        reasons = {one["reason"] for one in rows(other, "decision_conflicts")}
        assert reasons == {"document gone", "incident gone"}
        assert lines(other) == lines(store)


def _broken(line: str) -> list[tuple[str, str]]:
    good: dict[str, Any] = json.loads(line)

    def but(**changes: Any) -> str:
        return json.dumps(good | changes)

    late = (datetime.now(UTC) + timedelta(days=3)).isoformat(timespec="seconds")
    return [
        ("{", "not JSON"),
        ("[]", "not a JSON object"),
        ('{"id": NaN}', "not JSON"),
        ("[" * 100_000, "not JSON"),
        (but(colour="red"), "unknown key 'colour'"),
        (but(id="7"), "id is no identifier"),
        (but(id=None), "id missing"),
        (but(at="yesterday"), "at is not a time"),
        (but(at="2024-05-17T10:00:00+02:00"), "at is not in UTC"),
        (but(at=late), "decided in the future"),
        (but(author=" "), "author missing"),
        (but(author="a\x00b"), "author missing or not a text"),
        (but(action="bless"), "unknown action"),
        (but(target_kind="village"), "cannot edit"),
        (but(field="colour"), "report has no field"),
        (but(new="bomb"), "type cannot be"),
        (but(anchor={}), "anchor missing"),
        (but(anchor={"target": {"at": "x"}}), "anchor missing"),
        (but(anchor={"target": {"reports": {"x": {"at": [[0, -1, "x"]]}}}}), "anchor missing"),
        (but(evidence=[{"document": "d"}]), "evidence not understood"),
        (but(evidence="x"), "evidence is not"),
        (but(old="x" * 200_000), "old value is too long"),
        (but(old=[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]), "values too deep"),
        (but(reason="x" * 20_000), "reason not taken"),
    ]


def test_each_broken_line_is_told_and_the_rest_goes_in(store: Store, copy: Store) -> None:
    decide(store, "edit", "report", "doc-001/i1", "type", "abduction")
    decide(store, "accept", "incident", "I1")
    first, second = lines(store)
    broken = _broken(first)
    done = import_decisions(copy, [first, *(line for line, _ in broken), "", second])
    assert done.added == 2
    assert [one.number for one in done.rejected] == list(range(2, len(broken) + 2))
    for one, (line, reason) in zip(done.rejected, broken, strict=True):
        assert reason in one.reason, line[:200]
        assert one.cure
    changed = import_decisions(copy, [second.replace('"ana"', '"eve"')])
    assert "already here with other content" in changed.rejected[0].reason


def test_a_line_without_end_is_read_in_bounds() -> None:
    read = list(bounded_lines(io.StringIO("x" * (3 * LONGEST_LINE) + "\nnext\n")))
    assert [len(line) for line in read] == [LONGEST_LINE + 2, 5]
    with pytest.raises(DecisionError, match="line too long"):
        decision_of(read[0], LATEST)


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["start", "end", "words", "around", "report", "target", "at", "reports"]
            )
            | st.text(max_size=4),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(
    action=st.sampled_from(["edit", "add", "merge", "split", "link", "alias", "accept", "undo"]),
    kind=st.sampled_from(["incident", "report", "claim", "actor", "document", "decision"]),
    field=st.sampled_from([None, "type", "arguments", "tolls", "incident", "role", "content"]),
    new=_json,
    anchor=_json,
    evidence=_json,
)
def test_no_line_breaks_the_reader(
    action: str, kind: str, field: str | None, new: Any, anchor: Any, evidence: Any
) -> None:
    line = {
        "id": "01M81ST6JMPCH399NY0FWB57DD",
        "at": "2026-11-22T14:15:57+00:00",
        "author": "ana",
        "action": action,
        "target_kind": kind,
        "target_id": "x",
        "field": field,
        "new": new,
        "anchor": anchor,
        "evidence": evidence,
    }
    with suppress(DecisionError):  # and nothing else
        assert decision_of(json.dumps(line), LATEST).action == action


def test_a_hostile_anchor_changes_nothing(store: Store, copy: Store) -> None:
    decide(
        store,
        *("add", "document", "doc-001", "incident", {"type": "displacement"}),
        evidence=({"document": "doc-001", "start": 46, "end": 85},),
    )
    good = json.loads(lines(store)[0])
    spans = [
        {"start": 10**9, "end": 10**9 + 1},
        {"start": 10**9, "end": 10**9 + 1, "words": "x"},
        {"start": 0, "end": 7, "words": ""},
        {"start": 0, "end": 7, "words": "Rebels!", "around": ["", ""]},
    ]
    made = [
        good | {"id": good["id"][:-1] + "0123"[n], "new": good["new"] | {"triggers": [one]}}
        for n, one in enumerate(spans)
    ]
    before = rows(copy, "reports")
    done = import_decisions(copy, [json.dumps(one) for one in made])
    assert done.added == len(made)
    assert rows(copy, "reports") == before
    assert {one["reason"] for one in rows(copy, "decision_conflicts")} == {"words gone"}
