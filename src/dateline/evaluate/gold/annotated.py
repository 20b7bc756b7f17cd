"""What the measures read of a stand-off record (codebook 10), typed and checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from dateline.errors import DatelineError
from dateline.evaluate.time import gold_interval
from dateline.records import Span

CLAIM_LABELS = ("source_type", "mode", "speech_act", "commitment")

T = TypeVar("T")
Row = Mapping[str, Any]
Point = tuple[float, float]
"""(lat, lon) in degrees, WGS 84."""

Bounds = tuple[str, float | None, float | None, float | None]
"""What is counted, low, best, high (codebook 7)."""


@dataclass(frozen=True, slots=True)
class Interval:
    """First and last day, inclusive; None is open."""

    first: date | None
    last: date | None

    def meets(self, other: Interval) -> bool:
        """Whether the two share a day; never where an end is open."""
        if not (self.first and self.last and other.first and other.last):
            return False
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class Labelled:
    """A span with its mention type or its role."""

    span: Span
    label: str


@dataclass(frozen=True, slots=True)
class Time:
    span: Span
    days: Interval


@dataclass(frozen=True, slots=True)
class Place:
    """A place name that has a point."""

    span: Span
    point: Point


@dataclass(frozen=True, slots=True)
class Incident:
    """`days` and `point` are None where the record gives the incident no date or no point.

    `figures` holds the bounds of its toll entries; `key` joins the reports of several documents
    on one incident.
    """

    type: str
    status: str
    triggers: tuple[Span, ...]
    arguments: tuple[Labelled, ...]
    days: Interval | None
    point: Point | None
    figures: frozenset[Bounds]
    key: str | None


@dataclass(frozen=True, slots=True)
class Claim:
    """`labels` are source type, mode, speech act and commitment, in this order."""

    content: Span
    source: Span | None
    labels: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Annotated:
    """One document as somebody, or the program, annotated it."""

    id: str
    text: str
    mentions: tuple[Labelled, ...]
    times: tuple[Time, ...]
    places: tuple[Place, ...]
    incidents: tuple[Incident, ...]
    claims: tuple[Claim, ...]


def annotated(row: Row) -> Annotated:
    """The typed form of a stand-off record; lists that are absent are empty.

    Raises DatelineError, naming the document, for a record that breaks the format.
    """
    name = row.get("id")
    text = row.get("text")
    if not isinstance(name, str) or not isinstance(text, str):
        raise DatelineError(
            "not an annotated document", f"id {name!r}", "give it a string `id` and `text`"
        )
    try:
        return Annotated(
            id=name,
            text=text,
            mentions=_each(row, "mentions", lambda m: Labelled(_span(m), m["type"])),
            times=_each(row, "times", lambda t: Time(_span(t), interval(t))),
            places=tuple(
                Place(_span(p), point)
                for p in row.get("places") or ()
                if (point := _point(p)) is not None
            ),
            incidents=_each(row, "incidents", _incident),
            claims=_each(row, "claims", _claim),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DatelineError(
            f"annotation breaks the stand-off format ({type(error).__name__}: {error})",
            f"document {name}",
            "correct it to codebook section 10",
        ) from error


def interval(value: Row) -> Interval:
    """`from` and `to` of a time as days: "2016-10" is the whole month (codebook 6).

    Without `to` the interval ends with `from`. What is no date on the calendar is open.
    """
    try:
        return Interval(*gold_interval(value.get("from"), value.get("to")))
    except ValueError:
        return Interval(None, None)


def _each(row: Row, name: str, build: Callable[[Row], T]) -> tuple[T, ...]:
    values: Sequence[Row] = row.get(name) or ()
    return tuple(build(value) for value in values)


def _span(value: Row) -> Span:
    return Span(value["start"], value["end"])


def _point(place: Row | None) -> Point | None:
    if place is None or place.get("lat") is None or place.get("lon") is None:
        return None
    return float(place["lat"]), float(place["lon"])


def _incident(row: Row) -> Incident:
    days = row.get("date")
    return Incident(
        type=row["type"],
        status=row["status"],
        triggers=_each(row, "triggers", _span),
        arguments=_each(row, "arguments", lambda a: Labelled(_span(a), a["role"])),
        days=interval(days) if days else None,
        point=_point(row.get("place")),
        figures=frozenset(
            (t["what"], t.get("low"), t.get("best"), t.get("high")) for t in row.get("toll") or ()
        ),
        key=row.get("key"),
    )


def _claim(row: Row) -> Claim:
    source = row.get("source")
    return Claim(
        content=_span(row["content"]),
        source=_span(source) if source else None,
        labels=tuple(row.get(name) for name in CLAIM_LABELS),
    )
