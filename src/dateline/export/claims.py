"""One row a claim: who says what, how surely, of which incidents."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from dateline.export.permalink import permalink
from dateline.export.reading import Chosen, Row, grouped, joined, of, portions, updated
from dateline.store import by_id, schema


def claim_rows(
    connection: Connection, document: str | None = None, chosen: Chosen = None
) -> Iterator[Row]:
    """The rows of `claims`, by document and place in it."""
    c, d, a = schema.claims.c, schema.documents.c, schema.actors.c
    i, r, j = schema.claim_incidents.c, schema.reports.c, schema.incident_reports.c
    f = schema.family_documents.c
    query = (
        select(
            schema.claims,
            *(d.synthetic, a.name.label("actor_name"), f.family_id, updated(schema.claims)),
        )
        .join(schema.documents, d.id == c.document_id)
        .outerjoin(schema.family_documents, f.document_id == c.document_id)
        .outerjoin(schema.actors, a.id == c.source_actor)
        .order_by(by_id(connection, c.document_id), c.ordinal)
    )
    for claims in portions(connection, of(query, c.document_id, document, chosen)):
        told = grouped(
            connection,
            select(i.claim_id, i.report_id, j.incident_id)
            .join(schema.reports, r.id == i.report_id)
            .outerjoin(schema.incident_reports, j.report_id == r.id)
            .where(i.claim_id.in_([claim["id"] for claim in claims]))
            .order_by(r.ordinal),
        )
        for claim in claims:
            about = told.get(claim["id"], [])
            yield {
                "id": claim["id"],
                "permalink": permalink("document", claim["document_id"]),
                "words": claim["content_words"],
                "source": claim["source_words"],
                "source_actor": claim["actor_name"],
                "source_type": claim["source_type"],
                "cue": claim["cue_words"],
                "addressee": claim["addressee_words"],
                "mode": claim["mode"],
                "speech_act": claim["speech_act"],
                "commitment": claim["commitment"],
                "incidents": joined(row["incident_id"] for row in about if row["incident_id"]),
                "reports": joined(row["report_id"] for row in about),
                "documents": 1,
                "families": 1,
                "document_ids": claim["document_id"],
                "family_ids": claim["family_id"],
                "content_start": claim["content_start"],
                "content_end": claim["content_end"],
                "sentence": claim["sentence_words"],
                "by": claim["by"],
                "score": claim["score"],
                "note": claim["note"],
                "synthetic": claim["synthetic"],
                "updated_at": claim["updated_at"],
            }
