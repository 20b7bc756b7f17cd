"""Stretches of time up to or from a day ("the past 24 hours", "coming weeks"), and lengths."""

from __future__ import annotations

from datetime import date

from dateline.normalise.time._calendar import (
    UNIT_SECONDS,
    Interval,
    add_days,
    add_months,
    day,
    shift,
)
from dateline.normalise.time._expressions import Expression
from dateline.normalise.time._state import NO_REFERENCE, Reading, State

_RECENT_DAYS = {"H": 0, "D": 5, "W": 30, "M": 150, "Y": 1095, "DE": 3650}
_COMING_DAYS = {"H": 1, "D": 6, "W": 28, "M": 150, "Y": 1095, "DE": 3650}


def resolve_window(e: Expression, state: State, tense: str | None) -> Reading:
    """The stretch meant; a duration in TIMEX3, an interval in the codebook."""
    base = state.told_day if e.told else state.base
    if e.direction == "within" and e.vague:
        base = state.told_day
    value = timex_duration(e)
    unit = e.unit or "D"
    if e.direction == "within" and tense == "past" and not e.vague:
        why = "a length, not a date"  # "collapsed within three weeks"
        return Reading("DURATION", value, None, unit, unresolved=why)
    if base is None:
        return Reading("DURATION", value, None, unit, unresolved=NO_REFERENCE)
    days = _stretch(e, unit, base)
    if e.direction == "since":
        days = Interval(state.told_day, state.reference) if state.told_day else day(base)
        if days.first and days.last and days.first > days.last:
            days = day(base)
    return Reading("DURATION", value, days, unit, anchor=base.isoformat())


def _stretch(e: Expression, unit: str, base: date) -> Interval:
    back = (e.offset or 1) < 0
    low = e.high or e.low or 1
    if e.direction == "recent" or (e.vague and e.low == 1.0):
        if unit in ("MIN", "S") or (unit == "H" and e.direction == "within"):
            return day(base)
        if back:
            first = add_months(base, -1) if unit == "W" else add_days(base, -_days(unit, True))
            return Interval(first, base)
        start = base if unit != "D" else add_days(base, 1)
        return Interval(start, add_days(base, max(_days(unit, False), 0)))
    if unit in UNIT_SECONDS:
        seconds = UNIT_SECONDS[unit] * low
        if seconds < 43200 or (e.vague and unit == "H"):
            return day(base)
        count = -(-int(seconds) // 86400)
        return (
            Interval(add_days(base, -count), base)
            if back
            else Interval(base, add_days(base, count))
        )
    if back:
        return Interval(shift(base, unit, -low), base)
    return Interval(base, shift(base, unit, low))


def _days(unit: str, back: bool) -> int:
    return (_RECENT_DAYS if back else _COMING_DAYS).get(unit, 30)


_LETTER = {
    "S": "TxS", "MIN": "TxM", "H": "TxH", "D": "xD", "N": "xD", "W": "xW", "FN": "xW",
    "WE": "xWE", "M": "xM", "Q": "xQ", "HY": "xH", "Y": "xY", "DE": "xDE", "CE": "xCE",
    "ML": "xML",
}  # fmt: skip


def timex_duration(e: Expression) -> str:
    """TIMEX3's value of a length: "P2D", "PT24H", "PXY", "P2Y6M"."""
    unit = e.unit or "D"
    form = _LETTER[unit]
    count = e.low or 1
    if e.vague:
        return "P" + form.replace("x", "X")
    if unit == "FN":
        count *= 2
    if unit == "HY":
        count, form = count * 6, "xM"
    if unit == "DE":
        count, form = count * 10, "xY"
    if unit == "CE":
        count, form = count * 100, "xY"
    if unit == "ML":
        count, form = count * 1000, "xY"
    whole, part = int(count), count - int(count)
    if part and unit in ("H", "Y", "MIN"):
        rest = {"H": ("TxH", 60, "M"), "MIN": ("TxM", 60, "S"), "Y": ("xY", 12, "M")}[unit]
        head = rest[0].replace("x", str(whole)) if whole else ("T" if unit != "Y" else "")
        return f"P{head}{round(part * rest[1])}{rest[2]}"
    text = f"{whole}" if not part else f"{count:g}"
    found = "P" + form.replace("x", text)
    if e.value and e.value != "all" and e.kind == "duration":
        found += e.value.replace("MIN", "M")
    return found


def unit_value(days: Interval, unit: str) -> str | None:
    """TIMEX3's value of a calendar unit: "2017-W10", "2017-03", "2017-Q1", "2017", "201"."""
    of = days.first
    if of is None:
        return None
    if unit in ("W", "FN", "WE"):
        year, number, _ = of.isocalendar()
        tail = "-WE" if unit == "WE" else ""
        return f"{year:04d}-W{number:02d}{tail}"
    if unit == "M":
        return of.isoformat()[:7]
    if unit == "Q":
        return f"{of.year:04d}-Q{(of.month + 2) // 3}"
    if unit == "HY":
        return f"{of.year:04d}-H{1 if of.month < 7 else 2}"
    if unit == "Y":
        return f"{of.year:04d}"
    if unit == "DE":
        return f"{of.year:04d}"[:3]
    if unit in ("CE", "ML"):
        return f"{of.year:04d}"[:2]
    return of.isoformat()
