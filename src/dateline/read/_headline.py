"""Headlines: is a text's first line one?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.read._dateline import opening_dateline
from dateline.read._lines import Piece
from dateline.read._phrases import line_kind

_WORD = re.compile(r"\w+")
_MAX_CHARS = 160
_ENDS_LIKE_SENTENCE = re.compile(r"[.;,:]$")
_ABBREVIATED_END = re.compile(r"\b(?:[A-Z]\.){1,4}$|\.\.\.$")


def with_title(title: str | None, body: str) -> str:
    """`body` under its headline, unless its first line opens with the headline already."""
    if not title or not body:
        return body
    wanted = _WORD.findall(title.casefold())
    first = _WORD.findall(body.split("\n", 1)[0].casefold())
    return body if first[: len(wanted)] == wanted else f"{title}\n{body}"


def guessed_title(lines: Sequence[Piece]) -> str | None:
    """The first line if it looks like a headline, else None.

    A headline is short, has letters, does not end like a sentence, does not open with a dateline,
    and something that reads on follows it.
    """
    if len(lines) < 2:
        return None
    first = lines[0].text
    if len(first) > _MAX_CHARS or not any(map(str.isalpha, first)):
        return None
    if _ENDS_LIKE_SENTENCE.search(first) and not _ABBREVIATED_END.search(first):
        return None
    if line_kind(first) or first[0] in "([" or opening_dateline(lines[0]):
        return None
    if first.lower().startswith("by "):
        return None
    if not any(len(line.text) > len(first) or line.text[-1] in ".!?\"'”’)" for line in lines[1:6]):
        return None
    return first
