"""Reports: what one document says of one incident, with its words. `/api/reports`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter
from sqlalchemy import ColumnElement, Connection, Table, select

from dateline.store import schema
from dateline.web.columns import (
    DOCUMENT_FACTS,
    Shape,
    document_facts,
    model_of,
    read_json,
    shown,
)
from dateline.web.errors import not_there
from dateline.web.rows import Edit, Review, batches, edits_of, reviews
from dateline.web.serving import Here
from dateline.web.values import IdPath

router = APIRouter(prefix="/api/reports", tags=["documents"])

_OF_REPORT = ("report_id", "document_id")
_AROUND = 300
"""Code points on each side of a report's sentence that its context may have."""

Report = model_of(
    "Report",
    schema.reports,
    incident_id=str | None,
    joined_to=str | None,
    join_score=float | None,
    join_why=Any,
    join_by=str | None,
    review=Review,
    edits=list[Edit],
)
Trigger = model_of("Trigger", schema.triggers, _OF_REPORT)
Argument = model_of("Argument", schema.arguments, _OF_REPORT)
Toll = model_of("Toll", schema.tolls, _OF_REPORT)
Verification = model_of("Verification", schema.verifications, ("document_id",))


class Side(Shape):
    """An actor of a report: the document's, and the archive's that it belongs to."""

    role: str
    ordinal: int
    actor_id: str
    archive_actor_id: str | None
    name: str
    kind: int
    country: str | None


class Context(Shape):
    """A report's sentence with its neighbours, as words of the document."""

    start: int
    end: int
    text: str


class DocumentFacts(Shape):
    """What an answer says of a document that it points to."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    agency: str | None
    language: str | None
    synthetic: bool
    family_id: str | None


class ReportOfDocument(Shape):
    """A report with its words."""

    report: Report
    context: Context | None
    triggers: list[Trigger]
    arguments: list[Argument]
    actors: list[Side]
    tolls: list[Toll]
    claims: list[str]
    verifications: list[Verification]


class ReportEntry(ReportOfDocument):
    """A report with its words and the document that they stand in."""

    document: DocumentFacts


@router.get("/{id:path}", response_model=ReportEntry)
def one_report(here: Here, id: IdPath) -> Any:
    """One report with its words."""
    with here.store.reading() as connection:
        found = report_entries(connection, schema.reports.c.id == id)
    if not found:
        raise not_there("report", id)
    return found[0]


def report_entries(
    connection: Connection, condition: ColumnElement[bool], document: bool = True
) -> list[dict[str, Any]]:
    """Reports with their words, by document and place in it; without the document if not asked."""
    r, j = schema.reports, schema.incident_reports.c
    query = (
        select(r, j.incident_id, j.joined_to, j.score, j.why, j.by)
        .outerjoin(schema.incident_reports, j.report_id == r.c.id)
        .where(condition)
        .order_by(r.c.document_id, r.c.ordinal)
    )
    rows = connection.execute(query).mappings().all()
    ids = [row["id"] for row in rows]
    parts = {
        name: _parts(connection, table, ids)
        for name, table in (
            ("triggers", schema.triggers),
            ("arguments", schema.arguments),
            ("tolls", schema.tolls),
        )
    }
    sides, claims = _sides(connection, ids), _claims(connection, ids)
    state, edits = reviews(connection, "report", ids), edits_of(connection, "report", ids)
    named = sorted({row["document_id"] for row in rows})
    documents, notes = _documents(connection, named), verifications(connection, named)
    out = []
    for row in rows:
        name, text = row["id"], documents[row["document_id"]]
        told = shown(r, row) | {
            "incident_id": row["incident_id"],
            "joined_to": row["joined_to"],
            "join_score": row["score"],
            "join_why": read_json(row["why"]),
            "join_by": row["by"],
            "review": state[name],
            "edits": edits.get(name, []),
        }
        entry = {
            "report": told,
            "context": _context(row, text["text"]),
            "actors": sides.get(name, []),
            "claims": claims.get(name, []),
            "verifications": [
                note for note in notes.get(row["document_id"], ()) if name in note["reports"]
            ],
            **{part: some.get(name, []) for part, some in parts.items()},
        }
        if document:
            entry["document"] = document_facts(text) | {"family_id": text["family_id"]}
        out.append(entry)
    return out


def _parts(
    connection: Connection, table: Table, ids: Sequence[str]
) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for some in batches(ids):
        query = select(table).where(table.c.report_id.in_(some))
        for row in connection.execute(query.order_by(table.c.ordinal)).mappings():
            found[row["report_id"]].append(shown(table, row, _OF_REPORT))
    return found


def _sides(connection: Connection, ids: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    s, a, m = schema.report_actors.c, schema.actors.c, schema.archive_actor_members.c
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for some in batches(ids):
        query = (
            select(
                s.report_id, s.role, s.ordinal, s.actor_id, m.archive_actor_id, a.name, a.kind,
                a.country,
            )
            .join(schema.actors, a.id == s.actor_id)
            .outerjoin(schema.archive_actor_members, m.actor_id == s.actor_id)
            .where(s.report_id.in_(some))
            .order_by(s.role, s.ordinal)
        )  # fmt: skip
        for row in connection.execute(query).mappings():
            told = dict(row)
            found[told.pop("report_id")].append(told)
    return found


def _claims(connection: Connection, ids: Sequence[str]) -> dict[str, list[str]]:
    link, c = schema.claim_incidents.c, schema.claims.c
    found: dict[str, list[str]] = defaultdict(list)
    for some in batches(ids):
        query = (
            select(link.report_id, link.claim_id)
            .join(schema.claims, c.id == link.claim_id)
            .where(link.report_id.in_(some))
            .order_by(c.ordinal)
        )
        for row in connection.execute(query):
            found[row.report_id].append(row.claim_id)
    return found


def _documents(connection: Connection, ids: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    d, m = schema.documents.c, schema.family_documents.c
    found: dict[str, Mapping[str, Any]] = {}
    for some in batches(ids):
        query = (
            select(*(d[name] for name in DOCUMENT_FACTS), d.text, m.family_id)
            .outerjoin(schema.family_documents, m.document_id == d.id)
            .where(d.id.in_(some))
        )
        found |= {row["id"]: row for row in connection.execute(query).mappings()}
    return found


def verifications(
    connection: Connection, documents: Sequence[str]
) -> dict[str, list[dict[str, Any]]]:
    """What each document says could not be checked, is disputed or was verified."""
    v = schema.verifications
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for some in batches(documents):
        query = select(v).where(v.c.document_id.in_(some)).order_by(v.c.ordinal)
        for row in connection.execute(query).mappings():
            found[row["document_id"]].append(shown(v, row, ("document_id",)))
    return found


def _context(row: Mapping[Any, Any], text: str) -> dict[str, Any] | None:
    """The sentence with what stands around it, cut at blanks."""
    start, end = row["sentence_start"], row["sentence_end"]
    if start is None or end is None:
        return None
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    while 0 < first < start and not text[first - 1].isspace():
        first += 1
    while end < last < len(text) and not text[last].isspace():
        last -= 1
    return {"start": first, "end": last, "text": text[first:last]}
