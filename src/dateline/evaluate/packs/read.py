"""The keys of packs: what a recorder publishes of each incident after reading all documents."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.evaluate.files import DataError

BOUNDS = ("low", "best", "high")


@dataclass(frozen=True, slots=True)
class PackIncident:
    """One incident of a pack's key; bounds by what is counted, None where the recorder left it."""

    pack: str
    key: str
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
                bounds={what: _bounds(row[what]) for what in ("killed", "injured")},
                sources=int(row["independent_sources"]),
            )
            for row in content["incidents"]
        ]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(
            f"not a pack ({error!r})", str(path), "write pack and incidents as JSON"
        ) from error


def _bounds(row: Mapping[str, int | None]) -> tuple[int | None, int | None, int | None]:
    low, best, high = (row[name] for name in BOUNDS)
    if not all(value is None or isinstance(value, int) for value in (low, best, high)):
        raise TypeError(f"bounds {row} are not whole numbers")
    return low, best, high
