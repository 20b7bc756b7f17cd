"""Writes an archive to a folder, one format at a time, with a sidecar that says what is in it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import DatelineError
from dateline.export.about import Told, about, write_about
from dateline.export.acled import acled_row
from dateline.export.codes import columns, table
from dateline.export.csv_files import write_csv
from dateline.export.ftm import ftm_entities, lines
from dateline.export.ged import ged_row
from dateline.export.geojson import write_geojson
from dateline.export.kinds import column_kinds, typed
from dateline.export.lines import record_lines
from dateline.export.parquet import write_parquet
from dateline.export.plover import plover_row
from dateline.export.private import PrivateNames
from dateline.export.select import Selection
from dateline.export.tables import TABLES, Row, column_list, columns_of
from dateline.export.view import Event, View, events
from dateline.export.xlsx import write_xlsx

if TYPE_CHECKING:
    from dateline.store import Store

FORMATS = ("csv", "jsonl", "geojson", "xlsx", "parquet", "acled", "ged", "plover", "hxl", "ftm")

_SHEETS = {"incidents": "incidents", "claims": "claims", "sources": "documents"}
"""Sheets of the workbook and the tables that they show."""


class ExportError(DatelineError):
    """An export that could not be written."""


@dataclass(frozen=True, slots=True)
class Written:
    """One file of an export: where it is, how many rows it has, and what a reader should know."""

    path: Path
    rows: int
    note: str | None = None


def export_archive(
    store: Store,
    format: str,
    folder: Path,
    selection: Selection | None = None,
    public: bool = False,
) -> list[Written]:
    """Writes the archive as `format` (one of `FORMATS`) into `folder`, which is made.

    `selection` is what to take of it, all without one; `public` leaves the names of private
    persons out. All files show one state of the archive, the same bytes for the same archive. A
    file appears whole or not at all; FORMAT.about.json beside them says what is in them. Raises
    ExportError where the folder cannot be written or a package is missing.
    """
    chosen = selection or Selection()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with store.reading() as connection:
            hidden = PrivateNames(connection) if public else None
            view, told = View(connection, chosen, hidden), Told()
            written = _WRITERS[format](view, folder, told)
            people = dict(hidden.counts) if hidden else None
    except OSError as error:
        raise ExportError(
            "export not written", str(folder), error.strerror or "check the folder"
        ) from error
    except ImportError as error:
        raise ExportError(
            f"{format} needs a package that is not installed",
            str(error.name),
            f"pip install 'dateline[{format}]'",
        ) from error
    path = folder / f"{format}.about.json"
    told.files = {file.path.name: file.rows for file in written}
    content = about(format, told, chosen, people)
    with _whole(path) as part:
        write_about(part, content)
    return [*written, Written(path, len(written), _summary(content))]


def _summary(content: Mapping[str, object]) -> str:
    said = ["what is in the files"]
    if content["left_out_total"]:
        said.append(f"{content['left_out_total']} left out")
    public = content.get("public")
    if isinstance(public, dict):
        said.append(f"names of {public['persons_withheld']} private persons withheld")
    return "; ".join(said)


def _csv(view: View, folder: Path, _told: Told) -> list[Written]:
    written = []
    for name in TABLES:
        path = folder / f"{name}.csv"
        with _whole(path) as part:
            rows = write_csv(part, columns_of(name), view.rows(name))
        written.append(Written(path, rows))
    path = folder / "codebook.csv"
    text = files("dateline.export").joinpath("columns.csv").read_text(encoding="utf-8")
    with _whole(path) as part:
        part.write_text(text, encoding="utf-8-sig", newline="")
    written.append(Written(path, text.count("\n") - 1, "what the columns mean"))
    return written


def _jsonl(view: View, folder: Path, told: Told) -> list[Written]:
    if view.selection.filters:
        told.notes.append("whole documents: a document is taken where one of its incidents is")
    if view.hidden:
        told.notes.append("names of private persons are bars of the same length: offsets hold")
    return [_lines(folder / "records.jsonl", record_lines(view))]


def _geojson(view: View, folder: Path, told: Told) -> list[Written]:
    path = folder / "incidents.geojson"
    with _whole(path) as part:
        count, without = write_geojson(part, view.rows("incidents"))
    if without:
        told.left_out["no coordinates"] = without
    note = f"{without} without coordinates left out" if without else None
    return [Written(path, count, note)]


def _xlsx(view: View, folder: Path, told: Told) -> list[Written]:
    path = folder / "incidents.xlsx"
    sheets = [
        (sheet, columns_of(name), map(typed, view.rows(name))) for sheet, name in _SHEETS.items()
    ]
    meanings = [
        {**line, "sheet": sheet}
        for sheet, name in _SHEETS.items()
        for line in column_list()
        if line["table"] == name
    ]
    with _whole(path) as part:
        counts, lost = write_xlsx(
            part, [*sheets, ("codebook", ("sheet", "column", "meaning"), meanings)]
        )
    told.left_out.update(lost)
    told.notes.extend(f"sheet {sheet}: {rows} rows" for sheet, rows in counts.items())
    return [Written(path, counts["incidents"])]


def _parquet(view: View, folder: Path, _told: Told) -> list[Written]:
    written = []
    for name in ("incidents", "claims", "actors", "documents"):
        path = folder / f"{name}.parquet"
        with _whole(path) as part:
            rows = write_parquet(part, column_kinds(name), map(typed, view.rows(name)))
        written.append(Written(path, rows))
    return written


def _coded(
    name: str, coded: Callable[[Event], Row | str]
) -> Callable[[View, Path, Told], list[Written]]:
    """A writer of NAME.csv: a row for each event that the dataset has a code for.

    Without a byte order mark, which base R would take for a part of the first column's name.
    """

    def write(view: View, folder: Path, told: Told) -> list[Written]:
        path = folder / f"{name}.csv"
        with _whole(path) as part:
            count = write_csv(part, columns(name), _kept(map(coded, events(view)), told), "utf-8")
        return [Written(path, count)]

    return write


def _kept(rows: Iterable[Row | str], told: Told) -> Iterator[Row]:
    for row in rows:
        if isinstance(row, str):
            told.left_out[row] += 1
        else:
            yield row


def _hxl(view: View, folder: Path, _told: Told) -> list[Written]:
    path = folder / "hxl.csv"
    tags = {line["column"]: line["tag"] for line in table("hxl_columns")}

    def rows() -> Iterator[Mapping[str, object]]:
        yield tags
        yield from map(typed, view.rows("incidents"))

    with _whole(path) as part:
        count = write_csv(part, columns("hxl"), rows(), "utf-8")
    return [Written(path, count - 1)]


def _ftm(view: View, folder: Path, told: Told) -> list[Written]:
    seen: set[str] = set()

    def entities() -> Iterator[str]:
        for event in events(view):
            found = ftm_entities(event)
            if isinstance(found, str):
                told.left_out[found] += 1
            else:
                yield from lines(found, seen)

    return [_lines(folder / "entities.ftm.json", entities())]


_WRITERS: dict[str, Callable[[View, Path, Told], list[Written]]] = {
    "csv": _csv,
    "jsonl": _jsonl,
    "geojson": _geojson,
    "xlsx": _xlsx,
    "parquet": _parquet,
    "acled": _coded("acled", acled_row),
    "ged": _coded("ged", ged_row),
    "plover": _coded("plover", plover_row),
    "hxl": _hxl,
    "ftm": _ftm,
}


def _lines(path: Path, texts: Iterable[str]) -> Written:
    count = 0
    with _whole(path) as part, part.open("w", encoding="utf-8", newline="\n") as file:
        for line in texts:
            file.write(line + "\n")
            count += 1
    return Written(path, count)


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
