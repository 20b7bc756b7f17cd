"""Counts units from a day: "five months ago", "two days later", "a week before Christmas"."""

from __future__ import annotations

from datetime import date

from dateline.normalise.time._calendar import (
    UNIT_SECONDS,
    Interval,
    add_days,
    day,
    shift,
    unit_interval,
    week,
)
from dateline.normalise.time._expressions import Expression
from dateline.normalise.time._state import NO_REFERENCE, Reading, State
from dateline.normalise.time._window import timex_duration, unit_value


def resolve_shift(e: Expression, state: State, inner: Reading | None) -> Reading:
    """`inner` is what the words count from ("two days after" Christmas), where they name it."""
    unit = e.unit or "D"
    if e.apposed and state.day is not None:
        # "on Sunday, three days after the raid": Sunday's own day.
        value = state.day.isoformat()
        return Reading("DATE", value, day(state.day), anchor=value)
    if inner is not None and inner.days is None:
        return Reading("DATE", None, None, unit, unresolved=inner.unresolved)
    anchor = inner.days if inner is not None else _anchor(e, unit, state)
    if anchor is None or anchor.first is None or anchor.last is None:
        counted = e.event is not None and state.reference is not None
        why = "counted from an event" if counted else NO_REFERENCE
        return Reading("DATE", timex_duration(e), None, unit, unresolved=why)
    sign = -1 if e.direction in ("ago", "earlier", "before", "since") else 1
    year_back = unit == "Y" and e.low == 1 and sign < 0 and not e.vague and e.event is None
    if year_back and state.quarter is not None and state.quarter.first is not None:
        # A company's report compares with the same quarter "a year earlier".
        of = state.quarter.first
        days = unit_interval(shift(of, "Y", -1), "Q")
        return Reading("DATE", unit_value(days, "Q"), days, "Y", anchor=of.isoformat())
    base = anchor.first if sign < 0 else anchor.last
    days = shifted(e, base, sign)
    if (anchor.days or 1) > 6 and unit in ("D", "W", "FN") and inner is None:
        whole = shifted(e, anchor.last if sign < 0 else anchor.first, sign)
        ends = [d for d in (days.first, days.last, whole.first, whole.last) if d is not None]
        days = _whole_months(min(ends), max(ends))
    return Reading("DATE", _shift_value(e, base, sign), days, unit, anchor=base.isoformat())


def _anchor(e: Expression, unit: str, state: State) -> Interval | None:
    """What unnamed counting starts from: now, the day told of, or an event told of just now."""
    if e.direction in ("ago", "hence"):
        return day(state.base) if state.base else None
    if e.direction == "since":
        return day(state.reference) if state.reference else None
    if e.event is None:
        return _told_anchor(e, unit, state)
    return day(state.day) if e.near_event and state.day is not None else None


def _told_anchor(e: Expression, unit: str, state: State) -> Interval | None:
    """The last stretch told; for clock units the last day told."""
    if unit in UNIT_SECONDS or e.rule.startswith("shift.day-"):
        return day(state.told_day) if state.told_day else None
    told = state.last_told
    dated = told is not None and told.last is not None and state.day is not None
    if dated and not state.narrative and _days_between(told, state.day) > 60:
        return day(state.day) if state.day else None  # "the killings of June 2010" look back
    if told is not None and state.told_grain in ("W", "M", "D", "Q") and (told.days or 0) <= 92:
        return told
    return day(state.told_day) if state.told_day else told


def _days_between(told: Interval | None, later: date | None) -> int:
    if told is None or told.last is None or later is None:
        return 0
    return (later - told.last).days


def _whole_months(first: date, last: date) -> Interval:
    return Interval(unit_interval(first, "M").first, unit_interval(last, "M").last)


def _shift_value(e: Expression, base: date, sign: int) -> str | None:
    unit = e.unit or "D"
    if e.vague:
        return timex_duration(e)
    of = shift(base, unit, sign * (e.low or 1))
    if e.part:
        return f"{of.isoformat()}T{e.part}"
    if unit in UNIT_SECONDS:
        return of.isoformat()
    if unit in ("W", "FN"):
        return unit_value(week(of), "W")
    if unit in ("DE", "CE"):
        unit = "Y"
    return unit_value(unit_interval(of, unit), unit)


def shifted(e: Expression, base: date, sign: int) -> Interval:
    """The days meant: as fine as the unit, wider where the number is vague or round."""
    unit, low = e.unit or "D", e.low or 1
    ends = [shift(base, unit, sign * low)]
    if e.high:
        ends.append(shift(base, unit, sign * e.high))
    if e.vague:
        ends = [shift(base, unit, sign * low * 0.7), shift(base, unit, sign * low * 2)]
    first, last = min(ends), max(ends)
    if unit in UNIT_SECONDS:
        if e.vague and unit == "H" and low * UNIT_SECONDS[unit] < 86400:
            # "hours later" may have gone past midnight.
            wide = e.last - e.first == 2
            return (
                Interval(min(base, add_days(base, sign)), max(base, add_days(base, sign)))
                if (wide and e.direction in ("later", "earlier", "after"))
                else day(base)
            )
        return Interval(first, last)
    if unit in ("W", "FN"):
        if e.direction in ("ago", "earlier") and not e.vague and not e.high:
            slack = 1 if low == 1 else 3
            slack = 0 if low == 2 else slack
            return Interval(add_days(first, -slack), add_days(last, slack))
        return Interval(first, last)
    if unit == "D":
        return Interval(first, last)
    if unit == "Y" and low <= 1 and not e.vague:
        unit = "M"
    start = unit_interval(first, "M" if unit in ("M", "Q", "HY") else "Y").first
    end = unit_interval(last, "M" if unit in ("M", "Q", "HY") else "Y").last
    return Interval(start, end)
