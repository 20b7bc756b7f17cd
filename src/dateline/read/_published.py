"""Publication dates: what a file says, or None and the reason why it cannot be used."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import cache

from dateline.read._tables import load_table

EARLIEST = date(1900, 1, 1)
"""No article is older; an earlier date is a slip or a placeholder."""

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ,].{0,40})?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?")
_SHORT = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ,].{0,40})?")
_EPOCH = re.compile(r"\d{10}|\d{13}")
_PARTIAL = re.compile(r"\d{4}(?:-\d{1,2})?")
_DAY_MONTH = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[ \-.]{1,3}(?:of )?([a-z]{3,9})\.?,?[ \-.]{1,3}(\d{4})(?!\d)"
)
_MONTH_DAY = re.compile(
    r"([a-z]{3,9})\.?[ \-]{1,3}(\d{1,2})(?:st|nd|rd|th)?,?[ \-]{1,3}(\d{4})(?!\d)"
)


@cache
def month_numbers() -> dict[str, int]:
    """Month names and their usual abbreviations, lower case, to 1..12."""
    return {
        name: number
        for number, names in enumerate(load_table("dates")["months"], start=1)
        for name in names
    }


def published_date(value: object, today: date | None = None) -> tuple[date | None, str | None]:
    """The publication date that `value` states, and why not where there is none.

    Returns (date, None) or (None, reason). ISO dates and datetimes (the date as written, in the
    writer's own time zone), compact and Unix timestamps, RFC 2822 and dates with the month in
    letters are read; "03/04/2017" is unknown, for it could be either of two days. A date before
    1900 or after tomorrow is absurd, so unknown.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None, "no publication date given"
    if isinstance(value, datetime):
        found: date | None = value.date()
    elif isinstance(value, date):
        found = value
    else:
        words = " ".join(str(value).split())[:120]
        found, reason = _parse(words)
        if found is None:
            return None, reason
    assert found is not None
    latest = (today or datetime.now(UTC).date()) + timedelta(days=1)
    if found > latest:
        return None, f"publication date {found.isoformat()} lies in the future"
    if found < EARLIEST:
        return None, f"publication date {found.isoformat()} lies before {EARLIEST.year}"
    return found, None


def _parse(words: str) -> tuple[date | None, str | None]:
    unreadable = f"publication date '{words}' cannot be read"
    if _EPOCH.fullmatch(words):
        seconds = int(words) if len(words) == 10 else int(words) // 1000
        return datetime.fromtimestamp(seconds, UTC).date(), None
    if match := _ISO.fullmatch(words) or _COMPACT.fullmatch(words):
        return _day(match.group(1), match.group(2), match.group(3), unreadable)
    if _PARTIAL.fullmatch(words):
        return None, f"publication date '{words}' names no day"
    if match := _SHORT.fullmatch(words):
        first, second, year = match.groups()
        if int(first) > 12 or first == second:
            return _day(year, second, first, unreadable)
        if int(second) > 12:
            return _day(year, first, second, unreadable)
        return None, f"publication date '{words}' could be day-month or month-day"
    lower = words.lower()
    months = month_numbers()
    for match in _DAY_MONTH.finditer(lower):
        if number := months.get(match.group(2)):
            return _day(match.group(3), str(number), match.group(1), unreadable)
    for match in _MONTH_DAY.finditer(lower):
        if number := months.get(match.group(1)):
            return _day(match.group(3), str(number), match.group(2), unreadable)
    return None, unreadable


def _day(year: str, month: str, day: str, reason: str) -> tuple[date | None, str | None]:
    try:
        return date(int(year), int(month), int(day)), None
    except ValueError:
        return None, reason
