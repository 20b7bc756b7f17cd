"""From entities to actors: list entry, canonical name, kind, country (codebook 9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from dateline.normalise.actor._entity import Entity
from dateline.normalise.actor._lexicon import lexicon
from dateline.normalise.actor._list import ActorList, Hit
from dateline.normalise.actor._parse import Parsed, uncounted
from dateline.normalise.actor._resolve import Surroundings, resolve
from dateline.normalise.actor._text import initials_fit
from dateline.records import Actor, ActorCandidate

_SMALL = frozenset(("of", "the", "and", "for", "in", "on", "to", "de", "la", "al", "el", "du"))
# Descriptions that mean a state's institution: entries of the list they could be.
_STATE_SLOTS: Mapping[str, tuple[str, ...]] = {
    "army": ("mil",),
    "police": ("pol",),
    "forces": ("mil", "pol"),
    "security": ("mil", "pol"),
    "government": ("gov",),
}
# Which head class decides the kind of an armed group, the first that is present.
_GROUP_KINDS = (("rebels", 2), ("gang", 3), ("militia", 3), ("gunmen", 3), ("bandits", 3))
_ETHNIC = frozenset(("tribal", "ethnic", "communal", "clan", "herders", "farmers", "tribesmen"))
_HOME_TYPES = frozenset(
    ("PERSON", "ROLE", "POPULATION", "ARMED_GROUP", "STATE_FORCE", "GOVERNMENT")
)


def finish(
    entities: Sequence[Entity],
    parsed: Sequence[Parsed],
    weights: Mapping[str, float],
    home: str | None,
    published: date | None,
    actors: ActorList,
) -> tuple[Actor, ...]:
    """Actors in the order of their first mentions."""
    alone = {
        ids.pop()
        for e in entities
        if len(ids := {h.entry.id for h in e.hits if h.match != "spelling"}) == 1
    }
    out: list[Actor] = []
    for n, e in enumerate(sorted(entities, key=lambda e: min(e.order)), 1):
        first = sorted(e.order)
        hits = [] if e.person else _own_hits(e)
        around = Surroundings(weights, published, alone - {h.entry.id for h in hits})
        seed, candidates = resolve(hits, e.main_type or None, e.country, around)
        if not hits:
            seed, candidates = _state_entry(e, home, actors)
        country = _country(e, seed, home, actors)
        out.append(
            Actor(
                id=f"a{n}",
                name=_name(e, [parsed[i] for i in first], seed, country, actors),
                kind=_kind(e, seed, country, home, actors),
                country=country,
                aliases=_aliases([parsed[i] for i in first]),
                seed=seed,
                candidates=candidates,
                alias_spans=tuple(sorted(set(e.alias_spans))),
                mentions=tuple(sorted(parsed[i].index for i in first)),
                rule="actor/" + "+".join(dict.fromkeys(e.rules)),
            )
        )
    return tuple(out)


def _own_hits(e: Entity) -> list[Hit]:
    """The entity's list hits, without those of an acronym that the document itself defines as
    the initials of a name the list does not have."""
    if any(h.match in ("name", "alias") for h in e.hits):
        return e.hits
    long = [words for words in e.names if len(words) > 1]
    for words in e.names:
        if len(words) == 1 and any(initials_fit(words[0], other, _SMALL) for other in long):
            return []
    return e.hits


def _state_entry(
    e: Entity, home: str | None, actors: ActorList
) -> tuple[str | None, tuple[ActorCandidate, ...]]:
    """A described army, police or government: the entry of the country it names (one), or of the
    document's country (a candidate only)."""
    if e.main_type not in ("STATE_FORCE", "GOVERNMENT"):
        return None, ()
    country = e.country or home
    if country is None:
        return None, ()
    slots = e.slots or ({"government"} if e.main_type == "GOVERNMENT" else set())
    ids: list[str] = []
    for slot, prefixes in _STATE_SLOTS.items():
        if slot in slots:
            ids += [i for p in prefixes if (i := f"{p}-{country.lower()}") in actors.entries]
            break
    score = 0.9 if e.country else 0.6
    why = "country in the words" if e.country else "country of the document"
    candidates = tuple(
        ActorCandidate(x.id, x.name, x.kind, x.country, score, why)
        for x in (actors.entries[i] for i in ids)
    )
    return (ids[0] if len(ids) == 1 and e.country else None), candidates


def _country(e: Entity, seed: str | None, home: str | None, actors: ActorList) -> str | None:
    if seed is not None:
        return actors.entries[seed].country or e.country
    if e.country is not None:
        return e.country
    return home if e.main_type in _HOME_TYPES or e.person else None


def _kind(
    e: Entity, seed: str | None, country: str | None, home: str | None, actors: ActorList
) -> int:
    foreign = home is not None and country is not None and country != home
    if seed is not None:
        kind = actors.entries[seed].kind
        return 8 if kind == 1 and foreign else kind
    if e.person or "PERSON" in e.types:
        return 7 if "POPULATION" in e.types else 0
    main = e.main_type
    if main == "ARMED_GROUP":
        for slot, kind in _GROUP_KINDS:
            if slot in e.slots:
                return 4 if kind == 3 and e.words & _ETHNIC else kind
        return 2
    if main == "STATE_FORCE":
        return 8 if foreign or e.slots & {"peacekeepers", "coalition"} else 1
    if main == "GOVERNMENT":
        return 8 if foreign else 1
    if main == "POPULATION":
        return 6 if "protesters" in e.slots else 5 if "rioters" in e.slots else 7
    if main == "ORG":
        return 8 if "mission" in e.slots else 0
    return 0


def _best_name(e: Entity) -> str:
    """The fullest of the written names: most words, then the one met first."""
    return max(e.names.items(), key=lambda item: (min(len(item[0]), 6), len(item[1])))[1]


def _name(
    e: Entity, rows: Sequence[Parsed], seed: str | None, country: str | None, actors: ActorList
) -> str:
    if seed is not None:
        return actors.entries[seed].name
    if e.names:
        return _best_name(e)
    head = next((p.head_class for p in rows if p.head_class and p.type == e.main_type), None)
    tail = next((uncounted(p) for p in rows if p.tail), None)
    if head is None or tail is not None:
        return tail or uncounted(rows[0])
    known = lexicon().by_iso.get(country or "")
    if e.main_type in ("STATE_FORCE", "GOVERNMENT") and known is not None:
        return f"{known.adjective} {head.name}"
    if e.main_type in ("POPULATION", "ARMED_GROUP") and known is not None:
        return f"{head.name} ({known.name})"
    return uncounted(rows[0])


def _aliases(rows: Sequence[Parsed]) -> tuple[str, ...]:
    """The ways the document writes the actor, in text order, each once."""
    texts = (p.core_text if p.form == "name" else uncounted(p) for p in rows)
    return tuple(dict.fromkeys(texts))
