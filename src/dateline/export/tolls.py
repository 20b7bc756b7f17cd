"""Tolls of an incident as columns: the figures of one document put together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

_Bounds = tuple[int | None, int | None, int | None]

_SIDES_TOGETHER = ("side_a", "side_b", "civilians")


def toll_total(tolls: Iterable[Mapping[str, Any]]) -> _Bounds:
    """low, best, high of all sides together; None where nothing is said or the end is open.

    Of one side, competing figures give the smallest low, the last best and the largest high. The
    sides add up; a figure for no stated side is a total of its own, and the larger one holds.
    """
    sides: dict[str, list[Mapping[str, Any]]] = {}
    for toll in tolls:
        sides.setdefault(toll["of"], []).append(toll)
    if not sides:
        return None, None, None
    parts = {side: _bounds(rows) for side, rows in sides.items()}
    named = [parts[side] for side in _SIDES_TOGETHER if side in parts]
    low, best, high = _sum(named)
    if "unknown" not in parts:
        return low, best, high
    total = parts["unknown"]
    if not named:
        return total
    highest = None if high is None or total[2] is None else max(high, total[2])
    return _largest(low, total[0]), _largest(best, total[1]), highest


def _sum(parts: Sequence[_Bounds]) -> _Bounds:
    """Bounds of all together: a lower end that is not known adds nothing, an upper opens it."""
    lows = [low for low, _, _ in parts if low is not None]
    bests = [best for _, best, _ in parts if best is not None]
    highs = [high for _, _, high in parts if high is not None]
    return (
        sum(lows) if lows else None,
        sum(bests) if bests else None,
        sum(highs) if highs and len(highs) == len(parts) else None,
    )


def _largest(*values: int | None) -> int | None:
    return max((value for value in values if value is not None), default=None)


def _bounds(rows: Sequence[Mapping[str, Any]]) -> _Bounds:
    lows = [row["low"] for row in rows if row["low"] is not None]
    bests = [row["best"] for row in rows if row["best"] is not None]
    highs = [row["high"] for row in rows]
    high = None if any(h is None for h in highs) else max(highs)
    return min(lows, default=None), bests[-1] if bests else None, high


def toll_columns(tolls: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for what in ("killed", "injured"):
        said = [toll for toll in tolls if toll["what"] == what]
        for end, value in zip(("low", "best", "high"), toll_total(said), strict=True):
            out[f"{what}_{end}"] = value
    for side in ("side_a", "side_b", "civilians", "unknown"):
        said = [t for t in tolls if t["what"] == "killed" and t["of"] == side]
        out[f"killed_{side}"] = _bounds(said)[1] if said else None
    for what in ("missing", "detained", "displaced"):
        said = [toll for toll in tolls if toll["what"] == what]
        for end, value in zip(("low", "best", "high"), toll_total(said), strict=True):
            out[f"{what}_{end}"] = value
    return out
