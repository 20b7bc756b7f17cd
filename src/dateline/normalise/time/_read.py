"""From a text to its time values: tokens, expressions, joins, then the calendar in text order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dateline.normalise.time._calendar import Interval, iso, precision
from dateline.normalise.time._compose import compose, event_after
from dateline.normalise.time._context import TimeContext
from dateline.normalise.time._expressions import Expression
from dateline.normalise.time._grammar import load
from dateline.normalise.time._prefix import extend
from dateline.normalise.time._resolve import clock_hour, resolve
from dateline.normalise.time._resolve_date import day_first
from dateline.normalise.time._scan import scan
from dateline.normalise.time._state import Reading, State
from dateline.normalise.time._tense import reports, tense
from dateline.normalise.time._tokens import Tokens, tokenise
from dateline.normalise.time._words import words as listed
from dateline.records import Span, TimeValue

MAX_CHARS = 2_000_000
"""Text behind this is not read: no article is longer, and memory stays bounded."""


def find_times(text: str, context: TimeContext | None = None) -> tuple[TimeValue, ...]:
    """The time expressions of a text with their values, in text order, none overlapping.

    Every value has a precision (codebook 6); what has no interval says why in `unresolved`.
    Cost is linear in the text's length; characters behind `MAX_CHARS` are not read.
    """
    context = context or TimeContext()
    tokens, found = _expressions(text, context)
    if context.style == "timex3":
        found = [end for e in found for end in _as_timeml(e)]
    state = _begin(found, tokens, context)
    return tuple(_value(e, at, found, state, tokens) for at, e in enumerate(found))


def resolve_spans(
    text: str, spans: Sequence[Span], context: TimeContext | None = None
) -> tuple[TimeValue, ...]:
    """The values of spans that another reader marked as times, each in the text's own order.

    A span inside an expression that the grammar finds has that expression's value; any other is
    read by itself, as words known to be a time. What no rule reads stays unresolved and says so.
    The whole text is read once. Raises ValueError for a span that ends behind the text.
    """
    context = context or TimeContext()
    for span in spans:
        if span.end > len(text):
            raise ValueError(f"span {span.start}..{span.end} ends behind the text ({len(text)})")
    tokens, found = _expressions(text, context)
    state = _begin(found, tokens, context)
    ranges = [_token_range(span, tokens) for span in spans]
    holder = {r: _holder(found, r) for r in ranges}
    crossing = [r for r in holder if holder[r] is None]
    dropped = {id(e) for r in crossing for e in _touched(found, r)}
    kept = [e for e in found if id(e) not in dropped]
    read = {r: _sure(tokens, r, context.style) for r in crossing}
    order = sorted([*kept, *(e for e in read.values() if e is not None)], key=lambda e: e.first)
    values = {id(e): _value(e, at, order, state, tokens) for at, e in enumerate(order)}
    out = []
    for span, r in zip(spans, ranges, strict=True):
        e = read[r] if r in read else holder[r]
        out.append(_in_span(span, text, values.get(id(e)) if e is not None else None))
    return tuple(out)


def resolve_span(text: str, start: int, end: int, context: TimeContext | None = None) -> TimeValue:
    """The value of the words `text[start:end]`; see `resolve_spans`, which is cheaper for many."""
    return resolve_spans(text, [Span(start, end)], context)[0]


def _expressions(text: str, context: TimeContext) -> tuple[Tokens, list[Expression]]:
    grammar = load()
    tokens = tokenise(text[:MAX_CHARS], grammar.lexicon)
    found = compose(scan(tokens, grammar, context.style), tokens, context.style)
    return tokens, extend(found, tokens, context.style)


def _token_range(span: Span, tokens: Tokens) -> tuple[int, int]:
    """The tokens that a span touches."""
    first = bisect_right(tokens.ends, span.start)
    return first, max(bisect_left(tokens.starts, span.end), first)


def _touched(found: list[Expression], r: tuple[int, int]) -> list[Expression]:
    """The expressions (in text order, none overlapping) that share a token with a range."""
    at = bisect_right(found, r[0], key=lambda e: e.last)
    out = []
    while at < len(found) and found[at].first < r[1]:
        out.append(found[at])
        at += 1
    return out


def _holder(found: list[Expression], r: tuple[int, int]) -> Expression | None:
    """The expression that holds all of the tokens (a range of two, only where it is most of it)."""
    touched = _touched(found, r)
    if len(touched) != 1:
        return None
    e = touched[0]
    if not (e.first <= r[0] < r[1] <= e.last):
        return None
    most = e.kind != "range" or (e.first, e.last) == r or r[1] - r[0] > (e.last - e.first) // 2
    return e if most else None


def _sure(tokens: Tokens, r: tuple[int, int], style: str) -> Expression | None:
    """The one expression of tokens that are known to be a time, with a word that leads it in."""
    grammar = load()
    for sure in (False, True):
        found = compose(scan(tokens, grammar, style, r, sure), tokens, style)
        found = extend(found, tokens, style, r[0])
        if found:
            break
    else:
        return None
    best = max(found, key=lambda e: (e.inner is not None or e.is_day, e.last - e.first, -e.first))
    timed = next((e for e in found if e.kind in ("clock", "part") and e.inner is None), None)
    if timed is not None and best.is_day and best.kind != "unit":
        timed.inner, best = best, timed
        best.first, best.last = min(e.first for e in found), max(e.last for e in found)
    if best.last > r[1]:
        best.last = max(r[1], best.first + 1)
    lead = [tokens.words[at].lower() for at in range(r[0], best.first)]
    for word in lead:
        if word in ("since", "by", "before", "until", "till") and best.relation is None:
            best.relation = "until" if word in ("by", "till") else word
    if lead[:2] == ["eve", "of"]:
        return Expression(r[0], best.last, "edge", "edge.eve", modifier="EVE", inner=best)
    best.first = r[0]
    return best


def _in_span(span: Span, text: str, value: TimeValue | None) -> TimeValue:
    words = span.of(text)
    if value is None:
        return TimeValue(
            span.start, span.end, words, "DATE", None, None, None, 0,
            rule="rule:time/none", unresolved="no rule reads these words",
        )  # fmt: skip
    return replace(value, start=span.start, end=span.end, text=words)


def _value(
    e: Expression, at: int, found: list[Expression], state: State, tokens: Tokens
) -> TimeValue:
    """Reads one expression where the document stands, and lets the document stand there."""
    if e.kind == "shift" and e.inner is None and e.event is None:
        _hang(e, found[at - 1] if at else None, tokens)
    if e.kind == "clock" and e.inner is None:
        starts = e.first == 0 or tokens.codes[e.first - 1] == "\n"
        e.at_line_start = starts and e.last < len(tokens.words)
    when = tense(e, tokens)
    counted = e.kind == "duration" and when == "future" and not e.vague and e.first > 0
    if counted and tokens.words[e.first - 1].lower() == "in":
        e.kind, e.direction = "shift", "hence"  # "expected in ten days"
    reading = _related(e, resolve(e, state, when), state)
    _remember(e, reading, state, tokens)
    return to_value(e, reading, tokens, state.style)


def _as_timeml(e: Expression) -> list[Expression]:
    """TimeML marks the two ends of a range, and of "a year after the raid" the length alone."""
    if e.kind == "range" and e.inner is not None and e.other is not None:
        inner, other = e.inner, e.other
        months = inner.kind == other.kind == "date" and bool(inner.month and other.month)
        if months and inner.year is None and other.year is not None:
            inner.year = other.year - (1 if (inner.month or 0) > (other.month or 0) else 0)
        return [inner, other]
    opened = e.kind == "shift" and e.direction in ("after", "before", "into", "since")
    if opened and e.inner is None and not e.part and e.rule.startswith("shift."):
        e.kind, e.last = "duration", max(e.last - 1, e.first + 1)
    return [e]


def _begin(found: list[Expression], tokens: Tokens, context: TimeContext) -> State:
    parts = [part for e in found for part in (e, e.inner) if part is not None]
    numeric = [part.value for part in parts if part.kind == "numeric" and part.value]
    if context.day_first is not None:
        first = context.day_first
    elif numeric:
        dayed = [e for e in found if e.kind == "date" and e.day and e.month]
        votes = sum(1 if tokens.words[e.first][:1].isdigit() else -1 for e in dayed)
        first = day_first(numeric, votes, context.reference)
    else:
        first = True
    return State(context.reference, context.told, context.style, first)


def _hang(e: Expression, before: Expression | None, tokens: Tokens) -> None:
    """Finds the event that "two days after ..." is counted from."""
    if e.direction not in ("after", "before", "into", "since"):
        return
    event = event_after(tokens, e.last)
    if event is None:
        return
    e.event = event
    e.near_event = _is_told(event, tokens)
    if before is not None and e.first and tokens.words[e.first - 1] == "," and before.is_day:
        gap = tokens.codes[before.last : e.first]
        e.apposed = e.first - before.last <= 3 and "\n" not in gap


def _is_told(event: tuple[int, int], tokens: Tokens) -> bool:
    """ "the raid", "the shooting": a short definite name of what the text has told already."""
    words = [tokens.words[at].lower() for at in range(*event)]
    return (
        len(words) == 2
        and words[0] in ("the", "that", "this")
        and words[1] not in listed("event.no_event")
    )


def _related(e: Expression, reading: Reading, state: State) -> Reading:
    """ "before the end of the year": from publication to then, where then is ahead."""
    days, reference = reading.days, state.reference
    if e.relation not in ("before", "until", "since"):
        return reading
    if e.kind in ("clock", "part", "duration", "shift", "window"):
        return reading
    if days is None or reference is None or days.first is None or days.last is None:
        return reading
    if e.relation == "since":
        if days.first > reference:
            return reading
        return _over(reading, Interval(days.first, reference), "since")
    if e.relation == "until":
        ahead = days.last >= reference
        return _over(reading, Interval(reference, days.last), "until") if ahead else reading
    end = days.last if e.kind == "edge" else days.first.fromordinal(days.first.toordinal() - 1)
    if end < reference:
        return reading
    return _over(reading, Interval(reference, end), "before")


def _over(reading: Reading, days: Interval, modifier: str) -> Reading:
    return replace(reading, days=days, modifier=modifier)


def _remember(e: Expression, reading: Reading, state: State, tokens: Tokens) -> None:
    """Keeps the last day and the last dated stretch for what is counted from them."""
    days = reading.days
    if e.kind == "duration" and e.unit in ("M", "Y") and (e.low or 0) > 3:
        state.quarter = None
    if days is None or days.first is None or not 1000 <= days.first.year <= 2999:
        return
    if e.kind in ("window", "duration", "reference", "decade", "century"):
        return
    if state.narrative and e.is_bare_year and _looks_away(e, days.first, state, tokens):
        return
    if reading.grain == "Q" and e.kind in ("date", "unit", "latest"):
        state.quarter = days
    elif reading.grain in ("Y", "M"):
        state.quarter = None
    single = days.first == days.last
    if e.kind in ("clock", "part"):
        if e.inner is None and e.at_line_start:
            state.day = days.first
        if e.inner is None and days.first != state.day:
            state.day, state.hour = days.last, None
        elif not reports(e, tokens):
            state.hour = clock_hour(e)
        if e.inner is None:
            return
    elif e.is_day:
        state.hour = None
    if single and (e.is_day or e.kind in ("clock", "part", "edge")):
        if state.narrative or state.day is None or not reports(e, tokens):
            state.day = days.first
            state.told, state.told_grain = days, "D"
    elif e.kind in ("date", "unit", "edge", "range", "shift", "holiday", "first_of"):
        if e.kind == "range" and reading.grain == "D":
            state.day = days.first
        elif state.narrative:
            state.day = None
        state.told, state.told_grain = days, reading.grain


def _looks_away(e: Expression, first: date, state: State, tokens: Tokens) -> bool:
    """True for a far year in passing ("a law of 1905"), where the story is told by nearer days."""
    if state.told_date is None or -1 <= first.year - state.told_date.year <= 3:
        return False
    lead = [tokens.words[at].lower() for at in range(max(e.first - 2, 0), e.first)]
    return lead[-1:] != ["in"] or lead[:-1] not in ([], ["."], ["\n"])


_SINCE = {
    "since": "since", "before": "before", "after": "after", "until": "until", "till": "until",
    "by": "until", "following": "after",
}  # fmt: skip
_SHOWN = frozenset(["START", "MID", "END"])


def to_value(e: Expression, reading: Reading, tokens: Tokens, style: str) -> TimeValue:
    """The record of an expression and its reading."""
    first = e.first
    if style == "codebook" and e.last - first > 1 and tokens.words[first].lower() == "the":
        first += 1
    start, end = tokens.starts[first], tokens.ends[e.last - 1]
    days = reading.days
    lead = [tokens.words[at].lower() for at in range(max(e.first - 2, 0), e.first)]
    if lead and lead[-1] in ("the", "about"):
        lead.pop()
    modifier = reading.modifier if reading.modifier else None
    if e.relation in ("before", "after"):
        modifier = modifier or e.relation
    if modifier is None and lead and e.kind not in ("duration", "set"):
        modifier = _SINCE.get(lead[-1])
    if modifier is None and e.approximate:
        modifier = "APPROX"
    anchor = reading.anchor
    if e.event is not None:
        taken = f" (taken as {anchor})" if anchor and not e.apposed else ""
        anchor = f"event: {tokens.surface(*e.event)}{taken}"
    value, kind = reading.value, reading.timex_type
    unresolved = None if days is not None else reading.unresolved
    return TimeValue(
        start=start,
        end=end,
        text=tokens.text[start:end],
        timex_type=kind,
        value=value,
        date_from=iso(days.first, days) if days else None,
        date_to=iso(days.last, days) if days else None,
        precision=precision(days) if days else 0,
        modifier=modifier,
        anchor=anchor,
        rule=f"rule:time/{e.rule}",
        unresolved=unresolved,
    )
