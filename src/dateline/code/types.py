"""The type of an incident, where the codebook decides by the means or the taker."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from dateline.codebook import load_table


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
    means = _first_means(words)
    if means is not None:
        for t in table["among"]:
            gains[t] = weight if t == means else 1.0
    territory = table["territory"]
    if taker_kind in territory["state_kinds"]:
        gains[territory["state"]] = weight
    elif taker_kind in territory["other_kinds"]:
        gains[territory["other"]] = weight
    weighed = {t: p * gains[t] for t, p in scores.items()}
    total = sum(weighed.values()) or 1.0
    return {t: p / total for t, p in weighed.items()}


def _first_means(words: Sequence[str]) -> str | None:
    for phrase in words:
        for incident_type, pattern in _patterns():
            if pattern.search(phrase):
                return incident_type
    return None


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (row["type"], re.compile(r"\b(?:" + "|".join(map(re.escape, row["words"])) + ")", re.I))
        for row in load_table("means")["means"]
    )
