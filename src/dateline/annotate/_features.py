"""Pair features: how far apart two places of a document are, in words and in sentences."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from dateline.annotate._words import Ints

Floats = npt.NDArray[np.float32]

_EDGES = np.array([1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 160, 320], dtype=np.int64)

DISTANCES = 2 * len(_EDGES) + 1
GAP_LIMIT = 6
GAPS = 2 * GAP_LIMIT + 1
BETWEEN_LIMIT = 4
WIDTHS = 24
"""Counts of buckets: signed word distance, signed sentence gap, triggers between, span width."""


def distance_bucket(a: Ints, b: Ints) -> Ints:
    """Bucket (0..DISTANCES-1) of the signed distance from each word in `a` to each in `b`."""
    delta = b[None, :] - a[:, None]
    size = np.searchsorted(_EDGES, np.abs(delta), side="right")
    return np.asarray(len(_EDGES) + np.sign(delta) * size, dtype=np.int64)


def gap_bucket(a: Ints, b: Ints) -> Ints:
    """Bucket (0..GAPS-1) of the sentence gap from each row of `a` to each column of `b`."""
    return np.asarray(np.clip(b[None, :] - a[:, None], -GAP_LIMIT, GAP_LIMIT) + GAP_LIMIT)


def far_words(triggers: Ints, words: Ints) -> Floats:
    """1 where a word stands more than one sentence from a trigger (sentence numbers given)."""
    return np.asarray(np.abs(words[None, :] - triggers[:, None]) > 1, dtype=np.float32)


def between_bucket(a: Ints, b: Ints) -> Ints:
    """How many other words of `a` lie between each word of `a` and each of `b` (capped)."""
    order = np.sort(a)
    rank_a = np.searchsorted(order, a, side="left")[:, None]
    left = np.searchsorted(order, b, side="left")[None, :]
    right = np.searchsorted(order, b, side="right")[None, :]
    count = np.where(b[None, :] > a[:, None], left - rank_a - 1, rank_a - right)
    return np.asarray(np.clip(count, 0, BETWEEN_LIMIT), dtype=np.int64)


def width_bucket(width: Ints) -> Ints:
    """Bucket (0..WIDTHS-1) of a span's width in words: exact to 12, then coarser."""
    wide = 12 + np.searchsorted(np.array([15, 18, 22, 26, 30, 35, 40, 50, 60, 80]), width, "right")
    return np.asarray(np.where(width <= 12, width, wide).clip(0, WIDTHS - 1), dtype=np.int64)


def spans_within(n: int, sentence_of: Ints, limit: int) -> tuple[Ints, Ints]:
    """All spans (first, last word) of at most `limit` words that stay within a sentence."""
    first = np.repeat(np.arange(n, dtype=np.int64), limit)
    last = first + np.tile(np.arange(limit, dtype=np.int64), n)
    keep = last < n
    first, last = first[keep], last[keep]
    keep = sentence_of[first] == sentence_of[last]
    return first[keep], last[keep]
