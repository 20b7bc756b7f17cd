"""What a target's decisions come to: verdict, grade, work, and what became of each decision."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, and_, delete, insert, select

from dateline.review.anchors import batches
from dateline.review.finding import Lost
from dateline.review.force import in_force
from dateline.store import schema
from dateline.store.decisions import Decision, canonical

Key = tuple[str, str]


@dataclass
class State:
    """One row of `review_state`, as it grows from decision to decision."""

    verdict: str | None = None
    grade: str | None = None
    work_status: str | None = None
    assignee: str | None = None
    flagged: int = 0
    comments: int = 0
    edited: int = 0
    last_at: str = ""
    last_author: str = ""

    def add(self, decision: Decision) -> None:
        """Puts a decision in force that is newer than all before."""
        match decision.action:
            case "accept":
                self.verdict = "accepted"
            case "reject":
                self.verdict = "rejected"
            case "grade":
                self.grade = decision.new
            case "work":
                self.work_status = decision.new
            case "assign":
                self.assignee = decision.new
            case "flag" | "unflag":
                self.flagged = int(decision.action == "flag")
            case "comment":
                self.comments += 1
            case "edit" | "add":
                self.edited += 1


@dataclass(frozen=True, slots=True)
class Edit:
    """One row of `edits`: the program's value and the reviewer's, as JSON values."""

    old: Any
    new: Any
    decision_id: str


@dataclass(frozen=True, slots=True)
class Log:
    """All decisions in the order of time, which of them are in force, and who touched each last."""

    decisions: tuple[Decision, ...]
    force: frozenset[str]
    touched: Mapping[str, tuple[str, str]]


@dataclass
class Outcome:
    """What decisions come to: states and edits of targets, and those that no longer fit.

    `targets` has what each decision is about now: kind, identifier (empty where it no longer fits)
    and, of `documents`, the document that it is in.
    """

    states: dict[Key, State] = field(default_factory=dict)
    edits: dict[tuple[str, str, str], Edit] = field(default_factory=dict)
    conflicts: dict[str, tuple[str, str]] = field(default_factory=dict)
    targets: dict[str, tuple[str, str, str | None]] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)

    def touch(self, key: Key, log: Log, decision: Decision) -> State:
        """The state of a target on which this was decided, now or once."""
        self.targets[decision.id] = *key, self.documents.get(decision.id)
        state = self.states.setdefault(key, State())
        at, author = log.touched[decision.id]
        if at >= state.last_at:
            state.last_at, state.last_author = at, author
        return state

    def lost(self, log: Log, decision: Decision, why: Lost) -> None:
        """Lists a decision in force that no longer fits."""
        self.targets[decision.id] = decision.target_kind, "", self.documents.get(decision.id)
        if decision.id in log.force:
            self.conflicts[decision.id] = why.reason, why.detail


def read_log(decisions: Sequence[Decision]) -> Log:
    """A log with what follows from undo; an undo counts as a touch of what it takes back."""
    ordered = tuple(sorted(decisions, key=lambda d: d.id))
    by_id = {decision.id: decision for decision in ordered}
    touched: dict[str, tuple[str, str]] = {}
    for decision in ordered:
        root, steps = decision, 0
        while root.action == "undo" and root.target_id in by_id and root.target_id < root.id:
            root, steps = by_id[root.target_id], steps + 1
        touched[root.id] = max(touched.get(root.id, ("", "")), (decision.at, decision.author))
    for decision in ordered:
        touched.setdefault(decision.id, (decision.at, decision.author))
    return Log(ordered, in_force(ordered), touched)


def put_outcome(
    connection: Connection,
    outcome: Outcome,
    *,
    targets: Collection[Key],
    decisions: Iterable[str],
    now: str,
) -> None:
    """Replaces the states and edits of `targets` and the conflicts of `decisions` by an outcome."""
    r, e, c = schema.review_state, schema.edits, schema.decision_conflicts
    t = schema.decision_targets
    _clear(connection, r, targets)
    _clear(connection, e, targets)
    since: dict[tuple[str, str, str], str] = {}
    for batch in batches(decisions):
        old = connection.execute(select(c).where(c.c.decision_id.in_(batch))).all()
        since.update(((row.decision_id, row.reason, row.detail), row.at) for row in old)
        connection.execute(delete(c).where(c.c.decision_id.in_(batch)))
        connection.execute(delete(t).where(t.c.decision_id.in_(batch)))
    states = [
        {
            "target_kind": kind,
            "target_id": identifier,
            **{name: getattr(state, name) for name in State.__dataclass_fields__},
        }
        for (kind, identifier), state in sorted(outcome.states.items())
    ]
    edits = [
        {
            "target_kind": kind,
            "target_id": identifier,
            "field": name,
            "old": None if edit.old is None else canonical(edit.old),
            "new": None if edit.new is None else canonical(edit.new),
            "decision_id": edit.decision_id,
        }
        for (kind, identifier, name), edit in sorted(outcome.edits.items())
    ]
    conflicts = [
        {
            "decision_id": name,
            "reason": reason,
            "detail": detail,
            "at": since.get((name, reason, detail), now),
        }
        for name, (reason, detail) in sorted(outcome.conflicts.items())
    ]
    about = [
        {"decision_id": name, "target_kind": kind, "target_id": target, "document_id": document}
        for name, (kind, target, document) in sorted(outcome.targets.items())
    ]
    for table, rows in ((r, states), (e, edits), (c, conflicts), (t, about)):
        if rows:
            connection.execute(insert(table), rows)


def _clear(connection: Connection, table: Any, targets: Collection[Key]) -> None:
    by_kind: dict[str, list[str]] = {}
    for kind, identifier in targets:
        by_kind.setdefault(kind, []).append(identifier)
    for kind, ids in by_kind.items():
        for batch in batches(ids):
            connection.execute(
                delete(table).where(and_(table.c.target_kind == kind, table.c.target_id.in_(batch)))
            )
