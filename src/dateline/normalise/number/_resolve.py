"""resolve_number: the bounds of words that a mention gives, number or not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from dateline.normalise.number._bounds import Bounds, Conventions, conventions_of
from dateline.normalise.number._find import find_numbers
from dateline.normalise.number._frame import frame_of
from dateline.normalise.number._heads import read_fraction
from dateline.normalise.number._plain import plain as plain_of
from dateline.normalise.number._share import share_of_base
from dateline.normalise.number._tables import load
from dateline.normalise.number._unnumbered import is_member, is_one_person, unnumbered
from dateline.records import NumberValue, Span

_SUB_COUNTS = re.compile(
    rf"[,(]? ?\b(?:{'|'.join(map(re.escape, load('groups')['sub_counts']))})\b|\("
)
_JOIN = re.compile(r"(?:,\s*(?:and\s+)?|\s+and\s+|\s+plus\s+|\s+as well as\s+|\s*&\s*|\s*;\s*)")
_SHARE_WORDS = re.compile(
    r"\b(?:majority|most|half|(?:a|one|two|three)[ -](?:thirds?|quarters?|fifths?|tenths?))\b"
)
_OF_THEM = re.compile(r" of (?:them|whom|those|these|the (?:dead|victims|wounded|injured))\b")
_WINDOW = 160


def total_of(numbers: Iterable[NumberValue]) -> Bounds:
    """(low, best, high) of several numbers together: ends add up, an open end stays open."""
    return _added((number.low, number.best, number.high) for number in numbers)


def _added(bounds: Iterable[Bounds]) -> Bounds:
    low = best = high = 0.0
    open_best = open_high = False
    for one in bounds:
        low += one[0] or 0.0
        best += one[1] or 0.0
        high += one[2] or 0.0
        open_best |= one[1] is None
        open_high |= one[2] is None
    return low, None if open_best else best, None if open_high else high


def resolve_number(
    text: str,
    start: int,
    end: int,
    *,
    mention_type: str | None = None,
    role: str | None = None,
    conventions: Mapping[str, Any] | Conventions | None = None,
) -> NumberValue:
    """The number that the words text[start:end] stand for, read in their context.

    For spans that come from elsewhere (the encoder, a reviewer): a QUANTITY with or without its
    modifiers, a POPULATION or ROLE with its number ("at least 12 people"), a group told by its
    members ("a couple, their three children and a driver" = 6), one person ("a civilian" = 1), a
    PERSON (relation named, 1 / 1 / 1), a bare plural (codebook 11: low 1, the rest open).
    `mention_type` is the codebook's, `role` (killed, injured, ...) overrides what is counted. The
    value's span is start..end, its base may lie outside. Raises ValueError for an empty span or
    one outside the text.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError(f"span {start}..{end} is empty or outside the text of {len(text)}")
    rules = conventions_of(conventions)
    if mention_type == "PERSON":
        return _made(text, start, end, (1.0, 1.0, 1.0), "named", "named", role)
    plain = plain_of(text[start:end])
    # "12 people, including three children": what follows is part of what was counted.
    cut = _SUB_COUNTS.search(plain)
    phrase = plain[: cut.start()] if cut and plain[: cut.start()].strip() else plain
    inside = () if is_one_person(phrase) else _numbers_inside(text, start, end, rules)
    members = _members(phrase, start, inside)
    if len(members) > 1:
        total = _sum(text, members, inside, rules)
        if total:
            relation = "exact" if total[2] is not None else "at_least"
            return _made(text, start, end, total, relation, "group", role)
    if inside:
        first = inside[0]
        counted = role or first.counted
        return replace(first, start=start, end=end, text=text[start:end], counted=counted)
    shared = _share_of_them(text, start, end, rules)
    if shared:
        return replace(shared, counted=role)
    return _made(text, start, end, *unnumbered(phrase, mention_type, rules), role)


def _made(
    text: str, start: int, end: int, bounds: Bounds, relation: str, rule: str, role: str | None
) -> NumberValue:
    return NumberValue(
        start, end, text[start:end], *bounds, relation, counted=role, rule=f"rule:number/{rule}"
    )


def _numbers_inside(text: str, start: int, end: int, rules: Conventions) -> tuple[NumberValue, ...]:
    """Numbers of the span, read with the words around it so that modifiers and bases count."""
    left = max(0, start - _WINDOW)
    found = tuple(
        _moved(number, left)
        for number in find_numbers(text[left : end + _WINDOW], rules)
        if number.start + left < end and number.end + left > start
    )
    if len(found) == 1 and found[0].base and found[0].start < start >= found[0].base.start:
        # The mention is the base alone: "6,000" of "more than half of the 6,000".
        found = ()
    return found or tuple(_moved(n, start) for n in find_numbers(text[start:end], rules))


def _moved(number: NumberValue, by: int) -> NumberValue:
    base = Span(number.base.start + by, number.base.end + by) if number.base else None
    return replace(number, start=number.start + by, end=number.end + by, base=base)


def _share_of_them(text: str, start: int, end: int, rules: Conventions) -> NumberValue | None:
    """ "The majority of them" after "700 members": a share of the last number before."""
    words = plain_of(text[start:end])
    share = _SHARE_WORDS.search(words)
    if not share or not _OF_THEM.search(words + plain_of(text[end : end + 40]), share.end()):
        return None
    left = max(0, start - _WINDOW)
    earlier = [n for n in find_numbers(text[left:start], rules) if n.unit is None and n.best]
    if not earlier:
        return None
    base = _moved(earlier[-1], left)
    frame = frame_of(words, share.start(), share.end(), words[: share.start()].split())
    beyond_half = share[0] in ("majority", "most")
    relation = "more_than" if beyond_half else frame.relation or "exact"
    bounds = share_of_base(read_fraction(share[0]), base.best or 0.0, relation, rules)
    value = _made(text, start, end, bounds, "share", "share_of_them", None)
    return replace(value, base=base.span, base_value=base.best)


def _members(plain: str, offset: int, inside: tuple[NumberValue, ...]) -> list[tuple[int, int]]:
    """The items of an enumeration as offsets into the text; joints inside numbers are none."""
    members: list[tuple[int, int]] = []
    begin = 0
    for joint in _JOIN.finditer(plain):
        if any(n.start < joint.start() + offset < n.end for n in inside):
            continue
        if plain[begin : joint.start()].strip():
            members.append((begin + offset, joint.start() + offset))
        begin = joint.end()
    if plain[begin:].strip():
        members.append((begin + offset, len(plain) + offset))
    return members


def _sum(
    text: str,
    members: list[tuple[int, int]],
    inside: tuple[NumberValue, ...],
    rules: Conventions,
) -> Bounds | None:
    """The bounds of all members together; None where the words are no list of members."""
    bounds: list[Bounds] = []
    numbered = 0
    for begin, finish in members:
        phrase = plain_of(text[begin:finish]).strip()
        mine = [n for n in inside if n.start < finish and n.end > begin]
        if mine and not is_one_person(phrase):
            bounds.append((mine[0].low, mine[0].best, mine[0].high))
            numbered += 1
            continue
        if not is_member(phrase):
            return None
        one, _, rule = unnumbered(phrase, None, rules)
        bounds.append(one)
        numbered += rule != "unnumbered"
    return _added(bounds) if numbered else None
