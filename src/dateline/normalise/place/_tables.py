"""The own tables: countries, first-order divisions, and what war reporting names besides."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from dateline.normalise.place._entry import KINDS
from dateline.normalise.place._fold import plain_key

TABLES = ("countries", "admin1", "regions", "waters", "borders", "sites", "settlements")
_DATA = "dateline.normalise.place"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of an own table. `shape` is "", "line: lon lat, ..." or "box: west south east north".

    `source` says where the row comes from: every row has one.
    """

    table: str
    kind: str
    country: str
    name: str
    aliases: tuple[str, ...]
    lat: float
    lon: float
    shape: str
    seat: str
    source: str

    @property
    def id(self) -> str:
        return f"own:{self.table}/{self.country.lower() or 'xx'}/{self.kind}/{self.name}"


@dataclass(frozen=True, slots=True)
class Country:
    """A country: ISO code, names, adjectives and nouns of nationality, the conventional centre."""

    iso: str
    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    lat: float
    lon: float
    source: str


def _lines(table: str) -> Iterator[dict[str, str]]:
    path = files(_DATA) / "data" / f"{table}.csv"
    with path.open("r", encoding="utf-8") as stream:
        yield from csv.DictReader(line for line in stream if not line.startswith("#"))


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


@lru_cache(maxsize=1)
def countries() -> tuple[Country, ...]:
    """All countries, in the order of their codes."""
    rows = [
        Country(
            iso=line["iso"],
            name=line["name"],
            aliases=_list(line["aliases"]),
            adjectives=_list(line["adjectives"]),
            lat=float(line["lat"]),
            lon=float(line["lon"]),
            source=line["source"],
        )
        for line in _lines("countries")
    ]
    return tuple(sorted(rows, key=lambda row: row.iso))


@lru_cache(maxsize=1)
def rows() -> tuple[Row, ...]:
    """All rows of the own tables but the countries, in file order."""
    found = []
    for table in TABLES[1:]:
        for line in _lines(table):
            kind = line.get("kind") or "admin1"
            if kind not in KINDS:
                raise ValueError(f"{table}.csv: unknown kind {kind!r} in row {line['name']!r}")
            found.append(
                Row(
                    table=table,
                    kind=kind,
                    country=line["country"],
                    name=line["name"],
                    aliases=_list(line.get("aliases") or ""),
                    lat=float(line["lat"]),
                    lon=float(line["lon"]),
                    shape=(line.get("shape") or "").strip(),
                    seat=(line.get("seat") or "").strip(),
                    source=line["source"],
                )
            )
    return tuple(found)


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Hash of the own tables, so that a changed table compiles a new gazetteer."""
    digest = hashlib.blake2b(digest_size=8)
    for table in TABLES:
        digest.update((files(_DATA) / "data" / f"{table}.csv").read_bytes())
    return digest.hexdigest()


@lru_cache(maxsize=1)
def far_towns() -> frozenset[str]:
    """Plain keys of towns that reports name from far away: seats of bodies, conferences, courts."""
    path = files(_DATA) / "data" / "far_towns.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    names = [line for line in lines if line and not line.startswith("#")]
    return frozenset(plain_key(n) for name in names for n in (name, name.removeprefix("The ")))
