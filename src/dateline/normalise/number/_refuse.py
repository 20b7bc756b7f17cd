"""Refusals: digits and number words that are no quantity (years, ages, names, dates, times)."""

from __future__ import annotations

import re

from dateline.normalise.number._heads import Head
from dateline.normalise.number._tables import (
    CLOCK_AFTER,
    CURRENCIES,
    DAY_PARTS,
    HYPHENED,
    KNOWN_NOUNS,
    MONEY_SUFFIXES,
    MONTHS,
    NEVER_NOUNS,
    NUMBERED,
    NUMBERED_ALWAYS,
    OF_PHRASES,
    ONE_AFTER,
    ONE_BEFORE,
    PARTICIPLES,
    PEOPLE,
    STATES,
    STREET_WORDS,
    UNITS,
    VERBS,
    YEAR_BEFORE,
    grammar,
)

_ATTACHED = re.compile(r"[a-z]+2?(?![a-z0-9])")
_MODEL = re.compile(r"-[0-9]")
_SUSPENDED = re.compile(r"- (?:to|and|or) ")
_HYPHEN_WORD = re.compile(r"-([a-z]+)")
_AGE_AFTER = re.compile(r"[- ]{1,3}(?:year|month|week|day)s?[- ]{1,3}olds?\b|[- ]years? of age\b")
_AGE_BEFORE = re.compile(
    r"\b(?:aged?|ages)(?: (?:of|between|from|about|around|over|under))?$"
    r"|\b(?:as (?:young|old) as|turn(?:ed|s|ing))$"
)
_AGE_SAID = re.compile(r"\b(?:he|she|who) (?:is|was|just|only)(?: just| only)?$")
_AFTER_AGE = frozenset(("", "and", "when", "but", "or"))
_AGE_BOUND = re.compile(r"\b(?:is|are|was|were|be) (?:all )?(?:under|over|below|above)$")
_AGE_CHAIN = re.compile(
    r"\bage[ds]? (?:of )?[0-9a-z]+(?:, [0-9a-z]+){0,4}(?:,|,? and|,? or|,? to)$"
)
_NEXT_WORD = re.compile(r"[ \n]+([^\W\d_][\w'.-]*)")
_MODIFIED_YEAR = re.compile(
    r"\b(?:at least|more than|fewer than|less than|up to|nearly|almost|some|over|as many as) ?$"
)
_STREET = re.compile(r" (?:[A-Z][\w'.]*,? ){1,3}([A-Z]\w+)")
_SENTENCE_START = frozenset('.!?:;"([-*\u2022\n')
_BEFORE_LIST = grammar("before_list")
_CLOCK_BEFORE = grammar("clock_before")
_PAST = re.compile(r"\b(?:half|quarter|minutes|[0-9]+|ten|twenty|five) past $")
_LINE = re.compile(r"\b(?:emergency|phone|telephone|hotline|contact|mobile) (?:number|line) is$")
_CHILDREN = re.compile(
    r"\b(?:children|girls|boys|those|anyone|people|kids|child|women|men|them) under$"
)


def following_word(plain: str, end: int) -> str:
    """The word after a number, '' where punctuation or the end stands there."""
    match = _NEXT_WORD.match(plain, end)
    return match[1].rstrip(".'") if match else ""


def refused(text: str, plain: str, head: Head, before: list[str], ranged: bool) -> str | None:
    """Why the head is no quantity (a rule's name), or None.

    `before` are the words before it, in order; `ranged` says that it is part of a range, so that
    a hyphen beside it is the range's own.
    """
    if head.kind == "digits":
        return _refused_digits(text, plain, head, before, ranged)
    if head.kind in ("words", "half_scale"):
        return _refused_words(text, plain, head, before, ranged)
    return None


def _refused_digits(
    text: str, plain: str, head: Head, before: list[str], ranged: bool
) -> str | None:
    start, end = head.start, head.end
    left = plain[start - 1] if start else "\n"
    right = plain[end] if end < len(plain) else "\n"
    beyond = plain[end + 1] if end + 1 < len(plain) else "\n"
    money = left in CURRENCIES
    if right.isalpha():
        attached = _ATTACHED.match(plain, end)
        if attached and _MODEL.match(plain, attached.end()):
            return "attached"  # "3M-54"
        word = attached[0] if attached else ""
        if word not in UNITS and not (word in MONEY_SUFFIXES and (money or head.decimal)):
            return "attached"
    if right in "/\\_@#°(=" or (right in ":.'" and beyond.isdigit()):
        return "attached"
    if not ranged:
        if right == "-":
            refusal = _refused_hyphen(plain, end)
            if refusal:
                return refusal
        if left == "-" and start > 1 and not plain[start - 2].isspace():
            return "attached"
        if (
            left == " "
            and start > 1
            and plain[start - 2].isdigit()
            and not _year_ends(plain, start)
        ):
            return "digit_groups"
        if right == " " and beyond.isdigit() and not _is_year(plain[start:end]):
            return "digit_groups"
    if left in "/.#@&=_+\\" or (left in ":,'" and start > 1 and plain[start - 2].isdigit()):
        return "attached"
    if plain[start] == "0" and end - start > 1 and plain[start + 1].isdigit():
        return "leading_zero"
    if money:
        # "N500" is naira, "the N1" a road.
        return "numbered" if left == "n" and not head.scaled and head.value < 100 else None
    if plain[max(0, start - 2) : start].strip()[-1:] == "[" and (
        plain[end : end + 2].strip()[:1] == "]"
    ):
        return "footnote"
    if right in ".)" and beyond.isspace() and _opens_line(plain, start):
        return "enumerator"
    if left == "(" and right == ")" and head.value <= 110:
        return "age"
    word = following_word(plain, end)
    last = before[-1] if before else ""
    if word in _SINGULAR and head.value > 1 and _labelled(text, start, last):
        return "numbered"
    return (
        _refused_clock(plain, start, end, word, last)
        or _refused_date(text, head, last, before, word)
        or _refused_age(text, plain, head, before, left, right, word)
        or _refused_series(text, head, before, word)
        or (_refused_year(plain, head, before, word))
        or _refused_street(text, end, word)
    )


_SINGULAR = frozenset(("was", "is", "has", "remains"))


def _labelled(text: str, start: int, last: str) -> bool:
    """Whether a word names one thing by the number: "Locker 12 was empty"."""
    place = start - 1 - len(last)
    plural = last.endswith("s") or last in PEOPLE or last in YEAR_BEFORE
    return last.isalpha() and not plural and place >= 0 and text[place].isupper()


def _refused_words(
    text: str, plain: str, head: Head, before: list[str], ranged: bool
) -> str | None:
    start, end = head.start, head.end
    if plain.startswith("a pair", start):
        # "A pair of gunmen" are two, "a pair of boots" is one thing.
        following = _FOLLOWING.findall(plain, end + 3, end + 50)[:4]
        return None if any(word in KNOWN_NOUNS for word in following) else "pair"
    if not ranged:
        if plain.startswith("-", end):
            refusal = _refused_hyphen(plain, end)
            if refusal:
                return refusal
        if start > 1 and plain[start - 1] == "-" and plain[start - 2].isalnum():
            return "attached"
    word = following_word(plain, end)
    return (
        _refused_clock(plain, start, end, word, before[-1] if before else "")
        or _refused_age(text, plain, head, before, "", "", word)
        or _refused_series(text, head, before, word)
        or _refused_name(text, plain, head, before, word)
        or (_refused_one(plain, end, before, word) if head.value == 1 and not ranged else None)
    )


def _refused_hyphen(plain: str, end: int) -> str | None:
    match = _HYPHEN_WORD.match(plain, end)
    if match and match[1] not in HYPHENED and match[1] not in ("odd", "plus", "ish"):
        return "hyphened"
    if _SUSPENDED.match(plain, end):
        return "hyphened"
    return None


def _refused_clock(plain: str, place: int, end: int, word: str, last: str) -> str | None:
    if word in CLOCK_AFTER and (word != "local" or plain.startswith(" local time", end)):
        return "clock"
    if last == "past" and _PAST.search(plain, max(0, place - 16), place):
        return "clock"
    if last in _CLOCK_BEFORE and word in ("in", "at", "past", "minutes"):
        return "clock" if plain.startswith(DAY_PARTS, end + 1) else None
    return None


def _refused_date(text: str, head: Head, last: str, before: list[str], word: str) -> str | None:
    if head.value <= 31 and not head.grouped:
        dated = word not in PEOPLE or before[-2:-1] in (
            ["on"],
            ["of"],
            ["since"],
            ["until"],
            ["by"],
        )
        if last.rstrip(".") in MONTHS and dated:
            place = text.rfind(last[0].upper(), 0, head.start)
            if last != "may" or text[place : place + 3] in ("May", "MAY"):
                return "date"
        if word in MONTHS and (word not in ("may", "mar") or _capital(text, head.end)):
            return "date"
    return None


def _refused_age(
    text: str, plain: str, head: Head, before: list[str], left: str, right: str, word: str
) -> str | None:
    if head.value > 120 or head.scaled:
        return None
    if _AGE_AFTER.match(plain, head.end):
        return "age"
    context = plain[max(0, head.start - 28) : head.start].rstrip()
    if _AGE_BEFORE.search(context) or _CHILDREN.search(context) or _LINE.search(context):
        return "age"
    if word in _AFTER_AGE:
        if _AGE_SAID.search(context) or _AGE_BOUND.search(context):
            return "age"
        if before[-1:] in (["is"], ["was"]) and before[-2:-1] and before[-2] in PEOPLE:
            return None if before[-2].endswith("s") else "age"
    if _AGE_CHAIN.search(context) and word not in PEOPLE:
        return "age"
    named = len(before) > 1 and before[-1] == "of" and before[-2] in OF_PHRASES
    if named and word not in KNOWN_NOUNS and (word in NEVER_NOUNS or not word.endswith("s")):
        return "name"
    if head.kind == "digits" and left == " " and right in ",.;" and before:
        last = before[-1]
        if last.endswith(",") and head.value >= 1:
            name = last[:-1]
            apposed = right == "," and name.isalpha() and name not in _BEFORE_LIST
            if apposed or name in PEOPLE or _capital_word(text, head.start, last):
                return "age"
    return None


_NUMBERING = grammar("numbering")


def _refused_series(text: str, head: Head, before: list[str], word: str) -> str | None:
    last = before[-1] if before else ""
    if last not in NUMBERED:
        return None
    if last == "number" and before[-2:-1] and before[-2] in _NUMBERING:
        return None
    if last in NUMBERED_ALWAYS:
        return "numbered"
    small = text[text.rfind(" ", 0, head.start - 1) + 1 : head.start].islower()
    nouns = KNOWN_NOUNS if head.kind == "words" else PEOPLE
    unit = head.kind == "words" and word in UNITS
    if small and (word in nouns or unit or word in PARTICIPLES or word in STATES):
        return None
    return "numbered"


def _refused_year(plain: str, head: Head, before: list[str], word: str) -> str | None:
    words = plain[head.start : head.end]
    if head.scaled or head.grouped or len(words) != 4 or not "1000" <= words <= "2099":
        return None
    last = before[-1] if before else ""
    if not _is_year(words) and last not in ("in", "since", "until", "circa", "year", "by"):
        return None
    if (
        word in KNOWN_NOUNS
        and word.endswith(("s", "men", "people", "women", "children"))
        and (last not in YEAR_BEFORE or last in ("about", "around", "than"))
    ):
        return None
    if word in ("people", "civilians") and last not in ("in", "since", "the"):
        return None
    if last in VERBS or last in ("fired", "lost"):
        return None
    context = plain[max(0, head.start - 24) : head.start]
    modified = _MODIFIED_YEAR.search(context)
    if modified and not context[: modified.start()].rstrip().endswith(
        ("since", "in", "until", "by", "from", "to")
    ):
        return None
    return "year"


def _refused_street(text: str, end: int, word: str) -> str | None:
    if not word or not text[end + 1 : end + 2].isupper():
        return None
    match = _STREET.match(text, end)
    return "address" if match and match[1].lower() in STREET_WORDS else None


def _refused_name(text: str, plain: str, head: Head, before: list[str], word: str) -> str | None:
    """ "One Nation", "Seven Sisters": a capital inside a sentence that is no headline's."""
    start = head.start
    if not text[start].isupper() or text[start : start + 2].isupper():
        return None
    place = start - 1
    while place >= 0 and text[place] in " '\u2018\u2019\u201c":
        place -= 1
    if place < 0 or text[place] in _SENTENCE_START:
        return None
    last = before[-1] if before else ""
    if last in VERBS or last in PARTICIPLES:
        return None
    if last not in ("the", "a") and not _named_by(text, plain, start, before):
        # A headline ("Four Senior Daesh Commanders Killed"), or a sentence after a lost full stop.
        following = _FOLLOWING.findall(plain, head.end, head.end + 60)[:4]
        if word in KNOWN_NOUNS or any(w in KNOWN_NOUNS for w in following if w[-1] == "s"):
            return None
    if _capital(text, head.end) or _named_by(text, plain, start, before):
        return "name"
    return "name" if last in ("the", "a") or text[plain.rfind(last, 0, start)].isupper() else None


def _named_by(text: str, plain: str, start: int, before: list[str]) -> bool:
    """Whether "Ten" belongs to a name before it: "the Committee of Ten"."""
    if before[-1:] != ["of"] or len(before) < 2:
        return False
    place = plain.rfind(before[-2], 0, start)
    return place > 1 and text[place].isupper() and text[place - 2] not in _SENTENCE_START


def _refused_one(plain: str, end: int, before: list[str], word: str) -> str | None:
    last = before[-1] if before else ""
    if (
        last in ("least", "only", "just", "than", "exactly", "another")
        and (
            word in KNOWN_NOUNS
            or word in PARTICIPLES
            or word in STATES
            or last in ("least", "than")
            or not word
        )
        and last != "another"
        and not (last == "only" and before[-2:-1] == ["the"])
    ):
        return None
    if last in ONE_BEFORE and word not in PEOPLE:
        return "one"
    if word == "of":
        return None  # `_single` keeps "one of them died" and drops what no harm befell
    if word in ONE_AFTER:
        return "one"
    if word in KNOWN_NOUNS or word in PARTICIPLES or word in STATES or word in UNITS:
        return None
    if last in VERBS or last in ("killing", "wounding"):
        return None
    if last == "and" and word.endswith(_AGENTS) and word not in KNOWN_NOUNS:
        return None  # "and one farmhand", "and one instructor": most such words are persons
    if word in ("other", "more", "was", "in", "out"):
        return None if word not in ("was", "in", "out") or _one_cue(plain, end) else "one"
    # "one local driver": a known noun within the next words, nothing but adjectives between.
    if _RATE.match(plain, end) or _LATER.match(plain, end):
        return None
    match = _ADJECTIVES.match(plain, end)
    if match and (match[1] in PEOPLE or match[2] in PEOPLE) and word not in _NO_ADJECTIVE:
        return None
    return "one"


# How names of persons by what they do end.
_AGENTS = ("ctor", "eer", "ist", "ian", "man", "woman", "cher", "iner", "ster", "hand")
_NO_ADJECTIVE = grammar("no_adjectives")


_ADJECTIVES = re.compile(r" [a-z][a-z-]* ([a-z]+)(?: ([a-z]+))?")
_RATE = re.compile(r" [a-z]+ (?:a|per|every) (?:day|night|week|month|year|person|family)\b")
_LATER = re.compile(
    r" (?:later|then|subsequently|also) (?:died|was (?:killed|wounded|injured|arrested))\b"
)
_FOLLOWING = re.compile(r"[a-z][a-z'-]*")
_CUE_AFTER = re.compile(
    r" (?:was|were) (?:\w+ )?(?:killed|wounded|injured|hurt|shot|arrested|detained|missing|dead)\b"
    r"| (?:in|out of)(?: every)? (?:two|three|four|five|six|seven|eight|nine|ten|[0-9]+)\b"
)


def _one_cue(plain: str, end: int) -> bool:
    return _CUE_AFTER.match(plain, end) is not None


def _capital(text: str, end: int) -> bool:
    return text[end + 1 : end + 2].isupper()


def _capital_word(text: str, start: int, last: str) -> bool:
    place = start - 1 - len(last)
    return place >= 0 and text[place].isupper()


def _opens_line(plain: str, start: int) -> bool:
    """Whether only spaces, bullets or a bracket stand between a line's start and here."""
    line = plain.rfind("\n", max(0, start - 8), start)
    return plain[max(line + 1, start - 8) : start].strip(" *([-\t") == "" and (
        line >= 0 or start < 8
    )


def _is_year(words: str) -> bool:
    return len(words) == 4 and words.isdigit() and "1850" <= words <= "2099"


def _year_ends(plain: str, start: int) -> bool:
    return _is_year(plain[max(0, start - 5) : start - 1])
