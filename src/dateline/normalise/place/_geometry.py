"""Distances, moved points, lines and stretches on the WGS 84 ellipsoid; GeoJSON as text."""

from __future__ import annotations

import json
import math
from functools import lru_cache
from typing import Any

from dateline.normalise.place._compile import DIRECTIONS as DIRECTIONS

Point = tuple[float, float]
"""(lat, lon) in degrees."""

BEARINGS = {
    direction: math.degrees(math.atan2(east, north)) % 360
    for direction, (north, east) in DIRECTIONS.items()
    if direction != "central"
}


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance; within half a per cent of the ellipsoid's, and fast."""
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    half = (
        math.sin((phi2 - phi1) / 2) ** 2
        + math.cos(phi1) * math.cos(phi2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    )
    return 12742.0 * math.asin(min(1.0, math.sqrt(half)))


@lru_cache(maxsize=1)
def _shapely() -> Any:
    import shapely
    import shapely.geometry
    import shapely.ops

    return shapely


@lru_cache(maxsize=1)
def _geod() -> Any:
    from pyproj import Geod

    return Geod(ellps="WGS84")


def moved(point: Point, direction: str, km: float) -> Point:
    """The point `km` away in a direction ("north" ... "southwest")."""
    lon, lat, _back = _geod().fwd(point[1], point[0], BEARINGS[direction], km * 1000)
    return round(lat, 5), round(lon, 5)


def middle(a: Point, b: Point) -> Point:
    """The point half-way between two points."""
    (lon_lat,) = _geod().npts(a[1], a[0], b[1], b[0], 1)
    return round(lon_lat[1], 5), round(lon_lat[0], 5)


def line_json(points: list[Point]) -> str:
    """A GeoJSON LineString of (lat, lon) points."""
    return _json({"type": "LineString", "coordinates": [[lon, lat] for lat, lon in points]})


def ring_json(point: Point, km: float) -> str:
    """A GeoJSON Polygon: the circle of `km` around a point, with 32 corners."""
    corners = []
    for step in range(33):
        lon, lat, _back = _geod().fwd(point[1], point[0], (step % 32) * 11.25, km * 1000)
        corners.append([round(lon, 4), round(lat, 4)])
    return _json({"type": "Polygon", "coordinates": [corners]})


def _json(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


@lru_cache(maxsize=512)
def shape(text: str) -> Any:
    """The geometry of an own table's shape cell, coordinates as (lon, lat)."""
    kind, _, body = text.partition(":")
    if kind == "box":
        west, south, east, north = (float(part) for part in body.split())
        return _shapely().box(west, south, east, north)
    points = [tuple(float(n) for n in pair.split()) for pair in body.split(",")]
    if kind == "line":
        return _shapely().LineString(points)
    if kind == "area":
        return _shapely().Polygon(points)
    raise ValueError(f"shape {text[:40]!r} is none of line, box, area")


def shape_json(text: str) -> str:
    """The GeoJSON text of an own table's shape cell."""
    return _json(_shapely().geometry.mapping(shape(text)))


def nearest_on(text: str, point: Point) -> Point:
    """The point of a shape that lies nearest to `point`."""
    there = _shapely().Point(point[1], point[0])
    found, _ = _shapely().ops.nearest_points(shape(text), there)
    return round(found.y, 5), round(found.x, 5)


def stretch(text: str, a: Point, b: Point) -> tuple[Point, str] | None:
    """The part of a line between the points nearest to a and b: its middle and its GeoJSON.

    None where the shape is no line or a and b lie at the same place of it.
    """
    line = shape(text)
    if line.geom_type != "LineString":
        return None
    start, end = sorted(line.project(_shapely().Point(p[1], p[0])) for p in (a, b))
    part = _shapely().ops.substring(line, start, end)
    if part.geom_type != "LineString":
        return None
    centre = part.interpolate(0.5, normalized=True)
    return (round(centre.y, 5), round(centre.x, 5)), _json(_shapely().geometry.mapping(part))


def outer_third(text: str, direction: str) -> Point:
    """The middle of the third of a shape that lies farthest in a direction."""
    body = shape(text)
    west, south, east, north = body.bounds
    up, right = DIRECTIONS[direction]
    tall, wide = (north - south) / 3, (east - west) / 3
    window = _shapely().box(
        west + (2 * wide if right > 0 else 0),
        south + (2 * tall if up > 0 else 0),
        east - (2 * wide if right < 0 else 0),
        north - (2 * tall if up < 0 else 0),
    )
    part = body.intersection(window)
    centre = (window if part.is_empty else part).centroid
    return round(centre.y, 4), round(centre.x, 4)
