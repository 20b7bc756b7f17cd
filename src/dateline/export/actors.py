"""One row an actor of a document, and one an actor of the archive."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from dateline.export.permalink import permalink
from dateline.export.reading import Chosen, Row, each, grouped, joined, of, portions, updated
from dateline.store import by_id, schema

_MOST_DOCUMENTS = 20


def actor_rows(
    connection: Connection, document: str | None = None, chosen: Chosen = None
) -> Iterator[Row]:
    """One row an actor of a document, with the words that name it."""
    a, d, m = schema.actors.c, schema.documents.c, schema.archive_actor_members.c
    f = schema.family_documents.c
    query = (
        select(schema.actors, d.synthetic, m.archive_actor_id, f.family_id, updated(schema.actors))
        .join(schema.documents, d.id == a.document_id)
        .outerjoin(schema.archive_actor_members, m.actor_id == a.id)
        .outerjoin(schema.family_documents, f.document_id == a.document_id)
        .order_by(by_id(connection, a.document_id), a.ordinal)
    )
    for actor in each(connection, of(query, a.document_id, document, chosen)):
        yield {
            "id": actor["id"],
            "permalink": permalink("actor", actor["archive_actor_id"]),
            "name": actor["name"],
            "kind": actor["kind"],
            "country": actor["country"],
            "aliases": joined(json.loads(actor["aliases"])),
            "seed": actor["seed"],
            "candidates": joined(c["id"] for c in json.loads(actor["candidates"])),
            "archive_actor": actor["archive_actor_id"],
            "documents": 1,
            "families": 1,
            "document_ids": actor["document_id"],
            "family_ids": actor["family_id"],
            "words": actor["words"],
            "rule": actor["rule"],
            "synthetic": actor["synthetic"],
            "updated_at": actor["updated_at"],
        }


def archive_actor_rows(
    connection: Connection, document: str | None = None, chosen: Chosen = None
) -> Iterator[Row]:
    """One row an actor of the archive: its names, and those that only documents give it."""
    a, m = schema.archive_actors.c, schema.archive_actor_members.c
    query = select(schema.archive_actors).order_by(by_id(connection, a.id))
    if document is not None:
        mine = select(m.archive_actor_id).where(m.document_id == document)
        query = query.where(a.id.in_(mine))
    if chosen is not None:
        query = query.where(chosen)
    for actors in portions(connection, query):
        ids = [actor["id"] for actor in actors]
        names = _names(connection, ids)
        members = _members(connection, ids)
        incidents = _incidents(connection, ids)
        for actor in actors:
            key = actor["id"]
            mine_ = members.get(key, [])
            named = names.get(key, [])
            documents = sorted({row["document_id"] for row in mine_})
            families = {row["family_id"] for row in mine_ if row["family_id"]}
            yield {
                "id": key,
                "permalink": permalink("actor", key),
                "name": actor["name"],
                "kind": actor["kind"],
                "country": actor["country"],
                "seed": actor["seed"],
                "names": joined(n["name"] for n in named if n["standing"] != "candidate"),
                "candidates": joined(n["name"] for n in named if n["standing"] == "candidate"),
                "joined_by": joined(sorted({row["by"] for row in mine_})),
                "incidents": incidents.get(key, 0),
                "documents": actor["documents"],
                "families": len(families),
                "document_ids": joined(documents[:_MOST_DOCUMENTS]),
                "family_ids": joined(sorted(families)[:_MOST_DOCUMENTS]),
                "words": joined(row["name"] for row in mine_[:_MOST_DOCUMENTS]),
                "synthetic": max((row["synthetic"] for row in mine_), default=0),
                "updated_at": max((row["updated_at"] for row in mine_), default=None),
            }


def _names(connection: Connection, ids: Sequence[str]) -> Mapping[str, list[Row]]:
    n = schema.archive_actor_names.c
    query = select(n.archive_actor_id, n.name, n.standing).where(n.archive_actor_id.in_(ids))
    return grouped(connection, query.order_by(by_id(connection, n.name)))


def _members(connection: Connection, ids: Sequence[str]) -> Mapping[str, list[Row]]:
    m, a, f = schema.archive_actor_members, schema.actors.c, schema.family_documents.c
    d = schema.documents.c
    query = (
        select(
            m.c.archive_actor_id,
            *(m.c.document_id, m.c.by, a.name, f.family_id, d.synthetic, updated(schema.actors)),
        )
        .join(schema.actors, a.id == m.c.actor_id)
        .join(schema.documents, d.id == m.c.document_id)
        .outerjoin(schema.family_documents, f.document_id == m.c.document_id)
        .where(m.c.archive_actor_id.in_(ids))
        .order_by(by_id(connection, m.c.document_id), a.ordinal)
    )
    return grouped(connection, query)


def _incidents(connection: Connection, ids: Sequence[str]) -> dict[str, Any]:
    i = schema.incident_actors.c
    query = (
        select(i.archive_actor_id, func.count(i.incident_id.distinct()))
        .where(i.archive_actor_id.in_(ids))
        .group_by(i.archive_actor_id)
    )
    return {row[0]: row[1] for row in connection.execute(query)}
