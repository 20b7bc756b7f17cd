"""Places dates, weekdays, months, seasons, quarters, decades and feasts on the calendar."""

from __future__ import annotations

import re
from datetime import date

from dateline.normalise.time._calendar import (
    SEASON_MONTHS,
    Interval,
    add_days,
    add_months,
    day,
    is_date,
    month,
    months,
    nearest_weekday,
    quarter,
    safe_date,
    season,
    week,
    year_span,
)
from dateline.normalise.time._expressions import Expression
from dateline.normalise.time._state import NO_REFERENCE, Reading, State

_ONWARD_DAYS = 90
"""A narrative goes on: a day without a year is the one nearest to so many days after the last."""

_AHEAD_DAYS = 75
"""A month and day without a year at most this far ahead, with no word that says past, is ahead."""


def resolve_date(e: Expression, state: State, tense: str | None, year: int | None) -> Reading:
    """`year` is given where the words name it by another expression ("August last year")."""
    if year is None:
        year = e.year
    if e.month is not None and e.day is not None:
        return _month_day(e, state, tense, year)
    if e.month is not None:
        return _month(e, state, tense, year)
    if e.season is not None:
        return _season(e, state, tense, year)
    if e.quarter is not None or e.half is not None:
        return _quarter(e, state, tense, year)
    if year is not None:
        return Reading("DATE", f"{year:04d}", year_span(year), "Y")
    if e.weekday is not None:
        return _weekday(e, state, tense)
    if e.day is not None:
        return _day_only(e, state)
    return undated()


def undated(grain: str = "D") -> Reading:
    """The reading of what needs a publication date and has none."""
    return Reading("DATE", None, None, grain, unresolved=NO_REFERENCE)


def anchor_of(state: State) -> str | None:
    """The day that deictic words count from, as text."""
    base = state.base
    return None if base is None else base.isoformat()


def _month_day(e: Expression, state: State, tense: str | None, year: int | None) -> Reading:
    assert e.month is not None
    assert e.day is not None
    if year is not None:
        if not is_date(year, e.month, e.day):
            return Reading("DATE", None, None, unresolved="no such day")
        return _on(date(year, e.month, e.day))
    base = state.base
    if base is None:
        value = f"XXXX-{e.month:02d}-{e.day:02d}"
        return Reading("DATE", value, None, unresolved=NO_REFERENCE)
    years = [y for y in range(base.year - 8, base.year + 9) if is_date(y, e.month, e.day)]
    candidates = [date(y, e.month, e.day) for y in years]
    if e.weekday is not None:
        fitting = [c for c in candidates if c.isoweekday() == e.weekday]
        close = [c for c in fitting if abs((c - base).days) < 2 * 366]
        if close:
            return _on(_pick(close, base, tense, state.narrative), state)
    if e.offset is not None and e.offset < 0:
        return _on(max(c for c in candidates if c < base), state)
    return _on(_pick(candidates, base, tense, state.narrative), state)


def _pick(candidates: list[date], base: date, tense: str | None, narrative: bool) -> date:
    """The day meant by one without a year: the last one gone by, unless it is soon to come."""
    if narrative:
        return min(candidates, key=lambda c: (abs((c - add_days(base, _ONWARD_DAYS)).days), c))
    past = [c for c in candidates if c <= base]
    ahead = [c for c in candidates if c > base]
    if not past or not ahead:
        return min(candidates, key=lambda c: abs((c - base).days))
    reach = {"future": 300, "past": 45}.get(tense or "", _AHEAD_DAYS)
    soon = (ahead[0] - base).days
    if soon <= reach and soon < (base - past[-1]).days + 60:
        return ahead[0]
    return past[-1]


def _on(value: date, state: State | None = None) -> Reading:
    return Reading(
        "DATE", value.isoformat(), day(value), anchor=anchor_of(state) if state else None
    )


def _month(e: Expression, state: State, tense: str | None, year: int | None) -> Reading:
    assert e.month is not None
    base = state.told_day if e.told else state.base
    if year is None:
        if base is None:
            return Reading("DATE", f"XXXX-{e.month:02d}", None, "M", unresolved=NO_REFERENCE)
        year = _month_year(e, base, tense, state)
    interval = month(year, e.month)
    anchor = anchor_of(state) if e.year is None else None
    return Reading("DATE", f"{year:04d}-{e.month:02d}", interval, "M", anchor=anchor)


def _month_year(e: Expression, base: date, tense: str | None, state: State) -> int:
    assert e.month is not None
    distance = e.month - base.month
    if e.offset is not None:
        if e.offset < 0:
            return base.year if distance < 0 else base.year - 1
        if e.offset > 0:
            return base.year if distance > 0 else base.year + 1
        return base.year
    if state.narrative:
        return base.year + (1 if distance < -8 else -1 if distance > 10 else 0)
    if distance <= 0:
        if tense == "future" and distance < -2:
            return base.year + 1
        return base.year if distance > -11 or tense == "past" else base.year + 1
    if tense == "future":
        return base.year if distance < 11 else base.year - 1
    return base.year if distance <= (1 if tense == "past" else 2) else base.year - 1


def _season(e: Expression, state: State, tense: str | None, year: int | None) -> Reading:
    assert e.season is not None
    start = SEASON_MONTHS[e.season]
    base = state.told_day if e.told else state.base
    if year is None:
        if base is None:
            return Reading("DATE", f"XXXX-{e.season}", None, "S", unresolved=NO_REFERENCE)
        running = base.year - 1 if e.season == "WI" and base.month <= 2 else base.year
        begins = date(running, start, 1)
        over = add_months(begins, 3) <= base
        ahead = (begins - base).days
        if e.offset is not None and e.offset < 0:
            year = running if over else running - 1
        elif e.offset is not None and e.offset > 0:
            year = running + 1 if over or ahead <= 0 else running
        elif e.offset == 0 or state.narrative:
            year = running
        elif over:
            year = running + 1 if tense == "future" else running
        elif ahead <= 0:
            year = running
        else:
            year = (
                running if tense == "future" or (ahead < 100 and tense != "past") else running - 1
            )
    value = f"{year:04d}-{e.season}"
    return Reading("DATE", value, season(year, e.season), "S", anchor=anchor_of(state))


def _quarter(e: Expression, state: State, tense: str | None, year: int | None) -> Reading:
    base = state.base
    number = e.quarter or e.half or 1
    size = 3 if e.quarter else 6
    letter = "Q" if e.quarter else "H"
    if year is None:
        if base is None:
            return Reading("DATE", f"XXXX-{letter}{number}", None, "Q", unresolved=NO_REFERENCE)
        year = base.year + (e.offset or 0)
        begins = date(year, size * (number - 1) + 1, 1)
        near = tense == "future" or (begins - base).days < 80
        if e.offset is None and begins > base and not near:
            year -= 1
    interval = quarter(year, number) if e.quarter else months(year, 6 * number - 5, 6)
    return Reading("DATE", f"{year:04d}-{letter}{number}", interval, "Q", anchor=anchor_of(state))


def _weekday(e: Expression, state: State, tense: str | None) -> Reading:
    assert e.weekday is not None
    base = state.told_day if e.told else state.base
    if base is None:
        return Reading("DATE", f"XXXX-WXX-{e.weekday}", None, unresolved=NO_REFERENCE)
    words = e.direction or ""
    if e.offset is None:
        direction = 1 if tense == "future" else -1
        if state.narrative:
            direction = 1
        found = nearest_weekday(base, e.weekday, direction)
    elif e.offset < 0:
        # Said on a Tuesday, "last Monday" is not yesterday.
        yesterday = 1 if words == "last" and state.style == "codebook" else 0
        found = nearest_weekday(add_days(base, -yesterday), e.weekday, -2)
        found = add_days(found, 7 * (e.offset + 1))
    elif e.offset > 0:
        found = nearest_weekday(base, e.weekday, 2)
    elif words.startswith("this"):
        found = nearest_weekday(base, e.weekday, -1 if tense == "past" else 1)
    else:
        found = nearest_weekday(base, e.weekday, -1)
    return _on(found, state)


def _day_only(e: Expression, state: State) -> Reading:
    """ "the 12th": of the month told of, or the last one gone by."""
    base = state.told_day
    if base is None or e.day is None:
        return undated()
    start = state.told_date if state.told_grain == "M" and state.told_date else base
    if e.offset is None and state.day is not None:
        near = [add_months(safe_date(state.day.year, state.day.month, 1), k) for k in (-1, 0, 1)]
        days = [safe_date(m.year, m.month, e.day) for m in near]
        if state.reference is not None:
            days = [d for d in days if (d - state.reference).days <= 10] or days
        return _on(min(days, key=lambda d: abs((d - base).days)), state)
    found = safe_date(start.year, start.month, e.day)
    if e.offset is not None or (
        state.reference is not None and (found - state.reference).days > 10
    ):
        back = add_months(safe_date(start.year, start.month, 1), -1)
        found = safe_date(back.year, back.month, e.day)
    return _on(found, state)


def resolve_weekday_in(e: Expression, within: Interval, anchor: str | None) -> Reading:
    """ "Monday of last week": the weekday of a resolved week."""
    if within.first is None or e.weekday is None:
        return undated()
    value = add_days(week(within.first).first or within.first, e.weekday - 1)
    return Reading("DATE", value.isoformat(), day(value), anchor=anchor)


def resolve_span_of_years(e: Expression) -> Reading:
    """Decades ("1990s") and centuries ("19th century")."""
    year = e.year or 1
    if e.kind == "decade":
        count = 100 if year % 100 == 0 and year < 1900 else 10
        digits = 2 if count == 100 else 3
        return Reading("DATE", f"{year:04d}"[:digits], year_span(year, count), "DE")
    if e.direction == "bc":
        return Reading("DATE", f"BC{year - 1:02d}", None, "CE", unresolved="before the common era")
    first = 100 * (year - 1)
    return Reading("DATE", f"{year - 1:02d}", year_span(max(first, 1), 100), "CE")


def resolve_numeric(e: Expression, state: State) -> Reading:
    """ "07.04.2017", "11/02/89" in the document's order of day and month."""
    parts = [int(x) for x in re.findall(r"\d+", e.value or "")]
    if parts[0] > 31:
        year, number, of_month = parts
    else:
        of_month, number, year = parts
        swapped = not state.day_first
        if (swapped and of_month <= 12) or number > 12:
            of_month, number = number, of_month
    if year < 100:
        year += 2000 if year < 40 else 1900
    if not 1000 <= year <= 2999 or not is_date(year, number, of_month):
        return Reading("DATE", None, None, unresolved="no such day")
    return _on(date(year, number, of_month))


def day_first(values: list[str], text_votes: int, reference: date | None) -> bool:
    """Whether "03/04/2017" is 3 April, by the document's own numeric dates and written ones.

    `text_votes` is the count of "5 April" less the count of "April 5".
    """
    votes = 0
    for value in values:
        parts = [int(x) for x in re.findall(r"\d+", value)]
        if parts[0] > 31:
            continue
        if parts[0] > 12:
            votes += 3
        elif parts[1] > 12:
            votes -= 3
        elif reference is not None and parts[0] != parts[1]:
            year = parts[2] if parts[2] > 99 else 2000 + parts[2]
            for sign, number, of_month in ((1, parts[1], parts[0]), (-1, parts[0], parts[1])):
                if is_date(year, number, of_month):
                    near = abs((date(year, number, of_month) - reference).days)
                    votes += 2 * sign if near <= 3 else 0
    if votes == 0:
        votes = text_votes
    return votes >= 0
