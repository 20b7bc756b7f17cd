"""Conventions: how a relation and a number become low, best and high (codebook 7 and 11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.codebook import load_table
from dateline.normalise.number._heads import read_words

Bounds = tuple[float | None, float | None, float | None]


@dataclass(frozen=True, slots=True)
class Conventions:
    """The codebook's number conventions; see `codebook/data/numbers.toml`."""

    vague: Mapping[str, float]
    closed: Mapping[str, float]
    about: float
    nearly: float
    step: float

    def bounds(self, relation: str, value: float, measure: bool = False) -> Bounds:
        """(low, best, high) of one number; a `measure` is continuous, all else is whole."""
        step = 0.0 if measure else self.step
        if relation == "at_least":
            return value, value, None
        if relation == "more_than":
            return value + step, value + step, None
        if relation == "up_to":
            return None, value, value
        if relation == "less_than":
            least = max(0.0, value - step)
            return None, least, least
        if relation == "about":
            spread = value * self.about
            return self.whole(value - spread, measure), value, self.whole(value + spread, measure)
        if relation == "nearly":
            least = self.whole(value * (1 - self.nearly), measure)
            return least, least, value
        return value, value, value

    def between(self, low: float, high: float, measure: bool = False) -> Bounds:
        """Bounds of a range; the middle is best (whole numbers: halves go to the even one)."""
        return low, self.whole((low + high) / 2, measure), high

    @staticmethod
    def whole(value: float, measure: bool) -> float:
        """A count is rounded to a whole number, a measure to two decimals."""
        return round(value, 2) if measure else float(round(value))

    def vague_value(self, words: str) -> tuple[float, bool]:
        """(value, closed) of "dozens", "several hundred", "a couple"; closed has no open end."""
        words = " ".join(words.replace("-", " ").split())
        if words in self.vague:
            return self.vague[words], False
        if words in self.closed:
            return self.closed[words], True
        for stem in sorted((*self.vague, *self.closed), key=len, reverse=True):
            if words.startswith(stem + " "):
                scale = read_words(words[len(stem) + 1 :].removeprefix("of ").rstrip("s"))
                unit = self.vague.get(stem, self.closed.get(stem, 1))
                return unit * (scale or 1), False
        return 1.0, False


@cache
def _defaults() -> Conventions:
    return _conventions(load_table("numbers"))


def conventions_of(overrides: Mapping[str, Any] | Conventions | None) -> Conventions:
    """The codebook's conventions with the tables of `overrides` laid over them.

    `overrides` has the shape of `numbers.toml`: {"vague": {"dozens": 20}, "about": {"share": .2}}.
    Raises ValueError for a table or a value that `numbers.toml` could not hold.
    """
    if isinstance(overrides, Conventions):
        return overrides
    if not overrides:
        return _defaults()
    merged = {name: dict(rows) for name, rows in load_table("numbers").items()}
    for name, rows in overrides.items():
        if name not in merged or not isinstance(rows, Mapping):
            raise ValueError(
                f"number conventions: no table {name!r}; use one of {', '.join(sorted(merged))}"
            )
        merged[name].update(rows)
    return _conventions(merged)


def _conventions(tables: Mapping[str, Mapping[str, Any]]) -> Conventions:
    def number(name: str, key: str) -> float:
        value = tables[name][key]
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            raise ValueError(f"number conventions: {name}.{key} must be a number, not {value!r}")
        return float(value)

    return Conventions(
        vague={key: number("vague", key) for key in tables["vague"]},
        closed={key: number("closed", key) for key in tables["closed"]},
        about=number("about", "share"),
        nearly=number("nearly", "share"),
        step=number("beyond", "step"),
    )
