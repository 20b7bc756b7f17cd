"""Checks of single values: what a field takes, in words that list what is valid.

A check returns the value in its one form, or raises ValueError with what would do.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from typing import Any

Check = Callable[[Any], Any]

MOST = 2_000_000_000
"""The largest toll that is taken for one."""
LONGEST_TEXT = 2_000
LONGEST_QUOTE = 20_000
LONGEST_LIST = 1_000
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def one_of(values: Iterable[str]) -> Check:
    """One of a closed list."""
    valid = tuple(values)

    def check(value: Any) -> Any:
        if value not in valid or not isinstance(value, str):
            raise ValueError(f"valid values: {', '.join(valid)}")
        return value

    return check


def whole(lowest: int, highest: int) -> Check:
    """A whole number within bounds."""

    def check(value: Any) -> Any:
        if type(value) is not int or not lowest <= value <= highest:
            raise ValueError(f"valid: a whole number from {lowest} to {highest}")
        return value

    return check


def degrees(most: float) -> Check:
    """Degrees, WGS 84, at most `most` either way; six decimals are kept."""

    def check(value: Any) -> Any:
        if type(value) not in (int, float) or not -most <= value <= most:
            raise ValueError(f"valid: degrees from {-most:g} to {most:g}")
        return round(float(value), 6)

    return check


def or_none(check: Check) -> Check:
    """What `check` takes, or null for unknown."""

    def checked(value: Any) -> Any:
        if value is None:
            return None
        try:
            return check(value)
        except ValueError as error:
            raise ValueError(f"{error}; null for unknown") from error

    return checked


def words(value: Any) -> str:
    """A text of at most 2,000 code points that is not empty and that every database can hold."""
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_TEXT:
        raise ValueError(f"valid: a text of 1 to {LONGEST_TEXT} characters")
    if not storable(value):
        raise ValueError("valid: a text without NUL and half surrogate pairs")
    return value.strip()


def storable(value: str) -> bool:
    """Whether a text holds nothing that a text column cannot hold everywhere."""
    return not any(c == "\x00" or "\ud800" <= c <= "\udfff" for c in value)


def country(value: Any) -> str:
    """An ISO 3166 code of two letters."""
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z]{2}", value):
        raise ValueError("valid: an ISO 3166 code of two letters, such as IQ")
    return value.upper()


def partial_date(value: Any) -> str:
    """YYYY, YYYY-MM or YYYY-MM-DD of a day that exists."""
    match = _DATE.fullmatch(value) if isinstance(value, str) else None
    if match is None or not _exists(*(int(part) if part else None for part in match.groups())):
        raise ValueError("valid: a date as YYYY, YYYY-MM or YYYY-MM-DD")
    return match[0]


def day(value: Any) -> str:
    """YYYY-MM-DD of a day that exists."""
    if not isinstance(value, str) or len(value) != 10:
        raise ValueError("valid: a date as YYYY-MM-DD")
    return partial_date(value)


def language(value: Any) -> str:
    """An ISO 639 code of two or three letters."""
    if not isinstance(value, str) or not re.fullmatch(r"[a-z]{2,3}", value):
        raise ValueError("valid: an ISO 639 code, such as en")
    return value


def _exists(year: int | None, month: int | None, day: int | None) -> bool:
    if not year or (month is not None and not 1 <= month <= 12):
        return False
    return day is None or 1 <= day <= monthrange(year, month or 1)[1]


def last_day(date: str) -> str:
    """The last day of a partial date; `date` itself where it is a day."""
    if len(date) == 4:
        return f"{date}-12-31"
    if len(date) == 7:
        return f"{date}-{monthrange(int(date[:4]), int(date[5:]))[1]:02}"
    return date


def listed(check: Check) -> Check:
    """A list of what `check` takes, without doubles, in the order given."""

    def checked(value: Any) -> Any:
        if not isinstance(value, list) or len(value) > LONGEST_LIST:
            raise ValueError(f"valid: a list of at most {LONGEST_LIST}")
        out = []
        for item in value:
            one = check(item)
            if one not in out:
                out.append(one)
        return out

    return checked


def shaped(needed: Mapping[str, Check], other: Mapping[str, Check] | None = None) -> Check:
    """An object with the keys of `needed`, those of `other` or without them, and no more."""
    other = other or {}
    keys = ", ".join([*needed, *(f"{name}?" for name in other)])

    def checked(value: Any) -> Any:
        if not isinstance(value, dict) or not needed.keys() <= value.keys():
            raise ValueError(f"valid: an object with {keys}")
        out = {}
        for name, item in value.items():
            check = needed.get(name) or other.get(name)
            if check is None:
                raise ValueError(f"unknown key {name!r}; valid: {keys}")
            try:
                out[name] = check(item)
            except ValueError as error:
                raise ValueError(f"{name}: {error}") from error
        if "start" in out and "end" in out and out["start"] >= out["end"]:
            raise ValueError("valid: start before end")
        return out

    return checked


def quoted(value: Any) -> str:
    """Words as a document has them, blanks included; at most 20,000 code points."""
    if not isinstance(value, str) or len(value) > LONGEST_QUOTE or not storable(value):
        raise ValueError(f"valid: a text of at most {LONGEST_QUOTE} characters")
    return value


def identifier(value: Any) -> str:
    """An identifier as it is, blanks included."""
    if not isinstance(value, str) or not value or len(value) > LONGEST_TEXT or not storable(value):
        raise ValueError("valid: an identifier")
    return value


def _around(value: Any) -> list[str]:
    if not isinstance(value, list) or len(value) != 2:
        raise ValueError("valid: the words before and those after")
    return [quoted(one) for one in value]


PLACED: Mapping[str, Check] = {"start": whole(0, MOST), "end": whole(1, MOST)}
"""Code points of a document, `end` exclusive."""
SAID: Mapping[str, Check] = {"words": quoted, "around": _around}
"""What a placed value may also hold: its words, and those before and after it."""


def span(value: Any) -> dict[str, Any]:
    """{start, end}: code points of the document, `end` exclusive."""
    checked: dict[str, Any] = shaped(PLACED, SAID)(value)
    return checked
