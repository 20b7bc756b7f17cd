"""Windows: consecutive sentences packed evenly into runs of word pieces for the encoder."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np

from dateline.annotate._words import Ints, Words, shape

MAX_PIECES = 220
"""Word pieces in a window, without the two marks at its ends."""

_HALF = re.compile(r"[\ud800-\udfff]")
_MAX_PER_WORD = 12  # a "word" of forty characters of noise must not fill a window


@dataclass(frozen=True, slots=True)
class Window:
    """Input of one encoder run. `word_of` gives the document's word of each piece, or -1."""

    ids: Ints
    shapes: Ints
    word_of: Ints


def make_windows(words: Words, tokenizer: Any) -> list[Window]:
    """Windows that cover all `words` once, in order; only a sentence too long for one is cut."""
    if not len(words):
        return []
    # A half of a surrogate pair has no UTF-8 form, which the tokenizer needs.
    strings = [_HALF.sub("\ufffd", word) for word in words.strings]
    encoding = tokenizer.encode(strings, is_pretokenized=True, add_special_tokens=False)
    pieces: list[list[int]] = [[] for _ in words.strings]
    for piece, word in zip(encoding.ids, encoding.word_ids, strict=True):
        if len(pieces[word]) < _MAX_PER_WORD:
            pieces[word].append(piece)
    unknown = tokenizer.token_to_id("[UNK]")
    for row in pieces:
        if not row:
            row.append(unknown)
    start, end = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    return [
        _window(words, pieces, first, last, start, end)
        for first, last in _runs(words, [len(row) for row in pieces])
    ]


def _runs(words: Words, lengths: list[int]) -> list[tuple[int, int]]:
    """Runs of words (end exclusive), each of at most MAX_PIECES pieces, evenly filled."""
    units: list[tuple[int, int, int]] = []  # first word, end, pieces: sentences, or parts of one
    first, size = 0, 0
    for index, length in enumerate(lengths):
        new_sentence = index > first and words.sentences[index] != words.sentences[index - 1]
        if new_sentence or size + length > MAX_PIECES:
            units.append((first, index, size))
            first, size = index, 0
        size += length
    units.append((first, len(lengths), size))
    total = sum(unit[2] for unit in units)
    even = total / -(-total // MAX_PIECES)
    runs: list[tuple[int, int]] = []
    begin, filled, done = 0, 0, 0
    for start, _, size in units:
        over = filled + size > MAX_PIECES
        # Close early when this unit's middle lies past the even share of the windows so far.
        past = filled > 0 and done + size / 2 > even * (len(runs) + 1)
        if start > begin and (over or past):
            runs.append((begin, start))
            begin, filled = start, 0
        filled += size
        done += size
    runs.append((begin, len(lengths)))
    return runs


def _window(
    words: Words, pieces: list[list[int]], first: int, last: int, start: int, end: int
) -> Window:
    ids, shapes, word_of = [start], [0], [-1]
    for index in range(first, last):
        row = pieces[index]
        ids.extend(row)
        shapes.extend([shape(words.strings[index])] * len(row))
        word_of.extend([index] * len(row))
    return Window(
        np.asarray([*ids, end], dtype=np.int64),
        np.asarray([*shapes, 0], dtype=np.int64),
        np.asarray([*word_of, -1], dtype=np.int64),
    )
