"""What stands around a mention: its part in the sentence, the sentence's time and places."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dateline.normalise.actor._lexicon import read_data
from dateline.normalise.actor._parse import Parsed
from dateline.normalise.actor._text import fold
from dateline.records import Mention, Span

_WORD = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_NUMBERS = {
    w: i
    for i, w in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"]
    )
}


@cache
def _cues() -> Mapping[str, frozenset[str]]:
    table = tomllib.loads(read_data("cues.toml"))
    return {name: frozenset(row["words"].split()) for name, row in table.items()}


def part_of(text: str, parsed: Parsed) -> str:
    """The part a mention plays by the words next to it: v (suffers), a (acts), s (speaks), -."""
    cues = _cues()
    after = _WORD.findall(text[parsed.end : parsed.end + 48].lower().split(".")[0])
    for word in after[:4]:
        if word in cues["skipped"]:
            continue
        if word in cues["victim_after"] and word not in cues["agent_after"]:
            return "v"
        if word in cues["speaker"]:
            return "s"
        if word in cues["victim_after"]:
            # "were seized" is suffered, "seized" is done.
            return "v" if after[0] in ("was", "were", "been", "had", "have", "are") else "a"
        if word in cues["agent_after"]:
            return "a"
        break
    before = _WORD.findall(text[max(0, parsed.start - 36) : parsed.start].lower())
    for word in reversed(before[-4:]):
        if word in cues["victim_before"]:
            return "v"
        if word in cues["speaker"]:
            return "s"
    return "-"


def number_of(parsed: Parsed) -> int | None:
    """The number that a mention states ("more than 60 pupils" is 60), or None."""
    for word in parsed.words[:5]:
        if word.isdecimal() and len(word) < 10:
            return int(word)
        if word in _NUMBERS:
            return _NUMBERS[word]
    return None


@dataclass(frozen=True, slots=True)
class Scene:
    """Sentences that speak of another time, and the place words of each sentence."""

    _past: frozenset[int]
    _places: Mapping[int, frozenset[str]]

    @classmethod
    def of(cls, text: str, mentions: Sequence[Mention], sentences: Sequence[Span]) -> Scene:
        """The scene of a document from its TIME and PLACE mentions."""
        starts = [s.start for s in sentences]
        background = _cues()["background"]
        past: set[int] = set()
        places: dict[int, set[str]] = {}
        for m in mentions:
            if m.type not in ("TIME", "PLACE", "FACILITY"):
                continue
            at = max(0, bisect_right(starts, m.start) - 1)
            words = text[m.start : m.end][:80]
            if m.type != "TIME":
                places.setdefault(at, set()).update(fold(words))
            elif _YEAR.search(words) or not background.isdisjoint(words.lower().split()):
                past.add(at)
        return cls(frozenset(past), {k: frozenset(v) for k, v in places.items()})

    def past(self, sentence: int) -> int:
        """1 if a time of the sentence sets it apart from the day's news."""
        return int(sentence in self._past)

    def overlap(self, a: int, b: int) -> str:
        """Whether two sentences name a place in common: = yes, # no, - one names none."""
        if a == b:
            return "s"
        x, y = self._places.get(a), self._places.get(b)
        if not x or not y:
            return "-"
        return "#" if x.isdisjoint(y) else "="
