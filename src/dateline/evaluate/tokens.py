"""Text made of a data set's tokens, and where each token stands in it."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.records import Span


def join_tokens(sentences: Sequence[Sequence[str]]) -> tuple[str, list[list[Span | None]]]:
    """The sentences' tokens joined by one space, sentences by a newline; a span for each token.

    White space within a token becomes one space, so that no token can look like the end of a
    sentence. A token of white space alone is left out of the text and has no span, and so is a
    sentence of such tokens.
    """
    parts: list[str] = []
    spans: list[list[Span | None]] = []
    length = 0
    for sentence in sentences:
        row: list[Span | None] = []
        separator = "\n"
        for token in sentence:
            word = " ".join(token.split())
            if not word:
                row.append(None)
                continue
            if parts:
                parts.append(separator)
                length += 1
            separator = " "
            row.append(Span(length, length + len(word)))
            parts.append(word)
            length += len(word)
        spans.append(row)
    return "".join(parts), spans


def cover(spans: Sequence[Span]) -> Span:
    """From the first code point of `spans` to the last."""
    return Span(min(s.start for s in spans), max(s.end for s in spans))
