"""Places feasts and memorial days on the calendar: fixed, movable, and of the Islamic year."""

from __future__ import annotations

from datetime import date
from typing import Any

from dateline.normalise.time._calendar import Interval, add_days, day, easter, nth_weekday
from dateline.normalise.time._expressions import Expression
from dateline.normalise.time._lexicon import holidays
from dateline.normalise.time._resolve_date import anchor_of, undated
from dateline.normalise.time._state import Reading, State


def resolve_holiday(e: Expression, state: State, tense: str | None) -> Reading:
    """A feast or memorial day; the last one gone by unless the words look ahead."""
    entry = next(h for h in holidays() if h["id"] == e.holiday)
    base = state.base
    if e.year is not None:
        choices = [_feast(entry, e.year)]
    elif base is None:
        return undated()
    else:
        choices = [_feast(entry, y) for y in range(base.year - 2, base.year + 3)]
    found = [c for group in choices for c in group]
    if not found:
        return Reading("DATE", None, None, unresolved="outside the calendar's years")
    if e.year is not None or base is None:
        chosen = found[0]
    else:
        chosen = _pick_feast(found, base, tense, e.offset)
    first = chosen.first
    value = first.isoformat() if chosen.days == 1 and first else None
    if value is None and first:
        value = first.isoformat()[:7]
    grain = "D" if chosen.days == 1 else "M"
    return Reading(
        "DATE", value, chosen, grain, anchor=anchor_of(state) if e.year is None else None
    )


def _pick_feast(
    found: list[Interval], base: date, tense: str | None, offset: int | None
) -> Interval:
    firsts = [(f.first, f) for f in found if f.first is not None]
    running = [f for _, f in firsts if f.first and f.last and f.first <= base <= f.last]
    past = [f for first, f in firsts if first <= base]
    ahead = [f for first, f in firsts if first > base]
    if offset is not None and offset < 0:
        return [f for _, f in firsts if f.last is not None and f.last < base][-1]
    if running and offset is None:
        return running[-1]
    if past and past[-1].last is not None and (base - past[-1].last).days < 10:
        return past[-1]
    soon = (ahead[0].first - base).days if ahead and ahead[0].first else 999
    gone = (base - past[-1].first).days if past and past[-1].first else 999
    if ahead and (offset or tense == "future" or (soon < 60 and soon < gone)):
        return ahead[0]
    return past[-1] if past else ahead[0]


def _feast(entry: dict[str, Any], year: int) -> list[Interval]:
    """The days of a feast that begin in a Gregorian year (two, where Islamic years are short)."""
    if "fixed" in entry:
        number, of_month = (int(part) for part in entry["fixed"].split("-"))
        return [day(date(year, number, of_month))]
    if "weekday" in entry:
        return [day(nth_weekday(year, *entry["weekday"]))]
    if "easter" in entry:
        return [day(add_days(easter(year), entry["easter"]))]
    return _hijri(entry["hijri"], year)


def _hijri(of: list[int], year: int) -> list[Interval]:
    """A day ([month, day]) or a whole month ([month]) of the Islamic calendar.

    Umm al-Qura through hijridate, 1924-2077; sighting of the moon may move a feast by a day.
    """
    from hijridate import Hijri  # loads its month tables: only where a feast is named

    found = []
    around = int((year - 622) * 33 / 32)
    for islamic in range(around - 1, around + 3):
        try:
            start = Hijri(islamic, of[0], of[1] if len(of) > 1 else 1)
            on, length = start.to_gregorian(), start.month_length()
        except (OverflowError, ValueError):
            continue
        first = date(on.year, on.month, on.day)
        if first.year == year:
            last = first if len(of) > 1 else add_days(first, length - 1)
            found.append(Interval(first, last))
    return found
