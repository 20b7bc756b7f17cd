"""resolve_number: the bounds of spans that the encoder or a reviewer gives."""

from __future__ import annotations

import pytest

from dateline.normalise.number import resolve_number, total_of


@pytest.mark.parametrize(
    ("words", "bounds"),
    [
        ("at least 16", (16, 16, None)),
        ("at least 12 people", (12, 12, None)),
        ("a couple, their three children and a driver", (6, 6, 6)),
        ("a woman and two children", (3, 3, 3)),
        ("his wife, two daughters and a neighbour", (4, 4, 4)),
        ("three doctors and their driver", (4, 4, 4)),
        ("the twins and their mother", (3, 3, 3)),
        ("twins", (2, 2, 2)),
        ("the two brothers", (2, 2, 2)),
        ("both", (2, 2, 2)),
        ("a family of five", (5, 5, 5)),
        ("a mother of four", (1, 1, 1)),
        ("a civilian", (1, 1, 1)),
        ("11-year-old girl", (1, 1, 1)),
        ("boy of nine", (1, 1, 1)),
        ("70-year-old man", (1, 1, 1)),
        ("judge's brother", (1, 1, 1)),
        ("contractor of Malian nationality", (1, 1, 1)),
        ("driver", (1, 1, 1)),
        ("two men aged 30", (2, 2, 2)),
        ("bodies of 22 policemen", (22, 22, 22)),
        ("12 people, including three children", (12, 12, 12)),
        ("civilians", (1, None, None)),
        ("soldiers", (1, None, None)),
        ("people", (1, None, None)),
        ("men and women", (1, None, None)),
        ("many", (1, None, None)),
        ("a number of", (1, None, None)),
        ("most of", (1, None, None)),
        ("The rest", (1, None, None)),
        ("none of", (0, 0, 0)),
        ("Neither", (0, 0, 0)),
        ("no one", (0, 0, 0)),
        ("nobody", (0, 0, 0)),
        ("no civilians", (0, 0, 0)),
        ("one", (1, 1, 1)),
        ("Another", (1, 1, 1)),
        ("A", (1, 1, 1)),
        ("scores", (40, None, None)),
        ("a hundred and five men", (105, 105, 105)),
        ("almost 70", (63, 63, 70)),
        ("a majority of 700", (351, 351, 700)),
        ("tens of thousands of villagers", (20000, None, None)),
        ("not fewer than 30", (30, 30, None)),
    ],
)
def test_words_alone(words: str, bounds: tuple[float | None, ...]) -> None:
    number = resolve_number(words, 0, len(words))
    assert (number.low, number.best, number.high) == bounds
    assert number.text == words


def _of(text: str, words: str, mention_type: str | None = None) -> tuple[float | None, ...]:
    start = text.index(words)
    number = resolve_number(text, start, start + len(words), mention_type=mention_type)
    return number.low, number.best, number.high


def test_modifiers_outside_the_span_count() -> None:
    assert _of("At least 12 people were killed.", "12") == (12, 12, None)


def test_the_whole_that_a_part_is_taken_of() -> None:
    text = "Two of the four girls were freed."
    assert _of(text, "Two") == (2, 2, 2)
    assert _of(text, "four") == (4, 4, 4)


def test_majority_of_them_takes_the_number_before() -> None:
    text = "The group executed 700 members of the tribe, the majority of them civilians."
    assert _of(text, "majority", "QUANTITY") == (351, 351, 700)


def test_a_named_person_counts_one() -> None:
    text = "Among the dead was Karim Haddad and his son."
    start = text.index("Karim")
    number = resolve_number(text, start, start + 12, mention_type="PERSON", role="killed")
    assert (number.low, number.best, number.high, number.relation) == (1, 1, 1, "named")
    assert number.counted == "killed"


def test_an_ordinal_victim_says_at_least_that_many() -> None:
    assert _of("A thirteenth, a boy, died.", "thirteenth", "QUANTITY") == (13, 13, None)


def test_totals_add_ends_and_keep_open_ends_open() -> None:
    text = "at least 12 people and 3 soldiers"
    numbers = [resolve_number(text, 0, 18), resolve_number(text, 23, 33)]
    assert total_of(numbers) == (15, 15, None)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 2), (-1, 2), (0, 99)])
def test_a_span_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="empty or outside"):
        resolve_number("12 dead", start, end)
