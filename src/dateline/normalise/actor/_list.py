"""The actor list: seed entries, generated state actors and imports, found by name."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from dateline.normalise.actor._lexicon import lexicon, read_data
from dateline.normalise.actor._text import fold, is_acronym, skeleton

COLUMNS = (
    "id",
    "name",
    "type",
    "kind",
    "country",
    "active",
    "start",
    "end",
    "aliases",
    "parent",
    "enemies",
    "source",
)
"""Columns of an actor list in Dateline's own format; lists inside a cell are split at "|"."""

_DROPPED = frozenset(("the", "al", "el", "an", "ar", "ash", "ad", "az", "ul", "ur"))
_SKELETON_LENGTH = 6


@dataclass(frozen=True, slots=True)
class ActorEntry:
    """An actor of the list. `kind` is ACLED's 0..8; `start`/`end` are years, None if open.

    `country` is its home (ISO2), `active` the countries it acts in, home included. `type` is the
    mention type (codebook 2) under which reports name it. `parent` and `enemies` are entry ids.
    """

    id: str
    name: str
    type: str
    kind: int
    country: str | None = None
    active: frozenset[str] = frozenset()
    start: int | None = None
    end: int | None = None
    aliases: tuple[str, ...] = ()
    parent: str | None = None
    enemies: frozenset[str] = frozenset()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry whose name or alias a name equals; `match` is name, alias, acronym or spelling."""

    entry: ActorEntry
    match: str


def name_key(text: str) -> str:
    """The key under which names are filed: folded words without articles, joined by spaces."""
    words = fold(text)
    kept = [w for w in words if w not in _DROPPED]
    return " ".join(kept or words)


def key_of_words(words: Sequence[str]) -> str:
    """As `name_key`, from words that are folded already."""
    kept = [w for w in words if w not in _DROPPED]
    return " ".join(kept or words)


@dataclass(frozen=True, slots=True)
class ActorList:
    """Entries by id and by name. Build with `load_actor_list` or `ActorList.of`."""

    entries: Mapping[str, ActorEntry]
    _names: Mapping[str, tuple[tuple[str, str], ...]] = field(repr=False)
    _skeletons: dict[str, tuple[str, ...]] = field(repr=False, default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[ActorEntry]) -> ActorList:
        """The list of `entries`; a later entry with a known id adds its aliases to the earlier."""
        by_id: dict[str, ActorEntry] = {}
        for entry in entries:
            known = by_id.get(entry.id)
            by_id[entry.id] = entry if known is None else _merged(known, entry)
        names: dict[str, list[tuple[str, str]]] = {}
        for entry in by_id.values():
            seen: set[str] = set()
            for i, name in enumerate((entry.name, *entry.aliases)):
                key = name_key(name)
                if not key or key in seen:
                    continue
                seen.add(key)
                short = " " not in key and is_acronym(name)
                match = "acronym" if short else "alias" if i else "name"
                names.setdefault(key, []).append((entry.id, match))
        return cls(by_id, {k: tuple(v) for k, v in names.items()})

    def _spelled_like(self, key: str) -> tuple[str, ...]:
        """Ids of entries with a name of the same skeleton; the index is built when first asked."""
        pairs = lexicon().pairs
        if not self._skeletons:
            made: dict[str, list[str]] = {"": []}
            for known, rows in self._names.items():
                if len(known) < _SKELETON_LENGTH:
                    continue
                bones = " ".join(skeleton(w, pairs) for w in known.split())
                ids = made.setdefault(bones, [])
                ids += [i for i, match in rows if match != "acronym" and i not in ids]
            self._skeletons.update({k: tuple(v) for k, v in made.items() if len(k) >= 4 or not k})
        return self._skeletons.get(" ".join(skeleton(w, pairs) for w in key.split()), ())

    def find(self, name: str) -> tuple[Hit, ...]:
        """Entries that `name` may mean: exact names and aliases, else spelling variants."""
        words = fold(name)
        return self.find_words(words, is_acronym(name.strip(" .")))

    def find_words(self, words: Sequence[str], acronym: bool = False) -> tuple[Hit, ...]:
        """As `find`, from folded words. An acronym has no spelling variants."""
        key = key_of_words(words)
        found = self._names.get(key)
        if found is not None:
            return tuple(Hit(self.entries[i], match) for i, match in found)
        if acronym or len(key) < _SKELETON_LENGTH:
            return ()
        return tuple(Hit(self.entries[i], "spelling") for i in self._spelled_like(key))


def _merged(a: ActorEntry, b: ActorEntry) -> ActorEntry:
    return ActorEntry(
        id=a.id,
        name=b.name or a.name,
        type=b.type or a.type,
        kind=b.kind if b.kind >= 0 else a.kind,
        country=b.country or a.country,
        active=a.active | b.active,
        start=b.start or a.start,
        end=b.end or a.end,
        aliases=tuple(dict.fromkeys((a.name, *a.aliases, *b.aliases))),
        parent=b.parent or a.parent,
        enemies=a.enemies | b.enemies,
        source="; ".join(dict.fromkeys(s for s in (a.source, b.source) if s)),
    )


def _split(cell: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (cell or "").split("|") if part.strip())


def _year(cell: str | None) -> int | None:
    digits = (cell or "").strip()[:4]
    return int(digits) if digits.isdigit() else None


def entry_of_row(row: Mapping[str, str | None]) -> ActorEntry:
    """An entry from a row in Dateline's own columns. Raises ValueError naming what is wrong."""
    name = (row.get("name") or "").strip()
    identifier = (row.get("id") or "").strip() or "-".join(fold(name))
    if not identifier or not name:
        raise ValueError("row without a name")
    kind = (row.get("kind") or "").strip()
    if kind not in ("", *"012345678"):
        raise ValueError(f"kind {kind!r} of {name!r} is not one of 0..8 (codebook 9)")
    country = (row.get("country") or "").strip().upper() or None
    return ActorEntry(
        id=identifier,
        name=name,
        type=(row.get("type") or "").strip() or "ARMED_GROUP",
        kind=int(kind or 0),
        country=country,
        active=frozenset(_split(row.get("active"))) | ({country} if country else frozenset()),
        start=_year(row.get("start")),
        end=_year(row.get("end")),
        aliases=_split(row.get("aliases")),
        parent=(row.get("parent") or "").strip() or None,
        enemies=frozenset(_split(row.get("enemies"))),
        source=(row.get("source") or "").strip(),
    )


def read_entries(text: str) -> list[ActorEntry]:
    """Entries of a CSV text in Dateline's own columns; lines that start with # are skipped."""
    lines = (line for line in io.StringIO(text) if not line.startswith("#"))
    return [entry_of_row(row) for row in csv.DictReader(lines)]


def state_entries() -> list[ActorEntry]:
    """Government, armed forces and police of each country, generated from two tables."""
    out: list[ActorEntry] = []
    rows = list(csv.DictReader(read_data("states.csv").splitlines()))
    for country in lexicon().by_iso.values():
        for row in rows:
            values = {"name": country.name, "adjective": country.adjective}
            # Plurals ("Iraqis") make no names of institutions.
            adjectives = [a for a in country.adjectives if not a.endswith("s")] or [country.name]
            aliases = [
                alias.format(name=country.name, adjective=adjective)
                for adjective in adjectives
                for alias in _split(row["aliases"])
            ]
            out.append(
                ActorEntry(
                    id=f"{row['id']}-{country.iso2.lower()}",
                    name=row["name"].format(**values),
                    type=row["type"],
                    kind=int(row["kind"]),
                    country=country.iso2,
                    active=frozenset((country.iso2,)),
                    aliases=tuple(dict.fromkeys(aliases)),
                    parent=f"{row['parent']}-{country.iso2.lower()}" if row["parent"] else None,
                    source=row["source"],
                )
            )
    return out


def lexicon_country(text: str) -> str:
    """The ISO2 code of a country written as a code, a name or an adjective; "" if unknown."""
    text = text.strip()
    lex = lexicon()
    if text.upper() in lex.by_iso:
        return text.upper()
    found = lex.countries.get(fold(text.split("(")[0]))
    return found[0] if found is not None else ""


@cache
def _package_entries() -> tuple[ActorEntry, ...]:
    return (*state_entries(), *read_entries(read_data("seed.csv")))


@cache
def _package_list() -> ActorList:
    return ActorList.of(_package_entries())


def load_actor_list(*paths: str | Path, user: bool = True) -> ActorList:
    """The package's actor list with the user's own (`dateline actors add`) and those at `paths`.

    `user=False` leaves the user's list out. Raises DatelineError if the user's list is damaged,
    OSError if a path cannot be read, ValueError if a row of it cannot.
    """
    from dateline.normalise.actor._user_list import read_user_list

    own = read_user_list() if user else []
    if not paths and not own:
        return _package_list()
    entries = [*_package_entries(), *own]
    for path in paths:
        entries += read_entries(Path(path).read_text(encoding="utf-8-sig"))
    return ActorList.of(entries)
