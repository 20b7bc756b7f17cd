"""GeoJSON: the incidents that have a point, with precision and uncertainty as properties."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

_ABOUT_KM = {1: 5, 2: 25}
"""Radius within which the place lies, for the precisions that are distances (codebook 6)."""


def write_geojson(path: Path, rows: Iterable[Mapping[str, Any]]) -> tuple[int, int]:
    """Writes a FeatureCollection (RFC 7946), one feature a line.

    Returns features written and incidents without a point, which are left out and counted in
    the collection's `incidents_without_coordinates`.
    """
    count, without, synthetic = 0, 0, False
    with path.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
        file.write('{"type":"FeatureCollection","features":[')
        for row in rows:
            synthetic = synthetic or bool(row["synthetic"])
            if row["lat"] is None or row["lon"] is None:
                without += 1
                continue
            file.write(f"{',' if count else ''}\n{_json(_feature(row))}")
            count += 1
        told: dict[str, Any] = {"incidents_without_coordinates": without}
        if synthetic:
            told["note"] = "Some or all of these incidents come from synthetic texts."
        file.write(f"\n],{_json(told)[1:]}\n")
    return count, without


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


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
