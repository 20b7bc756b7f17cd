"""Place mentions that are a surname: "Baghdadi" where the text names Abu Bakr al-Baghdadi."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from dateline.normalise.place._fold import plain_key
from dateline.normalise.place._parse import Expression
from dateline.normalise.place._rank import PROMINENT_PEOPLE
from dateline.normalise.place.gazetteer import Gazetteer
from dateline.records import Span

_OF_PLACE = re.compile(
    r"\b(?:in|at|near|outside|inside|into|towards?|around|across|through|from|"
    r"(?:north|south|east|west)(?:east|west)?\s+of|"
    r"(?:town|city|village|district|province|area|base|outskirts|suburb|residents|people)\s+of)"
    r"\s+(?:the\s+|nearby\s+)?$",
    re.I,
)
"""What introduces a place and hardly a person."""
_PLACE_AFTER = re.compile(
    r"\s*(?:,\s+[A-ZÀ-Þ]|\([A-ZÀ-Þ]|(?:city|town|village|district|province)\b)"
)
_ARTICLE = re.compile(r"^(?:al|el|as|ash|ad|ar|an|at|az)[- ]", re.I)


def surnames_among(
    text: str,
    spans: Sequence[Span],
    expressions: Sequence[Expression],
    types: Sequence[str],
    persons: Sequence[Span],
    aside: Collection[Span],
    gazetteer: Gazetteer,
) -> frozenset[Span]:
    """The place spans that are the surname of a person of the text, and no place.

    A mention in a dateline, after a word that introduces places, before what it lies in, and one
    of a country, a capital or a city of 900,000 people stays a place.
    """
    surnames = {
        _ARTICLE.sub("", plain_key(words[-1]))
        for words in (span.of(text).split() for span in persons)
        if len(words) > 1
    }
    if not surnames:
        return frozenset()
    found = set()
    for at, (span, told) in enumerate(zip(spans, expressions, strict=True)):
        kind = types[at] if at < len(types) else "PLACE"
        if kind != "PLACE" or told.form != "name" or told.nouns or told.countries or span in aside:
            continue
        if _ARTICLE.sub("", plain_key(told.name)) not in surnames:
            continue
        if _OF_PLACE.search(text[max(0, span.start - 40) : span.start]):
            continue
        if _PLACE_AFTER.match(text[span.end : span.end + 20]) or _is_known(told.name, gazetteer):
            continue
        found.add(span)
    return frozenset(found)


def _is_known(name: str, gazetteer: Gazetteer) -> bool:
    """Whether a country, a capital or a very large city has this name."""
    return any(
        entry.is_country or entry.feature == "PPLC" or entry.population >= PROMINENT_PEOPLE
        for entry in gazetteer.lookup(name, False)
    )
