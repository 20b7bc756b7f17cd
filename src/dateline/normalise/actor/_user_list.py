"""A user's own actor list: where it lies, and how files of several formats are read into it."""

from __future__ import annotations

import csv
import io
import os
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dateline.errors import DatelineError
from dateline.normalise.actor._lexicon import read_data
from dateline.normalise.actor._list import (
    COLUMNS,
    ActorEntry,
    entry_of_row,
    lexicon_country,
    read_entries,
)
from dateline.normalise.actor._text import fold

_MOST_BYTES = 64 * 1024 * 1024
_MOST_ROWS = 500_000
_NAME = "actors.csv"


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: the format, rows taken, rows left out with the reason for each."""

    path: Path
    format: str
    added: int
    replaced: int
    rejected: tuple[tuple[int, str], ...]


def user_list_path(folder: str | Path | None = None) -> Path:
    """The user's list: in `folder`, else DATELINE_CACHE, else the cache folder of the system."""
    if folder is not None:
        return Path(folder) / _NAME
    if given := os.environ.get("DATELINE_CACHE"):
        return Path(given) / _NAME
    if sys.platform == "win32" and (local := os.environ.get("LOCALAPPDATA")):
        return Path(local) / "dateline" / _NAME
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "dateline" / _NAME


@cache
def _formats() -> Mapping[str, Any]:
    table: dict[str, Any] = tomllib.loads(read_data("formats.toml"))
    return table


def sniff_format(columns: Sequence[str]) -> str | None:
    """The name of the format in formats.toml whose required columns are all there, or None."""
    have = {c.strip().lower() for c in columns}
    for name, row in _formats().items():
        if have.issuperset(row["required"]):
            return str(name)
    return None


def _text_of(path: Path) -> str:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise DatelineError("list too large", str(path), "split it into files of 64 MB")
        data = path.read_bytes()
    except OSError as error:
        raise DatelineError(
            f"cannot read the list ({error.strerror})", str(path), "check the path"
        ) from error
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DatelineError("neither UTF-8 nor Windows-1252", str(path), "save it as UTF-8")


def read_list(path: Path) -> tuple[str, list[ActorEntry], list[tuple[int, str]]]:
    """The format of a list file, its entries, and the rows left out (line number and reason).

    Raises DatelineError if the file cannot be read or is in none of the known formats.
    """
    text = _text_of(path)
    head = text[:4096].splitlines()
    if not head:
        raise DatelineError("empty file", str(path), "give a CSV with a header line")
    delimiter = max(",;\t", key=head[0].count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restkey="")
    columns = list(reader.fieldnames or ())
    name = sniff_format(columns)
    if name is None:
        known = "; ".join(f"{n}: {', '.join(r['required'])}" for n, r in _formats().items())
        raise DatelineError(
            f"no actor list that Dateline knows (columns {', '.join(columns[:8])[:200]})",
            str(path),
            f"rename the columns to those of a known format ({known})",
        )
    entries: list[ActorEntry] = []
    rejected: list[tuple[int, str]] = []
    try:
        for n, raw in enumerate(reader, 2):
            if n > _MOST_ROWS:
                rejected.append((n, f"more than {_MOST_ROWS} rows"))
                break
            row = {(k or "").strip().lower(): v for k, v in raw.items() if isinstance(v, str)}
            try:
                entries.append(_entry(row, name))
            except ValueError as error:
                rejected.append((n, str(error)))
    except csv.Error as error:
        raise DatelineError(f"broken CSV ({error})", str(path), "save it again as CSV") from error
    return name, entries, rejected


def _entry(row: Mapping[str, str], name: str) -> ActorEntry:
    """One entry from a row of a known format; columns are mapped by formats.toml."""
    fmt = _formats()[name]
    if name == "dateline":
        return entry_of_row(row)
    out: dict[str, str] = {"source": fmt["source"], "type": fmt.get("type", "ARMED_GROUP")}
    for column, sources in fmt["columns"].items():
        values = [row[s].strip() for s in sources if row.get(s, "").strip()]
        out[column] = "|".join(values) if column in ("aliases", "active") else (values or [""])[0]
    for column, table in fmt.get("values", {}).items():
        raw = out.get(column, "")
        if raw:
            out[column] = str(table.get(raw, table.get("*", "")))
    if separators := fmt.get("split"):
        for s in separators:
            out["aliases"] = out.get("aliases", "").replace(s, "|")
    active = [lexicon_country(c) for c in out.get("active", "").replace(",", "|").split("|") if c]
    codes = [c for c in active if c]
    out["country"] = lexicon_country(out.get("country", "")) or (codes[0] if codes else "")
    out["active"] = "|".join(dict.fromkeys(codes))
    kind_of = fmt.get("types", {})
    if out.get("kind") in kind_of:
        out["type"] = kind_of[out["kind"]]
    out["id"] = f"{name}-{out['id']}" if out.get("id") else f"{name}-" + "-".join(fold(out["name"]))
    return entry_of_row(out)


def add_list(source: str | Path, folder: str | Path | None = None) -> Imported:
    """Adds the entries of the file `source` to the user's list (an entry with a known id is
    replaced) and returns what happened. Raises DatelineError with what to do."""
    path = Path(source)
    name, entries, rejected = read_list(path)
    if not entries:
        raise DatelineError("no usable row", str(path), "see the reasons: " + _reasons(rejected))
    target = user_list_path(folder)
    known = {e.id: e for e in read_user_list(folder)}
    replaced = len({e.id for e in entries} & known.keys())
    known.update({e.id: e for e in entries})
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_row(e) for e in known.values())
    partial = target.with_suffix(f".{os.getpid()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(out.getvalue(), encoding="utf-8")
        partial.replace(target)
    except OSError as error:
        raise DatelineError(
            f"cannot write the list ({error.strerror})",
            str(target),
            "set DATELINE_CACHE to a folder that can be written",
        ) from error
    added = len({e.id for e in entries}) - replaced
    return Imported(target, name, added, replaced, tuple(rejected))


def _reasons(rejected: Sequence[tuple[int, str]]) -> str:
    return "; ".join(f"line {n}: {why}" for n, why in rejected[:3]) or "the file has no rows"


def _row(e: ActorEntry) -> dict[str, str]:
    return {
        "id": e.id,
        "name": e.name,
        "type": e.type,
        "kind": str(e.kind),
        "country": e.country or "",
        "active": "|".join(sorted(e.active)),
        "start": "" if e.start is None else str(e.start),
        "end": "" if e.end is None else str(e.end),
        "aliases": "|".join(e.aliases),
        "parent": e.parent or "",
        "enemies": "|".join(sorted(e.enemies)),
        "source": e.source,
    }


def read_user_list(folder: str | Path | None = None) -> list[ActorEntry]:
    """The entries of the user's list; none if there is no list.

    Raises DatelineError if the file is there but damaged.
    """
    path = user_list_path(folder)
    try:
        return read_entries(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    except (OSError, ValueError, csv.Error) as error:
        raise DatelineError(
            f"damaged actor list ({error})", str(path), "delete it and add your lists again"
        ) from error
