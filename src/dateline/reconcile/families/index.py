"""The index of sketches: which documents of an archive may have words in common.

Proposals are a function of the set of sketches alone. An index that grew a thousand documents at
a time proposes what one made at once does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dateline.errors import DatelineError
from dateline.reconcile.families.shingles import SAMPLED, SHINGLE, Sketch

METHOD = f"shingles of {SHINGLE} words, one in {SAMPLED}, version 1"
"""What made a sketch; sketches made otherwise cannot be compared with these."""

SHARED = 3
"""Sampled shingles that two documents must share to be looked at, about 24 in the texts."""

SHARED_PART = 0.25
"""Or this share of those of the one that has fewer, for short documents."""

COMMON = 128
"""Documents from which a shingle proposes no more every two of them that have it, but each with
the first few: a phrase of half the archive, or a family of hundreds, must not cost its square."""

FIRST_FEW = 4

_BLOCK = 4_000_000

Pairs = npt.NDArray[np.int64]


class SketchIndex:
    """Sketches by document id. Grows, forgets, proposes pairs, is saved and loaded."""

    def __init__(self) -> None:
        self._sketches: dict[str, bytes] = {}

    def __len__(self) -> int:
        return len(self._sketches)

    def __contains__(self, document_id: str) -> bool:
        return document_id in self._sketches

    def add(self, document_id: str, sketch: Sketch) -> None:
        """Adds a document, in place of what the index has under this id."""
        self._sketches[document_id] = sketch.tobytes()

    def remove(self, document_id: str) -> None:
        """Forgets a document. KeyError if the index does not have it."""
        del self._sketches[document_id]

    def proposed(self, touching: Iterable[str] | None = None) -> list[tuple[str, str]]:
        """The pairs of documents worth comparing, in code-point order, the smaller id first.

        With `touching`, only pairs with one of these documents in them.
        """
        ids = sorted(self._sketches)
        wanted = None
        if touching is not None:
            chosen = frozenset(touching)
            wanted = np.fromiter((i in chosen for i in ids), dtype=bool, count=len(ids))
        return [
            (ids[a], ids[b])
            for block in _proposals([self._sketches[i] for i in ids], wanted)
            for a, b in block.tolist()
        ]

    def save(self, path: Path) -> None:
        """Writes the index as numpy arrays (.npz). The same sketches give the same arrays."""
        ids = sorted(self._sketches)
        sizes = np.fromiter((len(self._sketches[i]) // 4 for i in ids), np.int64, len(ids))
        with path.open("wb") as file:
            np.savez(
                file,
                method=np.array(METHOD),
                ids=np.frombuffer("\n".join(_escaped(i) for i in ids).encode(), dtype=np.uint8),
                sizes=sizes,
                hashes=np.frombuffer(b"".join(self._sketches[i] for i in ids), dtype=np.uint32),
            )

    @classmethod
    def load(cls, path: Path) -> SketchIndex:
        """The index that `save` wrote. DatelineError where there is none or another method's."""
        try:
            with np.load(path, allow_pickle=False) as arrays:
                method, sizes = str(arrays["method"]), arrays["sizes"]
                names = arrays["ids"].tobytes().decode()
                hashes = arrays["hashes"]
        except (OSError, KeyError, ValueError) as error:
            raise DatelineError(
                "no index of sketches", str(path), "make it anew from the documents"
            ) from error
        if method != METHOD:
            raise DatelineError(
                f"an index of another method ({method})",
                str(path),
                "make it anew from the documents",
            )
        index = cls()
        ends = np.cumsum(sizes).tolist()
        ids = names.split("\n") if ends else []
        for name, start, end in zip(ids, [0, *ends], ends, strict=False):
            index.add(_plain(name), hashes[start:end])
        return index


def _escaped(name: str) -> str:
    return name.replace("\\", "\\\\").replace("\n", "\\n")


def _plain(name: str) -> str:
    return "\\".join(part.replace("\\n", "\n") for part in name.split("\\\\"))


def _proposals(sketches: list[bytes], wanted: npt.NDArray[np.bool_] | None) -> Iterator[Pairs]:
    """Pairs of row numbers, the smaller first, in order; in blocks that bound memory."""
    count = len(sketches)
    sizes = np.fromiter((len(s) // 4 for s in sketches), dtype=np.int64, count=count)
    # One number a posting, shingle before document, sorts both at once and in place.
    postings = np.frombuffer(b"".join(sketches), dtype=np.uint32).astype(np.uint64)
    postings <<= np.uint64(32)
    postings |= np.repeat(np.arange(count, dtype=np.uint64), sizes)
    postings.sort()
    rows = postings.astype(np.uint32)
    postings >>= np.uint64(32)
    bounds = np.flatnonzero(
        np.concatenate(([True], postings[1:] != postings[:-1], [True]))
        if len(postings)
        else np.array([True])
    )
    del postings
    partners = _partners(bounds, len(rows))
    work = np.bincount(rows, weights=partners, minlength=count)
    block = (np.cumsum(work) // _BLOCK).astype(np.int64)
    for number in np.unique(block[work > 0]):
        members = np.flatnonzero(block == number)
        first, last = members[0], members[-1]
        at = np.flatnonzero((rows >= first) & (rows <= last) & (partners > 0))
        lengths = partners[at].astype(np.int64)
        left = np.repeat(rows[at].astype(np.int64), lengths)
        inside = np.arange(len(left)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        right = rows[np.repeat(at + 1, lengths) + inside].astype(np.int64)
        if wanted is not None:
            kept = wanted[left] | wanted[right]
            left, right = left[kept], right[kept]
        keys, shared = np.unique(left * count + right, return_counts=True)
        pairs = np.stack((keys // count, keys % count), axis=1)
        fewer = np.minimum(sizes[pairs[:, 0]], sizes[pairs[:, 1]])
        yield pairs[(shared >= SHARED) | (shared >= SHARED_PART * fewer)]


def _partners(bounds: Pairs, count: int) -> npt.NDArray[np.uint32]:
    """For each posting, with how many of those after it in its group it is paired."""
    lengths = np.diff(bounds)
    after = np.repeat(bounds[1:], lengths) - np.arange(count) - 1
    place = np.repeat(lengths, lengths) - after - 1
    paired = (np.repeat(lengths, lengths) <= COMMON) | (place < FIRST_FEW)
    return np.where(paired, after, 0).astype(np.uint32)
