"""resolve_number: the bounds of words that a mention gives, number or not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from dateline.normalise.number._bounds import Bounds, Conventions, conventions_of
from dateline.normalise.number._counted import find_noun
from dateline.normalise.number._find import find_numbers
from dateline.normalise.number._frame import frame_of
from dateline.normalise.number._heads import read_fraction, scan
from dateline.normalise.number._plain import plain as plain_of
from dateline.normalise.number._tables import PEOPLE, THINGS, load
from dateline.records import NumberValue

_table = load("groups")
_ONE = frozenset(_table["one"])
_ZERO = frozenset(_table["zero"])
_TWO = frozenset(_table["two"])
_THREE = frozenset(_table["three"])
_UNNUMBERED = frozenset(_table["unnumbered"])
_PLURALS = frozenset(_table["plurals"])
_HEAD_ENDS = frozenset(_table["head_ends"])
_SUB_COUNTS = re.compile(r"[,(]? ?\b(?:" + "|".join(map(re.escape, _table["sub_counts"])) + r")\b|\(")
_JOIN = re.compile(r"(?:,\s*(?:and\s+)?|\s+and\s+|\s+plus\s+|\s+as well as\s+|\s*&\s*|\s*;\s*)")
_ORDINAL = re.compile(
    r"\b(?:(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[ -])?(first|second|third|fourth|fifth|sixth|seventh"
    r"|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth"
    r"|eighteenth|nineteenth|twentieth|thirtieth)\b|\b([0-9]{1,3})(?:st|nd|rd|th)\b"
)
_ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
        "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth "
        "twentieth".split(),
        start=1,
    )
} | {"thirtieth": 30}
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
         "eighty": 80, "ninety": 90}
_AGE = re.compile(r"\b[a-z0-9]+[- ](?:year|month|week|day)s?[- ]olds?\b|\bof [a-z0-9-]+$|\baged [a-z0-9-]+|, [0-9]{1,3}$")
_FAMILY = re.compile(r"\b(?:family|household|crew|group|team|party|band|gang) of ")
_PARENT = re.compile(r"\b(?:mother|father|parent|grandmother|grandfather|widow|boy|girl|man|woman)"
                     r" of (?:[a-z-]+|[0-9]+)$")
_WINDOW = 160


def total_of(numbers: Iterable[NumberValue]) -> Bounds:
    """(low, best, high) of several numbers together: ends add up, an open end stays open."""
    low = best = high = 0.0
    open_best = open_high = False
    for number in numbers:
        low += number.low or 0.0
        best += number.best or 0.0
        high += number.high or 0.0
        open_best |= number.best is None
        open_high |= number.high is None
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
    inside = _numbers_inside(text, start, end, rules)
    plain = plain_of(text[start:end])
    cut = _SUB_COUNTS.search(plain)
    limit = cut.start() if cut and cut.start() > 0 else len(plain)
    if _PARENT.search(plain[:limit].strip()) or (inside and _AGE.search(plain[:limit]) and len(inside) == 1
                                       and _is_age(plain[:limit])):
        inside = ()
    parts = _parts(plain[:limit], start, inside)
    if len(parts) > 1:
        total = _sum(text, parts, inside, rules)
        if total:
            return _made(text, start, end, total, "exact" if total[2] is not None else "at_least",
                         "group", role)
    if inside:
        number = inside[0]
        return _copied(text, number, start, end, role)
    bounds, relation, rule = _unnumbered(plain[:limit], mention_type, rules)
    made = _made(text, start, end, bounds, relation, rule, role)
    return made


def _is_age(plain: str) -> bool:
    return bool(re.search(r"(?:year|month|week|day)s?[- ]olds?\b|\baged \S+$|, [0-9]{1,3}$", plain)) and not re.match(
        r"(?:at least |about |some |the )?(?:[0-9]+|two|three|four|five|six|seven|eight|nine|ten) [a-z]", plain
    )


def _numbers_inside(
    text: str, start: int, end: int, rules: Conventions
) -> tuple[NumberValue, ...]:
    """Numbers of the span, read with the words around it so that modifiers and bases count."""
    left = max(0, start - _WINDOW)
    window = text[left : end + _WINDOW]
    found = tuple(
        _moved(number, left)
        for number in find_numbers(window, rules)
        if number.start + left < end and number.end + left > start
    )
    if len(found) == 1 and found[0].base and found[0].start < start >= found[0].base.start:
        # The mention is the base alone: "four" of "two of the four".
        found = ()
    if found:
        return found
    alone = find_numbers(text[start:end], rules)
    return tuple(_moved(number, start) for number in alone)


def _moved(n: NumberValue, by: int) -> NumberValue:
    from dataclasses import replace

    from dateline.records import Span

    base = Span(n.base.start + by, n.base.end + by) if n.base else None
    return replace(n, start=n.start + by, end=n.end + by, base=base)


def _copied(text: str, n: NumberValue, start: int, end: int, role: str | None) -> NumberValue:
    from dataclasses import replace

    return replace(n, start=start, end=end, text=text[start:end], counted=role or n.counted)


def _made(
    text: str, start: int, end: int, bounds: Bounds, relation: str, rule: str, role: str | None
) -> NumberValue:
    low, best, high = bounds
    return NumberValue(
        start, end, text[start:end], low, best, high, relation, role, rule=f"rule:number/{rule}"
    )


def _parts(
    plain: str, offset: int, inside: tuple[NumberValue, ...]
) -> list[tuple[int, int]]:
    """The members of an enumeration as offsets into the text; joints inside numbers are none."""
    parts: list[tuple[int, int]] = []
    begin = 0
    for joint in _JOIN.finditer(plain):
        at = joint.start() + offset
        if any(n.start < at < n.end for n in inside):
            continue
        if plain[begin : joint.start()].strip():
            parts.append((begin + offset, joint.start() + offset))
        begin = joint.end()
    if plain[begin:].strip():
        parts.append((begin + offset, len(plain) + offset))
    return parts


def _sum(
    text: str,
    parts: list[tuple[int, int]],
    inside: tuple[NumberValue, ...],
    rules: Conventions,
) -> Bounds | None:
    """The bounds of all members together; None where the words are no list of members."""
    low = best = high = 0.0
    open_best = open_high = False
    counted = 0
    for begin, finish in parts:
        plain = plain_of(text[begin:finish])
        mine = [n for n in inside if n.start < finish and n.end > begin]
        family = _FAMILY.search(plain)
        if mine and not _PARENT.search(plain) and not (_is_age(plain) and not family):
            bounds: Bounds = (mine[0].low, mine[0].best, mine[0].high)
            counted += 1
        else:
            first = plain.split()[0]
            if first not in _ONE and first not in _TWO and first not in _THREE and not _is_age(plain):
                if _head(plain) not in PEOPLE:
                    return None
            bounds, _, rule = _unnumbered(plain, None, rules)
            counted += rule != "unnumbered"
        low += bounds[0] or 0.0
        best += bounds[1] or 0.0
        high += bounds[2] or 0.0
        open_best |= bounds[1] is None
        open_high |= bounds[2] is None
    if not counted:
        return None
    return low, None if open_best else best, None if open_high else high


def _head(plain: str) -> str:
    """The head noun of a noun phrase: the last word before a preposition, clause or comma."""
    head = ""
    for word in re.findall(r"[^\W\d_][\w'-]*|,", plain):
        if word in _HEAD_ENDS and head or word == ",":
            break
        head = word
    return head.removesuffix("'s")


def _unnumbered(
    plain: str, mention_type: str | None, rules: Conventions
) -> tuple[Bounds, str, str]:
    """(bounds, relation, rule) of words without a number that `find_numbers` takes."""
    words = plain.split()
    first = words[0].strip(",.") if words else ""
    if first in _ZERO or plain.startswith(("no one", "no-one")):
        return (0.0, 0.0, 0.0), "none", "none"
    for names, key in ((_TWO, "both"), (_THREE, "triplets")):
        if any(word.strip(",.") in names for word in words[:3]):
            value = rules.closed.get(key, 2.0)
            return (value, value, value), "exact", "group_noun"
    if plain.startswith(("a couple", "couple", "the couple", "married couple")):
        value = rules.closed.get("a couple", 2.0)
        return (value, value, value), "vague", "couple"
    heads = [h for h in scan(plain) if h.kind in ("digits", "words", "half_scale")]
    if heads and not _is_age(plain) and not _PARENT.search(plain):
        frame = frame_of(plain, heads[0].start, heads[0].end, plain[: heads[0].start].split())
        relation = frame.relation or "exact"
        return rules.bounds(relation, heads[0].value, frame.measure), relation, "span_only"
    vague = [h for h in scan(plain) if h.kind == "vague"]
    if vague:
        value, closed = rules.vague_value(plain[vague[0].start : vague[0].end])
        return (value, value, value) if closed else (value, None, None), "vague", "vague"
    ordinal = _ORDINAL.search(plain)
    if ordinal and mention_type == "QUANTITY":
        value = float(
            int(ordinal[3]) if ordinal[3] else _TENS.get(ordinal[1] or "", 0) + _ORDINALS[ordinal[2]]
        )
        return (value, value, None), "at_least", "ordinal"
    if any(word.strip(",.") in _UNNUMBERED for word in words[:3]):
        return (1.0, None, None), "vague", "unnumbered"
    head = _head(plain)
    if first in ("a", "an", "one", "another", "single") and head not in ("number",):
        return (1.0, 1.0, 1.0), "exact", "one"
    if not head or _is_plural(head):
        return (1.0, None, None), "vague", "unnumbered"
    if mention_type in ("STATE_FORCE", "ARMED_GROUP", "GOVERNMENT", "ORG") and head not in PEOPLE:
        return (1.0, None, None), "vague", "unnumbered"
    return (1.0, 1.0, 1.0), "exact", "one"


def _is_plural(head: str) -> bool:
    if head in _PLURALS:
        return True
    if head in PEOPLE or head in THINGS:
        return head.endswith(("s", "men", "women")) and not head.endswith("ss")
    return head.endswith("s") and not head.endswith(("ss", "us"))
