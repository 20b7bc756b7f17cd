"""The keys of packs: what a recorder publishes of each incident after reading all documents."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dateline.evaluate.files import DataError
from dateline.evaluate.time import gold_interval

BOUNDS = ("low", "best", "high")


@dataclass(frozen=True, slots=True)
class PackIncident:
    """One incident of a pack's key; bounds by what is counted, None where the recorder left it.

    `days` are its first and last day, `point` its latitude and longitude; None where not known.
    """

    pack: str
    key: str
    type: str
    days: tuple[date, date] | None
    point: tuple[float, float] | None
    bounds: Mapping[str, tuple[int | None, int | None, int | None]]
    sources: int


def read_packs(folder: Path) -> tuple[PackIncident, ...]:
    """The incidents of all packs in `folder/synth-packs` (or `folder`), by pack and place in it.

    Raises DataError where there are none, or naming the file that is not as it should be.
    """
    inner = folder / "synth-packs"
    paths = sorted((inner if inner.is_dir() else folder).glob("*.json"))
    if not paths:
        raise DataError("no packs", str(inner), "name the folder that holds synth-packs")
    return tuple(incident for path in paths for incident in _read(path))


def _read(path: Path) -> Sequence[PackIncident]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return [
            PackIncident(
                pack=str(content["pack"]),
                key=str(row["key"]),
                type=str(row["type"]),
                days=_days(row.get("date") or {}),
                point=_point(row.get("place") or {}),
                bounds={what: _bounds(row[what]) for what in ("killed", "injured")},
                sources=int(row["independent_sources"]),
            )
            for row in content["incidents"]
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(
            f"not a pack ({error!r})", str(path), "write pack and incidents as JSON"
        ) from error


def _days(row: Mapping[str, str | None]) -> tuple[date, date] | None:
    """An interval written into both ends ("2016-11-13/2016-11-15") is that interval."""
    first = (row.get("from") or "").split("/")[0]
    last = (row.get("to") or "").split("/")[-1]
    days = gold_interval(first or None, last or None)
    return (days[0], days[1]) if days[0] and days[1] else None


def _point(row: Mapping[str, float | None]) -> tuple[float, float] | None:
    lat, lon = row.get("lat"), row.get("lon")
    return None if lat is None or lon is None else (float(lat), float(lon))


def _bounds(row: Mapping[str, int | None]) -> tuple[int | None, int | None, int | None]:
    low, best, high = (row[name] for name in BOUNDS)
    if not all(value is None or isinstance(value, int) for value in (low, best, high)):
        raise TypeError(f"bounds {row} are not whole numbers")
    return low, best, high
