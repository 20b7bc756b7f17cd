"""Anchors: the words by which what was decided on is found again after a new run.

Identifiers of reports, claims, actors and incidents may move when documents are coded anew or
joined otherwise. A reference therefore keeps the document's identifier and content hash with the
words: a report's triggers and sentence, a claim's content, an actor's name, an incident's reports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from sqlalchemy import Connection, select

from dateline.store import schema

Reference = dict[str, Any]
"""What is kept of one thing: see the functions below for the keys."""

MOST_REPORTS = 20
"""Reports by which an incident is found again, where a decision is not about all of them."""
_MEMBERS_KEPT = 20
_MENTIONS_KEPT = 5
_AROUND = 60
"""Code points kept before and after words that a decision itself names."""
_AT_ONCE = 500

_T = TypeVar("_T")


def batches(items: Iterable[_T]) -> Iterator[list[_T]]:
    """The items in lists that fit one SQL statement."""
    listed = list(items)
    for start in range(0, len(listed), _AT_ONCE):
        yield listed[start : start + _AT_ONCE]


def document_references(connection: Connection, ids: Iterable[str]) -> dict[str, Reference]:
    """{document, hash} of every document that the archive has."""
    d = schema.documents.c
    found: dict[str, Reference] = {}
    for batch in batches(dict.fromkeys(ids)):
        for row in connection.execute(select(d.id, d.content_hash).where(d.id.in_(batch))):
            found[row.id] = {"document": row.id, "hash": row.content_hash}
    return found


def report_references(connection: Connection, ids: Iterable[str]) -> dict[str, Reference]:
    """{document, hash, at, sentence} of every report: `at` its triggers as [start, end, words]."""
    r, d, t = schema.reports.c, schema.documents.c, schema.triggers.c
    found: dict[str, Reference] = {}
    for batch in batches(dict.fromkeys(ids)):
        query = (
            select(r.id, d.id.label("document"), d.content_hash, r.sentence_start, r.sentence_words)
            .join(schema.documents, d.id == r.document_id)
            .where(r.id.in_(batch))
        )
        for row in connection.execute(query):
            found[row.id] = _reference(row) | {"at": []}
        triggers = select(t.report_id, t.start, t.end, t.words).where(t.report_id.in_(batch))
        for one in connection.execute(triggers.order_by(t.report_id, t.ordinal)):
            found[one.report_id]["at"].append([one.start, one.end, one.words])
    return found


def claim_references(connection: Connection, ids: Iterable[str]) -> dict[str, Reference]:
    """{document, hash, at, sentence} of every claim: `at` its content as [start, end, words]."""
    c, d = schema.claims.c, schema.documents.c
    found: dict[str, Reference] = {}
    for batch in batches(dict.fromkeys(ids)):
        query = (
            select(
                *(c.id, d.id.label("document"), d.content_hash, c.sentence_start),
                *(c.sentence_words, c.content_start, c.content_end, c.content_words),
            )
            .join(schema.documents, d.id == c.document_id)
            .where(c.id.in_(batch))
        )
        for row in connection.execute(query):
            at = [row.content_start, row.content_end, row.content_words]
            found[row.id] = _reference(row) | {"at": [at]}
    return found


def actor_references(connection: Connection, ids: Iterable[str]) -> dict[str, Reference]:
    """Of a document's actor {document, hash, name, at}: `at` its first mentions."""
    a, d, m = schema.actors.c, schema.documents.c, schema.mentions.c
    found: dict[str, Reference] = {}
    for batch in batches(dict.fromkeys(ids)):
        query = (
            select(a.id, a.name, d.id.label("document"), d.content_hash)
            .join(schema.documents, d.id == a.document_id)
            .where(a.id.in_(batch))
        )
        for row in connection.execute(query):
            found[row.id] = {
                "document": row.document,
                "hash": row.content_hash,
                "name": row.name,
                "at": [],
            }
        mentions = select(m.actor_id, m.start, m.end, m.words).where(m.actor_id.in_(batch))
        for row in connection.execute(mentions.order_by(m.actor_id, m.ordinal)):
            if len(found[row.actor_id]["at"]) < _MENTIONS_KEPT:
                found[row.actor_id]["at"].append([row.start, row.end, row.words])
    return found


def archive_actor_references(connection: Connection, ids: Iterable[str]) -> dict[str, Reference]:
    """Of an archive's actor {name, members}: the references of the first documents' actors."""
    g, m = schema.archive_actors.c, schema.archive_actor_members.c
    found: dict[str, Reference] = {}
    members: dict[str, list[str]] = defaultdict(list)
    for batch in batches(dict.fromkeys(ids)):
        for row in connection.execute(select(g.id, g.name).where(g.id.in_(batch))):
            found[row.id] = {"name": row.name, "members": {}}
        query = select(m.archive_actor_id, m.actor_id).where(m.archive_actor_id.in_(batch))
        for row in connection.execute(query.order_by(m.archive_actor_id, m.actor_id)):
            if len(members[row.archive_actor_id]) < _MEMBERS_KEPT:
                members[row.archive_actor_id].append(row.actor_id)
    actors = actor_references(connection, [one for each in members.values() for one in each])
    for actor, each in members.items():
        if actor in found:
            found[actor]["members"] = {one: actors[one] for one in each if one in actors}
    return found


def incident_references(
    connection: Connection, ids: Iterable[str], most: int | None = MOST_REPORTS
) -> dict[str, Reference]:
    """{reports: {report id: reference}} of every incident, of `most` reports each (None: all)."""
    m = schema.incident_reports.c
    members: dict[str, list[str]] = defaultdict(list)
    for batch in batches(dict.fromkeys(ids)):
        query = select(m.incident_id, m.report_id).where(m.incident_id.in_(batch))
        for row in connection.execute(query):
            members[row.incident_id].append(row.report_id)
    kept = {incident: sorted(reports)[:most] for incident, reports in members.items()}
    reports = report_references(connection, [one for each in kept.values() for one in each])
    return {
        incident: {"reports": {one: reports[one] for one in each if one in reports}}
        for incident, each in kept.items()
    }


def anchored_spans(value: Any, text: str) -> Any:
    """`value` with `words` beside every {start, end} in it. ValueError for one outside the text."""
    if isinstance(value, list):
        return [anchored_spans(item, text) for item in value]
    if not isinstance(value, dict):
        return value
    out = {key: anchored_spans(item, text) for key, item in value.items()}
    if "start" in out and "end" in out:
        start, end = out["start"], out["end"]
        if not 0 <= start < end <= len(text):
            raise ValueError(
                f"span {start}..{end} is outside the document ({len(text)} characters)"
            )
        said = value.get("words")
        if said is not None and said != text[start:end]:
            raise ValueError(
                f"span {start}..{end} reads {text[start:end][:80]!r}, not {str(said)[:80]!r}"
            )
        out["words"] = text[start:end]
        out["around"] = [text[max(0, start - _AROUND) : start], text[end : end + _AROUND]]
    return out


def spans_in(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every {start, end, ...} in a JSON value."""
    if isinstance(value, list):
        for item in value:
            yield from spans_in(item)
    elif isinstance(value, dict):
        if "start" in value and "end" in value:
            yield value
        for item in value.values():
            yield from spans_in(item)


def _reference(row: Any) -> Reference:
    out: Reference = {"document": row.document, "hash": row.content_hash}
    if row.sentence_words is not None:
        out["sentence"] = [row.sentence_start, row.sentence_words]
    return out
