"""One document's annotation becomes its record, by way of values and assembly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from dateline.code.anchored import anchored_times
from dateline.code.assemble import Values, assemble
from dateline.code.config import CodeConfig
from dateline.code.relations import document_relations
from dateline.code.verification import document_verifications
from dateline.records import (
    Actor,
    Annotation,
    Document,
    NumberValue,
    PlaceValue,
    Record,
    Span,
    TimeValue,
)


@dataclass(frozen=True, slots=True)
class Normalisers:
    """The four normalisers, bound to their tables; each a pure function of one document."""

    times: Callable[[Document, Annotation], tuple[TimeValue, ...]]
    numbers: Callable[[Document], tuple[NumberValue, ...]]
    places: Callable[[Document, Annotation], tuple[PlaceValue, ...]]
    actors: Callable[[Document, Annotation, tuple[PlaceValue, ...]], tuple[Actor, ...]]
    resolve_number: Callable[[Document, Span, str, str], NumberValue | None]
    tables: str
    """Names the tables behind the values (gazetteer, actor list): part of what made a record."""


def code_document(
    document: Document,
    annotation: Annotation,
    normalisers: Normalisers,
    config: CodeConfig,
    version: str,
) -> Record:
    """The record of one document: mentions, values, reports and claims, each with its words."""
    times = normalisers.times(document, annotation)
    places = normalisers.places(document, annotation)
    actors = normalisers.actors(document, annotation, places)

    def resolve(span: Span, mention_type: str, role: str) -> NumberValue | None:
        return normalisers.resolve_number(document, span, mention_type, role)

    numbers = normalisers.numbers(document)
    values = Values(
        times=times, numbers=numbers, places=places, actors=actors, resolve_number=resolve
    )
    reports, claims = assemble(document, annotation, values, config)
    anchored = anchored_times(document, times, reports)
    if anchored != times:
        times = anchored
        reports, claims = assemble(document, annotation, replace(values, times=times), config)
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
        relations=document_relations(
            document, annotation.sentences, annotation.mentions, actors, claims
        ),
        verifications=document_verifications(document, annotation.sentences, reports, claims),
    )
