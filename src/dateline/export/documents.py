"""One row a document, one an input that became none, one an identifier that is gone."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Connection, func, select

from dateline.export.permalink import permalink
from dateline.export.reading import Chosen, Row, each, grouped, joined, of, portions, updated
from dateline.store import by_id, schema


def document_rows(
    connection: Connection, document: str | None = None, chosen: Chosen = None
) -> Iterator[Row]:
    """One row a document: credits, counts of what was read from it, and the files it came from."""
    d, s, p = schema.documents.c, schema.document_sources.c, schema.credits.c
    f, j = schema.family_documents.c, schema.incident_reports.c
    query = (
        select(schema.documents, f.family_id, updated(schema.documents))
        .outerjoin(schema.family_documents, f.document_id == d.id)
        .order_by(by_id(connection, d.id))
    )
    incidents = _counts(connection, j.document_id, j.incident_id)
    reports = _counts(connection, schema.reports.c.document_id, schema.reports.c.id)
    claims = _counts(connection, schema.claims.c.document_id, schema.claims.c.id)
    for rows in portions(connection, of(query, d.id, document, chosen)):
        ids = [row["id"] for row in rows]
        sources = grouped(
            connection,
            select(s.document_id, s.source, s.input_id).where(s.document_id.in_(ids)),
        )
        people = grouped(
            connection,
            select(p.document_id, p.name, p.bureau)
            .where(p.document_id.in_(ids))
            .order_by(p.ordinal),
        )
        for row in rows:
            came_from = {source["source"] or source["input_id"] for source in sources[row["id"]]}
            yield {
                "id": row["id"],
                "permalink": permalink("document", row["id"]),
                "title": row["title"],
                "outlet": row["outlet"],
                "published": row["published"],
                "published_note": row["published_note"],
                "url": row["url"],
                "language": row["language"],
                "agency": row["agency"],
                "reporters": joined(map(_credited, people.get(row["id"], []))),
                "dateline_place": row["dateline_place"],
                "dateline_date": row["dateline_date"],
                "family_ids": row["family_id"],
                "incidents": incidents.get(row["id"], 0),
                "reports": reports.get(row["id"], 0),
                "claims": claims.get(row["id"], 0),
                "characters": len(row["text"]),
                "sources": joined(sorted(came_from)),
                "content_hash": row["content_hash"],
                "model": row["model"],
                "version": row["version"],
                "synthetic": row["synthetic"],
                "updated_at": row["updated_at"],
            }


def reject_rows(
    connection: Connection, document: str | None = None, chosen: Chosen = None
) -> Iterator[Row]:
    """One row an input that became no document: where, why, and what to do."""
    r = schema.rejects.c
    query = select(r.source, r.document_id, r.reason, r.cure).order_by(
        by_id(connection, r.source), by_id(connection, r.document_id), by_id(connection, r.reason)
    )
    for row in each(connection, of(query, r.document_id, document, chosen)):
        yield {
            "source": row["source"],
            "document_ids": row["document_id"] or None,
            "reason": row["reason"],
            "cure": row["cure"],
        }


def tombstone_rows(
    connection: Connection, document: str | None = None, chosen: Chosen = None
) -> Iterator[Row]:
    """One row an identifier that the archive had and has no more; what came in its stead."""
    t = schema.tombstones.c
    query = select(t.kind, t.id, t.deleted_at, t.note)
    query = query.order_by(by_id(connection, t.kind), by_id(connection, t.id))
    for row in each(connection, of(query, t.id, document, chosen)):
        yield {
            "kind": row["kind"],
            "id": row["id"],
            "note": row["note"],
            "updated_at": row["deleted_at"],
        }


def _credited(person: Row) -> str:
    return f"{person['name']} ({person['bureau']})" if person["bureau"] else str(person["name"])


def _counts(
    connection: Connection, column: ColumnElement[str], counted: ColumnElement[str]
) -> dict[str, int]:
    query = select(column, func.count(counted.distinct())).group_by(column)
    return {row[0]: row[1] for row in connection.execute(query)}
