"""What reviewers have decided about pairs of reports: one incident, or not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Constraints:
    """Pairs of report ids that belong together, and pairs that must stay apart.

    `decided` names, for a pair (smaller id first), the newest decision about it; the names sort
    by time. Where decisions contradict each other, also by way of third reports, the newer wins;
    between decisions of one age, or of unknown age, apart wins.
    """

    together: tuple[Pair, ...] = ()
    apart: tuple[Pair, ...] = ()
    decided: Mapping[Pair, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settled:
    """Constraints without contradictions: groups that are together, pairs that are apart.

    `group` names each constrained report's group by its smallest report. `apart` are pairs of
    reports, in both orders. `overruled` are the pairs that a newer decision beats.
    """

    group: Mapping[str, str]
    apart: Mapping[str, frozenset[str]]
    overruled: tuple[tuple[str, Pair], ...]


def settle(constraints: Constraints, reports: Iterable[str]) -> Settled:
    """The constraints on `reports` that hold, whatever order they are given in."""
    known = frozenset(reports)
    asked = [("apart", _sorted(pair)) for pair in constraints.apart]
    asked += [("together", _sorted(pair)) for pair in constraints.together]
    asked = sorted({a for a in asked if a[1][0] != a[1][1] and known.issuperset(a[1])})
    # A stable sort: within one age, apart stands before together.
    asked.sort(key=lambda a: constraints.decided.get(a[1], ""), reverse=True)
    root: dict[str, str] = {}
    parted: dict[str, set[str]] = {}
    overruled: list[tuple[str, Pair]] = []
    for kind, (a, b) in asked:
        x, y = _find(root, a), _find(root, b)
        if kind == "apart":
            if x == y:
                overruled.append((kind, (a, b)))
                continue
            parted.setdefault(x, set()).add(y)
            parted.setdefault(y, set()).add(x)
        elif y in parted.get(x, ()):
            overruled.append((kind, (a, b)))
        elif x != y:
            keep, gone = sorted((x, y))
            root[gone] = keep
            for other in parted.pop(gone, set()):
                parted[other].discard(gone)
                parted[other].add(keep)
                parted.setdefault(keep, set()).add(other)
    named = {report: _find(root, report) for report in {r for _, pair in asked for r in pair}}
    members: dict[str, set[str]] = {}
    for report, name in named.items():
        members.setdefault(name, set()).add(report)
    apart = {
        report: frozenset(m for other in parted.get(name, ()) for m in members[other])
        for report, name in named.items()
    }
    return Settled(named, {r: a for r, a in apart.items() if a}, tuple(sorted(overruled)))


def _sorted(pair: Pair) -> Pair:
    a, b = pair
    return (a, b) if a <= b else (b, a)


def _find(root: dict[str, str], report: str) -> str:
    while root.get(report, report) != report:
        report = root[report]
    return report
