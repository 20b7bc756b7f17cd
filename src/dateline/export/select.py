"""`--where` and `--changed-since`: which rows an export takes.

A filter is FIELD=VALUE[,VALUE...] or FIELD!=VALUE[,VALUE...]; several filters must all hold. The
values go to the database as parameters, never as SQL.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, false, or_, select

from dateline.codebook import EVENT_TYPE_OF, INCIDENT_TYPES, STATUSES
from dateline.errors import DatelineError
from dateline.export.dates import first_day, last_day
from dateline.store import by_id, schema

FIELDS = ("type", "status", "date", "country", "actor")

_FILTER = re.compile(r"\s*([a-z]{1,20})\s*(!?=)\s*(\S.{0,2000})", re.DOTALL)


class FilterError(DatelineError):
    """A filter that means nothing."""


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition on incidents: any of `values` (or none of them, where `not_`)."""

    field: str
    values: tuple[str, ...]
    not_: bool = False


@dataclass(frozen=True, slots=True)
class Selection:
    """The filters, all of which must hold, and the day since which rows must have changed."""

    filters: tuple[Filter, ...] = ()
    changed_since: str | None = None

    @property
    def told(self) -> list[str]:
        """The selection in words for a reader of the export."""
        lines = [f"{f.field}{'!=' if f.not_ else '='}{','.join(f.values)}" for f in self.filters]
        return lines + ([f"changed since {self.changed_since}"] if self.changed_since else [])


def selection(where: Iterable[str] = (), changed_since: str | None = None) -> Selection:
    """The selection that a user wrote.

    Raises FilterError for an unknown field or value, with those that are known.
    """
    since = None if changed_since is None else _moment(changed_since)
    return Selection(tuple(_filter(text) for text in where), since)


def _filter(text: str) -> Filter:
    match = _FILTER.fullmatch(text)
    if not match or match[1] not in FIELDS:
        raise FilterError(
            "filter not understood", text[:80], f"write FIELD=VALUE; fields: {', '.join(FIELDS)}"
        )
    field, values = match[1], tuple(v for v in (p.strip() for p in match[3].split(",")) if v)
    if field == "date":
        if match[2] == "!=" or len(values) != 1:
            raise FilterError("a date filter is one interval", text[:80], "date=FROM..TO")
        _interval(values[0])
    elif field == "country":
        values = tuple(value.upper() for value in values)
        _known(values, None, text)
    elif field == "type":
        _known(values, (*INCIDENT_TYPES, *dict.fromkeys(EVENT_TYPE_OF.values())), text)
    elif field == "status":
        _known(values, STATUSES, text)
    return Filter(field, values, match[2] == "!=")


def _known(values: tuple[str, ...], known: tuple[str, ...] | None, text: str) -> None:
    for value in values:
        if known is None:
            if not re.fullmatch("[A-Z]{2}", value):
                raise FilterError(f"{value[:20]} is no country", text[:80], "two letters, as SD")
        elif value not in known:
            raise FilterError(f"{value[:40]} is unknown", text[:80], f"one of {', '.join(known)}")


def _interval(value: str) -> tuple[date | None, date | None]:
    start, dots, end = value.partition("..")
    bounds = first_day(start), last_day(end if dots else start)
    if (start and bounds[0] is None) or ((end or not dots) and bounds[1] is None):
        raise FilterError("date not understood", value[:80], "YYYY, YYYY-MM or YYYY-MM-DD")
    return bounds


def _moment(value: str) -> str:
    """A day or a moment as the store writes moments: UTC, to the second."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise FilterError("date not understood", value[:80], "write YYYY-MM-DD") from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def condition(connection: Connection, chosen: Selection, table: str) -> ColumnElement[bool] | None:
    """The selection as a condition on one of the export's tables; None where it takes all.

    Filters are about incidents: a claim, actor or document is taken where it belongs to an
    incident that is; a reject belongs to none.
    """
    source = schema.metadata.tables["reports" if table == "incidents" else table]
    parts: list[ColumnElement[bool]] = []
    if chosen.changed_since:
        parts.append(_changed(source, chosen.changed_since))
    if chosen.filters:
        parts.append(_belongs(table, and_(*(_holds(connection, f) for f in chosen.filters))))
    return and_(*parts) if parts else None


def _changed(table: Table, since: str) -> ColumnElement[bool]:
    """Rows of a run that ended since then, or was killed: when those were written is not known."""
    r = schema.runs.c
    ended = or_(r.finished.is_(None), r.finished >= since)
    return table.c.run_id.in_(select(r.id).where(ended))


def _belongs(table: str, holds: ColumnElement[bool]) -> ColumnElement[bool]:
    if table == "incidents":
        return holds
    r = schema.reports.c
    reports = select(r.id).where(holds)
    link, about = schema.report_actors.c, schema.claim_incidents.c
    claims = select(about.claim_id).where(about.report_id.in_(reports))
    if table == "claims":
        return schema.claims.c.id.in_(claims)
    c = schema.claims.c
    actors = or_(
        schema.actors.c.id.in_(select(link.actor_id).where(link.report_id.in_(reports))),
        schema.actors.c.id.in_(select(c.source_actor).where(c.id.in_(claims))),
    )
    if table == "actors":
        return actors
    if table == "relations":
        both = schema.relations.c
        ids = select(schema.actors.c.id).where(actors)
        return or_(both.actor_a.in_(ids), both.actor_b.in_(ids))
    if table == "documents":
        return schema.documents.c.id.in_(select(r.document_id).where(holds))
    if table == "records":
        return schema.records.c.document_id.in_(select(r.document_id).where(holds))
    return false()


def _holds(connection: Connection, filter: Filter) -> ColumnElement[bool]:
    r = schema.reports.c
    if filter.field == "date":
        start, end = _interval(filter.values[0])
        parts: list[ColumnElement[bool]] = [r.date_from.is_not(None), r.date_to.is_not(None)]
        if start:  # "2016-10~" sorts after every day of the month
            parts.append(by_id(connection, r.date_to + "~") >= start.isoformat())
        if end:
            parts.append(by_id(connection, r.date_from) <= end.isoformat())
        return and_(*parts)
    if filter.field == "type":
        found = or_(r.type.in_(filter.values), r.event_type.in_(filter.values))
        return ~or_(r.type.in_(filter.values), _is(r.event_type, filter)) if filter.not_ else found
    if filter.field == "status":
        found = r.status.in_(filter.values)
    elif filter.field == "country":
        found = _is(r.place_country, filter)
    else:
        found = r.id.in_(_with_actor(connection, filter.values))
    return ~found if filter.not_ else found


def _is(column: ColumnElement[str | None], filter: Filter) -> ColumnElement[bool]:
    return and_(column.is_not(None), column.in_(filter.values))


def _with_actor(connection: Connection, values: tuple[str, ...]) -> Select[tuple[str]]:
    """The reports with an actor of that name, whatever its case, or that id in the actor list."""
    a, link = schema.actors.c, schema.report_actors.c
    wanted = {value.casefold() for value in values}
    names = connection.execute(select(a.name).distinct()).scalars()
    found = [name for name in names if name.casefold() in wanted]
    actors = select(a.id).where(or_(a.name.in_(found), a.seed.in_(values)))
    return select(link.report_id).where(link.actor_id.in_(actors))
