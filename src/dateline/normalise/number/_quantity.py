"""A quantity under construction, and what it gets once its bounds are known."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.normalise.number._bounds import Bounds
from dateline.normalise.number._counted import find_counted
from dateline.normalise.number._frame import Frame, base_date
from dateline.normalise.number._noun import find_noun
from dateline.normalise.number._tables import FORCES, PEOPLE
from dateline.records import NumberValue, Span

_OF_NOUN = re.compile(r" of ([^\W\d_][\w-]*)")
_NEXT = re.compile(r"[ ]([^\W\d_][\w-]*)")


HARM = frozenset(("killed", "injured", "missing", "detained", "displaced"))


@dataclass(slots=True)
class Quantity:
    """A number under construction: what `NumberValue` needs, and where its noun ends."""

    start: int
    end: int
    bounds: Bounds
    relation: str
    rule: str
    counted: str | None = None
    unit: str | None = None
    noun: str | None = None
    head: str = ""
    noun_end: int = 0
    base: Span | None = None
    base_value: float | None = None
    direction: str | None = None
    base_date: str | None = None


def value_of(text: str, q: Quantity) -> NumberValue:
    low, best, high = q.bounds
    return NumberValue(
        start=q.start,
        end=q.end,
        text=text[q.start : q.end],
        low=low,
        best=best,
        high=high,
        relation=q.relation,
        counted=q.counted,
        noun=q.noun,
        base=q.base,
        base_value=q.base_value,
        unit=q.unit,
        direction=q.direction,
        base_date=q.base_date,
        rule=f"rule:number/{q.rule}",
    )


def meaning(text: str, plain: str, q: Quantity, frame: Frame, one: bool) -> Quantity:
    """The quantity with unit, noun, what is counted and change filled in."""
    q.unit, q.counted, q.direction = frame.unit, frame.counted, frame.direction
    if q.direction:
        q.base_date = base_date(plain, q.end)
    if frame.hyphened:
        if frame.counted != "distance":
            q.head, q.noun_end = _described(plain, q.end)
            q.noun = text[q.end : q.noun_end].strip() or None
        if q.counted is None and frame.unit is None and q.head in PEOPLE:
            q.counted = find_counted(plain, q.start, q.end, q.noun_end, q.head)
        return q
    if frame.counted in ("money", "distance", "duration", "rate"):
        if frame.counted == "rate":
            q.counted = None
        return q
    if frame.counted in ("weight", "volume", "area", "power", "speed", "temperature"):
        q.counted = None
        match = _OF_NOUN.match(plain, q.end)
        if match:
            q.noun, q.noun_end = text[match.start(1) : match.end()], match.end()
        return q
    q.noun, q.head, q.noun_end = find_noun(text, plain, q.end, one)
    if q.counted is None:
        q.counted = find_counted(plain, q.start, q.end, q.noun_end, q.head)
    return q


def _described(plain: str, end: int) -> tuple[str, int]:
    """(head, end) of the noun after "100,000-strong" or "nine-member": "Iraqi force"."""
    first = _NEXT.match(plain, end)
    if first is None:
        return "", end
    match: re.Match[str] | None = first
    for _ in range(4):
        if match is None:
            break
        if match[1] in FORCES:
            return match[1], match.end()
        match = _NEXT.match(plain, match.end())
    return first[1], first.end()
