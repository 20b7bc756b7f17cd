"""Document: one published article, its credits and the spans of it that are not reporting."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dateline.records.span import Span

MARK_KINDS = (
    "headline",
    "byline",
    "dateline",
    "caption",
    "repeated",
    "related_link",
    "furniture",
    "credit",
    "correction",
    "disclaimer",
)
"""What a marked span of a document is. `repeated` is a sentence or headline that stands again."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A span that is not reporting (or stands twice), with its kind; nothing is ever cut out.

    `of` is the first occurrence, for `repeated` marks.
    """

    start: int
    end: int
    kind: str
    of: Span | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Credit:
    """One person of the credits: `role` is reporter, writer or editor; `bureau` as written."""

    name: str
    role: str
    bureau: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Credits:
    """Who made the copy: the agency (not the outlet that ran it), the people, the dateline."""

    agency: str | None = None
    agency_span: Span | None = None
    people: tuple[Credit, ...] = ()
    dateline_place: str | None = None
    dateline_place_span: Span | None = None
    dateline_date: str | None = None
    dateline_date_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One published article as read. `text` is never changed after reading.

    `published` is None when missing or absurd; `published_note` then says why. `metadata` holds
    the input's other keys. `source` is the path (and record, as PATH#3) the document was read
    from.
    """

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    published_note: str | None = None
    url: str | None = None
    language: str | None = None
    credits: Credits = Credits()
    marks: tuple[Mark, ...] = ()
    metadata: Mapping[str, Any] = field(default_factory=dict)
    source: str | None = None

    @property
    def content_hash(self) -> str:
        """SHA-256 over what coding depends on: text, title, published date, outlet."""
        parts = (self.text, self.title or "", str(self.published or ""), self.outlet or "")
        return hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Reject:
    """An input that could not become a document: where, why, and what to do about it."""

    source: str
    reason: str
    cure: str
    document_id: str | None = None
