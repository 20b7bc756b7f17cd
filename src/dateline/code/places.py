"""The place of an incident: the finest of its own places, else what the document implies."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.code.origins import rule_name
from dateline.records import IncidentPlace, Origin, PlaceValue

# From finest to vaguest, as a reader would choose between two places of one incident: an exact
# place, one near it, a district, a line or area, a province, the sea, a country (codebook 6).
_FINENESS = {1: 0, 2: 1, 3: 2, 5: 3, 4: 4, 7: 5, 6: 6}


def own_place(
    places: Sequence[tuple[PlaceValue, float]], rule: str = "stated"
) -> IncidentPlace | None:
    """The incident's place out of the places linked to it: the finest that has a point.

    Where none has a point, the first name is kept without coordinates, with the reason.
    """
    if not places:
        return None
    located = _without_anchors([(p, s) for p, s in places if p.lat is not None])
    if not located:
        place, score = places[0]
        return _incident_place(place, score, rule, place.unresolved)
    place, score = min(
        located,
        key=lambda ps: (_fineness(ps[0]), -round(ps[1], 1), ps[0].start),
    )
    return _incident_place(place, score, rule, None)


def _without_anchors(places: list[tuple[PlaceValue, float]]) -> list[tuple[PlaceValue, float]]:
    """The places but those that only say where another one is: of "Petel-Bana, 20 km north of
    Gorom-Gorom", an exact point, the first is meant."""
    told = [p.rule for p, _ in places if p.rule.startswith("relative:")]
    return [(p, s) for p, s in places if not any(rule.endswith(f" {p.name}") for rule in told)]


def is_named(place: PlaceValue) -> bool:
    """Whether the words name the place themselves, unlike "the village" or "a hospital"."""
    return "common noun" not in place.rule


def _fineness(place: PlaceValue) -> float:
    """A named place outranks a common noun, whose point is another name's.

    "A house in western Iraq, near the border" is where those words say, not in the town named
    last; only a province, a sea or a country is vaguer than that town.
    """
    fine = _FINENESS.get(place.precision or 6, 6)
    return fine if is_named(place) or fine > 1 else 3.5


def inherited_place(governing: IncidentPlace, rule: str, note: str) -> IncidentPlace:
    """The place of another incident, of a target or of the dateline, taken over."""
    return IncidentPlace(
        governing.name,
        governing.lat,
        governing.lon,
        governing.country,
        governing.admin1,
        governing.precision,
        governing.span,
        Origin(f"rule:place/{rule}", governing.origin.score or None, note),
    )


def _incident_place(place: PlaceValue, score: float, rule: str, note: str | None) -> IncidentPlace:
    by = rule_name("place", place.rule or rule)
    return IncidentPlace(
        place.name,
        place.lat,
        place.lon,
        place.country,
        place.admin1,
        place.precision,
        place.span,
        Origin(by, round(score, 4), note),
    )
