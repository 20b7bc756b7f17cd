"""Word spans as columns, and how labels, spans and scores leave the annotator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dateline.annotate._session import Floats
from dateline.annotate._words import Ints, Words
from dateline.records import Span


@dataclass(frozen=True, slots=True)
class Floors:
    """Least probabilities at which a span or a link is reported (chosen on development data)."""

    mention: float = 0.5
    trigger: float = 0.4
    cue: float = 0.4
    content: float = 0.4
    role: float = 0.2
    same: float = 0.05


@dataclass(frozen=True, slots=True)
class Spans:
    """Word spans with their label and score: first word, last word (included)."""

    first: Ints
    last: Ints
    kind: Ints
    score: Floats

    def __len__(self) -> int:
        return len(self.first)

    def take(self, keep: Sequence[int] | Ints) -> Spans:
        return Spans(self.first[keep], self.last[keep], self.kind[keep], self.score[keep])


def spans_of(rows: Sequence[tuple[int, int, int, float]]) -> Spans:
    """Rows of first word, last word, label, score as columns, in text order."""
    rows = sorted(rows)
    return Spans(
        np.asarray([r[0] for r in rows], dtype=np.int64),
        np.asarray([r[1] for r in rows], dtype=np.int64),
        np.asarray([r[2] for r in rows], dtype=np.int64),
        np.asarray([r[3] for r in rows], dtype=np.float32),
    )


def shift(spans: Spans, by: int) -> Spans:
    return Spans(spans.first - by, spans.last - by, spans.kind, spans.score)


def text_spans(words: Words, spans: Spans) -> list[Span]:
    return [
        words.span(a, b) for a, b in zip(spans.first.tolist(), spans.last.tolist(), strict=True)
    ]


def words_at(words: Words, span: Span) -> tuple[int, int]:
    first, last = words.first_at(span.start), words.last_before(span.end)
    return first, max(first, last)


def named(names: list[str], scores: Floats) -> dict[str, float]:
    return {name: rounded(score) for name, score in zip(names, scores.tolist(), strict=True)}


def rounded(score: float) -> float:
    """Four places: what float arithmetic can repeat on any thread count and machine."""
    return round(float(score), 4)
