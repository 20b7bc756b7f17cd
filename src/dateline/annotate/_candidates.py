"""Candidate spans: the pairs of a likely first and a likely last word, before they are scored."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from dateline.annotate._words import Ints

Floats = npt.NDArray[np.float32]

MENTION_WIDTH = 16
CONTENT_WIDTH = 90
_CONTENT_ENDS = 6
_CONTENT_SENTENCES = 3


def content_candidates(starts: Floats, ends: Floats, sentences: Ints) -> Ints:
    """Spans [k, 2] (first, last word) that may be a claim's content.

    `starts` and `ends` are logits by word. The likeliest starts, about one in 16 words, are each
    paired with their `_CONTENT_ENDS` likeliest ends within `CONTENT_WIDTH` words.
    """
    n = len(starts)
    keep = min(n, 4 + n // 16)
    out: list[tuple[int, int]] = []
    for first in np.sort(np.argsort(-starts, kind="stable")[:keep]).tolist():
        stop = min(n, first + CONTENT_WIDTH)
        stop = first + int(
            np.searchsorted(sentences[first:stop], sentences[first] + _CONTENT_SENTENCES)
        )
        best = np.argsort(-ends[first:stop], kind="stable")[:_CONTENT_ENDS]
        out.extend((first, first + int(k)) for k in np.sort(best))
    return np.asarray(out, dtype=np.int64).reshape(-1, 2)


def mention_candidates(
    starts: Floats, ends: Floats, sentences: Ints, floor: float
) -> tuple[Ints, Ints]:
    """Spans (first, last word) within a sentence whose two ends have logits above `floor`."""
    last_words = np.flatnonzero(ends > floor)
    first: list[int] = []
    last: list[int] = []
    for start in np.flatnonzero(starts > floor).tolist():
        low = int(np.searchsorted(last_words, start))
        high = int(np.searchsorted(last_words, start + MENTION_WIDTH))
        for end in last_words[low:high].tolist():
            if sentences[end] == sentences[start]:
                first.append(start)
                last.append(end)
    return np.asarray(first, dtype=np.int64), np.asarray(last, dtype=np.int64)
