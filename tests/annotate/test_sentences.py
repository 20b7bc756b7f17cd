"""Sentence boundaries in news copy."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.annotate import split_sentences


def cut(text: str) -> list[str]:
    return [span.of(text) for span in split_sentences(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["Two mortars fell on Dara.", "No one was hurt."],
        ["The U.S. military said on Feb. 13 that it struck a depot.", "It gave no toll."],
        ["Gen. J. R. Moss spoke to Lt. Col. Ann Reyes.", "She denied it."],
        ["He lives in the U.S. and works for the U.N. Security Council."],
        ["They flew to the U.S. The talks failed."],
        ['"We left at dawn," he said.', '"They burned everything."', "The army denied it."],
        ["Were they armed?", "Nobody knows!", "Police would not say..."],
        ["The strike came at 4 p.m. on Monday.", "At 5 p.m. Monday a second one hit."],
        ["About 3.5 million people, or 12.5 per cent, fled."],
        ["Resolution No. 2254 was passed.", "2,000 people marched."],
        ["“It is over.”", "‘Not yet,’ said Mr. Adeyemi."],
        ["See www.example.org for details."],
    ],
)
def test_ends_where_a_reader_would_end(parts: list[str]) -> None:
    text = " ".join(parts)
    if parts == ["They flew to the U.S. The talks failed."]:
        parts = ["They flew to the U.S.", "The talks failed."]
    assert cut(text) == parts


@pytest.mark.parametrize(
    "parts",
    [
        ["A parcel bomb hurt 13 in Lyon.", "France's president condemned it.", "Police came."],
        ['"We fled."', "The mayor said so."],
        ["Sen.Graham wrote to Mr.Smith about St.Petersburg and Ft.Hood."],
        ["See Lenta.Ru or www.Example.Com or pic.twitter.comAb12 for more."],
    ],
)
def test_stops_glued_to_the_next_word_end_a_sentence_in_prose_alone(parts: list[str]) -> None:
    text = "".join(parts) if len(parts) > 1 else parts[0]
    assert [s.of(text) for s in split_sentences(text)] == parts


def test_a_line_break_always_ends_a_sentence() -> None:
    text = (
        "Clashes in the north\nBy Omar Danjuma\n\nTAWILA (Press Service) - Two died\r\nand one fled"
    )
    assert cut(text) == [
        "Clashes in the north",
        "By Omar Danjuma",
        "TAWILA (Press Service) - Two died",
        "and one fled",
    ]


def test_nothing_in_nothing_out() -> None:
    assert split_sentences("") == ()
    assert split_sentences(" \n\t ") == ()


def test_a_long_run_without_boundary_is_cut() -> None:
    text = "mortar " * 20_000
    spans = split_sentences(text)
    assert len(spans) > 50
    assert all(span.end - span.start <= 2_000 for span in spans)
    assert "".join("".join(cut(text)).split()) == "".join(text.split())


_news = st.text(
    alphabet=st.sampled_from(list("abcXYZ019 .!?\"'“”’()\n\r\t-,;:…é́😀𝔸\u2028مت")), max_size=200
)


@settings(max_examples=150, deadline=None)
@given(_news | st.text(max_size=120))
def test_every_visible_character_lies_in_exactly_one_sentence(text: str) -> None:
    spans = split_sentences(text)
    seen = [k for span in spans for k in range(span.start, span.end)]
    assert len(seen) == len(set(seen))
    assert seen == sorted(seen)
    missing = set(range(len(text))) - set(seen)
    assert all(text[k].isspace() for k in missing)
    for span in spans:
        words = span.of(text)
        assert words == words.strip()
        assert "\n" not in words
