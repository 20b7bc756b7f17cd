"""A selection as conditions on the tables: by incidents across documents, or by reports."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from sqlalchemy import (
    JSON,
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    bindparam,
    cast,
    column,
    exists,
    false,
    func,
    or_,
    select,
)

from dateline.export.select import Filter, Selection, interval
from dateline.reconcile.actors import actor_number
from dateline.store import by_id, schema

By = Literal["incident", "report"]

_SOURCES = {"sources": "incident_sources", "tolls": "toll_entries"}
"""Tables of the export that bear another name in the archive."""


def condition(
    connection: Connection, chosen: Selection, table: str, by: By = "incident"
) -> ColumnElement[bool] | None:
    """The selection as a condition on one of the export's tables; None where it takes all.

    Filters are about incidents (by="report": about reports): a claim, actor or document is taken
    where it belongs to one that is; a reject belongs to none. Tombstones are always all: what a
    filter would have taken is no longer known.
    """
    source = schema.metadata.tables[_SOURCES.get(table, table)]
    parts: list[ColumnElement[bool]] = []
    if chosen.changed_since:
        parts.append(_changed(source, chosen.changed_since))
    unit = _Units(connection, chosen, by)
    if chosen.narrow and table not in ("tombstones",):
        parts.append(unit.belongs(table))
    elif not chosen.rejected:
        parts += unit.not_rejected(table)
    return and_(*parts) if parts else None


def _changed(table: Table, since: str) -> ColumnElement[bool]:
    """Rows that changed since then.

    Incidents and what they rest on say when; of the others, those of a run that ended since, or
    was killed (when those were written is not known), and those that a reviewer decided on.
    """
    if table is schema.tombstones:
        return table.c.deleted_at >= since
    if table is schema.archive_actors:
        m, a = schema.archive_actor_members.c, schema.actors
        members = select(m.archive_actor_id).join(a, a.c.id == m.actor_id)
        return table.c.id.in_(members.where(_changed(a, since)))
    if "incident_id" in table.c:
        i = schema.incidents
        return table.c.incident_id.in_(select(i.c.id).where(_changed(i, since)))
    kind = {"incidents": "incident", "reports": "report", "claims": "claim"}.get(table.name)
    parts = []
    if kind:
        s = schema.review_state.c
        decided = select(s.target_id).where(s.target_kind == kind, s.last_at >= since)
        parts.append(table.c.id.in_(decided))
    if table is schema.incidents:
        return or_(table.c.updated_at >= since, *parts)
    r = schema.runs.c
    ended = or_(r.finished.is_(None), r.finished >= since)
    return or_(table.c.run_id.in_(select(r.id).where(ended)), *parts)


class _Units:
    """The incidents, or reports, that a selection takes; and what belongs to them."""

    def __init__(self, connection: Connection, chosen: Selection, by: By) -> None:
        self._connection = connection
        self._chosen = chosen
        self._by = by

    def belongs(self, table: str) -> ColumnElement[bool]:
        if table in ("incidents", "sources", "tolls", "contradictions"):
            source = schema.metadata.tables[_SOURCES.get(table, table)]
            name = "id" if table == "incidents" else "incident_id"
            return source.c[name].in_(self._incidents())
        if table == "archive_actors":
            m = schema.archive_actor_members.c
            mine = select(m.archive_actor_id).where(m.actor_id.in_(select(self._actors())))
            return schema.archive_actors.c.id.in_(mine)
        if table == "actors":
            return schema.actors.c.id.in_(select(self._actors()))
        if table == "relations":
            ids = select(self._actors())
            return or_(schema.relations.c.actor_a.in_(ids), schema.relations.c.actor_b.in_(ids))
        reports = self._reports()
        if table == "reports":
            return schema.reports.c.id.in_(reports)
        if table == "claims":
            return schema.claims.c.id.in_(_claims(reports))
        r = schema.reports.c
        if table in ("documents", "records"):
            source = schema.metadata.tables[table]
            name = "id" if table == "documents" else "document_id"
            return source.c[name].in_(select(r.document_id).where(r.id.in_(reports)))
        return false()

    def not_rejected(self, table: str) -> list[ColumnElement[bool]]:
        """Without what a reviewer rejected; documents, actors and records stay whole."""
        if table in ("incidents", "sources", "tolls", "contradictions"):
            source = schema.metadata.tables[_SOURCES.get(table, table)]
            name = "id" if table == "incidents" else "incident_id"
            return [~_reviewed("incident", source.c[name], "verdict", ("rejected",))]
        if table == "reports":
            r, j = schema.reports.c, schema.incident_reports.c
            bad = _reviewed("incident", j.incident_id, "verdict", ("rejected",))
            within = select(j.report_id).where(bad)
            return [
                ~_reviewed("report", r.id, "verdict", ("rejected",)),
                r.id.not_in(within),
            ]
        if table == "claims":
            return [~_reviewed("claim", schema.claims.c.id, "verdict", ("rejected",))]
        return []

    def _incidents(self) -> Select[tuple[str]]:
        i = schema.incidents
        holds = [_incident_holds(self._connection, f) for f in self._chosen.filters]
        if self._chosen.incidents is not None:
            holds.append(i.c.id.in_(_ids(self._connection, sorted(self._chosen.incidents))))
        if not self._shows_rejected:
            holds.append(~_reviewed("incident", i.c.id, "verdict", ("rejected",)))
        return select(i.c.id).where(*holds)

    def _reports(self) -> Select[tuple[str]]:
        r, j = schema.reports.c, schema.incident_reports.c
        if self._by == "incident":
            return select(j.report_id).where(j.incident_id.in_(self._incidents()))
        holds = [_report_holds(self._connection, f) for f in self._chosen.filters]
        if self._chosen.incidents is not None:
            ids = _ids(self._connection, sorted(self._chosen.incidents))
            holds.append(r.id.in_(select(j.report_id).where(j.incident_id.in_(ids))))
        if not self._shows_rejected:
            holds += self.not_rejected("reports")
        return select(r.id).where(*holds)

    @property
    def _shows_rejected(self) -> bool:
        asked = any(f.field == "verdict" and not f.not_ for f in self._chosen.filters)
        return self._chosen.rejected or asked

    def _actors(self) -> Any:
        """The document actors that take part, or speak of them."""
        reports = self._reports()
        link, c = schema.report_actors.c, schema.claims.c
        sides = select(link.actor_id).where(link.report_id.in_(reports))
        speakers = select(c.source_actor).where(
            c.id.in_(_claims(reports)), c.source_actor.is_not(None)
        )
        return sides.union(speakers).subquery()


def _claims(reports: Select[tuple[str]]) -> Select[tuple[str]]:
    about = schema.claim_incidents.c
    return select(about.claim_id).where(about.report_id.in_(reports))


def _reviewed(
    kind: str, identifier: ColumnElement[str], field: str, values: Sequence[str]
) -> ColumnElement[bool]:
    """Whether a reviewer said one of `values`; `none` stands for nothing said."""
    s = schema.review_state.alias("said").c
    there = exists().where(s.target_kind == kind, s.target_id == identifier)
    parts: list[ColumnElement[bool]] = [
        there.where(s[field].in_([value for value in values if value != "none"]))
    ]
    if "none" in values:
        parts.append(~there.where(s[field].is_not(None)))
    return or_(*parts)


def _ids(connection: Connection, ids: Sequence[str]) -> Select[Any]:
    """Any number of identifiers: databases bound the parameters of a statement."""
    given: BindParameter[str] = bindparam(None, json.dumps(list(ids)))
    if connection.dialect.name == "postgresql":
        return select(func.json_array_elements_text(cast(given, JSON)))
    return select(column("value")).select_from(func.json_each(given))


def _incident_holds(connection: Connection, filter: Filter) -> ColumnElement[bool]:
    i = schema.incidents.c
    if filter.field in ("grade", "verdict"):
        found = _reviewed("incident", i.id, filter.field, filter.values)
        return ~found if filter.not_ else found
    if filter.field == "actor":
        found = i.id.in_(_incidents_with_actor(connection, filter.values))
        return ~found if filter.not_ else found
    return _holds(connection, schema.incidents, filter)


def _report_holds(connection: Connection, filter: Filter) -> ColumnElement[bool]:
    r = schema.reports.c
    if filter.field in ("grade", "verdict"):
        found = _reviewed("report", r.id, filter.field, filter.values)
        return ~found if filter.not_ else found
    if filter.field == "actor":
        found = r.id.in_(_reports_with_actor(connection, filter.values))
        return ~found if filter.not_ else found
    return _holds(connection, schema.reports, filter)


def _holds(connection: Connection, table: Table, filter: Filter) -> ColumnElement[bool]:
    """What incidents and reports have in the same columns: date, type, status, country."""
    t = table.c
    if filter.field == "date":
        start, end = interval(filter.values[0])
        parts: list[ColumnElement[bool]] = [t.date_from.is_not(None), t.date_to.is_not(None)]
        if start:  # "2016-10~" sorts after every day of the month
            parts.append(by_id(connection, t.date_to + "~") >= start.isoformat())
        if end:
            parts.append(by_id(connection, t.date_from) <= end.isoformat())
        return and_(*parts)
    if filter.field == "type":
        found = or_(t.type.in_(filter.values), _is(t.event_type, filter))
    elif filter.field == "status":
        found = t.status.in_(filter.values)
    else:
        found = _is(t.place_country, filter)
    return ~found if filter.not_ else found


def _is(column: ColumnElement[str | None], filter: Filter) -> ColumnElement[bool]:
    return and_(column.is_not(None), column.in_(filter.values))


def _incidents_with_actor(connection: Connection, values: Sequence[str]) -> Select[tuple[str]]:
    """Incidents with an actor of that name, whatever its case, or of that id, here or in the list.

    A name that only documents give (a candidate) names nobody for sure.
    """
    i, a, n = (
        schema.incident_actors.c,
        schema.archive_actors.c,
        schema.archive_actor_names.c,
    )
    names = _same(connection, select(i.name).distinct(), values)
    sure = select(n.name).where(n.standing != "candidate").distinct()
    known = select(n.archive_actor_id).where(
        n.standing != "candidate", n.name.in_(_same(connection, sure, values))
    )
    numbers = [actor_number(value) for value in values]
    seeds = select(a.id).where(or_(a.seed.in_(values), a.id.in_(numbers)))
    return select(i.incident_id).where(
        or_(i.name.in_(names), i.archive_actor_id.in_(known), i.archive_actor_id.in_(seeds))
    )


def _reports_with_actor(connection: Connection, values: Sequence[str]) -> Select[tuple[str]]:
    """The reports with an actor of that name, whatever its case, or that id in the actor list."""
    a, link = schema.actors.c, schema.report_actors.c
    found = _same(connection, select(a.name).distinct(), values)
    actors = select(a.id).where(or_(a.name.in_(found), a.seed.in_(values)))
    return select(link.report_id).where(link.actor_id.in_(actors))


def _same(connection: Connection, query: Select[Any], values: Sequence[str]) -> Sequence[str]:
    """The names that are the same but for case; databases fold only the letters of English."""
    wanted = {value.casefold() for value in values}
    names: Iterable[str] = connection.execute(query).scalars()
    return [name for name in names if name.casefold() in wanted]
