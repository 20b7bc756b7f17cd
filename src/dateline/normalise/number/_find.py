"""find_numbers: heads joined to ranges and shares, given frame, bounds and meaning."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dateline.normalise.number._bounds import Bounds, Conventions, conventions_of
from dateline.normalise.number._counted import find_counted, find_noun, is_people
from dateline.normalise.number._frame import Frame, base_date, frame_of, words_before
from dateline.normalise.number._heads import Head, read_fraction, read_words, scan
from dateline.normalise.number._plain import plain as plain_of
from dateline.normalise.number._refuse import following_word, refused
from dateline.normalise.number._tables import (
    MONEY_SUFFIXES,
    NO_NOUNS,
    PARTICIPLES,
    PEOPLE,
    SCALES,
    SCORE_BEFORE,
    STATES,
    UNITS,
    VERBS,
)
from dateline.records import NumberValue, Span

_RANGE_GAP = re.compile(r" ?- ?[$£€]?| (?:to|or|and) [$£€]?")
_BASE_GAP = re.compile(
    r"(?: of)?(?: (?:the|its|their|his|some|about|all|those|these|an estimated|nearly|around))* "
)
_RANGE_AHEAD = re.compile(r"-| (?:to|or) [0-9]")
_SHARE_GAP = re.compile(r" (?:in|out of)(?: every)? ")
_PART_GAP = re.compile(r" of(?: the| its| their| his| those| these| a total of)? ")
_CONNECTOR = re.compile(
    r"[ ]?(?:,|,? ?(?:and|or|including|among them|as well as|plus|mostly),?)[ ]"
)
_OF_NOUN = re.compile(r" of ([^\W\d_][\w-]*)")
_OF_MONEY = re.compile(r" of (dollars|euros|pounds|rupees|dinars|riyals|kilometres|kilometers|miles)")
_NEXT = re.compile(r"[ ]([^\W\d_][\w-]*)")
_SCALE_WORDS = tuple((*SCALES, "hundred"))
_HARM = frozenset(("killed", "injured", "missing", "detained", "displaced"))
_DURATION_WORDS = frozenset(("day", "days", "hour", "hours", "week", "weeks", "year", "years"))


@dataclass(slots=True)
class _Quantity:
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
    previous: _Quantity | None = None
    place = 0
    while place < len(heads):
        used, quantity = _read(text, plain, heads, place, rules)
        place += used
        if quantity is None or (found and quantity.start < found[-1].end):
            continue
        if previous and previous.base and previous.base.start == quantity.start:
            # "two of the four soldiers died" says nothing of all four.
            quantity.counted = None
        else:
            _inherit(plain, previous, quantity)
        previous = quantity
        found.append(_value(text, quantity))
    return tuple(found)


def _value(text: str, q: _Quantity) -> NumberValue:
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


def _read(
    text: str, plain: str, heads: list[Head], place: int, rules: Conventions
) -> tuple[int, _Quantity | None]:
    """(heads used, the quantity or None) at heads[place]."""
    head = heads[place]
    if head.kind == "zero":
        return 1, _zero(text, plain, head)
    before = words_before(plain, head.start)
    if head.kind == "vague":
        return 1, _vague(text, plain, head, before, rules)
    following = heads[place + 1] if place + 1 < len(heads) else None
    if following and following.kind not in ("digits", "words"):
        following = None
    if head.kind == "fraction":
        return _fraction(text, plain, head, following, before, rules)
    if following and following.start - head.end < 24 and head.kind != "half_scale":
        gap = plain[head.end : following.start]
        if _RANGE_GAP.fullmatch(gap):
            used, quantity = _range(text, plain, head, following, gap, before, rules)
            if used:
                return used, quantity
        elif gap.startswith((" in ", " out of ", " of ")):
            quantity = _part(text, plain, head, following, gap, before, rules)
            if quantity:
                return (1 if quantity.base else 2), quantity
    if refused(text, plain, head, before, False):
        return 1, None
    return 1, _single(text, plain, head, before, rules)


def _single(
    text: str, plain: str, head: Head, before: list[str], rules: Conventions
) -> _Quantity | None:
    start, end, value = head.start, head.end, head.value
    if head.kind == "half_scale":
        value = 0.5 * read_words(plain[start:end].replace("-", " ").rsplit(" ", 1)[1])
    elif head.kind == "words" and plain.startswith(_SCALE_WORDS, start):
        if not before or before[-1] not in ("a", "an", "one", "per"):
            return None
        start, before = plain.rfind(before[-1], 0, start), before[:-1]
    if head.scaled and plain.startswith(" and a half", end):
        value += 0.5 * head.factor
        end += len(" and a half")
    suffix = plain[end : end + 1]
    if suffix in MONEY_SUFFIXES and not plain[end + 1 : end + 2].isalnum() and head.kind == "digits":
        frame = frame_of(plain, start, end + 1, before)
        if frame.counted == "money" or (head.decimal and following_word(plain, end + 1) in PEOPLE):
            value *= MONEY_SUFFIXES[suffix]
            head.scaled = True
        else:
            frame = frame_of(plain, start, end, before)
    else:
        frame = frame_of(plain, start, end, before)
    if frame.calibre or (head.decimal and not (head.scaled or frame.unit)):
        return None
    relation = frame.relation or ("change" if frame.step else "exact")
    if relation == "change" and not frame.measure and frame.unit is None and frame.counted is None:
        relation = "change"
    q = _Quantity(
        frame.start, frame.end, rules.bounds(relation, value, frame.measure), relation, relation
    )
    q = _meaning(text, plain, q, frame, value == 1)
    bare = frame.relation is None and q.counted is None and q.noun is None
    if bare and (head.grouped_by_stop or _designates(text, plain, head, frame.before)):
        return None
    if value == 1 and head.kind == "words" and plain.startswith(" of ", head.end):
        return q if q.counted in _HARM else None
    return q


def _designates(text: str, plain: str, head: Head, before: list[str]) -> bool:
    """Whether a capital word right before digits names something by them ("Ifo 2", "CTF 50")."""
    if head.kind != "digits" or not before or plain[head.start - 1] != " ":
        return False
    start = head.start - 1 - len(before[-1])
    if start < 0 or not text[start].isupper() or before[-1] in VERBS or before[-1] in PARTICIPLES:
        return False
    word = text[start : head.start - 1]
    return (len(word) > 1 and word.isupper()) or (start > 1 and text[start - 2] not in ".!?:\n")


def _meaning(text: str, plain: str, q: _Quantity, frame: Frame, one: bool) -> _Quantity:
    """The quantity with unit, noun, what is counted and change filled in."""
    q.unit, q.counted, q.direction = frame.unit, frame.counted, frame.direction
    if q.direction:
        q.base_date = base_date(plain, q.end)
    if frame.hyphened:
        match = _NEXT.match(plain, q.end)
        if match and frame.counted != "distance":
            q.noun, q.noun_end = text[match.start(1) : match.end()], match.end()
            q.head = match[1]
        if q.counted is None and frame.unit is None and q.head in PEOPLE:
            q.counted = find_counted(plain, q.start, q.end, q.noun_end, q.head)
        return q
    if frame.counted in ("money", "distance", "duration", "rate"):
        if frame.counted == "rate":
            q.counted = None
        return q
    if frame.counted in ("weight", "volume", "area", "power"):
        q.counted = None
        match = _OF_NOUN.match(plain, q.end)
        if match:
            q.noun, q.noun_end = text[match.start(1) : match.end()], match.end()
        return q
    q.noun, q.head, q.noun_end = find_noun(text, plain, q.end, one)
    if q.counted is None:
        q.counted = find_counted(plain, q.start, q.end, q.noun_end, q.head)
    return q


def _range(
    text: str,
    plain: str,
    first: Head,
    second: Head,
    gap: str,
    before: list[str],
    rules: Conventions,
) -> tuple[int, _Quantity | None]:
    """(0, None) where the two heads make no range, (2, None) where the pair is no quantity."""
    word = gap.strip(" $£€")
    last = before[-1] if before else ""
    if word == "and" and last != "between":
        return 0, None
    hyphen = word == "-"
    low, high = first.value, second.value
    if second.scaled and not first.scaled and low < high / second.factor:
        low *= second.factor
    tight = hyphen and " " not in gap
    why = refused(text, plain, first, before, True)
    if why is None and low < high:
        why = refused(text, plain, second, before, not hyphen or tight)
    if why:
        return (2 if tight or (why in ("date", "age") and max(low, high) <= 120) else 0), None
    if low >= high or (tight and last in SCORE_BEFORE and high < 20):
        return (2 if tight else 0), None
    if second.kind == "digits" and plain[second.end : second.end + 2].strip()[:1] in ("-",):
        return 2, None
    start = first.start
    if last in ("between", "from"):
        changing = last == "from" and any(w in _CHANGE_VERBS for w in before[-4:-1])
        if changing:
            return 0, None
        start, before = plain.rfind(last, 0, start), before[:-1]
        if last == "between" and before[-1:] == ["somewhere"]:
            before = []
    elif word == "and":
        return 0, None
    frame = frame_of(plain, start, second.end, before)
    suffix = plain[second.end : second.end + 1]
    if suffix in MONEY_SUFFIXES and frame.counted == "money" and not second.scaled:
        low, high = low * MONEY_SUFFIXES[suffix], high * MONEY_SUFFIXES[suffix]
        frame.end = max(frame.end, second.end + 1)
    if frame.calibre:
        return 2, None
    q = _Quantity(
        frame.start, frame.end, rules.between(low, high, frame.measure), "between", "between"
    )
    return 2, _meaning(text, plain, q, frame, False)


_CHANGE_VERBS = frozenset(
    "revised moved went changed rose risen rise increased grew grown climbed jumped fell fallen fall dropped decreased declined "
    "reduced up down cut".split()
)


def _part(
    text: str,
    plain: str,
    first: Head,
    second: Head,
    gap: str,
    before: list[str],
    rules: Conventions,
) -> _Quantity | None:
    """"one in five" as a share in percent; "two" of "two of the four" with its base linked."""
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
        share = round(100 * first.value / second.value, 2)
        q = _Quantity(frame.start, frame.end, (share, share, share), "share", "one_in")
        q.counted, q.unit = "share", "percent"
        q.noun, q.head, q.noun_end = find_noun(text, plain, q.end, False)
        return q
    if not _PART_GAP.fullmatch(gap) or first.decimal or refused(text, plain, first, before, True):
        return None
    q = _single(text, plain, first, before, rules)
    if q is None or q.unit or q.end > first.end:
        return None
    q.relation, q.rule = "share", "part_of"
    q.base, q.base_value = Span(second.start, second.end), second.value
    q.noun, q.head, q.noun_end = find_noun(text, plain, second.end, False)
    q.counted = find_counted(plain, q.start, second.end, q.noun_end, q.head)
    if q.counted is None and first.value == 1:
        return None
    return q


def _fraction(
    text: str,
    plain: str,
    head: Head,
    following: Head | None,
    before: list[str],
    rules: Conventions,
) -> tuple[int, _Quantity | None]:
    words = plain[head.start : head.end]
    share = read_fraction(words)
    beyond_half = words.endswith(("majority", "most"))
    gap = plain[head.end : following.start] if following else ""
    if following and gap == " of a " and plain.startswith(_SCALE_WORDS, following.start):
        frame = frame_of(plain, head.start, following.end, before)
        relation = frame.relation or "exact"
        value = rules.whole(share * following.value, False)
        bounds = rules.bounds(relation, value, frame.measure)
        q = _Quantity(frame.start, frame.end, bounds, relation, "fraction_of_scale")
        return 2, _meaning(text, plain, q, frame, False)
    based = (
        following is not None
        and _BASE_GAP.fullmatch(gap) is not None
        and not refused(text, plain, following, [*before, *gap.split()], False)
        and not _RANGE_AHEAD.match(plain, following.end)
    )
    if before and before[-1] in ("first", "second", "latter", "other", "northern", "southern",
                                 "eastern", "western", "one", "top", "bottom", "last", "final"):
        return 1, None
    if based and following is not None:
        frame = frame_of(plain, head.start, following.end, before)
        relation = "more_than" if beyond_half else frame.relation or "exact"
        base = following.value
        q = _Quantity(
            frame.start, frame.end, _of_base(share, base, relation, rules), "share", "share_of_base"
        )
        q.base, q.base_value = Span(following.start, following.end), base
        return 2, _meaning(text, plain, q, frame, False)
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
    bounds = tuple(None if b is None else round(b, 2) for b in (low, best, high))
    name = "change" if frame.step else "share"
    q = _Quantity(frame.start, frame.end, bounds, name, "fraction")  # type: ignore[arg-type]
    q.counted, q.unit, q.direction = "share", "percent", frame.direction
    if q.direction:
        q.base_date = base_date(plain, q.end)
    q.noun, q.head, q.noun_end = find_noun(text, plain, q.end, False)
    return 1, q


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


def _of_base(share: float, base: float, relation: str, rules: Conventions) -> Bounds:
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
    return low, None if best is None else rules.whole(best, False), (
        None if high is None else rules.whole(high, False)
    )


def _vague(
    text: str, plain: str, head: Head, before: list[str], rules: Conventions
) -> _Quantity | None:
    words = plain[head.start : head.end]
    if not _is_vague_count(plain, head, words, before):
        return None
    value, closed = rules.vague_value(words)
    end = head.end
    money = _OF_MONEY.match(plain, end)
    frame = frame_of(plain, head.start, end, before)
    if money and money[1] in UNITS:
        frame.end = money.end()
        frame.counted, frame.unit = UNITS[money[1]]
    if closed:
        relation = frame.relation or "vague"
        bounds: Bounds = rules.bounds(relation, value) if frame.relation else (value, value, value)
    else:
        # "more than several hundred", "up to thousands": the open lower bound says it all.
        relation = "vague"
        bounds = (None, None, value) if frame.relation in ("up_to", "less_than") else (
            value, None, None
        )
    q = _Quantity(frame.start, frame.end, bounds, relation, "vague")
    return _meaning(text, plain, q, frame, False)


def _is_vague_count(plain: str, head: Head, words: str, before: list[str]) -> bool:
    match = _NEXT.match(plain, head.end)
    word = match[1] if match else ""
    last = before[-1] if before else ""
    if words == "scores":
        if word == "of":
            return not plain.startswith(" of points", head.end)
        return word in _SCORES_AFTER or word in PARTICIPLES or word in STATES or last in VERBS
    if words == "tens":
        return word in PARTICIPLES or last in VERBS or word in ("of",)
    if words.startswith(("a couple", "a handful")) and words.count(" ") == 1:
        return word in ("of", "more") or word in PARTICIPLES or word in STATES
    if words == "a few":
        return bool(word) or last in VERBS
    return True


_SCORES_AFTER = frozenset("were are have more remain fled others died had".split())


def _zero(text: str, plain: str, head: Head) -> _Quantity | None:
    """"No one was hurt", "no civilians were killed", "no casualties": a count of nothing."""
    words = plain[head.start : head.end]
    q = _Quantity(head.start, head.end, (0.0, 0.0, 0.0), "none", "none", noun_end=head.end)
    if words in ("no", "zero"):
        match = _NEXT.match(plain, head.end)
        if not match:
            return None
        if match[1] in ("fewer", "less", "more", "longer", "one", "other") and match[1] != "other":
            return None
        noun, key, noun_end = find_noun(text, plain, head.end, True)
        if key not in PEOPLE and key not in NO_NOUNS:
            return None
        q.noun, q.head, q.noun_end = noun, key, noun_end
        q.counted = find_counted(plain, q.start, q.end, noun_end, key)
        return q if q.counted in _HARM or key in NO_NOUNS else None
    if words == "none":
        q.noun, q.head, q.noun_end = find_noun(text, plain, head.end, True)
    q.counted = find_counted(plain, q.start, q.end, q.noun_end, q.head)
    return q if q.counted in _HARM else None


def _inherit(plain: str, previous: _Quantity | None, q: _Quantity) -> None:
    """"killed eight guards and 3 drivers": a number joined to one with a harm counts the same."""
    if q.counted is not None or q.unit or previous is None or previous.counted not in _HARM:
        return
    gap = plain[max(previous.end, previous.noun_end) : q.start]
    if len(gap) < 24 and _CONNECTOR.fullmatch(gap) and is_people(q.head) and previous.unit is None:
        q.counted = previous.counted
