"""What `find_times` and `resolve_span` promise for whole documents."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from dateline.normalise.time import (
    TimeContext,
    describe,
    event_words,
    find_times,
    resolve_event,
    resolve_span,
    resolve_spans,
)
from dateline.records import Span

WEDNESDAY = TimeContext(published=date(2017, 3, 8))

REPORT = """TAWILA, March 8 (Agency) - At least 12 people were killed on Tuesday night when two \
shells hit a market, a police spokesman said on Wednesday.
It was the third attack since early last month. On 20 February gunmen came to the town at dawn; \
the following day they left, and two days later the army returned.
The army has held Tawila since 2014."""


def test_values_come_in_text_order_with_their_own_words() -> None:
    found = find_times(REPORT, WEDNESDAY)
    assert [value.start for value in found] == sorted(value.start for value in found)
    assert all(REPORT[value.start : value.end] == value.text for value in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_the_next_day_counts_from_the_day_told_not_from_publication() -> None:
    found = {value.text: value for value in find_times(REPORT, WEDNESDAY)}
    assert found["dawn"].date_from == "2017-02-20"
    assert found["following day"].date_from == "2017-02-21"
    assert found["two days later"].date_from == "2017-02-23"


def test_the_day_of_a_statement_is_not_the_day_of_the_story() -> None:
    text = "Shells fell on Monday, he said on Wednesday. The shooting stopped at noon."
    found = {value.text: value for value in find_times(text, WEDNESDAY)}
    assert found["noon"].date_from == "2017-03-06"


def test_without_a_publication_date_relative_times_say_why_they_stay_open() -> None:
    found = find_times("It fell two days ago. It was founded in 1988.", TimeContext())
    assert found[0].date_from is None
    assert found[0].unresolved == "no publication date to count from"
    assert found[0].precision == 0
    assert (found[1].date_from, found[1].precision) == ("1988", 5)


def test_the_articles_own_dateline_wins_over_a_close_header_date() -> None:
    text = "Shells fell on Tuesday."
    own = TimeContext(published=date(2017, 3, 8), dateline_date=date(2017, 3, 6))
    assert find_times(text, own)[0].date_from == "2017-02-28"
    far = TimeContext(published=date(2017, 3, 8), dateline_date=date(2012, 3, 6))
    assert find_times(text, far)[0].date_from == "2017-03-07"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Updated 03/04/2017. Shells fell on 12 March and 14 March.", "2017-04-03"),
        ("Updated 03/04/2017. Shells fell on March 12 and March 14.", "2017-03-04"),
        ("Updated 03/04/2017, first seen 13/02/2017.", "2017-04-03"),
        ("Updated 03/04/2017, first seen 02/13/2017.", "2017-03-04"),
    ],
)
def test_the_document_decides_whether_the_day_or_the_month_comes_first(
    text: str, expected: str
) -> None:
    assert find_times(text, TimeContext(published=date(2017, 6, 1)))[0].date_from == expected


def test_the_caller_may_decide_the_order_of_day_and_month() -> None:
    text = "Updated 03/04/2017."
    published = date(2017, 6, 1)
    for first, expected in ((True, "2017-04-03"), (False, "2017-03-04")):
        context = TimeContext(published=published, day_first=first)
        assert find_times(text, context)[0].date_from == expected


def test_an_event_without_a_time_of_its_own_is_handed_on_by_its_words() -> None:
    text = "It was hit two weeks after the start of the Mosul battle."
    value = find_times(text, WEDNESDAY)[0]
    assert value.unresolved == "counted from an event"
    assert value.anchor == "event: the start of the Mosul battle"


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("It was hit two weeks after the start of the battle.", "2016-10-31", "2016-10-31", 1),
        ("It was hit three days into the offensive.", "2016-10-20", "2016-10-20", 1),
        ("It was hit a month before the offensive.", "2016-09", "2016-09", 4),
        ("It was hit in the first week of the operation.", "2016-10-17", "2016-10-23", 3),
        ("It was hit the day after gunmen took the bridge.", "2016-10-18", "2016-10-18", 1),
    ],
)
def test_what_is_counted_from_an_event_is_placed_once_its_day_is_known(
    text: str, first: str, last: str, precision: int
) -> None:
    value = find_times(text, WEDNESDAY)[0]
    assert event_words(value) is not None
    placed = resolve_event(value, date(2016, 10, 17))
    assert (placed.date_from, placed.date_to, placed.precision) == (first, last, precision)
    assert placed.unresolved is None
    assert "(taken as 2016-10-17)" in (placed.anchor or "")


def test_what_is_counted_from_no_event_stays_as_it_is() -> None:
    value = find_times("It was hit on Tuesday.", WEDNESDAY)[0]
    assert event_words(value) is None
    assert resolve_event(value, date(2016, 10, 17)) == value


def test_an_event_told_just_now_is_taken_as_the_anchor_and_says_so() -> None:
    text = "Gunmen stormed the camp on 20 February. Two days after the raid they came again."
    value = find_times(text, WEDNESDAY)[1]
    assert value.date_from == "2017-02-22"
    assert value.anchor == "event: the raid (taken as 2017-02-20)"


def test_a_day_in_apposition_is_the_day_before_it() -> None:
    text = "He was freed on Sunday, three days after gunmen seized him."
    assert [value.date_from for value in find_times(text, WEDNESDAY)] == ["2017-03-05"] * 2


def test_history_is_told_by_its_own_dates() -> None:
    text = "The war began in June 1950. On 27 June the city fell. In July it was retaken."
    found = find_times(text, TimeContext(published=date(2009, 12, 19), narrative=True))
    assert [value.date_from for value in found] == ["1950-06", "1950-06-27", "1950-07"]


def test_timeml_style_marks_vague_references_and_the_ends_of_a_range() -> None:
    text = "He now lives where they fought between 1980 and 1988, in the 1980s."
    found = find_times(text, TimeContext(date(2017, 3, 8), style="timex3"))
    assert [value.text for value in found] == ["now", "1980", "1988", "the 1980s"]
    assert found[0].value == "PRESENT_REF"
    codebook = [value.text for value in find_times(text, WEDNESDAY)]
    assert codebook == ["between 1980 and 1988", "1980s"]


def test_an_unknown_style_is_refused() -> None:
    with pytest.raises(ValueError, match="codebook, timex3"):
        TimeContext(style="timex2")


@pytest.mark.parametrize(
    ("text", "span", "first", "last", "precision"),
    [
        ("Held since mid-2012 by rebels.", "since mid-2012", "2012-06-01", "2017-03-08", 0),
        ("They must go by 12 April.", "by 12 April", "2017-03-08", "2017-04-12", 5),
        ("On 1 March men came shortly before evening prayers.",
         "shortly before evening prayers", "2017-03-01", "2017-03-01", 1),
        ("On 1 March men came. The lorries burned at about four.",
         "about four", "2017-03-01", "2017-03-01", 1),
        ("On 1 March men came. They left the same night.",
         "same night", "2017-03-01", "2017-03-01", 1),
        ("Fighting began on 1 March. On the second night a girl died.",
         "second night", "2017-03-02", "2017-03-02", 1),
        ("On 1 March a base was hit at first light.", "first light", "2017-03-01", "2017-03-01", 1),
        ("They fled during this weeks battle.", "this weeks", "2017-03-06", "2017-03-08", 2),
    ],
)  # fmt: skip
def test_words_known_to_be_a_time_are_read_where_the_rules_alone_would_not(
    text: str, span: str, first: str, last: str, precision: int
) -> None:
    start = text.index(span)
    value = resolve_span(text, start, start + len(span), WEDNESDAY)
    assert (value.start, value.end, value.text) == (start, start + len(span), span)
    found = (value.date_from, value.date_to)
    assert found == (first, last) or found == (first[:7], last[:7])
    assert value.precision == precision


def test_a_span_inside_an_expression_has_its_value() -> None:
    text = "The raid came at dawn on Thursday."
    spans = [Span(text.index("dawn"), text.index("dawn") + 4), Span(25, 33)]
    assert [v.date_from for v in resolve_spans(text, spans, WEDNESDAY)] == ["2017-03-02"] * 2


def test_words_that_no_rule_reads_are_unresolved_with_a_reason() -> None:
    text = "They will return before the rains."
    value = resolve_span(text, 17, 33, WEDNESDAY)
    assert (value.text, value.date_from, value.precision) == ("before the rains", None, 0)
    assert value.unresolved == "no rule reads these words"


def test_a_span_behind_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="behind the text"):
        resolve_span("Monday", 0, 7, WEDNESDAY)


def test_a_phrase_is_described_in_words() -> None:
    row = describe("five months ago", date(2017, 3, 8))[0]
    assert row["date_from"] == "2016-10"
    assert row["meaning"] == "2016-10 (precision 4: a month)"
    assert row["anchor"] == "2017-03-08"
    assert describe("no time at all", None)[0]["unresolved"] == "no rule reads these words"
    assert describe("  ", None) == []
