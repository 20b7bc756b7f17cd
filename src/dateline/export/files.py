"""Writes an archive to a folder, one format at a time."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import DatelineError
from dateline.export.csv_files import write_csv
from dateline.export.geojson import write_geojson
from dateline.export.tables import TABLES, columns_of, table_rows

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from dateline.store import Store

FORMATS = ("csv", "jsonl", "geojson")


class ExportError(DatelineError):
    """An export that could not be written."""


@dataclass(frozen=True, slots=True)
class Written:
    """One file of an export: where it is, how many rows it has, and what a reader should know."""

    path: Path
    rows: int
    note: str | None = None


def export_archive(store: Store, format: str, folder: Path) -> list[Written]:
    """Writes the archive as `format` (one of `FORMATS`) into `folder`, which is made.

    All files show one state of the archive, the same bytes for the same archive. A file appears
    whole or not at all. Raises ExportError where the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with store.reading() as connection:
            return _WRITERS[format](store, connection, folder)
    except OSError as error:
        raise ExportError(
            "export not written", str(folder), error.strerror or "check the folder"
        ) from error


def _csv(_store: Store, connection: Connection, folder: Path) -> list[Written]:
    written = []
    for table in TABLES:
        path = folder / f"{table}.csv"
        with _whole(path) as part:
            rows = write_csv(part, columns_of(table), table_rows(connection, table))
        written.append(Written(path, rows))
    path = folder / "codebook.csv"
    text = files("dateline.export").joinpath("columns.csv").read_text(encoding="utf-8")
    with _whole(path) as part:
        part.write_text(text, encoding="utf-8-sig", newline="")
    written.append(Written(path, text.count("\n") - 1, "what the columns mean"))
    return written


def _jsonl(store: Store, connection: Connection, folder: Path) -> list[Written]:
    path, count = folder / "records.jsonl", 0
    with _whole(path) as part, part.open("w", encoding="utf-8", newline="\n") as file:
        for line in store.record_lines(connection):
            file.write(line + "\n")
            count += 1
    return [Written(path, count)]


def _geojson(_store: Store, connection: Connection, folder: Path) -> list[Written]:
    path = folder / "incidents.geojson"
    with _whole(path) as part:
        count, without = write_geojson(part, table_rows(connection, "incidents"))
    note = f"{without} without coordinates left out" if without else None
    return [Written(path, count, note)]


_WRITERS: dict[str, Callable[[Store, Connection, Path], list[Written]]] = {
    "csv": _csv,
    "jsonl": _jsonl,
    "geojson": _geojson,
}


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """A file beside `path` to write to, which takes its place when all is written."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(handle)
    part = Path(name)
    try:
        yield part
        part.chmod(0o666 & ~_umask())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
