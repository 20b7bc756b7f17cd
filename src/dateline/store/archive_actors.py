"""Actors across documents in the archive: what they are built from, and what is kept of them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Table, and_, delete, func, insert, or_, select

from dateline.reconcile.actors import ArchiveActor, DocumentActor, Known, Listed
from dateline.store import schema
from dateline.store.counters import counter, set_counter

_COUNTER = "archive_actors"
_AT_ONCE = 500

_Rows = dict[tuple[str, ...], dict[str, Any]]


def document_actors(connection: Connection) -> Iterator[DocumentActor]:
    """Every actor of every document, in no set order."""
    a = schema.actors.c
    columns = (a.id, a.document_id, a.name, a.kind, a.country, a.aliases, a.words, a.seed, a.rule)
    query = select(*columns, a.candidates)
    for row in connection.execute(query.execution_options(yield_per=_AT_ONCE)):
        aliases = tuple(json.loads(row.aliases))
        yield DocumentActor(
            id=row.id,
            document=row.document_id,
            name=row.name,
            kind=row.kind,
            country=row.country,
            aliases=aliases,
            stated=_stated(aliases, row.words or "") if "alias:" in (row.rule or "") else _NONE,
            seed=row.seed,
            # A score of 0 is a name that only looks like the entry's.
            candidates=tuple(c["id"] for c in json.loads(row.candidates) if c.get("score")),
        )


_NONE: frozenset[str] = frozenset()


def _stated(aliases: Sequence[str], words: str) -> frozenset[str]:
    """The names that stand in one passage with another name of the actor: "Army of X (AX"."""
    passages = [w for w in words.split(" | ") if w not in aliases]
    inside = [{name for name in aliases if name in passage} for passage in passages]
    return frozenset(name for names in inside if len(names) > 1 for name in names)


def known_actors(connection: Connection) -> Known:
    """The identifiers that archive actors have, by what they are found again by."""
    a, m, n = (
        schema.archive_actors.c,
        schema.archive_actor_members.c,
        schema.archive_actor_names.c,
    )
    members = {
        row.actor_id: row.archive_actor_id
        for row in connection.execute(select(m.actor_id, m.archive_actor_id))
    }
    living = set(members.values())
    query = select(a.id, a.name, a.seed, n.documents).outerjoin(
        schema.archive_actor_names, (n.archive_actor_id == a.id) & (n.name == a.name)
    )
    seeds: dict[str, str] = {}
    words: dict[tuple[str, str], str] = {}
    for row in connection.execute(query.order_by(a.id)):
        if row.seed:
            seeds.setdefault(row.seed, row.id)
        elif row.id not in living:
            # Its document was coded anew, and took the actor away that was its member.
            for document in json.loads(row.documents or "[]"):
                words.setdefault((document, row.name), row.id)
    return Known(seeds, members, words, counter(connection, _COUNTER))


def actors_are_current(connection: Connection, listed: Listed) -> bool:
    """Whether the archive's actors are those of its documents, so that nothing need be built.

    Where reviewers ever joined or parted actors they are built anew: an undo leaves no trace.
    """
    a, m, d = schema.archive_actors.c, schema.archive_actor_members.c, schema.actors.c
    x = schema.decisions.c
    joined = select(x.id).where(x.action.in_(("alias", "unalias"))).limit(1)
    new = (
        select(d.id)
        .outerjoin(schema.archive_actor_members, m.actor_id == d.id)
        .where(m.actor_id.is_(None))
        .limit(1)
    )
    other = (
        select(a.id)
        .join(schema.archive_actor_members, m.archive_actor_id == a.id)
        .join(schema.actors, d.id == m.actor_id)
        .where(
            or_(
                and_(m.by == "own", or_(a.name != d.name, a.kind != d.kind)),
                and_(m.by == "own", func.coalesce(a.country, "") != func.coalesce(d.country, "")),
                func.coalesce(a.seed, "") != func.coalesce(d.seed, ""),
            )
        )
        .limit(1)
    )
    if any(connection.execute(query).first() for query in (joined, new, other)):
        return False
    told = connection.execute(select(func.sum(a.documents))).scalar() or 0
    pairs = select(m.archive_actor_id, m.document_id).distinct().subquery()
    there = connection.execute(select(func.count()).select_from(pairs)).scalar()
    return int(told) == there and all(
        (row.name, row.kind, row.country, row.by) == _as_listed(listed, row)
        for row in connection.execute(
            select(a.seed, a.name, a.kind, a.country, m.by)
            .join(schema.archive_actor_members, m.archive_actor_id == a.id)
            .where(a.seed.is_not(None))
            .distinct()
        )
    )


def _as_listed(listed: Listed, row: Any) -> tuple[str, int, str | None, str]:
    """What the actor list says of an actor; what the archive says where the entry is gone."""
    entry = listed.entry(row.seed) or row
    return entry.name, entry.kind, entry.country, listed.standing(row.seed)


def put_archive_actors(connection: Connection, actors: Collection[ArchiveActor], last: int) -> int:
    """Makes the archive's actors these; how many rows changed. `last` is the highest number."""
    changed = 0
    for table, rows, keys in (
        (schema.archive_actors, map(_actor_row, actors), ("id",)),
        (schema.archive_actor_names, _name_rows(actors), ("archive_actor_id", "name")),
        (schema.archive_actor_members, _member_rows(actors), ("actor_id",)),
    ):
        changed += _settle(connection, table, rows, keys)
    if last != counter(connection, _COUNTER):
        set_counter(connection, _COUNTER, last)
    return changed


def _settle(
    connection: Connection, table: Table, rows: Iterable[dict[str, Any]], keys: tuple[str, ...]
) -> int:
    """Makes a table's rows these, by touching only those that differ; how many did."""
    wanted: _Rows = {tuple(row[key] for key in keys): row for row in rows}
    there: _Rows = {}
    for found in connection.execute(select(table)).mappings():
        there[tuple(found[key] for key in keys)] = dict(found)
    gone = [key for key, row in there.items() if wanted.get(key) != row]
    new = [row for key, row in wanted.items() if there.get(key) != row]
    # An actor that only changed keeps its row: names and members would go with it.
    changed = [row for row in new if tuple(row[key] for key in keys) in there]
    for row in changed:
        where = [table.c[key] == row[key] for key in keys]
        connection.execute(table.update().where(*where).values(**row))
    for key in gone:
        if key not in wanted:
            where = [table.c[name] == value for name, value in zip(keys, key, strict=True)]
            connection.execute(delete(table).where(*where))
    added = [row for row in new if tuple(row[key] for key in keys) not in there]
    for start in range(0, len(added), _AT_ONCE):
        connection.execute(insert(table), added[start : start + _AT_ONCE])
    return len(new) + sum(key not in wanted for key in gone)


def _actor_row(actor: ArchiveActor) -> dict[str, Any]:
    return {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "country": actor.country,
        "seed": actor.seed,
        "documents": actor.documents,
    }


def _name_rows(actors: Iterable[ArchiveActor]) -> Iterator[dict[str, Any]]:
    for actor in actors:
        for name in actor.names:
            yield {
                "archive_actor_id": actor.id,
                "name": name.name,
                "standing": name.standing,
                "documents": json.dumps(list(name.documents), ensure_ascii=False),
            }


def _member_rows(actors: Iterable[ArchiveActor]) -> Iterator[dict[str, Any]]:
    for actor in actors:
        for member in actor.members:
            yield {
                "actor_id": member.actor,
                "archive_actor_id": actor.id,
                "document_id": member.document,
                "by": member.by,
            }
