"""Why an incident across documents is what it is: whence each value, the toll's rule, its reports.

The reports by themselves are explained by `dateline.explain.incident`.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, select

from dateline.codebook import PLACE_PRECISIONS, TIME_PRECISIONS
from dateline.explain.words import bounds_words, interval
from dateline.reconcile.incidents.identifiers import incident_id
from dateline.store import by_id, schema

TOLL_RULES = {
    "only": "no other figure counts all victims of this kind",
    "update": "the latest figure that says it replaces another",
    "correction": "the latest figure that corrects another",
    "agreed": "the latest figure that two independent sources give",
    "latest": "the latest figure",
    "closed": "the latest is open upwards, and this one is at or above it",
    "sum_of_sides": "the sides' own figures added up",
}
"""What each rule of docs/tolls.md means."""


@dataclass(frozen=True, slots=True)
class ValueFrom:
    """A field of an incident and the report that it was taken from (DOC/i1), None for none."""

    name: str
    value: str
    report: str | None


@dataclass(frozen=True, slots=True)
class FigureTold:
    """A figure of one report, how it stands to the others (docs/tolls.md) and whether it counts."""

    figure: str
    of: str
    words: str
    report: str | None
    speaker: str | None
    source: str
    published: str | None
    kind: str
    counted: bool


@dataclass(frozen=True, slots=True)
class TollRule:
    """What was worked out from figures: `what` of `of` (total, or a side) by `rule`."""

    what: str
    of: str
    value: str
    rule: str
    means: str
    figures: tuple[FigureTold, ...]


@dataclass(frozen=True, slots=True)
class SideTold:
    value: str | None
    words: str
    speaker: str | None
    report: str | None


@dataclass(frozen=True, slots=True)
class Contradiction:
    kind: str
    note: str
    sides: tuple[SideTold, ...]


@dataclass(frozen=True, slots=True)
class ReportJoined:
    """A report of an incident; `joined_to` is the report that it is most like, `why` in words."""

    report: str
    by: str
    joined_to: str | None
    score: float | None
    why: str


@dataclass(frozen=True, slots=True)
class Across:
    """An incident: values, tolls, contradictions and the reports to explain further.

    `words` is the sentence that tells it best, `document` whose it is.
    """

    id: str
    words: str
    document: str | None
    documents: int
    families: int
    sources: int
    values: tuple[ValueFrom, ...]
    tolls: tuple[TollRule, ...]
    contradictions: tuple[Contradiction, ...]
    reports: tuple[ReportJoined, ...]


def explain_across(connection: Connection, name: str) -> Across | None:
    """Whence the values of an incident (I12 or I000012) are; None where there is no such one."""
    wanted = incident_id(name)
    c = schema.incidents.c
    found = connection.execute(select(schema.incidents).where(c.id == wanted)).mappings().first()
    if found is None or wanted is None:
        return None
    return Across(
        id=wanted,
        words=found["words"],
        document=found["words_document"],
        documents=found["documents"],
        families=found["families"],
        sources=found["sources"],
        values=(*_values(found), *_actors(connection, wanted)),
        tolls=_tolls(connection, wanted),
        contradictions=_contradictions(connection, wanted),
        reports=_reports(connection, wanted),
    )


def across_to_dict(across: Across) -> dict[str, Any]:
    """The explanation as JSON can say it."""
    return {"kind": "incident"} | asdict(across)


def moved_to(connection: Connection, name: str) -> tuple[str, tuple[str, ...]] | None:
    """What became of an identifier that is gone: merged or split into which, or removed."""
    f = schema.incident_forwards.c
    query = select(f.kind, f.new_id).where(f.old_id == incident_id(name)).order_by(f.ordinal)
    rows = connection.execute(query).all()
    return (rows[0].kind, tuple(row.new_id for row in rows if row.new_id)) if rows else None


def _values(row: RowMapping) -> tuple[ValueFrom, ...]:
    days = interval(row["date_from"], row["date_to"])
    precision = row["date_precision"]
    date = f"{days} ({TIME_PRECISIONS.get(precision, precision)})" if days else "unknown"
    return (
        ValueFrom("type", row["type"], row["type_report"]),
        ValueFrom("status", row["status"], row["status_report"]),
        ValueFrom("date", date, row["date_report"] if days else None),
        ValueFrom("place", _place(row), row["place_report"] if row["place_name"] else None),
    )


def _place(row: RowMapping) -> str:
    if not row["place_name"]:
        return "unknown"
    said = [row["place_country"]]
    if row["place_lat"] is not None and row["place_lon"] is not None:
        said.append(f"{row['place_lat']:.4f}, {row['place_lon']:.4f}")
    if row["place_precision"] is not None:
        said.append(PLACE_PRECISIONS.get(row["place_precision"], str(row["place_precision"])))
    return f"{row['place_name']} ({'; '.join(part for part in said if part) or 'no point'})"


def _children(connection: Connection, table: Table, wanted: str) -> list[RowMapping]:
    query = select(table).where(table.c.incident_id == wanted).order_by(table.c.ordinal)
    return list(connection.execute(query).mappings())


def _actors(connection: Connection, wanted: str) -> tuple[ValueFrom, ...]:
    return tuple(
        ValueFrom(
            row["role"],
            f"{row['name']} ({row['archive_actor_id'] or 'no archive actor'}; "
            f"{row['reports']} {'report' if row['reports'] == 1 else 'reports'})",
            row["report_id"],
        )
        for row in sorted(
            _children(connection, schema.incident_actors, wanted),
            key=lambda row: (row["role"], row["ordinal"]),
        )
    )


def _tolls(connection: Connection, wanted: str) -> tuple[TollRule, ...]:
    figures = _children(connection, schema.toll_entries, wanted)
    return tuple(
        TollRule(
            row["what"],
            row["of"],
            bounds_words(row["low"], row["best"], row["high"]),
            row["rule"],
            TOLL_RULES.get(row["rule"], row["rule"]),
            tuple(
                _figure(one)
                for one in figures
                if one["what"] == row["what"] and row["of"] in ("total", one["of"])
            ),
        )
        for row in _children(connection, schema.incident_tolls, wanted)
    )


def _figure(row: RowMapping) -> FigureTold:
    return FigureTold(
        bounds_words(row["low"], row["best"], row["high"]),
        row["of"],
        row["words"],
        row["report_id"],
        row["speaker"],
        row["source"],
        row["published"],
        row["kind"],
        bool(row["counted"]),
    )


def _contradictions(connection: Connection, wanted: str) -> tuple[Contradiction, ...]:
    return tuple(
        Contradiction(
            row["kind"],
            row["note"],
            tuple(
                SideTold(
                    side.get("value"), side.get("words", ""), side.get("speaker"), side["report"]
                )
                for side in json.loads(row["sides"])
            ),
        )
        for row in _children(connection, schema.contradictions, wanted)
    )


def _reports(connection: Connection, wanted: str) -> tuple[ReportJoined, ...]:
    j = schema.incident_reports.c
    query = select(schema.incident_reports).where(j.incident_id == wanted)
    rows = connection.execute(query.order_by(by_id(connection, j.report_id))).mappings()
    return tuple(
        ReportJoined(row["report_id"], row["by"], row["joined_to"], row["score"], row["why"])
        for row in rows
    )
