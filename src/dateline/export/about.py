"""The sidecar of an export: what a row is, what maps to what, what was lost, what was left out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline import __version__
from dateline.export.codes import table
from dateline.export.view import UNIT_MEANS, View

_TABLES = {
    "acled": ("columns", "types"),
    "ged": ("columns", "types"),
    "plover": ("columns", "types", "sectors"),
    "hxl": ("columns",),
}
"""The mapping tables of a format, `data/FORMAT_NAME.csv`."""

_LOST = {
    "acled": [
        "low and high of the dead, the injured, the interval of the date: in tags",
        "who claims what, contradictions, weapons, the words behind values: in the other formats",
        "the rows are Dateline's reading of the documents given, not ACLED's data",
    ],
    "ged": [
        "events without a death told; weapons; the injured; who claims what",
        "UCDP's lists of conflicts, dyads and actors, and its yearly thresholds",
        "the rows are Dateline's reading of the documents given, not UCDP's data",
    ],
    "plover": [
        "status, weapons, low and high of every toll, who claims what",
        "contexts are not read; an intervention against a protest is no event of its own",
    ],
    "hxl": ["claims, actors and scores; most low and high figures"],
    "ftm": [
        "who did it and to whom: FollowTheMoney's Event has only `involved`",
        "coordinates and precisions as values: they stand in notes",
        "claims, who says how many; tolls as numbers: they stand in description",
    ],
    "xlsx": [
        "offsets of mentions; figures one by one, contradictions, actors and rejects: in csv",
        "dates of less than a day are expanded",
    ],
    "parquet": ["offsets of single mentions; rejects; dates of less than a day are expanded"],
    "geojson": ["incidents without a point"],
}


@dataclass(slots=True)
class Told:
    """What a writer has to say of its files, filled while it writes."""

    files: dict[str, int] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)


def about(format: str, told: Told, view: View) -> dict[str, Any]:
    """The sidecar's content."""
    people = view.hidden.counts if view.hidden else None
    out: dict[str, Any] = {
        "format": format,
        "made_by": f"Dateline {__version__}",
        "unit": view.by,
        "unit_means": UNIT_MEANS[view.by],
        "files": told.files,
        "chosen": view.selection.told or ["everything"],
        "rejected_by_reviewers": "shown" if view.selection.rejected else "left out",
        "permalink": "path in the workbench: dateline serve DB, then its address before the path",
        "left_out": dict(sorted(told.left_out.items())),
        "left_out_total": sum(told.left_out.values()),
        "lost": _LOST.get(format, []),
    }
    if told.notes:
        out["notes"] = told.notes
    if people is not None:
        withheld = sum(n for what, n in people.items() if what.startswith("withheld"))
        out["public"] = {
            "persons_withheld": withheld,
            "persons": dict(sorted(people.items())),
            "counted": "once in each document read for this export",
            "rule": "names of persons to whom a document gives no office, command or by-line and"
            " whom it does not name as perpetrators; in all texts of the export. Identifiers and"
            " persons whom the program did not recognise as such are not changed",
        }
    for name in _TABLES.get(format, ()):
        out[name] = [dict(line) for line in table(f"{format}_{name}")]
    if format == "acled":
        out["precisions"] = [dict(line) for line in table("precisions")]
    return out


def write_about(path: Path, content: Mapping[str, Any]) -> None:
    """Writes the sidecar as JSON."""
    text = json.dumps(content, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8", errors="replace", newline="\n")
