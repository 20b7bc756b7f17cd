"""The highest number given so far of each kind of identifier, so that none is given twice."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from dateline.store import schema


def counter(connection: Connection, name: str) -> int:
    """The highest number given; 0 where none was."""
    c = schema.counters.c
    return int(connection.execute(select(c.value).where(c.name == name)).scalar() or 0)


def set_counter(connection: Connection, name: str, value: int) -> None:
    """Keeps the highest number given."""
    c = schema.counters
    done = connection.execute(update(c).where(c.c.name == name).values(value=value))
    if not done.rowcount:
        connection.execute(insert(c).values(name=name, value=value))
