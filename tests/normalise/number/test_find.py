"""Properties of find_numbers: exact spans, round trips, no text that breaks or stalls it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.normalise.number.cases import load_cases
from tests.normalise.number.spell import spell

from dateline.normalise.number import find_numbers

_COUNTS = st.one_of(st.integers(2, 120), st.integers(2, 10_000), st.integers(2, 10**9))
_SEPARATORS = (",", ".", "'", "’", "\u00a0", "\u202f", " ")
_WORDS = (
    *("at least", "more than", "between", "and", "to", "half", "no", "of the", "one", "hundred"),
    *("thousand", "killed", "were", "people", "dozens", "several", "May", "th", "2016", "12"),
    *("1,2", "000", "1 000", "\u0661", "\uff11", "\u0130", "\ufb01", "-", ",", ".", "%", "$"),
    *("(", ")", "[", "\n"),
)
_PIECES = st.lists(
    st.one_of(
        st.sampled_from([case.text for case in load_cases()]),
        st.sampled_from(_WORDS),
        st.text(max_size=12),
    ),
    max_size=12,
)


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_and_spans_are_its_words(text: str) -> None:
    _check(text)


@given(_PIECES, st.sampled_from(["", " "]))
@settings(max_examples=200, deadline=None)
def test_any_mixture_of_number_words_is_read(pieces: list[str], glue: str) -> None:
    _check(glue.join(pieces))


def _check(text: str) -> None:
    last = 0
    for number in find_numbers(text):
        assert text[number.start : number.end] == number.text
        assert number.start >= last
        last = number.end
        bounds = [b for b in (number.low, number.best, number.high) if b is not None]
        assert bounds
        assert bounds == sorted(bounds)
        if number.noun is not None:
            assert number.noun in text
        if number.base is not None:
            assert text[number.base.start : number.base.end].strip()


@given(_COUNTS, st.booleans())
@settings(max_examples=200, deadline=None)
def test_words_are_read_as_the_number_they_spell(value: int, joined: bool) -> None:
    words = spell(value, joined)
    found = find_numbers(f"The raid killed {words} soldiers.")
    assert [(n.text, n.best) for n in found] == [(words, value)]


@given(st.integers(1000, 10**9), st.sampled_from(_SEPARATORS))
@settings(max_examples=200, deadline=None)
def test_digits_are_read_with_any_separator(value: int, separator: str) -> None:
    words = f"{value:,}".replace(",", separator)
    found = find_numbers(f"The raid killed {words} soldiers.")
    assert [(n.text, n.best) for n in found] == [(words, value)]


@given(st.integers(2, 10**9), st.sampled_from(["\u0660", "\u06f0", "\u0966", "\uff10", "\u1040"]))
@settings(max_examples=100, deadline=None)
def test_digits_of_other_scripts_are_read(value: int, zero: str) -> None:
    words = "".join(chr(ord(zero) + int(digit)) for digit in str(value))
    if 1850 <= value <= 2099:
        return
    found = find_numbers(f"{words} people were killed.")
    assert [(n.text, n.best, n.counted) for n in found] == [(words, value, "killed")]


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1,",
        "1.",
        "1 ",
        "1'",
        "000,",
        "one ",
        "one hundred ",
        "and ",
        "two and ",
        "half ",
        "a million and ",
        "at least ",
        "more than ",
        "killed ",
        "of the ",
        "12-",
        "12 to ",
        "(",
        "[1]",
        "$",
        "-",
        "\n",
        "no ",
        "none of ",
        "dozens of ",
        "several ",
        "thousand ",
        "toll ",
        "number of ",
        "twenty-",
        "1/2",
        "a b ",
    ],
)
def test_long_repetitions_stay_linear(piece: str) -> None:
    text = piece * (120_000 // len(piece))
    find_numbers(text)


@pytest.mark.parametrize(
    "text",
    [
        "$1,200.50",
        "$5",
        "US$5",
        "Sh5",
        "%5",
        "~5",
        ">5",
        "-5",
        "5",
        "5-",
        "5 to",
        "of 5",
        "half",
        "no",
    ],
)
def test_texts_of_one_number_are_read(text: str) -> None:
    _check(text)


def test_turkish_capital_does_not_move_the_offsets() -> None:
    (number,) = find_numbers("İİİ: 12 killed")
    assert (number.start, number.text, number.counted) == (5, "12", "killed")


def test_base_of_a_share_is_linked() -> None:
    text = "More than half of the 6,000 prisoners have been freed."
    (number,) = find_numbers(text)
    assert number.base is not None
    assert text[number.base.start : number.base.end] == "6,000"
    assert number.base_value == 6000


def test_part_of_a_group_links_the_group() -> None:
    text = "Two of the four soldiers died."
    part, whole = find_numbers(text)
    assert (part.best, part.base, part.base_value) == (2, whole.span, 4)


@pytest.mark.parametrize(
    ("text", "direction", "date"),
    [
        ("Attacks have fallen by 45 percent since 2014.", "down", "2014"),
        ("Output rose 12 percent from last year.", "up", "last year"),
        ("Bombings fell by 40 percent since June.", "down", "june"),
        ("The toll rose to 41.", "up", None),
    ],
)
def test_a_change_has_direction_and_base_date(text: str, direction: str, date: str | None) -> None:
    (number,) = find_numbers(text)
    assert (number.direction, number.base_date) == (direction, date)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("They walked 20 km.", "km"),
        ("They paid $4 million.", "USD"),
        ("They paid £2m.", "GBP"),
        ("They paid 50,000 rupees.", "INR"),
        ("Turnout was 81 per cent.", "percent"),
        ("Turnout was 81%.", "percent"),
        ("They waited six hours.", "hour"),
        ("They found 250 kg of explosives.", "kg"),
    ],
)
def test_units_have_one_name(text: str, unit: str) -> None:
    (number,) = find_numbers(text)
    assert number.unit == unit
