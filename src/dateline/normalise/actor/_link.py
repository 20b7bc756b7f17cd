"""Links the mentions of one document to its actors (codebook 9)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dateline.normalise.actor._aliases import stated_aliases
from dateline.normalise.actor._countries import document_countries, home_country
from dateline.normalise.actor._entity import Entity
from dateline.normalise.actor._finish import finish
from dateline.normalise.actor._list import ActorList, load_actor_list
from dateline.normalise.actor._names import merge, name_groups, name_persons
from dateline.normalise.actor._parse import LINKED_TYPES, Parsed, parse_mention
from dateline.normalise.actor._rank import Ranker
from dateline.records import Actor, Mention, Span

_PLACES = frozenset(("PLACE", "FACILITY"))


@dataclass(frozen=True, slots=True)
class ActorContext:
    """What is known of the document besides its words.

    `country_hints` are ISO2 codes of the document's places (repeated as often as they occur).
    """

    published: date | None = None
    country_hints: tuple[str, ...] = ()


def parse_all(text: str, mentions: Sequence[Mention], sentences: Sequence[Span]) -> list[Parsed]:
    """The actor mentions of a document, read, in text order (outer before nested)."""
    starts = [s.start for s in sentences]
    out: list[Parsed] = []
    order = sorted(
        (i for i, m in enumerate(mentions) if m.type in LINKED_TYPES),
        key=lambda i: (mentions[i].start, -mentions[i].end, mentions[i].type, i),
    )
    for i in order:
        m = mentions[i]
        if not 0 <= m.start < m.end <= len(text):
            continue
        at = max(0, bisect_right(starts, m.start) - 1)
        begins = not starts or m.start - starts[at] <= 1
        parsed = parse_mention(text, m, i, at, begins)
        if parsed.words:
            out.append(parsed)
    return out


def _government_key(p: Parsed) -> str | None:
    """The country of which a mention names the government as a whole, if any."""
    if p.type != "GOVERNMENT" or p.country is None or p.form == "name":
        return None
    if p.only_country:
        return p.country
    if p.head_class is not None and p.head_class.slot == "government" and not p.counted:
        return p.country if len(p.words) <= 5 else None
    return None


def named_entities(text: str, parsed: Sequence[Parsed], actors: ActorList) -> list[Entity]:
    """First pass: entities with a name (persons, groups, governments), stated aliases joined."""
    persons = name_persons(text, parsed)
    groups = name_groups(parsed, actors)
    owner: dict[int, Entity] = {}
    for e in (*persons, *groups):
        for i in e.order:
            owner[i] = e
    governments: dict[str, Entity] = {}
    for e in groups:
        for hit in e.hits:
            if hit.entry.id.startswith("gov-") and hit.match != "spelling" and hit.entry.country:
                governments.setdefault(hit.entry.country, e)
    for i, p in enumerate(parsed):
        key = _government_key(p)
        if key is None or i in owner:
            continue
        entity = governments.get(key)
        if entity is None:
            entity = governments[key] = Entity(named=True, country=key, rules=["government"])
            groups.append(entity)
        entity.add(i, p)
        entity.names.setdefault(p.words, p.text)
        owner[i] = entity
    for i, p in enumerate(parsed[:-1]):
        after = parsed[i + 1]
        if (
            p.type == "ROLE"
            and after.type == "PERSON"
            and not (p.counted or p.plural or i in owner)
            and text[p.end : after.start] == ", "
        ):
            # "A spokesman, Amos Tillery, said": all 40 such pairs of the training articles are one.
            owner[i] = owner[i + 1]
            owner[i].add(i, p)
    pairs: list[tuple[Entity, Entity]] = []
    for stated in stated_aliases(text, parsed):
        a, b = owner.get(stated.a), owner.get(stated.b)
        if a is not None and b is not None:
            if a is not b:
                pairs.append((a, b))
            a.alias_spans.append(stated.span)
            a.rules.append(f"alias:{stated.pattern}")
        elif a is not None or b is not None:
            entity = a if a is not None else b
            free = stated.b if a is not None else stated.a
            assert entity is not None
            entity.add(free, parsed[free])
            owner[free] = entity
            entity.alias_spans.append(stated.span)
            entity.rules.append(f"alias:{stated.pattern}")
    return merge([*persons, *groups], pairs)


def group_mentions(
    text: str, parsed: Sequence[Parsed], actors: ActorList, home: str | None
) -> list[Entity]:
    """All entities of a document: named ones, then each description joined or new."""
    entities = named_entities(text, parsed, actors)
    ranker = Ranker(text, parsed, home)
    taken: set[int] = set()
    for e in entities:
        for i in e.order:
            ranker.own(i, e)
            taken.add(i)
    for i, p in enumerate(parsed):
        if i in taken:
            continue
        chosen = ranker.choose(i, entities)
        if chosen is None:
            chosen = Entity(rules=["described"])
            entities.append(chosen)
        chosen.add(i, p)
        ranker.own(i, chosen)
    return entities


def link_actors(
    text: str,
    mentions: Sequence[Mention],
    sentences: Sequence[Span],
    context: ActorContext | None = None,
    actor_list: ActorList | None = None,
) -> tuple[Actor, ...]:
    """The actors of one document, ids a1, a2, ... in the order of their first mention.

    Every mention of a linkable type is in exactly one actor's `mentions` (indexes into
    `mentions`). The result does not depend on the order of `mentions` but for those indexes.
    """
    context = context or ActorContext()
    actors = actor_list if actor_list is not None else load_actor_list()
    parsed = parse_all(text, mentions, sentences)
    places = [text[m.start : m.end] for m in mentions if m.type in _PLACES]
    weights = document_countries(parsed, places, context.country_hints)
    home = home_country(weights)
    entities = group_mentions(text, parsed, actors, home)
    return finish(entities, parsed, weights, home, context.published, actors)
