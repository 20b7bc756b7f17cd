from __future__ import annotations

import pytest

from dateline.reconcile.evidence import Words
from dateline.reconcile.tolls.cues import cue_of, is_number


@pytest.mark.parametrize(
    ("sentence", "number", "cue"),
    [
        ("Eight more died, raising the toll to 31, Karwan said.", "31", "update"),
        ("The combined toll stands at three dead and 14 injured.", "14", "update"),
        ("He put the dead at 22, up from an earlier figure of 14.", "14", "earlier"),
        ("It killed 16 people, six of them policemen.", "six", "part"),
        ("It killed 16 people, six of them policemen.", "16", None),
        ("Nine of the dead were policemen.", "Nine", "share"),
        ("Twenty-two of the wounded were still in hospital.", "Twenty-two", "share"),
        ("The group corrected its losses to 12 dead.", "12", "correction"),
        ("They said 30 had died, which the ministry said was a mistake.", "30", "withdrawn"),
        ("Gunmen took 80 pupils to a forest.", "80", None),
        ("The toll rose. A bomb killed 4 soldiers.", "4", None),
    ],
)
def test_the_words_around_a_number_say_how_it_stands(
    sentence: str, number: str, cue: str | None
) -> None:
    start = sentence.index(number)
    paragraph = Words(100, 100 + len(sentence), sentence)
    assert cue_of(Words(100 + start, 100 + start + len(number), number), paragraph) == cue


def test_a_number_outside_its_paragraph_has_no_cue() -> None:
    assert cue_of(Words(500, 502, "12"), Words(0, 20, "raising the toll to")) is None


def test_long_blanks_cost_no_time() -> None:
    text = "raised " * 20_000 + " " * 20_000 + "to "
    number = Words(len(text), len(text) + 2, "31")
    assert cue_of(number, Words(0, len(text) + 2, text + "31")) is None


@pytest.mark.parametrize("words", ["at least 12", "Twenty-seven", "dozens", "two traders"])
def test_words_that_hold_a_number(words: str) -> None:
    assert is_number(words)


@pytest.mark.parametrize("words", ["Abbas Nuri", "child", "security guard"])
def test_words_that_name_a_victim(words: str) -> None:
    assert not is_number(words)
