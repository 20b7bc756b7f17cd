"""`--where` and `--changed-since`: which rows an export takes.

A filter is FIELD=VALUE[,VALUE...] or FIELD!=VALUE[,VALUE...]; several filters must all hold. The
values go to the database as parameters, never as SQL.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from dateline.codebook import EVENT_TYPE_OF, INCIDENT_TYPES, STATUSES
from dateline.errors import DatelineError
from dateline.export.dates import first_day, last_day

FIELDS = ("type", "status", "date", "country", "actor", "grade", "verdict")

_REVIEWED = {
    "grade": ("confirmed", "fair", "weak", "contested", "discounted", "none"),
    "verdict": ("accepted", "rejected", "none"),
}
"""What a reviewer may have said; `none` is nothing."""

_FILTER = re.compile(r"\s*([a-z]{1,20})\s*(!?=)\s*(\S.{0,2000})", re.DOTALL)


class FilterError(DatelineError):
    """A filter that means nothing."""


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition on incidents: any of `values` (or none of them, where `not_`)."""

    field: str
    values: tuple[str, ...]
    not_: bool = False


@dataclass(frozen=True, slots=True)
class Selection:
    """The filters, all of which must hold, and the day since which rows must have changed.

    `incidents` are identifiers to choose from, all where None. What a reviewer rejected is left
    out unless `rejected`.
    """

    filters: tuple[Filter, ...] = ()
    changed_since: str | None = None
    rejected: bool = False
    incidents: frozenset[str] | None = None

    @property
    def narrow(self) -> bool:
        """Whether only some incidents are taken, and what belongs to them."""
        return bool(self.filters) or self.incidents is not None

    @property
    def told(self) -> list[str]:
        """The selection in words for a reader of the export."""
        lines = [f"{f.field}{'!=' if f.not_ else '='}{','.join(f.values)}" for f in self.filters]
        if self.incidents is not None:
            lines.append(f"{len(self.incidents)} incidents by their ids")
        if self.changed_since:
            lines.append(f"changed since {self.changed_since}")
        return lines


def selection(
    where: Iterable[str] = (), changed_since: str | None = None, rejected: bool = False
) -> Selection:
    """The selection that a user wrote.

    Raises FilterError for an unknown field or value, with those that are known.
    """
    since = None if changed_since is None else _moment(changed_since)
    return Selection(tuple(_filter(text) for text in where), since, rejected)


def _filter(text: str) -> Filter:
    match = _FILTER.fullmatch(text)
    if not match or match[1] not in FIELDS:
        raise FilterError(
            "filter not understood", text[:80], f"write FIELD=VALUE; fields: {', '.join(FIELDS)}"
        )
    field, values = match[1], tuple(v for v in (p.strip() for p in match[3].split(",")) if v)
    if field == "date":
        if match[2] == "!=" or len(values) != 1:
            raise FilterError("a date filter is one interval", text[:80], "date=FROM..TO")
        interval(values[0])
    elif field == "country":
        values = tuple(value.upper() for value in values)
        _known(values, None, text)
    elif field == "type":
        _known(values, (*INCIDENT_TYPES, *dict.fromkeys(EVENT_TYPE_OF.values())), text)
    elif field == "status":
        _known(values, STATUSES, text)
    elif field in _REVIEWED:
        _known(values, _REVIEWED[field], text)
    return Filter(field, values, match[2] == "!=")


def _known(values: tuple[str, ...], known: tuple[str, ...] | None, text: str) -> None:
    for value in values:
        if known is None:
            if not re.fullmatch("[A-Z]{2}", value):
                raise FilterError(f"{value[:20]} is no country", text[:80], "two letters, as SD")
        elif value not in known:
            raise FilterError(f"{value[:40]} is unknown", text[:80], f"one of {', '.join(known)}")


def interval(value: str) -> tuple[date | None, date | None]:
    start, dots, end = value.partition("..")
    bounds = first_day(start), last_day(end if dots else start)
    if (start and bounds[0] is None) or ((end or not dots) and bounds[1] is None):
        raise FilterError("date not understood", value[:80], "YYYY, YYYY-MM or YYYY-MM-DD")
    return bounds


def _moment(value: str) -> str:
    """A day or a moment as the store writes moments: UTC, to the second."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise FilterError("date not understood", value[:80], "write YYYY-MM-DD") from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).isoformat(timespec="seconds")
