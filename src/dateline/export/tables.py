"""The tables that people read: one row an incident, report, claim, source, actor, document, ...

Rows are plain mappings in a fixed order of columns, sorted by identifier or by document and place
in it, so that the same archive always gives the same rows. Column names are the codebook's.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files

from sqlalchemy import Connection

from dateline.export.actors import actor_rows, archive_actor_rows
from dateline.export.claims import claim_rows
from dateline.export.documents import document_rows, reject_rows, tombstone_rows
from dateline.export.evidence import contradiction_rows, source_rows, toll_rows
from dateline.export.incidents import incident_rows
from dateline.export.reading import Chosen, Row
from dateline.export.relations import relation_rows
from dateline.export.reports import report_rows

_ROWS: Mapping[str, Callable[[Connection, str | None, Chosen], Iterator[Row]]] = {
    "incidents": incident_rows,
    "reports": report_rows,
    "claims": claim_rows,
    "sources": source_rows,
    "tolls": toll_rows,
    "contradictions": contradiction_rows,
    "actors": actor_rows,
    "archive_actors": archive_actor_rows,
    "relations": relation_rows,
    "documents": document_rows,
    "rejects": reject_rows,
    "tombstones": tombstone_rows,
}

TABLES = tuple(_ROWS)

ACROSS_DOCUMENTS = ("incidents", "sources", "tolls", "contradictions")
"""Tables that rest on reports having been joined; an export by report is without them."""


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
