"""`/api/incidents/{id}`: one incident with everything that it rests on."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from sqlalchemy import Connection, Table, select

from dateline.review import history
from dateline.store import schema
from dateline.web.columns import Shape, model_of, read_json, shown
from dateline.web.errors import ApiError, not_there
from dateline.web.reports import ReportEntry, report_entries
from dateline.web.rows import (
    Actor,
    ClaimRow,
    DecisionRow,
    Edit,
    Family,
    Forward,
    Review,
    claim_rows,
    edits_of,
    families_of,
    forwards_of,
    incident_rows,
)
from dateline.web.serving import Here
from dateline.web.values import IncidentPath

router = APIRouter(prefix="/api/incidents", tags=["incidents"])

_OF = ("incident_id",)

TollTotal = model_of("IncidentToll", schema.incident_tolls, _OF)
TollEntry = model_of("TollEntry", schema.toll_entries, _OF, title=str | None, outlet=str | None)
Source = model_of("Source", schema.incident_sources, _OF, title=str | None, outlet=str | None)
Contradiction = model_of("Contradiction", schema.contradictions, _OF)


IncidentFull = model_of(
    "IncidentFull",
    schema.incidents,
    ("content_hash",),
    actors=list[Actor],
    review=Review,
    geometry=Any,
)


class IncidentDetail(Shape):
    """One incident with everything that it rests on."""

    incident: IncidentFull
    reports: list[ReportEntry]
    tolls: list[TollTotal]
    toll_entries: list[TollEntry]
    sources: list[Source]
    contradictions: list[Contradiction]
    claims: list[ClaimRow]
    families: list[Family]
    history: list[DecisionRow]
    forwards: list[Forward]
    edits: list[Edit]


@router.get("/{id}", response_model=IncidentDetail)
def one_incident(here: Here, id: IncidentPath) -> Any:
    """One incident; 410 with `forwards` where it has gone into others."""
    with here.store.reading() as connection:
        incident = found_incident(connection, id)
        joined = select(schema.incident_reports.c.report_id).where(
            schema.incident_reports.c.incident_id == id
        )
        reports = report_entries(connection, schema.reports.c.id.in_(joined))
        spoken = select(schema.claim_incidents.c.claim_id).where(
            schema.claim_incidents.c.report_id.in_(joined)
        )
        claims = claim_rows(connection, schema.claims.c.id.in_(spoken))
        documents = list(dict.fromkeys(entry["document"]["id"] for entry in reports))
        incident["geometry"] = _geometry(connection, incident, reports)
        return {
            "incident": incident,
            "reports": reports,
            "tolls": _of_incident(connection, schema.incident_tolls, id),
            "toll_entries": _with_document(connection, schema.toll_entries, id),
            "sources": _with_document(connection, schema.incident_sources, id),
            "contradictions": _of_incident(connection, schema.contradictions, id),
            "claims": claims,
            "families": families_of(connection, documents),
            "history": history(connection, "incident", id),
            "forwards": forwards_of(connection, id),
            "edits": edits_of(connection, "incident", [id]).get(id, []),
        }


def found_incident(connection: Connection, name: str) -> dict[str, Any]:
    """The incident; ApiError 410 for one that has gone, 404 for one that never was."""
    query = select(schema.incidents).where(schema.incidents.c.id == name)
    rows = connection.execute(query).mappings().all()
    if rows:
        return incident_rows(connection, rows, pointers=True)[0]
    gone = [forward for forward in forwards_of(connection, name) if forward["old_id"] == name]
    if gone:
        now = ", ".join(forward["new_id"] for forward in gone if forward["new_id"])
        raise ApiError(
            410,
            f"{name} is gone: {gone[0]['kind']}",
            f"see {now}" if now else "its reports are gone",
            more={"forwards": gone},
        )
    raise not_there("incident", name)


def _of_incident(connection: Connection, table: Table, name: str) -> list[dict[str, Any]]:
    query = select(table).where(table.c.incident_id == name).order_by(table.c.ordinal)
    return [shown(table, row, _OF) for row in connection.execute(query).mappings()]


def _with_document(connection: Connection, table: Table, name: str) -> list[dict[str, Any]]:
    d = schema.documents.c
    query = (
        select(table, d.title, d.outlet)
        .join(schema.documents, d.id == table.c.document_id)
        .where(table.c.incident_id == name)
        .order_by(table.c.ordinal)
    )
    return [
        shown(table, row, _OF) | {"title": row["title"], "outlet": row["outlet"]}
        for row in connection.execute(query).mappings()
    ]


def _geometry(
    connection: Connection, incident: dict[str, Any], reports: list[dict[str, Any]]
) -> Any:
    """The drawn outline of the incident's place, by the words of the report that gave it."""
    for entry in reports:
        report = entry["report"]
        if report["id"] == incident["place_report"] and report["place_start"] is not None:
            p = schema.places.c
            found = connection.execute(
                select(p.geometry).where(
                    p.document_id == report["document_id"],
                    p.start == report["place_start"],
                    p.end == report["place_end"],
                )
            ).scalar()
            return read_json(found)
    return None
