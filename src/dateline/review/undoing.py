"""Taking decisions back, by decisions of their own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, and_

from dateline.review.effect import Recorded, author_named, put_into_force, recorded
from dateline.review.errors import DecisionError, UnknownTarget
from dateline.review.force import undone_by
from dateline.review.identifiers import new_identifier
from dateline.store import Store, schema
from dateline.store.decisions import (
    Decision,
    all_decisions,
    decisions_named,
    decisions_page,
    newest_decision,
    put_decisions,
    with_undos,
)

_AT_ONCE = 100


def undo(
    store: Store,
    author: str,
    *,
    decision: str | None = None,
    batch: str | None = None,
    last: bool = False,
    reason: str | None = None,
    now: datetime | None = None,
) -> Recorded:
    """Takes back a decision, a batch, or this author's last action; undoing an undo redoes it.

    Raises DecisionError where there is nothing to undo.
    """
    author = author_named(author)
    if sum((decision is not None, batch is not None, last)) != 1:
        raise DecisionError(
            "nothing or too much to undo named", "undo", "give a decision, a batch or last"
        )
    with store.writing() as connection:
        d = schema.decisions.c
        if last:
            chosen = _last(connection, author)
        else:
            where = d.id == decision if decision is not None else d.batch == batch
            chosen = _open(connection, all_decisions(connection, where), str(decision or batch))
        moment = now or datetime.now(UTC)
        newest = newest_decision(connection)
        name = new_identifier(newest, moment) if len(chosen) > 1 else None
        made: list[Decision] = []
        for one in chosen:
            newest = new_identifier(newest, moment)
            made.append(
                Decision(
                    id=newest,
                    at=moment.astimezone(UTC).isoformat(timespec="seconds"),
                    author=author,
                    action="undo",
                    target_kind="decision",
                    target_id=one.id,
                    reason=reason,
                    batch=name,
                )
            )
        put_decisions(connection, made)
        roots = _roots(connection, chosen)
        put_into_force(connection, roots)
        return recorded(made, roots, name)


def _last(connection: Connection, author: str) -> list[Decision]:
    """What an author did last that is not undone, with what was done together with it."""
    d = schema.decisions.c
    where = and_(d.author == author, d.action != "undo")
    offset = 0
    while True:
        _, page = decisions_page(connection, where, limit=_AT_ONCE, offset=offset)
        if not page:
            raise DecisionError(f"{author} has nothing to undo", "undo", "name a decision or batch")
        undone = undone_by(with_undos(connection, page))
        newest = next((one for one in page if one.id not in undone), None)
        if newest is None:
            offset += _AT_ONCE
            continue
        if newest.batch is None:
            return [newest]
        together = all_decisions(connection, and_(where, d.batch == newest.batch))
        return _open(connection, together, newest.batch)


def _open(connection: Connection, chosen: Sequence[Decision], named: str) -> list[Decision]:
    """Those of some decisions that are not undone. Raises DecisionError for none."""
    shown = named[:200]
    if not chosen:
        raise UnknownTarget(
            f"no decision or batch {shown!r}", "undo", "dateline review list DB shows them"
        )
    undone = undone_by(with_undos(connection, chosen))
    left = [one for one in chosen if one.id not in undone]
    if not left:
        by = undone[chosen[-1].id]
        raise DecisionError(
            f"{shown} was undone by {by.author} at {by.at}", "undo", f"to redo it undo {by.id}"
        )
    return left


def _roots(connection: Connection, chosen: Sequence[Decision]) -> list[Decision]:
    """What undo rows, or undo rows of those, are about in the end; other decisions as they are."""
    roots: list[Decision] = []
    open_ = list(chosen)
    while open_:
        roots += [one for one in open_ if one.action != "undo"]
        targets = sorted({one.target_id for one in open_ if one.action == "undo"})
        open_ = list(decisions_named(connection, targets).values())
    return sorted({one.id: one for one in roots}.values(), key=lambda one: one.id)
