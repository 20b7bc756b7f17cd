"""An annotator whose answers are written down: text of a document to what it finds there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dateline.records import Document, Span


@dataclass(frozen=True)
class FixedProbe:
    events: tuple[tuple[Span, float], ...] = ()
    wiki_events: tuple[tuple[Span, str, float], ...] = ()
    names: tuple[tuple[Span, str, float], ...] = ()


@dataclass(frozen=True)
class FixedAnnotator:
    """Finds the words listed in `events` and `names` wherever they first stand.

    The factuality of an event is that of its word, 0 for others.
    """

    events: Sequence[str] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    factual: Mapping[str, float] = field(default_factory=dict)
    model: str = "fixed"

    def probe(self, document: Document) -> FixedProbe:
        return FixedProbe(
            events=tuple(
                (span_of(document.text, words), 0.9)
                for words in self.events
                if words in document.text
            ),
            names=tuple(
                (span_of(document.text, words), label, 0.9)
                for words, label in self.names.items()
                if words in document.text
            ),
        )

    def factuality(self, document: Document, spans: Sequence[Span]) -> tuple[float, ...]:
        return tuple(self.factual.get(span.of(document.text), 0.0) for span in spans)


def span_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))
