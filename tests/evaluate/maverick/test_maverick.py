from __future__ import annotations

import csv
from pathlib import Path

import pytest

from dateline.evaluate.benchmarks import BENCHMARKS
from dateline.evaluate.files import DataError
from dateline.evaluate.maverick import RULES, read_maverick

NEWS, INQUIRY = "International news agency", "Human rights commission"
_COLUMNS = [
    *("event_id", "date_start", "deaths_low", "deaths_best", "deaths_high"),
    *("source", "source_author", "source_type"),
]


def _write(folder: Path, *rows: tuple[str, str, str, int, str]) -> Path:
    """Rows of event, author, day of publication, dead and kind of source."""
    with (folder / "event_reports.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(_COLUMNS)
        for event, author, day, dead, kind in rows:
            source = f"{author} ({day}) Clashes after the vote"
            out.writerow([event, "2010-12-16", dead, dead, dead, source, author, kind])
    return folder


EVENT = (
    ("E1", "Agency A", "2010-12-17", 4, NEWS),
    ("E1", "Agency A (All Africa)", "2010-12-17", 4, NEWS),
    ("E1", "Agency B", "2010-12-18", 9, NEWS),
    ("E1", "Daily C", "2010-12-18", 9, NEWS),
    ("E1", "Daily D", "2010-12-19", 6, NEWS),
    ("E1", "Commission", "2011-05-01", 9, INQUIRY),
)


def test_each_rule_makes_its_number(tmp_path: Path) -> None:
    (reports,) = read_maverick(_write(tmp_path, *EVENT[:5])).values()
    assert {name: rule(reports) for name, rule in RULES.items()} == {
        "dateline": 9,  # two outlets agree
        "max": 9,
        "latest": 6,
        "median": 6,
        "majority": 9,  # agency A counts once
        "mean": 6,
        "min": 4,
    }


def test_the_inquiry_is_held_out_and_told_from_the_news(tmp_path: Path) -> None:
    rows = BENCHMARKS["maverick"].run(_write(tmp_path, *EVENT), None)
    assert rows["inquiry: max"]["exact"] == 1.0
    assert rows["inquiry: latest"] == pytest.approx(
        {"exact": 0, "within a fifth": 0, "under": 1, "over": 0, "log error": 0.3567, "of": 1},
        abs=1e-3,
    )
    assert rows["each report: max"]["of"] == 6
    assert "inquiry, news of one report: max" not in rows


def test_a_day_of_retrieval_is_no_day_of_publication(tmp_path: Path) -> None:
    (reports,) = read_maverick(_write(tmp_path, ("E1", "Agency A", "2023-01-01", 4, NEWS))).values()
    assert reports[0].published is None


def test_data_that_are_not_there_say_so(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"event_reports\.csv"):
        read_maverick(tmp_path)
    with pytest.raises(DataError, match="no part 'train'"):
        BENCHMARKS["maverick"].run(_write(tmp_path, *EVENT), None, "train")
