"""find_numbers: the heads of a text read one by one, refusals left out, harms passed on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from dateline.normalise.number._bounds import Conventions, conventions_of
from dateline.normalise.number._frame import words_before
from dateline.normalise.number._heads import Head, scan
from dateline.normalise.number._noun import is_people
from dateline.normalise.number._plain import plain as plain_of
from dateline.normalise.number._quantity import HARM, Quantity, value_of
from dateline.normalise.number._refuse import refused
from dateline.normalise.number._share import fraction, part
from dateline.normalise.number._single import all_or_none, read_range, single, vague
from dateline.normalise.number._tables import PARTICIPLES
from dateline.records import NumberValue

_RANGE_GAP = re.compile(r" ?- ?[$£€]?| (?:to|or|and) [$£€]?")
_CONNECTOR = re.compile(
    r"[ ]?(?:,|,? ?(?:and|or|including|among them|as well as|plus|mostly),?)[ ]"
)
_MEMBERS = re.compile(r" of (?:them|whom)\b")
_TELLS = re.compile(r" (?:said|say|says|told|reported|added|confirmed|claimed)\b")
_ENDS = re.compile(r"[.;:!?\n]")
_ELLIPSIS = re.compile(rf" (?:{'|'.join([*PARTICIPLES, 'dead'])}),?(?: and)? ")


def find_numbers(
    text: str, conventions: Mapping[str, Any] | Conventions | None = None
) -> tuple[NumberValue, ...]:
    """All quantities of a text in order, with bounds by the codebook's conventions (7 and 11).

    Years, ages, dates, clock times, ordinals, designations ("the 17th Division") and names are
    left out. `conventions` overrides rows of `codebook/data/numbers.toml`. Spans are code points
    of `text` and cover the modifiers and the unit, not the noun (codebook 2). A share without its
    base is in percent. Raises ValueError only for conventions that the table could not hold.
    """
    rules = conventions_of(conventions)
    plain = plain_of(text)
    heads = list(scan(plain))
    found: list[NumberValue] = []
    previous: Quantity | None = None
    place = 0
    while place < len(heads):
        used, quantity = _read(text, plain, heads, place, rules)
        place += used
        if quantity is None or (found and quantity.start < found[-1].end):
            continue
        if previous and _repeats(plain, previous, quantity):
            continue
        if previous and previous.base and quantity.start <= previous.base.start < quantity.end:
            # "two of the four soldiers died" says nothing of all four.
            quantity.counted = None
        else:
            _inherit(plain, previous, quantity)
            _scope(plain, previous, quantity, rules)
        previous = quantity
        found.append(value_of(text, quantity))
    return tuple(found)


def _read(
    text: str, plain: str, heads: list[Head], place: int, rules: Conventions
) -> tuple[int, Quantity | None]:
    """(heads used, the quantity or None) at heads[place]."""
    head = heads[place]
    if head.kind == "zero":
        return 1, all_or_none(text, plain, head, rules)
    before = words_before(plain, head.start)
    if head.kind == "vague":
        return 1, vague(text, plain, head, before, rules)
    following = heads[place + 1] if place + 1 < len(heads) else None
    if following and following.kind not in ("digits", "words"):
        following = None
    if head.kind == "fraction":
        return fraction(text, plain, head, following, before, rules)
    if following and following.start - head.end < 36 and head.kind != "half_scale":
        gap = plain[head.end : following.start]
        if _RANGE_GAP.fullmatch(gap):
            used, quantity = read_range(text, plain, head, following, gap, before, rules)
            if used:
                return used, quantity
        elif gap.startswith((" in ", " out of ", " of ")):
            quantity = part(text, plain, head, following, gap, before, rules)
            if quantity:
                return (1 if quantity.base else 2), quantity
    if refused(text, plain, head, before, False):
        return 1, None
    return 1, single(text, plain, head, before, rules)


def _repeats(plain: str, previous: Quantity, q: Quantity) -> bool:
    """Whether a number in brackets says the one before it again: "12 (twelve)"."""
    gap = plain[previous.end : q.start]
    return gap == " (" and plain[q.end : q.end + 1] == ")" and q.bounds == previous.bounds


def _inherit(plain: str, previous: Quantity | None, q: Quantity) -> None:
    """ "killed eight guards and 3 drivers": a number joined to one with a harm counts the same."""
    if q.counted is not None or q.unit or previous is None or previous.counted not in HARM:
        return
    gap = plain[max(previous.end, previous.noun_end) : q.start]
    joined = len(gap) < 24 and _CONNECTOR.fullmatch(gap) is not None
    # "14 were hacked to death, four of them infants": a part of those before it.
    member = len(gap) < 60 and gap.endswith(", ") and _MEMBERS.match(plain, q.end) is not None
    if _TELLS.match(plain, max(q.end, q.noun_end)):
        return  # "and eight missing, two sources said"
    if (joined or (member and not _ENDS.search(gap))) and is_people(q.head) and not previous.unit:
        q.counted = previous.counted


def _scope(plain: str, previous: Quantity | None, q: Quantity, rules: Conventions) -> None:
    """ "At least 27 killed and 65 injured": without a verb between, "at least" is said of both."""
    if previous is None or previous.relation != "at_least" or q.relation != "exact":
        return
    if previous.counted not in HARM or q.counted not in HARM or q.bounds[1] is None:
        return
    gap = plain[max(previous.end, previous.noun_end) : q.start]
    if len(gap) < 24 and _ELLIPSIS.fullmatch(gap) and q.noun_end == q.end:
        q.relation, q.rule = "at_least", "scope_of_at_least"
        q.bounds = rules.bounds("at_least", q.bounds[1])
