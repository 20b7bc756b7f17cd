"""Which predicted item answers which annotated one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from dateline.evaluate.gold.annotated import Claim, Incident, Labelled
from dateline.records import Span

G = TypeVar("G")
P = TypeVar("P")

SAME_CONTENT = 0.5
"""Least Jaccard index at which two claims' contents are the same proposition."""


def best_pairs(
    gold: Sequence[G], predicted: Sequence[P], likeness: Callable[[G, P], float]
) -> list[tuple[G, P]]:
    """One-to-one pairs of likeness above 0, the likest first; ties go by place in the lists."""
    ranked = sorted(
        (
            (like, i, j)
            for i, g in enumerate(gold)
            for j, p in enumerate(predicted)
            if (like := likeness(g, p)) > 0
        ),
        key=lambda cell: (-cell[0], cell[1], cell[2]),
    )
    free_gold, free_predicted = set(range(len(gold))), set(range(len(predicted)))
    pairs = []
    for _, i, j in ranked:
        if i in free_gold and j in free_predicted:
            free_gold.remove(i)
            free_predicted.remove(j)
            pairs.append((gold[i], predicted[j]))
    return pairs


def jaccard(a: Span, b: Span) -> float:
    """Shared code points over those of either span: 0 (apart) to 1 (the same)."""
    shared = max(0, min(a.end, b.end) - max(a.start, b.start))
    return shared / (a.end - a.start + b.end - b.start - shared)


def same_label(a: Labelled, b: Labelled) -> float:
    """Jaccard index of two mentions of one type; 0 for two types."""
    return jaccard(a.span, b.span) if a.label == b.label else 0.0


def same_incident(a: Incident, b: Incident) -> float:
    """How many trigger pairs overlap, half a point more for the same type; 0 without any."""
    shared = sum(s.overlaps(t) for s in a.triggers for t in b.triggers)
    return shared + 0.5 * (a.type == b.type) if shared else 0.0


def same_content(a: Claim, b: Claim) -> float:
    """Jaccard index of the contents; 0 below `SAME_CONTENT`."""
    like = jaccard(a.content, b.content)
    return like if like >= SAME_CONTENT else 0.0


def same_source(a: Claim, b: Claim) -> bool:
    """Whether the speakers' words overlap, or neither claim has any."""
    if a.source is None or b.source is None:
        return a.source is b.source
    return a.source.overlaps(b.source)
