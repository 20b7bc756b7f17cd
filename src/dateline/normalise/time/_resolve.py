"""Places any expression on the calendar: counts from publication or from what the text told."""

from __future__ import annotations

from datetime import date, timedelta

from dateline.normalise.time._calendar import (
    Interval,
    add_days,
    add_months,
    day,
    part_of_month,
    shift,
    unit_interval,
    week,
)
from dateline.normalise.time._expressions import Expression
from dateline.normalise.time._resolve_date import (
    resolve_date,
    resolve_numeric,
    resolve_span_of_years,
    resolve_weekday_in,
)
from dateline.normalise.time._resolve_holiday import resolve_holiday
from dateline.normalise.time._resolve_shift import resolve_shift
from dateline.normalise.time._state import NO_REFERENCE, Reading, State
from dateline.normalise.time._window import resolve_window, timex_duration, unit_value


def resolve(e: Expression, state: State, tense: str | None) -> Reading:
    """The reading of an expression at this point of the document."""
    reading = _plain(e, state, tense)
    if e.modifier and e.kind not in ("edge",) and reading.days is not None:
        reading = _modified(e, reading, state)
    return reading


def _plain(e: Expression, state: State, tense: str | None) -> Reading:
    kind = e.kind
    if kind == "date":
        return _dated(e, state, tense)
    if kind == "numeric":
        return resolve_numeric(e, state)
    if kind == "deictic":
        return _deictic(e, state)
    if kind == "unit":
        return _unit(e, state, tense)
    if kind in ("clock", "part"):
        return _timed(e, state, tense)
    if kind == "shift":
        inner = resolve(e.inner, state, tense) if e.inner is not None else None
        return resolve_shift(e, state, inner)
    if kind == "window":
        return resolve_window(e, state, tense)
    if kind == "holiday":
        return resolve_holiday(e, state, tense)
    if kind in ("decade", "century"):
        return resolve_span_of_years(e)
    if kind == "range":
        return _range(e, state, tense)
    if kind == "edge":
        return _edge(e, state, tense)
    if kind == "week_of":
        return _week_of(e, state, tense)
    if kind == "first_of":
        return _first_of(e, state, tense)
    if kind == "duration":
        value = timex_duration(e)
        return Reading("DURATION", value, None, e.unit or "D", unresolved="a length, not a date")
    if kind == "set":
        value = e.value or timex_duration(e)
        return Reading("SET", value, None, unresolved="recurs, so it is no one date")
    if kind == "reference":
        return _reference(e, state)
    if kind == "bc":
        return Reading("DATE", e.value, None, "Y", unresolved="before the common era")
    return _period(e, state)


def _dated(e: Expression, state: State, tense: str | None) -> Reading:
    if e.inner is None:
        return resolve_date(e, state, tense, None)
    inner = resolve(e.inner, state, tense)
    first = inner.days.first if inner.days else None
    if first is None:
        return Reading("DATE", None, None, unresolved=inner.unresolved or NO_REFERENCE)
    if e.inner.unit == "W":
        assert inner.days is not None
        whole = inner.days if e.inner.offset else week(first)
        return resolve_weekday_in(e, whole, inner.anchor)
    if e.inner.unit == "M":
        found = Expression(e.first, e.last, "date", e.rule, day=e.day, month=first.month)
        return resolve_date(found, state, tense, first.year)
    return resolve_date(e, state, tense, first.year)


def _deictic(e: Expression, state: State) -> Reading:
    base = state.reference if state.reference is not None else None
    if base is None:
        return Reading("DATE", None, None, unresolved=NO_REFERENCE)
    of = add_days(base, e.offset or 0)
    anchor = base.isoformat()
    if e.value == "overnight":
        before = add_days(base, -1)
        return Reading("TIME", f"{before.isoformat()}TNI", Interval(before, base), anchor=anchor)
    if e.part:
        return Reading("TIME", f"{of.isoformat()}T{e.part}", day(of), anchor=anchor)
    return Reading("DATE", of.isoformat(), day(of), anchor=anchor)


def _unit(e: Expression, state: State, tense: str | None) -> Reading:
    unit = e.unit or "D"
    base = state.base
    if e.told:
        base = state.told_day if unit in ("D", "N") else state.told_date or state.base
        if unit in ("M", "Y", "Q") and state.day is not None and state.told is None:
            base = state.day
    elif unit == "D" and e.direction == "bare":
        base = state.told_day
    elif unit == "Q" and e.direction == "bare" and base is not None:
        # "the quarter" of a company report is the one told of, else the last one over.
        before = unit_interval(base, "Q", -1).first or base
        base = state.quarter.first if state.quarter and state.quarter.first else before
    if base is None:
        return Reading("DATE", None, None, unit, unresolved=NO_REFERENCE)
    offset = e.offset or 0
    if unit == "WE" and offset == 0 and not e.told and base.isoweekday() < 6:
        # "the weekend" is the one gone by, unless today belongs to it or the words look ahead.
        offset = 0 if tense == "future" else -1
    days = unit_interval(base, unit, offset)
    value = unit_value(days, unit)
    if offset == 0 and not e.told and unit in ("W", "Y") and e.direction != "bare":
        days = _so_far(e, days, base, tense, state)
    return Reading("DATE", value, days, unit, anchor=base.isoformat())


def _so_far(e: Expression, days: Interval, base: date, tense: str | None, state: State) -> Interval:
    """ "this year" told of the past runs to publication; told of the future, from it."""
    if days.first is None or days.last is None or not days.first <= base <= days.last:
        return days
    if e.modifier in ("START", "MID", "END") or state.narrative:
        return days
    if tense == "future" or e.modifier == "LATER":
        return Interval(base, days.last) if e.unit == "W" or e.modifier else days
    return Interval(days.first, base)


def _timed(e: Expression, state: State, tense: str | None) -> Reading:
    """A clock time or part of a day, on the day it names or on the day told of last."""
    night = e.part == "NI"
    if e.inner is not None:
        inner = resolve(e.inner, state, tense)
        days, anchor = inner.days, inner.anchor
        if days is None or days.first is None:
            value = f"{inner.value or 'XXXX-XX-XX'}{_time_value(e)}"
            return Reading("TIME", value, None, unresolved=inner.unresolved or NO_REFERENCE)
    else:
        of = state.told_day
        if of is not None and _after_midnight(e, state):
            of = add_days(of, 1)
        if e.at_line_start and state.reference is not None:
            of = state.reference
        if of is None:
            why = NO_REFERENCE
            return Reading("TIME", f"XXXX-XX-XX{_time_value(e)}", None, unresolved=why)
        days, anchor = day(of), of.isoformat()
        if night and e.value == "night" and e.rule == "part" and state.style == "codebook":
            days = Interval(add_days(of, -1), of)
    assert days.first is not None
    first = days.first
    return Reading("TIME", f"{first.isoformat()}{_time_value(e)}", days, "H", anchor=anchor)


def _after_midnight(e: Expression, state: State) -> bool:
    """ "left on Wednesday evening; its radio went silent at 4.15 a.m.": that is Thursday."""
    hour = clock_hour(e)
    late = state.hour is not None and state.hour >= 17 and state.day is not None
    if late and state.reference is not None and state.day is not None:
        late = state.day < state.reference
    return late and hour is not None and hour <= 11


def clock_hour(e: Expression) -> int | None:
    """The hour of the day, roughly, that a clock time or a part of the day stands for."""
    if e.kind == "clock":
        return e.hour
    return {"MO": 6, "MI": 12, "AF": 15, "EV": 19, "NI": 22}.get(e.part or "")


def _time_value(e: Expression) -> str:
    if e.kind == "part":
        return f"T{e.part}"
    if e.hour is None:
        return ""
    return f"T{e.hour:02d}:{e.minute:02d}"


def _range(e: Expression, state: State, tense: str | None) -> Reading:
    assert e.inner is not None
    assert e.other is not None
    a, b = e.inner, e.other
    if b.kind == "date" and b.year is not None and a.kind == "date" and a.year is None:
        a.year = b.year
        if a.month and b.month and a.month > b.month:
            a.year -= 1
    end = resolve(b, state, tense)
    if a.kind == b.kind == "date" and a.month and b.month and a.year is None and end.days:
        ends = end.days.first
        if ends is not None:
            a.year = ends.year - (1 if a.month > b.month else 0)
    start = resolve(a, state, tense)
    if start.days is None or end.days is None:
        why = start.unresolved or end.unresolved
        return Reading("DATE", None, None, unresolved=why)
    first, last = start.days.first, end.days.last
    if first and last and first > last and a.kind == "date" and a.weekday and not a.day:
        first = add_days(first, -7)
    if first and last and first > last and a.month and a.year is None:
        first = first.replace(day=min(first.day, 28), year=first.year - 1)
    if first and last and first > last:
        first, last = last, first
    value = f"{start.value}/{end.value}"
    return Reading(start.timex_type, value, Interval(first, last), start.grain, anchor=start.anchor)


def _edge(e: Expression, state: State, tense: str | None) -> Reading:
    assert e.inner is not None
    inner = resolve(e.inner, state, tense)
    if inner.days is None or inner.days.first is None or inner.days.last is None:
        return inner
    first, last = inner.days.first, inner.days.last
    edge, grain = e.rule.split(".")[-1], inner.grain
    if e.inner.kind == "unit" and e.inner.offset == 0:
        whole = unit_interval(first, e.inner.unit or "D")
        first, last = whole.first or first, whole.last or last
    modifier = e.modifier if e.modifier in ("START", "MID", "END") else None
    if edge == "eve":
        days = day(add_days(first, -1))
        value: str | None = days.first.isoformat() if days.first else None
        return Reading("DATE", value, days, anchor=inner.anchor)
    if edge in ("rest", "remainder"):
        start = state.base if state.base and first <= state.base <= last else first
        return Reading("DATE", inner.value, Interval(start, last), grain, "END", inner.anchor)
    length = (last - first).days
    if edge == "turn":
        days = day(first)
    elif edge in ("end", "close", "ends"):
        days = _end_of(e, first, last, length)
    else:
        days = part_of_month(Interval(first, last), modifier or "START")
    return Reading("DATE", inner.value, days, grain, modifier or "START", inner.anchor)


def _end_of(e: Expression, first: date, last: date, length: int) -> Interval:
    """ "the end of the month/year": the last day where it is ahead, a last stretch where gone."""
    assert e.inner is not None
    if e.inner.kind == "unit" and (e.inner.offset or 0) == 0:
        return day(last)
    if length > 300:
        return (
            Interval(last.replace(day=1), last)
            if length < 400
            else Interval(last - timedelta(int(length * 0.2)), last)
        )
    return part_of_month(Interval(first, last), "END")


def _week_of(e: Expression, state: State, tense: str | None) -> Reading:
    if e.holiday:
        inner = resolve_holiday(
            Expression(e.first, e.last, "holiday", e.rule, holiday=e.holiday), state, tense
        )
    else:
        assert e.inner is not None
        inner = resolve(e.inner, state, tense)
    if inner.days is None or inner.days.first is None:
        return inner
    days = week(inner.days.first)
    return Reading("DATE", unit_value(days, "W"), days, "W", anchor=inner.anchor)


def _first_of(e: Expression, state: State, tense: str | None) -> Reading:
    assert e.inner is not None
    whole = resolve(e.inner, state, tense)
    if whole.days is None or whole.days.first is None or whole.days.last is None:
        return whole
    first, last, unit = whole.days.first, whole.days.last, e.unit or "D"
    count = e.low or 1
    if (e.offset or 1) > 0:
        days = Interval(first, add_days(shift(first, unit, count), -1))
    else:
        days = Interval(add_days(shift(last, unit, -count), 1), last)
    value = timex_duration(e)
    if unit == "Q" and count == 2 and whole.grain == "Y":
        value = f"{whole.value}-H{1 if (e.offset or 1) > 0 else 2}"
    return Reading("DURATION", value, days, unit, anchor=whole.anchor)


def _reference(e: Expression, state: State) -> Reading:
    base = state.reference
    if e.value == "PRESENT_REF" and base is not None and state.style == "codebook":
        return Reading("DATE", "PRESENT_REF", day(base), anchor=base.isoformat())
    return Reading("DATE", e.value, None, unresolved="no definite time")


def _period(e: Expression, state: State) -> Reading:
    """Business news: "the year-ago quarter", "the latest period"."""
    base = state.base
    if base is None:
        return Reading("DATE", None, None, unresolved=NO_REFERENCE)
    if e.kind == "year_ago":
        told = state.told
        stretch = told is not None and 20 < (told.days or 0) <= 366 and state.told_grain != "Y"
        if e.value == "period" and stretch and told is not None and told.first and told.last:
            days = Interval(add_months(told.first, -12), add_months(told.last, -12))
            return Reading("DATE", None, days, "M", anchor=told.first.isoformat())
        if e.value == "year":
            days = unit_interval(base, "Y", -1)
            return Reading("DATE", unit_value(days, "Y"), days, "Y", anchor=base.isoformat())
        of = unit_interval(base, "Q", -1).first or base
        if e.quarter:
            found = Expression(e.first, e.last, "date", e.rule, quarter=e.quarter)
            now = resolve_date(found, state, None, None)
            of = now.days.first if now.days and now.days.first else of
        days = unit_interval(shift(of, "Y", -1), "Q")
        return Reading("DATE", unit_value(days, "Q"), days, "Q", anchor=base.isoformat())
    days = unit_interval(base, "Q", e.offset or 0)
    return Reading("DATE", unit_value(days, "Q"), days, "Q", anchor=base.isoformat())


def _modified(e: Expression, reading: Reading, state: State) -> Reading:
    """ "early", "mid", "late", "earlier", "later" in front of what was read."""
    days = reading.days
    assert days is not None
    modifier = e.modifier or ""
    if reading.timex_type == "TIME" or days.first == days.last:
        shown = {"EARLIER": "START", "LATER": "END"}.get(modifier, modifier)
        return _with(reading, days, shown)
    base = state.base
    first, last = days.first, days.last
    if modifier == "EARLIER" and base is not None and first and last and first <= base <= last:
        days = Interval(first, base)
    elif modifier == "LATER" and base is not None and first and last and first <= base <= last:
        days = Interval(base, last)
    elif modifier in ("START", "MID", "END"):
        if e.kind == "unit" and e.offset == 0 and first:
            days = unit_interval(first, e.unit or "D")
        days = part_of_month(days, modifier)
    shown = {"EARLIER": "START", "LATER": "END"}.get(modifier, modifier)
    return _with(reading, days, shown)


def _with(reading: Reading, days: Interval, modifier: str) -> Reading:
    return Reading(
        reading.timex_type, reading.value, days, reading.grain, modifier, reading.anchor,
        reading.unresolved, reading.precision,
    )  # fmt: skip
