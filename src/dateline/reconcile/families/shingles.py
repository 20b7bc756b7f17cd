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

from dateline.reconcile.families.words import Hashes, Words, mixed

SHINGLE = 4
"""Words of a shingle. Of 4-word shingles about half outlive an edit of one word in seven
(0.85 to the 4th), and two reports of one thing in own words share hardly any."""

SAMPLED = 8
"""One shingle in so many is in the sample."""

Sketch = npt.NDArray[np.uint32]

_FACTORS = (0xD6E8FEB86659FD93, 0xA0761D6478BD642F, 0xE7037ED1A0B428DB, 0x8EBC6AF09C88C6E3)


def shingles_of(words: Words) -> Hashes:
    """The hash of the shingle that begins at each word, in text order; empty for few words."""
    count = len(words) - SHINGLE + 1
    if count <= 0:
        return np.zeros(0, dtype=np.uint64)
    total = np.zeros(count, dtype=np.uint64)
    for place, factor in enumerate(_FACTORS):
        total += words.hashes[place : place + count] * np.uint64(factor)
    return mixed(total)


def sketch_of(shingles: Hashes) -> Sketch:
    """The sample of a document's shingles: distinct 32-bit numbers in ascending order."""
    limit = np.uint64((1 << 64) // SAMPLED)
    chosen = shingles[shingles < limit]
    # Of a number under the limit the low bits are as even as any.
    return np.unique(chosen.astype(np.uint32))
