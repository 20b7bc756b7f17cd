"""Times that are counted from another event of the document: "two weeks after the battle began".

The time normaliser leaves them open, since it knows no incidents. Here they take the days of the
incident that their words name, and the document is put together once more with them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from dateline.normalise.lemma import lemma
from dateline.normalise.time import event_words, resolve_event
from dateline.records import Document, Report, Span, TimeValue

_WORD = re.compile(r"[^\W\d_]{2,40}")
_ROUGHEST = 4
"""The vaguest date (codebook 6: a month) that something is still counted from."""
_ENDS = frozenset(("end", "fall", "close", "conclusion", "collapse"))


def anchored_times(
    document: Document, times: Sequence[TimeValue], reports: Sequence[Report]
) -> tuple[TimeValue, ...]:
    """The times, those counted from an incident resolved; the others as they were.

    An incident is meant where a trigger has a word of the event's, a name among the event's words
    (if there is one) stands among the incident's arguments, and its date rests on other words than
    the time itself. Of several the one with most words in common, then the one told first.
    """
    return tuple(_anchored(document, time, reports) for time in times)


def _anchored(document: Document, time: TimeValue, reports: Sequence[Report]) -> TimeValue:
    told = event_words(time)
    if told is None or time.unresolved is None:
        return time
    words = {lemma(word.lower()) for word in _WORD.findall(told)}
    names = {word.lower() for word in _WORD.findall(told)[1:] if word[0].isupper()}
    best: tuple[int, int] | None = None
    chosen: tuple[date, date] | None = None
    for order, report in enumerate(reports):
        days = _days(report, time.span)
        if days is None:
            continue
        heads = _lemmas(document.text, report.triggers)
        around = _words(document.text, [a.span for a in report.arguments])
        if not words & heads or (names and not names & around):
            continue
        key = (len(words & heads), -order)
        if best is None or key > best:
            best, chosen = key, days
    if chosen is None:
        return time
    first, last = (chosen[1], chosen[1]) if words & _ENDS else chosen
    return resolve_event(time, first, last)


def _days(report: Report, own: Span) -> tuple[date, date] | None:
    """First and last day of an incident dated well enough, not by the time `own` itself."""
    found = report.date
    if found is None or not 1 <= found.precision <= _ROUGHEST or found.date_from is None:
        return None
    if found.span is not None and found.span.overlaps(own):
        return None
    return _first(found.date_from), _last(found.date_to or found.date_from)


def _first(iso: str) -> date:
    year, month, day = (*map(int, iso.split("-")), 1, 1)[:3]
    return date(year, month, day)


def _last(iso: str) -> date:
    parts = [int(part) for part in iso.split("-")]
    if len(parts) == 3:
        return date(*parts)
    year, month = (parts[0], parts[1]) if len(parts) == 2 else (parts[0], 12)
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _words(text: str, spans: Sequence[Span]) -> set[str]:
    return {word.lower() for span in spans for word in _WORD.findall(span.of(text))}


def _lemmas(text: str, spans: Sequence[Span]) -> set[str]:
    return {lemma(word) for word in _words(text, spans)}
