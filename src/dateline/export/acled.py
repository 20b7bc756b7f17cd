"""ACLED's 31 columns: names, order and codes of that dataset, from our own reading.

Only what the text presents as having happened (codebook 5) and whose type ACLED has (codebook 3)
becomes a row. Columns and codes: `data/acled_*.csv`, `data/precisions.csv`.
"""

from __future__ import annotations

from datetime import datetime

from dateline.codebook import STATUSES_THAT_COUNT
from dateline.export.codes import (
    acled_region,
    by_key,
    country_name,
    country_number,
    precision,
)
from dateline.export.dates import first_day, last_day, middle_day
from dateline.export.reading import Row
from dateline.export.view import Event, Party, joined

_CIVILIANS = 7


def acled_row(event: Event) -> Row | str:
    """The event in ACLED's columns, or why it is left out."""
    row = event.row
    if row["status"] not in STATUSES_THAT_COUNT:
        return f"status {row['status']}: not told as having happened"
    codes = by_key("acled_types", "type")[row["type"]]
    if not codes["sub_event_type"]:
        return f"type {row['type']}: {codes['reason']}"
    time = precision("acled", "time", row["date_precision"])
    start, end = first_day(row["date_from"]), last_day(row["date_to"])
    day = middle_day(start, end) if time else None
    inter1, inter2 = _inter(event.perpetrators), _inter(event.targets)
    return {
        "event_id_cnty": row["id"],
        "event_date": day.isoformat() if day else None,
        "year": start.year if start and end and start.year == end.year else None,
        "time_precision": time if day else None,
        "disorder_type": codes["disorder_type"],
        "event_type": codes["event_type"],
        "sub_event_type": codes["sub_event_type"],
        "actor1": joined(event.perpetrators[:1]),
        "assoc_actor_1": joined(event.perpetrators[1:], "; "),
        "inter1": inter1,
        "actor2": joined(event.targets[:1]),
        "assoc_actor_2": joined(event.targets[1:], "; "),
        "inter2": inter2,
        "interaction": _interaction(inter1, inter2),
        "civilian_targeting": _civilian(codes["civilians"], inter2),
        "iso": country_number(row["country"]),
        "region": acled_region(row["country"]),
        "country": country_name(row["country"]),
        "admin1": row["admin1"],
        "admin2": None,
        "admin3": None,
        "location": row["place_name"],
        "latitude": row["lat"],
        "longitude": row["lon"],
        "geo_precision": precision("acled", "place", row["place_precision"]),
        "source": _sources(event),
        "source_scale": None,
        "notes": row["sentence"],
        "fatalities": row["killed_best"],
        "tags": _tags(row),
        "timestamp": _seconds(row["updated_at"]),
    }


def _inter(parties: tuple[Party, ...]) -> int | None:
    return parties[0].kind or None if parties else None


def _interaction(one: int | None, two: int | None) -> int | None:
    return None if one is None or two is None else min(one, two) * 10 + max(one, two)


def _civilian(rule: str, inter2: int | None) -> str | None:
    targeted = rule == "always" or (rule == "target" and inter2 == _CIVILIANS)
    return "Civilian targeting" if targeted else None


def _tags(row: Row) -> str:
    """What ACLED has no column for, as `name=value; ...` (its tags look like that)."""
    names = ("status", "date_from", "date_to", "date_precision", "place_precision")
    tolls = ("killed_low", "killed_high", "injured_best")
    counts = ("documents", "families", "sources", "contested", "grade", "verdict")
    rest = ("document_ids", "permalink", "synthetic", "words")
    said = [(name, row.get(name)) for name in (*names, *tolls, *counts, *rest)]
    return "; ".join(f"{name}={value}" for name, value in said if value is not None)


def _sources(event: Event) -> str | None:
    """The outlets and agencies behind the row."""
    names = [name for article in event.articles for name in (article.outlet, article.agency)]
    return "; ".join(dict.fromkeys(filter(None, names))) or None


def _seconds(moment: str | None) -> int | None:
    return int(datetime.fromisoformat(moment).timestamp()) if moment else None
