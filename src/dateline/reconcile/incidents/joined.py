"""Reports joined into incidents: compared, clustered, and each join with what spoke for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.reconcile.evidence import Evidence
from dateline.reconcile.incidents.blocking import candidates
from dateline.reconcile.incidents.cluster import average_link, components
from dateline.reconcile.incidents.constraints import Constraints, Settled, settle
from dateline.reconcile.incidents.model import PairModel, pair_model, probability
from dateline.reconcile.incidents.signature import Signature, signatures
from dateline.reconcile.incidents.table import Table, table_of

_FAINTEST = -4.0
"""Log-odds from which a pair's score is kept; below, it counts as it stands for not compared."""


@dataclass(frozen=True, slots=True)
class Joined:
    """One report in its incident. `nearest` is the other report that speaks most for it.

    `score` is the pair's probability (0..1); both are None for a report that stands alone.
    `by` is model, reviewer or alone; `why` says in a few words what spoke for the join.
    """

    report_id: str
    nearest: str | None
    score: float | None
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """The reports of one incident, sorted by id."""

    reports: tuple[Joined, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(joined.report_id for joined in self.reports)


def clusters(
    evidence: Iterable[Evidence], constraints: Constraints | None = None
) -> tuple[Cluster, ...]:
    """The incidents that reports tell of, in the order of their smallest report ids.

    Depends on the reports and constraints alone, not on their order. Every report is in exactly
    one cluster.
    """
    ordered = sorted(evidence, key=lambda e: (e.document_id, e.report_id))
    return clusters_of(signatures(ordered), constraints)


def clusters_of(
    signatures: Iterable[Signature],
    constraints: Constraints | None = None,
    model: PairModel | None = None,
) -> tuple[Cluster, ...]:
    """`clusters` of reports that are at hand as signatures."""
    table = table_of(signatures)
    settled = settle(constraints or Constraints(), table.ids)
    return _clusters(table, settled, model or pair_model())


def _clusters(table: Table, settled: Settled, model: PairModel) -> tuple[Cluster, ...]:
    a, b = candidates(table)
    compared = Compared(a, b, model.scores(table, a, b))
    found = grouped(table, compared, settled, model.threshold, model.unlike)
    links = _links(compared)
    nearest = {item: _nearest(item, group, links) for group in found for item in group}
    told = _told(table, nearest, model)
    return tuple(
        Cluster(tuple(_joined(table, item, nearest[item], told, settled) for item in group))
        for group in found
    )


@dataclass(frozen=True, slots=True)
class Compared:
    """Pairs of rows of a table, the smaller first, with their log-odds."""

    a: NDArray[Any]
    b: NDArray[Any]
    scores: NDArray[Any]


Links = Mapping[int, Mapping[int, float]]
"""Log-odds by row and greater row."""


def grouped(
    table: Table, compared: Compared, settled: Settled, threshold: float, unlike: float
) -> list[list[int]]:
    """The rows of a table in groups that tell one incident, by average link (`average_link`).

    Each group is sorted, and so are the groups.
    """
    near = compared.scores >= min(threshold, 0.0) + _FAINTEST
    kept = Compared(compared.a[near], compared.b[near], compared.scores[near])
    at = {report: n for n, report in enumerate(table.ids)}
    groups = _groups(settled, at)
    ties = np.array([(g[0], other) for g in groups for other in g[1:]], dtype=np.int64)
    ties = ties.reshape(-1, 2)
    likely = kept.scores >= threshold
    sets = components(
        len(table),
        np.concatenate([kept.a[likely], ties[:, 0]]),
        np.concatenate([kept.b[likely], ties[:, 1]]),
    )
    links = _links(kept)
    apart = {
        at[report]: frozenset(at[other] for other in others)
        for report, others in settled.apart.items()
    }
    return sorted(
        group
        for items in sets
        for group in _within(table, items, links, groups, apart, threshold, unlike)
    )


def _links(compared: Compared) -> Links:
    links: dict[int, dict[int, float]] = defaultdict(dict)
    rows = compared.a.tolist(), compared.b.tolist(), compared.scores.tolist()
    for x, y, score in zip(*rows, strict=True):
        links[x][y] = score
    return links


def _groups(settled: Settled, at: Mapping[str, int]) -> list[list[int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for report, name in settled.group.items():
        groups[name].append(at[report])
    return [sorted(group) for _, group in sorted(groups.items()) if len(group) > 1]


def _within(
    table: Table,
    items: Sequence[int],
    links: Links,
    groups: Sequence[Sequence[int]],
    apart: Mapping[int, frozenset[int]],
    threshold: float,
    unlike: float,
) -> list[list[int]]:
    if len(items) == 1:
        return [list(items)]
    place = {item: n for n, item in enumerate(items)}
    local = {
        (place[x], place[y]): score
        for x in items
        for y, score in links.get(x, {}).items()
        if y in place
    }
    groups_here = [[place[n] for n in group] for group in groups if group[0] in place]
    apart_here = {
        place[x]: frozenset(place[y] for y in others if y in place)
        for x, others in apart.items()
        if x in place
    }
    found = average_link(
        [table.documents[n] for n in items],
        local,
        threshold,
        unlike,
        groups_here,
        apart_here,
    )
    return [[items[n] for n in group] for group in found]


Nearest = tuple[int, float | None] | None
"""The other report that speaks most for one, and the log-odds; None without others."""


def _nearest(item: int, group: Sequence[int], links: Links) -> Nearest:
    others = [(other, _link(links, item, other)) for other in group if other != item]
    if not others:
        return None
    return max(others, key=lambda o: (o[1] if o[1] is not None else -np.inf, -o[0]))


def _told(table: Table, nearest: Mapping[int, Nearest], model: PairModel) -> dict[int, str]:
    """For each report that has a nearest one, what spoke for the pair."""
    pairs = [(item, near[0]) for item, near in nearest.items() if near is not None]
    a = np.array([x for x, _ in pairs], dtype=np.int64)
    b = np.array([y for _, y in pairs], dtype=np.int64)
    reasons = model.reasons(table, a, b)
    return {item: told for (item, _), told in zip(pairs, reasons, strict=True)}


def _joined(
    table: Table, item: int, near: Nearest, told: Mapping[int, str], settled: Settled
) -> Joined:
    name = table.ids[item]
    if near is None:
        return Joined(name, None, None, "alone", "no other report tells of it")
    other, score = table.ids[near[0]], near[1]
    group = settled.group.get(name)
    if group is not None and settled.group.get(other) == group:
        return Joined(name, other, _share(score), "reviewer", "a reviewer joined them")
    return Joined(name, other, _share(score), "model", told[item])


def _share(score: float | None) -> float | None:
    return None if score is None else round(probability(score), 4)


def _link(links: Links, a: int, b: int) -> float | None:
    return links.get(min(a, b), {}).get(max(a, b))
