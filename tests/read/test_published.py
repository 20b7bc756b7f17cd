"""Publication dates: what is read, what stays unknown and why."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from dateline.read import published_date

TODAY = date(2020, 6, 1)


@pytest.mark.parametrize(
    "stated",
    [
        "2017-03-08",
        "2017-03-08T23:30:00-05:00",
        "2017-03-08 10:00:00",
        "2017/3/8",
        "20170308",
        "20170308101500",
        "Wed, 08 Mar 2017 10:00:00 GMT",
        "8 March 2017",
        "8th of March, 2017",
        "March 8, 2017",
        "Published Mar. 8 2017 at 09:14",
        "1488967200",
        date(2017, 3, 8),
        datetime(2017, 3, 8, 12),
    ],
)
def test_forms_of_one_day(stated: object) -> None:
    assert published_date(stated, TODAY) == (date(2017, 3, 8), None)


@pytest.mark.parametrize(
    ("stated", "why"),
    [
        (None, "no publication date"),
        ("  ", "no publication date"),
        ("2020-06-03", "future"),
        ("1899-12-31", "before 1900"),
        ("03/04/2017", "day-month"),
        ("2017-03", "no day"),
        ("2017", "no day"),
        ("2017-02-30", "cannot be read"),
        ("yesterday", "cannot be read"),
        (17.5, "cannot be read"),
    ],
)
def test_what_stays_unknown_says_why(stated: object, why: str) -> None:
    day, note = published_date(stated, TODAY)
    assert day is None
    assert why in (note or "")


def test_unambiguous_short_dates_and_tomorrow() -> None:
    assert published_date("23/04/2017", TODAY)[0] == date(2017, 4, 23)
    assert published_date("04/23/2017", TODAY)[0] == date(2017, 4, 23)
    assert published_date("04.04.2017", TODAY)[0] == date(2017, 4, 4)
    assert published_date("2020-06-02", TODAY)[0] == date(2020, 6, 2)
