"""The sentence around some words of a record."""

from __future__ import annotations

from dateline.records.report import Record
from dateline.records.span import Span


def sentence_of(record: Record, span: Span) -> Span:
    """The sentence that a span begins in; its line, at most 400 code points, where none covers."""
    for sentence in record.sentences:
        if sentence.start <= span.start < sentence.end:
            return Span(sentence.start, max(sentence.end, span.end))
    text = record.document.text
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - 200)
    end = text.find("\n", span.end)
    return Span(start, min(len(text) if end < 0 else end, max(span.end, start + 400)))
