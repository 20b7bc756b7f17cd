"""What two documents have in common: the runs of words of each that stand in the other too."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from dateline.reconcile.families.shingles import SHINGLE, Sketch, shingles_of, sketch_of
from dateline.reconcile.families.words import Hashes, Words, reported_words
from dateline.records import Document, Span

BRIDGED = 3
"""Words between two common shingles that still belong to one run: a number put right, a name
spelt otherwise, an adjective cut."""

SHORTEST_RUN = 10
"""Words of a run that counts. Shorter ones are set phrases, titles and names of bodies."""

_LONG_WORD = 5

Runs = npt.NDArray[np.int64]
"""First word and word after the last of each run, one row a run, in text order."""


@dataclass(frozen=True, eq=False)
class Shingled:
    """A document's words with the shingles that begin at them."""

    words: Words
    shingles: Hashes

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def shingle_set(self) -> Hashes:
        """The distinct shingles, in ascending order."""
        return np.unique(self.shingles)

    @property
    def sketch(self) -> Sketch:
        return sketch_of(self.shingles)


@dataclass(frozen=True, slots=True, eq=False)
class Common:
    """What document `a` and document `b` have in common.

    `a_share` and `b_share` are the shares (0..1) of each one's words that stand in the other,
    `a_runs` and `b_runs` where.
    """

    a_share: float
    b_share: float
    a_runs: Runs
    b_runs: Runs


def shingled(document: Document) -> Shingled:
    """The words and shingles of a document without its credits and furniture."""
    words = reported_words(document)
    return Shingled(words, shingles_of(words))


def common_words(a: Shingled, b: Shingled) -> Common:
    """What two documents have in common, in both directions."""
    a_runs, b_runs = _runs(a, b), _runs(b, a)
    return Common(_share(a, a_runs), _share(b, b_runs), a_runs, b_runs)


def _runs(of: Shingled, within: Shingled) -> Runs:
    """The runs of words of one document that stand in another, whatever their order there."""
    known = within.shingle_set
    if not len(of.shingles) or not len(known):
        return np.zeros((0, 2), dtype=np.int64)
    at = np.searchsorted(known, of.shingles)
    at[at == len(known)] = 0
    hits = np.flatnonzero(known[at] == of.shingles)
    if not len(hits):
        return np.zeros((0, 2), dtype=np.int64)
    breaks = np.flatnonzero(np.diff(hits) > SHINGLE + BRIDGED)
    first = hits[np.concatenate(([0], breaks + 1))]
    last = hits[np.concatenate((breaks, [len(hits) - 1]))] + SHINGLE
    runs = np.stack((first, last), axis=1)
    return runs[last - first >= SHORTEST_RUN]


def _share(document: Shingled, runs: Runs) -> float:
    return float((runs[:, 1] - runs[:, 0]).sum()) / len(document) if len(document) else 0.0


def longest_run(runs: Runs) -> int:
    """Words of the longest run; 0 where there is none."""
    return int((runs[:, 1] - runs[:, 0]).max(initial=0))


def opening_share(document: Shingled, runs: Runs, words: int) -> float:
    """The share (0..1) of a document's first `words` words that lie in runs."""
    size = min(words, len(document))
    within = np.clip(runs, 0, size)
    return float((within[:, 1] - within[:, 0]).sum()) / size if size else 0.0


def cohesion(document: Shingled, runs: Runs) -> float:
    """How much the rest of a document speaks of what its runs speak of, 0..1.

    The share of distinct long words of the one that the other has too, measured on whichever has
    fewer of them. Two stories pasted together have little in common. 1 where one has too few
    words to tell.
    """
    inside = np.zeros(len(document), dtype=bool)
    for first, last in runs:
        inside[first:last] = True
    long = document.words.ends - document.words.starts >= _LONG_WORD
    told, rest = (np.unique(document.words.hashes[long & part]) for part in (inside, ~inside))
    fewer = min(len(told), len(rest))
    if fewer < _FEW_WORDS:
        return 1.0
    return len(np.intersect1d(told, rest, assume_unique=True)) / fewer


_FEW_WORDS = 8


def spans_of(document: Shingled, runs: Runs) -> tuple[Span, ...]:
    """The runs as spans of the document's text."""
    words = document.words
    return tuple(Span(int(words.starts[a]), int(words.ends[b - 1])) for a, b in runs)
