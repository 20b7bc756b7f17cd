"""Text → tokens, and one character for each token that the grammar's rules can match on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.normalise.time._lexicon import SHAPES, Lexicon

_TOKEN = re.compile(
    r"""
    (?P<word>[^\W\d_]+)
  | (?P<iso>\d{4}-\d{2}-\d{2}
       (?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?(?![\d-]))
  | (?P<numdate>\d{1,2}(?P<sep>[./-])\d{1,2}(?P=sep)(?:\d{4}|\d{2})(?![./-]?\d)
              |\d{4}/\d{1,2}/\d{1,2}(?!\d))
  | (?P<clock12>(?:1[0-2]|0?[1-9])(?:[.:][0-5]\d)?[\ \u00a0-]?
       (?:[ap]\.[\ \u00a0]?m\b\.?|[AaPp][Mm]\b))
  | (?P<clock>(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\d:]))
  | (?P<decade>[12]\d\d0['’]?s\b|['’‘]?[2-9]0['’]?s\b)
  | (?P<ordinal>\d{1,3}(?:st|nd|rd|th)\b)
  | (?P<short>['’‘`]\d\d(?![\d\w]))
  | (?P<suffix>['’]s\b)
  | (?P<fraction>\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,9})?(?!\d)|\d{1,9}\.\d{1,9}(?!\.?\d))
  | (?P<number>\d{1,9})
  | (?P<breaks>\n\s*)
  | (?P<mark>[^\s\d])
    """,
    re.VERBOSE,
)

_DASHES = {"–": "-", "—": "-", "‑": "-", "−": "-", "’": "'", "‘": "'", "`": "'"}
_WRAP = 50
"""A line of at least this many characters that ends in no full stop is taken as hard-wrapped."""


@dataclass(slots=True)
class Tokens:
    """The tokens of a text: `codes[i]` stands for `text[starts[i]:ends[i]]`."""

    text: str
    starts: list[int]
    ends: list[int]
    codes: str
    words: list[str]

    def surface(self, first: int, last: int) -> str:
        """The words of tokens `first`..`last` (exclusive)."""
        return self.text[self.starts[first] : self.ends[last - 1]]


def tokenise(text: str, lexicon: Lexicon) -> Tokens:
    """Tokens of a text, in order; one character each in `codes` (see `_lexicon.SHAPES`)."""
    starts: list[int] = []
    ends: list[int] = []
    codes: list[str] = []
    words: list[str] = []
    known = lexicon.code
    line_start = 0
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        word = match.group()
        start, end = match.span()
        if kind == "word":
            code = known.get(word) or known.get(_folded(word))
            if code is None:
                code = "X" if word[0].isupper() else "x"
        elif kind == "mark":
            word = _DASHES.get(word, word)
            code = known.get(word, "x")
        elif kind == "breaks":
            if not _is_break(text, line_start, start, word, end):
                line_start = end
                continue
            line_start, code = end, "\n"
        else:
            code = _number_code(kind or "", word)
        starts.append(start)
        ends.append(end)
        codes.append(code)
        words.append(word)
    return Tokens(text, starts, ends, "".join(codes), words)


def _folded(word: str) -> str:
    """The word as the lexicon may hold it: lower case, or capitalised where it was all capitals."""
    if word.isupper() and len(word) > 2:
        return word.capitalize() if word in _CAPITALS else word.lower()
    return word.lower()


_CAPITALS = frozenset({"MAY", "MARCH", "AUGUST", "JAN", "FEB", "APR", "AUG", "SEPT", "OCT", "NOV"})


def _is_break(text: str, line_start: int, at: int, gap: str, end: int) -> bool:
    """A newline ends a paragraph unless the line before it looks hard-wrapped."""
    if gap.count("\n") > 1 or at - line_start < _WRAP or end >= len(text):
        return True
    return text[at - 1] in '.!?:"”'


def _number_code(kind: str, word: str) -> str:
    if kind == "number":
        return _integer_code(word)
    if kind == "ordinal":
        return SHAPES["ORDINAL"] if 1 <= int(word[:-2]) <= 31 else SHAPES["ORDINALBIG"]
    return SHAPES[_KINDS[kind]]


_KINDS = {
    "iso": "ISODATE",
    "numdate": "NUMDATE",
    "clock12": "CLOCK12",
    "clock": "CLOCK",
    "decade": "DECADE",
    "short": "APOSTROPHEYEAR",
    "suffix": "SUFFIX",
    "fraction": "FRACTION",
}


def _integer_code(word: str) -> str:
    value = int(word)
    if len(word) == 4:
        if 1000 <= value <= 2199:
            return SHAPES["YEAR"]
        return SHAPES["MILITARY"] if value < 2400 and value % 100 < 60 else SHAPES["NUMBER"]
    if len(word) > 2:
        return SHAPES["NUMBER"]
    if value == 0:
        return SHAPES["ZERO"]
    for name, top in (("SMALL", 12), ("HOUR", 23), ("DAY", 31), ("MINUTE", 59)):
        if value <= top:
            return SHAPES[name]
    return SHAPES["TWODIGIT"]
