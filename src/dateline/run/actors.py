"""Brings the archive's actors up to date with those of its documents."""

from __future__ import annotations

from sqlalchemy import Connection

from dateline.normalise.actor import load_actor_list, read_user_list
from dateline.reconcile.actors import Listed, ReviewedActors, archive_actors, identified
from dateline.store.archive_actors import (
    actors_are_current,
    document_actors,
    known_actors,
    put_archive_actors,
)


def update_actors(connection: Connection, reviewed: ReviewedActors | None = None) -> int:
    """Joins the documents' actors and writes what differs; how many rows did.

    Raises DatelineError where the user's actor list is damaged.
    """
    listed = Listed(load_actor_list(), frozenset(entry.id for entry in read_user_list()))
    nothing_said = reviewed is None or reviewed == ReviewedActors()
    if nothing_said and actors_are_current(connection, listed):
        return 0
    found = archive_actors(document_actors(connection), listed, reviewed)
    actors, last = identified(found, known_actors(connection))
    return put_archive_actors(connection, actors, last)
