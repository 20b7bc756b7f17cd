"""Replays the decisions on incidents and on actors of the archive over what the program made."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, and_, delete, insert, select, update

from dateline.codebook import EVENT_TYPE_OF
from dateline.review.anchors import Reference, batches
from dateline.review.finding import (
    Lost,
    actors_of,
    found_incident,
    incidents_of_reports,
    report_references_in,
    reports_of,
)
from dateline.review.joining import lost_joinings
from dateline.review.levels import level
from dateline.review.related import of_incidents
from dateline.review.states import Edit, Key, Outcome, put_outcome, read_log
from dateline.review.targets import ROLES, current_field, of_archive
from dateline.store import schema
from dateline.store.decisions import Decision, all_decisions

_LOOSE = ("comment", "flag", "unflag", "assign", "work")
"""Actions that say nothing of what an incident is, and stay with its identifier when it is split"""
_ACTOR_COLUMNS = ("ordinal", "archive_actor_id", "name", "kind", "country", "reports", "report_id")


def release_incidents(connection: Connection, only: Collection[Key] | None = None) -> None:
    """Puts incidents and archive actors back to the program's values, and forgets the edits.

    All of them, or `only` some targets.
    """
    e = schema.edits
    query = select(e)
    if only is not None:
        query = query.where(e.c.target_id.in_([identifier for _, identifier in only]))
    # An incident's actors are put back under the names that they bear now, then renamed.
    for row in connection.execute(query.order_by(e.c.target_kind.desc())).all():
        key = row.target_kind, row.target_id
        if not _of_incident(*key) or (only is not None and key not in only):
            continue
        old = None if row.old is None else json.loads(row.old)
        _put(connection, *key, row.field, old)
        connection.execute(
            delete(e).where(
                and_(e.c.target_kind == key[0], e.c.target_id == key[1], e.c.field == row.field)
            )
        )


def replay_incidents(connection: Connection, about: Sequence[Decision] | None = None) -> None:
    """Applies the decisions on incidents and archive actors; says which no longer fit.

    Fills `review_state`, `edits`, `decision_conflicts` and `decision_targets` for them and for
    merge, split, link and alias. An incident is found again by its reports' words, under whatever
    identifier it has now. `updated_at` moves to the last decision on an incident. Twice does the
    same as once. With `about` only what these decisions are about is derived anew: for when
    nothing else has changed.
    """
    targets: set[Key] | None = None
    if about is None:
        log = read_log(all_decisions(connection))
    else:
        related, targets = of_incidents(connection, about)
        log = read_log(related)
    own = [decision for decision in log.decisions if level(decision) == "incident"]
    places = _Places(connection, own)
    outcome = Outcome()
    found: list[tuple[Decision, str]] = []
    for decision in own:
        try:
            found.append((decision, places.find(decision)))
        except Lost as why:
            outcome.lost(log, decision, why)
    if targets is not None and not {(d.target_kind, one) for d, one in found} <= targets:
        replay_incidents(connection)  # something did change: incidents were joined otherwise
        return
    before = _known_targets(connection) if targets is None else targets
    release_incidents(connection, targets)
    # Actors last: to rename one is to rename it in every incident.
    for decision, target in sorted(found, key=lambda one: one[0].target_kind == "actor"):
        kind = decision.target_kind
        if decision.id not in log.force:
            outcome.touch((kind, target), log, decision)
            continue
        try:
            if decision.action == "edit":
                _edit(connection, places, decision, target, outcome)
        except Lost as why:
            outcome.lost(log, decision, why)
            continue
        outcome.touch((kind, target), log, decision).add(decision)
    for name, lost in lost_joinings(connection, log).items():
        outcome.conflicts[name] = lost.reason, lost.detail
    for decision in log.decisions:
        if level(decision) == "undo" and decision.id in log.force:
            _check_undo(decision, {d.id for d in log.decisions}, outcome)
    put_outcome(
        connection,
        outcome,
        targets=before,
        decisions=[d.id for d in log.decisions if level(d) != "document"],
        now=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    i = schema.incidents
    for (kind, identifier), state in sorted(outcome.states.items()):
        if kind == "incident":
            connection.execute(
                update(i)
                .where(and_(i.c.id == identifier, i.c.updated_at < state.last_at))
                .values(updated_at=state.last_at)
            )


def _check_undo(decision: Decision, known: set[str], outcome: Outcome) -> None:
    if decision.target_id not in known:
        outcome.conflicts[decision.id] = (
            "decision missing",
            f"what it undoes, {decision.target_id}, is not in this archive: "
            "import the file that holds it",
        )
    elif decision.target_id >= decision.id:
        outcome.conflicts[decision.id] = (
            "undo before its decision",
            f"it undoes the later decision {decision.target_id}: undo that one anew",
        )


class _Places:
    """Where the targets of decisions are now; reads all that they need at once."""

    def __init__(self, connection: Connection, decisions: Sequence[Decision]) -> None:
        references = [one for d in decisions for one in report_references_in(d.anchor)]
        self.reports = reports_of(connection, references)
        names = {
            name for each in self.reports.triggers.values() for name in each
        }  # every report of the documents that decisions name
        self.incident_of = incidents_of_reports(connection, sorted(names))
        self.actors = actors_of(connection, [d.anchor for d in decisions])
        self.archive_actor_of = _archive_actors(connection, self.actors.names)

    def find(self, decision: Decision) -> str:
        """The identifier that a decision's target has now. Raises Lost."""
        reference = decision.anchor.get("target") or {}
        if decision.target_kind == "actor":
            return self.actor(reference, decision.target_id)
        return found_incident(
            reference,
            decision.target_id,
            self.reports,
            self.incident_of,
            strict=decision.action not in _LOOSE,
        )

    def actor(self, reference: Reference, identifier: str) -> str:
        """The archive actor that a reference means now. Raises Lost."""
        found = self.actors.find(reference, identifier)[0]
        if found not in self.archive_actor_of:
            raise Lost(
                "actor gone",
                f"{identifier} is in no actor of the archive now: undo this decision",
            )
        return self.archive_actor_of[found]


def _edit(
    connection: Connection, places: _Places, decision: Decision, target: str, outcome: Outcome
) -> None:
    kind, name = decision.target_kind, decision.field or ""
    new = decision.new
    if name in ROLES:
        refs = decision.anchor.get("refs") or {}
        ids = [places.actor(refs[one], one) if one in refs else one for one in new]
        new = _renamed(connection, _actor_rows(connection, ids), back=True)
        old = _renamed(connection, _role_rows(connection, target, ROLES[name]), back=True)
    else:
        old = current_field(connection, kind, target, name)
    key = (kind, target, name)
    before = outcome.edits[key].old if key in outcome.edits else old
    _put(connection, kind, target, name, new)
    outcome.edits[key] = Edit(before, new, decision.id)


def _put(connection: Connection, kind: str, identifier: str, name: str, value: Any) -> None:
    """Writes a field of an incident or archive actor, and what depends on it."""
    if name in ROLES:
        a = schema.incident_actors
        connection.execute(
            delete(a).where(and_(a.c.incident_id == identifier, a.c.role == ROLES[name]))
        )
        there = select(schema.incidents.c.id).where(schema.incidents.c.id == identifier)
        if connection.execute(there).first() is None:
            return
        rows = [
            {"incident_id": identifier, "role": ROLES[name], **row}
            for row in _renamed(connection, value or ())
        ]
        if rows:
            connection.execute(insert(a), rows)
        return
    table = schema.incidents if kind == "incident" else schema.archive_actors
    values = {name: value}
    if kind == "actor":
        t, a = table.c, schema.incident_actors
        now = connection.execute(select(t[name]).where(t.id == identifier)).scalar()
        same = a.c[name].is_(None) if now is None else a.c[name] == now
        connection.execute(
            update(a).where(and_(a.c.archive_actor_id == identifier, same)).values({name: value})
        )
    if name == "type":
        values["event_type"] = EVENT_TYPE_OF.get(value)
    connection.execute(update(table).where(table.c.id == identifier).values(**values))


def _renamed(
    connection: Connection, rows: Sequence[dict[str, Any]], back: bool = False
) -> list[dict[str, Any]]:
    """Rows of an incident's actors as they are edited now, or `back` as the program has them."""
    ids = {row["archive_actor_id"] for row in rows} - {None}
    e = schema.edits.c
    query = select(e.target_id, e.field, e.old, e.new).where(
        and_(e.target_kind == "actor", e.target_id.in_(sorted(ids)))
    )
    out = [dict(row) for row in rows]
    for edit in connection.execute(query).all() if ids else ():
        old, new = (None if v is None else json.loads(v) for v in (edit.old, edit.new))
        if back:
            old, new = new, old
        for row in out:
            if row["archive_actor_id"] == edit.target_id and row[edit.field] == old:
                row[edit.field] = new
    return out


def _role_rows(connection: Connection, incident: str, role: str) -> list[dict[str, Any]]:
    a = schema.incident_actors
    query = select(*(a.c[name] for name in _ACTOR_COLUMNS)).where(
        and_(a.c.incident_id == incident, a.c.role == role)
    )
    return [dict(row._mapping) for row in connection.execute(query.order_by(a.c.ordinal))]


def _actor_rows(connection: Connection, given: Sequence[str]) -> list[dict[str, Any]]:
    """Actors by identifier, or a name as it stands, as rows of an incident's role."""
    a = schema.archive_actors
    rows = []
    for ordinal, one in enumerate(given):
        row = connection.execute(select(a).where(a.c.id == one)).one_or_none()
        rows.append(
            {
                "ordinal": ordinal,
                "archive_actor_id": row.id if row else None,
                "name": row.name if row else one,
                "kind": row.kind if row else 0,
                "country": row.country if row else None,
                "reports": 0,
                "report_id": None,
            }
        )
    return rows


def _archive_actors(connection: Connection, names: Any) -> dict[str, str]:
    m = schema.archive_actor_members.c
    wanted = sorted({actor for each in names.values() for actor in each})
    found: dict[str, str] = {}
    for batch in batches(wanted):
        query = select(m.actor_id, m.archive_actor_id).where(m.actor_id.in_(batch))
        found.update((row.actor_id, row.archive_actor_id) for row in connection.execute(query))
    return found


def _of_incident(kind: str, identifier: str) -> bool:
    return kind == "incident" or of_archive(kind, identifier)


def _known_targets(connection: Connection) -> set[Key]:
    r = schema.review_state.c
    rows = connection.execute(select(r.target_kind, r.target_id)).all()
    return {(row.target_kind, row.target_id) for row in rows if _of_incident(*row)}
