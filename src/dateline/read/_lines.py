"""Lines and sentences of a text as spans: what marks are put on."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from dateline.read._tables import load_table

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_UPPER = r"[^\W\d_a-zß-öø-ÿ]"
_SENTENCE_END = re.compile(
    r"(?P<stop>[.!?…]{1,8}[\"'”’»)\]]{0,4})\s{1,8}(?=[\"'“‘«(\[]{0,3}(?:" + _UPPER + r"|\d))"
)
_LAST_WORD = re.compile(r"([\w.]{1,20})\.$")


class Piece(NamedTuple):
    """A line or sentence without the white space around it; `end` is exclusive."""

    start: int
    end: int
    text: str


def lines_of(text: str) -> list[Piece]:
    """The non-blank lines of `text`, trimmed. Any Unicode line break ends a line."""
    lines = []
    for match in _LINE.finditer(text):
        raw = match.group()
        words = raw.strip()
        if words:
            start = match.start() + len(raw) - len(raw.lstrip())
            lines.append(Piece(start, start + len(words), words))
    return lines


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
