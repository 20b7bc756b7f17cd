"""What the words around a claim say of its speech act, commitment and kind of source.

Cue words, negation, modality, approximate numbers and pronouns are features, each with a log
weight per label in `data/cues.json`; `training/cues.py` counts them out of annotated claims. They
are added to the encoder's own probabilities.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from dateline.records import Span

_WORD = re.compile(r"[^\W_]{1,40}(?:['\u2019][^\W_]{1,10})?|\d")
_LONGEST = 2_000
"""Code points of a claim that are looked at (hostile input)."""
_QUOTES = "\"\u201c\u2018'"
_LEAST = 1e-4
"""Probability below which the encoder does not rule a label out altogether."""


def cue_features(text: str, content: Span, cue: Span | None) -> tuple[str, ...]:
    """The features of one claim, sorted: of its cue, of how its content begins, and of both.

    `modal=` and `neg` tell modality and negation, `neg first` a negation among the first eight
    words, `approx` an approximate number early on, `digit` any number, `before=` the two words
    before the content.
    """
    said = _words(cue.of(text)) if cue else []
    words = _words(text[content.start : min(content.end, content.start + _LONGEST)])
    table = _table()
    negations = table["negations"]
    found = {f"cue={word}" for word in said}
    found.add(f"cue phrase={' '.join(said[:4])}" if said else "no cue")
    found.add(f"first={' '.join(words[:1])}")
    found.add(f"second={' '.join(words[:2])}")
    found |= {f"modal={word}" for word in table["modals"].intersection(words)}
    found |= {f"pronoun={word}" for word in table["pronouns"].intersection(words[:3])}
    if negations.intersection(words):
        found.add("neg")
    if negations.intersection(words[:8]):
        found.add("neg first")
    if table["approximations"].intersection(words[:6]):
        found.add("approx")
    if any(word[0].isdigit() for word in words):
        found.add("digit")
    if text[content.start] in _QUOTES or text[max(0, content.start - 1)] in _QUOTES:
        found.add("quoted")
    before = _words(text[max(0, content.start - 40) : content.start])[-2:]
    found |= {f"before={word}" for word in before}
    return tuple(sorted(found))


def weigh_labels(
    field: str, scores: Mapping[str, float], features: Collection[str], weight: float
) -> dict[str, float]:
    """The encoder's probabilities of a claim's labels with the table's log weights times `weight`.

    `field` is speech_act, commitment or source_type; another's scores, and an empty table, come
    back as they are. The result sums to 1.
    """
    learned: Mapping[str, Mapping[str, float]] | None = _weights().get(field)
    if learned is None or not scores:
        return dict(scores)
    logs = {}
    for label in dict.fromkeys((*scores, *learned[""])):
        told = sum(learned[f].get(label, 0.0) for f in features if f in learned)
        own = max(scores.get(label, 0.0), _LEAST)
        logs[label] = math.log(own) + weight * (learned[""].get(label, 0.0) + told)
    most = max(logs.values())
    raised = {label: math.exp(value - most) for label, value in logs.items()}
    total = sum(raised.values())
    return {label: value / total for label, value in raised.items()}


def strongest_cue(field: str, label: str, features: Collection[str]) -> str | None:
    """The feature that speaks most for a label; None where none does."""
    learned: Mapping[str, Mapping[str, float]] = _weights().get(field, {})
    told = [(learned[f].get(label, 0.0), f) for f in features if f in learned]
    best = max(told, default=(0.0, ""))
    return best[1] if best[0] > 0 else None


def _words(text: str) -> list[str]:
    return [word.lower().replace("\u2019", "'") for word in _WORD.findall(text)]


@cache
def _table() -> Mapping[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in _file()["words"].items()}


@cache
def _weights() -> Mapping[str, Any]:
    weights: Mapping[str, Any] = _file()["weights"]
    return weights


@cache
def _file() -> Mapping[str, Any]:
    text = files("dateline.code").joinpath("data", "cues.json").read_text("utf-8")
    content: Mapping[str, Any] = json.loads(text)
    return content
