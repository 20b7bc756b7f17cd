"""Writes what one run makes: records, further copies, rejects, and the run that made them.

A document is what it says: the same text, title, date and outlet is one row, however many files
hold it, and which of their identifiers it bears does not depend on their order. Two different
texts that came with one identifier are both kept, the second as `ID~` and eight digits of its
content's hash. A file that is read again with other words in it replaces its old version; one
with another article in it does not.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, and_, delete, func, insert, select, update
from sqlalchemy.exc import DBAPIError

from dateline.records import (
    Document,
    Record,
    Reject,
    record_from_json,
    record_to_dict,
    standoff_line,
)
from dateline.store import schema
from dateline.store._rows import document_row, record_rows
from dateline.store.archive import Store

_SAME_ARTICLE = 0.6
"""Share of words in common from which a file's new text is a new version of its old one."""

_KNOWN_COLUMNS = (
    schema.documents.c.id,
    schema.documents.c.input_id,
    schema.documents.c.coding_hash,
    schema.documents.c.content_hash,
)


@dataclass(frozen=True, slots=True)
class RunInfo:
    """What makes the rows of a run: program version, model with its weights, configuration.

    `configuration` and `arguments` are JSON.
    """

    version: str
    model: str
    configuration: str
    arguments: str = "{}"

    @property
    def configuration_hash(self) -> str:
        return hashlib.sha256(self.configuration.encode()).hexdigest()

    @property
    def coding_hash(self) -> str:
        """A document has one and the same record under one such hash."""
        parts = (self.version, self.model, self.configuration)
        return hashlib.sha256("\x00".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class _Known:
    """A document of the archive: its id there, the id it came with and how it was coded."""

    id: str
    input_id: str
    coding_hash: str
    content_hash: str


@dataclass(frozen=True, slots=True)
class Work:
    """What a document that was read asks for.

    `code` is the document to code: itself, the copy of it that the archive names it by, or None
    where its record is there already. `write` says whether anything has to be stored at all.
    """

    document: Document
    code: Document | None
    write: bool


@dataclass(frozen=True, slots=True)
class Stored:
    """A record to store, with the document that was read for it (another copy, perhaps)."""

    record: Record
    read: Document


class RunWriter:
    """Stores what one run makes, in batches, each in one transaction.

    The run has a row from the first batch on; a run that changes nothing leaves none.
    """

    def __init__(self, store: Store, info: RunInfo) -> None:
        self._store = store
        self._info = info
        self._run_id: int | None = None
        self._old_rejects: dict[str, set[tuple[str, str, str]]] = {}
        self._visited: set[str] = set()
        self._met: set[tuple[str, str, str]] = set()
        with store.reading() as connection:
            r = schema.rejects.c
            for row in connection.execute(select(r.path, r.source, r.document_id, r.reason)):
                self._old_rejects.setdefault(row.path, set()).add(
                    (row.source, row.document_id, row.reason)
                )

    def work_for(self, document: Document) -> Work:
        """What is to be done for a document that was read."""
        self._visit(document.source)
        with self._store.reading() as connection:
            known = _known(connection, document.content_hash)
            if known is None:
                return Work(document, document, True)
            keys = {_source_key(row) for row in _sources(connection, known.id)}
            mine = document.id, _location(document.source)
            if mine < min(keys):
                return Work(document, document, True)
            if known.coding_hash != self._info.coding_hash:
                line = _record_line(connection, known.id)
                first = replace(record_from_json(line).document, id=known.input_id)
                return Work(document, document if mine == min(keys) else first, True)
            return Work(document, None, mine not in keys)

    def stored_line(self, document: Document) -> str | None:
        """The stored record of a document's content as a line of JSON, or None."""
        with self._store.reading() as connection:
            known = _known(connection, document.content_hash)
            return _record_line(connection, known.id) if known else None

    def write(self, batch: Sequence[Stored | Document | Reject]) -> list[Reject | None]:
        """Stores records, further copies (as bare documents) and rejects in one transaction.

        Returns, for each, None or the reject that it became because it could not be stored.
        """
        news = [self._is_news(item) for item in batch]
        if not any(news):
            return [None] * len(batch)
        outcome: list[Reject | None] = []
        with self._store.writing() as connection:
            run_id = self._run_id or self._start(connection)
            for item in batch:
                try:
                    with connection.begin_nested():
                        self._write_one(connection, item, run_id)
                    outcome.append(None)
                except (DBAPIError, ValueError, OverflowError) as error:
                    if isinstance(item, Reject):
                        raise
                    document = item.read if isinstance(item, Stored) else item
                    reject = _not_stored(document, error)
                    self._write_one(connection, reject, run_id)
                    outcome.append(reject)
        self._run_id = run_id
        return outcome

    def finish(self, counts: Mapping[str, object]) -> None:
        """Closes a run that read all its input: rejects that are no more are dropped."""
        gone = [
            key
            for path in sorted(self._visited)
            for key in sorted(self._old_rejects.get(path, set()) - self._met)
        ]
        if self._run_id is None and not gone:
            return
        with self._store.writing() as connection:
            r = schema.rejects.c
            for source, document_id, reason in gone:
                connection.execute(
                    delete(schema.rejects).where(
                        and_(r.source == source, r.document_id == document_id, r.reason == reason)
                    )
                )
            run_id = self._run_id or self._start(connection)
            connection.execute(
                update(schema.runs)
                .where(schema.runs.c.id == run_id)
                .values(finished=_now(), counts=json.dumps(dict(counts)))
            )

    def _visit(self, source: str | None) -> None:
        path = _path_of(source)
        if path in self._old_rejects:
            self._visited.add(path)

    def _is_news(self, item: Stored | Document | Reject) -> bool:
        """Whether storing the item changes anything: a reject met before does not."""
        if not isinstance(item, Reject):
            return True
        self._visit(item.source)
        key = _reject_key(item)
        met_before = key in self._met or key in self._old_rejects.get(_path_of(item.source), ())
        self._met.add(key)
        return not met_before

    def _start(self, connection: Connection) -> int:
        highest = connection.execute(select(func.max(schema.runs.c.id))).scalar()
        run_id = int(highest or 0) + 1
        info = self._info
        connection.execute(
            insert(schema.runs).values(
                id=run_id,
                started=_now(),
                version=info.version,
                model=info.model,
                configuration=info.configuration,
                configuration_hash=info.configuration_hash,
                coding_hash=info.coding_hash,
                arguments=info.arguments,
            )
        )
        return run_id

    def _write_one(
        self, connection: Connection, item: Stored | Document | Reject, run_id: int
    ) -> None:
        if isinstance(item, Stored):
            _put(connection, item, self._info.coding_hash, run_id)
        elif isinstance(item, Document):
            known = _known(connection, item.content_hash)
            if known is None:
                raise ValueError("the same text was rejected above")
            _add_source(connection, known.id, item)
        else:
            _put_reject(connection, item, run_id)


def _put(connection: Connection, item: Stored, coding_hash: str, run_id: int) -> None:
    """Stores a record in place of what the archive has for this content."""
    document = item.record.document
    known = _known(connection, document.content_hash)
    sources = _sources(connection, known.id) if known else []
    _supersede(connection, item.read, keep=known.id if known else None)
    read = item.read.id, _location(item.read.source)
    if known and min(map(_source_key, sources), default=read) < read:
        # The archive names this content by another copy of it.
        first = record_from_json(_record_line(connection, known.id)).document
        document = replace(
            document,
            id=known.input_id,
            source=first.source,
            url=first.url,
            metadata=first.metadata,
        )
    if known:
        connection.execute(delete(schema.documents).where(schema.documents.c.id == known.id))
    input_id = document.id
    name = _name(connection, input_id, document.content_hash)
    record = replace(item.record, document=replace(document, id=name))
    _insert(connection, record, input_id, coding_hash, run_id)
    for source in sources:
        connection.execute(
            insert(schema.document_sources).values(**{**source, "document_id": name})
        )
    _add_source(connection, name, item.read)


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
    for table, rows in record_rows(record, content, run_id):
        connection.execute(insert(table), rows)


def _name(connection: Connection, input_id: str, content_hash: str) -> str:
    """The archive's name for a document: the id it came with, if that is its alone.

    Of several texts with one id the one with the smallest hash bears it; the others, `ID~hash`.
    """
    d = schema.documents.c
    others = [
        _Known(*row)
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


def _rename(connection: Connection, known: _Known, name: str) -> None:
    record = record_from_json(_record_line(connection, known.id))
    d = schema.documents.c
    run_id = connection.execute(select(d.run_id).where(d.id == known.id)).scalar_one()
    sources = _sources(connection, known.id)
    connection.execute(delete(schema.documents).where(d.id == known.id))
    record = replace(record, document=replace(record.document, id=name))
    _insert(connection, record, known.input_id, known.coding_hash, run_id)
    for source in sources:
        connection.execute(
            insert(schema.document_sources).values(**{**source, "document_id": name})
        )


def _supersede(connection: Connection, document: Document, keep: str | None) -> None:
    """Takes a file's old version away, where this is the same article from the same place."""
    location = _location(document.source)
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
        if not _sources(connection, document_id):
            connection.execute(delete(schema.documents).where(d.id == document_id))


def _in_common(a: str, b: str) -> float:
    """Jaccard similarity of two texts' sets of words, 0..1."""
    x, y = set(a.lower().split()), set(b.lower().split())
    return len(x & y) / len(x | y) if x | y else 1.0


def _known(connection: Connection, content_hash: str) -> _Known | None:
    row = connection.execute(
        select(*_KNOWN_COLUMNS).where(schema.documents.c.content_hash == content_hash)
    ).one_or_none()
    return _Known(*row) if row else None


def _record_line(connection: Connection, document_id: str) -> str:
    line = connection.execute(
        select(schema.records.c.json).where(schema.records.c.document_id == document_id)
    ).scalar_one()
    return str(line)


def _sources(connection: Connection, document_id: str) -> list[dict[str, object]]:
    rows = connection.execute(
        select(schema.document_sources).where(schema.document_sources.c.document_id == document_id)
    )
    return [dict(row._mapping) for row in rows]


def _add_source(connection: Connection, document_id: str, document: Document) -> None:
    s = schema.document_sources.c
    key = {
        "document_id": document_id,
        "location": _location(document.source),
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


def _put_reject(connection: Connection, reject: Reject, run_id: int) -> None:
    source, document_id, reason = _reject_key(reject)
    r = schema.rejects.c
    there = and_(r.source == source, r.document_id == document_id, r.reason == reason)
    if connection.execute(select(r.source).where(there)).first() is None:
        connection.execute(
            insert(schema.rejects).values(
                source=source,
                document_id=document_id,
                reason=reason,
                cure=reject.cure,
                path=_path_of(reject.source),
                run_id=run_id,
            )
        )


def _not_stored(document: Document, error: Exception) -> Reject:
    said = str(getattr(error, "orig", None) or error).strip().splitlines()
    return Reject(
        source=document.source or document.id,
        reason=f"error: not stored: {said[0][:200] if said else type(error).__name__}",
        cure="please report this with the file",
        document_id=document.id,
    )


def _reject_key(reject: Reject) -> tuple[str, str, str]:
    return reject.source, reject.document_id or "", reject.reason


def _source_key(row: Mapping[str, object]) -> tuple[str, str]:
    """By which of several copies the archive names a document: the smallest."""
    return str(row["input_id"]), str(row["location"])


def _location(source: str | None) -> str:
    """Where a source lies, whatever folder the program was started in; stdin stays `-`."""
    if not source:
        return ""
    return source if source.startswith("-") else str(Path(source).absolute())


def _path_of(source: str | None) -> str:
    """The file of a source such as `PATH#3`."""
    location = _location(source)
    head, mark, tail = location.rpartition("#")
    return head if mark and tail.isdigit() else location


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
