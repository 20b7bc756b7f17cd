"""Decisions to look at: the log, one target's history, what is new, what no longer fits."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from dateline.review.anchors import batches
from dateline.review.force import undone_by
from dateline.review.identifiers import new_identifier
from dateline.review.targets import current_state, members
from dateline.store import Store, by_id, schema
from dateline.store.decisions import (
    Decision,
    all_decisions,
    decisions_named,
    decisions_page,
    exports_page,
    put_export,
    with_undos,
)

Listed = dict[str, Any]
"""A decision as people see it: its columns, `undone_by` and `conflict` (identifier and reason)."""


def decisions(
    connection: Connection,
    where: ColumnElement[bool] | None = None,
    *,
    limit: int = 100,
    offset: int = 0,
    newest_first: bool = True,
) -> tuple[int, list[Listed]]:
    """How many decisions there are, and one page of them."""
    total, rows = decisions_page(
        connection, where, limit=limit, offset=offset, newest_first=newest_first
    )
    return total, listed(connection, rows)


def history(connection: Connection, kind: str, identifier: str, limit: int = 500) -> list[Listed]:
    """What was decided on a target and its parts, the newest first.

    Of an incident also what was decided on it under other identifiers, on its reports and their
    claims, and where another decision names it; of a document also on its parts.
    """
    names = {(kind, identifier)}
    if kind == "incident":
        names |= {("report", one) for one in members(connection, [identifier]).get(identifier, ())}
        c = schema.claim_incidents.c
        reports = [one for part, one in names if part == "report"]
        for batch in batches(reports):
            claims = select(c.claim_id).where(c.report_id.in_(batch)).distinct()
            names |= {("claim", one) for one in connection.execute(claims).scalars()}
    elif kind == "document":
        for table, part in ((schema.reports, "report"), (schema.claims, "claim")):
            query = select(table.c.id).where(table.c.document_id == identifier)
            names |= {(part, one) for one in connection.execute(query).scalars()}
    t, d = schema.decision_targets.c, schema.decisions.c
    ids: set[str] = set()
    by_kind: dict[str, list[str]] = {}
    for part, one in sorted(names):
        by_kind.setdefault(part, []).append(one)
    for part, parts in by_kind.items():
        for batch in batches(parts):
            where = and_(t.target_kind == part, t.target_id.in_(batch))
            ids |= set(connection.execute(select(t.decision_id).where(where)).scalars())
            # Those that say what belongs together, and those that no longer fit.
            where = and_(d.target_kind == part, d.target_id.in_(batch))
            ids |= set(connection.execute(select(d.id).where(where)).scalars())
    if kind == "incident":
        named = d.new.contains(f'"{identifier}"', autoescape=True)
        where = and_(d.action.in_(("merge", "link")), named)
        ids |= set(connection.execute(select(d.id).where(where)).scalars())
    found = with_undos(connection, decisions_named(connection, sorted(ids)).values())
    return listed(connection, found[::-1][:limit])


def decisions_since(connection: Connection, cursor: str | None) -> list[Listed]:
    """The decisions that came into the archive's log after one, the oldest first.

    An import may add older ones, which this does not see: `/api/events` says reload then.
    """
    d = schema.decisions.c
    where = None if cursor is None else by_id(connection, d.id) > cursor
    return listed(connection, all_decisions(connection, where))


def conflicts(
    connection: Connection, *, limit: int = 100, offset: int = 0
) -> tuple[int, list[dict[str, Any]]]:
    """How many decisions no longer fit, and one page: why, what to do, and the decision."""
    c = schema.decision_conflicts.c
    total = connection.execute(
        select(func.count()).select_from(schema.decision_conflicts)
    ).scalar_one()
    query = select(schema.decision_conflicts).order_by(
        c.at.desc(), by_id(connection, c.decision_id).desc()
    )
    rows = [dict(r._mapping) for r in connection.execute(query.limit(limit).offset(offset))]
    about = {
        one["id"]: one
        for one in listed(
            connection,
            decisions_named(connection, [row["decision_id"] for row in rows]).values(),
        )
    }
    return int(total), [row | {"decision": about.get(row["decision_id"])} for row in rows]


def edits_of(connection: Connection, kind: str, identifier: str) -> list[dict[str, Any]]:
    """The edited fields of a target with the program's value (`old`) and the reviewer's (`new`)."""
    e = schema.edits
    query = select(e).where(and_(e.c.target_kind == kind, e.c.target_id == identifier))
    rows = [dict(row._mapping) for row in connection.execute(query.order_by(e.c.field))]
    for row in rows:
        for name in ("old", "new"):
            row[name] = None if row[name] is None else json.loads(row[name])
    return rows


def reviewed(connection: Connection, kind: str, identifier: str) -> dict[str, Any]:
    """What reviewers made of a report, claim, incident or actor, beside what the program did.

    {state: row of review_state or None, edits: [field, old, new, author, at, reason], added: the
    decision that added it or None}. `old` is the program's value, `new` the reviewer's.
    """
    edits = edits_of(connection, kind, identifier)
    taken = decisions_named(connection, [edit["decision_id"] for edit in edits])
    for edit in edits:
        decision = taken[edit["decision_id"]]
        edit |= {"author": decision.author, "at": decision.at, "reason": decision.reason}
    state = dict(current_state(connection, kind, identifier)) or None
    document, _, local = identifier.rpartition("/")
    t, d = schema.decision_targets.c, schema.decisions.c
    query = (
        select(d.id)
        .join(schema.decision_targets, t.decision_id == d.id)
        .where(and_(d.action == "add", t.document_id == document))
    )
    made = [i for i in connection.execute(query).scalars() if local == f"u{i[-10:].lower()}"]
    added = listed(connection, decisions_named(connection, made).values())
    return {"state": state, "edits": edits, "added": added[0] if added else None}


def listed(connection: Connection, rows: Iterable[Decision]) -> list[Listed]:
    """Decisions with what became of them."""
    chosen = list(rows)
    ids = [one.id for one in chosen]
    c = schema.decision_conflicts.c
    undone = undone_by(with_undos(connection, chosen))
    reasons: dict[str, str] = {}
    for batch in batches(ids):
        query = select(c.decision_id, c.reason).where(c.decision_id.in_(batch))
        reasons.update((row.decision_id, row.reason) for row in connection.execute(query))
    out = []
    for one in chosen:
        row: Listed = {name: getattr(one, name) for name in Decision.__dataclass_fields__}
        row["evidence"] = list(one.evidence)
        row["undone_by"] = undone[one.id].id if one.id in undone else None
        row["conflict"] = reasons.get(one.id)
        out.append(row)
    return out


def log_export(
    store: Store,
    *,
    who: str,
    format: str,
    arguments: Mapping[str, Any],
    path: str | None = None,
    rows: int | None = None,
    now: datetime | None = None,
) -> str:
    """Logs that somebody exported the archive; the line's identifier. In one transaction."""
    moment = now or datetime.now(UTC)
    with store.writing() as connection:
        x = schema.exports.c
        newest = connection.execute(
            select(x.id).order_by(by_id(connection, x.id).desc()).limit(1)
        ).scalar()
        identifier = new_identifier(newest, moment)
        put_export(
            connection,
            id=identifier,
            at=moment.astimezone(UTC).isoformat(timespec="seconds"),
            who=who,
            format=format,
            arguments=arguments,
            path=path,
            rows=rows,
        )
    return identifier


def exports(
    connection: Connection, *, limit: int = 100, offset: int = 0
) -> tuple[int, list[dict[str, Any]]]:
    """How often the archive was exported, and one page of who took what, the newest first."""
    return exports_page(connection, limit=limit, offset=offset)


def matching(
    *,
    author: Sequence[str] = (),
    action: Sequence[str] = (),
    target_kind: Sequence[str] = (),
    target_id: str | None = None,
    batch: str | None = None,
    words: str | None = None,
) -> ColumnElement[bool] | None:
    """The condition for `decisions`: any of the values of each that is given, all together."""
    d = schema.decisions.c
    parts: list[ColumnElement[bool]] = []
    for column, values in ((d.author, author), (d.action, action), (d.target_kind, target_kind)):
        if values:
            parts.append(or_(*(column == value for value in values)))
    if target_id is not None:
        parts.append(d.target_id == target_id)
    if batch is not None:
        parts.append(d.batch == batch)
    if words:
        parts.append(d.reason.icontains(words, autoescape=True))
    return and_(*parts) if parts else None
