"""The sentences behind some words: each once, cut where they are long, words marked."""

from __future__ import annotations

from dataclasses import replace

from dateline.explain.quotes import quotes_of
from dateline.records import Record, Span
from tests.explain.build import TEXT, quote, record


def of_text(text: str) -> Record:
    read = record()
    return replace(read, document=replace(read.document, text=text), sentences=())


def test_words_of_one_sentence_share_a_quote_in_text_order() -> None:
    (told,) = quotes_of(record(), [quote("Damboa"), quote("killed")])
    assert [m.of(TEXT) for m in told.marks] == ["killed", "Damboa"]


def test_overlapping_words_are_marked_once() -> None:
    (told,) = quotes_of(record(), [quote("12 traders"), quote("at least 12")])
    assert [m.of(TEXT) for m in told.marks] == ["at least 12 traders"]


def test_a_sentence_has_no_white_space_around_it() -> None:
    (told,) = quotes_of(record(), [quote("Tuesday")])
    assert told.text == told.text.strip()


def test_a_sentence_without_end_is_cut_between_words() -> None:
    text = "word " * 5_000 + "bomb " + "word " * 5_000
    at = text.index("bomb")
    (told,) = quotes_of(of_text(text), [Span(at, at + 4)])
    assert len(told.text) < 600
    assert set(told.text.split()) == {"word", "bomb"}


def test_words_as_long_as_a_document_are_bounded() -> None:
    text = "x" * 50_000
    (told,) = quotes_of(of_text(text), [Span(0, 50_000)])
    assert len(told.text) == 4_000
    assert told.marks == (Span(0, 4_000),)


def test_no_words_no_quotes() -> None:
    assert quotes_of(record(), []) == ()
