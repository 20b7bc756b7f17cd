"""Average-link clustering of a matrix of probabilities, down to a floor."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def average_link(probability: Floats, floor: float) -> Ints:
    """A cluster's number for each item, numbered by first item.

    The two clusters with the highest mean probability between their items are joined, as long as
    it is at least `floor`; of equal pairs the first. Takes memory in items squared, time at worst
    in items cubed.
    """
    size = len(probability)
    labels = np.arange(size, dtype=np.int64)
    if size < 2:
        return labels
    mean = np.array(probability, dtype=np.float64)
    np.fill_diagonal(mean, -np.inf)
    weight = np.ones(size)
    best = mean.argmax(1)
    value = mean[np.arange(size), best]
    while True:
        a = int(value.argmax())
        if value[a] < floor:
            break
        b = int(best[a])
        a, b = min(a, b), max(a, b)
        joined = (weight[a] * mean[a] + weight[b] * mean[b]) / (weight[a] + weight[b])
        weight[a] += weight[b]
        joined[a] = -np.inf
        joined[~np.isfinite(mean[a]) | ~np.isfinite(mean[b])] = -np.inf
        mean[a], mean[:, a] = joined, joined
        mean[b], mean[:, b] = -np.inf, -np.inf
        labels[labels == b] = a
        # Rows whose best was one of the two, or that the joined cluster now suits better.
        stale = np.flatnonzero((best == a) | (best == b) | (mean[:, a] > value))
        stale = np.union1d(stale, [a, b])
        best[stale] = mean[stale].argmax(1)
        value[stale] = mean[stale, best[stale]]
    return np.unique(labels, return_inverse=True)[1].astype(np.int64)
