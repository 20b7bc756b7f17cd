"""From common words to an edge: derived from one copy, or no more than shared paragraphs.

Decided from the two documents alone, so that no edge depends on what else an archive holds or on
the order in which documents came. The limits were chosen on the project's own corpus and packs
(docs/families.md).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from dateline.reconcile.families.compare import (
    Common,
    Runs,
    Shingled,
    cohesion,
    common_words,
    longest_run,
    opening_share,
    spans_of,
)
from dateline.records import Document, FamilyEdge

MOSTLY = 0.6
"""Share of its words from which a document is mostly a copy."""

HALF = 0.5

WHOLLY = 0.9
"""Share from which a document says next to nothing of its own."""

COHERENT = 0.08
"""Least `cohesion` of a whole with what was cut from it, where the cut lacks its opening."""

OPENING = 30
"""Words of an opening, at most: editors cut from the end, so an excerpt has the whole's."""

REWRITTEN = 0.35
"""Share from which a document whose words are taken over piece by piece is a rewrite."""

PIECES = 3
"""Runs at least, between other words, that make a rewrite; a pasted passage is one run or two."""

WIDEST_GAP = 0.3
"""Share of a rewrite that may stand in one piece without words of the copy."""

PARAGRAPH = 25
"""Words of a run from which two documents share a paragraph."""


def edge_of(
    a: Document, b: Document, shingled: Callable[[Document], Shingled]
) -> FamilyEdge | None:
    """The edge between two documents that have words in common; None where they have too few.

    `shingled` gives a document's shingles (it may remember them). The edge is the same whichever
    document is given first.
    """
    if b.id < a.id:
        a, b = b, a
    first, second = shingled(a), shingled(b)
    common = common_words(first, second)
    if common.b_share > common.a_share:
        a, b, first, second = b, a, second, first
        common = Common(common.b_share, common.a_share, common.b_runs, common.a_runs)
    words = min(OPENING, len(first))
    opening = opening_share(second, common.b_runs, words) >= HALF
    derivation = _derivation(first, second, common, opening)
    if derivation is None and longest_run(common.a_runs) < PARAGRAPH:
        return None
    return FamilyEdge(
        document=a.id,
        other=b.id,
        kind="derived" if derivation else "shares_paragraphs",
        derivation=derivation,
        share=round(common.a_share, 4),
        other_share=round(common.b_share, 4),
        opening=opening,
        spans=spans_of(first, common.a_runs),
        other_spans=spans_of(second, common.b_runs),
    )


def _derivation(small: Shingled, large: Shingled, common: Common, opening: bool) -> str | None:
    """How the document with the larger share derives from the other's copy, if it does."""
    share, other_share = common.a_share, common.b_share
    rewritten = (
        share >= REWRITTEN
        and len(common.a_runs) >= PIECES
        and _widest_gap(small, common.a_runs) <= WIDEST_GAP * len(small)
    )
    mostly = share >= MOSTLY and (
        other_share >= HALF
        or opening
        or (share >= WHOLLY and cohesion(large, common.b_runs) >= COHERENT)
    )
    if not (mostly or rewritten):
        return None
    if share < WHOLLY:
        return "rewrite"
    return "reprint" if other_share >= WHOLLY else "excerpt"


def _widest_gap(document: Shingled, runs: Runs) -> int:
    """Words of the longest piece of a document outside its runs."""
    bounds = np.concatenate(([0], runs.ravel(), [len(document)]))
    return int(np.diff(bounds)[::2].max())
