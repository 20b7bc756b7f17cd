"""An actor's activity by month: where it changed, and its share against a base period.

Change points: PELT (Killick, Fearnhead and Eckley 2012) with the least-squares cost of a constant
mean, which `ruptures` has in C as the linear kernel.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

_LEAST_MONTHS = 6
_LEAST_STRETCH = 3
"""Months that a stretch between two change points has at least."""
_MOST_MONTHS = 2_400


@dataclass(frozen=True, slots=True)
class Month:
    """A month of an actor; `all_incidents` are those of the whole archive."""

    month: str
    incidents: int
    killed: int
    as_perpetrator: int
    as_target: int
    all_incidents: int


def months_between(first: str, last: str) -> list[str]:
    """Every month (YYYY-MM) from one to another, both among them."""
    year, month = (int(part) for part in first.split("-"))
    out: list[str] = []
    while (name := f"{year:04}-{month:02}") <= last and len(out) < _MOST_MONTHS:
        out.append(name)
        year, month = year + month // 12, month % 12 + 1
    return out


def changepoints(activity: Sequence[Month]) -> list[dict[str, Any]]:
    """The months in which the monthly mean changed, with the means on both sides.

    `change` is relative to the mean before, None where that is 0.
    """
    counts = [float(month.incidents) for month in activity]
    if len(counts) < _LEAST_MONTHS or len(set(counts)) == 1:
        return []
    import numpy as np
    import ruptures

    # The root of a count varies by about a quarter whatever its mean (Anscombe 1948); the penalty
    # is that variance times three times the logarithm of the length, the modified information
    # criterion of Zhang and Siegmund (2007).
    roots = np.sqrt(np.array(counts) + 3 / 8)
    penalty = 3 * 0.25 * math.log(len(counts))
    found = ruptures.KernelCPD(kernel="linear", min_size=_LEAST_STRETCH).fit(roots)
    ends = [0, *map(int, found.predict(pen=penalty))]
    means = [sum(counts[a:b]) / (b - a) for a, b in pairwise(ends)]
    return [
        {
            "month": activity[at].month,
            "before": round(before, 3),
            "after": round(after, 3),
            "change": round((after - before) / before, 3) if before else None,
        }
        for at, before, after in zip(ends[1:], means, means[1:], strict=False)
    ]


def share_against(activity: Sequence[Month], base: tuple[str, str] | None) -> dict[str, Any] | None:
    """The actor's share of all incidents after the base period against that in it.

    Without `base`, the base period is the first half of the months. None where nothing is left to
    compare.
    """
    if len(activity) < 2:
        return None
    if base is None:
        base = activity[0].month, activity[len(activity) // 2 - 1].month
    inside = [m for m in activity if base[0] <= m.month <= base[1]]
    after = [m for m in activity if m.month > base[1]]
    if not inside or not after:
        return None
    one, two = _period(inside), _period(after)
    change = None
    if one["share"] and two["share"] is not None:
        change = round((two["share"] - one["share"]) / one["share"], 3)
    return {"base": one, "period": two, "change": change, "text": _told(change, one)}


def _period(months: Sequence[Month]) -> dict[str, Any]:
    incidents = sum(m.incidents for m in months)
    among = sum(m.all_incidents for m in months)
    return {
        "from": months[0].month,
        "to": months[-1].month,
        "incidents": incidents,
        "all_incidents": among,
        "share": round(incidents / among, 4) if among else None,
    }


def _told(change: float | None, base: Mapping[str, Any]) -> str:
    span = f"{base['from']} to {base['to']}"
    if change is None:
        return f"no share in {span} to compare with"
    if round(change * 100) == 0:
        return f"as in {span}"
    return f"{'up' if change > 0 else 'down'} {abs(round(change * 100))} % against {span}"
