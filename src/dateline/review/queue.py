"""The review queue: what is least certain and matters most first, each with its reasons."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from dateline.store import schema

_WEIGHT = {
    "type": 0.8,
    "status": 0.6,
    "join": 0.9,
    "contested": 0.7,
    "conflict": 1.0,
    "place": 0.4,
    "date": 0.3,
}
"""How much a doubt of each kind, if it is complete, counts; together they count as independent."""
_SHOWN = 0.15
"""Doubt from which it is a reason that is told."""
_MANY_KILLED, _MANY_DOCUMENTS = 1000, 100
"""Killed and documents from which an incident has full impact."""
_ASKED = ("help needed", "ready for review")
_CLOSED = ("done", "dropped")


@dataclass(frozen=True, slots=True)
class QueueItem:
    """Something to review. `priority`, `uncertainty` and `impact` are shares, 0..1."""

    target_kind: str
    target_id: str
    priority: float
    uncertainty: float
    impact: float
    reasons: tuple[str, ...]


def queue(
    connection: Connection,
    *,
    kinds: Collection[str] = (),
    work_statuses: Collection[str] = (),
    assignee: str | None = None,
    where: ColumnElement[bool] | None = None,
    limit: int = 100,
    offset: int = 0,
) -> tuple[int, list[QueueItem]]:
    """How much there is to review, and one page of it, the most pressing first.

    Incidents nobody has accepted or rejected, and whatever is flagged, in conflict, in need of
    help or ready for review; not what is done or dropped. `where` is a condition on `incidents`.
    Uncertainty comes from the scores of type, status and joining, contradictions, an unknown place
    or date, and decisions that no longer fit; impact from the toll and the number of documents.
    """
    items: list[QueueItem] = []
    if not kinds or "incident" in kinds:
        items += _incidents(connection, work_statuses, assignee, where)
    if where is None:
        items += _others(connection, kinds, work_statuses, assignee)
    items.sort(key=lambda item: (-item.priority, item.target_kind, item.target_id))
    return len(items), items[offset : offset + limit]


def _incidents(
    connection: Connection,
    work_statuses: Collection[str],
    assignee: str | None,
    where: ColumnElement[bool] | None,
) -> list[QueueItem]:
    i, m, s = schema.incidents.c, schema.incident_reports.c, schema.review_state.c
    r = schema.reports
    of_type, of_status = r.alias("of_type"), r.alias("of_status")
    weakest = (
        select(m.incident_id, func.min(m.score).label("score")).group_by(m.incident_id).subquery()
    )
    against = (
        select(schema.contradictions.c.incident_id, func.count().label("number"))
        .group_by(schema.contradictions.c.incident_id)
        .subquery()
    )
    query = (
        select(
            *(i.id, i.type, i.status, i.killed_low, i.killed_best, i.killed_high, i.documents),
            *(i.contested, i.place_lat, i.place_country, i.date_from),
            of_type.c.type_score,
            of_type.c.type_by,
            of_status.c.status_score,
            of_status.c.status_by,
            weakest.c.score.label("join_score"),
            against.c.number.label("contradictions"),
            *(s.verdict, s.work_status, s.flagged, s.assignee),
        )
        .outerjoin(of_type, of_type.c.id == i.type_report)
        .outerjoin(of_status, of_status.c.id == i.status_report)
        .outerjoin(weakest, weakest.c.incident_id == i.id)
        .outerjoin(against, against.c.incident_id == i.id)
        .outerjoin(schema.review_state, and_(s.target_kind == "incident", s.target_id == i.id))
    )
    if where is not None:
        query = query.where(where)
    if work_statuses:
        query = query.where(s.work_status.in_(work_statuses))
    if assignee is not None:
        query = query.where(s.assignee == assignee)
    query = query.where(or_(s.work_status.is_(None), s.work_status.not_in(_CLOSED)))
    in_conflict = _in_conflict(connection)
    out = []
    for row in connection.execute(query):
        conflict = row.id in in_conflict
        asked = bool(row.flagged) or conflict or row.work_status in _ASKED or bool(work_statuses)
        if row.verdict is None or asked:
            out.append(_incident(row, conflict))
    return out


def _in_conflict(connection: Connection) -> frozenset[str]:
    """The incidents that a decision which no longer fits was about."""
    d, c = schema.decisions.c, schema.decision_conflicts.c
    query = (
        select(d.target_id)
        .join(schema.decision_conflicts, c.decision_id == d.id)
        .where(d.target_kind == "incident")
    )
    return frozenset(connection.execute(query).scalars())


def _incident(row: Any, conflict: bool) -> QueueItem:
    doubts: dict[str, tuple[float, str]] = {}
    if row.type_score is not None:
        doubts["type"] = 1 - row.type_score, f"type {row.type} is {row.type_score:.0%} sure"
    if row.status_score is not None:
        doubts["status"] = (
            1 - row.status_score,
            f"status {row.status} is {row.status_score:.0%} sure",
        )
    if row.join_score is not None:
        doubts["join"] = 1 - row.join_score, f"weakest join of its reports: {row.join_score:.0%}"
    if row.contested or row.contradictions:
        number = row.contradictions or 1
        said = "its reports contradict each other"
        doubts["contested"] = 1.0, said + (f" in {number} points" if number > 1 else "")
    if conflict:
        doubts["conflict"] = 1.0, "an earlier decision no longer fits"
    if row.place_lat is None:
        country = f" beyond {row.place_country}" if row.place_country else ""
        doubts["place"] = 1.0, f"place unknown{country}"
    if row.date_from is None:
        doubts["date"] = 1.0, "date unknown"
    certain = math.prod(1 - _WEIGHT[kind] * doubt for kind, (doubt, _) in doubts.items())
    killed = max((n for n in (row.killed_low, row.killed_best, row.killed_high) if n), default=0)
    impact = 0.7 * _share(killed, _MANY_KILLED) + 0.3 * _share(row.documents, _MANY_DOCUMENTS)
    ordered = sorted(doubts.items(), key=lambda one: -_WEIGHT[one[0]] * one[1][0])
    reasons = [said for kind, (doubt, said) in ordered if _WEIGHT[kind] * doubt >= _SHOWN]
    if killed:
        reasons.append(f"up to {killed} killed")
    if row.documents > 1:
        reasons.append(f"{row.documents} documents")
    return _item("incident", row.id, 1 - certain, impact, row, reasons)


def _others(
    connection: Connection,
    kinds: Collection[str],
    work_statuses: Collection[str],
    assignee: str | None,
) -> list[QueueItem]:
    """Reports, claims, actors and documents that somebody flagged or put to work."""
    s = schema.review_state
    query = select(s).where(
        s.c.target_kind != "incident",
        or_(s.c.flagged == 1, s.c.work_status.is_not(None)),
        or_(s.c.work_status.is_(None), s.c.work_status.not_in(_CLOSED)),
    )
    if kinds:
        query = query.where(s.c.target_kind.in_(kinds))
    if work_statuses:
        query = query.where(s.c.work_status.in_(work_statuses))
    if assignee is not None:
        query = query.where(s.c.assignee == assignee)
    return [
        _item(row.target_kind, row.target_id, 0.5, 0.0, row, [])
        for row in connection.execute(query)
    ]


def _item(
    kind: str, identifier: str, uncertainty: float, impact: float, row: Any, reasons: list[str]
) -> QueueItem:
    """Somebody's asking comes before any score."""
    priority = uncertainty * (0.5 + 0.5 * impact)
    if row.flagged or row.work_status in _ASKED:
        priority = 0.5 + 0.5 * priority
        asked = [row.work_status] if row.work_status in _ASKED else []
        reasons = [*(["flagged"] if row.flagged else []), *asked, *reasons]
    elif row.work_status:
        reasons = [row.work_status, *reasons]
    return QueueItem(
        kind,
        identifier,
        round(priority, 4),
        round(uncertainty, 4),
        round(impact, 4),
        tuple(reasons),
    )


def _share(number: int, many: int) -> float:
    return min(1.0, math.log1p(number) / math.log1p(many))
