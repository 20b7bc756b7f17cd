"""The date of an incident: from its own words, from the words that govern it, or the news rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from dateline.code.config import CodeConfig
from dateline.code.origins import rule_name
from dateline.codebook import STATUSES_THAT_COUNT
from dateline.records import Document, IncidentDate, Origin, TimeValue

_FUTURE = frozenset({"planned", "predicted", "conditional"})
_OPEN_SINCE = frozenset({"since", "after"})


def own_date(
    times: Sequence[tuple[TimeValue, float]], status: str, published: date | None
) -> IncidentDate | None:
    """The date that an incident's own time expressions give; None if none has an interval.

    The finest expression wins, then the better linked, then the first. An unfinished act that
    began at a date, or an expression with "since", lasts to the publication (codebook 5, 6).
    """
    valued = [(t, s) for t, s in times if t.date_from or t.date_to]
    if not valued:
        return None
    days = sorted({(t.date_from or "", t.date_to or "") for t, _ in valued if t.precision == 1})
    if len(days) == 2 and (_last_day(days[1][1]) - _first_day(days[0][0])).days == 1:
        # "shells fell on Friday and Saturday": two days side by side are one interval.
        earlier, later = (next(t for t, _ in valued if t.date_from == d[0]) for d in days)
        note = f"from {earlier.text!r} to {later.text!r}"
        origin = Origin(rule_name("time", earlier.rule), None, note)
        return IncidentDate(days[0][0], days[1][1], 2, earlier.span, origin)
    time, score = min(valued, key=lambda ts: (_rank(ts[0]), -round(ts[1], 1), ts[0].start))
    origin = Origin(rule_name("time", time.rule), round(score, 4))
    if (
        published
        and time.date_from
        and (_is_open(time) or status == "ongoing")
        and _first_day(time.date_from) <= published
    ):
        first = time.date_from
        last = published.isoformat()
        return IncidentDate(first, last, span_precision(first, last), time.span, origin)
    return IncidentDate(time.date_from, time.date_to, time.precision, time.span, origin)


def _is_open(time: TimeValue) -> bool:
    """Whether the words leave the end open: "since 2014", not "shortly after 11 p.m."."""
    return time.modifier in _OPEN_SINCE and (time.modifier == "since" or time.timex_type == "DATE")


def agree_on_future(
    times: Sequence[tuple[TimeValue, float]],
    statuses: Mapping[str, float],
    published: date | None,
    config: CodeConfig,
) -> tuple[Sequence[tuple[TimeValue, float]], Mapping[str, float]]:
    """Times and status probabilities that do not contradict each other.

    What has happened has no time wholly after publication ("later this year"). Where the status
    is sure, such a time belongs to something else; where it is not, the time rules it out.
    """
    future = [t for t, _ in times if published is not None and _is_after(t, published)]
    best = max(statuses, key=lambda name: (statuses[name], name), default="unknown")
    if not future or best not in STATUSES_THAT_COUNT:
        return times, statuses
    if statuses[best] >= config.sure_status or len(future) < len(times):
        return [ts for ts in times if ts[0] not in future], statuses
    return times, {name: p for name, p in statuses.items() if name not in STATUSES_THAT_COUNT}


def _is_after(time: TimeValue, published: date) -> bool:
    if not (time.date_from and time.date_to):
        return False
    return _first_day(time.date_from) >= published and _last_day(time.date_to) > published


def inherited_date(governing: IncidentDate) -> IncidentDate:
    """The date of another incident or expression that governs this one."""
    note = "no time of its own; taken from the nearest governing expression"
    return IncidentDate(
        governing.date_from,
        governing.date_to,
        governing.precision,
        governing.span,
        Origin("rule:date/inherited", governing.origin.score or None, note),
    )


def news_date(document: Document, status: str, config: CodeConfig) -> IncidentDate | None:
    """The codebook's rule for news without a time: the seven days that end on publication.

    Acts still to come open at publication instead. None where the publication date is unknown.
    """
    if document.published is None:
        return None
    today = document.published.isoformat()
    if status in _FUTURE:
        note = "still to come at publication; no end stated"
        return IncidentDate(today, None, 0, None, Origin("rule:date/to-come", None, note))
    first = document.published - timedelta(days=config.news_window_days - 1)
    note = "told as news with no time: the seven days that end on publication"
    return IncidentDate(first.isoformat(), today, 3, None, Origin("rule:date/news", None, note))


def span_precision(date_from: str, date_to: str) -> int:
    """UCDP's precision (codebook 6) of an interval given by partial ISO dates."""
    days = (_last_day(date_to) - _first_day(date_from)).days + 1
    for precision, longest in ((1, 1), (2, 6), (3, 10), (4, 31), (5, 366)):
        if days <= longest:
            return precision
    return 0


def _rank(time: TimeValue) -> tuple[int, bool]:
    """Finest first; of two days, the one that a day's name gives rather than an hour."""
    return _fineness(time), "clock" in time.rule


def _fineness(time: TimeValue) -> int:
    """Days that the interval covers; open intervals are coarsest."""
    if not (time.date_from and time.date_to):
        return 10_000
    return (_last_day(time.date_to) - _first_day(time.date_from)).days


def _parts(partial: str) -> tuple[int, ...]:
    return tuple(int(p) for p in partial.split("-"))


def _first_day(partial: str) -> date:
    year, *rest = _parts(partial)
    return date(year, rest[0] if rest else 1, rest[1] if len(rest) > 1 else 1)


def _last_day(partial: str) -> date:
    year, *rest = _parts(partial)
    if len(rest) == 2:
        return date(year, rest[0], rest[1])
    month = rest[0] if rest else 12
    if (year, month) == (9999, 12):
        return date.max
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
