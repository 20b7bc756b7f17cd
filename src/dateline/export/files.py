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
from dateline.export.condition import By
from dateline.export.csv_files import write_csv
from dateline.export.ftm import ftm_entities, lines
from dateline.export.ged import ged_row
from dateline.export.geojson import write_geojson
from dateline.export.kinds import column_kinds, typed
from dateline.export.lines import archive_lines, record_lines, row_lines
from dateline.export.parquet import write_parquet
from dateline.export.plover import plover_row
from dateline.export.private import PrivateNames
from dateline.export.reading import Row
from dateline.export.select import Selection
from dateline.export.tables import column_list, columns_of
from dateline.export.view import Event, View, events, not_joined
from dateline.export.xlsx import write_xlsx

if TYPE_CHECKING:
    from dateline.store import Store

FORMATS = ("csv", "jsonl", "geojson", "xlsx", "parquet", "acled", "ged", "plover", "hxl", "ftm")

_SHEETS = ("incidents", "reports", "claims", "sources", "documents", "tombstones")
"""Sheets of the workbook; the other tables are in csv and parquet."""


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
    by: By = "incident",
) -> list[Written]:
    """Writes the archive as `format` (one of `FORMATS`) into `folder`, which is made.

    `selection` is what to take of it, all but what reviewers rejected without one; `public` leaves
    the names of private persons out; `by` is what a row is. All files show one state of the
    archive, the same bytes for the same archive. A file appears whole or not at all;
    FORMAT.about.json beside them says what is in them. Raises ExportError where the folder cannot
    be written or a package is missing.
    """
    chosen = selection or Selection()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with store.reading() as connection:
            hidden = PrivateNames(connection) if public else None
            view, told = View(connection, chosen, hidden, by), Told()
            waiting = not_joined(connection) if by == "incident" else 0
            if waiting:
                told.notes.append(f"{waiting} reports are in no incident yet: dateline reconcile")
            written = _WRITERS[format](view, folder, told)
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
    content = about(format, told, view)
    with _whole(path) as part:
        write_about(part, content)
    return [*written, Written(path, len(written), _summary(content, waiting))]


def _summary(content: Mapping[str, object], waiting: int) -> str:
    said = ["what is in the files"]
    if waiting:
        said.append(f"{waiting} reports are in no incident yet: run dateline reconcile")
    if content["left_out_total"]:
        said.append(f"{content['left_out_total']} left out")
    public = content.get("public")
    if isinstance(public, dict):
        said.append(f"names of {public['persons_withheld']} private persons withheld")
    return "; ".join(said)


def _csv(view: View, folder: Path, _told: Told) -> list[Written]:
    written = []
    for name in view.tables:
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
    """The records, the rows of the unit, what is gone, and, of all, the archive itself."""
    if view.selection.narrow:
        told.notes.append(f"whole documents: one is taken where one of its {view.units} is")
    if view.hidden:
        told.notes.append("names of private persons are bars of the same length: offsets hold")
    written = [_lines(folder / "records.jsonl", record_lines(view))]
    for name in (view.units, "tombstones"):
        written.append(_lines(folder / f"{name}.jsonl", row_lines(view, name)))
    whole = folder / "archive.jsonl"
    if view.whole:
        written.append(_lines(whole, archive_lines(view.connection)))
    else:
        # One of an earlier export would pass for this one's.
        whole.unlink(missing_ok=True)
        told.notes.append("no archive.jsonl: a part of an archive cannot be imported as one")
    return written


def _geojson(view: View, folder: Path, told: Told) -> list[Written]:
    path = folder / f"{view.units}.geojson"
    with _whole(path) as part:
        count, without = write_geojson(part, view.rows(view.units))
    if without:
        told.left_out["no coordinates"] = without
    note = f"{without} without coordinates left out" if without else None
    return [Written(path, count, note)]


def _xlsx(view: View, folder: Path, told: Told) -> list[Written]:
    path = folder / f"{view.units}.xlsx"
    names = [name for name in _SHEETS if name in view.tables]
    sheets = [(name, columns_of(name), map(typed, view.rows(name))) for name in names]
    meanings = [
        {**line, "sheet": name} for name in names for line in column_list() if line["table"] == name
    ]
    with _whole(path) as part:
        counts, lost = write_xlsx(
            part, [*sheets, ("codebook", ("sheet", "column", "meaning"), meanings)]
        )
    told.left_out.update(lost)
    told.notes.extend(f"sheet {sheet}: {rows} rows" for sheet, rows in counts.items())
    return [Written(path, counts[view.units])]


def _parquet(view: View, folder: Path, _told: Told) -> list[Written]:
    written = []
    for name in view.tables:
        if name != "rejects":
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
        yield from map(typed, view.rows(view.units))

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
