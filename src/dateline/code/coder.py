"""The coder: one document in, its record out, by way of annotation, values and assembly."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from dateline.code.assemble import Values, assemble
from dateline.code.config import CodeConfig
from dateline.records import (
    Actor,
    Annotation,
    Document,
    Mention,
    NumberValue,
    PlaceValue,
    Record,
    Span,
    TimeValue,
)


class Annotator(Protocol):
    """What the annotate room gives: a pure function from document to annotation."""

    @property
    def model(self) -> str: ...

    def __call__(self, document: Document) -> Annotation: ...


@dataclass(frozen=True, slots=True)
class Normalisers:
    """The four normalisers, bound to their tables; each a pure function of one document."""

    times: Callable[[Document, Annotation], tuple[TimeValue, ...]]
    numbers: Callable[[Document, Annotation], tuple[NumberValue, ...]]
    places: Callable[[Document, Annotation], tuple[PlaceValue, ...]]
    actors: Callable[[Document, Annotation], tuple[Actor, ...]]
    resolve_number: Callable[[Document, Span, str], NumberValue | None]


def code_document(
    document: Document,
    annotation: Annotation,
    normalisers: Normalisers,
    config: CodeConfig,
    version: str,
) -> Record:
    """The record of one document: mentions, values, reports and claims, each with its words."""
    times = normalisers.times(document, annotation)
    numbers = normalisers.numbers(document, annotation)
    places = normalisers.places(document, annotation)
    actors = normalisers.actors(document, annotation)
    values = Values(
        times=times,
        places=places,
        actors=actors,
        resolve_number=lambda span, kind: normalisers.resolve_number(document, span, kind),
    )
    reports, claims = assemble(document, annotation, values, config)
    return Record(
        document=document,
        sentences=annotation.sentences,
        mentions=annotation.mentions,
        times=times,
        numbers=numbers,
        places=places,
        actors=actors,
        reports=reports,
        claims=claims,
        model=annotation.model,
        version=version,
    )


def code_documents(
    documents: Iterable[Document], code: Callable[[Document], Record]
) -> Iterator[Record]:
    """Codes documents one by one, in order, without holding them."""
    for document in documents:
        yield code(document)


def rule_times_without_mentions(
    times: Iterable[TimeValue], mentions: Iterable[Mention]
) -> tuple[TimeValue, ...]:
    """Time values that no TIME mention of the encoder overlaps."""
    spans = [m.span for m in mentions if m.type == "TIME"]
    return tuple(t for t in times if not any(t.span.overlaps(s) for s in spans))
