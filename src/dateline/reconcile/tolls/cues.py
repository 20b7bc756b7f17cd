"""Words around a number that say how it stands to the other numbers of its incident."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from dateline.reconcile.evidence import Words

_BEFORE = 60
"""Code points before a number in which its cue stands."""

_AFTER = 45

_SENTENCE_END = re.compile(r"[.!?;]['\"\u201d\u2019]?\s+(?=[A-Z\"'\u201c])")


def cue_of(number: Words, paragraph: Words) -> str | None:
    """`earlier`, `withdrawn`, `part`, `correction`, `update`, or None where nothing says so.

    `paragraph` holds the number; only the sentence of the number is looked at.
    """
    before, after = _around(number, paragraph)
    for name in ("earlier", "part_before", "part_after", "withdrawn", "correction", "update"):
        if name in ("part_after", "withdrawn"):
            found = _pattern(name).search(after)
        elif name in ("earlier", "part_before"):
            found = _pattern_at_end(name).search(before)
        else:
            found = _pattern(name).search(before)
        if found:
            return "part" if name.startswith("part") else name
    return None


def is_number(words: str) -> bool:
    """Whether words hold a number, rather than naming a victim."""
    return any(c.isdigit() for c in words) or _pattern("number_words").search(words) is not None


def _around(number: Words, paragraph: Words) -> tuple[str, str]:
    start = number.start - paragraph.start
    end = number.end - paragraph.start
    if not 0 <= start < end <= len(paragraph.text):
        return "", ""
    before = paragraph.text[max(0, start - _BEFORE) : start]
    after = paragraph.text[end : end + _AFTER]
    return _SENTENCE_END.split(before)[-1], _SENTENCE_END.split(after)[0]


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_alternatives(name)})\b", re.IGNORECASE)


@cache
def _pattern_at_end(name: str) -> re.Pattern[str]:
    """A cue right before the number, with at most two words of a modifier between."""
    return re.compile(rf"\b(?:{_alternatives(name)})[\s,:]+(?:\w+\s+){{0,2}}$", re.IGNORECASE)


def _alternatives(name: str) -> str:
    return "|".join(re.escape(cue) for cue in sorted(_table()[name], key=len, reverse=True))


@cache
def _table() -> dict[str, list[str]]:
    path = files("dateline.reconcile.tolls").joinpath("data", "cues.toml")
    return dict(tomllib.loads(path.read_text()))
