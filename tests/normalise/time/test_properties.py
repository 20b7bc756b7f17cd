"""Properties that hold for any text, and of the grammar's own shape."""

from __future__ import annotations

import re
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.normalise.time import TimeContext, find_times, resolve_span
from dateline.normalise.time._calendar import (
    Interval,
    add_months,
    nearest_weekday,
    part_of_month,
    precision,
    shift,
    unit_interval,
)
from dateline.normalise.time._grammar import load
from dateline.normalise.time._tokens import _TOKEN

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2090, 12, 31))
WORDS = st.sampled_from(
    [
        "the", "a", "two", "twenty", "May", "March", "Monday", "last", "next", "early", "late",
        "-", ",", ".", "'s", "5", "12", "31", "2016", "1,200", "10:30", "days", "weeks", "night",
        "dawn", "on", "in", "between", "and", "to", "from", "of", "end", "since", "ago", "later",
        "before", "after", "Feb.", "\n", "2999-12-31", "0001-01-01", "31/12/9999", "1000 years ago",
        "Christmas", "Ramadan", "spring", "third quarter", "decade", "century", "years", "hundred",
    ]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=40), st.none() | DAYS)
def test_any_words_give_ordered_values_with_a_precision_and_a_reason(
    words: list[str], published: date | None
) -> None:
    text = " ".join(words)
    for style in ("codebook", "timex3"):
        end = 0
        for value in find_times(text, TimeContext(published, style=style)):
            assert end <= value.start < value.end <= len(text)
            end = value.end
            assert value.text == text[value.start : value.end]
            assert 0 <= value.precision <= 5
            assert (value.date_from is None) == (value.unresolved is not None)
            assert value.rule.startswith("rule:time/")
            if value.date_from and value.date_to:
                assert value.date_from[:4] <= value.date_to[:4]


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=20), st.none() | DAYS, st.data())
def test_any_span_has_a_value_or_a_reason(
    words: list[str], published: date | None, data: st.DataObject
) -> None:
    text = " ".join(words)
    if not text.strip():
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    value = resolve_span(text, start, end, TimeContext(published))
    assert (value.start, value.end, value.text) == (start, end, text[start:end])
    assert (value.date_from is None) == (value.unresolved is not None)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    for value in find_times(text, TimeContext(date(2017, 3, 8))):
        assert text[value.start : value.end] == value.text


@settings(max_examples=40, deadline=None)
@given(DAYS, st.integers(min_value=1, max_value=7))
def test_a_weekday_is_the_nearest_such_day_not_after_publication(day: date, weekday: int) -> None:
    found = nearest_weekday(day, weekday, -1)
    assert found.isoweekday() == weekday
    assert timedelta(0) <= day - found <= timedelta(6)
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    text = f"Shells fell on {names[weekday - 1]}."
    assert find_times(text, TimeContext(day))[0].date_from == found.isoformat()


@settings(max_examples=40, deadline=None)
@given(DAYS, st.integers(min_value=2, max_value=60))
def test_days_ago_count_back_to_one_day(day: date, count: int) -> None:
    value = find_times(f"It fell {count} days ago.", TimeContext(day))[0]
    assert value.date_from == value.date_to == (day - timedelta(count)).isoformat()
    assert value.precision == 1


@settings(max_examples=40, deadline=None)
@given(DAYS)
def test_a_written_date_is_read_back_in_every_form(day: date) -> None:
    forms = (
        day.isoformat(),
        f"{day.day} {day:%B} {day.year}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day:%d.%m.%Y}",
        f"the {day.day}th of {day:%B} {day.year}",
    )
    for form in forms:
        value = find_times(f"Published {form} by us", TimeContext(day_first=True))[0]
        assert value.date_from == value.date_to == day.isoformat()


@settings(max_examples=40, deadline=None)
@given(DAYS, st.sampled_from(["D", "W", "M", "Q", "Y"]), st.integers(-30, 30))
def test_a_unit_holds_the_day_it_was_counted_from(day: date, unit: str, offset: int) -> None:
    whole = unit_interval(day, unit, 0)
    assert whole.first is not None
    assert whole.last is not None
    assert whole.first <= day <= whole.last
    moved = unit_interval(day, unit, offset)
    assert moved.first is not None
    assert (moved.first >= whole.first) == (offset >= 0)


@settings(max_examples=40, deadline=None)
@given(DAYS, st.sampled_from(["START", "MID", "END"]), st.sampled_from(["W", "M", "Q", "Y", "DE"]))
def test_a_part_of_a_stretch_lies_in_it(day: date, modifier: str, unit: str) -> None:
    whole = unit_interval(day, unit)
    part = part_of_month(whole, modifier)
    assert part.first is not None
    assert part.last is not None
    assert whole.first is not None
    assert whole.last is not None
    assert whole.first <= part.first <= part.last <= whole.last


@settings(max_examples=40, deadline=None)
@given(DAYS, st.integers(-500, 500))
def test_months_go_there_and_back_within_a_clipped_day(day: date, count: int) -> None:
    assert abs((add_months(add_months(day, count), -count) - day).days) <= 3
    assert shift(day, "Y", 1).year == day.year + 1


def test_precision_follows_the_length() -> None:
    start = date(2017, 3, 1)
    lengths = {1: 1, 2: 2, 6: 2, 7: 3, 8: 4, 31: 4, 32: 5, 366: 5, 367: 0}
    for days, expected in lengths.items():
        assert precision(Interval(start, start + timedelta(days - 1))) == expected
    assert precision(Interval(start, None)) == 0


def test_no_rule_can_repeat_without_bound() -> None:
    for rule in load().rules:
        bare = re.sub(r"\[[^\]]*\]", "", rule.regex.pattern)
        assert "*" not in bare, rule.name
        assert "+" not in bare, rule.name


def test_every_token_rule_stops_at_other_characters() -> None:
    """Only runs of letters and of blank lines are unbounded, and neither can be read twice."""
    unbounded = re.findall(r"(?<!\\)[*+]", re.sub(r"\[[^\]]*\]|\{[^}]*\}", "C", _TOKEN.pattern))
    assert len(unbounded) <= 2
