"""Calendar arithmetic on days, months, weeks, quarters and seasons; nothing here reads text."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of each season of the northern year, as the codebook's annotators took them."""

UNIT_MONTHS = {"M": 1, "Q": 3, "HY": 6, "Y": 12, "DE": 120, "CE": 1200, "ML": 12000}
UNIT_DAYS = {"D": 1, "N": 1, "WE": 7, "W": 7, "FN": 14}
UNIT_SECONDS = {"S": 1, "MIN": 60, "H": 3600}


@dataclass(frozen=True, slots=True)
class Interval:
    """Days `first`..`last`, inclusive; None is an open end."""

    first: date | None
    last: date | None

    @property
    def days(self) -> int | None:
        if self.first is None or self.last is None:
            return None
        return (self.last - self.first).days + 1


def precision(interval: Interval) -> int:
    """The codebook's precision 0..5 of an interval (section 6, UCDP's), by its length."""
    days = interval.days
    if days is None or days > 366:
        return 0
    if days == 1:
        return 1
    if days < 7:
        return 2
    if days == 7:
        return 3
    return 4 if days <= 31 else 5


def day(of: date) -> Interval:
    return Interval(of, of)


def month(year: int, number: int) -> Interval:
    """A calendar month; `number` may run over 1..12 and carries into the year."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return Interval(safe_date(year, number, 1), safe_date(year, number, 31))


def months(year: int, number: int, count: int) -> Interval:
    """`count` calendar months from month `number` of `year`."""
    return Interval(month(year, number).first, month(year, number + count - 1).last)


def year_span(year: int, count: int = 1) -> Interval:
    return Interval(safe_date(year, 1, 1), safe_date(year + count - 1, 12, 31))


def week(of: date) -> Interval:
    """The ISO week (Monday to Sunday) that holds a day."""
    monday = add_days(of, -of.weekday())
    return Interval(monday, add_days(monday, 6))


def weekend(of: date) -> Interval:
    """Saturday and Sunday of a day's ISO week."""
    saturday = add_days(of, 5 - of.weekday())
    return Interval(saturday, add_days(saturday, 1))


def season(year: int, code: str) -> Interval:
    """Three months; the winter of a year begins in its December."""
    return months(year, SEASON_MONTHS[code], 3)


def quarter(year: int, number: int) -> Interval:
    return months(year, 3 * number - 2, 3)


def safe_date(year: int, number: int, of_month: int) -> date:
    """That day, clipped to the month's length and to the years that `datetime` knows."""
    year = min(max(year, 1), 9999)
    return date(year, number, min(of_month, calendar.monthrange(year, number)[1]))


def is_date(year: int, number: int, of_month: int) -> bool:
    return (
        1 <= year <= 9999
        and 1 <= number <= 12
        and 1 <= of_month <= calendar.monthrange(year, number)[1]
    )


def add_days(start: date, count: int) -> date:
    """`start` moved by `count` days, clipped to the years that `datetime` knows."""
    ordinal = min(max(start.toordinal() + count, 1), date.max.toordinal())
    return date.fromordinal(ordinal)


def add_months(start: date, count: int) -> date:
    """`start` moved by `count` months; the day is clipped to the new month's length."""
    index = start.year * 12 + start.month - 1 + count
    return safe_date(index // 12, index % 12 + 1, start.day)


def shift(start: date, unit: str, count: float) -> date:
    """`start` moved by `count` units; parts of a day round towards the day they fall in."""
    if unit in UNIT_MONTHS:
        return add_months(start, round(UNIT_MONTHS[unit] * count))
    if unit in UNIT_DAYS:
        return add_days(start, round(UNIT_DAYS[unit] * count))
    return add_days(start, int(UNIT_SECONDS[unit] * count / 86400))


def unit_interval(of: date, unit: str, offset: int = 0) -> Interval:
    """The calendar unit (day, week, month, ...) `offset` units from the one that holds a day."""
    if unit in ("D", "N", "H", "MIN", "S"):
        return day(add_days(of, offset if unit in ("D", "N") else 0))
    if unit in ("W", "FN"):
        return week(add_days(of, (14 if unit == "FN" else 7) * offset))
    if unit == "WE":
        return weekend(add_days(of, 7 * offset))
    if unit == "M":
        return month(of.year, of.month + offset)
    if unit == "Q":
        return quarter(*_carry(of.year, (of.month - 1) // 3 + offset, 4))
    if unit == "HY":
        year, number = _carry(of.year, (of.month - 1) // 6 + offset, 2)
        return months(year, 6 * number - 5, 6)
    size = {"Y": 1, "DE": 10, "CE": 100, "ML": 1000}[unit]
    first = (of.year // size + offset) * size
    return year_span(max(first, 1), size)


def _carry(year: int, index: int, per_year: int) -> tuple[int, int]:
    return year + index // per_year, index % per_year + 1


def nearest_weekday(reference: date, weekday: int, direction: int) -> date:
    """ISO weekday 1..7 nearest to `reference`, the same day included.

    `direction` -1 looks back (codebook 6), 1 looks ahead, -2 and 2 leave the same day out.
    """
    if direction < 0:
        start = add_days(reference, -1) if direction == -2 else reference
        return add_days(start, -((start.isoweekday() - weekday) % 7))
    start = add_days(reference, 1) if direction == 2 else reference
    return add_days(start, (weekday - start.isoweekday()) % 7)


def nth_weekday(year: int, number: int, weekday: int, nth: int) -> date:
    """The nth ISO weekday of a month; -1 is the last."""
    if nth > 0:
        first = date(year, number, 1)
        return add_days(nearest_weekday(first, weekday, 1), 7 * (nth - 1))
    last = month(year, number).last
    assert last is not None
    return nearest_weekday(last, weekday, -1)


def easter(year: int) -> date:
    """Western Easter Sunday (Meeus/Jones/Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * el) // 451
    number, of_month = divmod(h + el - 7 * m + 114, 31)
    return date(year, number, of_month + 1)


def part_of_month(interval: Interval, modifier: str) -> Interval:
    """Early, mid and late: days 1-10, 11-20 and 21-end of a month; thirds of anything longer."""
    first, last = interval.first, interval.last
    if first is None or last is None:
        return interval
    length = (last - first).days + 1
    if length <= 3:
        return interval
    if 28 <= length <= 31 and first.day == 1:
        cut = {"START": (0, 9), "MID": (10, 19), "END": (20, length - 1)}[modifier]
    elif length >= 365 and first.day == 1 and first.month == 1:
        return _part_of_years(first.year, last.year, modifier)
    elif 85 <= length <= 95:
        half = length // 2
        cut = {
            "START": (0, half - 1),
            "MID": (half - 15, half + 14),
            "END": (half, length - 1),
        }[modifier]
    elif length == 7:
        cut = {"START": (0, 2), "MID": (2, 4), "END": (4, 6)}[modifier]
    else:
        third = length // 3
        cut = {
            "START": (0, third - 1),
            "MID": (third, 2 * third - 1),
            "END": (2 * third, length - 1),
        }[modifier]
    return Interval(first + timedelta(cut[0]), first + timedelta(cut[1]))


def _part_of_years(first: int, last: int, modifier: str) -> Interval:
    if first == last:
        start, count = {"START": (1, 4), "MID": (6, 2), "END": (9, 4)}[modifier]
        return months(first, start, count)
    size = last - first + 1
    third = max(round(size * 0.3), 1)
    lead = {"START": 0, "MID": third, "END": size - third}[modifier]
    count = size - 2 * third if modifier == "MID" else third
    return year_span(first + lead, count)


def iso(value: date | None, interval: Interval) -> str | None:
    """Unused days and months are left out where the interval is a whole month or year."""
    if value is None:
        return None
    first, last = interval.first, interval.last
    if first is not None and last is not None:
        if first == safe_date(first.year, 1, 1) and last == safe_date(last.year, 12, 31):
            return f"{value.year:04d}"
        if first.day == 1 and last == safe_date(last.year, last.month, 31):
            return f"{value.year:04d}-{value.month:02d}"
    return value.isoformat()
