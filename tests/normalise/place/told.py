"""Resolves marked places: in "Goma, [DRC]" every pair of brackets is a span."""

from __future__ import annotations

from dateline.normalise.place import Gazetteer, PlaceContext, resolve_places
from dateline.records import PlaceValue, Span


def told(gazetteer: Gazetteer, marked: str, **context: object) -> dict[str, PlaceValue]:
    """The values by their words (the last one where words repeat)."""
    text, spans, start = "", [], 0
    for character in marked:
        if character == "[":
            start = len(text)
        elif character == "]":
            spans.append(Span(start, len(text)))
        else:
            text += character
    values = resolve_places(text, spans, gazetteer, PlaceContext(**context))  # type: ignore[arg-type]
    assert [value.span for value in values] == spans
    return {value.name: value for value in values}


def near(value: PlaceValue, lat: float, lon: float, km: float = 25) -> bool:
    """Whether a value lies within some distance of a point."""
    from dateline.normalise.place._geometry import distance_km

    return (
        value.lat is not None
        and value.lon is not None
        and distance_km(value.lat, value.lon, lat, lon) <= km
    )
