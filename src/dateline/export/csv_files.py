"""CSV: one file a table, UTF-8 with a byte order mark, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_csv(path: Path, columns: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> int:
    """Writes the rows; how many. An empty cell is unknown.

    The byte order mark makes Excel read UTF-8 as such; readr, data.table and pandas skip it, base
    R does with `fileEncoding = "UTF-8-BOM"`. Lines end as RFC 4180 has them.
    """
    count = 0
    names = list(columns)
    with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        for row in rows:
            writer.writerow([_cell(row.get(name)) for name in names])
            count += 1
    return count


def _cell(value: Any) -> Any:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it."""
    if isinstance(value, str):
        value = value.replace("\x00", "\ufffd")
        if value.lstrip(" ").startswith(_FORMULA_STARTS) or value.startswith("\n"):
            return "'" + value
    return value
