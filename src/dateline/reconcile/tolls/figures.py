"""Low, best and high of an incident's toll, by side and in all, from the entries that count.

`best` is the latest independent figure that the reports agree on, `low` the smallest lower bound
and `high` the largest upper bound of what is not withdrawn (codebook 7).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from dateline.reconcile.tolls.records import SIDES, TOTAL, IncidentToll, TollEntry

_FLAGGED = ("correction", "update")
_DISTRUSTED = frozenset({"doubtful", "not_assessable"})


def incident_tolls(entries: Sequence[TollEntry]) -> list[IncidentToll]:
    """The figures of each kind of victim: the total first, then the sides that are told apart."""
    out: list[IncidentToll] = []
    for what in dict.fromkeys(entry.what for entry in entries):
        counted = [e for e in entries if e.what == what and e.counted]
        if counted:
            out.extend(_figures(what, counted))
    return out


def _figures(what: str, counted: Sequence[TollEntry]) -> Iterable[IncidentToll]:
    whole, by_side = streams(counted)
    sides = [_toll(what, side, stream) for side, stream in by_side.items()]
    if len(by_side) <= 1:
        yield _toll(what, TOTAL, whole)
    else:
        yield _total_of_sides(what, whole, by_side, sides)
    yield from sides


def streams(
    counted: Sequence[TollEntry],
) -> tuple[list[TollEntry], Mapping[str, list[TollEntry]]]:
    """The figures of one kind of victim: those for all, and those of each side.

    Two sides are two groups of victims only where one document counts both; otherwise one
    report's civilians are another's soldiers, and the rarer label joins the commoner. A side's
    number that another report gives for all is the number for all. A single
    side is all, unless a document counts both all and this side: then it is a part everywhere.
    """
    numbers = {(e.low, e.best, e.high) for e in counted if e.of not in SIDES}
    whole = [e for e in counted if e.of not in SIDES or (e.low, e.best, e.high) in numbers]
    by_side: dict[str, list[TollEntry]] = {
        side: [e for e in counted if e.of == side and (e.low, e.best, e.high) not in numbers]
        for side in SIDES
    }
    by_side = {side: stream for side, stream in by_side.items() if stream}
    for a, b in combinations(tuple(by_side), 2):
        if a in by_side and b in by_side and not _both_in_one(by_side[a], by_side[b]):
            small, large = sorted((a, b), key=lambda s: (_support(by_side[s]), s))
            by_side[large] = _ordered([*by_side[large], *by_side.pop(small)])
    if len(by_side) == 1:
        (stream,) = by_side.values()
        is_part = _both_in_one(whole, stream) and _most(stream) <= _most(whole)
        whole = whole if is_part else _ordered([*whole, *stream])
    return whole, by_side


def _most(stream: Iterable[TollEntry]) -> int:
    return max(_number(entry) for entry in stream)


def _both_in_one(a: Iterable[TollEntry], b: Sequence[TollEntry]) -> bool:
    """Whether one document counts both, by different numbers: equal ones are told twice."""
    numbers: dict[str, set[int]] = defaultdict(set)
    for y in b:
        numbers[y.document_id].add(_number(y))
    return any(numbers.get(x.document_id, set()) - {_number(x)} for x in a)


def _toll(what: str, of: str, stream: Sequence[TollEntry]) -> IncidentToll:
    chosen, rule = _chosen(stream)
    low = min((e.low for e in stream if e.low is not None), default=None)
    return IncidentToll(
        what=what,
        of=of,
        low=low,
        best=chosen.best,
        high=_highest(chosen, stream),
        rule=rule,
        contested=bool(rivals(stream)),
    )


def _highest(chosen: TollEntry, stream: Iterable[TollEntry]) -> int | None:
    """Open where the chosen figure is; an earlier "at least" is closed by a later number."""
    if chosen.high is None:
        return None
    return max(e.high for e in stream if e.high is not None)


def _chosen(stream: Sequence[TollEntry]) -> tuple[TollEntry, str]:
    """The figure that the reports agree on, and the rule that found it."""
    if len(stream) == 1:
        return stream[0], "only"
    trusted = [e for e in stream if not _is_partys(e)] or list(stream)
    day = max(e.published or "" for e in trusted)
    last = [e for e in trusted if (e.published or "") == day]
    agreement = _agreement(trusted)
    latest = max(last, key=lambda e: (_rank(e), agreement[e.best], _number(e)))
    rule = latest.kind if latest.kind in _FLAGGED else "latest"
    if latest.kind not in _FLAGGED:
        agreed = [e for e in trusted if agreement[e.best] > 1]
        if agreed and agreement[latest.best] <= 1:
            latest, rule = max(agreed, key=lambda e: (e.published or "", _rank(e))), "agreed"
    if latest.high is None and latest.low is not None:
        closed = [
            e for e in trusted if e.high is not None and e.best is not None and e.best >= latest.low
        ]
        if closed:
            latest, rule = max(closed, key=lambda e: (e.published or "", _rank(e))), "closed"
    return latest, rule


def _rank(entry: TollEntry) -> int:
    """Corrections and updates tell more of a figure than a figure does; the narrator adopts it."""
    return 2 * (entry.kind in _FLAGGED) + (entry.voice is None)


def _agreement(stream: Sequence[TollEntry]) -> Mapping[int | None, int]:
    """For each number, the houses that give it and no later one in its place."""
    last: dict[str, str] = {}
    for e in stream:
        last[e.house] = max(last.get(e.house, ""), e.published or "")
    houses: dict[int | None, set[str]] = defaultdict(set)
    for e in stream:
        if (e.published or "") == last[e.house]:
            houses[e.best].add(e.house)
    return {best: len(houses[best]) for best in {e.best for e in stream}}


def _support(stream: Iterable[TollEntry]) -> int:
    return len({entry.house for entry in stream})


def _number(entry: TollEntry) -> int:
    return entry.best if entry.best is not None else entry.low or 0


def _is_partys(entry: TollEntry) -> bool:
    """What an author says of his own deed, or a speaker whom the text doubts, decides nothing."""
    return entry.of_author or entry.commitment in _DISTRUSTED


def _total_of_sides(
    what: str,
    whole: Sequence[TollEntry],
    by_side: Mapping[str, Sequence[TollEntry]],
    sides: Sequence[IncidentToll],
) -> IncidentToll:
    """The total where sides are told apart: a figure for all, or the sides added up.

    The figure for all is taken unless the sides, told later, come to more.
    """
    summed = _sum(toll.best for toll in sides)
    best, rule, open_end = summed, "sum_of_sides", any(toll.high is None for toll in sides)
    newest = max((e.published or "" for s in by_side.values() for e in s), default="")
    if whole:
        chosen, chosen_rule = _chosen(whole)
        later = (chosen.published or "") < newest
        if chosen.best is not None and (summed is None or chosen.best >= summed or not later):
            best, rule, open_end = chosen.best, chosen_rule, chosen.high is None
    accounts = _accounts(by_side, whole)
    lows = [e.low for e in whole if e.low is not None] + accounts
    highs = [e.high for e in whole if e.high is not None]
    side_highs = [
        max((e.high for e in s if e.high is not None), default=0) for s in by_side.values()
    ]
    return IncidentToll(
        what=what,
        of=TOTAL,
        low=min(lows, default=None),
        best=best,
        high=None if open_end else max([*highs, sum(side_highs)]),
        rule=rule,
        contested=bool(rivals(whole)) or any(toll.contested for toll in sides),
    )


def _accounts(by_side: Mapping[str, Sequence[TollEntry]], whole: Iterable[TollEntry]) -> list[int]:
    """The lower bound that each voice gives, over the sides that it speaks of.

    In a document that counts all victims together, what it counts by side is part of that.
    """
    in_all = {entry.document_id for entry in whole}
    told: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for side, stream in by_side.items():
        for entry in stream:
            if entry.low is not None and entry.document_id not in in_all:
                known = told[entry.voice_key]
                known[side] = min(entry.low, known.get(side, entry.low))
    sums = [sum(sides.values()) for sides in told.values()]
    return [total for total in sums if total] or sums


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def rivals(stream: Sequence[TollEntry]) -> list[tuple[TollEntry, TollEntry]]:
    """Pairs of figures of two houses, or two voices, that cannot both be right.

    A later figure that corrects or updates is no rival of what it replaces, and neither is a
    house's own later figure.
    """
    lows = [e.low for e in stream if e.low is not None]
    highs = [e.high for e in stream if e.high is not None]
    if not lows or not highs or min(highs) >= max(lows):
        return []
    found = []
    for a, b in combinations(_ordered(stream), 2):
        if a.house == b.house and (a.document_id != b.document_id or a.voice is b.voice is None):
            continue
        if b.kind in _FLAGGED and _number(b) > _number(a):
            continue
        if _apart(a, b):
            found.append((a, b))
    return found


def _apart(a: TollEntry, b: TollEntry) -> bool:
    return _below(a, b) or _below(b, a)


def _below(a: TollEntry, b: TollEntry) -> bool:
    return a.high is not None and b.low is not None and a.high < b.low


def _ordered(stream: Iterable[TollEntry]) -> list[TollEntry]:
    return sorted(stream, key=lambda e: (e.published or "9999", e.document_id, e.words.start, e.of))
