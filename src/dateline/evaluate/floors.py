"""Floors: the least figures that weights may have and still land.

A TOML file with one table a data set, and in it a floor a row:

    [gold]
    "incidents found" = 0.70
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dateline.evaluate.benchmarks import Rows
from dateline.evaluate.files import DataError, read_text

FIGURES = ("f1", "accuracy", "pearson")
"""The figure of a row that a floor is about: the first of these that the row has."""

Floors = Mapping[str, float]
"""Name of a row to its floor, above 0 and at most 1."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A row whose figure lies under its floor."""

    row: str
    figure: float
    floor: float

    def __str__(self) -> str:
        return f"{self.row}: {self.figure:.4f} is under its floor {self.floor:.4f}"


def read_floors(path: Path) -> dict[str, Floors]:
    """The tables of a floor file. Raises DataError for a file that cannot fail anything.

    That is one without a table, a table without a row, or a floor that is no number above 0 and
    at most 1.
    """
    try:
        tables = tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise DataError("floors are not TOML", str(path), str(error)) from error
    if not tables:
        raise DataError("no table of floors", str(path), "write a [data set] with rows")
    for name, table in tables.items():
        if not isinstance(table, dict) or not table:
            raise DataError(f"no floor in {name!r}", str(path), "write a row and its floor")
        for row, floor in table.items():
            if type(floor) not in (int, float) or not 0 < floor <= 1:
                raise DataError(
                    f"the floor of {row!r} in [{name}] is {floor!r}",
                    str(path),
                    "give a number above 0 and at most 1",
                )
    return tables


def misses(rows: Rows, floors: Floors) -> list[Miss]:
    """The rows under their floors, in the floors' order.

    Raises DataError for a floor on a row that does not exist or has none of `FIGURES`.
    """
    found = []
    for row, floor in floors.items():
        if row not in rows:
            raise DataError("a floor on a row that does not exist", row, f"rows: {', '.join(rows)}")
        figure = next((rows[row][name] for name in FIGURES if name in rows[row]), None)
        if figure is None:
            raise DataError(
                "a floor on a row without a figure for it", row, f"figures: {', '.join(FIGURES)}"
            )
        # Written so that a figure that is no number (nan) is a miss too.
        if not figure >= floor:
            found.append(Miss(row, figure, floor))
    return found
