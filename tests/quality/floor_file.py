"""The floors that hold for this repository."""

from __future__ import annotations

from pathlib import Path

from dateline.evaluate.benchmarks import Rows
from dateline.evaluate.floors import Floors, misses, read_floors

PATH = Path(__file__).parents[2] / ".ci" / "floors.toml"
FLOORS = read_floors(PATH)

HELD = "held"
"""The table of the written reports that are kept out of training; the others are benchmarks."""


def check(rows: Rows, floors: Floors) -> None:
    """Fails with every row under its floor: row, figure, floor."""
    found = misses(rows, floors)
    assert not found, "\n" + "\n".join(map(str, found))
