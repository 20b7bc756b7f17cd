"""Partial dates as days: `2016-10` begins on 2016-10-01 and ends on 2016-10-31."""

from __future__ import annotations

import calendar
from datetime import date, timedelta


def first_day(partial: str | None) -> date | None:
    """The first day of YYYY, YYYY-MM or YYYY-MM-DD; None where it is none of these."""
    return _day(partial, last=False)


def last_day(partial: str | None) -> date | None:
    """The last day of YYYY, YYYY-MM or YYYY-MM-DD; None where it is none of these."""
    return _day(partial, last=True)


def middle_day(start: date | None, end: date | None) -> date | None:
    """The day in the middle of an interval, the earlier one of two; None where an end is open."""
    if start is None or end is None:
        return None
    return start + timedelta(days=(end - start).days // 2)


def _day(partial: str | None, last: bool) -> date | None:
    if not partial:
        return None
    try:
        numbers = [int(part) for part in partial.split("-")]
        year = numbers[0]
        month = numbers[1] if len(numbers) > 1 else (12 if last else 1)
        if len(numbers) > 2:
            return date(year, month, numbers[2])
        return date(year, month, calendar.monthrange(year, month)[1] if last else 1)
    except (ValueError, calendar.IllegalMonthError):
        return None
