"""From a text to its time values: tokens, expressions, joins, then the calendar in text order."""

from __future__ import annotations

from dateline.normalise.time._calendar import Interval, iso, precision
from dateline.normalise.time._compose import compose, event_after
from dateline.normalise.time._context import TimeContext
from dateline.normalise.time._expressions import Expression
from dateline.normalise.time._grammar import load
from dateline.normalise.time._prefix import extend
from dateline.normalise.time._resolve import resolve
from dateline.normalise.time._resolve_date import day_first
from dateline.normalise.time._scan import scan
from dateline.normalise.time._state import Reading, State
from dateline.normalise.time._tense import reports, tense
from dateline.normalise.time._tokens import Tokens, tokenise
from dateline.records import TimeValue

MAX_CHARS = 2_000_000
"""Text behind this is not read: no article is longer, and memory stays bounded."""


def find_times(text: str, context: TimeContext | None = None) -> tuple[TimeValue, ...]:
    """The time expressions of a text with their values, in text order, none overlapping.

    Every value has a precision (codebook 6); what has no interval says why in `unresolved`.
    Cost is linear in the text's length; characters behind `MAX_CHARS` are not read.
    """
    context = context or TimeContext()
    grammar = load()
    tokens = tokenise(text[:MAX_CHARS], grammar.lexicon)
    found = compose(scan(tokens, grammar, context.style), tokens, context.style)
    found = extend(found, tokens, context.style)
    return tuple(_values(found, tokens, context))


def _values(found: list[Expression], tokens: Tokens, context: TimeContext) -> list[TimeValue]:
    state = _begin(found, tokens, context)
    out = []
    if context.style == "timex3":
        found = [end for e in found for end in _as_timeml(e)]
    for at, e in enumerate(found):
        if e.kind == "shift" and e.inner is None and e.event is None:
            _hang(e, found[at - 1] if at else None, tokens)
        when = tense(e, tokens)
        reading = resolve(e, state, when)
        reading = _related(e, reading, state)
        out.append(to_value(e, reading, tokens))
        _remember(e, reading, state, tokens)
    return out


def _as_timeml(e: Expression) -> list[Expression]:
    """TimeML marks the two ends of a range, and of "a year after the raid" the length alone."""
    if e.kind == "range" and e.inner is not None and e.other is not None:
        ends = [e.inner, e.other]
        inner, other = ends
        if other.kind == "date" and inner.kind == "date" and inner.month and other.month:
            if inner.year is None and other.year is not None:
                inner.year = other.year - (1 if inner.month > other.month else 0)
        return ends
    opened = e.kind == "shift" and e.direction in ("after", "before", "into", "since")
    if opened and e.inner is None and not e.part and e.rule.startswith("shift."):
        words = 2 if e.rule == "shift.before" and False else 1
        e.kind, e.last = "duration", max(e.last - words, e.first + 1)
    return [e]


def _begin(found: list[Expression], tokens: Tokens, context: TimeContext) -> State:
    numeric = [
        e.value for e in found for e in (e, e.inner) if e and e.kind == "numeric" and e.value
    ]
    if context.day_first is not None:
        first = context.day_first
    elif numeric:
        dayed = [e for e in found if e.kind == "date" and e.day and e.month]
        votes = sum(1 if tokens.words[e.first][:1].isdigit() else -1 for e in dayed)
        first = day_first(numeric, votes, context.reference)
    else:
        first = True
    hour = context.written.hour if context.written is not None else None
    return State(context.reference, context.told, context.style, hour, first)


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
    return len(words) == 2 and words[0] in ("the", "that", "this") and words[1] not in ("start", "end")


def _related(e: Expression, reading: Reading, state: State) -> Reading:
    """ "before the end of the year": from publication to then, where then is ahead."""
    days, reference = reading.days, state.reference
    if e.relation != "before" or e.kind in ("clock", "part", "duration", "shift", "window"):
        return reading
    if days is None or reference is None or days.first is None or days.last is None:
        return reading
    end = days.last if e.kind == "edge" else days.first.fromordinal(days.first.toordinal() - 1)
    if end < reference:
        return reading
    return Reading(
        reading.timex_type, reading.value, Interval(reference, end), reading.grain, "before",
        reading.anchor,
    )  # fmt: skip


def _remember(e: Expression, reading: Reading, state: State, tokens: Tokens) -> None:
    """Keeps the last day and the last dated stretch for what is counted from them."""
    days = reading.days
    if e.kind == "duration" and e.unit in ("M", "Y") and (e.low or 0) > 3:
        state.quarter = None
    if days is None or days.first is None:
        return
    if e.kind in ("window", "duration", "reference", "decade", "century"):
        return
    if reading.grain == "Q" and e.kind in ("date", "unit", "latest"):
        state.quarter = days
    elif reading.grain in ("Y", "M"):
        state.quarter = None
    single = days.first == days.last
    if e.kind in ("clock", "part") and e.inner is None:
        return
    if single and (e.is_day or e.kind in ("clock", "part", "edge")):
        if state.narrative or state.day is None or not reports(e, tokens):
            state.day = days.first
            state.told, state.told_grain = days, "D"
    elif e.kind in ("date", "unit", "edge", "range", "shift", "holiday"):
        if e.kind == "range" and reading.grain == "D":
            state.day = days.first
        elif state.narrative:
            state.day = None
        state.told, state.told_grain = days, reading.grain


_SINCE = {
    "since": "since", "before": "before", "after": "after", "until": "until", "till": "until",
    "by": "until", "following": "after",
}  # fmt: skip
_SHOWN = frozenset(["START", "MID", "END"])


def to_value(e: Expression, reading: Reading, tokens: Tokens) -> TimeValue:
    """The record of an expression and its reading."""
    start, end = tokens.starts[e.first], tokens.ends[e.last - 1]
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
