"""`/api/actors`: actors across documents; one with names, members, relations and activity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field
from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from dateline.codebook import STATUSES_THAT_COUNT
from dateline.export.dates import first_day, last_day
from dateline.review import history
from dateline.store import by_id, schema
from dateline.web.activity import Month, changepoints, months_between, share_against
from dateline.web.columns import Shape, model_of, shown
from dateline.web.errors import ApiError, not_there
from dateline.web.pages import Rows, page, sort_by
from dateline.web.rows import (
    DecisionRow,
    IncidentRow,
    Review,
    batches,
    incidents_named,
    pairs,
    reviews,
)
from dateline.web.serving import Here
from dateline.web.values import ActorPath, Country, Page, Parameters
from dateline.web.values import Month as MonthName
from dateline.web.values import Query as Words

router = APIRouter(prefix="/api/actors", tags=["actors"])

_a, _n = schema.archive_actors.c, schema.archive_actor_names.c
_ia, _i = schema.incident_actors.c, schema.incidents.c
_MOST = 500
_NEWEST = 50

_incidents = (
    select(_ia.archive_actor_id, func.count(_ia.incident_id.distinct()).label("incidents"))
    .group_by(_ia.archive_actor_id)
    .subquery()
)
_incident_count = func.coalesce(_incidents.c.incidents, 0)
_SORT: Mapping[str, ColumnElement[Any]] = {
    name: _a[name] for name in ("id", "name", "kind", "country", "documents")
} | {"incidents": _incident_count}

ActorRow = model_of(
    "ActorRow", schema.archive_actors, incidents=int, names=int, last_date=str | None
)
ActorName = model_of("ActorName", schema.archive_actor_names, ("archive_actor_id",))


class ActorList(Page):
    """Filters, page and order of the list of actors."""

    q: Words | None = None
    kind: list[Annotated[int, Field(ge=0, le=8)]] = Field([], max_length=9)
    country: list[Country] = Field([], max_length=300)
    sort: sort_by(tuple(_SORT), "-incidents")


@router.get("", response_model=Rows[ActorRow])
def list_actors(here: Here, given: Annotated[ActorList, Query()]) -> Any:
    """Actors that the filters take, a page of them."""
    conditions: list[ColumnElement[bool]] = []
    if given.q:
        alias = select(_n.archive_actor_id).where(_n.name.icontains(given.q, autoescape=True))
        conditions.append(or_(_a.name.icontains(given.q, autoescape=True), _a.id.in_(alias)))
    if given.kind:
        conditions.append(_a.kind.in_(given.kind))
    if given.country:
        conditions.append(_a.country.in_(given.country))
    with here.store.reading() as connection:
        total = connection.execute(
            select(func.count()).select_from(schema.archive_actors).where(*conditions)
        ).scalar_one()
        query = (
            select(schema.archive_actors, _incident_count.label("incidents"))
            .outerjoin(_incidents, _incidents.c.archive_actor_id == _a.id)
            .where(*conditions)
        )
        found = page(connection, query, given.sort, _SORT, _a.id, given.limit, given.offset)
        rows = _told(connection, found)
    return {"total": total, "rows": rows}


def _told(connection: Connection, found: Sequence[Mapping[Any, Any]]) -> list[dict[str, Any]]:
    ids = [row["id"] for row in found]
    names: dict[str, int] = {}
    last: dict[str, str | None] = {}
    for some in batches(ids):
        counted = select(_n.archive_actor_id, func.count()).where(_n.archive_actor_id.in_(some))
        names |= pairs(connection, counted.group_by(_n.archive_actor_id))
        latest = (
            select(_ia.archive_actor_id, func.max(_i.date_from))
            .join(schema.incidents, _i.id == _ia.incident_id)
            .where(_ia.archive_actor_id.in_(some))
            .group_by(_ia.archive_actor_id)
        )
        last |= pairs(connection, latest)
    return [
        shown(schema.archive_actors, row)
        | {
            "incidents": row["incidents"],
            "names": names.get(row["id"], 0),
            "last_date": last.get(row["id"]),
        }
        for row in found
    ]


class Activity(Parameters):
    """Which months, and which of them are the base period."""

    from_: MonthName | None = Field(None, alias="from")
    to: MonthName | None = None
    base_from: MonthName | None = None
    base_to: MonthName | None = None


class Member(Shape):
    """A document's actor that belongs to the archive's."""

    actor_id: str
    document_id: str
    by: str
    name: str
    words: str | None
    title: str | None


class RelationTold(Shape):
    """A relation that a document states; `direction` is out where the actor is the first."""

    id: str
    kind: str
    status: str
    direction: str
    other_id: str | None
    other_name: str
    document_id: str
    words: str
    sentence_words: str | None


class RelationEdge(Shape):
    """The same relation to the same actor, by the number of documents that state it."""

    kind: str
    direction: str
    other_id: str | None
    other_name: str
    documents: int


class MonthTold(Shape):
    """What an actor did or suffered in a month."""

    month: str
    incidents: int
    killed: int
    as_perpetrator: int
    as_target: int
    all_incidents: int


class ChangePoint(Shape):
    """A month from which the monthly mean is another one."""

    month: str
    before: float
    after: float
    change: float | None


class Period(Shape):
    """A stretch of months and the actor's share of its incidents."""

    from_: str = Field(serialization_alias="from", validation_alias="from")
    to: str
    incidents: int
    all_incidents: int
    share: float | None


class Share(Shape):
    """The share in a period against that in the base period."""

    base: Period
    period: Period
    change: float | None
    text: str


class ActorDetail(Shape):
    """One actor across documents."""

    actor: ActorRow
    names: list[ActorName]
    members: list[Member]
    relations: list[RelationTold]
    edges: list[RelationEdge]
    incidents: list[IncidentRow]
    activity: list[MonthTold]
    changepoints: list[ChangePoint]
    share: Share | None
    wide: int
    undated: int
    review: Review
    history: list[DecisionRow]


@router.get("/{id}", response_model=ActorDetail)
def one_actor(here: Here, id: ActorPath, given: Annotated[Activity, Query()]) -> Any:
    """One actor with names, members, relations and activity."""
    if (given.base_from is None) != (given.base_to is None):
        raise ApiError(
            422, "base period has one end", "give base_from and base_to, or none", "base_from"
        )
    with here.store.reading() as connection:
        query = (
            select(schema.archive_actors, _incident_count.label("incidents"))
            .outerjoin(_incidents, _incidents.c.archive_actor_id == _a.id)
            .where(_a.id == id)
        )
        found = connection.execute(query).mappings().all()
        if not found:
            raise not_there("actor", id)
        names = select(schema.archive_actor_names).where(_n.archive_actor_id == id)
        newest = (
            select(_i.id)
            .where(_i.id.in_(select(_ia.incident_id).where(_ia.archive_actor_id == id)))
            .order_by(_i.date_from.is_(None), _i.date_from.desc(), by_id(connection, _i.id))
            .limit(_NEWEST)
        )
        relations = _relations(connection, id)
        months, wide, undated = _activity(connection, id, given)
        base = (given.base_from, given.base_to) if given.base_from and given.base_to else None
        return {
            "actor": _told(connection, found)[0],
            "names": [
                shown(schema.archive_actor_names, row, ("archive_actor_id",))
                for row in connection.execute(names.order_by(_n.name)).mappings()
            ],
            "members": _members(connection, id),
            "relations": relations[:_MOST],
            "edges": _edges(relations),
            "incidents": incidents_named(connection, list(connection.execute(newest).scalars())),
            "activity": [_as_dict(month) for month in months],
            "changepoints": changepoints(months),
            "share": share_against(months, base),
            "wide": wide,
            "undated": undated,
            "review": reviews(connection, "actor", [id])[id],
            "history": history(connection, "actor", id),
        }


def _as_dict(month: Month) -> dict[str, Any]:
    return {name: getattr(month, name) for name in Month.__slots__}


def _members(connection: Connection, name: str) -> list[dict[str, Any]]:
    m, a, d = schema.archive_actor_members.c, schema.actors.c, schema.documents.c
    query = (
        select(m.actor_id, m.document_id, m.by, a.name, a.words, d.title)
        .join(schema.actors, a.id == m.actor_id)
        .join(schema.documents, d.id == m.document_id)
        .where(m.archive_actor_id == name)
        .order_by(by_id(connection, m.actor_id))
        .limit(_MOST)
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def _relations(connection: Connection, name: str) -> list[dict[str, Any]]:
    r = schema.relations.c
    mine = schema.archive_actor_members.alias("mine").c
    other = schema.archive_actor_members.alias("other")
    known = schema.archive_actors.alias("known")
    out: list[dict[str, Any]] = []
    for direction, own, its, words in (
        ("out", r.actor_a, r.actor_b, r.b_words),
        ("in", r.actor_b, r.actor_a, r.a_words),
    ):
        query = (
            select(
                r.id, r.kind, r.status, other.c.archive_actor_id.label("other_id"),
                func.coalesce(known.c.name, words, "").label("other_name"),
                r.document_id, r.words, r.sentence_words,
            )
            .outerjoin(other, other.c.actor_id == its)
            .outerjoin(known, known.c.id == other.c.archive_actor_id)
            .where(own.in_(select(mine.actor_id).where(mine.archive_actor_id == name)))
            .order_by(by_id(connection, r.id))
            .limit(20 * _MOST)
        )  # fmt: skip
        for row in connection.execute(query).mappings():
            out.append({**row, "direction": direction})
    return out


def _edges(relations: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    found: dict[tuple[Any, ...], set[str]] = {}
    keys = ("kind", "direction", "other_id", "other_name")
    for row in relations:
        if row["status"] == "stated":
            found.setdefault(tuple(row[key] for key in keys), set()).add(row["document_id"])
    edges = [
        dict(zip(keys, key, strict=True)) | {"documents": len(some)} for key, some in found.items()
    ]
    return sorted(edges, key=lambda e: (-e["documents"], e["other_name"], e["kind"]))


def _activity(connection: Connection, name: str, given: Activity) -> tuple[list[Month], int, int]:
    """The months, and how many incidents were too long or undated to count."""
    happened = _i.status.in_(sorted(STATUSES_THAT_COUNT))
    all_rows = connection.execute(
        select(_i.date_from, _i.date_to, func.count())
        .where(happened)
        .group_by(_i.date_from, _i.date_to)
    ).all()
    everybody: Counter[str] = Counter()
    for start, end, number in all_rows:
        month = _month(start, end)
        if month:
            everybody[month] += number
    rows = connection.execute(
        select(_i.id, _ia.role, _i.date_from, _i.date_to, _i.killed_best)
        .join(schema.incident_actors, and_(_ia.incident_id == _i.id, _ia.archive_actor_id == name))
        .where(happened)
    ).all()
    wide: set[str] = set()
    undated: set[str] = set()
    seen: dict[str, set[str]] = {}
    killed: Counter[str] = Counter()
    roles: dict[str, Counter[str]] = {"perpetrator": Counter(), "target": Counter()}
    for incident, role, start, end, dead in rows:
        month = _month(start, end)
        if month is None:
            (wide if first_day(start) else undated).add(incident)
            continue
        if incident not in seen.setdefault(month, set()):
            seen[month].add(incident)
            killed[month] += dead or 0
        if role in roles:
            roles[role][month] += 1
    if not seen:
        return [], len(wide), len(undated)
    # The whole archive's span: an actor that is not heard of any more is at 0, not at an end.
    names = months_between(given.from_ or min(everybody), given.to or max(everybody))
    months = [
        Month(
            month,
            len(seen.get(month, ())),
            killed[month],
            roles["perpetrator"][month],
            roles["target"][month],
            everybody[month],
        )
        for month in names
    ]
    return months, len(wide), len(undated)


def _month(start: str | None, end: str | None) -> str | None:
    """The month in which an incident starts, where it lasts a month at most."""
    first, last = first_day(start), last_day(end)
    if first is None or last is None or (last - first).days > 31:
        return None
    return f"{first.year:04}-{first.month:02}"
