"""GeoJSON: the incidents that have a point, with precision and uncertainty as properties."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

_ABOUT_KM = {1: 5, 2: 25}
"""Radius within which the place lies, for the precisions that are distances (codebook 6)."""


def write_geojson(path: Path, rows: Iterable[Mapping[str, Any]]) -> tuple[int, int]:
    """Writes a FeatureCollection (RFC 7946); (features written, incidents without a point)."""
    features, without, synthetic = [], 0, False
    for row in rows:
        synthetic = synthetic or bool(row["synthetic"])
        if row["lat"] is None or row["lon"] is None:
            without += 1
            continue
        features.append(_feature(row))
    collection: dict[str, Any] = {
        "type": "FeatureCollection",
        "incidents_without_coordinates": without,
    }
    if synthetic:
        collection["note"] = "Some or all of these incidents come from synthetic texts."
    collection["features"] = features
    with path.open("w", encoding="utf-8", newline="\n") as file:
        json.dump(collection, file, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        file.write("\n")
    return len(features), without


def _feature(row: Mapping[str, Any]) -> dict[str, Any]:
    properties = {k: v for k, v in row.items() if k not in ("id", "lat", "lon")}
    properties["synthetic"] = bool(row["synthetic"])
    properties["uncertainty_km"] = _ABOUT_KM.get(row["place_precision"])
    return {
        "type": "Feature",
        "id": row["id"],
        "geometry": {"type": "Point", "coordinates": [row["lon"], row["lat"]]},
        "properties": properties,
    }
