"""The filters of incidents, as parameters and as conditions on the archive."""

from __future__ import annotations

from collections.abc import Sequence
from operator import eq, ge, le
from typing import Annotated, Any

from pydantic import AfterValidator, Field
from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    and_,
    exists,
    func,
    literal,
    or_,
    select,
)

from dateline.codebook import EVENT_TYPE_OF, INCIDENT_TYPES, STATUSES
from dateline.review.fields import GRADES, VERDICTS, WORK_STATUSES
from dateline.store import by_id, schema
from dateline.store.search import incidents_with, terms
from dateline.web.values import (
    Box,
    Count,
    Country,
    Day,
    IncidentId,
    Parameters,
    Query,
    Truth,
    Word,
    actor_id,
    days,
)

EVENT_TYPES = tuple(dict.fromkeys(EVENT_TYPE_OF.values()))
NONE = "none"


def among(known: Sequence[str]) -> AfterValidator:
    """The check that a value stands in a closed list."""

    def check(value: str) -> str:
        if value not in known:
            raise ValueError(f"is unknown; one of: {', '.join(known)}")
        return value

    return AfterValidator(check)


def searchable(query: str) -> str:
    """The query, where there is something to search for. ValueError where not."""
    terms(query)
    return query


class IncidentFilters(Parameters):
    """Which incidents; all that are given must hold, of a repeated one any of its values."""

    from_: Day | None = Field(None, alias="from")
    to: Day | None = None
    bbox: Box | None = None
    type: list[Annotated[str, among(INCIDENT_TYPES)]] = Field([], max_length=50)
    event_type: list[Annotated[str, among(EVENT_TYPES)]] = Field([], max_length=50)
    status: list[Annotated[str, among(STATUSES)]] = Field([], max_length=50)
    actor: list[Word] = Field([], max_length=100)
    country: list[Country] = Field([], max_length=300)
    killed_min: Count | None = None
    killed_max: Count | None = None
    sources_min: Count | None = None
    contested: Truth | None = None
    grade: list[Annotated[str, among((*GRADES, NONE))]] = Field([], max_length=10)
    verdict: list[Annotated[str, among((*VERDICTS, NONE))]] = Field([], max_length=10)
    work_status: list[Annotated[str, among((*WORK_STATUSES, NONE))]] = Field([], max_length=10)
    flagged: Truth | None = None
    assignee: Word | None = None
    document: Word | None = None
    family: Word | None = None
    id: list[IncidentId] = Field([], max_length=1000)
    q: Annotated[Query, AfterValidator(searchable)] | None = None


def chosen(connection: Connection, filters: IncidentFilters) -> list[ColumnElement[bool]]:
    """The filters as conditions on `incidents`."""
    i = schema.incidents.c
    out: list[ColumnElement[bool]] = [*_when(connection, filters), *_where(filters)]
    for column, values in (
        (i.type, filters.type),
        (i.event_type, filters.event_type),
        (i.status, filters.status),
        (i.place_country, filters.country),
        (i.id, filters.id),
    ):
        if values:
            out.append(column.in_(values))
    for bound, column, compared in (
        (filters.killed_min, i.killed_best, ge),
        (filters.killed_max, i.killed_best, le),
        (filters.sources_min, i.sources, ge),
        (filters.contested, i.contested, eq),
    ):
        if bound is not None:
            out.append(compared(column, bound))
    if filters.actor:
        out.append(_with_actor(filters.actor))
    link, member = schema.incident_reports.c, schema.family_documents.c
    if filters.document:
        told = select(link.incident_id).where(link.document_id == filters.document)
        out.append(i.id.in_(told))
    if filters.family:
        copies = select(member.document_id).where(member.family_id == filters.family)
        out.append(i.id.in_(select(link.incident_id).where(link.document_id.in_(copies))))
    if filters.q:
        out.append(incidents_with(connection, filters.q))
    return out + _reviewed(filters)


def _when(connection: Connection, filters: IncidentFilters) -> list[ColumnElement[bool]]:
    if not filters.from_ and not filters.to:
        return []
    i = schema.incidents.c
    start, end = days(filters.from_, filters.to)
    out: list[ColumnElement[bool]] = [i.date_from.is_not(None), i.date_to.is_not(None)]
    if start:  # "2016-10~" sorts after every day of the month
        out.append(by_id(connection, i.date_to + literal("~")) >= start.isoformat())
    if end:
        out.append(by_id(connection, i.date_from) <= end.isoformat())
    return out


def _where(filters: IncidentFilters) -> list[ColumnElement[bool]]:
    if not filters.bbox:
        return []
    i = schema.incidents.c
    west, south, east, north = (float(part) for part in filters.bbox.split(","))
    across: ColumnElement[bool] = i.place_lon.between(west, east)
    if west > east:
        across = or_(i.place_lon >= west, i.place_lon <= east)
    return [i.place_lat.between(south, north), across]


def _with_actor(values: Sequence[str]) -> ColumnElement[bool]:
    a = schema.incident_actors.c
    found = or_(a.archive_actor_id.in_(actors_named(values)), named(a.name, values))
    return schema.incidents.c.id.in_(select(a.incident_id).where(found))


def actors_named(values: Sequence[str]) -> CompoundSelect[Any]:
    """The identifiers of the archive's actors that have one of these ids or names."""
    a, n = schema.archive_actors.c, schema.archive_actor_names.c
    ids = [actor_id(value) for value in values]
    return (
        select(a.id)
        .where(or_(a.id.in_(ids), named(a.name, values)))
        .union(select(n.archive_actor_id).where(named(n.name, values)))
    )


def named(column: Any, values: Sequence[str]) -> ColumnElement[bool]:
    """Whether a column is one of some names, whatever their case."""
    # SQLite's lower() knows ASCII alone: other letters are tried as they are and as usually cased.
    written = {
        form
        for value in values
        for form in (value, value.lower(), value.upper(), value.title(), value.capitalize())
    }
    small = {value.lower() for value in values}
    return or_(column.in_(sorted(written)), func.lower(column).in_(sorted(small)))


def _reviewed(filters: IncidentFilters) -> list[ColumnElement[bool]]:
    """The filters of what was decided."""
    s = schema.review_state.alias("decided").c
    of = and_(s.target_kind == "incident", s.target_id == schema.incidents.c.id)
    out: list[ColumnElement[bool]] = []
    held: ColumnElement[bool]
    for column, values in (
        (s.grade, filters.grade),
        (s.verdict, filters.verdict),
        (s.work_status, filters.work_status),
    ):
        if not values:
            continue
        held = exists().where(of, column.in_(values))
        if NONE in values:
            held = or_(held, ~exists().where(of, column.is_not(None)))
        out.append(held)
    if filters.flagged is not None:
        flagged = exists().where(of, s.flagged == 1)
        out.append(flagged if filters.flagged else ~flagged)
    if filters.assignee is not None:
        out.append(exists().where(of, s.assignee == filters.assignee))
    return out
