"""What an incident rests on: who says how many, who speaks independently, what contradicts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, select

from dateline.export.permalink import permalink
from dateline.export.reading import Chosen, Row, joined, portions
from dateline.store import by_id, schema


def source_rows(
    connection: Connection, document: str | None = None, chosen: Chosen = None
) -> Iterator[Row]:
    """One row a speaker of an incident, with the copy that carries the words."""
    for row in _rows(connection, schema.incident_sources, document, chosen):
        yield {
            **_head(row, "s"),
            "speaker": row["speaker"],
            "source_type": row["source_type"],
            "source_id": row["source"],
            "own": row["own"],
            "claim": row["claim_id"],
            **_document(row),
            "words": row["content_words"] or row["speaker"],
            **_tail(row),
        }


def toll_rows(
    connection: Connection, document: str | None = None, chosen: Chosen = None
) -> Iterator[Row]:
    """One row a figure of an incident: who said how many of whom, when, in which words."""
    for row in _rows(connection, schema.toll_entries, document, chosen):
        yield {
            **_head(row, "t"),
            "what": row["what"],
            "of": row["of"],
            "low": row["low"],
            "best": row["best"],
            "high": row["high"],
            "kind": row["kind"],
            "counted": row["counted"],
            "speaker": row["speaker"],
            "source_type": row["source_type"],
            "source_id": row["source"],
            "claim": row["claim_id"],
            "report": row["report_id"],
            **_document(row),
            "words": row["words"],
            "start": row["start"],
            "end": row["end"],
            **_tail(row),
        }


def contradiction_rows(
    connection: Connection, document: str | None = None, chosen: Chosen = None
) -> Iterator[Row]:
    """One row a contradiction in what is said of an incident, with its sides."""
    table = schema.contradictions
    query = _of(connection, table, select(table), chosen)
    if document is not None:
        j = schema.incident_reports.c
        told = select(j.incident_id).where(j.document_id == document)
        query = query.where(table.c.incident_id.in_(told))
    for rows in portions(connection, query):
        families = _families(connection, [s["document"] for r in rows for s in _sides(r)])
        for row in rows:
            documents = list(dict.fromkeys(side["document"] for side in _sides(row)))
            found = [families[name] for name in documents if name in families]
            yield {
                **_head(row, "x"),
                "kind": row["kind"],
                "note": row["note"],
                "values": joined(str(side["value"]) for side in _sides(row)),
                "speakers": joined(str(side["speaker"]) for side in _sides(row) if side["speaker"]),
                "documents": len(documents),
                "families": len(set(found)),
                "document_ids": joined(documents),
                "family_ids": joined(found),
                "words": joined(str(side["words"]) for side in _sides(row)),
                **_tail(row),
            }


def _sides(row: Row) -> list[dict[str, Any]]:
    return list(json.loads(row["sides"]))


def _rows(
    connection: Connection, table: Table, document: str | None, chosen: Chosen
) -> Iterator[Row]:
    """A table's rows with their documents, families and claims, by incident."""
    t, d, f = table.c, schema.documents.c, schema.family_documents.c
    c = schema.claims.c
    query = (
        select(
            table,
            *(d.title, d.published.label("document_published"), d.outlet, d.synthetic),
            *(f.family_id, c.content_words),
        )
        .join(schema.documents, d.id == t.document_id)
        .outerjoin(schema.family_documents, f.document_id == t.document_id)
        .outerjoin(schema.claims, c.id == t.claim_id)
    )
    if document is not None:
        query = query.where(t.document_id == document)
    for rows in portions(connection, _of(connection, table, query, chosen)):
        yield from rows


def _of(connection: Connection, table: Table, query: Select[Any], chosen: Chosen) -> Select[Any]:
    i = schema.incidents.c
    query = query.add_columns(i.updated_at).join(schema.incidents, i.id == table.c.incident_id)
    order: Sequence[ColumnElement[Any]] = (by_id(connection, table.c.incident_id), table.c.ordinal)
    query = query.order_by(*order)
    return query if chosen is None else query.where(chosen)


def _head(row: Row, letter: str) -> Row:
    return {
        "id": f"{row['incident_id']}/{letter}{row['ordinal']}",
        "permalink": permalink("incident", row["incident_id"]),
        "incident": row["incident_id"],
    }


def _document(row: Row) -> Row:
    return {
        "title": row["title"],
        "outlet": row["outlet"],
        "published": row["document_published"],
        "documents": 1,
        "families": 1,
        "document_ids": row["document_id"],
        "family_ids": row["family_id"],
    }


def _tail(row: Row) -> Row:
    return {"synthetic": row.get("synthetic"), "updated_at": row["updated_at"]}


def _families(connection: Connection, documents: Sequence[str]) -> dict[str, str]:
    f = schema.family_documents.c
    query = select(f.document_id, f.family_id).where(f.document_id.in_(set(documents)))
    return {row.document_id: row.family_id for row in connection.execute(query)}
