"""What an incident is, when and where, chosen from what its reports say; never averaged.

Each choice names the report that it came from. What no report says stays unknown.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import TypeVar

from dateline.codebook import EVENT_TYPE_OF
from dateline.normalise.place._geometry import distance_km
from dateline.reconcile.evidence import Evidence, PlaceEvidence, Words
from dateline.reconcile.sources import in_order

NEAR_KM = 25.0
"""Points within this of each other are one place told twice (codebook 6: "near")."""

_STATUSES = ("happened", "ongoing", "possible", "unknown", "denied", "planned", "predicted")
"""From the surest: what one report tells as done is done, whoever only foresaw or doubted it."""

_SHORT, _LONG = 40, 400
"""Code points of a sentence that is neither a headline's scrap nor a paragraph."""

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Told:
    """An incident's type, status, sentence, date and place, each with its report's id.

    `date` is (from, to, precision) as in the codebook. `place_report` and `date_report` are None
    where no report gives a place or a date.
    """

    type: str
    event_type: str | None
    type_report: str
    status: str
    status_report: str
    sentence: Words
    sentence_document: str
    date: tuple[str | None, str | None, int | None] | None
    date_report: str | None
    place: PlaceEvidence | None
    place_report: str | None


def told(reports: Sequence[Evidence], house_of: Mapping[str, str]) -> Told:
    """What the reports of one incident, at least one, say of it (docs/tolls.md).

    Type, date and place are those of most independent sources among the most precise; ties go to
    the earliest published. The order of `reports` does not matter.
    """
    ordered = in_order(reports)
    done = [r for r in ordered if r.status in ("happened", "ongoing")] or ordered

    typed = _most(done, lambda r: r.type, house_of)
    status = _status(ordered)
    best = max(done, key=lambda r: _tells(r))
    sentence = best.sentence or (best.triggers[0] if best.triggers else Words(0, 1, best.type))
    dated = _dated(done, house_of) or _dated(ordered, house_of)
    placed = _placed(done, house_of) or _placed(ordered, house_of)
    return Told(
        type=typed.type,
        event_type=EVENT_TYPE_OF.get(typed.type),
        type_report=typed.report_id,
        status=status.status,
        status_report=status.report_id,
        sentence=sentence,
        sentence_document=best.document_id,
        date=(dated.date_from, dated.date_to, dated.date_precision) if dated else None,
        date_report=dated.report_id if dated else None,
        place=placed.place if placed else None,
        place_report=placed.report_id if placed else None,
    )


def _most(
    items: Sequence[Evidence], key: Callable[[Evidence], K], house_of: Mapping[str, str]
) -> Evidence:
    """The first of the items whose key most independent sources have, then most reports."""
    houses: dict[K, set[str]] = defaultdict(set)
    for item in items:
        houses[key(item)].add(house_of[item.document.family_id])
    counts = Counter(key(item) for item in items)
    return max(items, key=lambda item: (len(houses[key(item)]), counts[key(item)]))


def _status(ordered: Sequence[Evidence]) -> Evidence:
    """The surest status; between happened and ongoing, the later report's."""
    rank = {name: place for place, name in enumerate(_STATUSES)}
    best = min(rank.get(r.status, len(rank)) for r in ordered)
    if best <= 1:
        return [r for r in ordered if rank.get(r.status, len(rank)) <= 1][-1]
    return next(r for r in ordered if rank.get(r.status, len(rank)) == best)


def _dated(reports: Sequence[Evidence], house_of: Mapping[str, str]) -> Evidence | None:
    known = [r for r in reports if r.date_from and r.date_precision]
    if not known:
        return None
    stated = [r for r in known if r.date_stated] or known
    finest = min(r.date_precision or 9 for r in stated)
    fine = [r for r in stated if r.date_precision == finest]
    return _most(fine, lambda r: (r.date_from, r.date_to), house_of)


def _placed(reports: Sequence[Evidence], house_of: Mapping[str, str]) -> Evidence | None:
    """The most precise place that most sources have within 25 km, else the first one named."""
    located = [r for r in reports if r.place and r.place.lat is not None]
    if not located:
        return next((r for r in reports if r.place), None)

    # By point: a thousand copies of a story have one.
    houses: dict[tuple[float | None, float | None], set[str]] = defaultdict(set)
    places: dict[tuple[float | None, float | None], PlaceEvidence | None] = {}
    for r in located:
        houses[_point(r.place)].add(house_of[r.document.family_id])
        places[_point(r.place)] = r.place
    agreement = {
        point: len(
            set().union(
                *(houses[o] for o, other in places.items() if kilometres(place, other) <= NEAR_KM)
            )
        )
        for point, place in places.items()
    }

    def agreeing(r: Evidence) -> int:
        return agreement[_point(r.place)]

    def precision(r: Evidence) -> int:
        return (r.place.precision if r.place else None) or 9

    finest = [r for r in located if precision(r) <= 2] or located
    most = max(agreeing(r) for r in finest)
    return min((r for r in finest if agreeing(r) == most), key=precision)


def _point(place: PlaceEvidence | None) -> tuple[float | None, float | None]:
    return (place.lat, place.lon) if place else (None, None)


def kilometres(a: PlaceEvidence | None, b: PlaceEvidence | None) -> float:
    """How far two places are apart; infinitely, where either has no point."""
    if a is None or b is None or None in (a.lat, a.lon, b.lat, b.lon):
        return inf
    return distance_km(a.lat or 0.0, a.lon or 0.0, b.lat or 0.0, b.lon or 0.0)


def _tells(report: Evidence) -> tuple[int, bool, int]:
    """How much of who, whom, where, when and how many a report's sentence itself says."""
    sentence = report.sentence
    if sentence is None:
        return (-1, False, 0)
    span = sentence.span
    roles = {a.role for a in report.arguments if span.contains(a.words.span)}
    counted = any(span.contains(t.words.span) for t in report.tolls)
    whole = _SHORT <= len(sentence.text) <= _LONG
    return (len(roles) + counted + 2 * whole, report.status == "happened", -len(sentence.text))
