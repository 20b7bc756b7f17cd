"""What a running server knows: the archive, whom it answers to, and on whose behalf."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends, Request
from sqlalchemy import Connection, func, select

from dateline.reconcile.families import Independence
from dateline.review import QueueItem, queue
from dateline.store import Store, schema
from dateline.store.evidence import independence
from dateline.store.search import is_stale, update_search

_QUEUES = 8
"""Queues of different filters that are kept."""


def state_of(connection: Connection) -> tuple[int, str, int, str]:
    """What tells one state of the archive from another.

    The number of decisions, the newest one, the last run, when an incident last changed.
    """
    d, i = schema.decisions.c, schema.incidents.c
    number, newest = connection.execute(select(func.count(), func.max(d.id))).one()
    run = connection.execute(select(func.max(schema.runs.c.id))).scalar()
    changed = connection.execute(select(func.max(i.updated_at))).scalar()
    return int(number), newest or "0", int(run or 0), changed or "0"


@dataclass
class Serving:
    """One server's settings. `hosts` are the names it is asked by, beside loopback.

    `open_token`: the token is needed for reading too (any other address than loopback).
    """

    store: Store
    token: str
    author: str
    hosts: tuple[str, ...] = ()
    open_token: bool = False
    read_only: bool = False
    basemap: Path | None = None
    static: Path | None = None
    _searched: tuple[Any, ...] = ()
    _families: tuple[tuple[Any, ...], Independence] | None = None
    _queues: dict[tuple[Any, ...], list[QueueItem]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def name(self) -> str:
        """The archive's name for people: a file's name, or a URL without its password."""
        return self.store.where if "://" in self.store.where else Path(self.store.where).name

    def keep_search(self) -> None:
        """Brings the search index up to date where the archive has changed since the last time."""
        with self._lock:
            with self.store.reading() as connection:
                i = schema.incidents.c
                state = connection.execute(select(func.count(), func.max(i.updated_at))).one()
                if tuple(state) == self._searched:
                    return
                stale = is_stale(connection)
            if stale and not self.read_only:
                with self.store.writing() as connection:
                    update_search(connection)
            self._searched = tuple(state)

    def waiting(
        self,
        connection: Connection,
        kinds: Sequence[str],
        work_statuses: Sequence[str],
        assignee: str | None,
    ) -> list[QueueItem]:
        """The review queue, kept until a decision or a run changes the archive."""
        key = (tuple(kinds), tuple(work_statuses), assignee, *state_of(connection))
        found = self._queues.get(key)
        if found is None:
            found = queue(
                connection,
                kinds=kinds,
                work_statuses=work_statuses,
                assignee=assignee,
                limit=10**9,
            )[1]
            # What was kept of an older state is of no use any more.
            with self._lock:
                self._queues = {k: v for k, v in self._queues.items() if k[3:] == key[3:]}
                if len(self._queues) < _QUEUES:
                    self._queues[key] = found
        return found

    def whose_words(self, connection: Connection) -> Independence:
        """Whose copy each passage is, worked out anew where documents or families changed."""
        d, e = schema.documents, schema.family_edges
        state = (
            connection.execute(select(func.count(), func.max(d.c.run_id))).one(),
            connection.execute(select(func.count()).select_from(e)).scalar(),
        )
        if self._families is None or self._families[0] != state:
            self._families = (state, independence(connection))
        return self._families[1]


def serving(request: Request) -> Serving:
    """The settings of the server that a request came to."""
    found: Serving = request.app.state.serving
    return found


Here = Annotated[Serving, Depends(serving)]
