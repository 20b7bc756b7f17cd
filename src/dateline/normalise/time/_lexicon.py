"""The words of time: loads `data/lexicon.toml` and gives every word one character.

The grammar (`_grammar`) matches regular expressions over strings of these characters, one for
each token of a text, so that a rule reads classes of words and its cost does not depend on how
long the words are.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_PRIVATE = 0xE000
_CASED_ONLY = frozenset({"may", "march", "august"})

SHAPES = {
    "SMALL": "a",  # 1..12
    "HOUR": "b",  # 13..23
    "DAY": "c",  # 24..31
    "MINUTE": "d",  # 32..59
    "TWODIGIT": "e",  # 60..99
    "ZERO": "z",
    "YEAR": "y",  # 1000..2199, four digits, no comma
    "NUMBER": "n",  # any other digits
    "FRACTION": "f",  # 1,200 or 3.5
    "ORDINAL": "o",  # 1st..31st
    "ORDINALBIG": "O",
    "CLOCK": "k",  # 14:35
    "CLOCK12": "m",  # 5 p.m.
    "ISODATE": "i",
    "NUMDATE": "j",  # 07.04.2017
    "DECADE": "s",  # 1990s
    "APOSTROPHEYEAR": "p",  # '97
    "SUFFIX": "'",  # 's
    "MILITARY": "h",  # 0400
    "OTHER": "x",
    "NAME": "X",
    "BREAK": "\n",
}
"""One character for each shape of token that is not a word of the lexicon."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`code`: word as it must stand → its character; `values`: class → character → value."""

    code: Mapping[str, str]
    values: Mapping[str, Mapping[str, Any]]
    sets: Mapping[str, str]

    def value(self, name: str, char: str) -> Any:
        """What a word counts as in a class. Raises KeyError where it is not in the class."""
        return self.values[name][char]


def read_toml(name: str) -> dict[str, Any]:
    """A package data file of this normaliser."""
    text = files("dateline.normalise.time").joinpath("data", name).read_text(encoding="utf-8")
    return tomllib.loads(text)


def build(literals: frozenset[str]) -> Lexicon:
    """The lexicon, with the grammar's own literal words (lower case) and marks added."""
    code: dict[str, str] = {}
    values: dict[str, dict[str, Any]] = {}

    def char_of(word: str) -> str:
        return code.setdefault(word, chr(_PRIVATE + len(code)))

    for name, table in read_toml("lexicon.toml").items():
        held = values.setdefault(name, {})
        for word, value in table["words"].items():
            held[char_of(word)] = value
            lower = word.lower()
            if table.get("cased") and len(word) > 4 and lower not in _CASED_ONLY:
                code.setdefault(lower, code[word])
    for word in sorted(literals):
        char_of(word)
    sets = {name: "".join(held) for name, held in values.items()}
    sets.update(SHAPES)
    return Lexicon(code, values, sets)


@cache
def holidays() -> list[dict[str, Any]]:
    """The feast and memorial days of `data/holidays.toml`, longest names first."""
    table: list[dict[str, Any]] = read_toml("holidays.toml")["holiday"]
    return table
