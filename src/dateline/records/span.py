"""Spans of a document and the origin of a value: the words first, then who read them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code-point offsets into a document's text; `end` is exclusive."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"span {self.start}..{self.end} is empty or negative")

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """The words of this span."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Origin:
    """What produced a value.

    `by` names the producer as `model:HEAD`, `rule:PACKAGE/RULE`, `document:FIELD` (given by the
    file or the caller) or `reviewer:NAME`. `score` is the head's probability (0..1), absent for
    rules. `note` is a sentence for the reader: why this value, or why none.
    """

    by: str
    score: float | None = None
    note: str | None = None
