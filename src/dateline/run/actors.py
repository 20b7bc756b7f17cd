"""Brings the archive's actors up to date with those of its documents."""

from __future__ import annotations

from sqlalchemy import Connection

from dateline.normalise.actor import load_actor_list, read_user_list
from dateline.reconcile.actors import Listed, ReviewedActors, archive_actors, identified
from dateline.store.archive_actors import document_actors, known_actors, put_archive_actors


def update_actors(connection: Connection, reviewed: ReviewedActors | None = None) -> int:
    """Joins the documents' actors and writes what differs; how many actors the archive has.

    Raises DatelineError where the user's actor list is damaged.
    """
    listed = Listed(load_actor_list(), frozenset(entry.id for entry in read_user_list()))
    found = archive_actors(document_actors(connection), listed, reviewed)
    actors, last = identified(found, known_actors(connection))
    put_archive_actors(connection, actors, last)
    return len(actors)
