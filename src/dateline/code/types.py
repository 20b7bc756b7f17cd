"""The type of an incident, where the codebook decides by the means or the taker."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from dateline.codebook import ACTOR_KINDS, load_table
from dateline.records import Origin


def weigh_types(
    scores: Mapping[str, float], words: Sequence[str], taker_kind: int | None, weight: float
) -> dict[str, float]:
    """The encoder's type probabilities, weighed by what the codebook decides by (section 3).

    `words` are the incident's weapons and triggers in text order; `taker_kind` is the kind
    (codebook 9) of its first perpetrator. The type of the first means named gains `weight` against
    the other types of violence, and the fitting type of the two that take territory against the
    other; the result sums to 1.
    """
    table = load_table("means")
    gains = dict.fromkeys(scores, 1.0)
    named = _first_means(words)
    if named is not None:
        for t in table["among"]:
            gains[t] = weight if t == named[0] else 1.0
    territory = table["territory"]
    if taker_kind in territory["state_kinds"]:
        gains[territory["state"]] = weight
    elif taker_kind in territory["other_kinds"]:
        gains[territory["other"]] = weight
    weighed = {t: p * gains[t] for t, p in scores.items()}
    total = sum(weighed.values()) or 1.0
    return {t: p / total for t, p in weighed.items()}


def type_origin(
    scores: Mapping[str, float],
    weighed: Mapping[str, float],
    words: Sequence[str],
    taker_kind: int | None,
) -> Origin:
    """Who chose the type: the encoder, or the evidence of `weigh_types` that outweighed it.

    The note says what evidence spoke on the likeliest types, for the chosen one or against it.
    """
    alone, best = _likeliest(scores), _likeliest(weighed)
    table = load_table("means")
    territory = (table["territory"]["state"], table["territory"]["other"])
    said = []
    named = _first_means(words)
    if named is not None and {alone, best} & set(table["among"]):
        said.append(f'"{named[1]}" names the means of {named[0]}')
    if taker_kind is not None and {alone, best} & set(territory):
        said.append(f"who took it is of the kind {ACTOR_KINDS.get(taker_kind, taker_kind)}")
    by = "model:type"
    if best != alone:
        by = "rule:type/taker" if best in territory else "rule:type/means"
        said.append(f"the encoder alone: {alone} {scores[alone]:.2f}")
    return Origin(by, round(weighed.get(best, 0.0), 4), "; ".join(said) or None)


def _likeliest(scores: Mapping[str, float]) -> str:
    return max(scores, key=lambda name: (scores[name], name), default="unknown")


def _first_means(words: Sequence[str]) -> tuple[str, str] | None:
    """The type of the first means named, and the words that name it."""
    for phrase in words:
        for incident_type, pattern in _patterns():
            if pattern.search(phrase):
                return incident_type, phrase
    return None


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (row["type"], re.compile(r"\b(?:" + "|".join(map(re.escape, row["words"])) + ")", re.I))
        for row in load_table("means")["means"]
    )
