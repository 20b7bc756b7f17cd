"""Brings a database to the schema of this program, one numbered step after another.

A step is a file `migrations/NNNN_name.sql` of statements that SQLite and PostgreSQL both take.
Steps that have landed are never edited; `schema_version` keeps which were applied, and when.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files

from sqlalchemy import Connection, inspect, text

from dateline import __version__
from dateline.store.errors import StoreError


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the schema: its number, its name and its SQL statements."""

    version: int
    name: str
    statements: tuple[str, ...]


def migration_steps() -> tuple[Step, ...]:
    """The steps shipped with this program, in order."""
    steps = []
    for entry in files("dateline.store").joinpath("migrations").iterdir():
        if entry.name.endswith(".sql"):
            number, _, name = entry.name.removesuffix(".sql").partition("_")
            steps.append(Step(int(number), name, _statements(entry.read_text(encoding="utf-8"))))
    return tuple(sorted(steps, key=lambda step: step.version))


def migrate(
    connection: Connection, where: str, steps: Sequence[Step] | None = None
) -> tuple[int, int]:
    """Applies what is missing inside the caller's transaction; (version before, version after).

    Raises StoreError for a database that holds other tables than Dateline's or was made by a
    newer program; such a database is left as it was.
    """
    steps = migration_steps() if steps is None else steps
    newest = steps[-1].version
    before = database_version(connection, where)
    if before > newest:
        raise StoreError(
            f"database has schema version {before}, this program knows {newest}",
            where,
            f"install a newer Dateline (this is {__version__})",
        )
    if before == 0:
        connection.execute(
            text(
                "CREATE TABLE schema_version (version INTEGER NOT NULL PRIMARY KEY,"
                " applied TEXT NOT NULL, program TEXT NOT NULL)"
            )
        )
    for step in steps:
        if step.version > before:
            for statement in step.statements:
                connection.execute(text(statement))
            connection.execute(
                text("INSERT INTO schema_version VALUES (:version, :applied, :program)"),
                {
                    "version": step.version,
                    "applied": datetime.now(UTC).isoformat(timespec="seconds"),
                    "program": __version__,
                },
            )
    return before, newest


def database_version(connection: Connection, where: str) -> int:
    """The schema version of a database, 0 for an empty one. StoreError if it is not Dateline's."""
    tables = inspect(connection).get_table_names()
    if "schema_version" in tables and ("documents" in tables or tables == ["schema_version"]):
        version = connection.execute(text("SELECT max(version) FROM schema_version")).scalar()
        return int(version or 0)
    if tables:
        raise StoreError(
            f"database holds other tables ({', '.join(sorted(tables)[:3])}), not Dateline's",
            where,
            "give another path; nothing was changed",
        )
    return 0


def _statements(sql: str) -> tuple[str, ...]:
    lines = [line for line in sql.splitlines() if not line.lstrip().startswith("--")]
    return tuple(s.strip() for s in "\n".join(lines).split(";\n") if s.strip(" ;\n"))
