"""One row an incident: what all documents together say of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, and_, select

from dateline.export.permalink import permalink
from dateline.export.reading import Chosen, Row, grouped, joined, portions
from dateline.store import by_id, schema

_SIDES = ("side_a", "side_b", "civilians", "unknown")
_OTHER_TOLLS = ("missing", "detained", "displaced")

_Groups = Mapping[str, Sequence[Row]]


def incident_rows(
    connection: Connection, document: str | None = None, chosen: Chosen = None
) -> Iterator[Row]:
    """The rows of `incidents`, by id. `chosen` is a condition on that table."""
    i, s, j = schema.incidents.c, schema.review_state.c, schema.incident_reports.c
    query = (
        select(schema.incidents, s.grade, s.verdict, s.last_at)
        .outerjoin(schema.review_state, and_(s.target_kind == "incident", s.target_id == i.id))
        .order_by(by_id(connection, i.id))
    )
    if document is not None:
        told = select(j.incident_id).where(j.document_id == document)
        query = query.where(i.id.in_(told))
    if chosen is not None:
        query = query.where(chosen)
    for incidents in portions(connection, query):
        ids = [incident["id"] for incident in incidents]
        reports = _reports(connection, ids)
        children = {
            "actors": _children(connection, "incident_actors", ids),
            "tolls": _children(connection, "incident_tolls", ids),
            "entries": _children(connection, "toll_entries", ids),
            "contradictions": _children(connection, "contradictions", ids),
            "arguments": _arguments(connection, ids),
            "claims": _claims(connection, ids),
        }
        for incident in incidents:
            key = incident["id"]
            mine = {name: rows.get(key, ()) for name, rows in children.items()}
            yield _row(incident, reports.get(key, ()), mine)


def _reports(connection: Connection, ids: Sequence[str]) -> _Groups:
    """The reports of each incident with their documents, by day of publication."""
    j, r, d = schema.incident_reports.c, schema.reports.c, schema.documents.c
    f = schema.family_documents.c
    query = (
        select(
            j.incident_id,
            schema.reports,
            *(d.synthetic, d.title, d.published, d.outlet, d.agency, f.family_id),
        )
        .join(schema.reports, r.id == j.report_id)
        .join(schema.documents, d.id == r.document_id)
        .outerjoin(schema.family_documents, f.document_id == d.id)
        .where(j.incident_id.in_(ids))
    )
    groups = grouped(connection, query)
    for rows in groups.values():
        rows.sort(key=lambda row: (row["published"] or "9", row["document_id"], row["ordinal"]))
    return groups


def _children(connection: Connection, name: str, ids: Sequence[str]) -> _Groups:
    table = schema.metadata.tables[name]
    query = select(table).where(table.c.incident_id.in_(ids)).order_by(table.c.ordinal)
    return grouped(connection, query)


def _arguments(connection: Connection, ids: Sequence[str]) -> _Groups:
    j, a = schema.incident_reports.c, schema.arguments.c
    query = (
        select(j.incident_id, a.role, a.words)
        .join(schema.arguments, a.report_id == j.report_id)
        .where(j.incident_id.in_(ids), a.role.in_(("perpetrator", "target", "weapon")))
        .order_by(by_id(connection, a.document_id), by_id(connection, a.report_id), a.ordinal)
    )
    return grouped(connection, query)


def _claims(connection: Connection, ids: Sequence[str]) -> _Groups:
    j, c, about = schema.incident_reports.c, schema.claims.c, schema.claim_incidents.c
    query = (
        select(j.incident_id, c.id)
        .join(schema.claim_incidents, about.report_id == j.report_id)
        .join(schema.claims, c.id == about.claim_id)
        .where(j.incident_id.in_(ids))
        .order_by(by_id(connection, c.document_id), c.ordinal)
    )
    return grouped(connection, query)


def _row(incident: Row, reports: Sequence[Row], mine: Mapping[str, Sequence[Row]]) -> Row:
    by_report = {report["id"]: report for report in reports}
    none: Row = {}
    date, place = (
        by_report.get(incident["date_report"], none),
        by_report.get(incident["place_report"], none),
    )
    type_, status = (
        by_report.get(incident["type_report"], none),
        by_report.get(incident["status_report"], none),
    )
    best = next((r for r in reports if r["document_id"] == incident["words_document"]), none)

    def names(role: str) -> str | None:
        return joined(row["name"] for row in mine["actors"] if row["role"] == role)

    def words(role: str) -> str | None:
        return joined(row["words"] for row in mine["arguments"] if row["role"] == role)

    return {
        "id": incident["id"],
        "permalink": permalink("incident", incident["id"]),
        "type": incident["type"],
        "event_type": incident["event_type"],
        "status": incident["status"],
        "date_from": incident["date_from"],
        "date_to": incident["date_to"],
        "date_precision": incident["date_precision"],
        "place_name": incident["place_name"],
        "lat": incident["place_lat"],
        "lon": incident["place_lon"],
        "country": incident["place_country"],
        "admin1": incident["place_admin1"],
        "place_precision": incident["place_precision"],
        "perpetrators": names("perpetrator"),
        "targets": names("target"),
        **_tolls(incident, mine["tolls"]),
        "documents": incident["documents"],
        "families": incident["families"],
        "sources": incident["sources"],
        "reports": incident["reports"],
        "contested": incident["contested"],
        "grade": incident["grade"],
        "verdict": incident["verdict"],
        "document_ids": joined(r["document_id"] for r in reports),
        "family_ids": joined(r["family_id"] for r in reports if r["family_id"]),
        "report_ids": joined(r["id"] for r in reports),
        "first_published": incident["first_published"],
        "last_published": incident["last_published"],
        "title": best.get("title"),
        "published": best.get("published"),
        "outlet": best.get("outlet"),
        "agency": best.get("agency"),
        "words": joined(word for r in reports for word in r["words"].split(" | ")),
        "sentence": incident["sentence_words"],
        "sentence_document": incident["words_document"],
        "sentence_start": incident["sentence_start"],
        "sentence_end": incident["sentence_end"],
        "date_words": date.get("date_words"),
        "date_by": date.get("date_by"),
        "date_note": date.get("date_note"),
        "place_words": place.get("place_words"),
        "place_by": place.get("place_by"),
        "place_note": place.get("place_note"),
        "perpetrator_words": words("perpetrator"),
        "target_words": words("target"),
        "weapon_words": words("weapon"),
        "toll_words": joined(f"{t['what']} {t['of']}: {t['words']}" for t in mine["entries"]),
        "claims": joined(row["id"] for row in mine["claims"]),
        "contradictions": joined(f"{c['kind']}: {c['note']}" for c in mine["contradictions"]),
        "type_by": type_.get("type_by"),
        "type_score": type_.get("type_score"),
        "status_by": status.get("status_by"),
        "status_score": status.get("status_score"),
        "synthetic": max((r["synthetic"] for r in reports), default=0),
        "updated_at": max(filter(None, (incident["updated_at"], incident["last_at"]))),
    }


def _tolls(incident: Row, tolls: Sequence[Row]) -> dict[str, Any]:
    """The figures of all sides together, of each side, and of what is counted besides."""
    found = {(toll["what"], toll["of"]): toll for toll in tolls}
    out: dict[str, Any] = {}
    for what in ("killed", "injured"):
        for end in ("low", "best", "high"):
            out[f"{what}_{end}"] = incident[f"{what}_{end}"]
    for side in _SIDES:
        out[f"killed_{side}"] = found.get(("killed", side), {}).get("best")
    for what in _OTHER_TOLLS:
        for end in ("low", "best", "high"):
            out[f"{what}_{end}"] = found.get((what, "total"), {}).get(end)
    return out
