"""One row a report: what one document says of one incident."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, and_, select

from dateline.export.permalink import permalink
from dateline.export.reading import Chosen, Row, grouped, joined, of, portions, updated
from dateline.export.tolls import toll_columns
from dateline.store import by_id, schema


def report_rows(
    connection: Connection, document: str | None = None, chosen: Chosen = None
) -> Iterator[Row]:
    """The rows of `reports`, by document and place in it. `chosen` is a condition on that table."""
    r, d, j = schema.reports.c, schema.documents.c, schema.incident_reports.c
    f, s = schema.family_documents.c, schema.review_state.c
    query = (
        select(
            schema.reports,
            *(d.synthetic, d.title, d.published, d.outlet, d.agency),
            *(j.incident_id, f.family_id, s.grade, s.verdict, s.last_at),
            updated(schema.reports),
        )
        .join(schema.documents, d.id == r.document_id)
        .outerjoin(schema.incident_reports, j.report_id == r.id)
        .outerjoin(schema.family_documents, f.document_id == r.document_id)
        .outerjoin(schema.review_state, and_(s.target_kind == "report", s.target_id == r.id))
        .order_by(by_id(connection, r.document_id), r.ordinal)
    )
    for reports in portions(connection, of(query, r.document_id, document, chosen)):
        ids = [report["id"] for report in reports]
        a, t = schema.arguments.c, schema.tolls.c
        link, i = schema.report_actors.c, schema.claim_incidents.c
        actors = grouped(
            connection,
            select(link.report_id, link.role, schema.actors.c.name)
            .join(schema.actors, schema.actors.c.id == link.actor_id)
            .where(link.report_id.in_(ids))
            .order_by(link.role, link.ordinal),
        )
        arguments = grouped(
            connection,
            select(a.report_id, a.role, a.words).where(a.report_id.in_(ids)).order_by(a.ordinal),
        )
        tolls = grouped(
            connection,
            select(t.report_id, t.what, t.of, t.low, t.best, t.high, t.words)
            .where(t.report_id.in_(ids))
            .order_by(t.start, t.ordinal),
        )
        claims = grouped(
            connection,
            select(i.report_id, i.claim_id)
            .join(schema.claims, schema.claims.c.id == i.claim_id)
            .where(i.report_id.in_(ids))
            .order_by(schema.claims.c.ordinal),
        )
        for report in reports:
            key = report["id"]
            yield _row(
                report,
                actors.get(key, []),
                arguments.get(key, []),
                tolls.get(key, []),
                claims.get(key, []),
            )


def _row(
    report: Row, actors: list[Row], arguments: list[Row], tolls: list[Row], claims: list[Row]
) -> Row:
    def names(role: str) -> str | None:
        return joined(row["name"] for row in actors if row["role"] == role)

    def words(role: str) -> str | None:
        return joined(row["words"] for row in arguments if row["role"] == role)

    return {
        "id": report["id"],
        "permalink": permalink("incident", report["incident_id"])
        or permalink("document", report["document_id"]),
        "incident": report["incident_id"],
        "type": report["type"],
        "event_type": report["event_type"],
        "status": report["status"],
        "date_from": report["date_from"],
        "date_to": report["date_to"],
        "date_precision": report["date_precision"],
        "place_name": report["place_name"],
        "lat": report["place_lat"],
        "lon": report["place_lon"],
        "country": report["place_country"],
        "admin1": report["place_admin1"],
        "place_precision": report["place_precision"],
        "perpetrators": names("perpetrator"),
        "targets": names("target"),
        **toll_columns(tolls),
        "documents": 1,
        "families": 1,
        "grade": report["grade"],
        "verdict": report["verdict"],
        "document_ids": report["document_id"],
        "family_ids": report["family_id"],
        "title": report["title"],
        "published": report["published"],
        "outlet": report["outlet"],
        "agency": report["agency"],
        "words": report["words"],
        "sentence": report["sentence_words"],
        "sentence_start": report["sentence_start"],
        "sentence_end": report["sentence_end"],
        "date_words": report["date_words"],
        "date_by": report["date_by"],
        "date_note": report["date_note"],
        "place_words": report["place_words"],
        "place_by": report["place_by"],
        "place_note": report["place_note"],
        "perpetrator_words": words("perpetrator"),
        "target_words": words("target"),
        "weapon_words": words("weapon"),
        "toll_words": joined(f"{t['what']} {t['of']}: {t['words']}" for t in tolls),
        "claims": joined(row["claim_id"] for row in claims),
        "type_by": report["type_by"],
        "type_score": report["type_score"],
        "status_by": report["status_by"],
        "status_score": report["status_score"],
        "synthetic": report["synthetic"],
        "updated_at": max(filter(None, (report["updated_at"], report["last_at"])), default=None),
    }
