"""Which decisions bear on the same things, as they were last found: what has to be derived anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Connection, and_, select

from dateline.review.anchors import batches
from dateline.review.levels import level
from dateline.review.states import Key
from dateline.store import schema
from dateline.store.decisions import Decision, decisions_named, with_undos


def of_documents(
    connection: Connection, documents: Collection[str], about: Iterable[Decision]
) -> list[Decision]:
    """The decisions on documents and their parts, `about` among them, with their undo rows."""
    t = schema.decision_targets.c
    ids = {one.id for one in about}
    for batch in batches(sorted(documents)):
        query = select(t.decision_id).where(t.document_id.in_(batch))
        ids |= set(connection.execute(query).scalars())
    return with_undos(connection, decisions_named(connection, sorted(ids)).values())


def of_incidents(
    connection: Connection, about: Iterable[Decision]
) -> tuple[list[Decision], set[Key]]:
    """The decisions on the incidents and archive actors that some decisions are about.

    Also returned are those targets. New decisions name theirs; old ones have it in
    `decision_targets`. Undo rows come along.
    """
    t = schema.decision_targets.c
    chosen = list(about)
    targets: set[Key] = set()
    placed: set[str] = set()
    for batch in batches(one.id for one in chosen):
        for row in connection.execute(
            select(t.decision_id, t.target_kind, t.target_id).where(t.decision_id.in_(batch))
        ):
            placed.add(row.decision_id)
            if row.target_id:
                targets.add((row.target_kind, row.target_id))
    targets |= {
        (one.target_kind, one.target_id)
        for one in chosen
        if one.id not in placed and level(one) == "incident"
    }
    ids = {one.id for one in chosen}
    by_kind: dict[str, list[str]] = {}
    for kind, identifier in sorted(targets):
        by_kind.setdefault(kind, []).append(identifier)
    for kind, identifiers in by_kind.items():
        for batch in batches(identifiers):
            query = select(t.decision_id).where(and_(t.target_kind == kind, t.target_id.in_(batch)))
            ids |= set(connection.execute(query).scalars())
    return with_undos(connection, decisions_named(connection, sorted(ids)).values()), targets
