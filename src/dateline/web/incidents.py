"""`/api/incidents`: the list, the map and the timeline over the same filters."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response
from pydantic import Field
from pydantic_core import to_json
from sqlalchemy import ColumnElement, Select, case, func, literal, select

from dateline.codebook import STATUSES_THAT_COUNT
from dateline.export.dates import first_day, last_day
from dateline.store import by_id, schema
from dateline.web.columns import Shape
from dateline.web.filters import IncidentFilters, chosen
from dateline.web.pages import Rows, page, sort_by
from dateline.web.rows import IncidentRow, incident_rows
from dateline.web.serving import Here
from dateline.web.values import Page

router = APIRouter(prefix="/api/incidents", tags=["incidents"])

_i, _s = schema.incidents.c, schema.review_state.c
_OWN = (
    "id", "date_from", "date_to", "event_type", "type", "status", "place_name", "place_country",
    "killed_best", "killed_high", "injured_best", "reports", "documents", "families", "sources",
    "contested", "first_published", "last_published", "updated_at",
)  # fmt: skip
_REVIEWED = ("verdict", "grade", "work_status", "last_at")
_SORT: Mapping[str, ColumnElement[Any]] = {name: _i[name] for name in _OWN} | {
    name: _s[name] for name in _REVIEWED
}
_MOST_POINTS = 200_000
_MAP_COLUMNS = (
    "id", "lon", "lat", "event_type", "status", "place_precision", "killed_best", "contested",
)  # fmt: skip


class IncidentList(IncidentFilters, Page):
    """Filters, page and order of the list."""

    sort: sort_by(tuple(_SORT), "-date_from")


@router.get("", response_model=Rows[IncidentRow])
def list_incidents(here: Here, given: Annotated[IncidentList, Query()]) -> Any:
    """Incidents that the filters take, a page of them."""
    if given.q:
        here.keep_search()
    with here.store.reading() as connection:
        conditions = chosen(connection, given)
        total = connection.execute(
            select(func.count()).select_from(schema.incidents).where(*conditions)
        ).scalar_one()
        ids = select(_i.id).where(*conditions)
        if given.sort.removeprefix("-") in _REVIEWED:
            of = (_s.target_kind == "incident") & (_s.target_id == _i.id)
            ids = ids.outerjoin(schema.review_state, of)
        found = page(connection, ids, given.sort, _SORT, _i.id, given.limit, given.offset)
        wanted = [row["id"] for row in found]
        rows = connection.execute(select(schema.incidents).where(_i.id.in_(wanted))).mappings()
        by_name = {row["id"]: row for row in rows}
        out = incident_rows(connection, (by_name[name] for name in wanted))
    return {"total": total, "rows": out}


class Points(Shape):
    """Incidents with a point, as arrays in the order of `columns`."""

    total: int
    unplaced: int
    columns: list[str]
    rows: list[list[Any]]


@router.get("/map", response_model=Points)
def map_incidents(here: Here, given: Annotated[IncidentFilters, Query()]) -> Any:
    """Every incident of the filters that has a point, compact."""
    if given.q:
        here.keep_search()
    with here.store.reading() as connection:
        conditions = chosen(connection, given)
        points = (
            select(
                _i.id, _i.place_lon, _i.place_lat, _i.event_type, _i.status, _i.place_precision,
                _i.killed_best, _i.contested,
            )
            .where(*conditions, _i.place_lat.is_not(None), _i.place_lon.is_not(None))
            .order_by(by_id(connection, _i.id))
            .limit(_MOST_POINTS)
        )  # fmt: skip
        rows = [(*row[:7], bool(row[7])) for row in connection.execute(points)]
        total, placed = connection.execute(
            select(func.count(), func.count(_i.place_lat)).where(*conditions)
        ).one()
    # Written at once: 20,000 rows through a model take longer than reading them.
    answer = {"total": total, "unplaced": total - placed, "columns": _MAP_COLUMNS, "rows": rows}
    return Response(to_json(answer), media_type="application/json")


Unit = Literal["day", "week", "month", "year"]


class TimelineFilters(IncidentFilters):
    """The filters, and how long a bin is."""

    unit: Unit = "month"


class Bin(Shape):
    """What started from one day to another, inclusive, by event type."""

    from_: str = Field(serialization_alias="from", validation_alias="from")
    to: str
    counts: dict[str, int]
    killed: int
    wide: int


class Timeline(Shape):
    """Incidents by the time in which they start; bins with none are left out."""

    unit: Unit
    total: int
    undated: int
    bins: list[Bin]


@router.get("/timeline", response_model=Timeline)
def timeline(here: Here, given: Annotated[TimelineFilters, Query()]) -> Any:
    """How many incidents started when, by event type."""
    if given.q:
        here.keep_search()
    with here.store.reading() as connection:
        conditions = chosen(connection, given)
        rows = connection.execute(_started(given.unit).where(*conditions)).all()
    total = undated = 0
    counts: dict[tuple[date, date], Counter[str]] = defaultdict(Counter)
    deaths: Counter[tuple[date, date]] = Counter()
    wide: Counter[tuple[date, date]] = Counter()
    for start, end, event_type, number, dead in rows:
        total += number
        span = bin_of(start, given.unit)
        if span is None:
            undated += number
            continue
        counts[span][event_type or "other"] += number
        deaths[span] += int(dead or 0)
        if (_last(end) or span[1]) > span[1]:
            wide[span] += number
    return {
        "unit": given.unit,
        "total": total,
        "undated": undated,
        "bins": [
            {
                "from": span[0].isoformat(),
                "to": span[1].isoformat(),
                "counts": dict(sorted(counts[span].items())),
                "killed": deaths[span],
                "wide": wide[span],
            }
            for span in sorted(counts)
        ],
    }


def _started(unit: str) -> Select[Any]:
    """Start, end, event type, number and killed of incidents, as far apart as bins need it."""
    dead = case((_i.status.in_(sorted(STATUSES_THAT_COUNT)), _i.killed_best), else_=0)
    length = {"month": 7, "year": 4}.get(unit)
    if length is None:
        # Grouping by days makes few rows fewer, and takes longer than fetching them.
        return select(_i.date_from, _i.date_to, _i.event_type, literal(1), dead)
    start, end = func.substr(_i.date_from, 1, length), func.substr(_i.date_to, 1, length)
    return select(start, end, _i.event_type, func.count(), func.sum(dead)).group_by(
        start, end, _i.event_type
    )


@lru_cache(maxsize=20_000)
def bin_of(partial: str | None, unit: str) -> tuple[date, date] | None:
    """The first and the last day of the bin that an interval starts in; None without a date."""
    day = first_day(partial)
    if day is None:
        return None
    if unit == "day":
        return day, day
    if unit == "week":
        monday = date.fromordinal(max(1, day.toordinal() - day.weekday()))
        return monday, date.fromordinal(min(date.max.toordinal(), monday.toordinal() + 6))
    if unit == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    after = date(day.year + day.month // 12, day.month % 12 + 1, 1) if day.year < 9999 else None
    return date(day.year, day.month, 1), after - timedelta(days=1) if after else date.max


@lru_cache(maxsize=20_000)
def _last(partial: str | None) -> date | None:
    return last_day(partial)
