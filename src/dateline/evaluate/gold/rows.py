"""What one document adds to each row of the table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.codebook import EVENT_TYPE_OF
from dateline.evaluate.gold.annotated import (
    CLAIM_LABELS,
    Annotated,
    Bounds,
    Incident,
    Interval,
    Labelled,
    Point,
)
from dateline.evaluate.gold.matching import (
    best_pairs,
    jaccard,
    same_content,
    same_label,
    same_source,
)
from dateline.evaluate.span_scores import Counts, exact
from dateline.normalise.place._geometry import distance_km

NEAR_KM = (25, 161)
"""Within a town's surroundings; within 100 miles, which gazetteer studies report."""

COUNTED = frozenset({"killed", "injured"})
"""The figures of which tolls are compared."""

Pairs = Sequence[tuple[Incident, Incident]]


@dataclass(frozen=True, slots=True)
class Found:
    """Items of a row."""

    row: str
    counts: Counts


@dataclass(frozen=True, slots=True)
class Judged:
    """One value of an item that was found."""

    row: str
    right: bool


def mention_rows(gold: Annotated, seen: Annotated) -> Iterator[Found]:
    """Exact spans with their type, all together and by type, and overlapping spans of one type."""
    wanted, given = set(gold.mentions), set(seen.mentions)
    yield Found("mentions exact", exact(wanted, given))
    pairs = best_pairs(gold.mentions, seen.mentions, same_label)
    yield Found("mentions overlap", Counts(len(pairs), len(seen.mentions), len(gold.mentions)))
    for label in sorted({m.label for m in wanted | given}):
        counts = Counts(_of(label, wanted & given), _of(label, given), _of(label, wanted))
        yield Found(f"mention {label}", counts)


def time_rows(gold: Annotated, seen: Annotated) -> Iterator[Found]:
    """Time expressions by overlap, and of these the ones with the same first and last day."""
    pairs = best_pairs(gold.times, seen.times, lambda a, b: jaccard(a.span, b.span))
    sizes = len(seen.times), len(gold.times)
    yield Found("times span", Counts(len(pairs), *sizes))
    yield Found("times value", Counts(sum(a.days == b.days for a, b in pairs), *sizes))


def place_rows(gold: Annotated, seen: Annotated) -> Iterator[Found]:
    """Place names that have a point, by overlap, with the predicted point near enough."""
    pairs = best_pairs(gold.places, seen.places, lambda a, b: jaccard(a.span, b.span))
    for limit in NEAR_KM:
        near = sum(_within(a.point, b.point, limit) for a, b in pairs)
        counts = Counts(near, len(seen.places), len(gold.places))
        yield Found(f"places within {limit} km", counts)


def incident_rows(gold: Annotated, seen: Annotated, pairs: Pairs) -> Iterator[Found]:
    """Incidents found, and found with event type, type, and type and status."""
    sizes = len(seen.incidents), len(gold.incidents)
    of_event_type = sum(_event_type(a) == _event_type(b) for a, b in pairs)
    typed = [(a, b) for a, b in pairs if a.type == b.type]
    of_status = sum(a.status == b.status for a, b in typed)
    yield Found("incidents found", Counts(len(pairs), *sizes))
    yield Found("incidents found, event type", Counts(of_event_type, *sizes))
    yield Found("incidents found, type", Counts(len(typed), *sizes))
    yield Found("incidents found, type and status", Counts(of_status, *sizes))


def role_rows(gold: Annotated, seen: Annotated, pairs: Pairs) -> Iterator[Found]:
    """Arguments of found incidents by overlap, each role by itself and all together."""
    wanted = [a for i in gold.incidents for a in i.arguments]
    given = [a for i in seen.incidents for a in i.arguments]
    right = [
        x
        for a, b in pairs
        # Within one role only, so that pairing all roles at once is pairing each by itself.
        for x, _ in best_pairs(a.arguments, b.arguments, same_label)
    ]
    for role in sorted({a.label for a in (*wanted, *given)}):
        counts = Counts(_of(role, right), _of(role, given), _of(role, wanted))
        yield Found(f"role {role}", counts)
        yield Found("roles", counts)


def toll_rows(gold: Annotated, seen: Annotated, pairs: Pairs) -> Iterator[Found]:
    """Killed and injured of found incidents with exactly the same low, best and high."""
    counts = Counts(
        sum(len(_figures(a) & _figures(b)) for a, b in pairs),
        sum(len(_figures(i)) for i in seen.incidents),
        sum(len(_figures(i)) for i in gold.incidents),
    )
    yield Found("toll", counts)


def value_rows(pairs: Pairs) -> Iterator[Judged]:
    """Date and place of found incidents, where the annotation has one."""
    for a, b in pairs:
        if a.days is not None:
            yield Judged("incident date interval", a.days == b.days)
            yield Judged("incident date overlaps", a.days.meets(b.days or Interval(None, None)))
        if a.point is not None:
            for limit in NEAR_KM:
                near = b.point is not None and _within(a.point, b.point, limit)
                yield Judged(f"incident place within {limit} km", near)


def claim_rows(gold: Annotated, seen: Annotated) -> Iterator[Found | Judged]:
    """Claims by content, and by content and source; the labels of those found by content."""
    pairs = best_pairs(gold.claims, seen.claims, same_content)
    sizes = len(seen.claims), len(gold.claims)
    sourced = sum(same_source(a, b) for a, b in pairs)
    yield Found("claims content", Counts(len(pairs), *sizes))
    yield Found("claims content and source", Counts(sourced, *sizes))
    for a, b in pairs:
        for name, wanted, given in zip(CLAIM_LABELS, a.labels, b.labels, strict=True):
            yield Judged(f"claim {name}", wanted == given)


def _of(label: str, items: set[Labelled] | Sequence[Labelled]) -> int:
    return sum(item.label == label for item in items)


def _within(a: Point, b: Point, limit: float) -> bool:
    return distance_km(*a, *b) <= limit


def _event_type(incident: Incident) -> str:
    return EVENT_TYPE_OF.get(incident.type, incident.type)


def _figures(incident: Incident) -> set[Bounds]:
    return {bounds for bounds in incident.figures if bounds[0] in COUNTED}
