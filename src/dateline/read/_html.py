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
from dateline.read._source import Source
from dateline.read.options import ReadOptions
from dateline.records import Document, Reject

_CURE_NO_ARTICLE = "save the article's own page, or give its text as .txt"
_MAX_ELEMENTS = 200_000
_WIDE = {"min_date": datetime(1000, 1, 1), "max_date": datetime(9000, 1, 1)}
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
            text=_with_title(title, body),
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
    from trafilatura import bare_extraction
    from trafilatura.utils import load_html

    tree = load_html(data)
    if tree is None or sum(1 for _ in tree.iter()) > _MAX_ELEMENTS:
        return None
    captions = _captions_as_paragraphs(tree)
    published = _published(tree, url)
    meta = bare_extraction(
        tree,
        url=url,
        include_comments=False,
        include_tables=True,
        deduplicate=False,
        favor_recall=True,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if meta is None or not (meta.text or "").strip():
        return None
    lines = (_SPACES.sub(" ", line).strip() for line in meta.text.splitlines())
    return meta, "\n".join(line for line in lines if line), captions, published


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


def _published(tree: Any, url: str | None) -> str | None:
    """The date that the page's head, markup or address states; never one from its running text.

    Where that finds none, an absurd one is returned if it is there, so that the note can name it.
    """
    from htmldate import find_date

    settings: dict[str, Any] = {"extensive_search": False, "original_date": True, "url": url}
    # find_date prunes the tree it is given.
    return find_date(deepcopy(tree), **settings) or find_date(deepcopy(tree), **settings, **_WIDE)


def _with_title(title: str | None, body: str) -> str:
    first = body.split("\n", 1)[0]
    if not title or _folded(first).startswith(_folded(title)):
        return body
    return f"{title}\n{body}"


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _clean(value: Any) -> str | None:
    text = " ".join(str(value).split()) if value else ""
    return text or None
