"""Documents of one agency on one incident, without words in common: flagged, counted once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import combinations

from dateline.reconcile.families.build import Copy
from dateline.records import FamilyEdge

DAYS = 1
"""Days between two publications that may be one agency's one story."""


def same_agency_edges(
    copies: Mapping[str, Copy],
    incidents: Iterable[Collection[str]],
    edges: Iterable[FamilyEdge],
) -> tuple[FamilyEdge, ...]:
    """An edge `same_agency` for every two documents that credit one agency for one incident.

    `incidents` are the ids of the documents that report each incident. Documents more than a day
    apart, without a date, or with an edge already get none. Sorted by ids.
    """
    joined = {frozenset((edge.document, edge.other)) for edge in edges}
    found = set()
    for names in incidents:
        credited = sorted(n for n in set(names) if n in copies and copies[n].agency)
        for a, b in combinations(credited, 2):
            if frozenset((a, b)) not in joined and _same_story(copies[a], copies[b]):
                found.add((a, b))
    return tuple(FamilyEdge(a, b, "same_agency") for a, b in sorted(found))


def _same_story(a: Copy, b: Copy) -> bool:
    if a.agency is None or b.agency is None or a.published is None or b.published is None:
        return False
    alike = a.agency.casefold() == b.agency.casefold()
    return alike and abs((a.published - b.published).days) <= DAYS
