"""FollowTheMoney: an Event for each row, with its actors and its articles as entities.

One entity a line, as `ftm` and Aleph read them. Schemata and properties: FollowTheMoney 4.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dateline.codebook import STATUSES_THAT_COUNT
from dateline.export.dates import first_day, last_day
from dateline.export.reading import Row
from dateline.export.view import Article, Event, Party

Entity = dict[str, Any]


def ftm_entities(event: Event) -> list[Entity] | str:
    """The event, its actors and its documents as entities, or why it is left out."""
    row = event.row
    if row["status"] not in STATUSES_THAT_COUNT:
        return f"status {row['status']}: not told as having happened"
    parties = {party.id: party for party in (*event.perpetrators, *event.targets)}
    documents = [_article(article) for article in event.articles]
    return [*documents, *map(_party, parties.values()), _event(event, documents, list(parties))]


def _event(event: Event, documents: list[Entity], parties: Sequence[str]) -> Entity:
    row = event.row
    place = row["place_name"]
    start, end = first_day(row["date_from"]), last_day(row["date_to"])
    one_day = row["date_precision"] == 1
    return _entity(
        "Event",
        f"event {row['id']}",
        name=[f"{row['type'].replace('_', ' ')}{f', {place}' if place else ''}"],
        date=[start.isoformat()] if start and one_day else [],
        startDate=[start.isoformat()] if start and not one_day else [],
        endDate=[end.isoformat()] if end and not one_day else [],
        country=[_lower(row["country"])],
        location=[place],
        summary=[row["sentence"]],
        description=[_toll(row)],
        notes=[_notes(row)],
        keywords=[row["type"], row["status"], *(row["words"] or "").split(" | ")],
        recordId=[row["id"]],
        modifiedAt=[(row["updated_at"] or "")[:10]],
        publisher=[article.outlet for article in event.articles],
        involved=[_id(f"actor {party}") for party in parties],
        proof=[document["id"] for document in documents],
    )


def _notes(row: Row) -> str:
    said = ["date_precision", "place_precision", "documents", "families", "sources", "contested"]
    values = [(name, row.get(name)) for name in [*said, "grade", "verdict", "permalink"]]
    return ", ".join(
        f"{name.replace('_', ' ')} {value}" for name, value in values if value is not None
    )


def _toll(row: Row) -> str | None:
    """low / best / high of each thing counted, `?` where open or unknown."""
    said = []
    for what in ("killed", "injured", "missing", "detained", "displaced"):
        ends = [row[f"{what}_{end}"] for end in ("low", "best", "high")]
        if any(end is not None for end in ends):
            said.append(f"{what} {'/'.join('?' if end is None else str(end) for end in ends)}")
    return "; ".join(said) or None


def _party(party: Party) -> Entity:
    return _entity(
        "Person" if party.person else "LegalEntity",
        f"actor {party.id}",
        name=[party.name],
        country=[_lower(party.country)],
        notes=[f"ACLED kind {party.kind}" if party.kind else None],
    )


def _article(article: Article) -> Entity:
    return _entity(
        "Article",
        f"document {article.id}",
        title=[article.title],
        publisher=[article.outlet],
        publishedAt=[article.published],
        fileName=[article.id],
    )


def _entity(schema: str, key: str, **properties: Sequence[str | None]) -> Entity:
    kept: Mapping[str, list[str]] = {
        name: list(dict.fromkeys(value for value in values if value))
        for name, values in properties.items()
    }
    return {
        "id": _id(key),
        "schema": schema,
        "properties": {name: values for name, values in kept.items() if values},
    }


def _id(key: str) -> str:
    """FollowTheMoney's identifiers are hashes by convention; ours stand in `recordId`."""
    return hashlib.sha1(f"dateline {key}".encode(), usedforsecurity=False).hexdigest()


def _lower(country: str | None) -> str | None:
    return country.lower() if country else None


def lines(entities: list[Entity], seen: set[str]) -> Iterator[str]:
    """The entities that were not written before, one line of JSON each."""
    for entity in entities:
        if entity["id"] not in seen:
            seen.add(entity["id"])
            yield json.dumps(entity, ensure_ascii=False, separators=(",", ":"))
