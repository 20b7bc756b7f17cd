"""What of an archive an export shows: the rows chosen, the names hidden, and the unit of a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import Connection, func, select

from dateline.export.condition import By, condition
from dateline.export.private import PrivateNames
from dateline.export.reading import Row
from dateline.export.select import Selection
from dateline.export.tables import ACROSS_DOCUMENTS, TABLES, table_rows
from dateline.store import schema

UNIT_MEANS = {
    "incident": "one row is an incident: what all documents together say of one thing that"
    " happened. low, best and high follow docs/aggregation.md; sources are counted by families",
    "report": "one row is a report: what one document says of one incident. Reports of the same"
    " incident in other documents, reprints among them, are rows of their own: do not add up their"
    " tolls",
}

_PORTION = 200


@dataclass(frozen=True, slots=True)
class View:
    """An archive through a selection; with `hidden`, without the names of private persons.

    `by` is what a row of the formats for other programs is: an incident or a report.
    """

    connection: Connection
    selection: Selection
    hidden: PrivateNames | None = None
    by: By = "incident"

    @property
    def units(self) -> str:
        """The table whose rows are the unit of the export."""
        return f"{self.by}s"

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that the export can show."""
        if self.by == "incident":
            return TABLES
        return tuple(name for name in TABLES if name not in ACROSS_DOCUMENTS)

    @property
    def whole(self) -> bool:
        """Whether nothing is left out: no filter, no date, no name."""
        chosen = self.selection
        return not (chosen.narrow or chosen.changed_since or self.hidden or self.by == "report")

    def rows(self, table: str) -> Iterator[Row]:
        """The chosen rows of one of the tables (`dateline.export.TABLES`)."""
        chosen = condition(self.connection, self.selection, table, self.by)
        for row in table_rows(self.connection, table, chosen=chosen):
            if self.hidden and table == "archive_actors" and row["seed"]:
                # Of an actor that hundreds of documents name, only what the list says is kept.
                row = {**row, "candidates": None, "words": None}
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
class Article:
    """A document that tells an event."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    agency: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """One row of an export with its sides as actors, its speakers and its documents.

    `row` has the columns of `incidents`, or of `reports` where those are the unit.
    """

    row: Row
    perpetrators: tuple[Party, ...]
    targets: tuple[Party, ...]
    sources: tuple[str, ...]
    articles: tuple[Article, ...]


def not_joined(connection: Connection) -> int:
    """How many reports are in no incident, but for those that a reviewer rejected."""
    r, j, s = schema.reports.c, schema.incident_reports.c, schema.review_state.c
    rejected = select(s.target_id).where(s.target_kind == "report", s.verdict == "rejected")
    query = (
        select(func.count())
        .select_from(schema.reports)
        .outerjoin(schema.incident_reports, j.report_id == r.id)
        .where(j.report_id.is_(None), r.id.not_in(rejected))
    )
    return int(connection.execute(query).scalar() or 0)


def events(view: View) -> Iterator[Event]:
    """The events of an archive: its incidents, or its reports where those are the unit."""
    rows = view.rows(view.units)
    sides_of, sources_of = (
        (_incident_sides, _incident_sources)
        if view.by == "incident"
        else (_report_sides, _report_sources)
    )
    while portion := list(islice(rows, _PORTION)):
        ids = [row["id"] for row in portion]
        sides, sources = sides_of(view, ids), sources_of(view, ids)
        articles = _articles(view, [name for row in portion for name in _documents(row)])
        for row in portion:
            yield Event(
                row,
                tuple(sides.get((row["id"], "perpetrator"), ())),
                tuple(sides.get((row["id"], "target"), ())),
                tuple(dict.fromkeys(sources.get(row["id"], ()))),
                tuple(articles[name] for name in _documents(row) if name in articles),
            )


def _documents(row: Row) -> list[str]:
    return str(row["document_ids"] or "").split(" | ")


def _incident_sides(view: View, ids: list[str]) -> dict[tuple[str, str], list[Party]]:
    i, m = schema.incident_actors.c, schema.archive_actor_members.c
    query = select(schema.incident_actors).where(i.incident_id.in_(ids))
    found = view.connection.execute(query.order_by(i.incident_id, i.role, i.ordinal)).all()
    known = [row.archive_actor_id for row in found if row.archive_actor_id]
    mention = schema.mentions.c
    people = set(
        view.connection.execute(
            select(m.archive_actor_id)
            .join(schema.mentions, mention.actor_id == m.actor_id)
            .where(mention.type == "PERSON", m.archive_actor_id.in_(known))
            .distinct()
        ).scalars()
    )
    r = schema.reports.c
    reports = [row.report_id for row in found if row.report_id]
    document_of = {
        row.id: row.document_id
        for row in view.connection.execute(select(r.id, r.document_id).where(r.id.in_(reports)))
    }
    sides: dict[tuple[str, str], list[Party]] = {}
    for row in found:
        name = row.name
        if view.hidden and row.report_id in document_of:
            name = view.hidden.text(document_of[row.report_id], name)
        key = row.archive_actor_id or f"{row.incident_id} {row.role} {row.ordinal}"
        person = row.archive_actor_id in people
        party = Party(key, name, row.kind, row.country, person)
        sides.setdefault((row.incident_id, row.role), []).append(party)
    return sides


def _incident_sources(view: View, ids: list[str]) -> dict[str, list[str]]:
    """Who speaks of each incident."""
    s = schema.incident_sources.c
    query = (
        select(s.incident_id, s.document_id, s.speaker)
        .where(s.incident_id.in_(ids), s.speaker.is_not(None))
        .order_by(s.incident_id, s.ordinal)
    )
    sources: dict[str, list[str]] = {}
    for row in view.connection.execute(query):
        speaker = view.hidden.text(row.document_id, row.speaker) if view.hidden else row.speaker
        sources.setdefault(row.incident_id, []).append(speaker)
    return sources


def _report_sides(view: View, ids: list[str]) -> dict[tuple[str, str], list[Party]]:
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


def _report_sources(view: View, ids: list[str]) -> dict[str, list[str]]:
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


def _articles(view: View, ids: Sequence[str]) -> dict[str, Article]:
    d = schema.documents.c
    out: dict[str, Article] = {}
    names = sorted(set(ids))
    for start in range(0, len(names), _PORTION):
        some = names[start : start + _PORTION]
        query = select(d.id, d.title, d.outlet, d.published, d.agency).where(d.id.in_(some))
        for row in view.connection.execute(query):
            title = row.title
            if title and view.hidden:
                title = view.hidden.text(row.id, title)
            out[row.id] = Article(row.id, title, row.outlet, row.published, row.agency)
    return out


def joined(parties: Iterable[Party], separator: str = " | ") -> str | None:
    """The names of several actors in one cell; None where there are none."""
    return separator.join(dict.fromkeys(party.name for party in parties)) or None
