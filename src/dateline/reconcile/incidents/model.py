"""The pair model: one weight for each state of each feature, summed to log-odds.

A logistic regression over named states (an additive scorecard), so that every score is a sum that
a reader can check. The weights are made by `training/pairs.py`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.reconcile.incidents.features import STATES, states
from dateline.reconcile.incidents.table import Table

UNTOLD = frozenset({"date and place"})
"""Features that only weigh others once more."""

_AT_ONCE = 50_000
"""Pairs compared at a time; bounds the memory."""


@dataclass(frozen=True, slots=True)
class PairModel:
    """Weights in log-odds. `threshold` is the mean link from which two groups are one.

    `unlike` is the link of two reports that were not compared, since nothing speaks for them.
    `kin` are pairs of types as which one incident is often told.
    """

    name: str
    bias: float
    threshold: float
    unlike: float
    weights: Mapping[str, tuple[float, ...]]
    kin: frozenset[tuple[str, str]]

    def scores(self, table: Table, a: NDArray[Any], b: NDArray[Any]) -> NDArray[Any]:
        """The log-odds that the rows `a` and `b` tell one incident, pair by pair."""
        parts = [
            self._scores(table, a[n : n + _AT_ONCE], b[n : n + _AT_ONCE])
            for n in range(0, len(a), _AT_ONCE)
        ]
        return np.concatenate(parts) if parts else np.zeros(0)

    def _scores(self, table: Table, a: NDArray[Any], b: NDArray[Any]) -> NDArray[Any]:
        total = np.full(len(a), self.bias)
        for feature, codes in states(table, a, b, self.kin).items():
            total += np.array(self.weights[feature])[codes]
        # So that the order of additions on another machine decides no tie.
        rounded: NDArray[Any] = np.round(total, 6)
        return rounded

    def reasons(self, table: Table, a: NDArray[Any], b: NDArray[Any]) -> list[str]:
        """What speaks most for each pair of rows, in words: up to four features and states."""
        out = []
        for n in range(0, len(a), _AT_ONCE):
            found = states(table, a[n : n + _AT_ONCE], b[n : n + _AT_ONCE], self.kin)
            rows = zip(*(codes.tolist() for codes in found.values()), strict=True)
            out += [self._reason(tuple(found), row) for row in rows]
        return out

    def _reason(self, features: Sequence[str], row: Sequence[int]) -> str:
        told = [
            (self.weights[feature][code], feature, STATES[feature][code])
            for feature, code in zip(features, row, strict=True)
            if feature not in UNTOLD
        ]
        best = sorted((t for t in told if t[0] > 0), key=lambda t: (-t[0], t[1]))[:4]
        return "; ".join(f"{feature}: {state}" for _, feature, state in best) or "all together"


@cache
def pair_model() -> PairModel:
    """The model that comes with the program."""
    data = files("dateline.reconcile.incidents").joinpath("data", "pairs.json")
    return model_from_json(data.read_text(encoding="utf-8"))


def model_from_json(text: str) -> PairModel:
    """The model that `training/pairs.py` wrote. ValueError where it is not for these features."""
    content = json.loads(text)
    weights: dict[str, tuple[float, ...]] = {}
    for feature, names in STATES.items():
        given = content["weights"].get(feature, {})
        if set(given) != set(names):
            raise ValueError(f"pair model: states of {feature!r} differ: make the weights anew")
        weights[feature] = tuple(float(given[name]) for name in names)
    return PairModel(
        name=str(content["name"]),
        bias=float(content["bias"]),
        threshold=float(content["threshold"]),
        unlike=float(content["unlike"]),
        weights=weights,
        kin=frozenset((str(a), str(b)) for a, b in content["kin"]),
    )


def probability(score: float) -> float:
    """Log-odds as a probability, 0..1."""
    return float(1 / (1 + np.exp(-np.clip(score, -30, 30))))
