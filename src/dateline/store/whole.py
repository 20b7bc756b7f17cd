"""A whole archive as rows, and back: what `export --format jsonl` writes and `import` reads."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Float, Integer, Table, func, insert, select
from sqlalchemy.exc import DataError, IntegrityError

from dateline.store import schema
from dateline.store.archive import Store, by_id
from dateline.store.errors import StoreError
from dateline.store.migrate import migration_steps

FORMAT = "dateline archive"

TABLES = tuple(t.name for t in schema.metadata.sorted_tables if t.name != "schema_version")
"""Every table but the one that the program keeps for itself, parents before children."""

LONGEST_LINE = 256 * 2**20
"""Bytes of a line: the longest document with its record is far below."""

_AT_ONCE = 200

Row = dict[str, Any]


def table_in_order(connection: Connection, name: str) -> Iterator[Row]:
    """Every row of a table, by its primary key, in the same order on every database."""
    table = schema.metadata.tables[name]
    keys = [
        column if isinstance(column.type, Integer) else by_id(connection, column)
        for column in table.primary_key.columns
    ]
    query = select(table).order_by(*keys).execution_options(yield_per=_AT_ONCE)
    for row in connection.execute(query).mappings():
        yield dict(row)


def import_archive(store: Store, lines: Iterable[str], source: str) -> dict[str, int]:
    """Fills an empty archive with the lines of an exported one; rows of each table.

    One transaction: a file that is damaged or cut short leaves the archive empty. Raises
    StoreError where the archive is not empty, where the file is none of these, of another version
    of the schema, damaged, or contradicts itself. `source` names it in messages.
    """
    with store.writing() as connection:
        for name in ("documents", "decisions", "runs"):
            count = select(func.count()).select_from(schema.metadata.tables[name])
            if connection.execute(count).scalar():
                raise StoreError(
                    f"database has {name} already", store.where, "import into a new database"
                )
        return _fill(connection, iter(lines), source)


def _fill(connection: Connection, lines: Iterator[str], source: str) -> dict[str, int]:
    _check_head(next(lines, ""), source)
    counts: dict[str, int] = {}
    batch: list[Row] = []
    table: Table | None = None
    ended = None
    for number, line in enumerate(lines, 2):
        if ended is not None:
            raise _damaged(source, number, "lines after the end")
        content = _object(line, source, number)
        if "rows" in content:
            ended = content["rows"]
            continue
        mine = _table(content, source, number)
        if batch and (mine is not table or len(batch) >= _AT_ONCE):
            _insert(connection, table, batch, source, number)
            batch = []
        table = mine
        batch.append(_row(mine, content.get("row"), source, number))
        counts[mine.name] = counts.get(mine.name, 0) + 1
    if ended != sum(counts.values()):
        raise StoreError(
            "archive file is cut short", source, "export it again, or copy it again whole"
        )
    if batch:
        _insert(connection, table, batch, source, 0)
    return counts


def _check_head(line: str, source: str) -> None:
    try:
        head = json.loads(line)
    except ValueError:
        head = None
    if not isinstance(head, dict) or head.get("format") != FORMAT:
        raise StoreError(
            "file is no archive of Dateline's",
            source,
            "give the archive.jsonl that dateline export DB --format jsonl writes",
        )
    newest = migration_steps()[-1].version
    if head.get("schema") != newest:
        raise StoreError(
            f"archive file is of schema version {str(head.get('schema'))[:20]}, "
            f"this program knows {newest}",
            source,
            "export it again with this version, or import it with the one that wrote it "
            f"({str(head.get('version'))[:20]})",
        )


def _object(line: str, source: str, number: int) -> Mapping[str, Any]:
    try:
        content = json.loads(line)
    except (ValueError, RecursionError):
        raise _damaged(source, number, "not JSON") from None
    if not isinstance(content, dict):
        raise _damaged(source, number, "not an object")
    return content


def _table(content: Mapping[str, Any], source: str, number: int) -> Table:
    name = content.get("table")
    if name not in TABLES:
        raise _damaged(source, number, f"no table {str(name)[:40]!r}")
    return schema.metadata.tables[str(name)]


def _row(table: Table, row: object, source: str, number: int) -> Row:
    """The row with every column; what has another type than its column is refused."""
    if not isinstance(row, dict) or not row.keys() <= set(table.columns.keys()):
        raise _damaged(source, number, f"not a row of {table.name}")
    out: Row = {}
    for column in table.columns:
        value = row.get(column.name)
        if value is None and not column.nullable:
            raise _damaged(source, number, f"{table.name}.{column.name} is missing")
        if value is not None and not _fits(column.type, value):
            raise _damaged(source, number, f"{table.name}.{column.name} is of another type")
        out[column.name] = value
    return out


def _fits(kind: object, value: object) -> bool:
    if isinstance(kind, Integer):
        return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63
    if isinstance(kind, Float):
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return is_number and math.isfinite(value)  # type: ignore[arg-type]
    return isinstance(value, str) and "\x00" not in value


def _insert(
    connection: Connection, table: Table | None, rows: list[Row], source: str, number: int
) -> None:
    assert table is not None
    try:
        connection.execute(insert(table), rows)
    except (IntegrityError, DataError) as error:
        said = str(error.orig).strip().splitlines()
        where = f"before line {number}" if number else "at its end"
        raise StoreError(
            f"archive file contradicts itself ({table.name}: {said[0][:120] if said else '?'})",
            f"{source} {where}",
            "export it again",
        ) from error


def _damaged(source: str, number: int, what: str) -> StoreError:
    return StoreError(f"archive file is damaged ({what})", f"{source}:{number}", "export it again")
