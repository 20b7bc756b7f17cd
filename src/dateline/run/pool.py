"""Codes documents in order, in this process or in several; a crash costs one document."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar

from dateline.config import Config
from dateline.records import Document, Record, Reject
from dateline.run.coder import Coder, CoderFactory, crash_note

T = TypeVar("T")

_IN_FLIGHT = 4
"""Documents handed out for each worker: enough to keep it busy, few enough to hold in memory."""

_WORTH_A_POOL = 4
"""Documents for each worker from which starting processes pays; fewer are coded here."""


@dataclass(frozen=True, slots=True)
class Task(Generic[T]):
    """A document to code, or None, and what the caller wants back with the result."""

    document: Document | None
    kept: T


def code_in_order(
    tasks: Iterable[Task[T]],
    coder: Callable[[], Coder],
    factory: CoderFactory,
    config: Config,
    jobs: int,
) -> Iterator[tuple[T, Record | Reject | None]]:
    """Each task's `kept` with its record, in the order of the tasks, whatever `jobs` is.

    A task without a document passes through with None. A document whose coding raises, or kills
    its process, comes back as a Reject, and the others are coded all the same. At most a few
    documents for each worker are read ahead.
    """
    tasks = iter(tasks)
    if jobs > 1:
        # Tasks that need no coding do not count: a re-run of unchanged files starts no process.
        first, worth = _take_until(tasks, jobs * _WORTH_A_POOL)
        tasks = chain(first, tasks)
        if worth:
            yield from _pooled(tasks, factory, config, jobs)
            return
    for task in tasks:
        yield task.kept, None if task.document is None else _code(coder(), task.document)


def _take_until(tasks: Iterator[Task[T]], wanted: int) -> tuple[list[Task[T]], bool]:
    """The tasks up to the `wanted`th that has a document; False where the input ends before.

    Stops early after many that have none, so that nothing piles up.
    """
    taken: list[Task[T]] = []
    with_document = 0
    for task in islice(tasks, 50 * wanted):
        taken.append(task)
        with_document += task.document is not None
        if with_document >= wanted:
            return taken, True
    return taken, len(taken) == 50 * wanted


def _code(coder: Coder, document: Document) -> Record | Reject:
    try:
        return coder(document)
    except Exception as error:  # one bad document must not end the run
        return _crashed(document, crash_note(error))


def _crashed(document: Document, reason: str) -> Reject:
    return Reject(
        source=document.source or document.id,
        reason=reason,
        cure="please report this with the file",
        document_id=document.id,
    )


_worker_coder: Coder | None = None


def _start_worker(factory: CoderFactory, config: Config) -> None:
    global _worker_coder
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides how Ctrl-C ends
    parent = parent_process()
    if parent is not None:
        # A parent that was killed cannot stop its workers: they watch it themselves.
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    _worker_coder = factory(config)


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _code_in_worker(document: Document) -> Record | Reject:
    assert _worker_coder is not None
    return _code(_worker_coder, document)


def _pooled(
    tasks: Iterable[Task[T]], factory: CoderFactory, config: Config, jobs: int
) -> Iterator[tuple[T, Record | Reject | None]]:
    tasks = iter(tasks)
    pool = _executor(factory, config, jobs)
    waiting: deque[tuple[Task[T], Future[Record | Reject] | None]] = deque()
    try:
        while True:
            for task in tasks:
                future = None
                if task.document is not None:
                    future = _submit(pool, task.document)
                waiting.append((task, future))
                if len(waiting) >= jobs * _IN_FLIGHT:
                    break
            if not waiting:
                return
            task, future = waiting.popleft()
            if task.document is None or future is None:
                yield task.kept, None
                continue
            try:
                result = future.result()
            except BrokenProcessPool:
                pool.shutdown(wait=False, cancel_futures=True)
                # Which document it was cannot be told: each that was in flight gets a process of
                # its own, and the one that kills it is the one.
                result = _alone(task.document, factory, config)
                pool = _executor(factory, config, jobs)
                waiting = deque(
                    (other, None if other.document is None else _submit(pool, other.document))
                    for other, _ in waiting
                )
            yield task.kept, result
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _submit(pool: ProcessPoolExecutor, document: Document) -> Future[Record | Reject]:
    try:
        return pool.submit(_code_in_worker, document)
    except BrokenProcessPool as error:
        broken: Future[Record | Reject] = Future()
        broken.set_exception(error)
        return broken


def _alone(document: Document, factory: CoderFactory, config: Config) -> Record | Reject:
    pool = _executor(factory, config, 1)
    try:
        return pool.submit(_code_in_worker, document).result()
    except BrokenProcessPool:
        return _crashed(document, "error: the coder's process died on this document")
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _executor(factory: CoderFactory, config: Config, jobs: int) -> ProcessPoolExecutor:
    # Not forked: the ONNX runtime's threads do not survive a fork.
    return ProcessPoolExecutor(
        jobs,
        mp_context=get_context("spawn"),
        initializer=_start_worker,
        initargs=(factory, config),
    )
