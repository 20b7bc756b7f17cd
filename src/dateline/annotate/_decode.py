"""From scores to spans: which of the scored spans stand, given that they may not cross."""

from __future__ import annotations

import numpy as np

from dateline.annotate._candidates import Floats
from dateline.annotate._words import Ints


def softmax(x: Floats) -> Floats:
    """Softmax over the last axis."""
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.asarray(e / e.sum(axis=-1, keepdims=True), dtype=np.float32)


def sigmoid(x: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-x)), dtype=np.float32)


def nested_spans(first: Ints, last: Ints, scores: Floats) -> list[int]:
    """Indexes of the spans kept, best first: equal and crossing spans give way, nested stay."""
    kept: list[int] = []
    for k in np.argsort(-scores, kind="stable").tolist():
        a, b = int(first[k]), int(last[k])
        if all(
            b < first[o] or a > last[o]
            or ((a <= first[o] and last[o] <= b) != (first[o] <= a and b <= last[o]))
            for o in kept
        ):  # fmt: skip
            kept.append(k)
    return kept


def apart_spans(first: Ints, last: Ints, scores: Floats, share: float) -> list[int]:
    """Indexes of the spans kept, best first: none shares more than `share` of a kept one's union.

    A span inside a kept one stays only where it is shorter than half of it.
    """
    kept: list[int] = []
    for k in np.argsort(-scores, kind="stable").tolist():
        a, b = int(first[k]), int(last[k])
        for o in kept:
            common = min(b, int(last[o])) - max(a, int(first[o])) + 1
            if common > 0 and common > share * min(b - a + 1, int(last[o] - first[o]) + 1):
                break
        else:
            kept.append(k)
    return kept


def tagged_spans(tags: Floats, sentences: Ints, floor: float) -> list[tuple[int, int, float]]:
    """Runs of B/I words (first, last, score) of O/B/I probabilities [words, 3].

    A word belongs where B and I together exceed `floor`; B after a member starts a new run.
    """
    inside = 1.0 - tags[:, 0]
    out: list[tuple[int, int, float]] = []
    start = -1
    for k in range(len(tags) + 1):
        member = k < len(tags) and inside[k] > floor
        fresh = member and (
            start < 0 or tags[k, 1] > tags[k, 2] or sentences[k] != sentences[k - 1]
        )
        if start >= 0 and (not member or fresh):
            out.append((start, k - 1, float(inside[start:k].max())))
            start = -1
        if fresh:
            start = k
    return out
