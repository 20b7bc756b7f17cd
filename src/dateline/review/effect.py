"""Putting decisions, or their undoing, into force; what is told of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from dateline.review.documents import replay_documents
from dateline.review.errors import DecisionError
from dateline.review.incidents import replay_incidents
from dateline.review.levels import documents_named, level, rejoins
from dateline.review.values import words
from dateline.store.decisions import Decision

LONGEST_AUTHOR = 200


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was taken down. The decisions are in force when this is returned.

    `incidents` and `documents` are those that they name. `rejoin` says that reports may now belong
    to other incidents, or their tolls be others: `dateline.run.reconcile.update_archive` sees to
    that.
    """

    ids: tuple[str, ...]
    batch: str | None
    incidents: tuple[str, ...]
    documents: tuple[str, ...]
    rejoin: bool


def put_into_force(connection: Connection, decisions: Iterable[Decision]) -> None:
    """Derives anew what the given decisions, or their undoing, may change."""
    listed = list(decisions)
    documents = documents_named(connection, listed)
    if documents:
        replay_documents(connection, documents, listed)
    others = [decision for decision in listed if level(decision) != "document"]
    if others:
        replay_incidents(connection, others)


def recorded(made: Sequence[Decision], about: Sequence[Decision], batch: str | None) -> Recorded:
    """What is told of decisions that were `made`, being `about` these."""
    incidents = {d.target_id for d in about if d.target_kind == "incident"}
    for decision in about:
        if decision.action == "merge":
            incidents.update(decision.new["incidents"])
    documents = {
        reference["document"]
        for decision in about
        if (reference := decision.anchor.get("target") or {}).get("document")
    }
    return Recorded(
        tuple(decision.id for decision in made),
        batch,
        tuple(sorted(incidents)),
        tuple(sorted(documents)),
        any(rejoins(decision) for decision in about),
    )


def author_named(author: str) -> str:
    """Who decides. Raises DecisionError for nobody."""
    try:
        name = words(author)
    except ValueError as error:
        raise DecisionError("no author", "decision", f"give who decides; {error}") from error
    if len(name) > LONGEST_AUTHOR:
        raise DecisionError("author's name is too long", "decision", f"at most {LONGEST_AUTHOR}")
    return name
