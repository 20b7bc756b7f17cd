"""Identifiers of decisions: unique everywhere, in the order of time.

They are ULIDs: 48 bits of milliseconds since 1970 and 80 random bits, in Crockford's base 32.
A new one is always above the newest in the archive, so that a decision made after another was
seen sorts after it even where clocks disagree.
"""

from __future__ import annotations

import re
import secrets
from datetime import UTC, datetime, timedelta

_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 26
_RANDOM_BITS = 80
IDENTIFIER = re.compile(rf"[0-7][{_DIGITS}]{{{_LENGTH - 1}}}")


def new_identifier(after: str | None, now: datetime) -> str:
    """An identifier made at `now` and above `after`."""
    millis = int(now.timestamp() * 1000)
    value = (millis << _RANDOM_BITS) | secrets.randbits(_RANDOM_BITS)
    if after is not None:
        value = max(value, _number(after) + 1)
    return "".join(_DIGITS[value >> shift & 31] for shift in range(5 * (_LENGTH - 1), -1, -5))


def time_of(identifier: str) -> datetime:
    """When an identifier was made, in UTC; the year 9999 for one beyond it."""
    millis = _number(identifier) >> _RANDOM_BITS
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=millis)
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)


def _number(identifier: str) -> int:
    value = 0
    for character in identifier:
        value = value << 5 | _DIGITS.index(character)
    return value
