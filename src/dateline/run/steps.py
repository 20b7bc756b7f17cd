"""The main job: paths in, records out, into a store or straight to the caller."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dateline import __version__
from dateline.config import Config
from dateline.records import Document, Record, Reject, record_to_json
from dateline.run.coder import Coder, CoderFactory, default_coder
from dateline.run.interrupts import uninterrupted
from dateline.run.pool import Task, code_in_order
from dateline.run.summary import Summary

if TYPE_CHECKING:
    from dateline.read import ReadOptions
    from dateline.store import RunWriter, Store

_BATCH = 16
_BATCH_SECONDS = 2.0
"""How much work a killed run may lose: so many documents, or what so many seconds made."""


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How a run goes; nothing here changes a record. `jobs` 0 = one for each core."""

    jobs: int = 0
    factory: CoderFactory = default_coder
    arguments: str = "{}"
    line: Callable[[str], None] | None = None
    tick: Callable[[Summary], None] | None = None
    told: Callable[[Reject], None] | None = None


def code_paths(
    paths: Iterable[str | os.PathLike[str]],
    store: Store | None = None,
    config: Config | None = None,
    options: RunOptions | None = None,
    reading: ReadOptions | None = None,
) -> Summary:
    """Reads the articles that files and folders hold and codes them: `code_documents`."""
    from dateline.read import read_paths

    return code_documents(read_paths(paths, reading), store, config, options)


def code_documents(
    documents: Iterable[Document | Reject],
    store: Store | None = None,
    config: Config | None = None,
    options: RunOptions | None = None,
) -> Summary:
    """Codes documents in order and stores them; the counts.

    Documents that the store has under the same configuration, weights and version are not coded
    again. `options.line` gets each document's record as a line of JSON, in input order, and
    `options.told` each reject. Ctrl-C ends the run with what was done kept
    (`summary.interrupted`). Raises StoreError where the store fails.
    """
    return _Run(store, config or Config(), options or RunOptions()).go(documents)


@dataclass(slots=True)
class _Kept:
    """What is known of an input before its coding is done."""

    item: Document | Reject
    repeated: bool = False
    write: bool = True


class _Run:
    def __init__(self, store: Store | None, config: Config, options: RunOptions) -> None:
        self.summary = Summary()
        self._config = config
        self._options = options
        self._jobs = options.jobs or os.cpu_count() or 1
        self._coder: Coder | None = None
        self._writer: RunWriter | None = None
        self._seen: dict[bytes, tuple[str, str]] = {}
        self._batch: list[tuple[_Kept, Any]] = []
        self._flushed = time.monotonic()
        if store is not None:
            from dateline.store import RunInfo, RunWriter

            info = RunInfo(
                version=__version__,
                model=self._loaded().model,
                configuration=config.to_json(),
                arguments=options.arguments,
            )
            self._writer = RunWriter(store, info)

    def go(self, documents: Iterable[Document | Reject]) -> Summary:
        start = time.monotonic()
        self._loaded()  # weights that are missing are told once, before any process starts
        try:
            results = code_in_order(
                self._tasks(documents),
                self._loaded,
                self._options.factory,
                self._config,
                self._jobs,
            )
            for kept, result in results:
                self._take(kept, result)
                self.summary.seconds = time.monotonic() - start
                if self._options.tick:
                    self._options.tick(self.summary)
            self._flush()
        except KeyboardInterrupt:
            self.summary.interrupted = True
            self._flush()
        self.summary.seconds = time.monotonic() - start
        if self._writer and not self.summary.interrupted:
            self._writer.finish(self.summary.to_dict())
        return self.summary

    def _loaded(self) -> Coder:
        if self._coder is None:
            self._coder = self._options.factory(self._config)
        return self._coder

    def _tasks(self, items: Iterable[Document | Reject]) -> Iterator[Task[_Kept]]:
        for item in items:
            if isinstance(item, Reject):
                yield Task(None, _Kept(item))
                continue
            key = bytes.fromhex(item.content_hash)[:16]
            mine = item.id, item.source or ""
            first = self._seen.get(key)
            if self._writer is None:
                again = first is not None and first[0] == item.id
                self._seen.setdefault(key, mine)
                yield Task(None if again else item, _Kept(item, repeated=again))
            elif first is not None and first <= mine:
                yield Task(None, _Kept(item, repeated=True))
            else:
                self._seen[key] = mine
                work = self._writer.work_for(item)
                yield Task(work.code, _Kept(item, repeated=first is not None, write=work.write))

    def _take(self, kept: _Kept, result: Record | Reject | None) -> None:
        self._batch.append((kept, kept.item if isinstance(kept.item, Reject) else result))
        age = time.monotonic() - self._flushed
        if self._writer is None or len(self._batch) >= _BATCH or age > _BATCH_SECONDS:
            self._flush()

    def _flush(self) -> None:
        with uninterrupted():
            batch = self._batch if self._writer is None else self._stored(self._batch, self._writer)
            self._batch = []
            self._flushed = time.monotonic()
            for kept, result in batch:
                self._count(kept, result)

    def _stored(self, batch: list[tuple[_Kept, Any]], writer: RunWriter) -> list[tuple[_Kept, Any]]:
        """The batch after it was stored: a record that could not be is a reject now."""
        from dateline.store import Stored

        items: list[Stored | Document | Reject] = []
        places: list[int] = []
        for place, (kept, result) in enumerate(batch):
            if isinstance(result, Record):
                assert isinstance(kept.item, Document)
                items.append(Stored(result, kept.item))
            elif isinstance(result, Reject):
                items.append(result)
            elif kept.write:
                items.append(kept.item)
            else:
                continue
            places.append(place)
        out = list(batch)
        for place, reject in zip(places, writer.write(items), strict=True):
            if reject is not None:
                out[place] = (out[place][0], reject)
        return out

    def _count(self, kept: _Kept, result: Record | Reject | None) -> None:
        summary, line = self.summary, self._options.line
        if isinstance(result, Reject):
            summary.rejected[result.reason] += 1
            if self._options.told:
                self._options.told(result)
            return
        if kept.repeated:
            summary.repeated += 1
        elif result is None:
            summary.unchanged += 1
        else:
            summary.coded += 1
            summary.reports += len(result.reports)
            summary.claims += len(result.claims)
        if line is not None:
            assert isinstance(kept.item, Document)
            if result is not None:
                line(record_to_json(result))
            elif self._writer and (stored := self._writer.stored_line(kept.item)):
                line(stored)
