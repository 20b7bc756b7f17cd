"""The countries a document is about, by weight: what decides between namesakes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from dateline.normalise.actor._lexicon import find_country
from dateline.normalise.actor._parse import Parsed
from dateline.normalise.actor._text import fold, fold_word, words_of

# A report names the capital powers in passing; a place of the report says where it happened.
_WEIGHT = {"name": 2.0, "adjective": 1.0, "capital": 1.0, "hint": 3.0}
_PLACE_WEIGHT = {"name": 3.0, "adjective": 2.0, "capital": 1.5}
_POWERS = frozenset(("US", "GB", "RU", "FR", "CN"))


def document_countries(
    parsed: Sequence[Parsed], place_texts: Sequence[str], hints: Sequence[str]
) -> dict[str, float]:
    """ISO2 codes and their weights, from hints, place names and the words of actor mentions."""
    weights: defaultdict[str, float] = defaultdict(float)
    for hint in hints:
        code = hint.strip().upper()
        if len(code) == 2:
            weights[code] += _WEIGHT["hint"]
    for text in place_texts:
        written = words_of(text[:200])
        words = [fold_word(w) for w in written]
        i = 0
        while i < len(words):
            hit = find_country(words, i) if words[i] and written[i][0].isupper() else None
            if hit is None:
                i += 1
                continue
            weights[hit[0]] += _PLACE_WEIGHT[hit[1]]
            i += hit[2]
    for p in parsed:
        if p.country is not None and p.type not in ("MEDIA", "PERSON"):
            weights[p.country] += _WEIGHT.get(p.country_how or "", 1.0)
    for power in _POWERS:
        if power in weights and len(weights) > 1:
            weights[power] *= 0.4
    return dict(weights)


def home_country(weights: dict[str, float]) -> str | None:
    """The country with most weight (the first in the alphabet among equals), or None."""
    if not weights:
        return None
    return min(weights, key=lambda c: (-weights[c], c))


def country_of(words: str) -> str | None:
    """The ISO2 code of the country that `words` name whole ("Iran", "Turkish"), else None."""
    folded = fold(words[:80])
    hit = find_country(folded, 0) if folded else None
    return hit[0] if hit is not None and hit[2] == len(folded) else None
