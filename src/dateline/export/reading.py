"""How the tables are read: some hundred rows at a time, so that any archive fits in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Label, Select, Table, func, select

from dateline.store import schema

Row = dict[str, Any]
Chosen = ColumnElement[bool] | None

_PORTION = 400


def joined(values: Iterable[str]) -> str | None:
    return " | ".join(dict.fromkeys(values)) or None


def of(
    query: Select[Any], column: ColumnElement[str], document: str | None, chosen: Chosen
) -> Select[Any]:
    query = query if document is None else query.where(column == document)
    return query if chosen is None else query.where(chosen)


def updated(table: Table) -> Label[str]:
    """When the run that made a row ended, or began where it was killed (UTC)."""
    r = schema.runs.c
    ended = select(func.coalesce(r.finished, r.started)).where(r.id == table.c.run_id)
    return ended.scalar_subquery().label("updated_at")


def each(connection: Connection, query: Select[Any]) -> Iterator[Row]:
    for rows in portions(connection, query):
        yield from rows


def portions(connection: Connection, query: Select[Any]) -> Iterator[list[Row]]:
    """The rows of a query, some hundred at a time, so that any archive fits in memory."""
    result = connection.execution_options(yield_per=_PORTION).execute(query)
    for portion in result.mappings().partitions():
        yield [dict(row) for row in portion]


def grouped(connection: Connection, query: Select[Any]) -> dict[str, list[Row]]:
    """Rows by the value of their first column."""
    groups: dict[str, list[Row]] = {}
    for row in connection.execute(query).mappings():
        values = dict(row)
        groups.setdefault(next(iter(values.values())), []).append(values)
    return groups
