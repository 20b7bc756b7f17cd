"""Fields of an article as a reader found them, and their way into a Document or a Reject."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dateline.read._document import document_from_text
from dateline.read._published import published_date
from dateline.read.options import ReadOptions
from dateline.records import Document, Reject


@dataclass(frozen=True, slots=True)
class Fields:
    """What one input says of one article; all but `text` may be missing.

    `host` is the web host it was published on, the outlet's name where nothing better is known.
    """

    text: str
    source: str
    id: str | None = None
    title: str | None = None
    published: object = None
    outlet: str | None = None
    host: str | None = None
    url: str | None = None
    byline: str | None = None
    captions: tuple[str, ...] = ()
    metadata: Mapping[str, Any] = field(default_factory=dict)


def document_or_reject(fields: Fields, options: ReadOptions) -> Document | Reject:
    """The Document of `fields`, or why there is none.

    The options' publication date and outlet stand in where the file gives none, or a date that
    cannot be used.
    """
    if len(fields.text) > options.max_text_chars:
        return Reject(
            fields.source,
            f"the text has {len(fields.text):,} characters, more than {options.max_text_chars:,}",
            "split it into articles, or raise max_text_chars",
            fields.id,
        )
    published = fields.published
    if options.published is not None and published_date(published, options.today)[0] is None:
        published = options.published
    try:
        document = document_from_text(
            fields.text,
            id=fields.id,
            title=fields.title,
            published=published,  # type: ignore[arg-type]  # anything a file holds is checked
            outlet=fields.outlet or options.outlet or fields.host,
            url=fields.url,
            metadata=fields.metadata,
            byline=fields.byline,
            captions=fields.captions,
            source=fields.source,
            today=options.today,
        )
    except ValueError as error:
        return Reject(fields.source, str(error), "correct or drop this article", fields.id)
    if document.language not in (None, options.language):
        return Reject(
            fields.source,
            f"language: {document.language}",
            "give the article in English: only English is coded",
            document.id,
        )
    return document
