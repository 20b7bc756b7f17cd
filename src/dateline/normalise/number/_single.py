"""One number, a range, a vague word or a zero, read as a quantity."""

from __future__ import annotations

import re

from dateline.normalise.number._bounds import Bounds, Conventions
from dateline.normalise.number._counted import find_counted
from dateline.normalise.number._frame import frame_of
from dateline.normalise.number._heads import SCALE_WORDS, Head, read_words
from dateline.normalise.number._noun import find_noun
from dateline.normalise.number._quantity import HARM, Quantity, meaning
from dateline.normalise.number._refuse import following_word, refused
from dateline.normalise.number._tables import (
    CHANGE,
    MONEY_SUFFIXES,
    NO_NOUNS,
    PARTICIPLES,
    PEOPLE,
    SCORE_BEFORE,
    STATES,
    UNITS,
    VERBS,
    grammar,
)

_OF_MONEY = re.compile(
    r" of (dollars|euros|pounds|rupees|dinars|riyals|kilometres|kilometers|miles)"
)
_NEXT = re.compile(r"[ ]([^\W\d_][\w-]*)")
_LEVELS = grammar("levels")
_SCORES_AFTER = grammar("after_scores")


def single(
    text: str, plain: str, head: Head, before: list[str], rules: Conventions
) -> Quantity | None:
    start, end, value = head.start, head.end, head.value
    if head.kind == "half_scale":
        value = 0.5 * read_words(plain[start:end].replace("-", " ").rsplit(" ", 1)[1])
    elif head.kind == "words" and plain.startswith(SCALE_WORDS, start):
        if not before or before[-1] not in ("a", "an", "one", "per"):
            return None
        start, before = plain.rfind(before[-1], 0, start), before[:-1]
    if head.scaled and plain.startswith(" and a half", end):
        value += 0.5 * head.factor
        end += len(" and a half")
    if head.decimal and plain.startswith(" m ", end) and following_word(plain, end + 2) in PEOPLE:
        value, end, head.scaled = value * MONEY_SUFFIXES["m"], end + 2, True
    frame = frame_of(plain, start, end, before)
    suffix = plain[end : end + 1]
    if (
        head.kind == "digits"
        and suffix in MONEY_SUFFIXES
        and not plain[end + 1 : end + 2].isalnum()
    ):
        word = following_word(plain, end + 1)
        if frame.counted == "money" or (suffix == "m" and _plural(word)):
            value *= MONEY_SUFFIXES[suffix]
            head.scaled = True
            frame = frame_of(plain, start, end + 1, before)
    if frame.calibre or (head.decimal and not (head.scaled or frame.unit)):
        return None
    relation = frame.relation or ("change" if frame.step else "exact")
    if relation == "change" and not frame.measure and frame.unit is None and frame.counted is None:
        relation = "change"
    q = Quantity(
        frame.start, frame.end, rules.bounds(relation, value, frame.measure), relation, relation
    )
    q = meaning(text, plain, q, frame, value == 1)
    bare = frame.relation is None and q.counted is None and q.noun is None
    if bare and _at_age(plain, head, frame.before):
        return None
    if bare and (head.grouped_by_stop or _designates(text, plain, head, frame.before)):
        return None
    if value == 1 and head.kind == "words" and plain.startswith(" of ", head.end):
        return q if q.counted in HARM or frame.relation else None
    return q


def _at_age(plain: str, head: Head, before: list[str]) -> bool:
    """Whether a bare number after "at" is an age ("he joined up at 16"), not a count's level."""
    if before[-1:] != ["at"] or not 5 < head.value < 100 or plain[head.end : head.end + 1] == " ":
        return False
    return _LEVELS.isdisjoint(before)


def _designates(text: str, plain: str, head: Head, before: list[str]) -> bool:
    """Whether a capital word right before digits names something by them ("Ifo 2", "CTF 50")."""
    if head.kind != "digits" or not before or plain[head.start - 1] != " ":
        return False
    start = head.start - 1 - len(before[-1])
    if start < 0 or not text[start].isupper() or before[-1] in VERBS or before[-1] in PARTICIPLES:
        return False
    word = text[start : head.start - 1]
    return (len(word) > 1 and word.isupper()) or (start > 1 and text[start - 2] not in ".!?:\n")


def read_range(
    text: str,
    plain: str,
    first: Head,
    second: Head,
    gap: str,
    before: list[str],
    rules: Conventions,
) -> tuple[int, Quantity | None]:
    """(0, None) where the two heads make no range, (2, None) where the pair is no quantity."""
    word = gap.strip(" $£€")
    if word == "to" and second.value == 1 and first.value > 1:
        return 2, None  # odds: "outnumbered five to one"
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
        changing = last == "from" and any(w in CHANGE for w in before[-4:-1])
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
    q = Quantity(
        frame.start, frame.end, rules.between(low, high, frame.measure), "between", "between"
    )
    return 2, meaning(text, plain, q, frame, False)


def vague(
    text: str, plain: str, head: Head, before: list[str], rules: Conventions
) -> Quantity | None:
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
        bounds = (
            (None, None, value) if frame.relation in ("up_to", "less_than") else (value, None, None)
        )
    q = Quantity(frame.start, frame.end, bounds, relation, "vague")
    return meaning(text, plain, q, frame, False)


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


def all_or_none(text: str, plain: str, head: Head, rules: Conventions) -> Quantity | None:
    """ "No one was hurt", "no casualties", "both men died": none or two that a harm befell."""
    words = plain[head.start : head.end]
    q = Quantity(head.start, head.end, (0.0, 0.0, 0.0), "none", "none", noun_end=head.end)
    if words == "both":
        two = rules.closed["both"]
        q.bounds, q.relation, q.rule = (two, two, two), "exact", "both"
    if words in ("no", "zero", "none", "both"):
        one = words != "both"
        q.noun, q.head, q.noun_end = find_noun(text, plain, head.end, one)
        if words != "none" and q.head not in PEOPLE and q.head not in NO_NOUNS:
            return None
    q.counted = find_counted(plain, q.start, q.end, q.noun_end, q.head)
    without_cue = words in ("no", "zero") and q.head in NO_NOUNS
    return q if q.counted in HARM or without_cue else None


def _plural(word: str) -> bool:
    return word in PEOPLE or (word[-1:] == "s" and word not in UNITS)
