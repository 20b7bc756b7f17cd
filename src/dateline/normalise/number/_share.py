"""Shares: "one in five", "two of the four", "more than half of the 6,000", "a third"."""

from __future__ import annotations

import re

from dateline.normalise.number._bounds import Bounds, Conventions
from dateline.normalise.number._counted import find_counted
from dateline.normalise.number._frame import base_date, frame_of
from dateline.normalise.number._heads import SCALE_WORDS, Head, read_fraction
from dateline.normalise.number._noun import find_noun
from dateline.normalise.number._quantity import Quantity, meaning
from dateline.normalise.number._refuse import refused
from dateline.normalise.number._single import single
from dateline.normalise.number._tables import PARTICIPLES, VERBS, grammar
from dateline.records import Span

_BASE_GAP = re.compile(
    r"(?: of)?(?: (?:the|its|their|his|some|about|all|those|these|an estimated|estimated|nearly"
    r"|around|roughly|original|remaining|[a-z]+'s))* "
)
_RANGE_AHEAD = re.compile(r"-| (?:to|or) [0-9]")
_SHARE_GAP = re.compile(r" (?:in|out of)(?: every)? ")
_PART_GAP = re.compile(
    r" of(?: the| its| their| his| her| those| these| a total of)?(?: [a-z]+'s)?"
    r"(?: estimated| some| about| roughly| nearly| around| original| remaining| more than){0,2} "
)
_NEXT = re.compile(r"[ ]([^\W\d_][\w-]*)")
_HALVES = grammar("other_halves")


def part(
    text: str,
    plain: str,
    first: Head,
    second: Head,
    gap: str,
    before: list[str],
    rules: Conventions,
) -> Quantity | None:
    """ "one in five" as a share in percent; "two" of "two of the four" with its base linked."""
    if not 0 < first.value < second.value or first.kind == "half_scale":
        return None
    second_before = [*before, *plain[first.start : second.start].split()]
    if refused(text, plain, second, second_before, False):
        return None
    if _SHARE_GAP.fullmatch(gap):
        last = before[-1] if before else ""
        likely = "every" in gap or "out" in gap or first.value == 1 or second.value in (5, 10, 100)
        if not likely or first.value > 99 or second.value > 1000:
            return None
        if "out" not in gap and (last in VERBS or last in PARTICIPLES):
            return None
        frame = frame_of(plain, first.start, second.end, before)
        low, best, high = rules.bounds(
            frame.relation or "exact", 100 * first.value / second.value, True
        )
        bounds = _rounded(low), _rounded(best), _rounded(high)
        q = Quantity(frame.start, frame.end, bounds, "share", "one_in")
        q.counted, q.unit = "share", "percent"
        q.noun, q.head, q.noun_end = find_noun(text, plain, q.end, False)
        return q
    if not _PART_GAP.fullmatch(gap) or first.decimal or refused(text, plain, first, before, True):
        return None
    counted = single(text, plain, first, before, rules)
    if counted is None or counted.unit or counted.end > first.end:
        return None
    q = counted
    q.relation, q.rule = "share", "part_of"
    q.base, q.base_value = Span(second.start, second.end), second.value
    q.noun, q.head, q.noun_end = find_noun(text, plain, second.end, False)
    q.counted = find_counted(plain, q.start, second.end, q.noun_end, q.head)
    if q.counted is None and first.value == 1:
        return None
    return q


def fraction(
    text: str,
    plain: str,
    head: Head,
    following: Head | None,
    before: list[str],
    rules: Conventions,
) -> tuple[int, Quantity | None]:
    words = plain[head.start : head.end]
    share = read_fraction(words)
    beyond_half = words.endswith(("majority", "most"))
    gap = plain[head.end : following.start] if following else ""
    if following and gap == " of a " and plain.startswith(SCALE_WORDS, following.start):
        frame = frame_of(plain, head.start, following.end, before)
        relation = frame.relation or "exact"
        value = rules.whole(share * following.value, False)
        bounds = rules.bounds(relation, value, frame.measure)
        q = Quantity(frame.start, frame.end, bounds, relation, "fraction_of_scale")
        return 2, meaning(text, plain, q, frame, False)
    based = (
        following is not None
        and _BASE_GAP.fullmatch(gap) is not None
        and not refused(text, plain, following, [*before, *gap.split()], False)
        and not _RANGE_AHEAD.match(plain, following.end)
    )
    if before and before[-1] in (
        "first",
        "second",
        "latter",
        "other",
        "northern",
        "southern",
        "eastern",
        "western",
        "one",
        "top",
        "bottom",
        "last",
        "final",
    ):
        return 1, None
    wounded = before[-1:] == ["and"] and plain.startswith(" in ", head.end)
    harmed = bool(before) and before[-1] in VERBS and not plain.startswith(" of ", head.end)
    if words == "a third" and (wounded or harmed):
        return 1, None  # "two dead and a third in hospital", "wounded a third"
    if based and following is not None:
        frame = frame_of(plain, head.start, following.end, before)
        relation = "more_than" if beyond_half else frame.relation or "exact"
        base = following.value
        q = Quantity(
            frame.start,
            frame.end,
            share_of_base(share, base, relation, rules),
            "share",
            "share_of_base",
        )
        q.base, q.base_value = Span(following.start, following.end), base
        return 2, meaning(text, plain, q, frame, False)
    if beyond_half or not _stands_alone(plain, head.end, words):
        return 1, None
    frame = frame_of(plain, head.start, head.end, before)
    if frame.end != head.end and frame.relation is None:
        return 1, None
    relation = frame.relation or "exact"
    percent = round(100 * share, 2)
    low, best, high = rules.bounds(relation, 100 * share, True)
    best = percent if best is not None and relation in ("exact", "about", "share") else best
    if relation in ("more_than", "at_least"):
        high = 100.0
    bounds = _rounded(low), _rounded(best), _rounded(high)
    name = "change" if frame.step else "share"
    q = Quantity(frame.start, frame.end, bounds, name, "fraction")
    q.counted, q.unit, q.direction = "share", "percent", frame.direction
    if q.direction:
        q.base_date = base_date(plain, q.end)
    q.noun, q.head, q.noun_end = find_noun(text, plain, q.end, False)
    return 1, q


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _stands_alone(plain: str, end: int, words: str) -> bool:
    """Whether a fraction word is a share here: before "of", "the", a stop or the end."""
    match = _NEXT.match(plain, end)
    if match is None:
        return plain[end : end + 1] in ("", ".", ",", ";", ")")
    if match[1] in ("of", "the", "its", "their", "his"):
        return True
    return match[1] in ("in", "since", "from", "are", "were", "have", "this", "last") and (
        words != "half"
    )


def share_of_base(share: float, base: float, relation: str, rules: Conventions) -> Bounds:
    part = share * base
    if relation == "more_than":
        least = float(int(part + 1e-9)) + rules.step
        return least, least, base
    if relation == "at_least":
        return rules.whole(part, False), rules.whole(part, False), base
    if relation == "exact":
        whole = rules.whole(part, False)
        return whole, whole, whole
    low, best, high = rules.bounds(relation, part)
    return (
        low,
        None if best is None else rules.whole(best, False),
        (None if high is None else rules.whole(high, False)),
    )
