"""Place names to points, lines and areas: the gazetteer and resolution in context (codebook 6)."""

from dateline.normalise.place.find import find_places
from dateline.normalise.place.gazetteer import (
    Gazetteer,
    GazetteerError,
    cache_folder,
    open_gazetteer,
)
from dateline.normalise.place.resolve import PlaceContext, resolve_places

__all__ = [
    "Gazetteer",
    "GazetteerError",
    "PlaceContext",
    "cache_folder",
    "find_places",
    "open_gazetteer",
    "resolve_places",
]
