"""UCDP GED's 49 columns (version 23.1): names, order and codes of that dataset.

GED's events are lethal uses of armed force by organised actors, so only such rows are written.
Columns and codes: `data/ged_*.csv`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from dateline.codebook import STATUSES_THAT_COUNT
from dateline.export.codes import by_key, country_name, state_number, ucdp_region
from dateline.export.dates import first_day, last_day
from dateline.export.reading import Row
from dateline.export.view import Article, Event, Party, joined

_STATE = frozenset({1})
_ORGANISED = frozenset({1, 2, 3, 4})
_UNARMED = frozenset({5, 6, 7})
_STATE_BASED, _NON_STATE, _ONE_SIDED = 1, 2, 3


def ged_row(event: Event) -> Row | str:
    """The event in GED's columns, or why it is left out."""
    row = event.row
    if row["status"] not in STATUSES_THAT_COUNT:
        return f"status {row['status']}: not told as having happened"
    codes = by_key("ged_types", "type")[row["type"]]
    if not codes["kept"]:
        return f"type {row['type']}: {codes['reason']}"
    if not any(row[end] for end in ("killed_low", "killed_best", "killed_high")):
        return "no death told: GED has lethal events only"
    kind = _violence(event, bool(codes["one_sided"]))
    side_a = joined(event.perpetrators, ", ")
    side_b = "Civilians" if kind == _ONE_SIDED else joined(event.targets, ", ")
    start, end = first_day(row["date_from"]), last_day(row["date_to"])
    known = row["date_precision"] or None
    dated = known is not None and start is not None and end is not None
    out: Row = dict.fromkeys(line for line in by_key("ged_columns", "column"))
    return out | {
        "id": row["id"],
        "year": start.year if start and end and start.year == end.year else None,
        "type_of_violence": kind,
        "dyad_name": f"{side_a} - {side_b}" if side_a and side_b else None,
        "side_a": side_a,
        "side_b": side_b,
        "number_of_sources": row.get("sources", row["documents"]),
        "source_article": _articles(event.articles),
        "source_office": _joined(article.outlet for article in event.articles),
        "source_date": _joined(article.published for article in event.articles),
        "source_headline": _joined(article.title for article in event.articles),
        "source_original": "; ".join(event.sources) or None,
        "where_prec": row["place_precision"],
        "where_coordinates": row["place_name"] if row["lat"] is not None else None,
        "where_description": row["place_words"],
        "adm_1": row["admin1"],
        "latitude": row["lat"],
        "longitude": row["lon"],
        **_point(row["lat"], row["lon"]),
        "country": country_name(row["country"]),
        "country_id": state_number(row["country"]),
        "region": ucdp_region(row["country"]),
        "event_clarity": _clarity(row),
        "date_prec": known,
        "date_start": start.isoformat() if dated and start else None,
        "date_end": end.isoformat() if dated and end else None,
        "deaths_a": row["killed_side_a"],
        "deaths_b": row["killed_side_b"],
        "deaths_civilians": row["killed_civilians"],
        "deaths_unknown": row["killed_unknown"],
        "best": row["killed_best"],
        "high": row["killed_high"],
        "low": row["killed_low"],
        "gwnoa": _state_of(event.perpetrators),
        "gwnob": None if kind == _ONE_SIDED else _state_of(event.targets),
    }


def _clarity(row: Row) -> int | None:
    """1 where the event is one happening at one point of place and time; else not known.

    UCDP's 2 says that a source had summed up several events, which the reports do not tell.
    """
    placed = row["place_precision"] in (1, 2) and row["lat"] is not None
    return 1 if placed and row["date_precision"] in (1, 2) else None


def _violence(event: Event, one_sided: bool) -> int | None:
    """1 state-based, 2 non-state, 3 one-sided; None where the kinds of the sides decide nothing.

    A type that says civilians were attacked needs no target; a target that is armed outweighs it.
    """
    kinds = {party.kind for party in event.targets}
    if kinds & _ORGANISED:
        sides = {party.kind for party in event.perpetrators}
        if not sides & _ORGANISED:
            return None
        return _STATE_BASED if (sides | kinds) & _STATE else _NON_STATE
    return _ONE_SIDED if kinds & _UNARMED or one_sided else None


def _state_of(parties: tuple[Party, ...]) -> int | None:
    return state_number(parties[0].country) if parties and parties[0].kind in _STATE else None


def _articles(articles: Iterable[Article]) -> str | None:
    """Outlet, date and headline of each, as GED writes them: `"A","2017-03-18","...";"B",...`."""
    said = []
    for article in articles:
        parts = (article.outlet, article.published, article.title)
        said.append(",".join(f'"{part}"' for part in parts if part))
    return _joined(said)


def _joined(parts: Iterable[str | None]) -> str | None:
    return ";".join(dict.fromkeys(part for part in parts if part)) or None


def _point(lat: float | None, lon: float | None) -> Row:
    """The point as text, and its PRIO-GRID cell (Tollefsen, Strand and Buhaug 2012)."""
    if lat is None or lon is None:
        return {}
    across = min(math.floor((lon + 180) * 2), 719)
    up = min(math.floor((lat + 90) * 2), 359)
    return {"geom_wkt": f"POINT ({lon} {lat})", "priogrid_gid": up * 720 + across + 1}
