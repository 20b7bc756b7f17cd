"""Rows that many answers share: incidents, claims, decisions, reviews, families."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, or_, select

from dateline.store import schema
from dateline.web.columns import Shape, model_of, shown

AT_ONCE = 500
_T = TypeVar("_T")

_REVIEW_KEYS = ("target_kind", "target_id")
_POINTERS = ("type_report", "status_report", "date_report", "place_report")
INCIDENT_LEFT_OUT = ("content_hash", *_POINTERS)

Review = model_of("Review", schema.review_state, (*_REVIEW_KEYS, "last_at", "last_author"),
                  last_at=str | None, last_author=str | None)  # fmt: skip
Actor = model_of("IncidentActor", schema.incident_actors, ("incident_id",))
IncidentRow = model_of(
    "IncidentRow", schema.incidents, INCIDENT_LEFT_OUT, actors=list[Actor], review=Review
)
Edit = model_of("Edit", schema.edits)
Forward = model_of("Forward", schema.incident_forwards)
DecisionRow = model_of("Decision", schema.decisions, undone_by=str | None, conflict=str | None)
ClaimRow = model_of(
    "Claim",
    schema.claims,
    speaker=str | None,
    archive_actor_id=str | None,
    title=str | None,
    outlet=str | None,
    published=str | None,
    reports=list[str],
    incidents=list[str],
    review=Review,
)


class FamilyFacts(Shape):
    """A family; `id` is None for a document whose family is not worked out yet."""

    id: str | None
    origin: str
    documents: int


class FamilyDocument(Shape):
    """A document of a family, and the one that it is nearest to."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    agency: str | None
    nearest: str | None


FamilyEdge = model_of("FamilyEdge", schema.family_edges, ("spans", "other_spans"))


class Family(Shape):
    """The documents that descend from one copy, with what joins them."""

    family: FamilyFacts
    documents: list[FamilyDocument]
    edges: list[FamilyEdge]


_NOT_REVIEWED: Mapping[str, Any] = {
    "verdict": None, "grade": None, "work_status": None, "assignee": None, "flagged": False,
    "comments": 0, "edited": False, "last_at": None, "last_author": None,
}  # fmt: skip

_FAMILY_DOCUMENTS = 200


def reviews(connection: Connection, kind: str, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """What was decided on each of some things, also of those on which nothing was."""
    s = schema.review_state
    found: dict[str, dict[str, Any]] = {name: dict(_NOT_REVIEWED) for name in ids}
    for some in batches(ids):
        query = select(s).where(s.c.target_kind == kind, s.c.target_id.in_(some))
        for row in connection.execute(query).mappings():
            found[row["target_id"]] = shown(s, row, _REVIEW_KEYS)
    return found


def edits_of(
    connection: Connection, kind: str, ids: Sequence[str]
) -> dict[str, list[dict[str, Any]]]:
    """The edits in force of each of some things."""
    e = schema.edits
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for some in batches(ids):
        query = select(e).where(e.c.target_kind == kind, e.c.target_id.in_(some))
        for row in connection.execute(query.order_by(e.c.field)).mappings():
            found[row["target_id"]].append(shown(e, row))
    return found


def incident_rows(
    connection: Connection, rows: Iterable[Mapping[Any, Any]], pointers: bool = False
) -> list[dict[str, Any]]:
    """Rows of `incidents` with actors and reviews; with `pointers`, also which report gave what."""
    leave_out = ("content_hash",) if pointers else INCIDENT_LEFT_OUT
    out = [shown(schema.incidents, row, leave_out) for row in rows]
    ids = [row["id"] for row in out]
    state, actors = reviews(connection, "incident", ids), _actors(connection, ids)
    for row in out:
        row["actors"] = actors.get(row["id"], [])
        row["review"] = state[row["id"]]
    return out


def incidents_named(connection: Connection, ids: Sequence[str]) -> list[dict[str, Any]]:
    """Incident rows by identifier, in that order; unknown ones are passed over."""
    i = schema.incidents
    found: dict[str, dict[str, Any]] = {}
    for some in batches(ids):
        rows = connection.execute(select(i).where(i.c.id.in_(some))).mappings()
        found |= {row["id"]: row for row in incident_rows(connection, rows.all())}
    return [found[name] for name in ids if name in found]


def _actors(connection: Connection, ids: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
    a = schema.incident_actors
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for some in batches(ids):
        query = select(a).where(a.c.incident_id.in_(some))
        for row in connection.execute(query.order_by(a.c.role, a.c.ordinal)).mappings():
            found[row["incident_id"]].append(shown(a, row, ("incident_id",)))
    return found


def claim_rows(
    connection: Connection, condition: ColumnElement[bool], ids: Sequence[str] | None = None
) -> list[dict[str, Any]]:
    """Claims with who speaks and what they speak of; by document and place in it, or as `ids`."""
    c, d, a = schema.claims, schema.documents.c, schema.actors.c
    m = schema.archive_actor_members.c
    query = (
        select(c, a.name.label("actor_name"), m.archive_actor_id, d.title, d.outlet, d.published)
        .join(schema.documents, d.id == c.c.document_id)
        .outerjoin(schema.actors, a.id == c.c.source_actor)
        .outerjoin(schema.archive_actor_members, m.actor_id == c.c.source_actor)
        .where(condition)
        .order_by(c.c.document_id, c.c.ordinal)
    )
    out = []
    for row in connection.execute(query).mappings():
        told = shown(c, row)
        told["speaker"] = row["actor_name"] or row["source_words"]
        for name in ("archive_actor_id", "title", "outlet", "published"):
            told[name] = row[name]
        out.append(told | {"reports": [], "incidents": []})
    by_id = {row["id"]: row for row in out}
    _spoken_of(connection, by_id)
    state = reviews(connection, "claim", list(by_id))
    for told in out:
        told["review"] = state[told["id"]]
    return out if ids is None else [by_id[name] for name in ids if name in by_id]


def _spoken_of(connection: Connection, claims: Mapping[str, dict[str, Any]]) -> None:
    link, joined = schema.claim_incidents.c, schema.incident_reports.c
    for some in batches(list(claims)):
        query = (
            select(link.claim_id, link.report_id, joined.incident_id)
            .outerjoin(schema.incident_reports, joined.report_id == link.report_id)
            .where(link.claim_id.in_(some))
            .order_by(link.claim_id, link.report_id)
        )
        for row in connection.execute(query):
            told = claims[row.claim_id]
            told["reports"].append(row.report_id)
            if row.incident_id and row.incident_id not in told["incidents"]:
                told["incidents"].append(row.incident_id)


def forwards_of(connection: Connection, incident: str) -> list[dict[str, Any]]:
    """Where an incident has gone, and which have gone into it."""
    f = schema.incident_forwards
    query = select(f).where(or_(f.c.old_id == incident, f.c.new_id == incident))
    rows = connection.execute(query.order_by(f.c.old_id, f.c.ordinal)).mappings()
    return [shown(f, row) for row in rows]


def families_of(connection: Connection, documents: Sequence[str]) -> list[dict[str, Any]]:
    """The families of some documents, those documents first in each."""
    m, f, d = schema.family_documents.c, schema.families.c, schema.documents.c
    told: dict[str, str] = {}
    for some in batches(documents):
        query = select(m.document_id, m.family_id).where(m.document_id.in_(some))
        told |= pairs(connection, query)
    out = []
    for family in dict.fromkeys(told[name] for name in documents if name in told):
        head = connection.execute(
            select(f.id, f.origin, f.documents).where(f.id == family)
        ).mappings()
        facts = dict(head.one_or_none() or {"id": family, "origin": family, "documents": 0})
        own = [name for name in documents if told.get(name) == family]
        rows = connection.execute(
            select(d.id, d.title, d.outlet, d.published, d.agency, m.nearest)
            .join(schema.family_documents, m.document_id == d.id)
            .where(m.family_id == family)
            .order_by(d.id.in_(own).desc(), d.published.is_(None), d.published, d.id)
            .limit(_FAMILY_DOCUMENTS)
        ).mappings()
        members = [dict(row) for row in rows]
        out.append(_family(connection, facts, members))
    alone = [name for name in documents if name not in told]
    for some in batches(alone):
        lone = connection.execute(
            select(d.id, d.title, d.outlet, d.published, d.agency).where(d.id.in_(some))
        ).mappings()
        for one in lone:
            facts = {"id": None, "origin": one["id"], "documents": 1}
            out.append(_family(connection, facts, [{**one, "nearest": None}]))
    return out


def _family(
    connection: Connection, facts: dict[str, Any], members: list[dict[str, Any]]
) -> dict[str, Any]:
    e, ids = schema.family_edges, [row["id"] for row in members]
    query = select(e).where(e.c.document_id.in_(ids), e.c.other_id.in_(ids))
    rows = connection.execute(query.order_by(e.c.document_id, e.c.other_id)).mappings()
    edges = [shown(e, row, ("spans", "other_spans")) for row in rows]
    return {"family": facts, "documents": members, "edges": edges}


def batches(items: Sequence[_T]) -> Iterator[Sequence[_T]]:
    """Portions that a database takes as the values of one query."""
    for start in range(0, len(items), AT_ONCE):
        yield items[start : start + AT_ONCE]


def pairs(connection: Connection, query: Select[Any]) -> dict[Any, Any]:
    """The second column of a query's rows by the first."""
    return {row[0]: row[1] for row in connection.execute(query)}
