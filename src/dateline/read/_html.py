"""HTML pages: article text, title, date, author, outlet and url, with trafilatura and htmldate."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from dateline.read._fields import Fields, document_or_reject
from dateline.read._headline import with_title
from dateline.read._source import Source
from dateline.read.options import ReadOptions
from dateline.records import Document, Reject

_CURE_NO_ARTICLE = "save the article's own page, or give its text as .txt"
_MAX_ELEMENTS = 200_000
_LITTLE = 600  # letters
_MIN_LETTERS = 30  # without a line of as many letters a page is a menu, not an article
_WIDE: dict[str, Any] = {"min_date": datetime(1000, 1, 1), "max_date": datetime(9000, 1, 1)}
_SPACES = re.compile(r"[^\S\n]+")

for _name in ("trafilatura", "htmldate", "courlan", "charset_normalizer"):
    # Without a handler Python prints the libraries' warnings on stderr; the Reject says it better.
    logging.getLogger(_name).addHandler(logging.NullHandler())


def read_html(source: Source, options: ReadOptions) -> Iterator[Document | Reject]:
    """The article of a saved page."""
    try:
        data = source.read_all(options.max_file_bytes)
    except ValueError as error:
        yield source.reject(str(error), "save the article alone")
        return
    yield article_of_page(data, source.name, options)


def article_of_page(
    data: bytes, place: str, options: ReadOptions, url: str | None = None
) -> Document | Reject:
    """The article of the page `data`, read from `place`; `url` where the archive gives it.

    The text is the headline, then the body with a line for each paragraph; captions of figures
    are kept as lines where they stand.
    """
    from lxml.etree import LxmlError

    try:
        found = _extract(data, url)
    except RecursionError:
        return Reject(place, "HTML nested too deep", _CURE_NO_ARTICLE)
    except (ValueError, TypeError, AttributeError, LookupError, LxmlError) as error:
        # Broken markup surfaces as any of these from inside the extraction library.
        return Reject(place, f"HTML that cannot be read: {str(error)[:120]}", _CURE_NO_ARTICLE)
    if found is None:
        return Reject(place, "HTML without an article", _CURE_NO_ARTICLE)
    meta, body, captions, published = found
    title = _clean(meta.title)
    url = url or _clean(meta.url)
    host = (urlsplit(url).hostname or "").removeprefix("www.") if url else None
    outlet = _clean(meta.sitename)
    if outlet and host and outlet.lower().removeprefix("www.") == host:
        outlet = None  # the library's stand-in for a name that the page does not give
    return document_or_reject(
        Fields(
            text=with_title(title, body),
            source=place,
            title=title,
            published=published,
            outlet=outlet,
            host=host,
            url=url,
            byline=_clean(meta.author),
            captions=captions,
        ),
        options,
    )


def _extract(data: bytes, url: str | None) -> tuple[Any, str, tuple[str, ...], str | None] | None:
    from trafilatura.utils import load_html

    tree = load_html(data)
    if tree is None:
        return None
    if tree.xpath("count(//*)") > _MAX_ELEMENTS:
        raise ValueError(f"more than {_MAX_ELEMENTS:,} elements")
    captions = _captions_as_paragraphs(tree)
    # The thorough way costs half as much again; it pays where the quick one finds little.
    meta = _bare(tree, url, fast=True)
    if meta is None or _letters(meta.text) < _LITTLE:
        meta = _bare(tree, url, fast=False) or meta
    if meta is None or max(map(_letters, (meta.text or "").splitlines()), default=0) < _MIN_LETTERS:
        return None
    lines = (_SPACES.sub(" ", line).strip() for line in meta.text.splitlines())
    published = meta.date or _absurd_date(tree, url)
    return meta, "\n".join(line for line in lines if line), captions, published


def _bare(tree: Any, url: str | None, *, fast: bool) -> Any:
    from trafilatura import bare_extraction

    return bare_extraction(
        tree,
        url=url,
        fast=fast,
        include_comments=False,
        include_tables=True,
        deduplicate=False,
        with_metadata=True,
        # Dates from head, markup and address only: never a guess from the running text.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )


def _letters(text: str | None) -> int:
    return sum(map(str.isalpha, text or ""))


def _captions_as_paragraphs(tree: Any) -> tuple[str, ...]:
    """Turns each figure into a paragraph of its caption, which the extraction would drop."""
    captions = []
    for caption in list(tree.iter("figcaption")):
        words = " ".join("".join(caption.itertext()).split())
        figure = next(caption.iterancestors("figure"), None)
        place = caption if figure is None else figure
        parent = place.getparent()
        if not words or parent is None:
            continue
        captions.append(words)
        paragraph = place.makeelement("p")
        paragraph.text = words
        paragraph.tail = place.tail
        place.tail = None
        parent.replace(place, paragraph)
    return tuple(captions)


def _absurd_date(tree: Any, url: str | None) -> str | None:
    """A date that the page states but that htmldate rules out, so that the note can name it."""
    from htmldate import find_date

    found: str | None = find_date(
        deepcopy(tree), extensive_search=False, original_date=True, url=url, **_WIDE
    )
    return found


def _clean(value: Any) -> str | None:
    text = " ".join(str(value).split()) if value else ""
    return text or None
