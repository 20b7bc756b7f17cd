"""JSON lines: the chosen records in the stand-off format, rows of a table, a whole archive."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy import Connection, select

from dateline import __version__
from dateline.export.condition import condition
from dateline.export.view import View
from dateline.store import by_id, schema
from dateline.store.migrate import migration_steps
from dateline.store.whole import FORMAT, TABLES, table_in_order


def record_lines(view: View) -> Iterator[str]:
    """Every chosen record as a line of JSON, in the order of document ids.

    Where names are hidden they are bars of the same length, so that offsets still hold.
    """
    r = schema.records.c
    query = select(r.document_id, r.json).order_by(by_id(view.connection, r.document_id))
    chosen = condition(view.connection, view.selection, "records", view.by)
    if chosen is not None:
        query = query.where(chosen)
    for row in view.connection.execution_options(yield_per=100).execute(query):
        if view.hidden is None:
            yield row.json
            continue
        yield _json(view.hidden.record(row.document_id, json.loads(row.json)))


def row_lines(view: View, table: str) -> Iterator[str]:
    """The chosen rows of one of the tables, a line each."""
    return map(_json, view.rows(table))


def archive_lines(connection: Connection) -> Iterator[str]:
    """Every row of every table of the archive, a line each, after a line that says what it is.

    `dateline.store.whole.import_archive` makes the same archive of them.
    """
    newest = migration_steps()[-1].version
    yield _json({"format": FORMAT, "schema": newest, "version": __version__})
    rows = 0
    for name in TABLES:
        for row in table_in_order(connection, name):
            rows += 1
            yield _json({"table": name, "row": row})
    yield _json({"rows": rows})


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
