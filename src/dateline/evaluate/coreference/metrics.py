"""The metrics of coreference: MUC, B-cubed, CEAF-e, LEA, and CoNLL F1, the mean of the first three.

The definitions are those of the reference scorer (S. Pradhan and others, ACL 2014). Key and
response need not hold the same mentions: one that the other side lacks is not found there. A
mention that no other shares is a cluster of one, in the key and in the response alike:

- MUC (M. Vilain and others, MUC-6, 1995) counts links and so does not see clusters of one;
- B-cubed (A. Bagga and B. Baldwin, LREC 1998) and CEAF-e (X. Luo, HLT 2005, similarity phi 4)
  count them as any other cluster;
- LEA (N. Moosavi and M. Strube, ACL 2016) gives a cluster of one a single link to itself, found
  where the other side has that cluster of one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.evaluate.assignment import best_pairs

Clusters = Sequence[Collection[Hashable]]
"""Clusters of mentions; a mention stands in one cluster."""


@dataclass(frozen=True, slots=True)
class Rate:
    """Precision and recall, each 0 to 1; 0 where there is nothing to divide by."""

    p: float
    r: float

    @property
    def f1(self) -> float:
        return 2 * self.p * self.r / (self.p + self.r) if self.p + self.r else 0.0

    def row(self) -> dict[str, float]:
        """As a benchmark's row."""
        return {"p": self.p, "r": self.r, "f1": self.f1}


def score_clusters(key: Clusters, response: Clusters) -> dict[str, dict[str, float]]:
    """Rows `CoNLL F1` (f1 alone), `MUC`, `B-cubed`, `CEAF-e` and `LEA` of a response.

    Raises ValueError for an empty cluster and for a mention that stands in two clusters of a side.
    """
    for clusters, name in ((key, "key"), (response, "response")):
        if not all(clusters):
            raise ValueError(f"an empty cluster in the {name}")
        if len({m for cluster in clusters for m in cluster}) != sum(map(len, clusters)):
            raise ValueError(f"a mention stands twice in the {name}")
    rates = {
        "MUC": muc(key, response),
        "B-cubed": b_cubed(key, response),
        "CEAF-e": ceaf_e(key, response),
    }
    mean = sum(rate.f1 for rate in rates.values()) / len(rates)
    rates["LEA"] = lea(key, response)
    return {"CoNLL F1": {"f1": mean}, **{name: rate.row() for name, rate in rates.items()}}


def muc(key: Clusters, response: Clusters) -> Rate:
    """Links: a cluster of n needs n - 1, and lacks one for each further part it is split into.

    A mention that the other side lacks is a part of its own.
    """

    def found(ones: Clusters, others: Clusters) -> float:
        links = sum(len(cluster) - 1 for cluster in ones)
        # n mentions in p parts, m of them missing, keep (n - 1) - (p + m - 1) links.
        kept = sum(sum(parts.values()) - len(parts) for parts in _parts(ones, others))
        return kept / links if links else 0.0

    return Rate(found(response, key), found(key, response))


def b_cubed(key: Clusters, response: Clusters) -> Rate:
    """The mean over mentions of the share of its cluster that the other side keeps with it."""

    def kept(ones: Clusters, others: Clusters) -> float:
        mentions = sum(map(len, ones))
        shares = sum(
            sum(n * n for n in parts.values()) / len(cluster)
            for cluster, parts in zip(ones, _parts(ones, others), strict=True)
        )
        return shares / mentions if mentions else 0.0

    return Rate(kept(response, key), kept(key, response))


def ceaf_e(key: Clusters, response: Clusters) -> Rate:
    """The best one-to-one pairing of clusters under 2 |K and R| / (|K| + |R|), over their counts.

    Clusters without a common mention have no similarity, so the pairing is made within each group
    of clusters that mentions connect: exact, and fast.
    """
    overlap = _parts(key, response)
    total = 0.0
    for rows, columns in _connected(overlap):
        scores = [
            [2 * overlap[k][r] / (len(key[k]) + len(response[r])) for r in columns] for k in rows
        ]
        total += sum(scores[i][j] for i, j in best_pairs(scores))
    return Rate(total / len(response) if response else 0.0, total / len(key) if key else 0.0)


def lea(key: Clusters, response: Clusters) -> Rate:
    """The share of each cluster's links that the other side has, weighted by the cluster's size."""

    def found(ones: Clusters, others: Clusters) -> float:
        mentions = sum(map(len, ones))
        resolved = 0.0
        for cluster, parts in zip(ones, _parts(ones, others), strict=True):
            size = len(cluster)
            if size == 1:
                resolved += any(len(others[n]) == 1 for n in parts)
            else:
                common = sum(n * (n - 1) // 2 for n in parts.values())
                resolved += size * common / (size * (size - 1) // 2)
        return resolved / mentions if mentions else 0.0

    return Rate(found(response, key), found(key, response))


def _parts(ones: Clusters, others: Clusters) -> list[Counter[int]]:
    """For each cluster, the number of its mentions in each of the other side's (by index)."""
    where = {mention: n for n, cluster in enumerate(others) for mention in cluster}
    return [Counter(where[m] for m in cluster if m in where) for cluster in ones]


def _connected(overlap: Sequence[Mapping[int, int]]) -> Iterable[tuple[list[int], list[int]]]:
    """Groups of key and response clusters that common mentions connect."""
    holders: dict[int, list[int]] = defaultdict(list)
    for k, parts in enumerate(overlap):
        for r in parts:
            holders[r].append(k)
    seen: set[int] = set()
    for start, parts in enumerate(overlap):
        if start in seen or not parts:
            continue
        seen.add(start)
        rows: list[int] = []
        columns: set[int] = set()
        waiting = [start]
        while waiting:
            k = waiting.pop()
            rows.append(k)
            for r in overlap[k]:
                if r not in columns:
                    columns.add(r)
                    fresh = [other for other in holders[r] if other not in seen]
                    seen.update(fresh)
                    waiting.extend(fresh)
        yield sorted(rows), sorted(columns)
