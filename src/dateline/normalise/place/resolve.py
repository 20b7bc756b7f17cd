"""Place mentions of a document to points, lines and areas with precision (codebook 6)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dateline.normalise.place import _anchor, _relate
from dateline.normalise.place._entry import Entry
from dateline.normalise.place._evidence import (
    Container,
    container_after,
    container_of,
    count_countries,
)
from dateline.normalise.place._focus import item_heads
from dateline.normalise.place._fold import plain_key
from dateline.normalise.place._parse import Expression, parse
from dateline.normalise.place._rank import Name, rank, refuse
from dateline.normalise.place._surname import surnames_among
from dateline.normalise.place._tables import far_towns
from dateline.normalise.place._words import words
from dateline.normalise.place.gazetteer import Gazetteer
from dateline.records import PlaceValue, Span

MAX_TEXT = 2_000_000


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """What is known of a document besides its words.

    `dateline_place` is the span of the dateline's place. `actor_countries` are the ISO codes of
    the actors' countries, one for each mention. `types` gives PLACE or FACILITY for each span, in
    the order of the spans (all PLACE where empty). `ignored` are spans that are not reporting
    (credits): their places count for nothing else. `persons` are the spans of the persons named:
    a bare name that is the surname of one of them ("Baghdadi") is no town.
    """

    dateline_place: Span | None = None
    actor_countries: Sequence[str] | Mapping[str, int] = ()
    types: Sequence[str] = ()
    ignored: Sequence[Span] = field(default_factory=tuple)
    persons: Sequence[Span] = ()


def resolve_places(
    text: str,
    spans: Sequence[Span],
    gazetteer: Gazetteer,
    context: PlaceContext | None = None,
) -> tuple[PlaceValue, ...]:
    """One value for each span, in the order of the spans; an unresolved one says why.

    The result depends on nothing but the arguments and the gazetteer. Raises ValueError where a
    span lies outside the text.
    """
    context = context or PlaceContext()
    for span in (*spans, *context.persons):
        if span.end > len(text):
            raise ValueError(f"span {span.start}..{span.end} lies outside the text")
    if not spans:
        return ()
    upper = is_upper(text)
    expressions = [_pair(parse(span.of(text), upper), gazetteer) for span in spans]
    aside = set_aside(text, spans, upper)
    for given in (*context.ignored, *([context.dateline_place] if context.dateline_place else [])):
        aside |= {span for span in spans if span.overlaps(given)}
    surnames = surnames_among(
        text, spans, expressions, context.types, context.persons, aside, gazetteer
    )
    expressions = [
        Expression("common", nouns=("person",)) if span in surnames else expression
        for span, expression in zip(spans, expressions, strict=True)
    ]
    names = _names(text, spans, expressions, gazetteer)
    counts = count_countries(text[:MAX_TEXT])
    if isinstance(context.actor_countries, Mapping):
        actors: Mapping[str, float] = dict(context.actor_countries)
    else:
        actors = Counter(context.actor_countries)
    for iso, number in actors.items():
        counts[iso] += 0.5 * number  # type: ignore[assignment]
    evidence = rank(list(names.values()), counts)
    far = far_towns()
    for name in names.values():
        name.refused = refuse(name, far)
    values: list[PlaceValue | None] = []
    scene = _relate.Scene(text, tuple(spans), gazetteer, evidence, names, upper)
    for span, expression in zip(spans, expressions, strict=True):
        if span in surnames:
            why = "the surname of a person whom the text names"
            values.append(_relate.unresolved(span, text, why))
        else:
            values.append(_relate.value_of(scene, span, expression))
    return _anchor.fill(scene, expressions, values, context.types, frozenset(aside))


_PAIR_NOUN = re.compile(
    r"^(?P<a>[^,]{2,50}?)\s+and\s+(?P<b>[^,]{2,50}?)"
    r"(?:\s+(?P<noun>region|province|district|state|governorate|oblast|department|village)s)?$"
)


def _pair(expression: Expression, gazetteer: Gazetteer) -> Expression:
    """A name that is two names ("Kursk and Belgorod regions") as the pair of them, unless the
    gazetteer has a place of the whole name ("Sistan and Baluchestan")."""
    match = _PAIR_NOUN.match(expression.name) if expression.form == "name" else None
    if match is None or not match["b"][:1].isupper():
        return expression
    if _relate.entries(expression.name, expression.nouns, gazetteer)[0]:
        return expression
    nouns = (match["noun"],) if match["noun"] else expression.nouns
    return Expression("both", match["a"], match["b"], nouns=nouns, countries=expression.countries)


_CREDIT = re.compile(
    r"\((?:Additional\s+)?(?:Reporting|Writing|Editing|Compiled)\b[^()]{0,600}\)?"
    r"|^(?:By|Reporting by|Editing by|Additional reporting by)\s[^\n]{0,300}$",
    re.IGNORECASE | re.MULTILINE,
)
_DATELINE = re.compile(
    r"^(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ'’. -]{2,40}?)(?:,[^\n]{0,45}?)?\s*(?:\([^)\n]{2,40}\)\s*)?"
    r"(?:--?|—|–)\s",
    re.MULTILINE,
)


def set_aside(text: str, spans: Sequence[Span], upper: bool) -> set[Span]:
    """Spans in datelines and credit lines: where reporters were, not where things happened."""
    found: set[Span] = set()
    zones = [Span(m.start(), m.end()) for m in _CREDIT.finditer(text)]
    if not upper:
        zones += [Span(m.start(), m.end()) for m in _DATELINE.finditer(text[:4000])]
    for span in spans:
        if any(zone.contains(span) for zone in zones):
            found.add(span)
    # The places that head the items of a roundup are where things happened.
    return found - set(item_heads(text, spans))


def is_upper(text: str) -> bool:
    """Whether a text is set in capitals (as MUC's reports are)."""
    letters = [c for c in text[:4000] if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) > 0.8 * len(letters)


def _names(
    text: str,
    spans: Sequence[Span],
    expressions: Sequence[Expression],
    gazetteer: Gazetteer,
) -> dict[str, Name]:
    found: dict[str, Name] = {}
    for span, expression in zip(spans, expressions, strict=True):
        for written in (expression.name, expression.other, expression.within):
            if not written:
                continue
            key = plain_key(written)
            name = found.get(key)
            if name is None:
                entries, tail = _relate.entries(written, expression.nouns, gazetteer)
                name = Name(key, entries, tail=tail, first=span.start)
                found[key] = name
            else:
                name.count += 1
            if written == expression.name:
                name.nouns = name.nouns | frozenset(expression.nouns)
                name.countries.update(expression.countries[:1])
                if before := _owner_before(text, span):
                    name.countries.update(before)
                if container := container_after(text, span, gazetteer):
                    name.containers = _with(name.containers, container, name.entries)
            if expression.within and written == expression.name:
                name.containers = _within(name, expression.within, gazetteer)
    return found


def _owner_before(text: str, span: Span) -> tuple[str, ...]:
    """The country of an adjective or owner just before a mention: "Nigeria's", "the Iraqi city
    of". Only where nothing but common nouns stand between."""
    left = text[max(0, span.start - 45) : span.start]
    clause = left.replace("\n", ". ").split(". ")[-1]
    if "," in clause or not clause.endswith((" ", "\t")):
        return ()
    parts = clause.split()
    nouns = words().all_nouns
    seen_noun = False
    for word in reversed(parts[-5:]):
        bare = word.rstrip("'’s") if word.endswith(("'s", "’s")) else word
        if word.lower() in ("of", "the", "in") or word.lower() in nouns:
            seen_noun = seen_noun or word.lower() in nouns
            continue
        if found := words().adjective(word):
            return found[:1] if seen_noun or word.endswith(("'s", "’s")) else ()
        if word.endswith(("'s", "’s")):
            return words().country_named(bare)[:1]
        return ()
    return ()


def _with(
    containers: tuple[Container, ...], new: Container, entries: Sequence[Entry]
) -> tuple[Container, ...]:
    if any(entry.is_country for entry in entries if entry.main):
        return containers
    # "Boston, New York and" is a list, unless New York has a Boston that the text means: only a
    # division that holds one of the candidates says anything.
    if new.is_division and not any(new.holds(entry) for entry in entries):
        return containers
    return (*containers, new)


def _within(name: Name, within: str, gazetteer: Gazetteer) -> tuple[Container, ...]:
    outer = [
        entry
        for entry in gazetteer.lookup(within, False)
        if entry.country and entry.main and (entry.is_country or entry.is_admin1)
    ]
    if not outer:
        return name.containers
    return _with(name.containers, container_of(outer, False), name.entries)
