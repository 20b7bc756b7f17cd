"""One row an actor relation: who is said to back, fight, lead or belong to whom, in which words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from dateline.store import by_id, schema

_PORTION = 400


def relation_rows(
    connection: Connection,
    document: str | None = None,
    chosen: ColumnElement[bool] | None = None,
) -> Iterator[dict[str, Any]]:
    """The rows of the table `relations`, by document and place in it.

    `chosen` is a condition on `relations`; None takes all.
    """
    r, d = schema.relations.c, schema.documents.c
    first, second = schema.actors.alias("first"), schema.actors.alias("second")
    query = (
        select(
            schema.relations,
            d.synthetic,
            first.c.name.label("a_name"),
            second.c.name.label("b_name"),
        )
        .join(schema.documents, d.id == r.document_id)
        .outerjoin(first, first.c.id == r.actor_a)
        .outerjoin(second, second.c.id == r.actor_b)
        .order_by(by_id(connection, r.document_id), r.ordinal)
    )
    if document is not None:
        query = query.where(r.document_id == document)
    if chosen is not None:
        query = query.where(chosen)
    result = connection.execution_options(yield_per=_PORTION).execute(query)
    for row in result.mappings():
        yield {
            "id": row["id"],
            "kind": row["kind"],
            "status": row["status"],
            "a": row["a_name"],
            "b": row["b_name"],
            "a_actor": row["actor_a"],
            "b_actor": row["actor_b"],
            "a_words": row["a_words"],
            "b_words": row["b_words"],
            "words": row["words"],
            "claim": row["claim_id"],
            "document_ids": row["document_id"],
            "start": row["start"],
            "end": row["end"],
            "sentence": row["sentence_words"],
            "by": row["by"],
            "note": row["note"],
            "synthetic": row["synthetic"],
        }
