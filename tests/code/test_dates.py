"""An incident's date: its own words first, then the words that govern it, then the news rule."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.code.config import CodeConfig
from dateline.code.dates import agree_on_future, news_date, own_date, span_precision
from dateline.records import TimeValue
from tests.code.build import document

PUBLISHED = date(2017, 3, 8)


def value(
    words: str, first: str | None, last: str | None, precision: int, modifier: str | None = None
) -> TimeValue:
    return TimeValue(10, 10 + len(words), words, "DATE", first, first, last, precision, modifier)


def day(words: str, iso: str) -> TimeValue:
    return value(words, iso, iso, 1)


def test_the_finest_expression_wins() -> None:
    found = own_date(
        [
            (value("this year", "2017", "2017", 5), 0.9),
            (day("Monday", "2017-03-06"), 0.9),
        ],
        "happened",
        PUBLISHED,
    )
    assert found is not None
    assert (found.date_from, found.date_to, found.precision) == ("2017-03-06", "2017-03-06", 1)
    assert found.span is not None


def test_what_began_and_is_unfinished_lasts_to_publication() -> None:
    started = [(value("five months ago", "2016-10", "2016-10", 4), 0.9)]
    ongoing = own_date(started, "ongoing", PUBLISHED)
    assert ongoing is not None
    assert (ongoing.date_from, ongoing.date_to, ongoing.precision) == ("2016-10", "2017-03-08", 5)
    finished = own_date(started, "happened", PUBLISHED)
    assert finished is not None
    assert (finished.date_from, finished.date_to) == ("2016-10", "2016-10")


def test_two_days_side_by_side_are_one_interval() -> None:
    friday, saturday = (
        day("Friday", "2017-03-03"),
        day("Saturday", "2017-03-04"),
    )
    found = own_date([(friday, 0.9), (saturday, 0.9)], "happened", PUBLISHED)
    assert found is not None
    assert (found.date_from, found.date_to, found.precision) == ("2017-03-03", "2017-03-04", 2)


def test_an_unresolved_expression_gives_no_date() -> None:
    assert own_date([(value("recently", None, None, 0), 0.9)], "happened", None) is None


def test_news_without_a_time_takes_the_week_that_ends_on_publication() -> None:
    found = news_date(document("x", PUBLISHED), "happened", CodeConfig())
    assert found is not None
    assert (found.date_from, found.date_to, found.precision) == ("2017-03-02", "2017-03-08", 3)
    assert found.span is None
    assert found.origin.note


def test_what_is_to_come_has_no_end() -> None:
    found = news_date(document("x", PUBLISHED), "planned", CodeConfig())
    assert found is not None
    assert (found.date_from, found.date_to, found.precision) == ("2017-03-08", None, 0)


def test_no_publication_date_no_news_rule() -> None:
    assert news_date(document("x"), "happened", CodeConfig()) is None


@pytest.mark.parametrize(
    ("first", "last", "precision"),
    [
        ("2017-03-08", "2017-03-08", 1),
        ("2017-03-03", "2017-03-08", 2),
        ("2017-03-02", "2017-03-08", 3),
        ("2017-03", "2017-03", 4),
        ("2016-10", "2017-03", 5),
        ("2016", "2016", 5),
        ("2003", "2017", 0),
    ],
)
def test_precision_follows_the_length(first: str, last: str, precision: int) -> None:
    assert span_precision(first, last) == precision


LATER = value("later this year", "2017-03-08", "2017-12-31", 5)


def test_a_sure_status_holds_against_a_time_still_to_come() -> None:
    sure = {"happened": 0.9, "predicted": 0.1}
    assert agree_on_future([(LATER, 0.9)], sure, PUBLISHED, CodeConfig()) == ([], sure)


def test_a_time_still_to_come_rules_out_an_unsure_happened() -> None:
    unsure = {"happened": 0.5, "predicted": 0.4, "ongoing": 0.1}
    times, statuses = agree_on_future([(LATER, 0.9)], unsure, PUBLISHED, CodeConfig())
    assert list(times) == [(LATER, 0.9)]
    assert statuses == {"predicted": 0.4}


def test_what_is_planned_keeps_its_time() -> None:
    planned = {"planned": 0.8, "happened": 0.2}
    assert agree_on_future([(LATER, 0.9)], planned, PUBLISHED, CodeConfig())[1] == planned
