"""Numbers that features share: TF-IDF and cosine matrices, and a logistic scorer of pairs."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic scorer: weights on features brought to mean 0 and deviation 1."""

    mean: Floats
    scale: Floats
    weights: Floats
    bias: float

    def __call__(self, features: Floats) -> Floats:
        """Probabilities [...] of features [..., n]."""
        logits = ((features - self.mean) / self.scale) @ self.weights + self.bias
        result: Floats = 1.0 / (1.0 + np.exp(-np.clip(logits, -60.0, 60.0)))
        return result

    @classmethod
    def from_record(cls, record: Mapping[str, Any], names: Sequence[str]) -> Logistic:
        """From JSON's {features: {name: [mean, scale, weight]}, bias}, in the order of `names`.

        Raises ValueError where the features are not those of `names`.
        """
        if set(record["features"]) != set(names):
            raise ValueError("the weights are of other features than this program's")
        rows = np.array([record["features"][name] for name in names], dtype=np.float64)
        return cls(rows[:, 0], rows[:, 1], rows[:, 2], float(record["bias"]))

    def record(self, names: Sequence[str]) -> dict[str, Any]:
        """What `from_record` reads, rounded to six digits."""
        rows = zip(names, self.mean, self.scale, self.weights, strict=True)
        return {
            "features": {name: [float(f"{x:.6g}") for x in row] for name, *row in rows},
            "bias": float(f"{self.bias:.6g}"),
        }


def tfidf_cosine(texts: Sequence[Sequence[str]]) -> Floats:
    """Cosines [texts, texts] of bags of terms: (1 + ln count) x ln((texts + 1) / texts with it).

    A text without terms is like none, itself included.
    """
    holders = Counter(term for text in texts for term in set(text))
    place = {term: n for n, term in enumerate(sorted(holders))}
    table = np.zeros((len(texts), len(place)), dtype=np.float32)
    for row, text in enumerate(texts):
        for term, count in Counter(text).items():
            rarity = math.log((len(texts) + 1) / holders[term])
            table[row, place[term]] = (1 + math.log(count)) * rarity
    return _cosine(table)


def vector_cosine(vectors: npt.NDArray[np.float32]) -> Floats:
    """Cosines of vectors [n, size] about their common mean."""
    return _cosine(vectors - vectors.mean(0))


def _cosine(table: npt.NDArray[np.float32]) -> Floats:
    length = np.linalg.norm(table, axis=1, keepdims=True)
    unit = table / np.maximum(length, 1e-9)
    result: Floats = (unit @ unit.T).astype(np.float64)
    return result
