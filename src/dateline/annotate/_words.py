"""Words of a sentence: runs of letters and digits, and single marks, with code-point offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dateline.records import Span

Ints = npt.NDArray[np.int64]

_WORD = re.compile(r"\w{1,40}|[^\w\s]")

SHAPES = ("lower", "title", "upper", "other")
"""Letter case of a word, which the uncased vocabulary loses and the model is told."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text in order, with the number of the sentence each stands in."""

    text: str
    starts: Ints
    ends: Ints
    sentences: Ints
    strings: list[str]

    def __len__(self) -> int:
        return len(self.strings)

    def first_at(self, offset: int) -> int:
        """The first word that ends after `offset`."""
        return int(np.searchsorted(self.ends, offset, side="right"))

    def last_before(self, offset: int) -> int:
        """The last word that starts before `offset`."""
        return int(np.searchsorted(self.starts, offset, side="left")) - 1

    def span(self, first: int, last: int) -> Span:
        """The span from word `first` to word `last`, both included."""
        return Span(int(self.starts[first]), int(self.ends[last]))


def split_words(text: str, sentences: tuple[Span, ...]) -> Words:
    """The words of `text`; every character of a sentence but white space belongs to one word."""
    starts: list[int] = []
    ends: list[int] = []
    numbers: list[int] = []
    strings: list[str] = []
    for number, sentence in enumerate(sentences):
        for match in _WORD.finditer(text, sentence.start, sentence.end):
            starts.append(match.start())
            ends.append(match.end())
            numbers.append(number)
            strings.append(match.group())
    return Words(
        text,
        np.asarray(starts, dtype=np.int64),
        np.asarray(ends, dtype=np.int64),
        np.asarray(numbers, dtype=np.int64),
        strings,
    )


def shape(word: str) -> int:
    """Index into `SHAPES`."""
    if word.islower():
        return 0
    if word.isupper():
        return 2 if len(word) > 1 else 1
    return 1 if word[:1].isupper() and word[1:].islower() else 3
