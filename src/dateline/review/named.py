"""What a person names: an identifier without its kind, words without their place."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from dateline.reconcile.actors import actor_number
from dateline.review.errors import DecisionError, UnknownTarget
from dateline.review.targets import TABLES, forwards, incident_number
from dateline.store import schema

_PARTS = ("report", "claim", "actor", "document")


def kind_of(connection: Connection, identifier: str) -> str:
    """incident, report, claim, actor or document. Raises UnknownTarget for none of them.

    `I12` and `A3` are an incident and an actor of the archive, if there are such.
    """
    number = incident_number(identifier)
    i = TABLES["incident"].c.id
    if connection.execute(select(i).where(i == number)).first():
        return "incident"
    a = TABLES["archive actor"].c.id
    if connection.execute(select(a).where(a == actor_number(identifier))).first():
        return "actor"
    for kind in _PARTS:
        column = TABLES[kind].c.id
        if connection.execute(select(column).where(column == identifier)).first():
            return kind
    shown = identifier[:200]
    if new := forwards(connection, number):
        raise UnknownTarget(
            f"incident {shown} is no more", shown, f"it is now {', '.join(new)}: decide on that"
        )
    raise UnknownTarget(
        f"nothing is called {shown!r}", "decision", "dateline show DB lists what there is"
    )


def selected(
    connection: Connection, kind: str, identifier: str, words: str, at: int | None = None
) -> dict[str, Any]:
    """{document, start, end, words} of words in a document, or in that of a report.

    Raises DecisionError where they do not stand there, or stand there more than once and `at`
    (code points from the start) does not say which.
    """
    document = identifier
    if kind == "report":
        r = schema.reports.c
        document = connection.execute(select(r.document_id).where(r.id == identifier)).scalar_one()
    d = schema.documents.c
    text = connection.execute(select(d.text).where(d.id == document)).scalar()
    if text is None:
        raise DecisionError("not a document", f"{kind} {identifier}", "name a document or report")
    where = f"document {document}"
    number = text.count(words) if words else 0
    if not number:
        raise DecisionError(f"words {words[:80]!r} not found", where, "copy them from the article")
    if at is None and number > 1:
        raise DecisionError(
            f"words {words[:80]!r} stand {number} times",
            where,
            f"say where, the first at {text.index(words)}, or give more words",
        )
    start = text.index(words) if at is None else at
    if text[start : start + len(words)] != words:
        raise DecisionError(f"words {words[:80]!r} are not at {start}", where, "check the offset")
    return {"document": document, "start": start, "end": start + len(words), "words": words}
