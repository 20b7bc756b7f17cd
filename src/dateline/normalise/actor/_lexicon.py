"""The tables of `data/` as look-ups: head words, countries, titles."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from dateline.normalise.actor._text import fold, fold_word


@dataclass(frozen=True, slots=True)
class Head:
    """A class of head words: `slot` is "army", "gunmen", ...; kind and name as in heads.toml."""

    type: str
    slot: str
    kind: int
    name: str


@dataclass(frozen=True, slots=True)
class Country:
    """A row of countries.csv. `adjective` is the first of `adjectives`, or the name."""

    iso2: str
    name: str
    adjective: str
    adjectives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Folded words to what they mean. `countries` maps a phrase (a tuple of folded words) to
    (ISO2, how), how being name, adjective or capital."""

    heads: Mapping[str, Mapping[str, Head]]
    any_head: frozenset[str]
    singular: Mapping[str, str]
    modifiers: frozenset[str]
    contrary: frozenset[str]
    backing: frozenset[str]
    definite: frozenset[str]
    indefinite: frozenset[str]
    other: frozenset[str]
    titles: frozenset[str]
    particles: frozenset[str]
    kunyas: frozenset[str]
    pairs: tuple[tuple[str, str], ...]
    countries: Mapping[tuple[str, ...], tuple[str, str]]
    country_words: Mapping[str, int]
    by_iso: Mapping[str, Country]


def read_data(name: str) -> str:
    """The text of `normalise/actor/data/NAME`."""
    return files("dateline.normalise.actor").joinpath("data", name).read_text(encoding="utf-8")


def _fold_words(text: str) -> frozenset[str]:
    out: set[str] = set()
    for word in text.split():
        out.update(fold(word))
    return frozenset(out)


def _countries() -> tuple[dict[tuple[str, ...], tuple[str, str]], dict[str, Country]]:
    phrases: dict[tuple[str, ...], tuple[str, str]] = {}
    by_iso: dict[str, Country] = {}
    for row in csv.DictReader(read_data("countries.csv").splitlines()):
        iso = row["iso2"]
        adjectives = [a for a in row["adjectives"].split("|") if a]
        by_iso[iso] = Country(
            iso, row["name"], adjectives[0] if adjectives else row["name"], tuple(adjectives)
        )
        for how, names in (
            ("name", [row["name"], *row["also"].split("|")]),
            ("adjective", adjectives),
            ("capital", row["capitals"].split("|")),
        ):
            for name in names:
                if key := fold(name):
                    phrases.setdefault(key, (iso, how))
    return phrases, by_iso


@cache
def lexicon() -> Lexicon:
    """The package's tables, loaded once."""
    table: dict[str, Any] = tomllib.loads(read_data("heads.toml"))
    heads: dict[str, dict[str, Head]] = {}
    for group, slots in table.items():
        if group in ("singular", "modifiers", "determiners", "contrary", "backing"):
            continue
        words = heads.setdefault(group.upper(), {})
        for slot, row in slots.items():
            head = Head(group.upper(), slot, row["kind"], row["name"])
            for word in row["words"].split():
                words.setdefault(fold_word(word), head)
    titles = tomllib.loads(read_data("titles.toml"))
    phrases, by_iso = _countries()
    first: dict[str, int] = {}
    for phrase in phrases:
        first[phrase[0]] = max(first.get(phrase[0], 0), len(phrase))
    determiners = table["determiners"]
    return Lexicon(
        heads=heads,
        any_head=frozenset(w for words in heads.values() for w in words),
        singular=dict(table["singular"]),
        modifiers=_fold_words(table["modifiers"]["words"]),
        contrary=_fold_words(table["contrary"]["words"]),
        backing=_fold_words(table["backing"]["words"]),
        definite=_fold_words(determiners["definite"]),
        indefinite=_fold_words(determiners["indefinite"]),
        other=_fold_words(determiners["other"]),
        titles=_fold_words(titles["titles"]["words"]),
        particles=_fold_words(titles["particles"]["words"]),
        kunyas=_fold_words(titles["kunya"]["words"]),
        pairs=tuple((a, b) for a, b in titles["skeleton"]["pairs"]),
        countries=phrases,
        country_words=first,
        by_iso=by_iso,
    )


def find_country(words: tuple[str, ...] | list[str], at: int) -> tuple[str, str, int] | None:
    """The longest country phrase at `words[at:]` as (ISO2, how, number of words), or None."""
    lex = lexicon()
    longest = lex.country_words.get(words[at])
    if longest is None:
        return None
    for size in range(min(longest, len(words) - at), 0, -1):
        found = lex.countries.get(tuple(words[at : at + size]))
        if found is not None:
            return found[0], found[1], size
    return None


def singular(word: str) -> str:
    """The singular of a head word: from the table, else without a final s."""
    irregular = lexicon().singular.get(word)
    if irregular is not None:
        return irregular
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word
