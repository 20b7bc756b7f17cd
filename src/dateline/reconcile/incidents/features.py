"""Features of a pair of reports: for each, which of a few states the pair is in.

States are named, and each has one weight, so that a score can be told in words.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.reconcile.incidents.table import (
    NO_DAY,
    NO_NUMBER,
    Table,
    cosine,
    shared,
    story_cosine,
)

Kin = Collection[tuple[str, str]]
"""Pairs of types as which one incident is often told, in alphabetical order."""

EARTH_KM = 6371.0

RADIUS_KM = np.array([0, 5, 30, 60, 150, 150, 400, 100], dtype=np.float32)
"""How far from its point a place of each precision (codebook 6) may lie, km."""

TYPE = ("same", "perhaps the same", "kin", "same event type", "other event type")
DATE = (
    "same day",
    "same days",
    "within a week",
    "within a month",
    "within longer",
    "overlap, short",
    "overlap, long",
    "next day, both exact",
    "2-3 days apart, both exact",
    "over 3 days apart, both exact",
    "next day",
    "2-3 days apart",
    "4-15 days apart",
    "over 15 days apart",
    "one unknown",
    "both unknown",
    "next day, one inferred",
    "2-3 days apart, one inferred",
    "over 3 days apart, one inferred",
)
PLACE = (
    "within 6 km",
    "within 30 km",
    "within reach",
    "inside the wider one",
    "wide ones overlap",
    "within 60 km",
    "within 150 km",
    "farther",
    "one country, no point",
    "other country, no point",
    "one unknown",
    "both unknown",
    "within 60 km, one inferred",
    "within 150 km, one inferred",
    "farther, one inferred",
)
PLACE_NAME = ("same", "shared", "other", "none")
SIDE = ("shared", "other", "one unnamed", "none named")
SWAPPED = ("no", "yes")
GENERAL = ("none", "one word", "more words")
KILLED = ("same, over 3", "same", "close", "far", "none and some", "one untold", "untold")
FIGURES = ("none", "other", "one shared", "more shared")
TRIGGERS = ("none", "one", "two", "more")
WORDS = (
    "under .03",
    "under .08",
    "under .15",
    "under .25",
    "under .4",
    "under .6",
    "under .8",
    "more",
)
_WORDS_AT = (0.03, 0.08, 0.15, 0.25, 0.4, 0.6, 0.8)
TITLE = ("under .05", "under .2", "under .4", "under .7", "more")
_TITLE_AT = (0.05, 0.2, 0.4, 0.7)
STORY = ("under .05", "under .15", "under .25", "under .4", "under .6", "more")
_STORY_AT = (0.05, 0.15, 0.25, 0.4, 0.6)
ONLY = ("only one of its kind in both", "in one", "in neither")
FAMILY = ("other", "same")
COPY = ("no", "yes")
_COPIED = 0.6
STANDING = (
    "told, told",
    "doubted, told",
    "denied, told",
    "ahead, told",
    "doubted, doubted",
    "denied, doubted",
    "ahead, doubted",
    "denied, denied",
    "ahead, denied",
    "ahead, ahead",
)
LEAD = ("neither", "one", "both")
PUBLISHED = ("same or next day", "2-3 days", "4-7 days", "8-30 days", "over 30 days", "unknown")
DATE_PLACE = tuple(
    f"{d} / {p}"
    for d in ("agree", "loose", "against", "unknown")
    for p in ("agree", "loose", "against", "unknown")
)

STATES: Mapping[str, tuple[str, ...]] = {
    "type": TYPE,
    "date": DATE,
    "place": PLACE,
    "date and place": DATE_PLACE,
    "place name": PLACE_NAME,
    "perpetrator": SIDE,
    "target": SIDE,
    "sides swapped": SWAPPED,
    "descriptions": GENERAL,
    "killed": KILLED,
    "figures": FIGURES,
    "triggers": TRIGGERS,
    "words": WORDS,
    "title": TITLE,
    "story": STORY,
    "only one": ONLY,
    "family": FAMILY,
    "copied words": COPY,
    "standing": STANDING,
    "lead": LEAD,
    "published": PUBLISHED,
}
"""Every feature with the names of its states."""

Codes = NDArray[np.int8]
Rows = NDArray[Any]


def states(table: Table, a: Rows, b: Rows, kin: Kin) -> dict[str, Codes]:
    """For each feature the state (index into `STATES`) of each pair of rows `a`, `b`."""
    words = cosine(table.passage, a, b)
    family = table.family[a] == table.family[b]
    found: dict[str, Codes] = {
        "type": _type(table, a, b, kin),
        "date": _date(table, a, b),
        "place": _place(table, a, b),
        "place name": _place_name(table, a, b),
        "perpetrator": _side(table.perpetrators, a, b),
        "target": _side(table.targets, a, b),
        "sides swapped": _swapped(table, a, b),
        "descriptions": np.minimum(shared(table.general, a, b), 2).astype(np.int8),
        "killed": _killed(table, a, b),
        "figures": _figures(table, a, b),
        "triggers": np.minimum(shared(table.triggers, a, b), 3).astype(np.int8),
        "words": np.digitize(words, _WORDS_AT).astype(np.int8),
        "title": np.digitize(cosine(table.title, a, b), _TITLE_AT).astype(np.int8),
        "story": np.digitize(story_cosine(table, a, b), _STORY_AT).astype(np.int8),
        "only one": (2 - table.only[a].astype(np.int8) - table.only[b].astype(np.int8)),
        "family": family.astype(np.int8),
        "copied words": (family & (words >= _COPIED)).astype(np.int8),
        "standing": _standing(table, a, b),
        "lead": (table.lead[a].astype(np.int8) + table.lead[b].astype(np.int8)),
        "published": _published(table, a, b),
    }
    found["date and place"] = _DATE_GROUP[found["date"]] * 4 + _PLACE_GROUP[found["place"]]
    return found


_DATE_GROUP = np.array([0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 3, 3, 1, 1, 2], dtype=np.int8)
_PLACE_GROUP = np.array([0, 0, 1, 1, 1, 1, 2, 2, 1, 2, 3, 3, 1, 1, 1], dtype=np.int8)


def _chosen(conditions: list[tuple[Rows, int]], otherwise: int) -> Codes:
    out: Codes = np.select(
        [c for c, _ in conditions], [np.int8(n) for _, n in conditions], np.int8(otherwise)
    ).astype(np.int8)
    return out


def _type(table: Table, a: Rows, b: Rows, kin: Kin) -> Codes:
    size = len(table.types)
    is_kin = np.zeros((size, size), dtype=np.bool_)
    at = {name: n for n, name in enumerate(table.types)}
    for one, other in kin:
        if one in at and other in at:
            is_kin[at[one], at[other]] = is_kin[at[other], at[one]] = True
    x, y = table.type[a], table.type[b]
    perhaps = table.perhaps[a, y] | table.perhaps[b, x]
    same_event = table.event_type[a] == table.event_type[b]
    return _chosen([(x == y, 0), (perhaps, 1), (is_kin[x, y], 2), (same_event, 3)], 4)


def day_gap(table: Table, a: Rows, b: Rows) -> Rows:
    """Days between two reports' intervals: 0 where they meet, -1 where either is unknown."""
    gap = np.maximum(table.first[a], table.first[b]) - np.minimum(table.last[a], table.last[b])
    known = has_date(table, a) & has_date(table, b)
    out: Rows = np.where(known, np.maximum(gap, 0), -1)
    return out


def has_date(table: Table, rows: Rows) -> Rows:
    """Whether reports have both ends of their interval."""
    known: Rows = (table.first[rows] != NO_DAY) & (table.last[rows] != NO_DAY)
    return known


def _date(table: Table, a: Rows, b: Rows) -> Codes:
    first_a, first_b, last_a, last_b = table.first[a], table.first[b], table.last[a], table.last[b]
    known_a, known_b = has_date(table, a), has_date(table, b)
    gap = day_gap(table, a, b)
    width_a, width_b = last_a - first_a + 1, last_b - first_b + 1
    narrow, wide = np.minimum(width_a, width_b), np.maximum(width_a, width_b)
    exact = wide == 1
    firm = table.firm[a] & table.firm[b]
    same = (first_a == first_b) & (last_a == last_b)
    inside = ((first_a >= first_b) & (last_a <= last_b)) | (
        (first_b >= first_a) & (last_b <= last_a)
    )
    return _chosen(
        [
            (~known_a & ~known_b, 15),
            (~known_a | ~known_b, 14),
            (same & exact, 0),
            (same & (wide <= 31), 1),
            (inside & (wide <= 7), 2),
            (inside & (wide <= 31), 3),
            (inside, 4),
            ((gap == 0) & (narrow <= 31), 5),
            (gap == 0, 6),
            (exact & ~firm & (gap == 1), 16),
            (exact & ~firm & (gap <= 3), 17),
            (exact & ~firm, 18),
            (exact & (gap == 1), 7),
            (exact & (gap <= 3), 8),
            (exact, 9),
            (gap == 1, 10),
            (gap <= 3, 11),
            (gap <= 15, 12),
        ],
        13,
    )


def kilometres(table: Table, a: Rows, b: Rows) -> Rows:
    """Distance between two reports' points in km; NaN where either has none."""
    lat_a, lat_b = np.radians(table.lat[a]), np.radians(table.lat[b])
    half_lat, half_lon = (lat_a - lat_b) / 2, np.radians(table.lon[a] - table.lon[b]) / 2
    h = np.sin(half_lat) ** 2 + np.cos(lat_a) * np.cos(lat_b) * np.sin(half_lon) ** 2
    out: Rows = 2 * EARTH_KM * np.arcsin(np.sqrt(np.clip(h, 0, 1)))
    return out


def _place(table: Table, a: Rows, b: Rows) -> Codes:
    km = kilometres(table, a, b)
    with np.errstate(invalid="ignore"):
        precision_a, precision_b = table.precision[a], table.precision[b]
        reach = RADIUS_KM[precision_a] + RADIUS_KM[precision_b]
        wide_a, wide_b = precision_a >= 4, precision_b >= 4
        country_a, country_b = table.country[a], table.country[b]
        known_a = (precision_a > 0) | (country_a >= 0)
        known_b = (precision_b > 0) | (country_b >= 0)
        one_country = (country_a == country_b) & (country_a >= 0)
        other_country = (country_a != country_b) & (country_a >= 0) & (country_b >= 0)
        pointed = ~np.isnan(km)
        placed = table.placed[a] & table.placed[b]
        return _chosen(
            [
                (~known_a & ~known_b, 11),
                (~known_a | ~known_b, 10),
                (pointed & wide_a & wide_b & (km <= reach), 4),
                (pointed & (wide_a | wide_b) & (km <= reach), 3),
                (pointed & (wide_a | wide_b) & one_country & (precision_a == 6), 3),
                (pointed & (wide_a | wide_b) & one_country & (precision_b == 6), 3),
                (pointed & (km <= 6), 0),
                (pointed & (km <= 30), 1),
                (pointed & (km <= reach), 2),
                (pointed & ~placed & (km <= 60), 12),
                (pointed & ~placed & (km <= 150), 13),
                (pointed & ~placed, 14),
                (pointed & (km <= 60), 5),
                (pointed & (km <= 150), 6),
                (pointed, 7),
                (one_country, 8),
                (other_country, 9),
            ],
            10,
        )


def _filled(words: Rows, rows: Rows) -> Rows:
    filled: Rows = words[rows, 0] != 0
    return filled


def _place_name(table: Table, a: Rows, b: Rows) -> Codes:
    words = table.place_words
    both = shared(words, a, b)
    fewest = np.minimum((words[a] != 0).sum(axis=1), (words[b] != 0).sum(axis=1))
    return _chosen([(fewest == 0, 3), (both == fewest, 0), (both > 0, 1)], 2)


def _side(words: Rows, a: Rows, b: Rows) -> Codes:
    has_a, has_b = _filled(words, a), _filled(words, b)
    return _chosen([(~has_a & ~has_b, 3), (~has_a | ~has_b, 2), (shared(words, a, b) > 0, 0)], 1)


def _swapped(table: Table, a: Rows, b: Rows) -> Codes:
    """Whether the perpetrator of one is the target of the other, as the sides of a clash may."""
    left, right = table.perpetrators, table.targets
    same = (left[a][:, :, None] == right[b][:, None, :]) & (left[a][:, :, None] != 0)
    other = (right[a][:, :, None] == left[b][:, None, :]) & (right[a][:, :, None] != 0)
    out: Codes = (same.any(axis=(1, 2)) | other.any(axis=(1, 2))).astype(np.int8)
    return out


def _killed(table: Table, a: Rows, b: Rows) -> Codes:
    x, y = table.killed[a], table.killed[b]
    low, high = np.minimum(x, y), np.maximum(x, y)
    return _chosen(
        [
            ((x == NO_NUMBER) & (y == NO_NUMBER), 6),
            ((x == NO_NUMBER) | (y == NO_NUMBER), 5),
            ((x == y) & (x > 3), 0),
            (x == y, 1),
            (low == 0, 4),
            (low >= 0.6 * high, 2),
        ],
        3,
    )


def _figures(table: Table, a: Rows, b: Rows) -> Codes:
    both = shared(table.figures, a, b)
    told = _filled(table.figures, a) & _filled(table.figures, b)
    return _chosen([(~told, 0), (both == 0, 1), (both == 1, 2)], 3)


def _standing(table: Table, a: Rows, b: Rows) -> Codes:
    size = len(table.standings)
    codes = np.zeros((size, size), dtype=np.int8)
    for n, one in enumerate(table.standings):
        for m, other in enumerate(table.standings):
            codes[n, m] = STANDING.index(", ".join(sorted((one, other))))
    out: Codes = codes[table.standing[a], table.standing[b]]
    return out


def _published(table: Table, a: Rows, b: Rows) -> Codes:
    x, y = table.published[a], table.published[b]
    gap = np.abs(x - y)
    return _chosen(
        [
            ((x == NO_DAY) | (y == NO_DAY), 5),
            (gap <= 1, 0),
            (gap <= 3, 1),
            (gap <= 7, 2),
            (gap <= 30, 3),
        ],
        4,
    )
