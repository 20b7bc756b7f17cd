"""The words of a document as numbers: what was reported, without credits and furniture.

A word is a run of letters and digits, folded to lower case and without accents; in scripts that
write no spaces (Han, kana, Thai, Lao, Khmer, Burmese) each character is a word. Everything is
arithmetic on whole arrays, because an archive has hundreds of words for each document.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from dateline.records import Document, Mark

Hashes = npt.NDArray[np.uint64]
Offsets = npt.NDArray[np.int64]

NOT_REPORTING = frozenset(
    (
        "headline",
        "byline",
        "dateline",
        "caption",
        "related_link",
        "furniture",
        "credit",
        "correction",
        "disclaimer",
    )
)
"""Kinds of marks whose words say nothing about who copied whom. A `repeated` sentence stays: it
is reporting, and a set of shingles holds it once."""

LONGEST_TEXT = 1_000_000
"""Code points of a text that are looked at."""

_TABLE = 0x30000
_BASE = np.uint64(0x9E3779B97F4A7C15)
_UNSPACED = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x3040, 0x30FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x2FA1F),
)


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of a text: a hash of each, and where it begins and ends in code points."""

    hashes: Hashes
    starts: Offsets
    ends: Offsets

    def __len__(self) -> int:
        return len(self.hashes)


def reported_words(document: Document) -> Words:
    """The words of a document outside its marks (`NOT_REPORTING`), in text order.

    Only the first `LONGEST_TEXT` code points count.
    """
    return words_of(document.text, document.marks)


def words_of(text: str, marks: Iterable[Mark] = ()) -> Words:
    """The words of a text outside the given marks of the kinds `NOT_REPORTING`."""
    text = text[:LONGEST_TEXT]
    if text.isascii():
        letters = _folded()[:128][np.frombuffer(text.encode("ascii"), dtype=np.uint8)]
    else:
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        letters = np.take(_folded(), points, mode="clip")
    for mark in marks:
        if mark.kind in NOT_REPORTING:
            letters[mark.start : mark.end] = 0
    is_word = letters > 0
    edge = np.empty(len(letters) + 1, dtype=bool)
    edge[0] = edge[-1] = True
    np.not_equal(is_word[1:], is_word[:-1], out=edge[1:-1])
    if letters.max(initial=0) >= _TABLE:
        alone = letters >= _TABLE  # set apart by `_folded`: a word by itself
        edge[1:-1] |= alone[1:] | alone[:-1]
    bounds = np.flatnonzero(edge)
    starts = bounds[:-1]
    kept = is_word[starts] if len(letters) else np.zeros(0, dtype=bool)
    starts, ends = starts[kept], bounds[1:][kept]
    powers, inverses = _powers(len(letters) + 1)
    sums = np.zeros(len(letters) + 1, dtype=np.uint64)
    np.cumsum(letters * powers[: len(letters)], out=sums[1:])
    # Divided by the power it begins at, a word has the same number wherever it stands.
    hashes = (sums[ends] - sums[starts]) * inverses[starts]
    return Words(hashes, starts, ends)


@cache
def _folded() -> Hashes:
    """For each code point, a number of its base letter; 0 for what is in no word."""
    table = np.zeros(_TABLE, dtype=np.uint64)
    for point in range(_TABLE - 1):
        character = chr(point)
        if character.isalnum():
            base = unicodedata.normalize("NFKD", character)[0].lower()[0]
            table[point] = ord(base)
    for first, last in _UNSPACED:
        part = table[first : last + 1]
        part[part > 0] += np.uint64(_TABLE)
    return table


_GROWN: list[tuple[Hashes, Hashes]] = []


def _powers(length: int) -> tuple[Hashes, Hashes]:
    """Powers of an odd base and of its inverse, modulo 2 to the 64th, at least `length` of each."""
    if not _GROWN or len(_GROWN[-1][0]) < length:
        size = 1 << max(12, (length - 1).bit_length())
        inverse = np.uint64(pow(int(_BASE), -1, 1 << 64))
        both = []
        for factor in (_BASE, inverse):
            row = np.full(size, factor, dtype=np.uint64)
            row[0] = 1
            both.append(np.cumprod(row))
        _GROWN.append((both[0], both[1]))
    return _GROWN[-1]
