"""One row an actor relation: who is said to back, fight, lead or belong to whom, in which words."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from dateline.export.permalink import permalink
from dateline.export.reading import Chosen, Row, each, of, updated
from dateline.store import by_id, schema


def relation_rows(
    connection: Connection, document: str | None = None, chosen: Chosen = None
) -> Iterator[Row]:
    """The rows of the table `relations`, by document and place in it.

    `chosen` is a condition on `relations`; None takes all.
    """
    r, d, f = schema.relations.c, schema.documents.c, schema.family_documents.c
    first, second = schema.actors.alias("first"), schema.actors.alias("second")
    query = (
        select(
            schema.relations,
            d.synthetic,
            f.family_id,
            first.c.name.label("a_name"),
            second.c.name.label("b_name"),
            updated(schema.relations),
        )
        .join(schema.documents, d.id == r.document_id)
        .outerjoin(schema.family_documents, f.document_id == r.document_id)
        .outerjoin(first, first.c.id == r.actor_a)
        .outerjoin(second, second.c.id == r.actor_b)
        .order_by(by_id(connection, r.document_id), r.ordinal)
    )
    for row in each(connection, of(query, r.document_id, document, chosen)):
        yield {
            "id": row["id"],
            "permalink": permalink("document", row["document_id"]),
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
            "documents": 1,
            "families": 1,
            "document_ids": row["document_id"],
            "family_ids": row["family_id"],
            "start": row["start"],
            "end": row["end"],
            "sentence": row["sentence_words"],
            "by": row["by"],
            "note": row["note"],
            "synthetic": row["synthetic"],
            "updated_at": row["updated_at"],
        }
