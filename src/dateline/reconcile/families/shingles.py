"""Shingles: runs of a few words, as numbers; and the sample of them that an index keeps.

Copies are found by containment, the share of one document's shingles that another has too
(Broder 1997, "On the resemblance and containment of documents"), because a cut copy has little
resemblance to the whole. The sample keeps the shingles whose hash falls under a limit, whatever
the length of the document (FracMinHash: Irber et al. 2022, "Lightweight compositional analysis of
metagenomes with FracMinHash"), so that containment can be told from two samples alone.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from dateline.reconcile.families.words import Hashes, Words

SHINGLE = 4
"""Words of a shingle. Of 4-word shingles about half outlive an edit of one word in seven
(0.85 to the 4th), and two reports of one thing in own words share hardly any."""

SAMPLED = 8
"""One shingle in so many is in the sample."""

Sketch = npt.NDArray[np.uint32]

_FACTOR = np.uint64(0xD6E8FEB86659FD93)
_LIMIT = np.uint64((1 << 64) // SAMPLED)
_MIX = (
    (np.uint64(30), np.uint64(0xBF58476D1CE4E5B9)),
    (np.uint64(27), np.uint64(0x94D049BB133111EB)),
)
_LAST_SHIFT = np.uint64(31)


def shingles_of(words: Words) -> Hashes:
    """The hash of the shingle that begins at each word, in text order; empty for few words."""
    count = len(words) - SHINGLE + 1
    if count <= 0:
        return np.zeros(0, dtype=np.uint64)
    total = words.hashes[:count] * _FACTOR
    for place in range(1, SHINGLE):
        if place > 1:
            total *= _FACTOR
        total += words.hashes[place : place + count]
    # Spread evenly over 64 bits: the finaliser of SplitMix64 (Steele et al. 2014).
    for shift, factor in _MIX:
        total ^= total >> shift
        total *= factor
    total ^= total >> _LAST_SHIFT
    return total


def sketch_of(shingles: Hashes) -> Sketch:
    """The sample of a document's shingles: distinct 32-bit numbers in ascending order."""
    # Of a number under the limit the low bits are as even as any.
    found = np.sort(shingles[shingles < _LIMIT].astype(np.uint32))
    if len(found) < 2:
        return found
    first = np.empty(len(found), dtype=bool)
    first[0] = True
    np.not_equal(found[1:], found[:-1], out=first[1:])
    return found[first]
