"""`/api/queue`, `/api/conflicts`, `/api/rejects`: what there is to look at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field
from sqlalchemy import ColumnElement, func, or_, select

from dateline.review import KINDS, conflicts
from dateline.review.fields import WORK_STATUSES
from dateline.store import schema
from dateline.web.columns import Shape
from dateline.web.filters import among
from dateline.web.pages import Rows, page, sort_by
from dateline.web.rows import DecisionRow, IncidentRow, incidents_named
from dateline.web.serving import Here
from dateline.web.values import Page, Word
from dateline.web.values import Query as Words

router = APIRouter(prefix="/api", tags=["review"])

_r = schema.rejects.c
_SORT: Mapping[str, ColumnElement[Any]] = {
    name: _r[name] for name in ("source", "reason", "document_id")
}


class QueueList(Page):
    """Which things to look at; the most pressing first."""

    kind: list[Annotated[str, among(KINDS)]] = Field([], max_length=10)
    work_status: list[Annotated[str, among(WORK_STATUSES)]] = Field([], max_length=10)
    assignee: Word | None = None


class Waiting(Shape):
    """Something to review, and why. The three numbers are shares, 0..1."""

    target_kind: str
    target_id: str
    priority: float
    uncertainty: float
    impact: float
    reasons: list[str]
    incident: IncidentRow | None


@router.get("/queue", response_model=Rows[Waiting])
def list_queue(here: Here, given: Annotated[QueueList, Query()]) -> Any:
    """What is least certain and matters most, first."""
    with here.store.reading() as connection:
        waiting = here.waiting(connection, given.kind, given.work_status, given.assignee)
        items = waiting[given.offset : given.offset + given.limit]
        ids = [item.target_id for item in items if item.target_kind == "incident"]
        incidents = {row["id"]: row for row in incidents_named(connection, ids)}
    return {
        "total": len(waiting),
        "rows": [
            {
                "target_kind": item.target_kind,
                "target_id": item.target_id,
                "priority": item.priority,
                "uncertainty": item.uncertainty,
                "impact": item.impact,
                "reasons": list(item.reasons),
                "incident": incidents.get(item.target_id),
            }
            for item in items
        ],
    }


class ConflictRow(Shape):
    """A decision that no longer fits."""

    decision_id: str
    reason: str
    detail: str
    at: str
    decision: DecisionRow | None


@router.get("/conflicts", response_model=Rows[ConflictRow])
def list_conflicts(here: Here, given: Annotated[Page, Query()]) -> Any:
    """Decisions that no longer fit, the newest first."""
    with here.store.reading() as connection:
        total, rows = conflicts(connection, limit=given.limit, offset=given.offset)
    return {"total": total, "rows": rows}


class RejectRow(Shape):
    """An input that did not become a document."""

    source: str
    document_id: str | None
    reason: str
    cure: str
    path: str
    run_id: int


class RejectList(Page):
    """Filters, page and order of the list of rejects."""

    q: Words | None = None
    path: Word | None = None
    sort: sort_by(tuple(_SORT), "source")


@router.get("/rejects", response_model=Rows[RejectRow])
def list_rejects(here: Here, given: Annotated[RejectList, Query()]) -> Any:
    """Inputs that did not become documents, and what to do about each."""
    conditions: list[ColumnElement[bool]] = []
    if given.q:
        found = (column.icontains(given.q, autoescape=True) for column in (_r.source, _r.reason))
        conditions.append(or_(*found))
    if given.path:
        conditions.append(_r.path == given.path)
    with here.store.reading() as connection:
        total = connection.execute(
            select(func.count()).select_from(schema.rejects).where(*conditions)
        ).scalar_one()
        query = select(schema.rejects).where(*conditions)
        rows = page(connection, query, given.sort, _SORT, _r.source, given.limit, given.offset)
    return {
        "total": total,
        "rows": [{**row, "document_id": row["document_id"] or None} for row in rows],
    }
