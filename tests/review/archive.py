"""Small archives to decide on: documents of the fake coder, incidents put in by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, select

from dateline.records import Document
from dateline.review import Proposal, Recorded, record
from dateline.store import Store, open_store, schema
from tests.fake_coder import article
from tests.store.archive import put

MADE = "2026-01-01T00:00:00+00:00"
DERIVED = (
    "documents",
    "actors",
    "mentions",
    "reports",
    "triggers",
    "arguments",
    "report_actors",
    "claims",
    "claim_incidents",
    "tolls",
    "incidents",
    "incident_actors",
    "archive_actors",
    "review_state",
    "edits",
    "decision_conflicts",
)
"""Tables that decisions may change."""


def archive(where: Path, documents: Sequence[Document] | int = 3) -> Store:
    """An archive at a path, of some documents that each tell one raid."""
    store = open_store(str(where), create=True)
    fill(store, documents)
    return store


def fill(store: Store, documents: Sequence[Document] | int = 3) -> None:
    if isinstance(documents, int):
        documents = [article(n) for n in range(1, documents + 1)]
    put(store, documents)


def join(store: Store, incidents: Mapping[str, Sequence[str]]) -> None:
    """Puts reports into incidents, as `update_incidents` would; others than these are gone."""
    m, i, r = schema.incident_reports, schema.incidents, schema.reports.c
    with store.writing() as connection:
        connection.execute(delete(m))
        connection.execute(delete(i))
        for name, reports in incidents.items():
            first = connection.execute(select(schema.reports).where(r.id == reports[0])).one()
            connection.execute(
                insert(i).values(
                    id=name,
                    event_type=first.event_type,
                    type=first.type,
                    type_report=first.id,
                    status=first.status,
                    words=first.words,
                    date_from=first.date_from,
                    date_to=first.date_to,
                    killed_best=10,
                    killed_low=10,
                    reports=len(reports),
                    documents=len(reports),
                    families=1,
                    sources=1,
                    contested=0,
                    created_at=MADE,
                    updated_at=MADE,
                    content_hash="-",
                    run_id=first.run_id,
                )
            )
            rows = [
                {
                    "report_id": report,
                    "incident_id": name,
                    "document_id": report.rpartition("/")[0],
                    "why": "-",
                    "by": "rule:test",
                    "score": 0.75,
                }
                for report in reports
            ]
            connection.execute(insert(m), rows)


def archive_actor(store: Store, name: str, label: str, members: Sequence[str]) -> None:
    """Puts an actor of the archive with its members."""
    with store.writing() as connection:
        connection.execute(
            insert(schema.archive_actors).values(
                id=name, name=label, kind=2, country="SD", documents=len(members)
            )
        )
        rows = [
            {
                "actor_id": member,
                "archive_actor_id": name,
                "document_id": member.rpartition("/")[0],
                "by": "own",
            }
            for member in members
        ]
        connection.execute(insert(schema.archive_actor_members), rows)


def decide(
    store: Store,
    action: str,
    kind: str,
    target: str,
    field: str | None = None,
    new: Any = None,
    author: str = "ana",
    **more: Any,
) -> Recorded:
    """One decision, taken down."""
    return record(store, [Proposal(action, kind, target, field, new, **more)], author)


def rows(store: Store, table: str, **where: Any) -> list[dict[str, Any]]:
    """The rows of a table that have these values, in the order of its key."""
    t = schema.metadata.tables[table]
    query = select(t).order_by(*t.primary_key)
    for name, value in where.items():
        query = query.where(t.c[name] == value)
    with store.reading() as connection:
        return [dict(row._mapping) for row in connection.execute(query)]


def row(store: Store, table: str, **where: Any) -> dict[str, Any]:
    (found,) = rows(store, table, **where)
    return found


def derived(store: Store) -> dict[str, list[dict[str, Any]]]:
    """All that decisions may have changed, without when a conflict was first seen."""
    out = {table: rows(store, table) for table in DERIVED}
    for one in out["decision_conflicts"]:
        del one["at"]
    return out


def without(rows_: Sequence[Mapping[str, Any]], *names: str) -> list[dict[str, Any]]:
    return [{k: v for k, v in one.items() if k not in names} for one in rows_]
