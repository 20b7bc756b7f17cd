"""Joins what the documents of an archive say: families, actors, incidents, decisions."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, func, select

from dateline.review import constraints, replay_documents, replay_incidents, reviewed_actors
from dateline.run.actors import update_actors
from dateline.run.families import update_families
from dateline.run.incidents import IncidentsFound, update_incidents
from dateline.store import Store, schema
from dateline.store.tombstones import bury_incidents

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class ArchiveChanges:
    """What an archive holds after it was reconciled, and what of its incidents is new.

    `merged`, `split` and `removed` count incidents whose identifiers now lead elsewhere or
    nowhere. `conflicts` are decisions of reviewers that no longer fit. `seconds` is wall time.
    """

    documents: int
    families: int
    actors: int
    incidents: int
    new: int
    changed: int
    merged: int
    split: int
    removed: int
    conflicts: int
    seconds: float

    def to_dict(self) -> dict[str, int | float]:
        """The counts under their names, for JSON."""
        return {**asdict(self), "seconds": round(self.seconds, 3)}


def update_archive(
    store: Store, progress: Progress | None = None, *, families: bool = True
) -> ArchiveChanges:
    """Brings families, actors and incidents up to date with the documents and the decisions.

    The archive ends the same whichever way its documents came into it, and a second time changes
    nothing. Families are one transaction, all that follows is another: a run that is killed leaves
    each as it was before, and the next one ends the same. `families=False` leaves those as they
    are, for where no document has come or gone. Raises StoreError where the store fails.
    """
    start = time.monotonic()
    told = progress or _silent
    if families:
        told("families", 0, 1)
        update_families(store)
    with store.writing() as connection:
        run_id = connection.execute(select(func.max(schema.runs.c.id))).scalar()
        found = None if run_id is None else _update(connection, int(run_id), told)
        return _changes(connection, found, time.monotonic() - start)


def _update(connection: Connection, run_id: int, told: Progress) -> IncidentsFound:
    told("decisions on documents", 0, 1)
    replay_documents(connection)
    told("actors", 0, 1)
    update_actors(connection, reviewed_actors(connection))
    found = update_incidents(connection, run_id, constraints(connection), progress=told)
    bury_incidents(connection, run_id)
    told("decisions on incidents", 0, 1)
    replay_incidents(connection)
    return found


def _changes(
    connection: Connection, found: IncidentsFound | None, seconds: float
) -> ArchiveChanges:
    def count(name: str) -> int:
        table = schema.metadata.tables[name]
        return int(connection.execute(select(func.count()).select_from(table)).scalar() or 0)

    return ArchiveChanges(
        documents=count("documents"),
        families=count("families"),
        actors=count("archive_actors"),
        incidents=count("incidents"),
        new=len(found.created) if found else 0,
        changed=len(found.changed) if found else 0,
        merged=len(found.merged) if found else 0,
        split=len(found.split) if found else 0,
        removed=len(found.removed) if found else 0,
        conflicts=count("decision_conflicts"),
        seconds=seconds,
    )


def _silent(_step: str, _done: int, _of: int) -> None:
    return None
