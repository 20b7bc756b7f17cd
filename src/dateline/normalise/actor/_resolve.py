"""Which list entry an actor of a document is: candidates scored in context, or one seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.normalise.actor._list import ActorEntry, Hit
from dateline.records import ActorCandidate

# How far the name speaks for an entry, by how it matches.
_MATCH = {"name": 1.0, "alias": 0.9, "acronym": 0.7, "spelling": 0.6}
_ORDER = {"name": 0, "alias": 1, "acronym": 2, "spelling": 3}
_GROUPS = frozenset(("ARMED_GROUP", "STATE_FORCE", "GOVERNMENT", "ORG", "MEDIA"))
# Types between which reports and lists differ freely (a party with an armed wing, a mission).
_KIN = (
    frozenset(("ARMED_GROUP", "ORG")),
    frozenset(("STATE_FORCE", "GOVERNMENT")),
    frozenset(("STATE_FORCE", "ORG")),
    frozenset(("STATE_FORCE", "ARMED_GROUP")),
    frozenset(("ORG", "GOVERNMENT")),
    frozenset(("ORG", "MEDIA")),
)
_LEAST = 0.75
_MARGIN = 0.25


def _margin(type_: str | None, first: ActorEntry, second: ActorEntry) -> float:
    """How far the first must lead: further if only the second is what the report calls it."""
    return 2 * _MARGIN if second.type == type_ != first.type else _MARGIN


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a document says besides the name: countries by weight, date, other actors' ids."""

    countries: Mapping[str, float]
    published: date | None = None
    others: Collection[str] = ()


def score_entry(
    hit: Hit, type_: str | None, country: str | None, names: int, around: Surroundings
) -> tuple[float, str, bool]:
    """Score of one entry, the reasons in words, and whether anything besides the name speaks for
    it. `country` is the country that the name itself states; `names` the number of the actor's
    names that fit the entry."""
    entry = hit.entry
    score = _MATCH[hit.match]
    why = [hit.match]
    support = False
    if type_ in _GROUPS and entry.type in _GROUPS:
        if type_ == entry.type:
            score += 0.15
        elif frozenset((type_, entry.type)) not in _KIN:
            score -= 0.7 if "MEDIA" in (type_, entry.type) else 0.25
            why.append(f"type {entry.type}")
        if type_ == entry.type == "MEDIA":
            # Outlets are quoted far from home: that the report calls it one is enough.
            support = True
    elif type_ is not None and type_ != entry.type:
        score -= 0.7
        why.append(f"type {entry.type}")
    if names > 1:
        score += 0.3
        support = True
        why.append("several names")
    if country is not None and entry.active:
        if country in entry.active:
            score += 0.3
            support = True
        else:
            score -= 0.6
            why.append(f"not in {country}")
    total = sum(around.countries.values())
    if total and entry.active:
        share = sum(around.countries.get(c, 0.0) for c in entry.active) / total
        if share > 0.05:
            home = entry.country is not None and around.countries.get(entry.country, 0.0) > 0
            score += 0.4 * min(1.0, share * 2) + (0.05 if home else 0.0)
            support = True
            why.append("country of the document")
        elif entry.kind:
            score -= 0.3
            why.append("other country")
    if around.published is not None:
        year = around.published.year
        if entry.start is not None and year < entry.start - 1:
            score -= 0.8
            why.append(f"not before {entry.start}")
        elif entry.end is not None and year > entry.end + 3:
            score -= 0.2
            why.append(f"ended {entry.end}")
    related = (entry.enemies | {entry.parent}) & set(around.others)
    if related:
        score += 0.15
        support = True
        why.append("with " + ", ".join(sorted(str(r) for r in related)))
    return score, ", ".join(why), support


def resolve(
    hits: Sequence[Hit], type_: str | None, country: str | None, around: Surroundings
) -> tuple[str | None, tuple[ActorCandidate, ...]]:
    """The single entry that fits (its id) or None, and all candidates, best first.

    One entry is picked only where it leads clearly and where nothing speaks against it; an
    acronym or a spelling variant alone never suffices (codebook 9: nothing picks silently).
    """
    best: dict[str, Hit] = {}
    count: Counter[str] = Counter()
    for hit in hits:
        count[hit.entry.id] += 1
        known = best.get(hit.entry.id)
        if known is None or _ORDER[hit.match] < _ORDER[known.match]:
            best[hit.entry.id] = hit
    rows: list[tuple[float, ActorEntry, str, bool, str]] = []
    for hit in best.values():
        score, why, support = score_entry(hit, type_, country, count[hit.entry.id], around)
        rows.append((score, hit.entry, why, support, hit.match))
    rows.sort(key=lambda r: (-r[0], r[1].id))
    candidates = tuple(
        ActorCandidate(e.id, e.name, e.kind, e.country, round(max(0.0, s), 3), why)
        for s, e, why, _, _ in rows
    )
    if not rows:
        return None, ()
    score, entry, _, support, match = rows[0]
    clear = len(rows) == 1 or score - rows[1][0] >= _margin(type_, entry, rows[1][1])
    enough = score >= _LEAST and (support or match in ("name", "alias"))
    if match == "spelling" and not support:
        enough = False
    return (entry.id if clear and enough else None), candidates
