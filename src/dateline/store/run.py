"""Writes what one run makes: records, further copies, rejects, and the run that made them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Connection, and_, delete, func, insert, select, update
from sqlalchemy.exc import DBAPIError

from dateline.records import (
    Document,
    Reject,
    record_from_json,
)
from dateline.store import schema
from dateline.store._documents import (
    Stored,
    add_source,
    known_document,
    location_of,
    path_of,
    put_record,
    record_line,
    source_key,
    sources_of,
)
from dateline.store.archive import Store, concerns_all


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
class Work:
    """What a document that was read asks for.

    `code` is the document to code: itself, the copy of it that the archive names it by, or None
    where its record is there already. `write` says whether anything has to be stored at all.
    """

    document: Document
    code: Document | None
    write: bool


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
            known = known_document(connection, document.content_hash)
            if known is None:
                return Work(document, document, True)
            keys = {source_key(row) for row in sources_of(connection, known.id)}
            mine = document.id, location_of(document.source)
            if mine < min(keys):
                return Work(document, document, True)
            if known.coding_hash != self._info.coding_hash:
                line = record_line(connection, known.id)
                first = replace(record_from_json(line).document, id=known.input_id)
                return Work(document, document if mine == min(keys) else first, True)
            return Work(document, None, mine not in keys)

    def stored_line(self, document: Document) -> str | None:
        """The stored record of a document's content as a line of JSON, or None."""
        with self._store.reading() as connection:
            known = known_document(connection, document.content_hash)
            return record_line(connection, known.id) if known else None

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
                    if isinstance(item, Reject) or concerns_all(error):
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
        path = path_of(source)
        if path in self._old_rejects:
            self._visited.add(path)

    def _is_news(self, item: Stored | Document | Reject) -> bool:
        """Whether storing the item changes anything: a reject met before does not."""
        if not isinstance(item, Reject):
            return True
        self._visit(item.source)
        key = _reject_key(item)
        met_before = key in self._met or key in self._old_rejects.get(path_of(item.source), ())
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
            put_record(connection, item, self._info.coding_hash, run_id)
        elif isinstance(item, Document):
            known = known_document(connection, item.content_hash)
            if known is None:
                raise ValueError("the same text was rejected above")
            add_source(connection, known.id, item)
        else:
            _put_reject(connection, item, run_id)


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
                path=path_of(reject.source),
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


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
