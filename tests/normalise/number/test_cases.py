"""The hand-made tables: at least 400 cases, a third of them without a number, all right."""

from __future__ import annotations

import pytest
from tests.normalise.number.cases import Case, load_cases

CASES = load_cases()
REPORTS = load_cases("reports.tsv")


def test_the_table_is_large_and_a_third_of_it_negative() -> None:
    rows = sum(max(1, len(case.rows)) for case in CASES)
    negative = sum(not case.rows for case in CASES)
    assert rows >= 400
    assert negative * 3 >= rows


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:60])
def test_numbers_of_the_text(case: Case) -> None:
    assert case.actual() == case.rows


@pytest.mark.parametrize("case", REPORTS, ids=lambda case: case.text[:60])
def test_numbers_of_a_report(case: Case) -> None:
    assert case.actual() == case.rows
