"""XLSX: incidents, claims, sources and the codebook as sheets of one workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from dateline.export.csv_files import neutralised

_LONGEST = 32_767
"""Characters that a cell of Excel holds."""
_MOST_ROWS = 1_048_575
"""Rows that a sheet of Excel holds, its header apart."""
_MADE = datetime(2000, 1, 1)
"""The same archive gives the same bytes, so the workbook does not say when it was written."""
_WIDTHS = {"sentence": 60, "words": 40, "meaning": 80, "title": 40}

Sheet = tuple[str, Sequence[str], Iterable[Mapping[str, Any]]]


def write_xlsx(path: Path, sheets: Iterable[Sheet]) -> tuple[dict[str, int], dict[str, int]]:
    """Writes the sheets: frozen header, filters, real dates.

    Returns the rows of each sheet, and what did not fit Excel: rows beyond its last, cells cut.
    """
    counts: dict[str, int] = {}
    lost = {"rows beyond Excel's last": 0, "cells cut at 32,767 characters": 0}
    book = xlsxwriter.Workbook(
        str(path),
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    book.set_properties({"created": _MADE})
    bold = book.add_format({"bold": True, "bottom": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, columns, rows in sheets:
        sheet = book.add_worksheet(name)
        for number, column in enumerate(columns):
            sheet.set_column(number, number, _WIDTHS.get(column, 16))
            sheet.write_string(0, number, column, bold)
        sheet.freeze_panes(1, 1)
        count = 0
        for row in _fitting(rows, lost):
            count += 1
            for number, column in enumerate(columns):
                _write(sheet, count, number, row.get(column), day, lost)
        sheet.autofilter(0, 0, count, max(len(columns) - 1, 0))
        counts[name] = count
    book.close()
    return counts, {what: number for what, number in lost.items() if number}


def _fitting(
    rows: Iterable[Mapping[str, Any]], lost: dict[str, int]
) -> Iterator[Mapping[str, Any]]:
    for number, row in enumerate(rows):
        if number < _MOST_ROWS:
            yield row
        else:
            lost["rows beyond Excel's last"] += 1


def _write(sheet: Any, row: int, column: int, value: Any, day: Any, lost: dict[str, int]) -> None:
    if value is None:
        return
    if isinstance(value, date) and value.year >= 1900:
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), day)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        text = neutralised(str(value))
        if len(text) > _LONGEST:
            lost["cells cut at 32,767 characters"] += 1
        sheet.write_string(row, column, text[:_LONGEST])
