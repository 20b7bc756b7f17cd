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
from dateline.reconcile.incidents.copies import Copies, copies_of
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
    every = {s.report_id: s for s in signatures}
    settled = settle(constraints or Constraints(), every)
    copies = copies_of(every.values(), settled.group)
    return _clusters(copies, every, settled, model or pair_model())


def _clusters(
    copies: Sequence[Copies],
    every: Mapping[str, Signature],
    settled: Settled,
    model: PairModel,
) -> tuple[Cluster, ...]:
    table = table_of(c.head for c in copies)
    a, b = candidates(table)
    compared = Compared(a, b, model.scores(table, a, b))
    found = grouped(table, compared, settled, model.threshold, model.unlike, copies)
    links = _links(compared)
    nearest: dict[str, Nearest] = {}
    for group in found:
        for item in group:
            near = _nearest(item, group, links) if len(copies[item].ids) == 1 else None
            if near is not None:
                nearest[table.ids[item]] = table.ids[near[0]], near[1]
    joins = _joins(table, nearest, settled, model) | _copied(copies, every, settled, model)
    return tuple(
        Cluster(tuple(joins.get(name) or _alone(name) for name in ids))
        for ids in sorted(sorted(i for item in group for i in copies[item].ids) for group in found)
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
    table: Table,
    compared: Compared,
    settled: Settled,
    threshold: float,
    unlike: float,
    copies: Sequence[Copies] | None = None,
) -> list[list[int]]:
    """The rows of a table in groups that tell one incident, by average link (`average_link`).

    Each group is sorted, and so are the groups. `copies` are what each row stands for, where it
    is more than itself.
    """
    near = compared.scores >= min(threshold, 0.0) + _FAINTEST
    kept = Compared(compared.a[near], compared.b[near], compared.scores[near])
    if copies is None:
        at = {report: n for n, report in enumerate(table.ids)}
        documents = [frozenset({name}) for name in table.documents]
    else:
        at = {report: n for n, some in enumerate(copies) for report in some.ids}
        documents = [some.documents for some in copies]
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
        for group in _within(documents, items, links, groups, apart, threshold, unlike)
    )


def _links(compared: Compared) -> Links:
    links: dict[int, dict[int, float]] = defaultdict(dict)
    rows = compared.a.tolist(), compared.b.tolist(), compared.scores.tolist()
    for x, y, score in zip(*rows, strict=True):
        links[x][y] = score
    return links


def _groups(settled: Settled, at: Mapping[str, int]) -> list[list[int]]:
    groups: dict[str, set[int]] = defaultdict(set)
    for report, name in settled.group.items():
        groups[name].add(at[report])
    return [sorted(group) for _, group in sorted(groups.items()) if len(group) > 1]


def _within(
    documents: Sequence[frozenset[str]],
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
        for x in items
        if (others := apart.get(x))
    }
    found = average_link(
        [documents[n] for n in items],
        local,
        threshold,
        unlike,
        groups_here,
        apart_here,
    )
    return [[items[n] for n in group] for group in found]


Nearest = tuple[str, float | None]
"""The other report that speaks most for one, and the log-odds, where they were compared."""


def _nearest(item: int, group: Sequence[int], links: Links) -> tuple[int, float | None] | None:
    others = [(other, _link(links, item, other)) for other in group if other != item]
    if not others:
        return None
    return max(others, key=lambda o: (o[1] if o[1] is not None else -np.inf, -o[0]))


def _copied(
    copies: Iterable[Copies], every: Mapping[str, Signature], settled: Settled, model: PairModel
) -> dict[str, Joined]:
    """How copies are joined: each to the earliest, which is joined to the first of the others."""
    pairs: dict[str, str] = {}
    for some in copies:
        head = some.head.report_id
        others = [report for report in some.ids if report != head]
        pairs |= dict.fromkeys(others, head)
        pairs |= {head: others[0]} if others else {}
    table = table_of(every[report] for report in pairs)
    at = {report: n for n, report in enumerate(table.ids)}
    a = np.array([at[report] for report in pairs], dtype=np.int64)
    b = np.array([at[other] for other in pairs.values()], dtype=np.int64)
    scores = model.scores(table, a, b).tolist()
    rows = zip(pairs.items(), scores, strict=True)
    nearest: dict[str, Nearest] = {report: (other, score) for (report, other), score in rows}
    return _joins(table, nearest, settled, model)


def _joins(
    table: Table, nearest: Mapping[str, Nearest], settled: Settled, model: PairModel
) -> dict[str, Joined]:
    """Each report with the nearest one, and what spoke for the pair."""
    at = {report: n for n, report in enumerate(table.ids)}
    a = np.array([at[report] for report in nearest], dtype=np.int64)
    b = np.array([at[other] for other, _ in nearest.values()], dtype=np.int64)
    out = {}
    for (name, (other, score)), why in zip(
        nearest.items(), model.reasons(table, a, b), strict=True
    ):
        group = settled.group.get(name)
        reviewed = group is not None and settled.group.get(other) == group
        by, told = ("reviewer", "a reviewer joined them") if reviewed else ("model", why)
        out[name] = Joined(name, other, _share(score), by, told)
    return out


def _alone(name: str) -> Joined:
    return Joined(name, None, None, "alone", "no other report tells of it")


def _share(score: float | None) -> float | None:
    return None if score is None else round(probability(score), 4)


def _link(links: Links, a: int, b: int) -> float | None:
    return links.get(min(a, b), {}).get(max(a, b))
