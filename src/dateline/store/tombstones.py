"""Identifiers that the archive had and has no more, so that a reader of exports can drop them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import TypeVar

from sqlalchemy import Connection, delete, insert, select

from dateline.store import schema

_AT_ONCE = 500

_T = TypeVar("_T")


def bury_document(connection: Connection, document_id: str, run_id: int, note: str) -> None:
    """Keeps that a document with its reports and claims goes; called before they are deleted.

    What comes back under its identifier is taken off again (`raised`).
    """
    gone = [("document", document_id)]
    for kind, table in (("report", schema.reports), ("claim", schema.claims)):
        query = select(table.c.id).where(table.c.document_id == document_id)
        gone += [(kind, name) for name in connection.execute(query).scalars()]
    _bury(connection, ((kind, name, note) for kind, name in gone), run_id)


def raised(connection: Connection, kind: str, ids: Iterable[str]) -> None:
    """Takes away the tombstones of what is there again."""
    t = schema.tombstones
    for batch in _batches(ids):
        connection.execute(delete(t).where(t.c.kind == kind, t.c.id.in_(batch)))


def bury_incidents(connection: Connection, run_id: int) -> int:
    """Tombstones for the incidents that were merged, split up or removed; how many are new.

    An incident that is there again (a merge was undone) loses its tombstone.
    """
    t, i, f = schema.tombstones, schema.incidents.c, schema.incident_forwards.c
    connection.execute(delete(t).where(t.c.kind == "incident", t.c.id.in_(select(i.id))))
    buried = select(t.c.id).where(t.c.kind == "incident")
    query = (
        select(f.old_id, f.kind, f.new_id)
        .where(f.old_id.not_in(select(i.id)), f.old_id.not_in(buried))
        .order_by(f.old_id, f.ordinal)
    )
    notes: dict[str, str] = {}
    for row in connection.execute(query):
        said = f"{row.kind} into {row.new_id}" if row.new_id else row.kind
        notes[row.old_id] = f"{notes[row.old_id]}, {row.new_id}" if row.old_id in notes else said
    _bury(connection, (("incident", name, note) for name, note in notes.items()), run_id)
    return len(notes)


def _bury(connection: Connection, gone: Iterable[tuple[str, str, str]], run_id: int) -> None:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    for batch in _batches(gone):
        rows = [
            {"kind": kind, "id": name, "deleted_at": now, "note": note, "run_id": run_id}
            for kind, name, note in batch
        ]
        for kind in {kind for kind, _, _ in batch}:
            raised(connection, kind, [name for k, name, _ in batch if k == kind])
        connection.execute(insert(schema.tombstones), rows)


def _batches(items: Iterable[_T]) -> Iterator[list[_T]]:
    rest = iter(items)
    while batch := list(islice(rest, _AT_ONCE)):
        yield batch
