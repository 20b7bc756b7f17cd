"""Words in front that belong to an expression: "early", "the end of", "shortly after", "about"."""

from __future__ import annotations

from dateline.normalise.time._expressions import Expression
from dateline.normalise.time._tokens import Tokens
from dateline.normalise.time._words import words

_EARLY = {
    "early": "START", "mid": "MID", "late": "END", "earlier": "EARLIER", "later": "LATER",
    "middle": "MID", "sometime": "", "late-": "END",
}  # fmt: skip
_EDGE = {
    "beginning": "START", "start": "START", "outset": "START", "turn": "TURN", "onset": "START",
    "middle": "MID", "end": "END", "close": "END", "eve": "EVE", "rest": "REST",
    "remainder": "REST", "ends": "END",
}  # fmt: skip
_PARTED = (
    "date", "unit", "decade", "century", "deictic", "part", "holiday", "range", "bc", "window",
)  # fmt: skip
_BOUNDS = (
    ("no", "more", "than"), ("no", "less", "than"), ("not", "more", "than"),
    ("little", "more", "than"), ("at", "least"), ("at", "most"), ("more", "than"),
    ("less", "than"), ("fewer", "than"), ("up", "to"), ("just", "over"), ("just", "under"),
    ("a", "mere"),
)  # fmt: skip


def extend(found: list[Expression], tokens: Tokens, style: str, floor: int = 0) -> list[Expression]:
    """The expressions with their leading modifiers; never across the one before or `floor`."""
    out = []
    for expression in found:
        current = expression
        for _ in range(3):
            wider = _step(current, tokens, floor, style)
            if wider is None:
                break
            current = wider
        out.append(current)
        floor = current.last
    return out


def _step(e: Expression, tokens: Tokens, floor: int, style: str) -> Expression | None:
    lead = [
        tokens.words[at].lower() for at in range(max(floor, e.first - 4), e.first)
        if tokens.codes[at] != "\n"
    ]  # fmt: skip
    if not lead:
        return None
    if tokens.codes[e.first - 1] == "\n":
        return None
    if style == "codebook" and e.kind == "range" and lead[-1] == "between":
        return None if e.relation == "between-in" else _between(e)
    return (
        _early(e, lead, style)
        or _edge(e, lead)
        or _around_clock(e, lead, style)
        or _about(e, lead)
        or _before(e, lead, style)
        or _the(e, lead, style)
    )


def _between(e: Expression) -> Expression:
    e.relation = "between-in"
    return _widen(e, 1)


def _widen(e: Expression, count: int) -> Expression:
    e.first -= count
    return e


def _early(e: Expression, lead: list[str], style: str) -> Expression | None:
    """ "early November", "mid-2016", "late on Wednesday", "later in the day", "earlier today"."""
    if e.kind not in _PARTED or e.modifier:
        return None
    for gap in ((), ("-",), ("on",), ("in",), ("in", "the"), ("that",), ("in", "the", "next")):
        size = len(gap) + 1
        if len(lead) < size or tuple(lead[len(lead) - len(gap) :]) != gap:
            continue
        modifier = _EARLY.get(lead[-size])
        if modifier is None or (gap == ("-",) and modifier != "MID" and len(lead[-size]) > 5):
            continue
        if lead[-size] == "middle" or (modifier == "" and gap):
            continue
        if gap == ("in", "the") and e.kind == "part" and e.inner is None:
            pass
        if gap and gap[0] == "in" and e.kind == "date" and e.day is not None:
            continue
        if e.kind == "window" and modifier not in ("EARLIER", "LATER"):
            continue
        if style == "timex3" and modifier in ("EARLIER", "LATER") and e.kind == "date":
            return None
        e.modifier = modifier or None
        return _widen(e, size)
    return None


def _edge(e: Expression, lead: list[str]) -> Expression | None:
    """ "the end of last year", "middle of March", "the eve of", "the rest of"."""
    if e.kind not in ("date", "unit", "decade", "century", "holiday", "edge", "bc", "range"):
        return None
    size = 0
    if len(lead) >= 2 and lead[-1] == "of":
        size = 2
    elif len(lead) >= 3 and lead[-2:] == ["of", "the"]:
        size = 3
    if not size:
        return None
    modifier = _EDGE.get(lead[-size])
    if modifier is None:
        return None
    inner = e
    return Expression(
        e.first - size, e.last, "edge", f"edge.{lead[-size]}", modifier=modifier, inner=inner
    )


def _around_clock(e: Expression, lead: list[str], style: str) -> Expression | None:
    """ "shortly after 2 a.m.", "about 5:30", "just before dawn"."""
    if e.kind not in ("clock", "part"):
        return None
    if e.kind == "clock" and lead[-1] in words("lead_in.approximate") | {"exactly"}:
        e.approximate = True
        return _widen(e, 1)
    if style != "codebook":
        return None
    shortly = words("lead_in.shortly")
    if len(lead) >= 2 and lead[-1] in ("after", "before") and lead[-2] in shortly:
        e.relation = lead[-1]
        return _widen(e, 2)
    if lead[-3:] in (["a", "little", "after"], ["a", "little", "before"]):
        e.relation = lead[-1]
        return _widen(e, 3)
    if (
        len(lead) >= 3
        and lead[-1] == "the"
        and lead[-2] in ("after", "before")
        and lead[-3] in shortly
    ):
        e.relation = lead[-2]
        return _widen(e, 3)
    dawn = e.kind == "part" and e.value in words("part.before_dawn")
    if dawn and lead[-1] == "before" and e.relation is None:
        e.relation = "before"
        return _widen(e, 1)
    return None


def _about(e: Expression, lead: list[str]) -> Expression | None:
    """ "more than two years", "at least 72 hours", "about two years ago", "nearly a week"."""
    if e.kind in ("duration", "shift", "window") and e.direction != "bare":
        for bound in _BOUNDS:
            if tuple(lead[-len(bound) :]) == bound:
                e.approximate = True
                e.relation = e.relation or " ".join(bound)
                return _widen(e, len(bound))
        vague = lead[-1] in words("lead_in.approximate") or lead[-1] in words("lead_in.bounds")
        if vague and e.kind != "window":
            e.approximate = True
            e.relation = e.relation or lead[-1]
            return _widen(e, 1)
    dated = e.kind in ("unit", "edge") or (e.kind == "date" and not e.weekday)
    if dated and not e.approximate and lead[-1] in ("around", "circa"):
        e.approximate = True
        return _widen(e, 1)
    return None


def _before(e: Expression, lead: list[str], style: str) -> Expression | None:
    """ "before the end of the year": up to then, from now on (codebook's own spans)."""
    if style != "codebook" or e.relation is not None:
        return None
    known = e.kind == "edge" or (e.kind == "date" and e.season) or e.kind == "holiday"
    if not known:
        return None
    if lead[-1] == "before":
        e.relation = "before"
        return _widen(e, 1)
    if len(lead) >= 2 and lead[-2:] == ["before", "the"]:
        e.relation = "before"
        return _widen(e, 2)
    return None


_THE_KINDS = ("edge", "window", "decade", "century", "latest", "year_ago", "first_of", "week_of")


def _the(e: Expression, lead: list[str], style: str) -> Expression | None:
    """TimeML's extents take the article in; the codebook's leave it out."""
    if style != "timex3" or lead[-1] != "the" or e.the:
        return None
    takes = (
        e.kind in _THE_KINDS
        or (e.kind == "unit" and e.direction != "bare")
        or (e.kind == "part" and e.inner is None)
        or (e.kind == "date" and (e.season or e.half) and not e.offset)
        or (e.kind == "date" and e.quarter is not None and not e.hyphenated)
        or (e.kind == "duration" and not e.hyphenated)
        or (e.kind == "shift")
    )
    if takes:
        e.the = True
        return _widen(e, 1)
    return None
