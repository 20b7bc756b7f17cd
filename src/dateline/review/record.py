"""Taking down decisions: checked against the archive, added to the log, and put into force."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, select

from dateline.review.anchors import anchored_spans, spans_in
from dateline.review.effect import Recorded, author_named, put_into_force, recorded
from dateline.review.errors import Change, ConflictError, DecisionError, UnknownTarget
from dateline.review.fields import ARCHIVE_ACTOR_FIELDS, agrees
from dateline.review.identifiers import new_identifier
from dateline.review.proposals import ABSENT, Proposal, checked, many
from dateline.review.subjects import concerned
from dateline.review.targets import (
    STATE_OF,
    TABLES,
    current_field,
    current_state,
    known,
    of_archive,
    references,
)
from dateline.store import Store, schema
from dateline.store.decisions import (
    Decision,
    canonical,
    newest_decision,
    put_decisions,
)


def record(
    store: Store,
    proposals: Sequence[Proposal],
    author: str,
    *,
    batch: str | None = None,
    now: datetime | None = None,
) -> Recorded:
    """Takes decisions down, all or none; they are on the disk when this returns.

    Several are one batch. Raises DecisionError (with the valid values) for what cannot be,
    UnknownTarget for what is not there, ConflictError where a value given as `old` is no longer
    the current one.
    """
    with store.writing() as connection:
        return record_in(connection, proposals, author, batch=batch, now=now)


def record_in(
    connection: Connection,
    proposals: Sequence[Proposal],
    author: str,
    *,
    batch: str | None = None,
    now: datetime | None = None,
) -> Recorded:
    """`record` inside the caller's transaction, which has to be rolled back on an error."""
    many(proposals)
    author = author_named(author)
    resolved = [_resolved(connection, checked(proposal)) for proposal in proposals]
    olds = _unchanged(connection, resolved)
    subjects = [concerned(connection, proposal) for proposal in resolved]
    whole = [
        i for s in subjects for kind, i in (s.target, *s.others) if s.whole and kind == "incident"
    ]
    wanted = [one for s in subjects for one in (s.target, *s.others)]
    found = references(connection, wanted, whole)
    texts = _texts(connection, resolved, found)
    moment = now or datetime.now(UTC)
    newest = newest_decision(connection)
    name = batch or (new_identifier(newest, moment) if len(resolved) > 1 else None)
    made: list[Decision] = []
    for proposal, old, subject in zip(resolved, olds, subjects, strict=True):
        newest = new_identifier(newest, moment)
        target = found[subject.target]
        anchor: dict[str, Any] = {"target": target}
        refs = {key[1]: found[key] for key in subject.others if key in found}
        if refs:
            anchor["refs"] = refs
        made.append(
            Decision(
                id=newest,
                at=moment.astimezone(UTC).isoformat(timespec="seconds"),
                author=author,
                action=proposal.action,
                target_kind=proposal.target_kind,
                target_id=proposal.target_id,
                field=proposal.field,
                old=old,
                new=_anchored(subject.new, target, texts, proposal),
                reason=proposal.reason,
                evidence=tuple(_quoted(one, texts, proposal) for one in proposal.evidence),
                anchor=anchor,
                batch=name,
            )
        )
    put_decisions(connection, made)
    put_into_force(connection, made)
    _consistent(connection, made)
    return recorded(made, made, name)


def _resolved(connection: Connection, proposal: Proposal) -> Proposal:
    """The proposal with its target's full identifier."""
    if proposal.action == "undo":
        raise DecisionError("undo is no proposal", proposal.where, "use undo")
    identifier = known(connection, proposal.target_kind, proposal.target_id)
    if (
        of_archive(proposal.target_kind, identifier)
        and proposal.action == "edit"
        and proposal.field not in ARCHIVE_ACTOR_FIELDS
    ):
        raise DecisionError(
            f"an actor of the archive has no field {proposal.field!r} to edit",
            f"actor {identifier}",
            f"valid: {', '.join(ARCHIVE_ACTOR_FIELDS)}; names are joined with alias",
            ARCHIVE_ACTOR_FIELDS,
        )
    return replace(proposal, target_id=identifier)


def _unchanged(connection: Connection, proposals: Sequence[Proposal]) -> list[Any]:
    """The current value of each, to be kept as `old`. Raises ConflictError for all that moved."""
    olds: list[Any] = []
    changes: list[Change] = []
    for index, proposal in enumerate(proposals):
        kind, identifier = proposal.target_kind, proposal.target_id
        state = current_state(connection, kind, identifier)
        name = STATE_OF.get(proposal.action) or proposal.field
        if proposal.action == "edit" and proposal.field:
            current = current_field(connection, kind, identifier, proposal.field)
        elif proposal.action in STATE_OF:
            current = state.get(STATE_OF[proposal.action])
            current = bool(current) if name == "flagged" else current
        else:
            olds.append(None)
            continue
        olds.append(current)
        if proposal.old is not ABSENT and _bare(proposal.old) != _bare(current):
            changes.append(
                Change(
                    *(index, kind, identifier, name, proposal.old, current),
                    *(state.get("last_at"), state.get("last_author")),
                )
            )
    if changes:
        raise ConflictError(tuple(changes))
    return olds


def _bare(value: Any) -> str:
    """A value to compare: without the words that go with its offsets."""
    if isinstance(value, list):
        return canonical([_bare(item) for item in value])
    if isinstance(value, dict):
        return canonical(
            {
                k: _bare(v)
                for k, v in value.items()
                if k not in ("words", "around") and v is not None
            }
        )
    return canonical(value)


def _texts(
    connection: Connection,
    proposals: Sequence[Proposal],
    found: Mapping[tuple[str, str], Mapping[str, Any]],
) -> dict[str, str]:
    """The texts that the proposals' spans stand in, by document."""
    wanted = {str(one["document"]) for p in proposals for one in p.evidence}
    for proposal in proposals:
        if next(spans_in(proposal.new), None) is not None:
            key = proposal.target_kind, proposal.target_id
            wanted.add(str(found[key].get("document")))
    d = schema.documents.c
    texts = {}
    for name in sorted(wanted):
        text = connection.execute(select(d.text).where(d.id == name)).scalar()
        if text is None:
            raise UnknownTarget(f"no document {name[:200]!r}", "evidence", "look up its identifier")
        texts[name] = text
    return texts


def _anchored(
    new: Any, target: Mapping[str, Any], texts: Mapping[str, str], proposal: Proposal
) -> Any:
    if next(spans_in(new), None) is None:
        return new
    try:
        return anchored_spans(new, texts[str(target["document"])])
    except ValueError as error:
        raise DecisionError(
            "words not found", proposal.where, f"{error}; offsets are code points"
        ) from error


def _quoted(
    one: Mapping[str, Any], texts: Mapping[str, str], proposal: Proposal
) -> Mapping[str, Any]:
    try:
        quoted: dict[str, Any] = anchored_spans(dict(one), texts[str(one["document"])])
    except ValueError as error:
        raise DecisionError(
            "evidence not found", proposal.where, f"{error}; offsets are code points"
        ) from error
    quoted.pop("around")
    return quoted


def _consistent(connection: Connection, made: Sequence[Decision]) -> None:
    """Raises DecisionError where what was just decided does not hold or contradicts itself."""
    c = schema.decision_conflicts.c
    names = [decision.id for decision in made]
    for decision in made:
        for item in decision.new if isinstance(decision.new, list) else [decision.new]:
            wrong = agrees(item) if isinstance(item, dict) else None
            if wrong:
                raise DecisionError(
                    wrong, f"{decision.target_kind} {decision.target_id}", "change both"
                )
    for start in range(0, len(names), 500):
        query = select(c.reason, c.detail).where(c.decision_id.in_(names[start : start + 500]))
        for row in connection.execute(query.limit(1)):
            raise DecisionError(row.reason, "decision", row.detail)
    edited = {(d.target_kind, d.target_id) for d in made if d.action == "edit"}
    for kind, identifier in sorted(edited):
        if kind not in ("incident", "report"):
            continue
        table = TABLES[kind]
        query_ = select(table).where(table.c.id == identifier)
        wrong = agrees(dict(connection.execute(query_).one()._mapping))
        if wrong:
            raise DecisionError(
                wrong, f"{kind} {identifier}", "edit both fields in one batch of decisions"
            )
