"""One record as the rows of the typed tables."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table

from dateline.codebook import EVENT_TYPE_OF
from dateline.records import Claim, Origin, Record, Report, Span, sentence_of
from dateline.store import schema

Row = dict[str, Any]

_NO_TEXT = str.maketrans(dict.fromkeys((0, *range(0xD800, 0xE000)), "\ufffd"))
"""What a text column cannot hold everywhere: NUL (PostgreSQL) and half surrogate pairs."""


def report_id(document_id: str, local_id: str) -> str:
    """The identifier of a report, claim or actor in the whole archive: `DOCUMENT/i1`."""
    prefix = f"{document_id}/"
    return local_id if local_id.startswith(prefix) else prefix + local_id


def record_rows(
    record: Record, content: Mapping[str, Any], run_id: int
) -> list[tuple[Table, list[Row]]]:
    """The rows of every derived table, parents before children, all with the run's number.

    `content` is the record in the stand-off format, whose rounded numbers the rows take.
    """
    document = record.document
    rows: list[tuple[Table, list[Row]]] = [
        (schema.credits, _credits(record)),
        (schema.marks, _marks(record)),
        (schema.actors, _actors(record, content["actors"])),
        (schema.mentions, _mentions(record, content["mentions"])),
        (schema.times, _values(record, content["times"], {"from": "date_from", "to": "date_to"})),
        (schema.numbers, _values(record, content.get("numbers", ()), {})),
        (schema.places, _places(record, content["places"])),
        (schema.reports, _reports(record, content["incidents"])),
        (schema.triggers, _triggers(record)),
        (schema.arguments, _arguments(record)),
        (schema.report_actors, _report_actors(record)),
        (schema.claims, [_claim(record, n, c) for n, c in enumerate(record.claims, 1)]),
        (schema.claim_incidents, _claim_incidents(record)),
        (schema.tolls, _tolls(record)),
        (schema.relations, _actor_relations(record)),
        (schema.verifications, _verifications(record)),
    ]
    for _, table_rows in rows:
        for row in table_rows:
            row["document_id"] = document.id
            row["run_id"] = run_id
            _clean(row)
    return [(table, _whole(table, table_rows)) for table, table_rows in rows if table_rows]


def document_row(
    record: Record, content: Mapping[str, Any], input_id: str, coding_hash: str, run_id: int
) -> Row:
    """The row of `documents`."""
    document = record.document
    metadata = content.get("metadata", {})
    row: Row = {
        "id": document.id,
        "content_hash": document.content_hash,
        "input_id": input_id,
        "title": document.title,
        "outlet": document.outlet,
        "published": document.published.isoformat() if document.published else None,
        "published_note": document.published_note,
        "url": document.url,
        "language": document.language,
        "agency": document.credits.agency,
        "dateline_place": document.credits.dateline_place,
        "dateline_date": document.credits.dateline_date,
        "source": document.source,
        "synthetic": int(document.metadata.get("synthetic") is True),
        "metadata": _json(metadata),
        "text": document.text,
        "model": record.model,
        "version": record.version,
        "coding_hash": coding_hash,
        "run_id": run_id,
    }
    return _clean(row)


def _whole(table: Table, rows: list[Row]) -> list[Row]:
    """Every row with every column, so that one statement inserts them all."""
    return [{column.name: row.get(column.name) for column in table.columns} for row in rows]


def _clean(row: Row) -> Row:
    for key, value in row.items():
        if isinstance(value, str):
            row[key] = value.translate(_NO_TEXT)
    return row


def _words(record: Record, span: Span) -> Row:
    return {"start": span.start, "end": span.end, "words": span.of(record.document.text)}


def _span(record: Record, name: str, span: Span | None) -> Row:
    if span is None:
        return {}
    return {f"{name}_{key}": value for key, value in _words(record, span).items()}


def _origin(origin: Origin, name: str = "") -> Row:
    score = None if origin.score is None else round(origin.score, 4)
    return {f"{name}by": origin.by, f"{name}score": score, f"{name}note": origin.note}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _credits(record: Record) -> list[Row]:
    return [
        {"ordinal": n, "name": p.name, "role": p.role, "bureau": p.bureau}
        | (_words(record, p.span) if p.span else {})
        for n, p in enumerate(record.document.credits.people, 1)
    ]


def _marks(record: Record) -> list[Row]:
    return [
        {"ordinal": n, "kind": mark.kind, **_words(record, mark.span)}
        | ({"of_start": mark.of.start, "of_end": mark.of.end} if mark.of else {})
        for n, mark in enumerate(record.document.marks, 1)
    ]


def _actors(record: Record, contents: Sequence[Mapping[str, Any]]) -> list[Row]:
    rows = []
    for number, (actor, content) in enumerate(zip(record.actors, contents, strict=True), 1):
        spans = [record.mentions[index].span for index in actor.mentions]
        spans.extend(actor.alias_spans)
        said = dict.fromkeys(span.of(record.document.text) for span in spans)
        rows.append(
            {
                "id": report_id(record.document.id, actor.id),
                "ordinal": number,
                "name": actor.name,
                "kind": actor.kind,
                "country": actor.country,
                "aliases": _json(content["aliases"]),
                "words": " | ".join(said) or None,
                "seed": actor.seed,
                "candidates": _json(content.get("candidates", [])),
                "rule": actor.rule,
            }
        )
    return rows


def _mentions(record: Record, contents: Sequence[Mapping[str, Any]]) -> list[Row]:
    return [
        {
            "ordinal": n,
            "type": mention.type,
            **_words(record, mention.span),
            "actor_id": report_id(record.document.id, content["actor"])
            if content["actor"]
            else None,
            "by": mention.by,
            "score": content.get("score"),
        }
        for n, (mention, content) in enumerate(zip(record.mentions, contents, strict=True), 1)
    ]


def _values(
    record: Record, contents: Sequence[Mapping[str, Any]], names: Mapping[str, str]
) -> list[Row]:
    """Rows of the stand-off objects as they are, with their words; `names` renames keys."""
    rows = []
    for number, content in enumerate(contents, 1):
        row = {names.get(key, key): value for key, value in content.items()}
        base = row.pop("base", None)
        if base:
            row |= {"base_start": base["start"], "base_end": base["end"]}
        row |= _words(record, Span(row["start"], row["end"]))
        rows.append(row | {"ordinal": number})
    return rows


def _places(record: Record, contents: Sequence[Mapping[str, Any]]) -> list[Row]:
    rows = _values(record, contents, {})
    for row in rows:
        row["candidates"] = _json(row.get("candidates", []))
    return rows


def _reports(record: Record, contents: Sequence[Mapping[str, Any]]) -> list[Row]:
    pairs = zip(record.reports, contents, strict=True)
    return [_report(record, n, report, content) for n, (report, content) in enumerate(pairs, 1)]


def _report(record: Record, number: int, report: Report, content: Mapping[str, Any]) -> Row:
    text = record.document.text
    row: Row = {
        "id": report_id(record.document.id, report.id),
        "ordinal": number,
        "type": report.type,
        "event_type": EVENT_TYPE_OF.get(report.type),
        "status": report.status,
        "words": " | ".join(dict.fromkeys(t.of(text) for t in report.triggers)),
        "type_scores": _json(_rounded(report.type_scores)),
        "status_scores": _json(_rounded(report.status_scores)),
    }
    row |= _origin(report.type_origin, "type_") | _origin(report.status_origin, "status_")
    if report.triggers:
        row |= _span(record, "sentence", sentence_of(record, report.triggers[0]))
    if report.date:
        row |= _span(record, "date", report.date.span) | _origin(report.date.origin, "date_")
        row["date_from"] = report.date.date_from
        row["date_to"] = report.date.date_to
        row["date_precision"] = report.date.precision
    if report.place:
        row |= _span(record, "place", report.place.span) | _origin(report.place.origin, "place_")
        for key in ("name", "lat", "lon", "country", "admin1", "precision"):
            row[f"place_{key}"] = content["place"][key]
    return row


def _rounded(scores: Mapping[str, float]) -> dict[str, float]:
    return {key: round(value, 4) for key, value in scores.items()}


def _triggers(record: Record) -> list[Row]:
    return [
        {"report_id": report_id(record.document.id, report.id), "ordinal": n}
        | _words(record, trigger)
        for report in record.reports
        for n, trigger in enumerate(report.triggers, 1)
    ]


def _arguments(record: Record) -> list[Row]:
    return [
        {"report_id": report_id(record.document.id, report.id), "ordinal": n}
        | {"role": argument.role, "inferred": argument.inferred}
        | _words(record, argument.span)
        | _origin(argument.origin)
        for report in record.reports
        for n, argument in enumerate(report.arguments, 1)
    ]


def _report_actors(record: Record) -> list[Row]:
    rows = []
    for report in record.reports:
        for role, ids in (("perpetrator", report.perpetrators), ("target", report.targets)):
            for number, actor in enumerate(dict.fromkeys(ids), 1):
                rows.append(
                    {
                        "report_id": report_id(record.document.id, report.id),
                        "role": role,
                        "ordinal": number,
                        "actor_id": report_id(record.document.id, actor),
                    }
                )
    return rows


def _claim(record: Record, number: int, claim: Claim) -> Row:
    return (
        {
            "id": report_id(record.document.id, claim.id),
            "ordinal": number,
            "source_actor": report_id(record.document.id, claim.source_actor)
            if claim.source_actor
            else None,
            "source_type": claim.source_type,
            "mode": claim.mode,
            "speech_act": claim.speech_act,
            "commitment": claim.commitment,
            "label_scores": _json(_rounded(claim.label_scores)),
        }
        | _span(record, "content", claim.content)
        | _span(record, "sentence", sentence_of(record, claim.content))
        | _span(record, "source", claim.source)
        | _span(record, "cue", claim.cue)
        | _span(record, "addressee", claim.addressee)
        | _origin(claim.origin)
    )


def _claim_incidents(record: Record) -> list[Row]:
    return [
        {
            "claim_id": report_id(record.document.id, claim.id),
            "report_id": report_id(record.document.id, incident),
        }
        for claim in record.claims
        for incident in dict.fromkeys(claim.incidents)
    ]


def _tolls(record: Record) -> list[Row]:
    return [
        {
            "report_id": report_id(record.document.id, report.id),
            "ordinal": n,
            "what": toll.what,
            "of": toll.of,
            "low": toll.low,
            "best": toll.best,
            "high": toll.high,
            "claim_id": report_id(record.document.id, toll.claim) if toll.claim else None,
        }
        | _words(record, toll.span)
        | _origin(toll.origin)
        for report in record.reports
        for n, toll in enumerate(report.toll, 1)
    ]


def _actor_relations(record: Record) -> list[Row]:
    def known(local_id: str | None) -> str | None:
        return report_id(record.document.id, local_id) if local_id else None

    return [
        {
            "id": report_id(record.document.id, relation.id),
            "ordinal": n,
            "kind": relation.kind,
            "status": relation.status,
            "actor_a": known(relation.a),
            "actor_b": known(relation.b),
            "claim_id": known(relation.claim),
        }
        | _span(record, "a", relation.a_span)
        | _span(record, "b", relation.b_span)
        | _span(record, "sentence", relation.sentence)
        | _words(record, relation.words)
        | _origin(relation.origin)
        for n, relation in enumerate(record.relations, 1)
    ]


def _verifications(record: Record) -> list[Row]:
    name = record.document.id
    return [
        {
            "id": report_id(name, note.id),
            "ordinal": n,
            "kind": note.kind,
            "claims": _json([report_id(name, claim) for claim in note.claims]),
            "reports": _json([report_id(name, report) for report in note.reports]),
            "said_in": report_id(name, note.said_in) if note.said_in else None,
        }
        | _span(record, "sentence", note.sentence)
        | _words(record, note.words)
        | _origin(note.origin)
        for n, note in enumerate(record.verifications, 1)
    ]
