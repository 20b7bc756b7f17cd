"""Text from tokens: one space between tokens, one newline between sentences, offsets that hold."""

from __future__ import annotations

from dateline.evaluate.tokens import cover, join_tokens
from dateline.records import Span


def test_every_token_is_found_at_its_span() -> None:
    sentences = [["Shells", "hit", "Avdiivka", "."], ["Nobody", "died", "."]]
    text, spans = join_tokens(sentences)
    assert text == "Shells hit Avdiivka .\nNobody died ."
    assert [[s.of(text) for s in row if s] for row in spans] == sentences


def test_white_space_in_tokens_cannot_break_the_text() -> None:
    text, spans = join_tokens([["\t", "Awards\t", "in\u2028New\nYork"], [" "], ["ended"]])
    assert text == "Awards in New York\nended"
    assert spans == [[None, Span(0, 6), Span(7, 18)], [None], [Span(19, 24)]]


def test_no_token_gives_an_empty_text() -> None:
    assert join_tokens([]) == ("", [])


def test_a_cover_reaches_from_the_first_to_the_last() -> None:
    assert cover([Span(7, 9), Span(2, 4)]) == Span(2, 9)
