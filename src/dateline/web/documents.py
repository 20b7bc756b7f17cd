"""`/api/documents` and `/api/mentions`: articles with the layers that were read from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import AfterValidator, Field
from sqlalchemy import ColumnElement, Connection, Table, and_, func, select

from dateline.review import history
from dateline.store import schema
from dateline.store.search import documents_with
from dateline.web.columns import Shape, model_of, shown
from dateline.web.errors import not_there
from dateline.web.filters import searchable
from dateline.web.pages import Rows, page, sort_by
from dateline.web.reports import (
    ReportOfDocument,
    Verification,
    report_entries,
    verifications,
)
from dateline.web.rows import (
    ClaimRow,
    DecisionRow,
    Edit,
    Family,
    Review,
    claim_rows,
    edits_of,
    families_of,
    pairs,
    reviews,
)
from dateline.web.serving import Here
from dateline.web.values import Day, IdPath, IncidentId, Page, Truth, Word, days
from dateline.web.values import Query as Words

router = APIRouter(tags=["documents"])

_d, _m = schema.documents.c, schema.family_documents.c
_SORT: Mapping[str, ColumnElement[Any]] = {
    name: _d[name] for name in ("id", "title", "outlet", "published", "agency", "language")
}
_NOT_IN_A_LIST = ("text", "metadata", "model", "version", "content_hash", "input_id")
_OF = ("document_id",)

_counts = {
    "family_id": str | None, "family_documents": int | None, "reports": int, "incidents": int,
    "claims": int,
}  # fmt: skip
DocumentRow = model_of("DocumentRow", schema.documents, _NOT_IN_A_LIST, **_counts)
DocumentFull = model_of("DocumentFull", schema.documents, ("text",), **_counts)
Mention = model_of("Mention", schema.mentions, _OF, archive_actor_id=str | None)
DocumentActor = model_of("DocumentActor", schema.actors, _OF, archive_actor_id=str | None)
Credit = model_of("Credit", schema.credits, _OF)
Mark = model_of("Mark", schema.marks, _OF)
Time = model_of("Time", schema.times, _OF)
Number = model_of("Number", schema.numbers, _OF)
Place = model_of("Place", schema.places, _OF)
Relation = model_of("Relation", schema.relations, (*_OF, "ordinal"))
DocumentSource = model_of("DocumentSource", schema.document_sources, _OF)


class DocumentList(Page):
    """Filters, page and order of the list of documents."""

    q: Annotated[Words, AfterValidator(searchable)] | None = None
    from_: Day | None = Field(None, alias="from")
    to: Day | None = None
    outlet: list[Word] = Field([], max_length=100)
    language: list[Word] = Field([], max_length=100)
    agency: list[Word] = Field([], max_length=100)
    family: Word | None = None
    incident: IncidentId | None = None
    synthetic: Truth | None = None
    sort: sort_by(tuple(_SORT), "-published")


class DocumentDetail(Shape):
    """One document: its text and everything that was read from it."""

    document: DocumentFull
    text: str
    sources: list[DocumentSource]
    credits: list[Credit]
    marks: list[Mark]
    mentions: list[Mention]
    actors: list[DocumentActor]
    reports: list[ReportOfDocument]
    claims: list[ClaimRow]
    times: list[Time]
    numbers: list[Number]
    places: list[Place]
    relations: list[Relation]
    verifications: list[Verification]
    family: Family
    review: Review
    edits: list[Edit]
    history: list[DecisionRow]


@router.get("/api/documents", response_model=Rows[DocumentRow])
def list_documents(here: Here, given: Annotated[DocumentList, Query()]) -> Any:
    """Documents that the filters take, a page of them."""
    if given.q:
        here.keep_search()
    with here.store.reading() as connection:
        conditions = _chosen(connection, given)
        total = connection.execute(
            select(func.count()).select_from(schema.documents).where(*conditions)
        ).scalar_one()
        query = select(_d.id).where(*conditions)
        found = page(connection, query, given.sort, _SORT, _d.id, given.limit, given.offset)
        rows = _rows(connection, [row["id"] for row in found], _NOT_IN_A_LIST)
    return {"total": total, "rows": rows}


def _chosen(connection: Connection, given: DocumentList) -> list[ColumnElement[bool]]:
    out: list[ColumnElement[bool]] = []
    for column, values in (
        (_d.outlet, given.outlet),
        (_d.language, given.language),
        (_d.agency, given.agency),
    ):
        if values:
            out.append(column.in_(values))
    start, end = days(given.from_, given.to)
    if start:
        out.append(_d.published >= start.isoformat())
    if end:
        out.append(_d.published <= end.isoformat())
    if given.family:
        out.append(_d.id.in_(select(_m.document_id).where(_m.family_id == given.family)))
    if given.incident:
        link = schema.incident_reports.c
        told = select(link.document_id).where(link.incident_id == given.incident)
        out.append(_d.id.in_(told))
    if given.synthetic is not None:
        out.append(_d.synthetic == given.synthetic)
    if given.q:
        out.append(documents_with(connection, given.q))
    return out


def _rows(
    connection: Connection, ids: Sequence[str], leave_out: Sequence[str]
) -> list[dict[str, Any]]:
    """Documents with their family and what was read from them, counted; in the order of `ids`."""
    columns = [c for c in schema.documents.columns if c.name != "text"]
    f = schema.families.c
    query = (
        select(*columns, _m.family_id, f.documents.label("family_documents"))
        .outerjoin(schema.family_documents, _m.document_id == _d.id)
        .outerjoin(schema.families, f.id == _m.family_id)
        .where(_d.id.in_(ids))
    )
    counts = {
        "reports": _count(connection, schema.reports, ids),
        "incidents": _count(connection, schema.incident_reports, ids),
        "claims": _count(connection, schema.claims, ids),
    }
    found = {}
    for row in connection.execute(query).mappings():
        told = shown(schema.documents, row, leave_out)
        told |= {name: row[name] for name in ("family_id", "family_documents")}
        found[row["id"]] = told | {n: some.get(row["id"], 0) for n, some in counts.items()}
    return [found[name] for name in ids if name in found]


def _count(connection: Connection, table: Table, ids: Sequence[str]) -> dict[str, int]:
    of = table.c.document_id
    number = func.count()
    if table is schema.incident_reports:
        number = func.count(table.c.incident_id.distinct())
    query = select(of, number).where(of.in_(ids)).group_by(of)
    return pairs(connection, query)


@router.get("/api/documents/{id:path}", response_model=DocumentDetail)
def one_document(here: Here, id: IdPath) -> Any:
    """One document with everything that was read from it."""
    with here.store.reading() as connection:
        found = _rows(connection, [id], ("text",))
        if not found:
            raise not_there("document", id)
        text = connection.execute(select(_d.text).where(_d.id == id)).scalar_one()
        reports = report_entries(connection, schema.reports.c.document_id == id, document=False)
        claims = claim_rows(connection, schema.claims.c.document_id == id)
        actors = _with_archive(connection, schema.actors, schema.actors.c.id, id)
        return {
            "document": found[0],
            "text": text,
            "sources": _layer(connection, schema.document_sources, id, "location"),
            "credits": _layer(connection, schema.credits, id),
            "marks": _layer(connection, schema.marks, id),
            "mentions": _with_archive(connection, schema.mentions, schema.mentions.c.actor_id, id),
            "actors": actors,
            "reports": reports,
            "claims": claims,
            "times": _layer(connection, schema.times, id),
            "numbers": _layer(connection, schema.numbers, id),
            "places": _layer(connection, schema.places, id),
            "relations": _layer(connection, schema.relations, id, leave_out=("ordinal",)),
            "verifications": verifications(connection, [id]).get(id, []),
            "family": families_of(connection, [id])[0],
            "review": reviews(connection, "document", [id])[id],
            "edits": edits_of(connection, "document", [id]).get(id, []),
            "history": history(connection, "document", id),
        }


def _layer(
    connection: Connection,
    table: Table,
    document: str,
    order: str = "ordinal",
    leave_out: Sequence[str] = (),
) -> list[dict[str, Any]]:
    query = select(table).where(table.c.document_id == document).order_by(table.c[order])
    rows = connection.execute(query).mappings()
    return [shown(table, row, (*_OF, *leave_out)) for row in rows]


def _with_archive(
    connection: Connection, table: Table, actor: ColumnElement[Any], document: str
) -> list[dict[str, Any]]:
    m = schema.archive_actor_members.c
    query = (
        select(table, m.archive_actor_id)
        .outerjoin(schema.archive_actor_members, m.actor_id == actor)
        .where(table.c.document_id == document)
        .order_by(table.c.ordinal)
    )
    return [
        shown(table, row, _OF) | {"archive_actor_id": row["archive_actor_id"]}
        for row in connection.execute(query).mappings()
    ]


class Titled(Shape):
    """A document by name."""

    id: str
    title: str | None


class Known(Shape):
    """An actor of the archive by name."""

    id: str
    name: str
    kind: int
    country: str | None


class Filled(Shape):
    """A role of a report that the words fill."""

    report_id: str
    incident_id: str | None
    role: str
    start: int
    end: int
    words: str


class Triggered(Shape):
    """A report that the words tell."""

    report_id: str
    incident_id: str | None
    ordinal: int
    start: int
    end: int
    words: str


class Part(Shape):
    """A claim that the words are a part of: source, cue, content or addressee."""

    id: str
    part: str


class MentionDetail(Shape):
    """What a span of a document became."""

    mention: Mention
    document: Titled
    actor: DocumentActor | None
    archive_actor: Known | None
    times: list[Time]
    numbers: list[Number]
    places: list[Place]
    arguments: list[Filled]
    triggers: list[Triggered]
    claims: list[Part]


@router.get("/api/mentions/{document:path}/{ordinal}", response_model=MentionDetail)
def one_mention(here: Here, document: IdPath, ordinal: Annotated[int, Path(ge=0, le=10**9)]) -> Any:
    """What a span became: everything of the document that overlaps it."""
    with here.store.reading() as connection:
        t, m = schema.mentions, schema.archive_actor_members.c
        query = (
            select(t, m.archive_actor_id)
            .outerjoin(schema.archive_actor_members, m.actor_id == t.c.actor_id)
            .where(t.c.document_id == document, t.c.ordinal == ordinal)
        )
        row = connection.execute(query).mappings().one_or_none()
        if row is None:
            raise not_there("mention", f"{document}/{ordinal}")
        mention = shown(t, row, _OF) | {"archive_actor_id": row["archive_actor_id"]}
        title = connection.execute(select(_d.title).where(_d.id == document)).scalar()
        overlap = (document, row["start"], row["end"])
        actors = _with_archive(connection, schema.actors, schema.actors.c.id, document)
        return {
            "mention": mention,
            "document": {"id": document, "title": title},
            "actor": next((a for a in actors if a["id"] == row["actor_id"]), None),
            "archive_actor": _archive_actor(connection, row["archive_actor_id"]),
            "times": _overlapping(connection, schema.times, *overlap),
            "numbers": _overlapping(connection, schema.numbers, *overlap),
            "places": _overlapping(connection, schema.places, *overlap),
            "arguments": _in_reports(connection, schema.arguments, "role", *overlap),
            "triggers": _in_reports(connection, schema.triggers, "ordinal", *overlap),
            "claims": _in_claims(connection, *overlap),
        }


def _archive_actor(connection: Connection, name: str | None) -> dict[str, Any] | None:
    a = schema.archive_actors.c
    query = select(a.id, a.name, a.kind, a.country).where(a.id == name)
    row = connection.execute(query).mappings().one_or_none()
    return dict(row) if row else None


def _meets(table: Table, document: str, start: int, end: int) -> ColumnElement[bool]:
    c = table.c
    return and_(c.document_id == document, c.start < end, c.end > start)


def _overlapping(
    connection: Connection, table: Table, document: str, start: int, end: int
) -> list[dict[str, Any]]:
    query = select(table).where(_meets(table, document, start, end)).order_by(table.c.ordinal)
    return [shown(table, row, _OF) for row in connection.execute(query).mappings()]


def _in_reports(
    connection: Connection, table: Table, what: str, document: str, start: int, end: int
) -> list[dict[str, Any]]:
    c, j = table.c, schema.incident_reports.c
    query = (
        select(c.report_id, j.incident_id, c[what], c.start, c.end, c.words)
        .outerjoin(schema.incident_reports, j.report_id == c.report_id)
        .where(_meets(table, document, start, end))
        .order_by(c.start, c.end, c.report_id, c.ordinal)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def _in_claims(connection: Connection, document: str, start: int, end: int) -> list[dict[str, Any]]:
    c = schema.claims.c
    out: list[dict[str, Any]] = []
    for part in ("source", "cue", "content", "addressee"):
        query = select(c.id).where(
            c.document_id == document, c[f"{part}_start"] < end, c[f"{part}_end"] > start
        )
        found = connection.execute(query.order_by(c.ordinal)).scalars()
        out += [{"id": name, "part": part} for name in found]
    return out
