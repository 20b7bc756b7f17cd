"""Reports joined into incidents: compared, clustered, and each join with what spoke for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dateline.reconcile.evidence import Evidence
from dateline.reconcile.incidents.blocking import candidates
from dateline.reconcile.incidents.cluster import average_link, components
from dateline.reconcile.incidents.constraints import Constraints, Settled, settle
from dateline.reconcile.incidents.model import PairModel, pair_model, probability
from dateline.reconcile.incidents.signature import Signature, signature
from dateline.reconcile.incidents.table import Table, table_of

_FAINTEST = -4.0
"""Log-odds from which a pair's score is kept; below, it counts as it stands for not compared."""


@dataclass(frozen=True, slots=True)
class Joined:
    """One report in its incident. `nearest` is the other report that speaks most for it.

    `score` is the pair's probability (0..1); both are None for a report that stands alone.
    `by` is model, reviewer or alone.
    """

    report_id: str
    nearest: str | None
    score: float | None
    by: str


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
    return clusters_of(map(signature, evidence), constraints)


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
    a, b = candidates(table, model.kin)
    scores = model.scores(table, a, b)
    near = scores >= min(model.threshold, 0.0) + _FAINTEST
    a, b, scores = a[near], b[near], scores[near]
    at = {report: n for n, report in enumerate(table.ids)}
    groups = _groups(settled, at)
    ties = np.array([(g[0], other) for g in groups for other in g[1:]], dtype=np.int64)
    ties = ties.reshape(-1, 2)
    likely = scores >= model.threshold
    sets = components(
        len(table),
        np.concatenate([a[likely], ties[:, 0]]),
        np.concatenate([b[likely], ties[:, 1]]),
    )
    links: dict[int, dict[int, float]] = defaultdict(dict)
    for x, y, score in zip(a.tolist(), b.tolist(), scores.tolist(), strict=True):
        links[x][y] = score
    apart = {
        at[report]: frozenset(at[other] for other in others)
        for report, others in settled.apart.items()
    }
    found: list[tuple[Cluster, int]] = []
    for items in sets:
        for group in _within(table, items, links, groups, apart, model):
            found.append((_cluster(table, group, links, settled), group[0]))
    return tuple(cluster for cluster, _ in sorted(found, key=lambda pair: pair[1]))


def _groups(settled: Settled, at: Mapping[str, int]) -> list[list[int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for report, name in settled.group.items():
        groups[name].append(at[report])
    return [sorted(group) for _, group in sorted(groups.items()) if len(group) > 1]


def _within(
    table: Table,
    items: Sequence[int],
    links: Mapping[int, Mapping[int, float]],
    groups: Sequence[Sequence[int]],
    apart: Mapping[int, frozenset[int]],
    model: PairModel,
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
        model.threshold,
        model.unlike,
        groups_here,
        apart_here,
    )
    return [[items[n] for n in group] for group in found]


def _cluster(
    table: Table,
    group: Sequence[int],
    links: Mapping[int, Mapping[int, float]],
    settled: Settled,
) -> Cluster:
    return Cluster(tuple(_joined(table, item, group, links, settled) for item in group))


def _joined(
    table: Table,
    item: int,
    group: Sequence[int],
    links: Mapping[int, Mapping[int, float]],
    settled: Settled,
) -> Joined:
    name = table.ids[item]
    others = [other for other in group if other != item]
    if not others:
        return Joined(name, None, None, "alone")
    told = settled.group.get(name)
    tied = [o for o in others if told is not None and settled.group.get(table.ids[o]) == told]
    best, score = max(
        ((o, _link(links, item, o)) for o in others),
        key=lambda pair: (pair[1] if pair[1] is not None else -99.0, -pair[0]),
    )
    if tied and (score is None or score < 0):
        return Joined(name, table.ids[tied[0]], None, "reviewer")
    return Joined(
        name,
        table.ids[best],
        None if score is None else round(probability(score), 4),
        "model",
    )


def _link(links: Mapping[int, Mapping[int, float]], a: int, b: int) -> float | None:
    return links.get(min(a, b), {}).get(max(a, b))
