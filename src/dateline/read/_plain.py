"""Plain text: the whole file is one article."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.read._encoding import decoded
from dateline.read._fields import Fields, document_or_reject
from dateline.read._source import Source
from dateline.read.options import ReadOptions
from dateline.records import Document, Reject


def read_plain(source: Source, options: ReadOptions) -> Iterator[Document | Reject]:
    """The file's text, code point for code point; only a byte-order mark is left out."""
    try:
        data = source.read_all(options.max_file_bytes)
    except ValueError as error:
        yield source.reject(str(error), "split it into articles")
        return
    yield text_article(data, source.name, options)


def text_article(
    data: bytes, place: str, options: ReadOptions, url: str | None = None
) -> Document | Reject:
    """The article that `data`, read from `place`, is the text of."""
    try:
        text = decoded(data)
    except ValueError as error:
        return Reject(place, str(error), "give articles as text, HTML, WARC, feed, JSONL or CSV")
    return document_or_reject(Fields(text=text, source=place, url=url), options)
