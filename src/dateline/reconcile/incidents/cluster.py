"""Average-link clustering of reports over pair scores, with pairs that must not meet.

Sparse: only pairs that were compared are kept; all others count with one given link. Ties go by
the reports' places in the table, so the outcome depends on nothing but the reports.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import Any

from numpy.typing import NDArray


def average_link(
    documents: Sequence[frozenset[str]],
    links: Mapping[tuple[int, int], float],
    threshold: float,
    unlike: float,
    together: Sequence[Sequence[int]] = (),
    apart: Mapping[int, frozenset[int]] | None = None,
) -> list[list[int]]:
    """Groups of items 0..n-1, each sorted, in order of their first items.

    An item stands for one report of each of its `documents`, and weighs as many. `links` has
    log-odds by pair (smaller first). Two groups join while the mean of all links between their
    reports is at least `threshold`, the best two first. Items with a document in common never
    join, nor do those `apart`, but for the groups that are `together` to begin with.
    """
    group = _Groups(documents, links, unlike, apart or {})
    for items in together:
        for item in items[1:]:
            group.join(group.of[items[0]], group.of[item])
    heap = [(-mean, a, b) for (a, b), mean in group.means() if mean >= threshold]
    heapify(heap)
    while heap:
        mean, a, b = heappop(heap)
        if a not in group.members or b not in group.members or group.mean(a, b) != -mean:
            continue
        if not group.may_join(a, b):
            continue
        kept = group.join(a, b)
        for other in group.links[kept]:
            now = group.mean(kept, other)
            if now >= threshold:
                heappush(heap, (-now, min(kept, other), max(kept, other)))
    return sorted(sorted(items) for items in group.members.values())


class _Groups:
    """The groups as they are joined; a group bears the number of its smallest item."""

    def __init__(
        self,
        documents: Sequence[frozenset[str]],
        links: Mapping[tuple[int, int], float],
        unlike: float,
        apart: Mapping[int, frozenset[int]],
    ) -> None:
        self.members = {n: [n] for n in range(len(documents))}
        self.of = list(range(len(documents)))
        self.links: dict[int, dict[int, tuple[float, int]]] = {n: {} for n in self.members}
        self._size = {n: len(names) for n, names in enumerate(documents)}
        for (a, b), link in links.items():
            pairs = self._size[a] * self._size[b]
            self.links[a][b] = self.links[b][a] = link * pairs, pairs
        self._documents = {n: set(names) for n, names in enumerate(documents)}
        self._apart = apart
        self._unlike = unlike

    def means(self) -> list[tuple[tuple[int, int], float]]:
        return [((a, b), self.mean(a, b)) for a in self.links for b in self.links[a] if a < b]

    def mean(self, a: int, b: int) -> float:
        total, compared = self.links[a].get(b, (0.0, 0))
        pairs = self._size[a] * self._size[b]
        return round((total + self._unlike * (pairs - compared)) / pairs, 9)

    def may_join(self, a: int, b: int) -> bool:
        if not self._documents[a].isdisjoint(self._documents[b]):
            return False
        return all(
            self._apart.get(n, frozenset()).isdisjoint(self.members[b]) for n in self.members[a]
        )

    def join(self, a: int, b: int) -> int:
        if a == b:
            return a
        keep, gone = min(a, b), max(a, b)
        for item in self.members[gone]:
            self.of[item] = keep
        self.members[keep] = sorted(self.members[keep] + self.members.pop(gone))
        self._documents[keep] |= self._documents.pop(gone)
        self._size[keep] += self._size.pop(gone)
        mine = self.links[keep]
        for other, (total, compared) in self.links.pop(gone).items():
            back = self.links[other]
            back.pop(gone)
            if other == keep:
                continue
            before, counted = mine.get(other, (0.0, 0))
            mine[other] = back[keep] = before + total, counted + compared
        return keep


def components(size: int, a: NDArray[Any], b: NDArray[Any]) -> list[list[int]]:
    """Items 0..size-1 in sets that pairs connect; each sorted, in order of their first items."""
    root = list(range(size))

    def find(item: int) -> int:
        while root[item] != item:
            root[item] = root[root[item]]
            item = root[item]
        return item

    for x, y in zip(a.tolist(), b.tolist(), strict=True):
        low, high = sorted((find(x), find(y)))
        root[high] = low
    sets: dict[int, list[int]] = {}
    for item in range(size):
        sets.setdefault(find(item), []).append(item)
    return list(sets.values())
