"""What of an archive an export shows: the rows chosen, the names hidden, and the unit of a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection, select

from dateline.export.private import PrivateNames
from dateline.export.select import Selection, condition
from dateline.export.tables import Row, table_rows
from dateline.store import schema

UNIT = "report"
UNIT_MEANS = (
    "one row is a report: what one document says of one incident. Reports of the same incident in"
    " other documents, reprints among them, are rows of their own: do not add up their tolls"
)

_PORTION = 200


@dataclass(frozen=True, slots=True)
class View:
    """An archive through a selection; with `hidden`, without the names of private persons."""

    connection: Connection
    selection: Selection
    hidden: PrivateNames | None = None

    def rows(self, table: str) -> Iterator[Row]:
        """The chosen rows of one of the tables (`dateline.export.TABLES`)."""
        chosen = condition(self.connection, self.selection, table)
        for row in table_rows(self.connection, table, chosen=chosen):
            yield self.hidden.row(row) if self.hidden else row


@dataclass(frozen=True, slots=True)
class Party:
    """An actor on one side of an event; `kind` is ACLED's 1 to 8 (codebook 9), 0 none of these."""

    id: str
    name: str
    kind: int
    country: str | None
    person: bool


@dataclass(frozen=True, slots=True)
class Event:
    """One row of an export with its sides as actors. `row` has the columns of `incidents`."""

    row: Row
    perpetrators: tuple[Party, ...]
    targets: tuple[Party, ...]
    sources: tuple[str, ...]


def events(view: View) -> Iterator[Event]:
    """The events of an archive, a report each. What replaces reports as the unit changes this."""
    rows = view.rows("incidents")
    while portion := list(islice(rows, _PORTION)):
        sides = _sides(view, [row["id"] for row in portion])
        sources = _sources(view, [row["id"] for row in portion])
        for row in portion:
            yield Event(
                row,
                tuple(sides.get((row["id"], "perpetrator"), ())),
                tuple(sides.get((row["id"], "target"), ())),
                tuple(dict.fromkeys(sources.get(row["id"], ()))),
            )


def _sides(view: View, ids: list[str]) -> dict[tuple[str, str], list[Party]]:
    link, a, m = schema.report_actors.c, schema.actors.c, schema.mentions.c
    query = (
        select(link.report_id, link.role, link.document_id, a.id, a.name, a.kind, a.country)
        .join(schema.actors, a.id == link.actor_id)
        .where(link.report_id.in_(ids))
        .order_by(link.report_id, link.role, link.ordinal)
    )
    found = view.connection.execute(query).all()
    people = set(
        view.connection.execute(
            select(m.actor_id)
            .where(m.type == "PERSON", m.actor_id.in_([row.id for row in found]))
            .distinct()
        ).scalars()
    )
    sides: dict[tuple[str, str], list[Party]] = {}
    for row in found:
        name = view.hidden.text(row.document_id, row.name) if view.hidden else row.name
        party = Party(row.id, name, row.kind, row.country, row.id in people)
        sides.setdefault((row.report_id, row.role), []).append(party)
    return sides


def _sources(view: View, ids: list[str]) -> dict[str, list[str]]:
    """The words that name who says so, of each report."""
    i, c = schema.claim_incidents.c, schema.claims.c
    query = (
        select(i.report_id, c.document_id, c.source_words)
        .join(schema.claims, c.id == i.claim_id)
        .where(i.report_id.in_(ids), c.source_words.is_not(None))
        .order_by(i.report_id, c.ordinal)
    )
    sources: dict[str, list[str]] = {}
    for row in view.connection.execute(query):
        words = row.source_words
        if view.hidden:
            words = view.hidden.text(row.document_id, words)
        sources.setdefault(row.report_id, []).append(words)
    return sources


def joined(parties: Iterable[Party], separator: str = " | ") -> str | None:
    """The names of several actors in one cell; None where there are none."""
    return separator.join(dict.fromkeys(party.name for party in parties)) or None
