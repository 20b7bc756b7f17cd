"""Words around a number that say how it stands to the other numbers of its incident."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from dateline.reconcile.evidence import Words

_BEFORE = 60
"""Code points before a number in which its cue stands."""

_AFTER = 60

_SENTENCE_END = re.compile(r"[.!?;]['\"\u201d\u2019]?\s+(?=[A-Z\"'\u201c])")


_WHERE = {
    "earlier": "end",
    "share_before": "end",
    "share_after": "start",
    "part_before": "end",
    "part_after": "start",
    "withdrawn": "after",
    "correction": "before",
    "update": "to",
}
"""Where each cue stands: at the `end` of what is before the number, anywhere `before` it, ..."""


def cue_of(number: Words, paragraph: Words) -> str | None:
    """`earlier`, `share`, `part`, `withdrawn`, `correction`, `update`, or None.

    A `part` belongs to a number beside it, a `share` to the victims wherever they are counted.
    `paragraph` holds the number; only the sentence of the number is looked at.
    """
    before, after = _around(number, paragraph)
    for name, where in _WHERE.items():
        if _pattern(name, where).search(after if where in ("start", "after") else before):
            return name.split("_")[0]
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
def _pattern(name: str, where: str = "before") -> re.Pattern[str]:
    cues = rf"\b(?:{_alternatives(name)})\b"
    shapes = {
        "before": cues,
        "after": cues,
        # At most two words of a modifier, or of what is counted, between cue and number.
        "end": rf"{cues}[\s,:]+(?:\w+\s+){{0,2}}$",
        "start": rf"^(?:\s+\w+){{0,2}}\s+{cues}",
        # "raising the toll to", "stands at three dead and".
        "to": rf"{cues}[^.;:]{{0,40}}\b(?:to|at)\s+(?:\S+\s+){{0,3}}$",
    }
    return re.compile(shapes[where], re.IGNORECASE)


def _alternatives(name: str) -> str:
    return "|".join(re.escape(cue) for cue in sorted(_table()[name], key=len, reverse=True))


@cache
def _table() -> dict[str, list[str]]:
    path = files("dateline.reconcile.tolls").joinpath("data", "cues.toml")
    return dict(tomllib.loads(path.read_text()))
