"""Replays the decisions on reports, claims, actors and documents over what the program made."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime

from sqlalchemy import Connection, select

from dateline.review.anchors import batches
from dateline.review.apply import apply
from dateline.review.drafts import Draft
from dateline.review.finding import Documents, Lost, documents_of
from dateline.review.incidents import release_incidents
from dateline.review.levels import level
from dateline.review.related import of_documents
from dateline.review.states import Edit, Key, Log, Outcome, put_outcome, read_log
from dateline.review.targets import of_archive
from dateline.store import schema
from dateline.store.decisions import Decision, all_decisions
from dateline.store.reviewed import machine_rows, put_rows

PARTS = ("report", "claim", "actor", "document")


def replay_documents(
    connection: Connection,
    only: Collection[str] | None = None,
    about: Iterable[Decision] = (),
) -> None:
    """Writes into the rows of documents what reviewers decided on them, `by` reviewer.

    The rows of every document that was ever decided on are first put back to what the program
    made of it, so that an undo leaves nothing behind. Fills `review_state`, `edits`,
    `decision_conflicts` and `decision_targets` for reports, claims, documents and their actors.
    Without `only` the fields of incidents are also put back to the program's values, as incidents
    are built next: `replay_incidents` has to follow. With it this is done for some documents,
    where nothing but the decisions `about` has changed.
    """
    if only is None:
        release_incidents(connection)
        log = read_log(all_decisions(connection))
    else:
        log = read_log(of_documents(connection, only, about))
    own = [decision for decision in log.decisions if level(decision) == "document"]
    documents = documents_of(connection, [d.anchor.get("target") or {} for d in own])
    groups: dict[str, list[Decision]] = {}
    outcome = Outcome()
    for decision in own:
        try:
            name = documents.find(decision.anchor.get("target") or {})
        except Lost as why:
            outcome.lost(log, decision, why)
            continue
        outcome.documents[decision.id] = name
        groups.setdefault(name, []).append(decision)
    before = _known_targets(connection, None if only is None else set(groups))
    for name in sorted(groups):
        _replay(connection, name, documents, groups[name], log, outcome)
    put_outcome(
        connection,
        outcome,
        targets=before,
        decisions=[decision.id for decision in own],
        now=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _replay(
    connection: Connection,
    name: str,
    documents: Documents,
    decisions: list[Decision],
    log: Log,
    outcome: Outcome,
) -> None:
    made = machine_rows(connection, name)
    rows = {table: [dict(row) for row in each] for table, each in made.rows.items()}
    draft = Draft(name, documents.hash_of[name], made, dict(made.document), rows)
    for decision in decisions:
        reference = decision.anchor.get("target") or {}
        kind = decision.target_kind
        try:
            target = draft.find(kind, reference, decision.target_id)
            if decision.id not in log.force:
                outcome.touch((kind, target), log, decision)
                continue
            before = None
            if decision.action == "edit" and decision.field:
                before = draft.field(kind, target, decision.field)
            apply(draft, decision, target)
        except Lost as why:
            outcome.lost(log, decision, why)
            continue
        outcome.touch((kind, target), log, decision).add(decision)
        if decision.action == "edit" and decision.field:
            key = (kind, target, decision.field)
            old = outcome.edits[key].old if key in outcome.edits else before
            new = draft.field(kind, target, decision.field)
            outcome.edits[key] = Edit(old, new, decision.id)
    put_rows(connection, name, draft.document, draft.rows)


def _known_targets(connection: Connection, documents: Collection[str] | None) -> set[Key]:
    """Targets with a state that are, or are part of, these documents (None: of any)."""
    r, t = schema.review_state.c, schema.decision_targets.c
    if documents is None:
        rows = connection.execute(select(r.target_kind, r.target_id)).all()
        return {(k, i) for k, i in rows if k in PARTS and not of_archive(k, i)}
    found: set[Key] = set()
    for batch in batches(sorted(documents)):
        query = select(t.target_kind, t.target_id).where(t.document_id.in_(batch)).distinct()
        found |= {(row.target_kind, row.target_id) for row in connection.execute(query)}
    return found
