"""Precision, recall and F1 of spans against annotated spans."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

from dateline.records import Span


@dataclass(frozen=True, slots=True)
class Counts:
    """How many items were right, predicted and annotated; sums over texts are micro-averages."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.right + other.right, self.predicted + other.predicted, self.gold + other.gold
        )

    def row(self) -> dict[str, float]:
        """Precision `p`, recall `r` and `f1` (0..1, 0 where nothing can be counted), and counts."""
        both = self.predicted + self.gold
        return {
            "p": self.right / self.predicted if self.predicted else 0.0,
            "r": self.right / self.gold if self.gold else 0.0,
            "f1": 2 * self.right / both if both else 0.0,
            "gold": self.gold,
            "predicted": self.predicted,
        }


def exact(gold: Iterable[Hashable], predicted: Iterable[Hashable]) -> Counts:
    """Items that are equal; an item that comes twice counts once."""
    wanted, given = set(gold), set(predicted)
    return Counts(len(wanted & given), len(given), len(wanted))


def overlapping(gold: Sequence[Span], predicted: Sequence[Span]) -> Counts:
    """Spans that share a character, one to one, as many pairs as there can be.

    Taken by their ends, and each with the annotated span that ends first among those it shares a
    character with and that are free: for intervals, that leaves no pair out.
    """
    wanted = sorted(set(gold), key=lambda span: (span.end, span.start))
    given = sorted(set(predicted), key=lambda span: (span.end, span.start))
    free = list(wanted)
    right = 0
    for span in given:
        match = next((other for other in free if span.overlaps(other)), None)
        if match is not None:
            free.remove(match)
            right += 1
    return Counts(right, len(given), len(wanted))
