"""Counts from an event whose days another room has found: "two weeks after the start of ..."."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from dateline.normalise.time._calendar import Interval, add_days, iso, precision, shift
from dateline.normalise.time._expressions import Expression
from dateline.normalise.time._resolve_shift import shifted
from dateline.records import TimeValue

_LENGTH = re.compile(r"P(T?)(X|\d+(?:\.\d+)?)(DE|CE|ML|WE|[SMHDWQY])")
_BACK = ("before", "since")


def event_words(value: TimeValue) -> str | None:
    """The words of the event that a value is counted from, None where it is counted from none."""
    anchor = value.anchor or ""
    if not anchor.startswith("event: "):
        return None
    return anchor.removeprefix("event: ").split(" (taken as ")[0]


def resolve_event(value: TimeValue, first: date, last: date | None = None) -> TimeValue:
    """`value` with its interval counted from an event of the days `first`..`last`.

    A value that is counted from no event, or whose length is unknown, comes back as it was.
    """
    words = event_words(value)
    length = _LENGTH.match(value.value or "")
    if words is None or length is None:
        return value
    last = last or first
    unit = {"M": "MIN"}.get(length[3], length[3]) if length[1] else length[3]
    vague = length[2] == "X"
    count = 1.0 if vague else float(length[2])
    direction = value.rule.rsplit(".", 1)[-1].removeprefix("vague-").removeprefix("day-")
    if direction == "first-of":
        days = Interval(first, add_days(shift(first, unit, count), -1))
    else:
        back = direction in _BACK
        e = Expression(0, 0, "shift", value.rule, unit=unit, low=count, vague=vague)
        e.direction = direction
        days = shifted(e, first if back else last, -1 if back else 1)
    return replace(
        value,
        date_from=iso(days.first, days),
        date_to=iso(days.last, days),
        precision=precision(days),
        anchor=f"event: {words} (taken as {first.isoformat()})",
        unresolved=None,
    )
