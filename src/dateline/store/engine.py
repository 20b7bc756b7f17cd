"""Opens the database: one SQLite file by default, PostgreSQL by a URL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from dateline.store.errors import StoreError

_SQLITE_MAGIC = b"SQLite format 3\x00"
BUSY_SECONDS = 15.0
"""How long a writer waits for another one before it reports the database as locked."""


def database_engine(target: str, *, create: bool) -> Engine:
    """An engine for a path or a `postgresql://` / `sqlite://` URL.

    Raises StoreError where the file is missing (and `create` is false), is a folder, cannot be
    opened or is no SQLite database, and where a driver is missing.
    """
    if "://" not in target:
        return _sqlite(Path(target), create=create)
    try:
        url = make_url(target)
    except ArgumentError as error:
        raise StoreError("database URL not understood", target, "postgresql://HOST/NAME") from error
    kind = url.get_backend_name()
    if kind == "sqlite":
        if not url.database or url.database == ":memory:":
            raise StoreError("database URL names no file", target, "sqlite:///PATH")
        return _sqlite(Path(url.database), create=create)
    if kind == "postgresql":
        return _postgresql(url)
    raise StoreError(
        f"database kind {kind!r} is not supported",
        url.render_as_string(),
        "give a file path or a postgresql:// URL",
    )


def where_is(target: str) -> str:
    """The database's name for messages: a URL's password is masked."""
    return make_url(target).render_as_string() if "://" in target else target


def _sqlite(path: Path, *, create: bool) -> Engine:
    where = str(path)
    try:
        if path.is_dir():
            raise StoreError("database path is a folder", where, "give a file, such as archive.db")
        if path.exists():
            with path.open("rb") as file:
                head = file.read(len(_SQLITE_MAGIC))
            if head and head != _SQLITE_MAGIC:
                raise StoreError(
                    "file is not a database", where, "give another path; nothing was changed"
                )
        elif not create:
            raise StoreError(
                "no database there", where, f"make one: dateline code PATH... --into {where}"
            )
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            "database not accessible", where, error.strerror or "check the path"
        ) from error
    engine = create_engine(
        URL.create("sqlite", database=str(path)), connect_args={"timeout": BUSY_SECONDS}
    )
    event.listen(engine, "connect", _configure_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _configure_sqlite(connection: Any, _record: object) -> None:
    # The driver must not open transactions of its own: `_begin_sqlite` says when and how.
    connection.isolation_level = None
    cursor: sqlite3.Cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    # A database on a read-only disk can still be shown and exported.
    with _unless_readonly():
        cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.close()


@contextmanager
def _unless_readonly() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        if "readonly" not in str(error):
            raise


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes its lock at once: a transaction that reads first and writes later could find
    # that another one has written between, and SQLite then fails it without waiting.
    write = connection.get_execution_options().get("dateline_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _postgresql(url: URL) -> Engine:
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    try:
        return create_engine(url)
    except (ImportError, NoSuchModuleError) as error:
        raise StoreError(
            "PostgreSQL driver missing",
            url.render_as_string(),
            "pip install 'dateline[postgres]'",
        ) from error
