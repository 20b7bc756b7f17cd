"""Reads reports out of the archive as the evidence from which incidents are made."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Row, Table, select

from dateline.reconcile.evidence import (
    ActorEvidence,
    ArgumentEvidence,
    ClaimEvidence,
    DocumentEvidence,
    Evidence,
    PlaceEvidence,
    TollEvidence,
    Words,
)
from dateline.reconcile.families import (
    Copy,
    Independence,
    PassageSource,
    paragraph_of,
    settled,
)
from dateline.records import Span
from dateline.store import schema
from dateline.store.families import document_facts, family_edges, stored_families

_DOCUMENTS_AT_ONCE = 200

_AROUND = 120
"""Code points on each side of a trigger that belong to a report's passage."""

_MOST_TRIGGERS = 6
"""Triggers whose surroundings make a report's passage; later ones repeat what is told."""

_FACTS = tuple(
    schema.documents.c[name]
    for name in ("id", "text", "title", "outlet", "published", "agency", "language", "synthetic")
)

_Rows = dict[str, list[Row[Any]]]


def independence(connection: Connection) -> Independence:
    """Whose copy each passage is, as the archive's families now stand."""
    k = schema.sketches.c
    counted = {
        row.document_id: row.words for row in connection.execute(select(k.document_id, k.words))
    }
    copies = [
        Copy(d.id, counted.get(d.id, 0), d.published, d.outlet, d.credits.agency)
        for d in document_facts(connection)
    ]
    families = stored_families(connection)
    edges = sorted(family_edges(connection), key=lambda edge: (edge.document, edge.other))
    return Independence(copies, families, settled(families, edges))


def load_evidence(
    connection: Connection,
    report_ids: Collection[str] | None = None,
    known: Independence | None = None,
    documents: Collection[str] | None = None,
) -> Iterator[Evidence]:
    """The evidence of all reports, or of those named, by document id and place in the document.

    `documents` asks for all reports of some documents. Unknown ids are passed over. `known` is
    `independence(connection)`, where the caller has it.
    KeyError for a document that is in no family: families are brought up to date first.
    """
    known = known or independence(connection)
    wanted = None if report_ids is None else frozenset(report_ids)
    asked = _documents_of(connection, wanted) if documents is None else sorted(documents)
    for batch in _batches(asked):
        yield from _of_documents(connection, batch, wanted, known)


def _documents_of(connection: Connection, wanted: Collection[str] | None) -> list[str]:
    r = schema.reports.c
    if wanted is None:
        found = connection.execute(select(r.document_id).distinct()).scalars()
        return sorted(found)
    documents: set[str] = set()
    for batch in _batches(sorted(wanted)):
        query = select(r.document_id).where(r.id.in_(batch)).distinct()
        documents.update(connection.execute(query).scalars())
    return sorted(documents)


def _of_documents(
    connection: Connection,
    documents: Sequence[str],
    wanted: Collection[str] | None,
    known: Independence,
) -> Iterator[Evidence]:
    query = select(*_FACTS).where(schema.documents.c.id.in_(documents))
    texts = {row.id: row for row in connection.execute(query)}
    f = schema.family_documents.c
    member = select(f.document_id, f.family_id).where(f.document_id.in_(documents))
    families = {row.document_id: row.family_id for row in connection.execute(member)}
    triggers = _by_report(connection, schema.triggers, documents)
    arguments = _by_report(connection, schema.arguments, documents)
    tolls = _by_report(connection, schema.tolls, documents)
    actors = _actors(connection, documents)
    claims = _claims(connection, documents)
    r = schema.reports
    found = connection.execute(select(r).where(r.c.document_id.in_(documents)))
    rows = sorted(found, key=lambda row: (row.document_id, row.ordinal))
    for row in rows:
        if wanted is not None and row.id not in wanted:
            continue
        document = texts[row.document_id]
        told = [_words(t.start, t.end, t.words) for t in triggers.get(row.id, ())]
        yield Evidence(
            report_id=row.id,
            type=row.type,
            type_scores=json.loads(row.type_scores),
            event_type=row.event_type,
            status=row.status,
            triggers=tuple(told),
            sentence=_maybe_words(row, "sentence"),
            passage=_passage(document.text, told),
            date_from=row.date_from,
            date_to=row.date_to,
            date_precision=row.date_precision,
            date_stated=row.date_start is not None,
            date_by=row.date_by,
            place=_place(row),
            actors=actors.get(row.id, ()),
            arguments=tuple(
                ArgumentEvidence(a.role, _words(a.start, a.end, a.words))
                for a in arguments.get(row.id, ())
            ),
            tolls=tuple(_toll(t, document, known) for t in tolls.get(row.id, ())),
            claims=tuple(_claim(c, document, known) for c in claims.get(row.id, ())),
            document=DocumentEvidence(
                id=document.id,
                title=document.title,
                outlet=document.outlet,
                published=document.published,
                agency=document.agency,
                language=document.language,
                synthetic=bool(document.synthetic),
                family_id=families[document.id],
            ),
            source=_source(document, told[0].span if told else Span(0, 1), known),
        )


def _by_report(connection: Connection, table: Table, documents: Sequence[str]) -> _Rows:
    """A table's rows of some documents by report, each report's in their order."""
    out: _Rows = defaultdict(list)
    query = select(table).where(table.c.document_id.in_(documents))
    for row in connection.execute(query.order_by(table.c.ordinal)):
        out[row.report_id].append(row)
    return out


def _actors(
    connection: Connection, documents: Sequence[str]
) -> dict[str, tuple[ActorEvidence, ...]]:
    s, a, m = schema.report_actors.c, schema.actors.c, schema.archive_actor_members.c
    query = (
        select(
            s.report_id,
            s.role,
            s.ordinal,
            a.id,
            a.name,
            a.kind,
            a.country,
            a.aliases,
            m.archive_actor_id,
        )
        .join(schema.actors, a.id == s.actor_id)
        .outerjoin(schema.archive_actor_members, m.actor_id == a.id)
        .where(s.document_id.in_(documents))
    )
    out: dict[str, list[ActorEvidence]] = defaultdict(list)
    for row in sorted(connection.execute(query), key=lambda row: (row.role, row.ordinal)):
        out[row.report_id].append(
            ActorEvidence(
                role=row.role,
                actor_id=row.id,
                archive_id=row.archive_actor_id,
                name=row.name,
                kind=row.kind,
                country=row.country,
                aliases=_aliases(row.aliases),
            )
        )
    return {report: tuple(found) for report, found in out.items()}


def _aliases(text: str) -> tuple[str, ...]:
    return tuple(str(alias) for alias in json.loads(text))


def _claims(connection: Connection, documents: Sequence[str]) -> _Rows:
    """The claims that speak of each report, with who says them."""
    c, a, m = schema.claims, schema.actors.c, schema.archive_actor_members.c
    link = schema.claim_incidents.c
    query = (
        select(
            link.report_id,
            c,
            a.name.label("source_name"),
            m.archive_actor_id,
        )
        .join(schema.claim_incidents, link.claim_id == c.c.id)
        .outerjoin(schema.actors, a.id == c.c.source_actor)
        .outerjoin(schema.archive_actor_members, m.actor_id == c.c.source_actor)
        .where(link.document_id.in_(documents))
        .order_by(c.c.ordinal)
    )
    out: _Rows = defaultdict(list)
    for row in connection.execute(query):
        out[row.report_id].append(row)
    return out


def _claim(row: Row[Any], document: Row[Any], known: Independence) -> ClaimEvidence:
    content = _words(row.content_start, row.content_end, row.content_words)
    return ClaimEvidence(
        id=row.id,
        content=content,
        speaker=_maybe_words(row, "source"),
        cue=_maybe_words(row, "cue"),
        addressee=_maybe_words(row, "addressee"),
        source_actor=row.source_actor,
        archive_actor=row.archive_actor_id,
        source_name=row.source_name,
        source_type=row.source_type,
        mode=row.mode,
        speech_act=row.speech_act,
        commitment=row.commitment,
        source=_source(document, content.span, known),
    )


def _toll(row: Row[Any], document: Row[Any], known: Independence) -> TollEvidence:
    words = _words(row.start, row.end, row.words)
    paragraph = paragraph_of(document.text, words.span)
    return TollEvidence(
        ordinal=row.ordinal,
        what=row.what,
        of=row.of,
        low=row.low,
        best=row.best,
        high=row.high,
        words=words,
        claim_id=row.claim_id,
        paragraph=_words(paragraph.start, paragraph.end, paragraph.of(document.text)),
        source=known.source_of(document.id, paragraph),
    )


def _source(document: Row[Any], span: Span, known: Independence) -> PassageSource:
    return known.source_of(document.id, paragraph_of(document.text, span))


def _place(row: Row[Any]) -> PlaceEvidence | None:
    if row.place_name is None:
        return None
    return PlaceEvidence(
        name=row.place_name,
        lat=row.place_lat,
        lon=row.place_lon,
        country=row.place_country,
        admin1=row.place_admin1,
        precision=row.place_precision,
        words=_maybe_words(row, "place"),
        by=row.place_by,
    )


def _passage(text: str, triggers: Sequence[Words]) -> str:
    """The words around the triggers, each piece within its line and cut at blanks."""
    spans: list[tuple[int, int]] = []
    for trigger in triggers[:_MOST_TRIGGERS]:
        line_start = text.rfind("\n", 0, trigger.start) + 1
        line_end = text.find("\n", trigger.end)
        line_end = len(text) if line_end < 0 else line_end
        start, end = max(line_start, trigger.start - _AROUND), min(line_end, trigger.end + _AROUND)
        if start > line_start:
            blank = text.find(" ", start, trigger.start)
            start = blank + 1 if blank >= 0 else start
        if end < line_end:
            blank = text.rfind(" ", trigger.end, end)
            end = blank if blank >= 0 else end
        if spans and start <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(end, spans[-1][1])
        else:
            spans.append((start, end))
    return "\n".join(text[start:end] for start, end in spans)


def _words(start: int, end: int, text: str) -> Words:
    return Words(start, end, text)


def _maybe_words(row: Row[Any], name: str) -> Words | None:
    mapping = row._mapping
    start, end = mapping[f"{name}_start"], mapping[f"{name}_end"]
    return None if start is None else Words(start, end, mapping[f"{name}_words"])


def _batches(items: Sequence[str]) -> Iterator[list[str]]:
    rest = iter(items)
    while batch := list(islice(rest, _DOCUMENTS_AT_ONCE)):
        yield batch
