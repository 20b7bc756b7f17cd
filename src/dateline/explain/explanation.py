"""Explanation: the fields of one incident or claim, each with what speaks for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dateline.records import Document, Origin, Span

NOT_KEPT = "coded before what lost was kept: code the documents again to see it all"
"""The note of an explanation whose record is older than the fields that keep what lost."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A piece of the document around some words; offsets are into the document's text.

    `marks` are the words themselves, in text order, apart from each other and all inside.
    """

    start: int
    end: int
    text: str
    marks: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Loser:
    """A value that was weighed and not chosen. `why` says what spoke for or against it."""

    value: str
    score: float | None = None
    why: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an incident or claim.

    `value` is None where nothing was found. `inferred` is stated, inherited or dateline, for what
    is read off words. `details` say in words what the value was made from and by what convention.
    """

    name: str
    value: str | None
    origin: Origin | None = None
    inferred: str | None = None
    details: Mapping[str, str] = field(default_factory=dict)
    quotes: tuple[Quote, ...] = ()
    lost: tuple[Loser, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """All fields of one incident or claim. `kind` is incident or claim.

    `note` says what the archive could not keep of it, if anything.
    """

    id: str
    kind: str
    document: Document
    model: str
    version: str
    fields: tuple[Field, ...]
    note: str | None = None


def explanation_to_dict(explanation: Explanation) -> dict[str, Any]:
    """An explanation as JSON can say it; unknown is null, offsets are code points."""
    document = explanation.document
    return {
        "id": explanation.id,
        "kind": explanation.kind,
        "document": {
            "id": document.id,
            "title": document.title,
            "outlet": document.outlet,
            "published": document.published.isoformat() if document.published else None,
            "url": document.url,
            "source": document.source,
            "synthetic": document.metadata.get("synthetic") is True,
        },
        "model": explanation.model,
        "version": explanation.version,
        "note": explanation.note,
        "fields": [_field(f, document.text) for f in explanation.fields],
    }


def _field(told: Field, text: str) -> dict[str, Any]:
    origin = told.origin
    return {
        "name": told.name,
        "value": told.value,
        "by": origin.by if origin else None,
        "score": origin.score if origin else None,
        "note": origin.note if origin else None,
        "inferred": told.inferred,
        "details": dict(told.details),
        "quotes": [
            {
                "start": quote.start,
                "end": quote.end,
                "text": quote.text,
                "words": [_words(mark, text) for mark in quote.marks],
            }
            for quote in told.quotes
        ],
        "lost": [
            {
                "value": loser.value,
                "score": loser.score,
                "why": loser.why,
                "words": _words(loser.span, text) if loser.span else None,
            }
            for loser in told.lost
        ],
    }


def _words(span: Span, text: str) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.of(text)}
