"""Which document an incident or claim belongs to, and which identifiers are like a wrong one."""

from __future__ import annotations

from difflib import SequenceMatcher, get_close_matches

from sqlalchemy import Connection, Table, select

from dateline.store import schema

_TABLES: dict[str, Table] = {"incident": schema.reports, "claim": schema.claims}
_LOOKED_AT = 2_000
"""Documents among which a name like the wrong one is looked for."""
_LONGEST = 120
"""Code points of an identifier that are compared."""


def document_of(connection: Connection, kind: str, identifier: str) -> str | None:
    """The document of an incident or claim (`kind`); None if the archive has no such one."""
    table = _TABLES[kind].c
    return connection.execute(
        select(table.document_id).where(table.id == identifier)
    ).scalar_one_or_none()


def nearest_ids(
    connection: Connection, kind: str, identifier: str, most: int = 5
) -> tuple[str, ...]:
    """The incidents or claims whose identifiers are most like a wrong one, the likest first.

    Those of the document that it names; where there is none, of the documents named most like it.
    Empty where the archive has no such things at all.
    """
    name = identifier.rpartition("/")[0] or identifier
    named = [d for d in dict.fromkeys((identifier, name)) if _ids(connection, kind, d, 1)]
    out: list[str] = []
    for document in named or _documents_like(connection, kind, name):
        ids = _ids(connection, kind, document, _LOOKED_AT)
        out += sorted(ids, key=lambda i: -_likeness(identifier, i)) if named else ids
        if len(out) >= most:
            break
    return tuple(out[:most])


def _ids(connection: Connection, kind: str, document: str, most: int) -> list[str]:
    table = _TABLES[kind].c
    query = select(table.id).where(table.document_id == document).order_by(table.ordinal)
    return list(connection.execute(query.limit(most)).scalars())


def _documents_like(connection: Connection, kind: str, name: str) -> list[str]:
    """Documents that have such things, by name; the first few where none is like it."""
    document = _TABLES[kind].c.document_id
    query = select(document).distinct().order_by(document).limit(_LOOKED_AT)
    names = {d[:_LONGEST]: d for d in connection.execute(query).scalars()}
    like = get_close_matches(name[:_LONGEST], list(names), n=3, cutoff=0.3)
    return [names[short] for short in like] or list(names.values())[:3]


def _likeness(a: str, b: str) -> float:
    # What tells identifiers of one document apart is their end.
    return SequenceMatcher(None, a[-_LONGEST:], b[-_LONGEST:], autojunk=False).ratio()
