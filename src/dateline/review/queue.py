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
    found: list[_Scored] = []
    if not kinds or "incident" in kinds:
        found += _incidents(connection, work_statuses, assignee, where)
    if where is None:
        found += _others(connection, kinds, work_statuses, assignee)
    found.sort()
    return len(found), [_item(one) for one in found[offset : offset + limit]]


_Scored = tuple[float, str, str, float, float, Any, bool]
"""Minus the priority, kind and identifier; uncertainty, impact, its row, whether in conflict."""


def _incidents(
    connection: Connection,
    work_statuses: Collection[str],
    assignee: str | None,
    where: ColumnElement[bool] | None,
) -> list[_Scored]:
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
    out: list[_Scored] = []
    for row in connection.execute(query):
        conflict = row.id in in_conflict
        asked = _asked(row)
        if row.verdict is None or asked or conflict or work_statuses:
            uncertainty, impact = _uncertainty(row, conflict), _impact(row)
            priority = _priority(uncertainty, impact, asked)
            out.append((-priority, "incident", row.id, uncertainty, impact, row, conflict))
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


def _uncertainty(row: Any, conflict: bool) -> float:
    certain = 1.0
    for kind, score in (
        ("type", row.type_score),
        ("status", row.status_score),
        ("join", row.join_score),
    ):
        if score is not None:
            certain *= 1 - _WEIGHT[kind] * (1 - score)
    for kind, doubt in (
        ("contested", row.contested or row.contradictions),
        ("conflict", conflict),
        ("place", row.place_lat is None),
        ("date", row.date_from is None),
    ):
        if doubt:
            certain *= 1 - _WEIGHT[kind]
    return 1 - certain


def _impact(row: Any) -> float:
    return 0.7 * _share(_killed(row), _MANY_KILLED) + 0.3 * _share(row.documents, _MANY_DOCUMENTS)


def _killed(row: Any) -> int:
    return max(row.killed_low or 0, row.killed_best or 0, row.killed_high or 0)


def _reasons(row: Any, conflict: bool) -> list[str]:
    """What speaks for looking at an incident, the strongest doubt first."""
    doubts: list[tuple[str, float, str]] = []
    for kind, score, said in (
        ("type", row.type_score, f"type {row.type.replace('_', ' ')} is"),
        ("status", row.status_score, f"status {row.status} is"),
    ):
        if score is not None:
            doubts.append((kind, 1 - score, f"{said} {score:.0%} sure"))
    if row.join_score is not None:
        said = f"weakest join of its reports: {row.join_score:.0%}"
        doubts.append(("join", 1 - row.join_score, said))
    if row.contested or row.contradictions:
        number = row.contradictions or 1
        points = f" in {number} points" if number > 1 else ""
        doubts.append(("contested", 1.0, f"its reports contradict each other{points}"))
    if conflict:
        doubts.append(("conflict", 1.0, "an earlier decision no longer fits"))
    if row.place_lat is None:
        country = f" beyond {row.place_country}" if row.place_country else ""
        doubts.append(("place", 1.0, f"place unknown{country}"))
    if row.date_from is None:
        doubts.append(("date", 1.0, "date unknown"))
    doubts.sort(key=lambda one: -_WEIGHT[one[0]] * one[1])
    reasons = [said for kind, doubt, said in doubts if _WEIGHT[kind] * doubt >= _SHOWN]
    if killed := _killed(row):
        reasons.append(f"up to {killed} killed")
    if row.documents > 1:
        reasons.append(f"{row.documents} documents")
    return reasons


def _others(
    connection: Connection,
    kinds: Collection[str],
    work_statuses: Collection[str],
    assignee: str | None,
) -> list[_Scored]:
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
        (-_priority(0.5, 0.0, _asked(row)), row.target_kind, row.target_id, 0.5, 0.0, row, False)
        for row in connection.execute(query)
    ]


def _asked(row: Any) -> bool:
    return bool(row.flagged) or row.work_status in _ASKED


def _priority(uncertainty: float, impact: float, asked: bool) -> float:
    """Somebody's asking comes before any score."""
    priority = uncertainty * (0.5 + 0.5 * impact)
    return round(0.5 + 0.5 * priority if asked else priority, 4)


def _item(scored: _Scored) -> QueueItem:
    minus, kind, identifier, uncertainty, impact, row, conflict = scored
    reasons = ["flagged"] if row.flagged else []
    if row.work_status:
        reasons.append(row.work_status)
    if kind == "incident":
        reasons += _reasons(row, conflict)
    return QueueItem(
        *(kind, identifier, -minus, round(uncertainty, 4), round(impact, 4)), tuple(reasons)
    )


def _share(number: int, many: int) -> float:
    return min(1.0, math.log1p(number) / math.log1p(many))
