"""What merging or splitting incidents would change; nothing is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection, select

from dateline.reconcile.evidence import Evidence
from dateline.reconcile.tolls import Summary, summarise
from dateline.store import schema
from dateline.store.evidence import load_evidence
from dateline.web.columns import Shape, shown
from dateline.web.errors import ApiError, not_there
from dateline.web.incident import found_incident
from dateline.web.rows import INCIDENT_LEFT_OUT, IncidentRow, incidents_named, reviews
from dateline.web.serving import Here
from dateline.web.values import IncidentId, IncidentPath, Word

router = APIRouter(prefix="/api/incidents", tags=["review"])

NEW = "new"
"""Identifier of an incident that would be made."""
_MOST_REPORTS = 2_000


class Merging(BaseModel):
    """The incidents to merge."""

    model_config = ConfigDict(extra="forbid")
    ids: list[IncidentId] = Field(min_length=2, max_length=100)


class Splitting(BaseModel):
    """The reports that leave the incident."""

    model_config = ConfigDict(extra="forbid")
    reports: list[Word] = Field(min_length=1, max_length=_MOST_REPORTS)


class Changed(Shape):
    """A field that would be another; `before` in the order of the incidents before."""

    id: str
    field: str
    before: list[Any]
    after: Any


class Led(Shape):
    """Where an identifier would lead."""

    old_id: str
    new_id: str
    kind: str


class Preview(Shape):
    """Incidents as they are and as they would be."""

    before: list[IncidentRow]
    after: list[IncidentRow]
    changes: list[Changed]
    forwards: list[Led]


@router.post("/merge/preview", response_model=Preview)
def preview_merge(here: Here, given: Merging) -> Any:
    """What the incidents would be as one."""
    ids = sorted(set(given.ids))
    if len(ids) < 2:
        raise ApiError(422, "one incident alone", "give two different ones", "ids")
    with here.store.reading() as connection:
        before = incidents_named(connection, ids)
        missing = set(ids) - {row["id"] for row in before}
        for name in sorted(missing):
            found_incident(connection, name)
        reports = _reports_of(connection, ids)
        evidence = _evidence(here, connection, reports)
        after = _as_row(before[0], summarise(list(evidence.values())))
    return {
        "before": before,
        "after": [after],
        "changes": _changes(before, after),
        "forwards": [{"old_id": n, "new_id": ids[0], "kind": "merged"} for n in ids[1:]],
    }


@router.post("/{id}/split/preview", response_model=Preview)
def preview_split(here: Here, id: IncidentPath, given: Splitting) -> Any:
    """What the incident and the one made of the reports that leave would be."""
    with here.store.reading() as connection:
        found_incident(connection, id)
        before = incidents_named(connection, [id])
        reports = _reports_of(connection, [id])
        leaving = [name for name in reports if name in set(given.reports)]
        unknown = sorted(set(given.reports) - set(reports))
        if unknown:
            raise not_there(f"report of {id} called", unknown[0])
        if len(leaving) == len(reports):
            raise ApiError(422, "no report stays", "leave one out", "reports")
        evidence = _evidence(here, connection, reports)
        parts = [
            [evidence[name] for name in reports if name not in leaving],
            [evidence[name] for name in leaving],
        ]
        stays = _as_row(before[0], summarise(parts[0]))
        new = _as_row(before[0], summarise(parts[1])) | {"id": NEW}
        new["review"] = reviews(connection, "incident", [NEW])[NEW]
    return {
        "before": before,
        "after": [stays, new],
        "changes": [*_changes(before, stays), *_changes(before, new)],
        "forwards": [{"old_id": id, "new_id": NEW, "kind": "split"}],
    }


def _reports_of(connection: Connection, incidents: Sequence[str]) -> list[str]:
    link = schema.incident_reports.c
    query = select(link.report_id).where(link.incident_id.in_(incidents)).order_by(link.report_id)
    found = list(connection.execute(query.limit(_MOST_REPORTS + 1)).scalars())
    if len(found) > _MOST_REPORTS:
        raise ApiError(422, "too many reports for a preview", f"at most {_MOST_REPORTS}", "ids")
    return found


def _evidence(here: Here, connection: Connection, reports: Sequence[str]) -> dict[str, Evidence]:
    known = here.whose_words(connection)
    return {e.report_id: e for e in load_evidence(connection, reports, known)}


def _as_row(of: Mapping[str, Any], made: Summary) -> dict[str, Any]:
    """A summary as an incident row with the identifier, times and review of `of`."""
    i, a = schema.incidents, schema.incident_actors
    times = {name: of[name] for name in ("id", "created_at", "updated_at")}
    row = shown(i, {**made.columns(), **times}, INCIDENT_LEFT_OUT)
    actors = [shown(a, actor, ("incident_id",)) for actor in made.rows()["incident_actors"]]
    return row | {"actors": actors, "review": of["review"]}


def _changes(before: Sequence[Mapping[str, Any]], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    kept = ("id", "review", "created_at", "updated_at", "actors")
    changes = []
    for name, value in after.items():
        old = [row[name] for row in before]
        if name not in kept and any(value != one for one in old):
            changes.append({"id": after["id"], "field": name, "before": old, "after": value})
    names = [_names(row) for row in before]
    if any(_names(after) != one for one in names):
        changes.append(
            {"id": after["id"], "field": "actors", "before": names, "after": _names(after)}
        )
    return changes


def _names(row: Mapping[str, Any]) -> list[str]:
    return [f"{actor['role']}: {actor['name']}" for actor in row["actors"]]
