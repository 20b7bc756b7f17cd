"""Lines and sentences of a text as spans: what marks are put on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from dateline.read._tables import load_table

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_UPPER = r"[^\W\d_a-zß-öø-ÿ]"
_SENTENCE_END = re.compile(
    r"(?P<stop>[.!?…]{1,8}[\"'”’»)\]]{0,4})\s{1,8}(?=[\"'“‘«(\[]{0,3}(?:" + _UPPER + r"|\d))"
)
_WRAP_WIDTH = 100
_LAST_WORD = re.compile(r"([\w.]{1,20})\.$")


class Piece(NamedTuple):
    """A line or sentence without the white space around it; `end` is exclusive."""

    start: int
    end: int
    text: str


def lines_of(text: str) -> list[Piece]:
    """The non-blank lines of `text`, trimmed. Any Unicode line break ends a line.

    Where the text is wrapped at a fixed width, its paragraphs instead.
    """
    lines: list[Piece] = []
    for match in _LINE.finditer(text):
        raw = match.group()
        words = raw.strip()
        if words:
            start = match.start() + len(raw) - len(raw.lstrip())
            lines.append(Piece(start, start + len(words), words))
    return _unwrapped(text, lines) if _is_wrapped(text, lines) else lines


def _is_wrapped(text: str, lines: Sequence[Piece]) -> bool:
    """Whether a text breaks its lines at a fixed width, so that a paragraph takes several."""
    if len(lines) < 4 or (longest := max(len(line.text) for line in lines)) > _WRAP_WIDTH:
        return False
    runs_on = full = 0
    for line, following in pairwise(lines):
        if text.count("\n", line.end, following.start) == 1:
            full += len(line.text) * 4 >= longest * 3
            runs_on += len(line.text) * 4 >= longest * 3 and line.text[-1] not in ".!?\"'”’:;"
    return full * 2 >= len(lines) and runs_on * 3 >= len(lines) and longest >= 50


def _unwrapped(text: str, lines: Sequence[Piece]) -> list[Piece]:
    """The paragraphs of a wrapped text; line breaks in them become spaces, offsets stay."""
    longest = max(len(line.text) for line in lines)
    joined = [lines[0]]
    full = len(lines[0].text) * 3 >= longest * 2
    for line in lines[1:]:
        last = joined[-1]
        gap = text[last.end : line.start]
        if full and gap.count("\n") == 1 and not gap.endswith(("  ", "\t")):
            words = last.text + " " * len(gap) + line.text
            joined[-1] = Piece(last.start, line.end, words)
        else:
            joined.append(line)
        full = len(line.text) * 3 >= longest * 2
    return joined


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(load_table("sentences")["abbreviations"])


def sentences_of(line: Piece) -> list[Piece]:
    """The sentences of a line.

    A rough cut, made for comparing and marking: it splits after a full stop, question or
    exclamation mark before a capital or a digit, but not after the abbreviations of
    `data/sentences.toml` or an initial.
    """
    pieces = []
    begin = 0
    for match in _SENTENCE_END.finditer(line.text):
        stop = match.end("stop")
        if match.group("stop") == ".":
            before = _LAST_WORD.search(line.text, max(begin, stop - 22), stop)
            word = before.group(1).lower() if before else ""
            if word in _abbreviations() or len(word) == 1 or "." in word:
                continue
        pieces.append(Piece(line.start + begin, line.start + stop, line.text[begin:stop]))
        begin = match.end()
    if begin < len(line.text):
        pieces.append(Piece(line.start + begin, line.end, line.text[begin:]))
    return pieces
