"""Brings the families of an archive up to date: only what is new is sketched and compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from sqlalchemy import Connection

from dateline.reconcile.families import (
    METHOD,
    Copy,
    Shingled,
    SketchIndex,
    edge_of,
    families_of,
    same_agency_edges,
    settled,
    shingled,
)
from dateline.records import Document, Family, FamilyEdge
from dateline.store import Store
from dateline.store.families import (
    StoredSketch,
    document_facts,
    drop_edges,
    families_are_whole,
    family_edges,
    marked_texts,
    put_edges,
    put_families,
    put_sketches,
    reported_together,
    sketches,
)

_REMEMBERED = 4_096
"""Documents whose shingles are kept while pairs are compared."""


@dataclass(frozen=True, slots=True)
class FamiliesFound:
    """The families of an archive, every edge, and how many documents and pairs were new.

    The edges are as the families leave them (`settled`); the archive keeps what each pair of
    documents alone says, from which later families are built.
    """

    families: tuple[Family, ...]
    edges: tuple[FamilyEdge, ...]
    sketched: int
    compared: int


def update_families(store: Store) -> FamiliesFound:
    """Sketches new documents, compares what may be copies, writes edges and families.

    The archive ends the same whichever way its documents came into it. One transaction: a run
    that is stopped leaves the families as they were.
    """
    with store.writing() as connection:
        return _update(connection)


def _update(connection: Connection) -> FamiliesFound:
    facts = {document.id: document for document in document_facts(connection)}
    index, words = SketchIndex(), {}
    for sketch in sketches(connection, METHOD):
        index.add(sketch.document_id, np.frombuffer(sketch.sketch, dtype=np.uint32))
        words[sketch.document_id] = sketch.words
    new = sorted(facts.keys() - words.keys())
    put_sketches(connection, _sketched(connection, new, index, words))
    old_edges = {frozenset((edge.document, edge.other)): edge for edge in family_edges(connection)}
    proposed = index.proposed()
    # With documents gone, a shingle may have become rare enough to propose pairs anew.
    changed = facts.keys() if not families_are_whole(connection) else frozenset(new)
    kept: dict[frozenset[str], FamilyEdge] = {}
    waiting = []
    for a, b in proposed:
        old = old_edges.get(frozenset((a, b)))
        if old is not None and old.kind != "same_agency":
            kept[frozenset((a, b))] = old
        elif a in changed or b in changed:
            waiting.append((a, b))
    copies = {
        name: Copy(name, words[name], d.published, d.outlet, d.credits.agency)
        for name, d in facts.items()
    }
    found = [*kept.values(), *_compared(connection, waiting)]
    edges = tuple(
        sorted(
            (*found, *same_agency_edges(copies, reported_together(connection), found)),
            key=lambda edge: (edge.document, edge.other),
        )
    )
    families = families_of(copies.values(), edges)
    _write(connection, old_edges, edges)
    put_families(connection, families)
    return FamiliesFound(families, settled(families, edges), len(new), len(waiting))


def _sketched(
    connection: Connection, new: list[str], index: SketchIndex, words: dict[str, int]
) -> Iterator[StoredSketch]:
    """The sketches of new documents, which also go into the index."""
    for document in marked_texts(connection, new):
        found = shingled(document)
        sketch = found.sketch
        index.add(document.id, sketch)
        words[document.id] = len(found)
        yield StoredSketch(document.id, METHOD, len(found), sketch.tobytes())


def _compared(connection: Connection, pairs: Iterable[tuple[str, str]]) -> Iterator[FamilyEdge]:
    @lru_cache(maxsize=_REMEMBERED)
    def read(name: str) -> Document:
        (document,) = marked_texts(connection, [name])
        return document

    @lru_cache(maxsize=_REMEMBERED)
    def shingles(name: str) -> Shingled:
        return shingled(read(name))

    for a, b in pairs:
        edge = edge_of(read(a), read(b), lambda document: shingles(document.id))
        if edge is not None:
            yield edge


def _write(
    connection: Connection,
    old: Mapping[frozenset[str], FamilyEdge],
    edges: Iterable[FamilyEdge],
) -> None:
    """Drops the edges that are no more, adds those that are new."""
    now = {frozenset((edge.document, edge.other)): edge for edge in edges}
    gone = [edge for key, edge in old.items() if now.get(key) != edge]
    drop_edges(connection, ((edge.document, edge.other) for edge in gone))
    put_edges(connection, (edge for key, edge in now.items() if old.get(key) != edge))
