"""The words of one sentence, and which of them name an actor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.records import Span

_TOKEN = re.compile(
    r"'s\b"  # the possessive stands alone: "Hamas" "'s"
    r"|[A-Z][a-z]{1,4}\.(?=\s[A-Z])"  # a title keeps its stop: "Gen. Votel"
    r"|[^\W_]+(?:\.[^\W_]+)+\.?"
    r"|[^\W_]+(?:'(?!s\b)[^\W_]+)*"
    r"|\S"
)
_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
MOST_TOKENS = 400
"""Words of a sentence that are read; a longer one is no sentence of a report."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it is compared: lower case, quotes straightened; with its place in the text."""

    word: str
    start: int
    end: int
    capital: bool = False
    named: bool = False
    """Part of a mention that names an actor by itself (no role)."""

    @property
    def shown(self) -> str:
        """As the wordings read it: "@" before a word that names an actor, "^" after a capital."""
        return f"{'@' * self.named}{self.word}{'^' * self.capital}"


def tokens_of(text: str, sentence: Span, names: Iterable[Span]) -> tuple[Token, ...]:
    """The first `MOST_TOKENS` words of a sentence; `names` are the mentions that name an actor."""
    straight = text[sentence.start : sentence.end].translate(_QUOTES)
    inside = sorted(names)
    out: list[Token] = []
    at = 0
    for start, end in _pieces(straight, sentence.start, inside):
        if len(out) == MOST_TOKENS:
            break
        word = straight[start - sentence.start : end - sentence.start]
        while at < len(inside) and inside[at].end <= start:
            at += 1
        named = any(n.start <= start < n.end for n in inside[at : at + 4])
        out.append(Token(word.lower(), start, end, word[0].isupper(), named))
    return tuple(out)


def _pieces(sentence: str, offset: int, names: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """The words of a sentence, cut where a name ends inside one ("PYDs armed wing")."""
    ends = {name.end for name in names}
    for found in _TOKEN.finditer(sentence):
        start, end = found.start() + offset, found.end() + offset
        cut = next((at for at in range(start + 1, min(end, start + 40)) if at in ends), None)
        if cut is not None:
            yield start, cut
            start = cut
        yield start, end


def within(tokens: Sequence[Token], start: int, end: int) -> Sequence[Token]:
    """The tokens from offset `start` up to offset `end`."""
    low = _at(tokens, start)
    return tokens[low : _at(tokens, end, low)]


def _at(tokens: Sequence[Token], offset: int, low: int = 0) -> int:
    high = len(tokens)
    while low < high:
        middle = (low + high) // 2
        if tokens[middle].start < offset:
            low = middle + 1
        else:
            high = middle
    return low
