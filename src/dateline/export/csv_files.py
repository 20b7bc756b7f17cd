"""CSV: one file a table, UTF-8 with a byte order mark, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_csv(
    path: Path,
    columns: Iterable[str],
    rows: Iterable[Mapping[str, Any]],
    encoding: str = "utf-8-sig",
) -> int:
    """Writes the rows; how many. An empty cell is unknown.

    The byte order mark makes Excel read UTF-8 as such; readr, data.table and pandas skip it, base
    R does with `fileEncoding = "UTF-8-BOM"`. Lines end as RFC 4180 has them.
    """
    count = 0
    names = list(columns)
    with path.open("w", encoding=encoding, errors="replace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        for row in rows:
            writer.writerow([_cell(row.get(name)) for name in names])
            count += 1
    return count


def _cell(value: Any) -> Any:
    return neutralised(value) if isinstance(value, str) else value


def neutralised(text: str) -> str:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it."""
    text = text.replace("\x00", "\ufffd")
    if text.lstrip(" ").startswith(_FORMULA_STARTS) or text.startswith("\n"):
        return "'" + text
    return text
