"""Decisions in the archive: added and read, never changed or taken away.

The database itself refuses to change or delete a decision. What follows from decisions (review
states, edits, conflicts) lies in tables of its own that `dateline.review` derives anew.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, insert, select, text

from dateline.store import schema
from dateline.store.archive import by_id

_AT_ONCE = 500
_MESSAGE = "decisions are never changed or deleted: add an undo"
_SQLITE = (
    *(
        f"CREATE TRIGGER IF NOT EXISTS decisions_no_{event.lower()} BEFORE {event} ON decisions "
        f"BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
        for event in ("UPDATE", "DELETE")
    ),
    # What "INSERT OR REPLACE" deletes fires no trigger on DELETE.
    "CREATE TRIGGER IF NOT EXISTS decisions_no_replace BEFORE INSERT ON decisions "
    "WHEN EXISTS (SELECT 1 FROM decisions WHERE id = NEW.id) "
    f"BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END",
)
_POSTGRESQL = (
    "CREATE FUNCTION dateline_decisions_stay() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{_MESSAGE}'; END $$",
    "CREATE TRIGGER decisions_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON decisions "
    "FOR EACH STATEMENT EXECUTE FUNCTION dateline_decisions_stay()",
)


@dataclass(frozen=True, slots=True)
class Decision:
    """What one person decided: who, when, what, why, on which evidence.

    `at` is ISO 8601 in UTC. `old` and `new` are JSON values. `evidence` holds objects
    {document, start, end, words}; `anchor` the words by which the target is found again after a
    new run. Decisions of one action share a `batch` and are undone together.
    """

    id: str
    at: str
    author: str
    action: str
    target_kind: str
    target_id: str
    field: str | None = None
    old: Any = None
    new: Any = None
    reason: str | None = None
    evidence: tuple[Mapping[str, Any], ...] = ()
    anchor: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    batch: str | None = None


def put_decisions(connection: Connection, decisions: Iterable[Decision]) -> None:
    """Adds decisions; the caller's transaction makes them durable when it commits."""
    rows = [_row(decision) for decision in decisions]
    if rows:
        _protect(connection)
        connection.execute(insert(schema.decisions), rows)


def all_decisions(
    connection: Connection, where: ColumnElement[bool] | None = None
) -> list[Decision]:
    """Decisions in the order of their identifiers, which is that of time."""
    query = select(schema.decisions).order_by(by_id(connection, schema.decisions.c.id))
    if where is not None:
        query = query.where(where)
    return [_decision(row._mapping) for row in connection.execute(query)]


def decisions_page(
    connection: Connection,
    where: ColumnElement[bool] | None = None,
    *,
    limit: int = 100,
    offset: int = 0,
    newest_first: bool = True,
) -> tuple[int, list[Decision]]:
    """How many decisions there are, and one page of them."""
    order = by_id(connection, schema.decisions.c.id)
    query = select(schema.decisions).order_by(order.desc() if newest_first else order)
    number = select(func.count()).select_from(schema.decisions)
    if where is not None:
        query, number = query.where(where), number.where(where)
    total = int(connection.execute(number).scalar_one())
    rows = connection.execute(query.limit(limit).offset(offset))
    return total, [_decision(row._mapping) for row in rows]


def decisions_named(connection: Connection, ids: Sequence[str]) -> dict[str, Decision]:
    """The decisions with these identifiers; unknown ones are left out."""
    found: dict[str, Decision] = {}
    for start in range(0, len(ids), _AT_ONCE):
        for one in all_decisions(
            connection, schema.decisions.c.id.in_(ids[start : start + _AT_ONCE])
        ):
            found[one.id] = one
    return found


def with_undos(connection: Connection, decisions: Iterable[Decision]) -> list[Decision]:
    """Decisions, with those that undo them, that undo those, and so on; in the order of time."""
    found = {one.id: one for one in decisions}
    new = list(found)
    d = schema.decisions.c
    while new:
        undos: list[Decision] = []
        for start in range(0, len(new), _AT_ONCE):
            batch = new[start : start + _AT_ONCE]
            # The kind is said as well, for the index.
            where = and_(d.target_kind == "decision", d.target_id.in_(batch))
            undos += all_decisions(connection, where)
        new = [one.id for one in undos if one.id not in found]
        found.update((one.id, one) for one in undos)
    return sorted(found.values(), key=lambda one: one.id)


def newest_decision(connection: Connection) -> str | None:
    """The identifier of the newest decision, or None."""
    order = by_id(connection, schema.decisions.c.id).desc()
    return connection.execute(select(schema.decisions.c.id).order_by(order).limit(1)).scalar()


def put_export(
    connection: Connection,
    *,
    id: str,
    at: str,
    who: str,
    format: str,
    arguments: Mapping[str, Any],
    path: str | None,
    rows: int | None,
) -> None:
    """Adds a line to the log of exports."""
    values = {
        "id": id,
        "at": at,
        "who": who,
        "format": format,
        "arguments": canonical(arguments),
        "path": path,
        "rows": rows,
    }
    connection.execute(insert(schema.exports).values(values))


def exports_page(
    connection: Connection, *, limit: int = 100, offset: int = 0
) -> tuple[int, list[dict[str, Any]]]:
    """How many exports were logged, and one page of them, the newest first."""
    total = connection.execute(select(func.count()).select_from(schema.exports)).scalar_one()
    order = by_id(connection, schema.exports.c.id).desc()
    query = select(schema.exports).order_by(order).limit(limit).offset(offset)
    rows = [dict(row._mapping) for row in connection.execute(query)]
    for row in rows:
        row["arguments"] = json.loads(row["arguments"])
    return int(total), rows


def canonical(value: Any) -> str:
    """A JSON value as text: equal values give equal text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _row(decision: Decision) -> dict[str, Any]:
    return {
        "id": decision.id,
        "at": decision.at,
        "author": decision.author,
        "action": decision.action,
        "target_kind": decision.target_kind,
        "target_id": decision.target_id,
        "field": decision.field,
        "old": None if decision.old is None else canonical(decision.old),
        "new": None if decision.new is None else canonical(decision.new),
        "reason": decision.reason,
        "evidence": canonical(list(decision.evidence)),
        "anchor": canonical(decision.anchor),
        "batch": decision.batch,
    }


def _decision(row: Mapping[Any, Any]) -> Decision:
    values = dict(row)
    for name in ("old", "new"):
        values[name] = None if values[name] is None else json.loads(values[name])
    values["evidence"] = tuple(json.loads(values["evidence"]))
    values["anchor"] = json.loads(values["anchor"])
    return Decision(**values)


def _protect(connection: Connection) -> None:
    """Has the database refuse changes to decisions; SQL for it differs, so no migration can."""
    if connection.dialect.name == "sqlite":
        for statement in _SQLITE:
            connection.exec_driver_sql(statement)
        return
    there = "SELECT count(*) FROM pg_trigger WHERE tgname = 'decisions_stay'"
    if connection.execute(text(there)).scalar():
        return
    for statement in (_POSTGRESQL[0].replace("CREATE", "CREATE OR REPLACE", 1), _POSTGRESQL[1]):
        connection.exec_driver_sql(statement)
