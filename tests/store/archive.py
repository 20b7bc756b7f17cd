"""Puts documents into a store as a run does, with the fake coder; reads back every table."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select, update

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
    """All rows that people see, without when they were made, and every record.

    Without tombstones: what was replaced on the way depends on the way.
    """
    with store.reading() as connection:
        out: dict[str, list[object]] = {
            table: [
                {name: value for name, value in row.items() if name != "updated_at"}
                for row in table_rows(connection, table)
            ]
            for table in TABLES
            if table != "tombstones"
        }
        out["records"] = list(store.record_lines(connection))
    return out


def every_row(store: Store, *, runs: bool = False) -> dict[str, list[dict[str, object]]]:
    """Every row of every table (of `runs` where asked for), as stored, in an order of its own."""
    out: dict[str, list[dict[str, object]]] = {}
    with store.reading() as connection:
        for name, table in sorted(schema.metadata.tables.items()):
            if name != "schema_version" and (runs or name != "runs"):
                rows = [dict(row) for row in connection.execute(select(table)).mappings()]
                out[name] = sorted(rows, key=repr)
    return out


def at_one_moment(store: Store) -> None:
    """Makes all runs and changes of one moment, so that two archives can be compared."""
    moment = "2026-01-01T00:00:00+00:00"
    with store.writing() as connection:
        connection.execute(update(schema.runs).values(started=moment, finished=moment, counts="{}"))
        connection.execute(update(schema.incidents).values(created_at=moment, updated_at=moment))
        connection.execute(update(schema.tombstones).values(deleted_at=moment))
        connection.execute(update(schema.incident_forwards).values(at=moment))
