"""Blocking: which pairs of reports are compared at all.

Four nets, whose union is compared: reports of one country whose days meet, reports that share
rare words, reports of one family, and reports of one kind in documents that tell the same story.
What no net holds has neither time and country, nor a rare word, nor a story in common.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.reconcile.incidents.features import (
    RADIUS_KM,
    day_gap,
    has_date,
    kilometres,
)
from dateline.reconcile.incidents.table import NO_DAY, Table, cosine, shared
from dateline.reconcile.incidents.words import RARE

Rows = NDArray[Any]

NEAR_DAYS = 3
"""Days by which the intervals of two reports may miss each other."""

_LONGEST = 45
"""Days of an interval up to which reports meet by time alone."""

_SPARE_KM = 60.0
"""Kilometres by which two points may miss each other beyond what their precisions allow."""

_LARGEST = 400
"""Reports that may share one rare word; a word that more have says nothing."""

_LARGEST_FAMILY = 500
"""Reports of one kind in one family that are compared with each other."""

SAME_STORY = 0.15
"""Cosine of two documents' names from which they may tell the same story."""

_STORY_DAYS = 90
"""Days between two documents up to which all that they tell is compared."""

_SPARE_DAYS = 31
"""Days by which reports may miss each other that share a rare word."""

_AT_ONCE = 400_000
_DOCUMENTS_AT_ONCE = 2_000

_MOST_REPORTS = 60
"""Reports of a document up to which its story is compared; longer ones are chronicles."""


def candidates(table: Table) -> tuple[Rows, Rows]:
    """Rows of the pairs to compare, each once with the smaller row first, in order."""
    keys = [np.zeros(0, dtype=np.int64)]
    for a, b in _nets(table):
        low, high = np.minimum(a, b), np.maximum(a, b)
        keep = table.document[low] != table.document[high]
        keys.append(np.unique(low[keep].astype(np.int64) * len(table) + high[keep]))
    every = np.unique(np.concatenate(keys))
    return every // max(len(table), 1), every % max(len(table), 1)


def _nets(table: Table) -> Iterator[tuple[Rows, Rows]]:
    for a, b in _meeting(table):
        keep = _near(table, a, b)
        a, b = a[keep], b[keep]
        keep = _alike(table, a, b)
        yield a[keep], b[keep]
    for a, b in _sharing(table):
        keep = day_gap(table, a, b) <= _SPARE_DAYS
        yield a[keep], b[keep]
    for a, b in _stories(table):
        apart = np.abs(table.published[a] - table.published[b]) > _STORY_DAYS
        keep = ~(apart & (table.published[a] != NO_DAY) & (table.published[b] != NO_DAY))
        a, b = a[keep], b[keep]
        keep = table.event_type[a] == table.event_type[b]
        keep |= table.perhaps[a, table.type[b]] | table.perhaps[b, table.type[a]]
        keep |= shared(table.passage.words, a, b) >= 3
        yield a[keep], b[keep]


def _meeting(table: Table) -> Iterator[tuple[Rows, Rows]]:
    """Pairs of one country (an unknown one goes with each) whose days meet or nearly do."""
    rows = np.arange(len(table))
    dated = has_date(table, rows) & (table.last - table.first < _LONGEST)
    nowhere = rows[dated & (table.country < 0)]
    for country in np.unique(table.country[dated]):
        mine = rows[dated & (table.country == country)]
        among = mine if country < 0 else np.concatenate([mine, nowhere])
        yield from _sweep(table, among)


def _sweep(table: Table, rows: Rows) -> Iterator[tuple[Rows, Rows]]:
    rows = rows[np.lexsort((rows, table.first[rows]))]
    first, last = table.first[rows], table.last[rows]
    until = np.searchsorted(first, last + NEAR_DAYS, side="right")
    counts = until - np.arange(len(rows)) - 1
    start = 0
    while start < len(rows):
        total = np.cumsum(counts[start:])
        end = start + max(1, int(np.searchsorted(total, _AT_ONCE, side="right")))
        left = np.repeat(np.arange(start, end), counts[start:end])
        offset = np.arange(len(left)) - np.repeat(
            np.concatenate([[0], np.cumsum(counts[start:end])[:-1]]), counts[start:end]
        )
        yield rows[left], rows[left + 1 + offset]
        start = end


def _near(table: Table, a: Rows, b: Rows) -> Rows:
    km = kilometres(table, a, b)
    reach = RADIUS_KM[table.precision[a]] + RADIUS_KM[table.precision[b]] + _SPARE_KM
    whole = (table.precision[a] == 6) | (table.precision[b] == 6)
    near: Rows = np.isnan(km) | whole | (km <= reach)
    return near


def _alike(table: Table, a: Rows, b: Rows) -> Rows:
    """Whether anything but time and place speaks for a pair."""
    alike: Rows = table.event_type[a] == table.event_type[b]
    rest = np.flatnonzero(~alike)
    words = shared(table.passage.words, a[rest], b[rest]) >= 2
    alike[rest] = words | (shared(table.triggers, a[rest], b[rest]) > 0)
    return alike


def _sharing(table: Table) -> Iterator[tuple[Rows, Rows]]:
    """Pairs that share a rare word of passage or place, or are of one family."""
    rare = np.where(table.passage.weights >= RARE, table.passage.words, 0)
    for column in (rare, table.place_words):
        yield from _buckets(column, _LARGEST)
    kinds = len(table.event_types)
    of_family = table.family.astype(np.int64) * kinds + table.event_type + 1
    yield from _buckets(of_family[:, None], _LARGEST_FAMILY)


def _stories(table: Table) -> Iterator[tuple[Rows, Rows]]:
    """All pairs of reports of two documents that share names and are about the same."""
    story = table.story
    rare = np.where(story.weights >= RARE, story.words, 0)
    by_document = np.argsort(table.document, kind="stable")
    starts = np.searchsorted(table.document[by_document], np.arange(len(story.words) + 1))
    sizes = np.diff(starts)
    found = [np.zeros(0, dtype=np.int64)]
    for x, y in _buckets(rare, _LARGEST):
        low, high = np.minimum(x, y).astype(np.int64), np.maximum(x, y)
        pairs, counts = np.unique(low * len(story.words) + high, return_counts=True)
        found.append(pairs[counts >= 2])
    pairs = np.unique(np.concatenate(found))
    x, y = pairs // max(len(story.words), 1), pairs % max(len(story.words), 1)
    alike = cosine(story, x, y) >= SAME_STORY
    x, y = x[alike], y[alike]
    few = (sizes[x] <= _MOST_REPORTS) & (sizes[y] <= _MOST_REPORTS)
    x, y = x[few], y[few]
    for n in range(0, len(x), _DOCUMENTS_AT_ONCE):
        some_x, some_y = x[n : n + _DOCUMENTS_AT_ONCE], y[n : n + _DOCUMENTS_AT_ONCE]
        left = np.repeat(np.arange(len(some_x)), sizes[some_x] * sizes[some_y])
        within = np.arange(len(left)) - np.searchsorted(left, left)
        yield (
            by_document[starts[some_x[left]] + within // sizes[some_y[left]]],
            by_document[starts[some_y[left]] + within % sizes[some_y[left]]],
        )


def _buckets(column: Rows, largest: int) -> Iterator[tuple[Rows, Rows]]:
    """All pairs of rows that have a number other than 0 in common, at most `largest` having it."""
    rows = np.repeat(np.arange(len(column)), column.shape[1])
    words = column.ravel()
    rows, words = rows[words != 0], words[words != 0]
    order = np.lexsort((rows, words))
    rows, words = rows[order], words[order]
    edges = np.flatnonzero(np.diff(words)) + 1
    starts = np.concatenate([[0], edges]) if len(words) else np.zeros(0, dtype=np.int64)
    sizes = np.diff(np.concatenate([starts, [len(words)]])) if len(words) else starts
    left: list[Rows] = []
    right: list[Rows] = []
    held = 0
    for start, size in zip(
        starts[(sizes > 1) & (sizes <= largest)],
        sizes[(sizes > 1) & (sizes <= largest)],
        strict=True,
    ):
        mine = rows[start : start + size]
        x, y = np.triu_indices(size, 1)
        left.append(mine[x])
        right.append(mine[y])
        held += len(x)
        if held > _AT_ONCE:
            yield np.concatenate(left), np.concatenate(right)
            left, right, held = [], [], 0
    if left:
        yield np.concatenate(left), np.concatenate(right)
