"""Imports GeoNames dumps (allCountries format) and admin code files into files of their own."""

from __future__ import annotations

import io
import os
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from dateline.normalise.place._compile import (
    INDEXES,
    SCHEMA,
    SCHEMA_VERSION,
    NameRow,
    PlaceRow,
    Progress,
    name_rows,
)
from dateline.normalise.place._entry import precision_of
from dateline.normalise.place.gazetteer import (
    Gazetteer,
    GazetteerError,
    cache_folder,
    import_path,
    imported,
    open_gazetteer,
)

_COLUMNS = 19
_BATCH = 20_000
_MAX_LINE = 200_000
_MAX_ALTERNATES = 200
_FIRST_LINES = 200
"""So many lines must hold at least one good row, or the file is not what it should be."""


@dataclass(frozen=True, slots=True)
class Import:
    """What an import did: kind is dump, admin1 or admin2; `skipped` lines did not parse."""

    source: str
    path: Path
    kind: str
    places: int
    names: int
    skipped: int


def add_file(
    source: Path, cache_dir: Path | str | None = None, progress: Progress | None = None
) -> Import:
    """Imports a dump (.txt or .zip) or an admin code file; the same name again replaces it.

    Streams: memory does not grow with the file. The new file appears whole or not at all. Raises
    GazetteerError where the file cannot be read or is in no known format.
    """
    folder = cache_folder(cache_dir)
    target = import_path(folder, source.stem)
    part = target.with_name(f"{target.stem}.{os.getpid()}.part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        with _lines(source) as (lines, size):
            kind = _kind(source, lines.first)
            if kind == "dump":
                found = _dump(source, lines, size, part, progress)
            else:
                found = _codes(source, lines, part, kind, folder)
        part.replace(target)
    except (OSError, zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise GazetteerError(
            f"cannot import ({error})", str(source), "give a readable GeoNames .txt or .zip file"
        ) from error
    except sqlite3.Error as error:
        raise GazetteerError(
            f"cannot write the import ({error})",
            str(folder),
            "free space there, or set DATELINE_CACHE to another folder",
        ) from error
    finally:
        part.unlink(missing_ok=True)
    return Import(str(source), target, kind, *found)


def imports(cache_dir: Path | str | None = None) -> tuple[Import, ...]:
    """The imports that look-ups read, as they describe themselves."""
    found = []
    for path in imported(cache_folder(cache_dir)):
        try:
            connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
            try:
                meta = dict(connection.execute("SELECT key, value FROM meta"))
            finally:
                connection.close()
        except sqlite3.DatabaseError as error:
            raise GazetteerError(
                f"this import is damaged ({error})", str(path), "delete it and add the file again"
            ) from error
        found.append(
            Import(
                meta.get("source", ""), path, meta.get("kind", ""), int(meta.get("places", 0)),
                int(meta.get("names", 0)), int(meta.get("skipped", 0)),
            )
        )  # fmt: skip
    return tuple(found)


class _Lines:
    """Lines of a text stream with the first one looked at; counts bytes for progress."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.first = stream.readline(_MAX_LINE)
        self.read = len(self.first)

    def __iter__(self) -> Iterator[str]:
        line = self.first
        while line:
            yield line
            line = self._stream.readline(_MAX_LINE)
            self.read += len(line)


@contextmanager
def _lines(source: Path) -> Iterator[tuple[_Lines, int]]:
    if source.suffix.lower() == ".zip":
        with zipfile.ZipFile(source) as archive:
            texts = [
                info
                for info in archive.infolist()
                if info.filename.lower().endswith(".txt") and "readme" not in info.filename.lower()
            ]
            if len(texts) != 1:
                raise GazetteerError(
                    f"expected one .txt file inside, found {len(texts)}",
                    str(source),
                    "unpack it and add the dump itself",
                )
            with archive.open(texts[0]) as raw:
                text = io.TextIOWrapper(raw, encoding="utf-8", errors="replace", newline="\n")
                yield _Lines(text), texts[0].file_size
    else:
        with source.open("r", encoding="utf-8", errors="replace", newline="\n") as stream:
            yield _Lines(stream), source.stat().st_size


def _kind(source: Path, first: str) -> str:
    cells = first.rstrip("\n").split("\t")
    if len(cells) == _COLUMNS:
        return "dump"
    if len(cells) == 4 and cells[0].count(".") in (1, 2):
        return "admin1" if cells[0].count(".") == 1 else "admin2"
    raise GazetteerError(
        f"not a GeoNames file: its first line has {len(cells)} tab-separated columns",
        str(source),
        "give a dump (19 columns: allCountries.txt or a country's) or an admin code file (4)",
    )


def _dump(
    source: Path, lines: _Lines, size: int, part: Path, progress: Progress | None
) -> tuple[int, int, int]:
    tell = progress or (lambda _what, _share: None)
    places = names = skipped = 0
    connection = sqlite3.connect(part)
    try:
        connection.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-64000;" + SCHEMA
        )
        with connection:
            rows: list[PlaceRow] = []
            named: list[NameRow] = []
            for number, line in enumerate(lines, start=1):
                parsed = _row(line)
                if parsed is None:
                    skipped += 1
                else:
                    rows.append(parsed[0])
                    named += parsed[1]
                if number == _FIRST_LINES and skipped == number:
                    raise _no_places(source)
                if len(rows) >= _BATCH:
                    places, names = places + len(rows), names + len(named)
                    _write(connection, rows, named)
                    rows, named = [], []
                    tell(f"{places:,} places", 0.8 * min(1.0, lines.read / max(1, size)))
            places, names = places + len(rows), names + len(named)
            _write(connection, rows, named)
            _describe(connection, source, "dump", places, names, skipped)
        if not places:
            raise _no_places(source)
        tell("indexing", 0.8)
        connection.executescript(INDEXES)
        tell("done", 1.0)
    finally:
        connection.close()
    return places, names, skipped


def _no_places(source: Path) -> GazetteerError:
    return GazetteerError(
        "no line is a place of the allCountries format",
        str(source),
        "give GeoNames' allCountries.txt, or a country's file, as downloaded",
    )


def _write(connection: sqlite3.Connection, rows: list[PlaceRow], named: list[NameRow]) -> None:
    connection.executemany("INSERT OR REPLACE INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)", rows)
    connection.executemany("INSERT INTO name VALUES (?,?,?,?,?)", named)


def _describe(
    connection: sqlite3.Connection, source: Path, kind: str, places: int, names: int, skipped: int
) -> None:
    connection.executemany(
        "INSERT INTO meta VALUES (?,?)",
        [
            ("schema", str(SCHEMA_VERSION)),
            ("source", str(source)),
            ("kind", kind),
            ("places", str(places)),
            ("names", str(names)),
            ("skipped", str(skipped)),
        ],
    )


def _row(line: str) -> tuple[PlaceRow, list[NameRow]] | None:
    cells = line.rstrip("\n").split("\t")
    if len(cells) != _COLUMNS:
        return None
    try:
        ident = int(cells[0])
        lat, lon = float(cells[4]), float(cells[5])
        population = int(cells[14] or 0)
    except ValueError:
        return None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180) or not cells[1]:
        return None
    alternates = cells[3].split(",") if cells[3] else []
    if len(alternates) > _MAX_ALTERNATES:
        alternates = alternates[:_MAX_ALTERNATES]
    row: PlaceRow = (
        ident, None, cells[1], lat, lon, cells[8] or None, cells[10] or None, cells[11] or None,
        cells[7] or cells[6], population, precision_of(cells[6], cells[7]), len(alternates), None,
    )  # fmt: skip
    return row, name_rows(ident, cells[1], alternates)


def _codes(
    source: Path, lines: _Lines, part: Path, kind: str, folder: Path
) -> tuple[int, int, int]:
    """Divisions by code: placed at the middle of their towns, as the files give no points."""
    gazetteer = open_gazetteer(folder)
    places = names = skipped = 0
    connection = sqlite3.connect(part)
    try:
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + SCHEMA)
        with connection:
            for line in lines:
                parsed = _code_row(line, kind, gazetteer)
                if parsed is None:
                    skipped += 1
                    continue
                _write(connection, [parsed[0]], parsed[1])
                places, names = places + 1, names + len(parsed[1])
            _describe(connection, source, kind, places, names, skipped)
        connection.executescript(INDEXES)
    finally:
        connection.close()
    return places, names, skipped


def _code_row(line: str, kind: str, gazetteer: Gazetteer) -> tuple[PlaceRow, list[NameRow]] | None:
    cells = line.rstrip("\n").split("\t")
    codes = cells[0].split(".")
    if len(cells) != 4 or len(codes) != (2 if kind == "admin1" else 3):
        return None
    try:
        ident = int(cells[3])
    except ValueError:
        return None
    centre = gazetteer.part(f"{codes[0]}.{codes[1]}", "central")
    if kind == "admin2":
        # No points in the file: the town of the same name in the division stands for it.
        towns = [
            entry
            for entry in gazetteer.lookup(cells[1], False)
            if entry.country == codes[0] and entry.admin1 == codes[1]
        ]
        centre = (towns[0].lat, towns[0].lon) if towns else None
    if centre is None:
        return None
    row: PlaceRow = (
        ident, None, cells[1], centre[0], centre[1], codes[0], codes[1],
        codes[2] if kind == "admin2" else None, "ADM1" if kind == "admin1" else "ADM2", 0,
        4 if kind == "admin1" else 3, 10, None,
    )  # fmt: skip
    return row, name_rows(ident, cells[1], [cells[2]])
