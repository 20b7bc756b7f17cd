"""The tables that people read: one row an incident, claim, actor, document or reject.

Rows are plain mappings in a fixed order of columns, sorted by document and place in it, so that
the same archive always gives the same rows. Column names are the codebook's.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from sqlalchemy import ColumnElement, Connection, Label, Select, Table, func, select

from dateline.export.relations import relation_rows
from dateline.export.tolls import toll_columns
from dateline.store import by_id, schema

Row = dict[str, Any]
Chosen = ColumnElement[bool] | None

TABLES = ("incidents", "claims", "actors", "relations", "documents", "rejects")

_PORTION = 400


def table_rows(
    connection: Connection, name: str, document: str | None = None, chosen: Chosen = None
) -> Iterator[Row]:
    """The rows of one of `TABLES`, of one document only if given. KeyError for another name.

    `chosen` is a condition on the table that the rows are read from; None takes all.
    """
    return _ROWS[name](connection, document, chosen)


def columns_of(table: str) -> tuple[str, ...]:
    """The columns of a table, in order; `columns.csv` says what each means."""
    return tuple(row["column"] for row in column_list() if row["table"] == table)


@cache
def column_list() -> list[dict[str, str]]:
    """What every column of every table means: table, column, meaning."""
    text = files("dateline.export").joinpath("columns.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def incident_rows(
    connection: Connection, document: str | None = None, chosen: Chosen = None
) -> Iterator[Row]:
    """One row a report: what one document says of one incident."""
    r, d = schema.reports.c, schema.documents.c
    query = select(
        schema.reports,
        *(d.synthetic, d.title, d.published, d.outlet, d.agency),
        _updated(schema.reports),
    ).join(schema.documents, d.id == r.document_id)
    query = query.order_by(by_id(connection, r.document_id), r.ordinal)
    for reports in _portions(connection, _of(query, r.document_id, document, chosen)):
        ids = [report["id"] for report in reports]
        a, t = schema.arguments.c, schema.tolls.c
        link, i = schema.report_actors.c, schema.claim_incidents.c
        actors = _grouped(
            connection,
            select(link.report_id, link.role, schema.actors.c.name)
            .join(schema.actors, schema.actors.c.id == link.actor_id)
            .where(link.report_id.in_(ids))
            .order_by(link.role, link.ordinal),
        )
        arguments = _grouped(
            connection,
            select(a.report_id, a.role, a.words).where(a.report_id.in_(ids)).order_by(a.ordinal),
        )
        tolls = _grouped(
            connection,
            select(t.report_id, t.what, t.of, t.low, t.best, t.high, t.words)
            .where(t.report_id.in_(ids))
            .order_by(t.start, t.ordinal),
        )
        claims = _grouped(
            connection,
            select(i.report_id, i.claim_id)
            .join(schema.claims, schema.claims.c.id == i.claim_id)
            .where(i.report_id.in_(ids))
            .order_by(schema.claims.c.ordinal),
        )
        for report in reports:
            key = report["id"]
            yield _incident_row(
                report,
                actors.get(key, []),
                arguments.get(key, []),
                tolls.get(key, []),
                claims.get(key, []),
            )


def _incident_row(
    report: Row, actors: list[Row], arguments: list[Row], tolls: list[Row], claims: list[Row]
) -> Row:
    def names(role: str) -> str | None:
        return _joined(row["name"] for row in actors if row["role"] == role)

    def words(role: str) -> str | None:
        return _joined(row["words"] for row in arguments if row["role"] == role)

    return {
        "id": report["id"],
        "type": report["type"],
        "event_type": report["event_type"],
        "status": report["status"],
        "date_from": report["date_from"],
        "date_to": report["date_to"],
        "date_precision": report["date_precision"],
        "place_name": report["place_name"],
        "lat": report["place_lat"],
        "lon": report["place_lon"],
        "country": report["place_country"],
        "admin1": report["place_admin1"],
        "place_precision": report["place_precision"],
        "perpetrators": names("perpetrator"),
        "targets": names("target"),
        **toll_columns(tolls),
        "documents": 1,
        "document_ids": report["document_id"],
        "title": report["title"],
        "published": report["published"],
        "outlet": report["outlet"],
        "agency": report["agency"],
        "triggers": report["words"],
        "sentence": report["sentence_words"],
        "sentence_start": report["sentence_start"],
        "sentence_end": report["sentence_end"],
        "date_words": report["date_words"],
        "date_by": report["date_by"],
        "date_note": report["date_note"],
        "place_words": report["place_words"],
        "place_by": report["place_by"],
        "place_note": report["place_note"],
        "perpetrator_words": words("perpetrator"),
        "target_words": words("target"),
        "weapon_words": words("weapon"),
        "toll_words": _joined(f"{t['what']} {t['of']}: {t['words']}" for t in tolls),
        "claims": _joined(row["claim_id"] for row in claims),
        "type_by": report["type_by"],
        "type_score": report["type_score"],
        "status_by": report["status_by"],
        "status_score": report["status_score"],
        "synthetic": report["synthetic"],
        "updated_at": report["updated_at"],
    }


def claim_rows(
    connection: Connection, document: str | None = None, chosen: Chosen = None
) -> Iterator[Row]:
    """One row a claim: who says what, how surely, of which incidents."""
    c, d, a = schema.claims.c, schema.documents.c, schema.actors.c
    i, r = schema.claim_incidents.c, schema.reports.c
    query = (
        select(schema.claims, d.synthetic, a.name.label("actor_name"), _updated(schema.claims))
        .join(schema.documents, d.id == c.document_id)
        .outerjoin(schema.actors, a.id == c.source_actor)
        .order_by(by_id(connection, c.document_id), c.ordinal)
    )
    for claims in _portions(connection, _of(query, c.document_id, document, chosen)):
        incidents = _grouped(
            connection,
            select(i.claim_id, i.report_id)
            .join(schema.reports, r.id == i.report_id)
            .where(i.claim_id.in_([claim["id"] for claim in claims]))
            .order_by(r.ordinal),
        )
        for claim in claims:
            yield {
                "id": claim["id"],
                "content": claim["content_words"],
                "source": claim["source_words"],
                "source_actor": claim["actor_name"],
                "source_type": claim["source_type"],
                "cue": claim["cue_words"],
                "addressee": claim["addressee_words"],
                "mode": claim["mode"],
                "speech_act": claim["speech_act"],
                "commitment": claim["commitment"],
                "incidents": _joined(row["report_id"] for row in incidents.get(claim["id"], [])),
                "document_ids": claim["document_id"],
                "content_start": claim["content_start"],
                "content_end": claim["content_end"],
                "sentence": claim["sentence_words"],
                "by": claim["by"],
                "score": claim["score"],
                "note": claim["note"],
                "synthetic": claim["synthetic"],
                "updated_at": claim["updated_at"],
            }


def actor_rows(
    connection: Connection, document: str | None = None, chosen: Chosen = None
) -> Iterator[Row]:
    """One row an actor of a document, with the words that name it."""
    a, d = schema.actors.c, schema.documents.c
    query = select(schema.actors, d.synthetic, _updated(schema.actors))
    query = query.join(schema.documents, d.id == a.document_id)
    query = query.order_by(by_id(connection, a.document_id), a.ordinal)
    for actor in _each(connection, _of(query, a.document_id, document, chosen)):
        yield {
            "id": actor["id"],
            "name": actor["name"],
            "kind": actor["kind"],
            "country": actor["country"],
            "aliases": _joined(json.loads(actor["aliases"])),
            "seed": actor["seed"],
            "candidates": _joined(c["id"] for c in json.loads(actor["candidates"])),
            "document_ids": actor["document_id"],
            "words": actor["words"],
            "rule": actor["rule"],
            "synthetic": actor["synthetic"],
            "updated_at": actor["updated_at"],
        }


def document_rows(
    connection: Connection, document: str | None = None, chosen: Chosen = None
) -> Iterator[Row]:
    """One row a document: credits, counts of what was read from it, and the files it came from."""
    d, s, p = schema.documents.c, schema.document_sources.c, schema.credits.c
    query = select(schema.documents, _updated(schema.documents)).order_by(by_id(connection, d.id))
    incidents = _counts(connection, schema.reports.c.document_id)
    claims = _counts(connection, schema.claims.c.document_id)
    for rows in _portions(connection, _of(query, d.id, document, chosen)):
        ids = [row["id"] for row in rows]
        sources = _grouped(
            connection,
            select(s.document_id, s.source, s.input_id).where(s.document_id.in_(ids)),
        )
        people = _grouped(
            connection,
            select(p.document_id, p.name, p.bureau)
            .where(p.document_id.in_(ids))
            .order_by(p.ordinal),
        )
        for row in rows:
            came_from = {source["source"] or source["input_id"] for source in sources[row["id"]]}
            yield {
                "id": row["id"],
                "title": row["title"],
                "outlet": row["outlet"],
                "published": row["published"],
                "published_note": row["published_note"],
                "url": row["url"],
                "language": row["language"],
                "agency": row["agency"],
                "reporters": _joined(map(_credited, people.get(row["id"], []))),
                "dateline_place": row["dateline_place"],
                "dateline_date": row["dateline_date"],
                "incidents": incidents.get(row["id"], 0),
                "claims": claims.get(row["id"], 0),
                "characters": len(row["text"]),
                "sources": _joined(sorted(came_from)),
                "content_hash": row["content_hash"],
                "model": row["model"],
                "version": row["version"],
                "synthetic": row["synthetic"],
                "updated_at": row["updated_at"],
            }


def reject_rows(
    connection: Connection, document: str | None = None, chosen: Chosen = None
) -> Iterator[Row]:
    """One row an input that became no document: where, why, and what to do."""
    r = schema.rejects.c
    query = select(r.source, r.document_id, r.reason, r.cure).order_by(
        by_id(connection, r.source), by_id(connection, r.document_id), by_id(connection, r.reason)
    )
    for row in _each(connection, _of(query, r.document_id, document, chosen)):
        yield {
            "source": row["source"],
            "document_ids": row["document_id"] or None,
            "reason": row["reason"],
            "cure": row["cure"],
        }


_ROWS: Mapping[str, Callable[[Connection, str | None, Chosen], Iterator[Row]]] = {
    "incidents": incident_rows,
    "claims": claim_rows,
    "actors": actor_rows,
    "relations": relation_rows,
    "documents": document_rows,
    "rejects": reject_rows,
}


def _credited(person: Row) -> str:
    return f"{person['name']} ({person['bureau']})" if person["bureau"] else str(person["name"])


def _counts(connection: Connection, column: ColumnElement[str]) -> dict[str, int]:
    query = select(column, func.count()).group_by(column)
    return {row[0]: row[1] for row in connection.execute(query)}


def _joined(values: Iterable[str]) -> str | None:
    return " | ".join(dict.fromkeys(values)) or None


def _of(
    query: Select[Any], column: ColumnElement[str], document: str | None, chosen: Chosen
) -> Select[Any]:
    query = query if document is None else query.where(column == document)
    return query if chosen is None else query.where(chosen)


def _updated(table: Table) -> Label[str]:
    """When the run that made a row ended, or began where it was killed (UTC)."""
    r = schema.runs.c
    ended = select(func.coalesce(r.finished, r.started)).where(r.id == table.c.run_id)
    return ended.scalar_subquery().label("updated_at")


def _each(connection: Connection, query: Select[Any]) -> Iterator[Row]:
    for rows in _portions(connection, query):
        yield from rows


def _portions(connection: Connection, query: Select[Any]) -> Iterator[list[Row]]:
    """The rows of a query, some hundred at a time, so that any archive fits in memory."""
    result = connection.execution_options(yield_per=_PORTION).execute(query)
    for portion in result.mappings().partitions():
        yield [dict(row) for row in portion]


def _grouped(connection: Connection, query: Select[Any]) -> dict[str, list[Row]]:
    """Rows by the value of their first column."""
    groups: dict[str, list[Row]] = {}
    for row in connection.execute(query).mappings():
        values = dict(row)
        groups.setdefault(next(iter(values.values())), []).append(values)
    return groups
