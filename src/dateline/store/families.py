"""Families in the archive: sketches, edges and members, written and read.

Sketches and edges go with their documents. Families are written anew each time they are built.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, delete, func, insert, select

from dateline.records import Credits, Document, Family, FamilyEdge, Mark, Span
from dateline.store import schema

_AT_ONCE = 500

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class StoredSketch:
    """A document's sketch as bytes, what made it, and how many words the document reports."""

    document_id: str
    method: str
    words: int
    sketch: bytes


def document_facts(connection: Connection) -> Iterator[Document]:
    """Every document with its date, outlet and agency, without its text, in no set order."""
    d = schema.documents.c
    query = select(d.id, d.published, d.outlet, d.agency)
    for row in connection.execute(query.execution_options(yield_per=_AT_ONCE)):
        yield Document(
            id=row.id,
            text="",
            outlet=row.outlet,
            published=date.fromisoformat(row.published) if row.published else None,
            credits=Credits(agency=row.agency),
        )


def marked_texts(connection: Connection, ids: Sequence[str]) -> Iterator[Document]:
    """Documents with text and marks alone, in the order of `ids`; unknown ids are passed over."""
    d, m = schema.documents.c, schema.marks.c
    for batch in _batches(ids):
        marks: dict[str, list[Mark]] = {}
        query = select(m.document_id, m.start, m.end, m.kind).where(m.document_id.in_(batch))
        for row in connection.execute(query.order_by(m.document_id, m.ordinal)):
            marks.setdefault(row.document_id, []).append(Mark(row.start, row.end, row.kind))
        found = connection.execute(select(d.id, d.text).where(d.id.in_(batch)))
        texts = {row.id: row.text for row in found}
        for name in batch:
            if name in texts:
                yield Document(id=name, text=texts[name], marks=tuple(marks.get(name, ())))


def sketches(connection: Connection, method: str) -> Iterator[StoredSketch]:
    """The sketches that a method made, in no set order."""
    s = schema.sketches.c
    query = select(s.document_id, s.method, s.words, s.sketch).where(s.method == method)
    for row in connection.execute(query.execution_options(yield_per=_AT_ONCE)):
        yield StoredSketch(row.document_id, row.method, row.words, b64decode(row.sketch))


def put_sketches(connection: Connection, found: Iterable[StoredSketch]) -> None:
    """Stores sketches, in place of those that the documents have."""
    for batch in _batches(found):
        s = schema.sketches
        ids = [sketch.document_id for sketch in batch]
        connection.execute(delete(s).where(s.c.document_id.in_(ids)))
        rows = [
            {
                "document_id": sketch.document_id,
                "method": sketch.method,
                "words": sketch.words,
                "sketch": b64encode(sketch.sketch).decode(),
            }
            for sketch in batch
        ]
        connection.execute(insert(s), rows)


def families_are_whole(connection: Connection) -> bool:
    """Whether no document of a family has gone since the families were written."""
    told = connection.execute(select(func.sum(schema.families.c.documents))).scalar() or 0
    there = connection.execute(select(func.count()).select_from(schema.family_documents)).scalar()
    return int(told) == there


def family_edges(connection: Connection) -> Iterator[FamilyEdge]:
    """Every edge between documents, of every kind, in no set order."""
    query = select(schema.family_edges)
    for row in connection.execute(query.execution_options(yield_per=_AT_ONCE)):
        yield FamilyEdge(
            document=row.document_id,
            other=row.other_id,
            kind=row.kind,
            derivation=row.derivation,
            share=row.share,
            other_share=row.other_share,
            opening=bool(row.opening),
            spans=_spans(row.spans),
            other_spans=_spans(row.other_spans),
        )


def drop_edges(connection: Connection, pairs: Iterable[tuple[str, str]]) -> None:
    """Takes edges away, each given by its `document` and `other`."""
    e = schema.family_edges.c
    for a, b in pairs:
        connection.execute(delete(schema.family_edges).where(e.document_id == a, e.other_id == b))


def put_edges(connection: Connection, edges: Iterable[FamilyEdge]) -> None:
    """Adds edges that the archive does not have."""
    _insert(connection, schema.family_edges, map(_edge_row, edges))


def put_families(connection: Connection, found: Collection[Family]) -> None:
    """Writes the families, those of one document among them, in place of those that are there."""
    for table in (schema.family_documents, schema.families):
        connection.execute(delete(table))
    _insert(
        connection,
        schema.families,
        ({"id": f.id, "origin": f.origin, "documents": len(f.documents)} for f in found),
    )
    _insert(connection, schema.family_documents, (row for f in found for row in _members(f)))


def stored_families(connection: Connection) -> tuple[Family, ...]:
    """The families as they were last written, sorted by id, without their edges."""
    members: dict[str, list[str]] = {}
    for row in connection.execute(select(schema.family_documents)):
        members.setdefault(row.family_id, []).append(row.document_id)
    rows = connection.execute(select(schema.families.c.id, schema.families.c.origin)).all()
    found = (
        Family(id=row.id, origin=row.origin, documents=tuple(sorted(members.get(row.id, ()))))
        for row in rows
    )
    return tuple(sorted(found, key=lambda family: family.id))


def reported_together(connection: Connection) -> Iterator[frozenset[str]]:
    """Documents that report an act of one type on one day at one point: surely one incident."""
    r = schema.reports.c
    query = select(r.document_id, r.type, r.date_from, r.place_lat, r.place_lon).where(
        r.date_precision == 1, r.place_precision == 1, r.place_lat.is_not(None)
    )
    groups: dict[tuple[Any, ...], set[str]] = {}
    for row in connection.execute(query):
        key = row.type, row.date_from, row.place_lat, row.place_lon
        groups.setdefault(key, set()).add(row.document_id)
    return (frozenset(names) for names in groups.values() if len(names) > 1)


def _members(family: Family) -> Iterator[Mapping[str, str | None]]:
    nearest = _nearest_of(family)
    for name in family.documents:
        yield {"document_id": name, "family_id": family.id, "nearest": nearest.get(name)}


def _nearest_of(family: Family) -> dict[str, str]:
    """For each document the one that the family's edges join it to, seen from the origin."""
    neighbours: dict[str, list[str]] = {}
    for edge in family.edges:
        neighbours.setdefault(edge.document, []).append(edge.other)
        neighbours.setdefault(edge.other, []).append(edge.document)
    nearest: dict[str, str] = {}
    waiting = [family.origin]
    for name in waiting:
        for other in sorted(neighbours.get(name, ())):
            if other != family.origin and other not in nearest:
                nearest[other] = name
                waiting.append(other)
    return nearest


def _edge_row(edge: FamilyEdge) -> Mapping[str, Any]:
    return {
        "document_id": edge.document,
        "other_id": edge.other,
        "kind": edge.kind,
        "derivation": edge.derivation,
        "share": edge.share,
        "other_share": edge.other_share,
        "opening": int(edge.opening),
        "spans": json.dumps([[s.start, s.end] for s in edge.spans], separators=(",", ":")),
        "other_spans": json.dumps(
            [[s.start, s.end] for s in edge.other_spans], separators=(",", ":")
        ),
    }


def _spans(text: str) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in json.loads(text))


def _insert(connection: Connection, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    for batch in _batches(rows):
        connection.execute(insert(table), [dict(row) for row in batch])


def _batches(items: Iterable[_T]) -> Iterator[list[_T]]:
    rest = iter(items)
    while batch := list(islice(rest, _AT_ONCE)):
        yield batch
