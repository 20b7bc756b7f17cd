"""A document's derived rows: what the program made of it, and what they are put to.

Rows are changed in place, so that what refers to them (an incident's reports, an actor's
membership) stays.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, and_, delete, insert, select, update

from dateline.records import Record, record_from_json, record_to_dict
from dateline.store import schema
from dateline.store._documents import record_line
from dateline.store._rows import document_row, record_rows
from dateline.store.tombstones import raised

Row = dict[str, Any]
Rows = dict[str, list[Row]]
Difference = tuple[list[Row], list[Row], list[Row]]
"""Rows that go, that are new, and that have other values."""

REVIEWED: tuple[Table, ...] = (
    schema.actors,
    schema.mentions,
    schema.reports,
    schema.triggers,
    schema.arguments,
    schema.report_actors,
    schema.claims,
    schema.claim_incidents,
    schema.tolls,
)
"""The tables that a reviewer's word may change, parents before children."""

_BURIED = {"reports": "report", "claims": "claim"}
_SCORES = ("type_scores", "status_scores", "label_scores")

DOCUMENT_FIELDS = ("title", "outlet", "published", "url", "language", "agency")
"""The columns of `documents` that a reviewer's word may change."""


@dataclass(frozen=True, slots=True)
class MachineRows:
    """What the program itself made of a document: its record, and that as rows by table."""

    record: Record
    text: str
    document: Row
    rows: Rows
    run_id: int


def machine_rows(connection: Connection, document_id: str) -> MachineRows:
    """The rows as the program made them, whatever was reviewed since."""
    d = schema.documents.c
    stored = connection.execute(
        select(d.text, d.run_id, d.input_id, d.coding_hash).where(d.id == document_id)
    ).one()
    record = record_from_json(record_line(connection, document_id))
    content = record_to_dict(record)
    made = {table.name: rows for table, rows in record_rows(record, content, stored.run_id)}
    for rows in made.values():
        for row in rows:
            row |= {name: _floats(row[name]) for name in _SCORES if name in row}
    head = document_row(record, content, stored.input_id, stored.coding_hash, stored.run_id)
    return MachineRows(
        record,
        stored.text,
        {name: head[name] for name in DOCUMENT_FIELDS},
        {table.name: made.get(table.name, []) for table in REVIEWED},
        stored.run_id,
    )


def _floats(scores: str) -> str:
    """Scores as a run writes them: a record that was read again has 1 where it had 1.0."""
    read = {name: float(score) for name, score in json.loads(scores).items()}
    return json.dumps(read, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def put_rows(connection: Connection, document_id: str, document: Row, rows: Rows) -> bool:
    """Makes a document's rows those given, and nothing else; whether anything changed."""
    d = schema.documents
    stored = connection.execute(
        select(*(d.c[name] for name in DOCUMENT_FIELDS)).where(d.c.id == document_id)
    ).one()
    changed = dict(stored._mapping) != document
    if changed:
        connection.execute(update(d).where(d.c.id == document_id).values(**document))
    differences = [
        (table, _difference(connection, table, document_id, rows[table.name])) for table in REVIEWED
    ]
    _buried(connection, differences)
    for table, (gone, _, _) in reversed(differences):
        for row in gone:
            connection.execute(delete(table).where(_is(table, row)))
    for table, (_, new, other) in differences:
        if new:
            connection.execute(insert(table), new)
        for row in other:
            connection.execute(update(table).where(_is(table, row)).values(_quoted(table, row)))
    return changed or any(any(parts) for _, parts in differences)


def _buried(connection: Connection, differences: Sequence[tuple[Table, Difference]]) -> None:
    """Tombstones for reports and claims that go, as what a reviewer added and took back."""
    t = schema.tombstones
    now = datetime.now(UTC).isoformat(timespec="seconds")
    for table, (gone, new, _) in differences:
        kind = _BURIED.get(table.name)
        if kind is None:
            continue
        raised(connection, kind, [row["id"] for row in (*gone, *new)])
        rows = [
            {
                "kind": kind,
                "id": row["id"],
                "deleted_at": now,
                "note": "undone",
                "run_id": row["run_id"],
            }
            for row in gone
        ]
        if rows:
            connection.execute(insert(t), rows)


def _difference(
    connection: Connection, table: Table, document_id: str, rows: Sequence[Row]
) -> Difference:
    """Rows that go, that are new, and that have other values."""
    stored = {
        _key(table, row._mapping): dict(row._mapping)
        for row in connection.execute(select(table).where(table.c.document_id == document_id))
    }
    wanted = {_key(table, row): row for row in rows}
    return (
        [row for key, row in stored.items() if key not in wanted],
        [row for key, row in wanted.items() if key not in stored],
        [row for key, row in wanted.items() if key in stored and stored[key] != row],
    )


def _key(table: Table, row: Mapping[Any, Any]) -> tuple[Any, ...]:
    return tuple(row[column.name] for column in table.primary_key)


def _is(table: Table, row: Row) -> Any:
    return and_(*(column == row[column.name] for column in table.primary_key))


def _quoted(table: Table, row: Row) -> dict[Any, Any]:
    # By column, since `end`, `of` and `by` are no keywords that a call can take.
    return {table.c[name]: value for name, value in row.items()}
