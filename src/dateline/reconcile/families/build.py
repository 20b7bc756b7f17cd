"""From edges to families: each document joins the copy it is nearest to, and no other.

Documents that merely share paragraphs never join, however many of them there are, and a document
that holds two copies does not join the two families: it has one edge into one of them at most.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from dateline.records import Family, FamilyEdge

FULL = 0.8
"""Share of the longest copy's words from which a copy is full."""

_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Copy:
    """What is known of a document when families are built: `words` is how many it reports."""

    id: str
    words: int
    published: date | None = None
    outlet: str | None = None
    agency: str | None = None


def families_of(copies: Iterable[Copy], edges: Iterable[FamilyEdge]) -> tuple[Family, ...]:
    """The families of all documents, those of one document among them, sorted by id.

    `edges` of other kinds than `derived`, and those to documents that are not among `copies`, are
    passed over. The result does not depend on any order.
    """
    by_id = {copy.id: copy for copy in copies}
    near: dict[str, list[FamilyEdge]] = defaultdict(list)
    for edge in edges:
        if edge.kind == "derived" and edge.document in by_id and edge.other in by_id:
            near[edge.document].append(edge)
            near[edge.other].append(edge)
    taken_by: Counter[str] = Counter()
    reprints: Counter[str] = Counter()
    for name, edges_there in near.items():
        taken_by[name] = sum(_whole_of(edge, by_id).id == name for edge in edges_there)
        reprints[name] = sum(min(edge.share, edge.other_share) >= FULL for edge in edges_there)
    chosen = {
        name: best
        for name in near
        if (best := _nearest(name, near[name], by_id, taken_by, reprints))
    }
    root = {name: name for name in by_id}
    # From long to short: a document's whole has its root before the document needs it.
    for name in sorted(chosen, key=lambda n: _fullness(by_id[n]), reverse=True):
        root[name] = root[_other(chosen[name], name)]
    members: dict[str, list[str]] = defaultdict(list)
    for name in sorted(by_id):
        members[root[name]].append(name)
    out = []
    for names in members.values():
        origin = _origin([by_id[name] for name in names])
        out.append(
            Family(
                id=origin,
                origin=origin,
                documents=tuple(names),
                edges=tuple(chosen[name] for name in names if name in chosen),
            )
        )
    return tuple(sorted(out, key=lambda family: family.id))


def settled(families: Iterable[Family], edges: Iterable[FamilyEdge]) -> tuple[FamilyEdge, ...]:
    """The edges as the families leave them: `derived` inside one, else `shares_paragraphs`."""
    family_of = {name: family.id for family in families for name in family.documents}
    return tuple(
        replace(edge, kind="shares_paragraphs", derivation=None)
        if edge.kind == "derived" and family_of[edge.document] != family_of[edge.other]
        else edge
        for edge in edges
    )


def _fullness(copy: Copy) -> tuple[int, str]:
    """Sorts copies by length; the id settles ties, so that no two are each other's whole."""
    return copy.words, copy.id


def _whole_of(edge: FamilyEdge, by_id: Mapping[str, Copy]) -> Copy:
    return max(by_id[edge.document], by_id[edge.other], key=_fullness)


def _other(edge: FamilyEdge, name: str) -> str:
    return edge.other if edge.document == name else edge.document


def _nearest(
    name: str,
    edges: Iterable[FamilyEdge],
    by_id: Mapping[str, Copy],
    taken_by: Counter[str],
    reprints: Counter[str],
) -> FamilyEdge | None:
    """The edge to the fuller copy that a document is nearest to.

    That is the one with most of its words; of several, the one that most others are taken from,
    then the one that says least besides, then the earliest. A story that others reprint as it is
    was not cut out of a longer one that opens otherwise and that nobody reprints: there, the
    longer one has it pasted in.
    """
    fuller = [
        edge
        for edge in edges
        if (whole := _whole_of(edge, by_id).id) != name
        and (edge.opening or edge.other_share >= _HALF or reprints[whole] >= reprints[name])
    ]

    def nearness(edge: FamilyEdge) -> tuple[float, int, float, str, str]:
        whole = by_id[_other(edge, name)]
        own, theirs = edge.share, edge.other_share
        if edge.document != name:
            own, theirs = theirs, own
        day = whole.published.isoformat() if whole.published else "9999"
        return -round(own, 1), -taken_by[whole.id], -theirs, day, whole.id

    return min(fuller, key=nearness, default=None)


def _origin(copies: list[Copy]) -> str:
    """The agency's own copy, or else the earliest full one; then credited, longer, smaller id."""

    def rank(copy: Copy) -> tuple[bool, bool, str, bool, int, str]:
        is_full = copy.words >= FULL * longest
        day = copy.published.isoformat() if copy.published else "9999"
        return (
            not (is_full and _is_agencys(copy)),
            not is_full,
            day,
            copy.agency is None,
            -copy.words,
            copy.id,
        )

    longest = max(copy.words for copy in copies)
    return min(copies, key=rank).id


def _is_agencys(copy: Copy) -> bool:
    """Whether an agency published the copy itself: its name, or its initials, are the outlet's."""
    if not (copy.agency and copy.outlet):
        return False
    agency, outlet = copy.agency.casefold(), copy.outlet.casefold()
    initials = "".join(word[0] for word in outlet.split())
    return agency in (outlet, initials) or outlet.startswith(f"{agency} ")
