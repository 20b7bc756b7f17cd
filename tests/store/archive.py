"""Puts documents into a store as a run does, with the fake coder; reads back every table."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from dateline.config import Config
from dateline.export import TABLES, table_rows
from dateline.records import Document, Reject
from dateline.run import CoderFactory, RunOptions, Summary, code_documents
from dateline.store import Store, schema
from tests.fake_coder import make_fake_coder


def put(
    store: Store,
    documents: Iterable[Document | Reject],
    factory: CoderFactory = make_fake_coder,
    config: Config | None = None,
) -> Summary:
    return code_documents(documents, store, config, RunOptions(jobs=1, factory=factory))


def contents(store: Store) -> dict[str, list[object]]:
    """All rows that people see, without when they were made, and every record."""
    with store.reading() as connection:
        out: dict[str, list[object]] = {
            table: [
                {name: value for name, value in row.items() if name != "updated_at"}
                for row in table_rows(connection, table)
            ]
            for table in TABLES
        }
        out["records"] = list(store.record_lines(connection))
    return out


def every_row(store: Store) -> dict[str, list[dict[str, object]]]:
    """Every row of every table but the runs' own, as stored, in an order of its own."""
    out: dict[str, list[dict[str, object]]] = {}
    with store.reading() as connection:
        for name, table in sorted(schema.metadata.tables.items()):
            if name not in ("runs", "schema_version"):
                rows = [dict(row) for row in connection.execute(select(table)).mappings()]
                out[name] = sorted(rows, key=repr)
    return out
