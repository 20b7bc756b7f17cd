"""Which decisions are in force: undo takes one back, undoing the undo puts it in force again."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.store.decisions import Decision


def in_force(log: Sequence[Decision]) -> frozenset[str]:
    """The identifiers of the decisions of a log that are in force, undo rows among them.

    A decision can only be undone by a later one: identifiers grow with every decision that its
    maker had seen.
    """
    undone: set[str] = set()
    for decision in sorted(log, key=lambda d: d.id, reverse=True):
        if (
            decision.action == "undo"
            and decision.id not in undone
            and decision.target_id < decision.id
        ):
            undone.add(decision.target_id)
    return frozenset(decision.id for decision in log) - undone


def undone_by(log: Sequence[Decision]) -> dict[str, Decision]:
    """For every decision that is not in force, the newest undo in force that took it back."""
    force = in_force(log)
    return {
        decision.target_id: decision
        for decision in sorted(log, key=lambda d: d.id)
        if decision.action == "undo" and decision.id in force and decision.target_id < decision.id
    }
