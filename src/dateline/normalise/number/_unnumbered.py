"""Words that stand for people without a number that the scan takes: one, none, some."""

from __future__ import annotations

import re

from dateline.normalise.number._bounds import Bounds, Conventions
from dateline.normalise.number._frame import frame_of
from dateline.normalise.number._heads import scan
from dateline.normalise.number._tables import PEOPLE, SMALL, THINGS, load

_table = load("groups")
_ONE = frozenset(_table["one"])
_ZERO = frozenset(_table["zero"])
_TWO = frozenset(_table["two"])
_THREE = frozenset(_table["three"])
_UNNUMBERED = frozenset(_table["unnumbered"])
_PLURALS = frozenset(_table["plurals"])
_HEAD_ENDS = frozenset(_table["head_ends"])
_ORDINALS = {word: number for number, word in enumerate(_table["ordinals"], start=1)}
_ORDINAL = re.compile(
    rf"\b(?:({'|'.join(_table['ordinal_tens'])})[ -])?({'|'.join(_ORDINALS)})\b"
    r"|\b([0-9]{1,3})(?:st|nd|rd|th)\b"
)
_AGE = re.compile(r"(?:year|month|week|day)s?[- ]olds?\b|\baged \S+$|, [0-9]{1,3}$")
# "Two men aged 30" has its number before the age.
_COUNT_FIRST = re.compile(r"(?:at least |about |some |the )?(?:[0-9]+|[a-z]+) [a-z]+")
_PARENT = re.compile(rf"\b(?:{'|'.join(_table['parents'])}) of (?:[a-z-]+|[0-9]+)$")
_FAMILY = re.compile(rf"\b(?:{'|'.join(_table['families'])}) of ")
_WORD = re.compile(r"[^\W\d_][\w'-]*|,")
_COLLECTIVES = ("STATE_FORCE", "ARMED_GROUP", "GOVERNMENT", "ORG")
_OPEN: Bounds = (1.0, None, None)
_SINGLE: Bounds = (1.0, 1.0, 1.0)


def is_one_person(plain: str) -> bool:
    """Whether the number of a phrase is an age or a family's size: "boy of nine"."""
    phrase = plain.strip()
    if _FAMILY.search(phrase):
        return False
    if _PARENT.search(phrase):
        return True
    if not _AGE.search(phrase):
        return False
    first = _COUNT_FIRST.match(phrase)
    words = first[0].split() if first else []
    return not any(word.isdigit() or word in SMALL for word in words[:-1])


def is_member(plain: str) -> bool:
    """Whether an item of an enumeration can be a member of a group ("their driver")."""
    first = plain.split()[0]
    return first in _ONE | _TWO | _THREE or is_one_person(plain) or head_of(plain) in PEOPLE


def head_of(plain: str) -> str:
    """The head noun of a noun phrase: the last word before a preposition, clause or comma."""
    head = ""
    for word in _WORD.findall(plain):
        if (word in _HEAD_ENDS and head) or word == ",":
            break
        head = word
    return head.removesuffix("'s")


def unnumbered(plain: str, mention_type: str | None, rules: Conventions) -> tuple[Bounds, str, str]:
    """(bounds, relation, rule) of words without a number in them; see `resolve_number`."""
    words = [word.strip(",.") for word in plain.split()]
    first = words[0] if words else ""
    if first in _ZERO or plain.startswith("no one"):
        return (0.0, 0.0, 0.0), "none", "none"
    for names, key in ((_TWO, "both"), (_THREE, "triplets")):
        if names.intersection(words[:3]):
            value = rules.closed[key]
            return (value, value, value), "exact", "group_noun"
    if "couple" in words[:2]:
        value = rules.closed["a couple"]
        return (value, value, value), "vague", "couple"
    if not is_one_person(plain):
        bare = _bare_number(plain, rules)
        if bare:
            return bare
    ordinal = _ORDINAL.search(plain)
    if ordinal and mention_type == "QUANTITY":
        tens = _table["ordinal_tens"].index(ordinal[1]) * 10 + 20 if ordinal[1] else 0
        value = float(int(ordinal[3]) if ordinal[3] else tens + _ORDINALS[ordinal[2]])
        return (value, value, None), "at_least", "ordinal"
    if _UNNUMBERED.intersection(words[:3]):
        return _OPEN, "vague", "unnumbered"
    head = head_of(plain)
    if first in ("a", "an", "one", "another", "single"):
        return _SINGLE, "exact", "one"
    if not head or _is_plural(head) or (mention_type in _COLLECTIVES and head not in PEOPLE):
        return _OPEN, "vague", "unnumbered"
    return _SINGLE, "exact", "one"


def _bare_number(plain: str, rules: Conventions) -> tuple[Bounds, str, str] | None:
    """A number that only the scan's refusals kept out: the mention says that it is one."""
    for head in scan(plain):
        if head.kind in ("digits", "words"):
            frame = frame_of(plain, head.start, head.end, plain[: head.start].split())
            relation = frame.relation or "exact"
            return rules.bounds(relation, head.value, frame.measure), relation, "span_only"
        if head.kind == "vague":
            value, closed = rules.vague_value(plain[head.start : head.end])
            return (value, value, value) if closed else (value, None, None), "vague", "vague"
    return None


def _is_plural(head: str) -> bool:
    if head in _PLURALS:
        return True
    if head in PEOPLE or head in THINGS:
        return head.endswith(("s", "men", "women")) and not head.endswith("ss")
    return head.endswith("s") and not head.endswith(("ss", "us"))
