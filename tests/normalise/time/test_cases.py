"""The table of hand-made cases: each sentence has the one expression that its row names."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dateline.normalise.time import TimeContext, find_times
from dateline.records import TimeValue

ROWS = [
    line.split("\t")
    for line in Path(__file__).with_name("cases.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def _published(cell: str) -> date | None:
    return None if cell == "." else date.fromisoformat(cell)


def _read(row: list[str]) -> tuple[TimeValue, ...]:
    return find_times(row[1], TimeContext(published=_published(row[0])))


def test_the_table_is_large_and_a_quarter_negative() -> None:
    negative = [row for row in ROWS if row[2] == "-"]
    assert len(ROWS) >= 250
    assert len(negative) >= 60


@pytest.mark.parametrize("row", [r for r in ROWS if r[2] == "-"], ids=lambda row: row[1])
def test_what_is_no_time_is_not_read_as_one(row: list[str]) -> None:
    assert [value.text for value in _read(row)] == []


@pytest.mark.parametrize("row", [r for r in ROWS if r[2] != "-"], ids=lambda row: row[1])
def test_an_expression_has_its_interval(row: list[str]) -> None:
    found = {value.text: value for value in _read(row)}
    assert row[2] in found, list(found)
    value = found[row[2]]
    told = [
        value.timex_type,
        value.date_from or ".",
        value.date_to or ".",
        str(value.precision),
        value.modifier or ".",
    ]
    assert told == row[3:8]
    assert (value.date_from is None) == (value.unresolved is not None)
