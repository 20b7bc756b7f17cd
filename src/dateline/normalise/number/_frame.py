"""The frame of a number: modifiers and currency before it, unit and modifiers after it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.normalise.number._tables import (
    AFTER,
    BEFORE,
    CHANGE,
    CURRENCIES,
    HYPHENED,
    NOT_AFTER,
    UNITS,
    grammar,
)

_UNIT_WORDS = re.compile(r"[ -]?(%|[a-z]+[23]?(?:\.[a-z]+\.?)?)(?: ([a-z]+[23]?))?(?: ([a-z]+))?")
_HYPHEN_WORD = re.compile(r"-([a-z]+)")
_LAST_WORDS = frozenset(phrase.split()[-1] for phrase in BEFORE)
_CLOSERS = frozenset(phrase[0] for phrase, _ in AFTER)
_SINCE = re.compile(
    r"[^.;\n]{0,40}?\b(?:since|from|compared with|compared to|against)"
    r" ((?:(?:early|late|mid)[ -])?(?:[a-z]{1,12} )?(?:19|20)[0-9]{2}|last (?:year|month|week)"
    r"|january|february|march|april|may|june|july|august|september|october|november|december)\b"
)
_LETTERS = re.compile(r"[a-z]+")
_MEASURES = frozenset(counted for counted, _ in UNITS.values())
_WEAPONS = grammar("weapons")


@dataclass(slots=True)
class Frame:
    """What surrounds one number; `measure` says that its unit is continuous.

    `hyphened` is the word of "nine-member" or "100,000-strong"; `calibre` a weapon's size.
    """

    start: int
    end: int
    before: list[str]
    relation: str | None = None
    unit: str | None = None
    counted: str | None = None
    hyphened: str | None = None
    direction: str | None = None
    step: bool = False
    calibre: bool = False

    @property
    def measure(self) -> bool:
        return self.counted in _MEASURES


def words_before(plain: str, start: int) -> list[str]:
    """The words before a place, in order, opening quotes and brackets taken off."""
    left = plain[max(0, start - 56) : start]
    return left.replace('"', " ").replace("(", " ").replace(" '", " ").split()


def frame_of(plain: str, start: int, end: int, before: list[str]) -> Frame:
    """The frame of the number at start..end; `before` are the words that precede it."""
    frame = Frame(start, end, before)
    _currency(plain, frame)
    _unit(plain, frame)
    _after(plain, frame)
    _modifiers(plain, frame)
    _change(frame)
    return frame


def base_date(plain: str, end: int) -> str | None:
    """The time a change is counted from: "2014" in "by 45 percent since 2014"."""
    match = _SINCE.match(plain, end)
    return match[1] if match else None


def _currency(plain: str, frame: Frame) -> None:
    start = frame.start
    for size in range(min(4, start), 0, -1):
        code = plain[start - size : start]
        if code not in CURRENCIES:
            continue
        if code[0].isalpha() and start > size and plain[start - size - 1].isalnum():
            continue
        frame.start -= size
        frame.before = words_before(plain, frame.start)
        frame.unit, frame.counted = CURRENCIES[code], "money"
        return
    if frame.before and frame.before[-1] in CURRENCIES:
        word = frame.before[-1]
        if word != "dollars" and (len(word) > 1 or not word.isalpha()):
            frame.start = plain.rfind(word, 0, start)
            frame.before = frame.before[:-1]
            frame.unit, frame.counted = CURRENCIES[word], "money"


def _unit(plain: str, frame: Frame) -> None:
    match = _UNIT_WORDS.match(plain, frame.end)
    if not match:
        return
    words = [word for word in match.groups() if word]
    if plain[frame.end] == "-":
        _hyphened(frame, words[0])
        return
    for size in range(len(words), 0, -1):
        phrase = " ".join(words[:size]).rstrip(".")
        if phrase in UNITS:
            if frame.counted == "money" and UNITS[phrase][0] != "money":
                return
            if phrase in ("mm", "cm") and _weapon_follows(plain, frame.end):
                frame.calibre = True
            if phrase == "m" and plain[frame.end] == " ":
                phrase = "m"
            frame.counted, frame.unit = UNITS[phrase]
            frame.end = match.start() + len(match.group(0)[: _extent(match, size)].rstrip("."))
            return


def _weapon_follows(plain: str, end: int) -> bool:
    """Whether one of the words after "23mm" is a weapon's ("anti-aircraft gun")."""
    return not _WEAPONS.isdisjoint(_LETTERS.findall(plain, end, end + 40)[:5])


def _extent(match: re.Match[str], size: int) -> int:
    groups = [number for number in (1, 2, 3) if match[number]]
    return match.end(groups[size - 1]) - match.start()


def _hyphened(frame: Frame, word: str) -> None:
    kind = HYPHENED.get(word)
    if kind is None:
        return
    frame.end += 1 + len(word)
    frame.hyphened = word
    if kind in ("distance", "weight"):
        frame.counted, frame.unit = UNITS[word]
    elif kind == "strength":
        frame.counted = "strength"


def _after(plain: str, frame: Frame) -> None:
    following = plain[frame.end : frame.end + 1]
    if following not in _CLOSERS and following != " ":
        return
    place = frame.end + (following == " ")
    for phrase, relation in AFTER:
        at = place if phrase[0].isalpha() else frame.end
        beyond = at + len(phrase)
        if plain.startswith(phrase, at) and not plain[beyond : beyond + 1].isalnum():
            if phrase[0].isalpha() and following != " ":
                continue
            frame.relation = relation
            frame.end = beyond
            return


def _modifiers(plain: str, frame: Frame) -> None:
    """Modifiers directly before the number, chained ("at least another 12")."""
    if frame.start and plain[frame.start - 1] in "~><":
        frame.start -= 1
        frame.relation = BEFORE[plain[frame.start]]
        return
    for _ in range(3):
        words = frame.before
        if not words or words[-1] not in _LAST_WORDS:
            return
        for size in range(min(5, len(words)), 0, -1):
            phrase = " ".join(words[-size:])
            if phrase in BEFORE:
                break
        else:
            return
        earlier = words[-size - 1] if len(words) > size else ""
        if earlier in NOT_AFTER.get(phrase, ()):
            return
        start = frame.start
        for word in reversed(words[-size:]):
            start = plain.rfind(word, 0, start)
        relation = BEFORE[phrase]
        if relation != "exact" and frame.relation not in (None, "about"):
            return
        # "over two weeks" is mostly "during two weeks".
        if (
            phrase == "over"
            and frame.counted == "duration"
            and earlier
            not in (
                "for",
                "lasted",
                "after",
                "just",
                "well",
                "took",
            )
        ):
            return
        frame.start = start
        frame.before = words[:-size]
        if relation != "exact":
            frame.relation = relation


def _change(frame: Frame) -> None:
    """Direction of a change, and whether the number is its step or its new level."""
    words = frame.before
    if not words:
        return
    last = words[-1]
    if last == "by":
        for word in words[-2:-6:-1]:
            if word in CHANGE:
                frame.direction, frame.step = CHANGE[word], True
                return
    elif last == "to":
        for word in words[-2:-5:-1]:
            if word in CHANGE and word not in ("up", "down"):
                frame.direction = CHANGE[word]
                return
    elif last == "of" and frame.counted == "share" and words[-2:-1] and words[-2] in CHANGE:
        frame.direction, frame.step = CHANGE[words[-2]], True
    elif last in CHANGE and frame.counted == "share":
        frame.direction, frame.step = CHANGE[last], True
