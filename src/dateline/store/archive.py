"""The archive: documents with everything that was read from them, in one database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from sqlalchemy import ColumnElement, Connection, Engine, select, text
from sqlalchemy.exc import DatabaseError

from dateline.records import Record, record_from_json
from dateline.store import schema
from dateline.store.engine import BUSY_SECONDS, database_engine, where_is
from dateline.store.errors import StoreError
from dateline.store.migrate import Step, database_version, migrate, migration_steps


class Store:
    """An open archive. Every method is one transaction of its own; readers see a snapshot."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine = engine
        self.where = where

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the archive from its first query to its last."""
        with _told(self.where), self._engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection that alone may write; commits at the end, or leaves nothing behind."""
        with _told(self.where), self._engine.connect() as connection:
            connection = connection.execution_options(dateline_write=True)
            with connection.begin():
                if connection.dialect.name == "postgresql":
                    seconds = int(BUSY_SECONDS)
                    connection.execute(text(f"SET LOCAL lock_timeout = '{seconds}s'"))
                    connection.execute(text("SELECT pg_advisory_xact_lock(1145328708)"))
                yield connection

    def record(self, connection: Connection, document_id: str) -> Record:
        """The stored record of a document. KeyError if the archive does not have it."""
        line = connection.execute(
            select(schema.records.c.json).where(schema.records.c.document_id == document_id)
        ).scalar()
        if line is None:
            raise KeyError(document_id)
        return record_from_json(line)

    def record_lines(self, connection: Connection) -> Iterator[str]:
        """Every record as a line of JSON, in the order of document ids."""
        rows = connection.execution_options(yield_per=100).execute(
            select(schema.records.c.json).order_by(by_id(connection, schema.records.c.document_id))
        )
        for row in rows:
            yield row[0]


def open_store(
    target: str, *, create: bool = False, steps: tuple[Step, ...] | None = None
) -> Store:
    """The archive at a path or URL, brought to this program's schema; made if `create`.

    Raises StoreError where there is none, where it is not one of Dateline's, where a newer program
    made it, where another process keeps it locked.
    """
    engine = database_engine(target, create=create)
    where = where_is(target)
    store = Store(engine, where)
    try:
        with store.reading() as connection:
            newest = (steps or migration_steps())[-1].version
            version = database_version(connection, where)
        if version == 0 and not create:
            raise StoreError(
                "database is empty", where, f"fill it: dateline code PATH... --into {where}"
            )
        if version != newest:
            with store.writing() as connection:
                migrate(connection, where, steps)
    except BaseException:
        store.close()
        raise
    return store


def by_id(connection: Connection, column: ColumnElement[str]) -> ColumnElement[str]:
    """`column` to sort by, in code-point order on every database."""
    return column.collate("C" if connection.dialect.name == "postgresql" else "BINARY")


@contextmanager
def _told(where: str) -> Iterator[None]:
    """Turns what a driver says into an error that tells a user what to do."""
    try:
        yield
    except DatabaseError as error:
        told = _what_happened(error)
        if told is None:
            raise
        raise StoreError(told[0], where, told[1]) from error


def concerns_all(error: Exception) -> bool:
    """Whether an error is the database's state (locked, full, gone), not one document's fault."""
    return isinstance(error, DatabaseError) and _what_happened(error) is not None


def _what_happened(error: DatabaseError) -> tuple[str, str] | None:
    """What a driver's error means, and what to do; None for one that means a mistake here."""
    lines = str(error.orig).strip().splitlines()
    said = lines[0].lower() if lines else ""
    if "locked" in said or "lock timeout" in said or "canceling statement due to lock" in said:
        return "database is locked", "another program is writing; try again when it has ended"
    if "not a database" in said or "malformed" in said:
        return "file is not a database, or damaged", "restore a copy, or give another path"
    if "readonly" in said or "read-only" in said:
        return "database cannot be written", "check the permissions of file and folder"
    if "unable to open" in said:
        return "database cannot be opened", "check that file and folder can be read and written"
    if "disk is full" in said or "disk full" in said or "no space left" in said:
        return "disk is full", "make room and run again; what was stored is kept"
    if (
        "connection" in said
        or "could not" in said
        or "password" in said
        or "does not exist" in said
    ):
        return f"database not reachable ({said[:120]})", "check server, name, user and password"
    return None
