"""The shipped weights reach their floors on data sets beside the repository (`../shared`).

Not part of the test suite, as it takes minutes: `.ci/run` runs it where the data are present.

    pytest -n 2 tests/quality/shared_floors.py
"""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.annotate import load_annotator
from dateline.evaluate.benchmarks import BENCHMARKS
from tests.quality.floor_file import FLOORS, HELD, check
from tests.shared import SHARED, needs_shared


def data_of(name: str) -> Path:
    """The folder of a benchmark's data, where the shared folder keeps it."""
    folder = BENCHMARKS[name].folder
    return SHARED / folder if (SHARED / folder).is_dir() else SHARED / "data" / folder


@needs_shared
@pytest.mark.parametrize("name", [name for name in FLOORS if name != HELD])
def test_the_weights_reach_the_floors_of(name: str) -> None:
    data = data_of(name)
    if not data.is_dir():
        pytest.skip(f"needs the data set {data.name} in ../shared/data")
    check(BENCHMARKS[name].run(data, load_annotator(threads=1)), FLOORS[name])
