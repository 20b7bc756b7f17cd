"""The sentences behind some words, with the words marked."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.explain.explanation import Quote
from dateline.records import Record, Span, sentence_of

_AROUND = 240
"""Code points kept on either side of the words, where a sentence is longer."""
_LONGEST = 4_000
"""Code points of one quote at most: a document may be one sentence without an end."""


def quotes_of(record: Record, spans: Iterable[Span]) -> tuple[Quote, ...]:
    """The sentences in which `spans` stand, in text order, each once with its words marked.

    Spans that the text does not have (a stored record may come from elsewhere) are left out.
    """
    text = record.document.text
    found: list[tuple[Span, list[Span]]] = []
    for span in sorted(s for s in spans if s.end <= len(text)):
        around = _around(text, sentence_of(record, span), span)
        if found and around.start < found[-1][0].end:
            held, marks = found[-1]
            found[-1] = Span(held.start, max(held.end, around.end)), _joined(marks, span)
        else:
            found.append((around, [span]))
    return tuple(_quote(text, piece, marks) for piece, marks in found)


def _quote(text: str, piece: Span, marks: list[Span]) -> Quote:
    end = min(piece.end, piece.start + _LONGEST)
    inside = [Span(m.start, min(m.end, end)) for m in marks if m.start < end]
    return Quote(piece.start, end, text[piece.start : end], tuple(inside))


def _joined(marks: list[Span], span: Span) -> list[Span]:
    """Marks in text order with one more, joined to the last where they overlap."""
    last = marks[-1]
    if span.start < last.end:
        return [*marks[:-1], Span(last.start, max(last.end, span.end))]
    return [*marks, span]


def _around(text: str, sentence: Span, span: Span) -> Span:
    """The sentence without white space at its ends, cut between words where it is long."""
    start, end = sentence.start, sentence.end
    if span.start - start > _AROUND:
        start = span.start - _AROUND
        gap = text.find(" ", start, span.start)
        start = gap + 1 if gap >= 0 else start
    if end - span.end > _AROUND:
        end = span.end + _AROUND
        gap = text.rfind(" ", span.end, end)
        end = gap if gap >= 0 else end
    while start < span.start and text[start].isspace():
        start += 1
    while end > span.end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
