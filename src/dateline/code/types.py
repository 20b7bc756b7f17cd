"""The type of an incident, where the codebook decides by the means or the taker."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dateline.codebook import ACTOR_KINDS, load_table
from dateline.records import Origin


@dataclass(frozen=True, slots=True)
class TypeEvidence:
    """What an incident's words say of its type.

    `words` are its weapons and triggers in text order, `near` the weapons that the document names
    elsewhere, the nearest first; they speak only where no word of its own names a means.
    `taker_kind` is the kind (codebook 9) of its first perpetrator.
    """

    words: Sequence[str]
    near: Sequence[str] = ()
    taker_kind: int | None = None


def weigh_types(
    scores: Mapping[str, float], evidence: TypeEvidence, weight: float, near_weight: float = 1.0
) -> dict[str, float]:
    """The encoder's type probabilities, weighed by what the codebook decides by (section 3).

    The type of the first means named gains `weight` (`near_weight` where only other sentences
    name one) against the other types of violence, and the fitting type of the two that take
    territory gains `weight` against the other; the result sums to 1.
    """
    table = load_table("means")
    gains = dict.fromkeys(scores, 1.0)
    own, near = _first_means(evidence.words), _first_means(evidence.near)
    for named, gain in ((own, weight), (None if own else near, near_weight)):
        if named is not None:
            gains[named[0]] = gain
    taker_kind = evidence.taker_kind
    territory = table["territory"]
    if taker_kind in territory["state_kinds"]:
        gains[territory["state"]] = weight
    elif taker_kind in territory["other_kinds"]:
        gains[territory["other"]] = weight
    weighed = {t: p * gains[t] for t, p in scores.items()}
    total = sum(weighed.values()) or 1.0
    return {t: p / total for t, p in weighed.items()}


def type_origin(
    scores: Mapping[str, float], weighed: Mapping[str, float], evidence: TypeEvidence
) -> Origin:
    """Who chose the type: the encoder, or the evidence of `weigh_types` that outweighed it.

    The note says what evidence spoke on the likeliest types, for the chosen one or against it.
    """
    alone, best = _likeliest(scores), _likeliest(weighed)
    table = load_table("means")
    territory = (table["territory"]["state"], table["territory"]["other"])
    said = []
    own = _first_means(evidence.words)
    named = own or _first_means(evidence.near)
    if named is not None and {alone, best} & set(table["among"]):
        where = "" if own else ", named nearest to it"
        said.append(f'"{named[1]}"{where} names the means of {named[0]}')
    taker_kind = evidence.taker_kind
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
