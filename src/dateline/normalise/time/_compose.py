"""Joins neighbouring expressions into one: "dawn" + "on" + "Thursday", "August" + "last year".

One pass from left to right with a look at the expression before; each join shortens the list, so
the pass is linear.
"""

from __future__ import annotations

from dateline.normalise.time._expressions import Expression
from dateline.normalise.time._tokens import Tokens
from dateline.normalise.time._words import words as words_of

_ON = frozenset(
    [(), ("on",), ("of",), (",",), ("on", "the"), ("of", "the"), (",", "on"), ("that",)]
)
_AT = frozenset(
    [
        (), (",",), ("at",), ("around",), ("about",), ("at", "about"), ("at", "around"),
        ("in", "the"), ("at", "the"), (",", "at"), ("shortly", "after"), ("shortly", "before"),
        ("just", "after"), ("just", "before"), (",", "around"), (",", "at", "around"),
        (",", "at", "about"), ("at", "approximately"), ("by",), ("during", "the"),
    ]
)  # fmt: skip
_OF = frozenset([(), ("of",), (",",), ("in",), ("of", "the")])
_TO = frozenset(["and", "to", "until", "till", "-", "through"])


def compose(found: list[Expression], tokens: Tokens, style: str) -> list[Expression]:
    """Joined expressions, in text order; parts of nothing ("the first week of" alone) fall away."""
    out: list[Expression] = []
    for expression in found:
        current = expression
        while out:
            joined = _join(out[-1], current, tokens, style)
            if joined is None:
                break
            out.pop()
            current = joined
        out.append(current)
    return [e for e in out if e.kind != "first_of" or _close_first_of(e, tokens)]


def _close_first_of(e: Expression, tokens: Tokens) -> bool:
    """ "the first week of the operation": an event's week, else a plain stretch of time."""
    if e.inner is not None:
        return True
    event = event_after(tokens, e.last)
    if event is not None and e.low == 1:
        e.kind, e.event = "shift", event
        e.direction, e.last = "first-of", event[1]
        return True
    e.last -= 1
    e.kind = "duration"
    return (e.low or 0) > 1


def _gap(a: Expression, b: Expression, tokens: Tokens) -> tuple[str, ...] | None:
    if not 0 <= b.first - a.last <= 4 or "\n" in tokens.codes[a.last : b.first]:
        return None
    return tuple(word.lower() for word in tokens.words[a.last : b.first])


def _join(a: Expression, b: Expression, tokens: Tokens, style: str) -> Expression | None:
    gap = _gap(a, b, tokens)
    if gap is None:
        return None
    joined = (
        _join_day(a, b, gap, style)
        or _join_year(a, b, gap)
        or _join_counted(a, b, gap, style)
        or (_join_range(a, b, gap, tokens) if style == "codebook" else None)
    )
    if joined is not None:
        joined.first, joined.last = min(a.first, b.first), max(a.last, b.last)
    return joined


def _join_day(a: Expression, b: Expression, gap: tuple[str, ...], style: str) -> Expression | None:
    timed = ("clock", "part")
    night = b.kind == "range" and b.inner is not None and b.inner.is_day
    if a.kind in timed and a.inner is None and (b.is_day or night):
        if gap in _ON or gap == ("at",):
            a.inner = b
            return a
        return None
    if a.kind == "clock" and b.kind in timed and b.inner is not None and gap in _ON:
        _half_day(a, b.part)
        a.inner = b.inner
        return a
    if a.kind == "clock" and b.kind == "part" and b.inner is None and a.hour is not None:
        if gap in ((), ("in", "the"), ("of", "the"), ("at",)):
            _half_day(a, b.part)
            return a
        return None
    if a.kind == "part" and b.kind == "clock" and b.inner is None and gap in ((), (",",), ("at",)):
        _half_day(b, a.part)
        b.inner = a.inner
        return b if a.inner is not None else None
    if a.value == "early hours" and b.kind == "part" and gap == () and b.inner is None:
        return a if a.inner is not None else None
    if a.value == "overnight" and a.kind == "deictic" and (b.is_day or night):
        if gap not in ((), ("on",), ("between",), ("from",)):
            return None
        return Expression(a.first, b.last, "part", "part.overnight", part="NI", inner=b)
    if a.is_day and b.kind in timed and b.inner is None and gap in _AT:
        if b.kind == "clock" and "at" in gap and len(gap) > (1 if style == "timex3" else 0):
            return None
        b.inner = a
        return b
    return None


def _half_day(clock: Expression, part: str | None) -> None:
    """Sets a twelve-hour clock into its half of the day."""
    hour = clock.hour or 0
    if (part in ("AF", "EV") and hour < 12) or (part == "NI" and 6 <= hour < 12):
        clock.hour = hour + 12


def _join_year(a: Expression, b: Expression, gap: tuple[str, ...]) -> Expression | None:
    """ "August last year", "Monday of last week", "last year's third quarter"."""
    if _lacks_year(a) and (a.offset is None or a.weekday is not None):
        if b.kind == "unit" and b.offset is not None and _in_unit(a, b, gap):
            a.inner = b
            return a
        weekday = a.weekday is not None and a.month is None and a.day is None
        if weekday and b.kind == "date" and b.month and b.day and gap in ((), (",",)):
            b.weekday = b.weekday or a.weekday
            return b
        if b.is_bare_year and (a.season or a.quarter or a.half) and gap in ((), ("of",)):
            a.year = b.year
            return a
    if gap == ("'s",) and a.kind == "unit" and _lacks_year(b) and b.offset is None:
        parted = b.quarter or b.season or b.half or b.month
        if (a.unit == "Y" and parted) or (a.unit == "W" and b.weekday and not b.month):
            b.inner = a
            return b
    return None


def _lacks_year(e: Expression) -> bool:
    return e.kind == "date" and e.year is None and e.inner is None


def _in_unit(a: Expression, b: Expression, gap: tuple[str, ...]) -> bool:
    """Whether a date lies in the unit named behind it."""
    if b.unit == "Y" and b.direction != "post" and (a.month or a.season or a.quarter or a.half):
        return gap in _OF and not (gap == ("of", "the") and b.direction == "bare")
    if gap not in ((), (",",), ("of",)):
        return False
    if b.unit == "W":
        return bool(a.weekday) and not a.month and not a.day
    return b.unit == "M" and bool(a.day) and not a.month


_WHOLES = ("date", "unit", "decade", "holiday", "century")
_ANCHORS = ("date", "holiday", "deictic", "numeric")


def _join_counted(
    a: Expression, b: Expression, gap: tuple[str, ...], style: str
) -> Expression | None:
    """ "the first week of February", "two days after Christmas", "6 a.m. ten days before"."""
    if gap == () and a.kind == "clock" and b.kind == "shift" and b.unit == "D":
        a.inner = b
        return a
    if a.inner is not None or gap not in ((), ("the",)):
        return None
    part = a.kind == "first_of" and b.kind in _WHOLES
    if part and style == "timex3" and (a.low or 1) > 2:
        return None  # TimeML marks "the first nine months" and "1997" apart
    counted = a.kind == "shift" and a.event is None and a.direction in ("after", "before")
    told_day = b.kind == "unit" and b.unit == "D" and b.told
    if part or (counted and (b.kind in _ANCHORS or told_day)):
        a.inner = b
        return a
    return None


_ENDS = ("date", "deictic", "part")


def _join_range(
    a: Expression, b: Expression, gap: tuple[str, ...], tokens: Tokens
) -> Expression | None:
    """ "between January and July", "from Monday to Friday", "late morning to early evening"."""
    lead = tokens.words[a.first - 1].lower() if a.first else ""
    hours = a.kind == b.kind == "clock" and a.inner is None and b.inner is None
    if hours and lead == "from" and gap in (("to",), ("until",), ("till",)):
        return Expression(a.first, b.last, "set", "set.hours", value="P1D")
    if len(gap) != 1 or gap[0] not in _TO or a.kind not in _ENDS or b.kind not in _ENDS:
        return None
    if a.inner is not None and a.kind != "date":
        return None
    if a.kind == b.kind == "date" and _grain(a) != _grain(b):
        return None
    if not (lead == "between" and gap[0] == "and") and not (lead == "from" and gap[0] != "and"):
        dated = a.kind == "date" and bool(a.month or a.year)
        if not dated or _grain(a) != _grain(b) or gap[0] not in ("-", "to", "through"):
            return None
    if a.kind == "part" and a.inner is None:
        a.inner = b.inner
    return Expression(a.first, b.last, "range", "range", inner=a, other=b)


def _grain(e: Expression) -> str:
    if e.kind != "date":
        return e.kind
    if e.day is not None or e.weekday is not None:
        return "day"
    if e.month is not None:
        return "month"
    return "season" if e.season else "quarter" if e.quarter else "year"


def event_after(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """The tokens of the event named from token `at`: a short noun phrase or clause, or None."""
    end = at
    if at < len(tokens.words) and tokens.words[at].lower() in words_of("event.not_first"):
        return None
    codes, words = tokens.codes, tokens.words
    while end < len(words) and end - at < 9:
        word = words[end].lower()
        if codes[end] == "\n" or word in words_of("event.stop"):
            break
        if word in words_of("event.stop_later") and end - at >= 2:
            break
        end += 1
    while end > at and words[end - 1].lower() in words_of("event.tail"):
        end -= 1
    if end <= at or (end - at == 1 and words[at].lower() in ("the", "a", "that", "this", "which")):
        return None
    return at, end
