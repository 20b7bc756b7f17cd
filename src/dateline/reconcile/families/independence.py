"""Whose words a passage is: independence decided for each paragraph, not for each document.

A document that is half wire and half own reporting counts as the wire for the wire's paragraphs,
and as a source of its own for what it alone says (codebook 1: a family counts as one source).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dateline.reconcile.families.build import Copy
from dateline.records import Family, FamilyEdge, Span

COVERED = 0.5
"""Share of a passage's code points from which it is a copy's."""

LONGEST_PARAGRAPH = 1_500
"""Code points of a line that still is a paragraph; longer ones are articles saved as one line."""


@dataclass(frozen=True, slots=True)
class PassageSource:
    """To whose copy a passage belongs: passages with the same `source` are one source.

    `source` is a family's id, or the document's own id where the document alone says it (`own`).
    """

    source: str
    own: bool


class Independence:
    """Answers for passages of an archive's documents; made once from its families and edges."""

    def __init__(
        self, copies: Iterable[Copy], families: Iterable[Family], edges: Iterable[FamilyEdge]
    ) -> None:
        self._copies = {copy.id: copy for copy in copies}
        self._family = {name: family for family in families for name in family.documents}
        self._others: dict[str, list[tuple[str, tuple[Span, ...]]]] = defaultdict(list)
        for edge in edges:
            self._others[edge.document].append((edge.other, edge.spans))
            self._others[edge.other].append((edge.document, edge.other_spans))

    def source_of(self, document_id: str, passage: Span) -> PassageSource:
        """To which family's copy a passage of a document belongs.

        That of its own family, where another of the family has the words or the document is the
        origin. Words that stand in other families as well belong to one of them, the same one
        from whichever document one asks: an agency's, then that of most documents, then the
        earliest. Words that nobody else has are the document's own. KeyError for a document that
        is in no family.
        """
        mine = self._family[document_id]
        having = {
            self._family[other].id: self._family[other]
            for other, spans in self._others[document_id]
            if other in self._family and _covered(passage, spans) >= COVERED
        }
        if mine.id in having or (having and mine.origin == document_id):
            having[mine.id] = mine
        if having:
            if len(mine.documents) == 1:
                having[mine.id] = mine
            best = min(having.values(), key=self._precedence)
            return PassageSource(best.id, own=False)
        if mine.origin == document_id:
            return PassageSource(mine.id, own=len(mine.documents) == 1)
        return PassageSource(document_id, own=True)

    def _precedence(self, family: Family) -> tuple[bool, int, str, str]:
        origin = self._copies[family.origin]
        day = origin.published.isoformat() if origin.published else "9999"
        return origin.agency is None, -len(family.documents), day, family.id


def paragraph_of(text: str, span: Span) -> Span:
    """The paragraph (line) that a span stands in; the span itself where the line is very long."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    end = len(text) if end < 0 else end
    return Span(start, end) if end - start <= LONGEST_PARAGRAPH else span


def _covered(passage: Span, spans: Iterable[Span]) -> float:
    """The share of a passage that lies in spans, which do not overlap."""
    within = sum(max(0, min(passage.end, s.end) - max(passage.start, s.start)) for s in spans)
    return within / (passage.end - passage.start)
