"""The shipped weights reach their floors on reports that no weights were trained on.

The floors on data outside the repository are checked by `shared_floors.py` beside this file.
"""

from __future__ import annotations

from typing import Any

import pytest
from training.corpus.build import compile_folder
from training.corpus.held import is_held

from dateline.code import Coder
from dateline.evaluate.benchmarks import BENCHMARKS
from dateline.evaluate.gold import score
from dateline.evaluate.gold.whole_path import coded
from tests.quality.floor_file import FLOORS, HELD, check


@pytest.fixture(scope="module")
def written() -> list[dict[str, Any]]:
    return list(compile_folder())


def test_a_tenth_of_the_written_reports_is_held(written: list[dict[str, Any]]) -> None:
    held = sum(is_held(record) for record in written)
    assert held >= 20
    assert 0.05 < held / len(written) < 0.15


def test_every_table_is_about_data_that_can_be_measured() -> None:
    assert {HELD, "gold"} <= FLOORS.keys() <= {HELD, *BENCHMARKS}


def test_the_whole_path_reaches_the_floors_on_held_reports(
    coder: Coder, written: list[dict[str, Any]]
) -> None:
    held = [record for record in written if is_held(record)]
    check(score(held, coded(held, coder)), FLOORS[HELD])


def test_a_row_under_its_floor_is_told_with_figure_and_floor() -> None:
    with pytest.raises(AssertionError, match=r"roles: 0\.4100 is under its floor 0\.5000"):
        check({"roles": {"f1": 0.41}}, {"roles": 0.5})
