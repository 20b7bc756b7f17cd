"""How a document is put into the archive: one row for one content, and what it is called.

A document is what it says: the same text, title, date and outlet is one row, however many files
hold it, and which of their identifiers it bears does not depend on their order. Two different
texts that came with one identifier are both kept, the second as `ID~` and eight digits of its
content's hash. A file that is read again with other words in it replaces its old version; one
with another article in it does not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection, and_, delete, insert, select

from dateline.records import (
    Document,
    Record,
    record_from_json,
    record_to_dict,
    standoff_line,
)
from dateline.store import schema
from dateline.store._rows import document_row, record_rows
from dateline.store.tombstones import bury_document, raised

_RECORD = re.compile(r"[#:][0-9]+$")

_SAME_ARTICLE = 0.6
"""Share of words in common from which a file's new text is a new version of its old one."""

_KNOWN_COLUMNS = (
    schema.documents.c.id,
    schema.documents.c.input_id,
    schema.documents.c.coding_hash,
    schema.documents.c.content_hash,
)


@dataclass(frozen=True, slots=True)
class Known:
    """A document of the archive: its id there, the id it came with and how it was coded."""

    id: str
    input_id: str
    coding_hash: str
    content_hash: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A record to store, with the document that was read for it (another copy, perhaps)."""

    record: Record
    read: Document


def put_record(connection: Connection, item: Stored, coding_hash: str, run_id: int) -> None:
    """Stores a record in place of what the archive has for this content."""
    document = item.record.document
    known = known_document(connection, document.content_hash)
    sources = sources_of(connection, known.id) if known else []
    _supersede(connection, item.read, run_id, keep=known.id if known else None)
    read = item.read.id, location_of(item.read.source)
    if known and min(map(source_key, sources), default=read) < read:
        # The archive names this content by another copy of it.
        first = record_from_json(record_line(connection, known.id)).document
        document = replace(
            document,
            id=known.input_id,
            source=first.source,
            url=first.url,
            metadata=first.metadata,
        )
    if known:
        bury_document(connection, known.id, run_id, "coded anew")
        connection.execute(delete(schema.documents).where(schema.documents.c.id == known.id))
    input_id = document.id
    name = _name(connection, input_id, document.content_hash)
    record = replace(item.record, document=replace(document, id=name))
    _insert(connection, record, input_id, coding_hash, run_id)
    for source in sources:
        connection.execute(
            insert(schema.document_sources).values(**{**source, "document_id": name})
        )
    add_source(connection, name, item.read)


def _insert(
    connection: Connection, record: Record, input_id: str, coding_hash: str, run_id: int
) -> None:
    content = record_to_dict(record)
    row = document_row(record, content, input_id, coding_hash, run_id)
    connection.execute(insert(schema.documents), row)
    connection.execute(
        insert(schema.records),
        {"document_id": row["id"], "json": standoff_line(content), "run_id": run_id},
    )
    raised(connection, "document", [row["id"]])
    for table, rows in record_rows(record, content, run_id):
        connection.execute(insert(table), rows)
        if table in (schema.reports, schema.claims):
            kind = "report" if table is schema.reports else "claim"
            raised(connection, kind, [str(row["id"]) for row in rows])


def _name(connection: Connection, input_id: str, content_hash: str) -> str:
    """The archive's name for a document: the id it came with, if that is its alone.

    Of several texts with one id the one with the smallest hash bears it; the others, `ID~hash`.
    """
    d = schema.documents.c
    others = [
        Known(*row)
        for row in connection.execute(
            select(*_KNOWN_COLUMNS).where(
                and_(d.input_id == input_id, d.content_hash != content_hash)
            )
        )
    ]
    if not others:
        return input_id
    if content_hash > min(other.content_hash for other in others):
        return _marked(input_id, content_hash)
    for other in others:
        if other.id == input_id:
            _rename(connection, other, _marked(input_id, other.content_hash))
    return input_id


def _marked(input_id: str, content_hash: str) -> str:
    return f"{input_id}~{content_hash[:8]}"


def _rename(connection: Connection, known: Known, name: str) -> None:
    record = record_from_json(record_line(connection, known.id))
    d = schema.documents.c
    run_id = connection.execute(select(d.run_id).where(d.id == known.id)).scalar_one()
    sources = sources_of(connection, known.id)
    bury_document(connection, known.id, run_id, f"now {name}")
    connection.execute(delete(schema.documents).where(d.id == known.id))
    record = replace(record, document=replace(record.document, id=name))
    _insert(connection, record, known.input_id, known.coding_hash, run_id)
    for source in sources:
        connection.execute(
            insert(schema.document_sources).values(**{**source, "document_id": name})
        )


def _supersede(connection: Connection, document: Document, run_id: int, keep: str | None) -> None:
    """Takes a file's old version away, where this is the same article from the same place."""
    location = location_of(document.source)
    if not location or location.startswith("-"):
        return
    s, d = schema.document_sources.c, schema.documents.c
    old = connection.execute(
        select(d.id, d.text)
        .join(schema.document_sources, s.document_id == d.id)
        .where(and_(s.location == location, s.input_id == document.id))
    ).all()
    for document_id, words in old:
        if document_id == keep or _in_common(words, document.text) < _SAME_ARTICLE:
            continue
        connection.execute(
            delete(schema.document_sources).where(
                and_(
                    s.document_id == document_id,
                    s.location == location,
                    s.input_id == document.id,
                )
            )
        )
        if not sources_of(connection, document_id):
            bury_document(connection, document_id, run_id, "its file holds another version now")
            connection.execute(delete(schema.documents).where(d.id == document_id))


def _in_common(a: str, b: str) -> float:
    """Jaccard similarity of two texts' sets of words, 0..1."""
    x, y = set(a.lower().split()), set(b.lower().split())
    return len(x & y) / len(x | y) if x | y else 1.0


def known_document(connection: Connection, content_hash: str) -> Known | None:
    row = connection.execute(
        select(*_KNOWN_COLUMNS).where(schema.documents.c.content_hash == content_hash)
    ).one_or_none()
    return Known(*row) if row else None


def record_line(connection: Connection, document_id: str) -> str:
    line = connection.execute(
        select(schema.records.c.json).where(schema.records.c.document_id == document_id)
    ).scalar_one()
    return str(line)


def sources_of(connection: Connection, document_id: str) -> list[dict[str, object]]:
    rows = connection.execute(
        select(schema.document_sources).where(schema.document_sources.c.document_id == document_id)
    )
    return [dict(row._mapping) for row in rows]


def source_key(row: Mapping[str, object]) -> tuple[str, str]:
    """By which of several copies the archive names a document: the smallest."""
    return str(row["input_id"]), str(row["location"])


def add_source(connection: Connection, document_id: str, document: Document) -> None:
    s = schema.document_sources.c
    key = {
        "document_id": document_id,
        "location": location_of(document.source),
        "input_id": document.id,
    }
    there = and_(
        s.document_id == key["document_id"],
        s.location == key["location"],
        s.input_id == key["input_id"],
    )
    if connection.execute(select(s.document_id).where(there)).first() is None:
        connection.execute(
            insert(schema.document_sources).values(**key, source=document.source, url=document.url)
        )


def location_of(source: str | None) -> str:
    """Where a source lies, whatever folder the program was started in; stdin stays `-`."""
    if not source:
        return ""
    return source if source.startswith("-") else str(Path(source).absolute())


def path_of(source: str | None) -> str:
    """The file of a source such as `PATH#3` (a record) or `PATH:3` (a line)."""
    return _RECORD.sub("", location_of(source))
