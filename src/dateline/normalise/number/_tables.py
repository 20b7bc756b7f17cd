"""The word tables of `data/`, loaded once, in the shape in which the rules look words up."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> Mapping[str, Any]:
    """`data/NAME.toml` of this package. Raises FileNotFoundError if there is none."""
    text = files("dateline.normalise.number").joinpath("data", f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


def inverted(table: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """{"killed": ["slain"]} as {"slain": "killed"}; the first row that has a word wins."""
    out: dict[str, str] = {}
    for value, words in table.items():
        for word in words:
            out.setdefault(word, value)
    return out


def grammar(name: str) -> frozenset[str]:
    """A closed class of words of `data/grammar.toml`."""
    return frozenset(load("grammar")[name].split())


_words = load("words")
SMALL: Mapping[str, int] = {**_words["small"], **_words["tens"]}
TENS: tuple[str, ...] = tuple(_words["tens"])
UNITS_1_9: tuple[str, ...] = tuple(word for word, value in _words["small"].items() if value < 10)
SCALES: Mapping[str, int] = _words["scales"]
SUFFIXES: Mapping[str, int] = _words["suffixes"]
MONEY_SUFFIXES: Mapping[str, int] = _words["money_suffixes"]
FRACTIONS: Mapping[str, int] = _words["fractions"]

_modifiers = load("modifiers")
BEFORE: Mapping[str, str] = inverted(_modifiers["before"])
AFTER: tuple[tuple[str, str], ...] = tuple(
    sorted(inverted(_modifiers["after"]).items(), key=lambda row: -len(row[0]))
)
NOT_AFTER: Mapping[str, frozenset[str]] = {
    word: frozenset(before) for word, before in _modifiers["not_after"].items()
}

_units = load("units")
UNITS: Mapping[str, tuple[str, str]] = {
    word: (counted, unit)
    for counted, rows in _units["after"].items()
    for unit, words in rows.items()
    for word in words
}
CURRENCIES: Mapping[str, str] = inverted(_units["before"])
FORCES: frozenset[str] = frozenset(_units["force"]["words"])
HYPHENED: Mapping[str, str] = inverted(_units["hyphen"])

_nouns = load("nouns")
ARMED: frozenset[str] = frozenset(_nouns["armed"])
PEOPLE: frozenset[str] = frozenset(_nouns["people"]) | ARMED
THINGS: frozenset[str] = frozenset(_nouns["things"])
KNOWN_NOUNS: frozenset[str] = PEOPLE | THINGS
NEVER_NOUNS: frozenset[str] = frozenset(_nouns["never"]) | frozenset(UNITS)

_cues = load("cues")
PARTICIPLES = inverted(_cues["participles"])
STATES = inverted(_cues["states"])
# A past participle is the past as well ("decapitated nine men").
VERBS = {**PARTICIPLES, **inverted(_cues["verbs"])}
WEAK_VERBS = frozenset(word for words in _cues["weak_verbs"].values() for word in words)
COUNT_NOUNS = inverted(_cues["nouns"])
TOLLS = inverted(_cues["tolls"])
STRENGTH_BEFORE = frozenset(_cues["strength"]["before"])
STRENGTH_AFTER = frozenset(_cues["strength"]["after"])
STRENGTH_BARE = frozenset(_cues["strength"]["bare"])
ESCAPE = frozenset(_cues["escape"]["words"])
CHANGE = inverted(_cues["change"])

_refusals = load("refusals")
NUMBERED = frozenset(_refusals["numbered"])
NUMBERED_ALWAYS = frozenset(_refusals["numbered_always"])
OF_PHRASES = frozenset(_refusals["of_phrases"])
MONTHS = frozenset(_refusals["months"])
YEAR_BEFORE = frozenset(_refusals["year_before"])
CLOCK_AFTER = frozenset(_refusals["clock_after"])
DAY_PARTS: tuple[str, ...] = tuple(_refusals["day_parts"])
STREET_WORDS = frozenset(_refusals["street_words"])
SCORE_BEFORE = frozenset(_refusals["score_before"])
ONE_BEFORE = frozenset(_refusals["one_before"])
ONE_AFTER = frozenset(_refusals["one_after"])
NO_NOUNS = frozenset(_refusals["no_nouns"])
