"""Incidents in the archive: what they were, and what they are written to be."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, delete, func, insert, select, update

from dateline.reconcile.incidents.identifiers import Forward
from dateline.store import schema

_AT_ONCE = 500

_T = TypeVar("_T")

Row = dict[str, Any]

CHILDREN: tuple[Table, ...] = (
    schema.incident_actors,
    schema.incident_tolls,
    schema.toll_entries,
    schema.incident_sources,
    schema.contradictions,
)
"""What hangs on an incident and is written anew with it."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The words by which a report of an incident is known again after a new coding."""

    incident_id: str
    content_hash: str
    start: int
    end: int
    document_id: str
    words: str


@dataclass(frozen=True, slots=True)
class KnownTrigger:
    """A trigger of a report that is there."""

    report_id: str
    start: int
    end: int
    words: str

    def meets(self, anchor: Anchor) -> bool:
        return self.start < anchor.end and anchor.start < self.end


def rejected_reports(connection: Connection) -> frozenset[str]:
    """The reports that reviewers rejected: they join no incident."""
    s = schema.review_state.c
    query = select(s.target_id).where(s.target_kind == "report", s.verdict == "rejected")
    return frozenset(connection.execute(query).scalars())


def live_incidents(connection: Connection) -> dict[str, str]:
    """The content hash of each incident that is there."""
    i = schema.incidents.c
    return {row.id: row.content_hash for row in connection.execute(select(i.id, i.content_hash))}


def content_hashes(connection: Connection) -> dict[str, str]:
    """The content hash of each document."""
    d = schema.documents.c
    return {row.id: row.content_hash for row in connection.execute(select(d.id, d.content_hash))}


def triggers_of(
    connection: Connection, documents: Collection[str]
) -> dict[str, list[KnownTrigger]]:
    """The triggers of some documents' reports, in text order, by document."""
    t = schema.triggers.c
    out: dict[str, list[KnownTrigger]] = defaultdict(list)
    for batch in _batches(sorted(documents)):
        query = select(t.document_id, t.report_id, t.start, t.end, t.words)
        query = query.where(t.document_id.in_(batch)).order_by(t.start, t.report_id)
        for document, *trigger in connection.execute(query):
            out[document].append(KnownTrigger(*trigger))
    return out


def anchors(connection: Connection) -> Iterator[Anchor]:
    """Every anchor, also those of incidents that are no more, in no set order."""
    a = schema.incident_anchors
    for row in connection.execute(select(a).execution_options(yield_per=_AT_ONCE)):
        yield Anchor(**row._mapping)


def put_anchors(
    connection: Connection, incidents: Collection[str], found: Iterable[Anchor]
) -> None:
    """Writes the anchors of incidents, in place of those that these have."""
    a = schema.incident_anchors
    for batch in _batches(sorted(incidents)):
        connection.execute(delete(a).where(a.c.incident_id.in_(batch)))
    rows = sorted({_anchor_key(anchor): anchor for anchor in found}.items())
    for some in _batches(rows):
        connection.execute(
            insert(a),
            [
                {name: getattr(anchor, name) for name in a.c.keys()}  # noqa: SIM118
                for _, anchor in some
            ],
        )


def _anchor_key(anchor: Anchor) -> tuple[str, str, int, int]:
    return anchor.incident_id, anchor.content_hash, anchor.start, anchor.end


def memberships(connection: Connection) -> dict[str, list[Row]]:
    """The rows of `incident_reports` of each incident."""
    out: dict[str, list[Row]] = defaultdict(list)
    for row in connection.execute(select(schema.incident_reports)):
        out[row.incident_id].append(dict(row._mapping))
    return out


def put_incident(
    connection: Connection,
    name: str,
    columns: Mapping[str, Any],
    children: Mapping[str, Sequence[Row]],
    content_hash: str,
    *,
    now: str,
    run_id: int,
    there: bool,
) -> None:
    """Writes an incident with all that hangs on it but its reports; `there` says it is known."""
    i = schema.incidents
    values = {**columns, "content_hash": content_hash, "updated_at": now, "run_id": run_id}
    if there:
        connection.execute(update(i).where(i.c.id == name).values(**values))
        for table in CHILDREN:
            connection.execute(delete(table).where(table.c.incident_id == name))
    else:
        connection.execute(insert(i).values(id=name, created_at=now, **values))
    for table in CHILDREN:
        rows = children.get(table.name, ())
        if rows:
            connection.execute(insert(table), [{**row, "incident_id": name} for row in rows])


def put_memberships(
    connection: Connection, gone: Collection[str], rows: Sequence[Mapping[str, Any]]
) -> None:
    """Takes the reports of some incidents away and writes these rows instead."""
    table = schema.incident_reports
    for batch in _batches(sorted(gone)):
        connection.execute(delete(table).where(table.c.incident_id.in_(batch)))
    for some in _batches(rows):
        # A report that left another incident may still have its row there.
        ids = [row["report_id"] for row in some]
        connection.execute(delete(table).where(table.c.report_id.in_(ids)))
        connection.execute(insert(table), [dict(row) for row in some])


def drop_incidents(connection: Connection, names: Collection[str]) -> None:
    """Takes incidents away, with all that hangs on them."""
    for batch in _batches(sorted(names)):
        connection.execute(delete(schema.incidents).where(schema.incidents.c.id.in_(batch)))


def put_forwards(
    connection: Connection,
    forwards: Iterable[Forward],
    back: Collection[str],
    now: str,
    run_id: int,
) -> None:
    """Adds where identifiers lead; takes the forwards of those away that are back."""
    f = schema.incident_forwards
    for batch in _batches(sorted(back)):
        connection.execute(delete(f).where(f.c.old_id.in_(batch), f.c.kind != "split"))
    for forward in forwards:
        query = select(func.max(f.c.ordinal)).where(f.c.old_id == forward.old)
        ordinal = int(connection.execute(query).scalar() or 0)
        led = set(
            connection.execute(
                select(f.c.new_id).where(f.c.old_id == forward.old, f.c.kind == forward.kind)
            ).scalars()
        )
        for new in forward.new or ("",):
            if new in led:
                continue
            ordinal += 1
            connection.execute(
                insert(f).values(
                    old_id=forward.old,
                    ordinal=ordinal,
                    new_id=new,
                    kind=forward.kind,
                    at=now,
                    run_id=run_id,
                )
            )


def content_hash_of(
    columns: Mapping[str, Any], children: Mapping[str, Sequence[Row]], reports: Sequence[Row]
) -> str:
    """SHA-256 over what an incident says: its columns, its child rows, its reports."""
    content = [
        dict(columns),
        {name: [dict(row) for row in rows] for name, rows in children.items() if rows},
        [{k: v for k, v in row.items() if k != "incident_id"} for row in reports],
    ]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _batches(items: Iterable[_T]) -> Iterator[list[_T]]:
    rest = iter(items)
    while batch := list(islice(rest, _AT_ONCE)):
        yield batch
