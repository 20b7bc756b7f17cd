"""What a decision works on: rows of one document, an incident or archive actor, or joining."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from sqlalchemy import Connection

from dateline.review.finding import Lost, documents_of
from dateline.review.targets import of_archive
from dateline.store.decisions import Decision

Level = Literal["document", "incident", "joining", "undo"]

_JOINING = ("merge", "split", "link", "unlink", "alias", "unalias")
_NO_EFFECT = ("grade", "work", "assign", "comment", "flag", "unflag")


def level(decision: Decision) -> Level:
    """Where a decision takes effect: see `replay_documents`, `replay_incidents`, `constraints`."""
    if decision.action == "undo":
        return "undo"
    if decision.action in _JOINING:
        return "joining"
    if decision.target_kind == "incident" or of_archive(decision.target_kind, decision.target_id):
        return "incident"
    return "document"


def rejoins(decision: Decision) -> bool:
    """Whether incidents and actors may be others after it: then the archive is to be updated."""
    return decision.action not in _NO_EFFECT and level(decision) in ("joining", "document")


def documents_named(connection: Connection, decisions: Iterable[Decision]) -> frozenset[str]:
    """The documents, as the archive names them now, whose rows decisions work on."""
    references = [
        decision.anchor.get("target") or {}
        for decision in decisions
        if level(decision) == "document"
    ]
    documents = documents_of(connection, references)
    found = set()
    for reference in references:
        try:
            found.add(documents.find(reference))
        except Lost:
            continue
    return frozenset(found)
