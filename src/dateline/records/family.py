"""Family: the documents that descend from one copy, and what each has in common with another."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.records.span import Span

EDGE_KINDS = ("derived", "shares_paragraphs", "same_agency")
"""What joins two documents. Only `derived` makes a family."""

DERIVATIONS = ("reprint", "excerpt", "rewrite")
"""How a copy was made: whole, cut, or with other words in between."""


@dataclass(frozen=True, slots=True)
class FamilyEdge:
    """Two documents with words in common, or with one agency.

    `share` is the share (0..1) of the reported words of `document` that stand in `other` too, and
    `spans` are those words; `other_share` and `other_spans` say the same of `other`. `document`
    is the one with the larger share. `opening` says whether `other`'s first words are among them.
    `derivation` is set for `derived` alone.
    """

    document: str
    other: str
    kind: str
    derivation: str | None = None
    share: float = 0.0
    other_share: float = 0.0
    opening: bool = False
    spans: tuple[Span, ...] = ()
    other_spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Family:
    """The documents that descend from one copy, `origin`, whose id the family bears.

    `documents` are in code-point order, the origin among them. `edges` join each other document
    to the one it is nearest to.
    """

    id: str
    origin: str
    documents: tuple[str, ...]
    edges: tuple[FamilyEdge, ...] = ()
