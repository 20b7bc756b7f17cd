"""What decisions are about, as the archive has it now: identifiers, current values, anchors."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, and_, select

from dateline.reconcile.actors import actor_number
from dateline.review.anchors import (
    Reference,
    actor_references,
    archive_actor_references,
    claim_references,
    document_references,
    incident_references,
    report_references,
)
from dateline.review.errors import UnknownTarget
from dateline.store import schema

TABLES: Mapping[str, Table] = {
    "incident": schema.incidents,
    "report": schema.reports,
    "claim": schema.claims,
    "actor": schema.actors,
    "document": schema.documents,
    "archive actor": schema.archive_actors,
    "decision": schema.decisions,
}
STATE_OF = {
    "accept": "verdict",
    "reject": "verdict",
    "grade": "grade",
    "work": "work_status",
    "assign": "assignee",
    "flag": "flagged",
    "unflag": "flagged",
}
"""The column of `review_state` that an action sets."""
ROLES = {"perpetrators": "perpetrator", "targets": "target"}
_INCIDENT = re.compile(r"[Ii](\d{1,12})")


def incident_number(identifier: str) -> str:
    """`I000012` for `I12`, `i12` or `I000012`; anything else comes back as it is."""
    match = _INCIDENT.fullmatch(identifier.strip())
    return f"I{int(match[1]):06}" if match else identifier


def of_archive(kind: str, identifier: str) -> bool:
    """Whether an actor is one of the archive (`A000003`), not of a document (`DOC/a2`)."""
    return kind == "actor" and re.fullmatch(r"A\d{6,}", identifier) is not None


def known(connection: Connection, kind: str, identifier: str) -> str:
    """The full identifier of a target. Raises UnknownTarget, and says where a merged one went."""
    if kind == "incident":
        identifier = incident_number(identifier)
    elif kind == "actor":
        identifier = actor_number(identifier)
    table = TABLES["archive actor" if of_archive(kind, identifier) else kind]
    if connection.execute(select(table.c.id).where(table.c.id == identifier)).first():
        return identifier
    shown = identifier[:200]
    if kind == "incident" and (new := forwards(connection, identifier)):
        raise UnknownTarget(
            f"incident {shown} is no more", shown, f"it is now {', '.join(new)}: decide on that"
        )
    raise UnknownTarget(f"no {kind} {shown!r}", f"{kind} {shown}", "look up its identifier")


def forwards(connection: Connection, identifier: str) -> tuple[str, ...]:
    """Where an incident's reports went when it was merged or split."""
    f = schema.incident_forwards.c
    query = select(f.new_id).where(and_(f.old_id == identifier, f.new_id != ""))
    return tuple(connection.execute(query.order_by(f.ordinal)).scalars())


def references(
    connection: Connection, wanted: Iterable[tuple[str, str]], whole: Iterable[str] = ()
) -> dict[tuple[str, str], Reference]:
    """References to (kind, id); incidents named in `whole` with all their reports."""
    by_kind: dict[str, list[str]] = {}
    for kind, identifier in wanted:
        key = "archive actor" if of_archive(kind, identifier) else kind
        by_kind.setdefault(key, []).append(identifier)
    found: dict[tuple[str, str], Reference] = {}
    readers = {
        "report": report_references,
        "claim": claim_references,
        "document": document_references,
        "actor": actor_references,
        "archive actor": archive_actor_references,
    }
    for key, ids in by_kind.items():
        if key == "incident":
            entire = set(whole)
            part = incident_references(connection, [i for i in ids if i not in entire])
            read = part | incident_references(connection, [i for i in ids if i in entire], None)
        elif key in readers:
            read = readers[key](connection, ids)
        else:
            continue
        kind = "actor" if key == "archive actor" else key
        found.update(((kind, identifier), one) for identifier, one in read.items())
    return found


def current_state(connection: Connection, kind: str, identifier: str) -> Mapping[str, Any]:
    """The row of `review_state` of a target; empty where nobody has decided on it."""
    r = schema.review_state
    query = select(r).where(and_(r.c.target_kind == kind, r.c.target_id == identifier))
    row = connection.execute(query).one_or_none()
    return dict(row._mapping) if row else {}


def current_field(connection: Connection, kind: str, identifier: str, field: str) -> Any:
    """The value that a field has now, the reviewer's where one was edited."""
    if field in ROLES:
        return _actors_in(connection, kind, identifier, ROLES[field])
    if kind == "report" and field in ("arguments", "tolls"):
        return _rows_of_report(connection, identifier, field)
    if kind == "claim" and field == "incidents":
        c = schema.claim_incidents.c
        query = select(c.report_id).where(c.claim_id == identifier).order_by(c.report_id)
        return list(connection.execute(query).scalars())
    table = TABLES["archive actor" if of_archive(kind, identifier) else kind]
    row = connection.execute(select(table).where(table.c.id == identifier)).one()._mapping
    if kind == "claim" and field in ("content", "source", "cue", "addressee"):
        return span_of(row, field)
    if field == "aliases":
        return json.loads(row[field])
    return row[field]


def span_of(row: Mapping[Any, Any], name: str) -> dict[str, Any] | None:
    """{start, end, words} of a row's columns NAME_start, NAME_end, NAME_words."""
    if row[f"{name}_start"] is None:
        return None
    return {key: row[f"{name}_{key}"] for key in ("start", "end", "words")}


TOLL_KEYS = ("what", "of", "low", "best", "high", "start", "end", "words", "claim_id")
ARGUMENT_KEYS = ("role", "start", "end", "words")


def _rows_of_report(connection: Connection, identifier: str, field: str) -> list[dict[str, Any]]:
    table, keys = {
        "tolls": (schema.tolls, TOLL_KEYS),
        "arguments": (schema.arguments, ARGUMENT_KEYS),
    }[field]
    query = select(table).where(table.c.report_id == identifier).order_by(table.c.ordinal)
    return [{key: row._mapping[key] for key in keys} for row in connection.execute(query)]


def _actors_in(connection: Connection, kind: str, identifier: str, role: str) -> list[str]:
    if kind == "incident":
        a = schema.incident_actors.c
        query = select(a.archive_actor_id, a.name).where(
            and_(a.incident_id == identifier, a.role == role)
        )
        rows = connection.execute(query.order_by(a.ordinal))
        return [row.archive_actor_id or row.name for row in rows]
    r = schema.report_actors.c
    chosen = select(r.actor_id).where(and_(r.report_id == identifier, r.role == role))
    return list(connection.execute(chosen.order_by(r.ordinal)).scalars())


def members(connection: Connection, incidents: Sequence[str]) -> dict[str, list[str]]:
    """The reports of every incident, by id."""
    m = schema.incident_reports.c
    query = select(m.incident_id, m.report_id).where(m.incident_id.in_(incidents))
    found: dict[str, list[str]] = {}
    for row in connection.execute(query.order_by(m.incident_id, m.report_id)):
        found.setdefault(row.incident_id, []).append(row.report_id)
    return found
