"""Why an incident has its date and its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from dateline.explain.explanation import Field, Loser
from dateline.explain.quotes import quotes_of
from dateline.explain.words import (
    date_words,
    entry_words,
    losing_entries,
    place_words,
    said,
    time_words,
)
from dateline.records import PlaceValue, Record, Report, Span, TimeValue

_V = TypeVar("_V", TimeValue, PlaceValue)


def date_field(record: Record, report: Report, prefix: str) -> Field:
    """When: the words, the rule and anchor that make a date of them, and the other times."""
    date = report.date
    if date is None:
        why = record.document.published_note
        unresolved = [t for t in _times(record, report) if t.unresolved]
        reasons = {f'"{t.text}": {t.unresolved}': t.span for t in unresolved}
        return Field(
            "date",
            None,
            details=said(why_none="; ".join(filter(None, [*reasons, why])) or None),
            quotes=quotes_of(record, reasons.values()),
        )
    text = record.document.text
    time = _overlapping(record.times, date.span)
    inferred = "inherited" if date.origin.by == "rule:date/inherited" else None
    return Field(
        "date",
        date_words(date),
        date.origin,
        inferred or (None if date.span is None else "stated"),
        said(
            words=f'"{date.span.of(text)}"' if date.span else None,
            read_as=time_words(time) if time else None,
            rule=_unless_told(time.rule, date.origin.by) if time else None,
            counted_from=_anchor(record, time) if time else None,
            modifier=time.modifier if time else None,
            shared_with=_shared(record, report, prefix) if inferred else None,
        ),
        quotes_of(record, [date.span] if date.span else []),
        tuple(_other_times(record, report, date.span)),
    )


def place_field(record: Record, report: Report) -> Field:
    """Where: the words, the gazetteer entry and what else they could mean, the other places."""
    place = report.place
    if place is None:
        return Field("place", None)
    value = _overlapping(record.places, place.span)
    by = place.origin.by
    inferred = by.removeprefix("rule:place/")
    entries = losing_entries(value) if value else ()
    return Field(
        "place",
        place_words(place),
        place.origin,
        inferred if inferred in ("inherited", "dateline") else "stated",
        said(
            words=f'"{place.span.of(record.document.text)}"' if place.span else None,
            entry=entry_words(value) if value else None,
            rule=_unless_told(value.rule, by) if value else None,
            no_point=value.unresolved if value else None,
        ),
        quotes_of(record, [place.span] if place.span else []),
        (*entries, *_other_places(record, report, place.span)),
    )


def _unless_told(rule: str, by: str) -> str | None:
    """The normaliser's rule, where the value's producer does not name it already."""
    rule = rule.removeprefix("rule:")
    return None if not rule or rule in by else rule


def _anchor(record: Record, time: TimeValue) -> str | None:
    published = record.document.published
    if published is not None and time.anchor == published.isoformat():
        return f"{time.anchor}, the day of publication"
    return time.anchor


def _times(record: Record, report: Report) -> list[TimeValue]:
    """The values of the words that fill the role time."""
    linked = [a.span for a in report.arguments if a.role == "time"]
    return [t for t in record.times if any(t.span.overlaps(s) for s in linked)]


def _other_times(record: Record, report: Report, chosen: Span | None) -> Iterator[Loser]:
    for argument in report.arguments:
        if argument.role != "time" or (chosen and argument.span.overlaps(chosen)):
            continue
        time = _overlapping(record.times, argument.span)
        yield Loser(
            argument.span.of(record.document.text),
            argument.origin.score,
            f"linked, but not the one taken: {time_words(time) if time else 'no time in it'}",
            argument.span,
        )


def _other_places(record: Record, report: Report, chosen: Span | None) -> Iterator[Loser]:
    for argument in report.arguments:
        if argument.role != "place" or (chosen and argument.span.overlaps(chosen)):
            continue
        value = _overlapping(record.places, argument.span)
        yield Loser(
            argument.span.of(record.document.text),
            argument.origin.score,
            f"linked, but not the one taken: {_where(value)}",
            argument.span,
        )


def _where(value: PlaceValue | None) -> str:
    if value is None:
        return "no place in it"
    if value.lat is None or value.lon is None:
        return value.unresolved or "no point"
    return f"{value.lat:.4f}, {value.lon:.4f}, precision {value.precision}"


def _shared(record: Record, report: Report, prefix: str) -> str | None:
    """The other incidents that the same words date."""
    span = report.date.span if report.date else None
    others = [
        prefix + r.id
        for r in record.reports
        if r.id != report.id and span and r.date and r.date.span == span
    ]
    return ", ".join(others[:5]) or None


def _overlapping(values: Sequence[_V], span: Span | None) -> _V | None:
    """The value of these words: of just these, else the first that overlaps them."""
    if span is None:
        return None
    near = [v for v in values if v.span.overlaps(span)]
    return next((v for v in near if v.span == span), near[0] if near else None)
