"""Saved RSS and Atom feeds; entries that carry their text become documents, nothing is fetched."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from dateline.read._fields import Fields, document_or_reject
from dateline.read._headline import with_title
from dateline.read._source import Source
from dateline.read.options import ReadOptions
from dateline.records import Document, Reject

_CURE_BROKEN = "save the feed again, complete"
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "br",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "figure",
        "figcaption",
        "table",
        "tr",
        "section",
        "article",
    ]
)
_DROPPED = frozenset(("script", "style", "noscript", "iframe", "form"))


def read_feed(source: Source, options: ReadOptions) -> Iterator[Document | Reject]:
    """The entries of a feed: their full content, or else their summary, as text."""
    from feedparser import api

    parse: Any = api.parse  # untyped
    try:
        data = source.read_all(options.max_file_bytes)
    except ValueError as error:
        yield source.reject(str(error), "split the feed")
        return
    # A stream, never a string: feedparser would take a string for an address and fetch it.
    try:
        feed = parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except (ValueError, LookupError, AttributeError, TypeError, AssertionError) as error:
        # Broken feeds surface as any of these from inside the library.
        yield source.reject(f"a feed that cannot be read: {error}"[:160], _CURE_BROKEN)
        return
    if not feed.entries:
        why = f": {feed.bozo_exception}"[:160] if feed.get("bozo") else ""
        yield source.reject(f"a feed without entries{why}", _CURE_BROKEN)
        return
    outlet = feed.feed.get("title")
    for number, entry in enumerate(feed.entries, start=1):
        yield _entry(entry, f"{source.name}#{number}", outlet, options)
    if feed.get("bozo") and isinstance(feed.bozo_exception, Exception) and _is_cut(feed):
        yield source.reject(f"the feed breaks off: {feed.bozo_exception}"[:200], _CURE_BROKEN)


def _is_cut(feed: Any) -> bool:
    return type(feed.bozo_exception).__name__ in ("SAXParseException", "ExpatError")


def _entry(entry: Any, place: str, outlet: str | None, options: ReadOptions) -> Document | Reject:
    parts = (part.get("value") or "" for part in entry.get("content") or ())
    content = max(parts, key=len, default="")
    body, captions = text_of_fragment(content or entry.get("summary") or "")
    title, _ = text_of_fragment(entry.get("title") or "")
    title = " ".join(title.split())
    if not body:
        return Reject(
            place, "a feed entry without text", "save the article's page: nothing is fetched"
        )
    source_title = (entry.get("source") or {}).get("title")
    return document_or_reject(
        Fields(
            text=with_title(title, body),
            source=place,
            title=title or None,
            published=entry.get("published") or entry.get("updated"),
            outlet=source_title or outlet,
            url=entry.get("link"),
            byline=entry.get("author"),
            captions=captions,
        ),
        options,
    )


def text_of_fragment(html: str) -> tuple[str, tuple[str, ...]]:
    """The text of an HTML fragment, a line for each block, and which lines are captions."""
    from lxml import etree
    from lxml import html as parser

    fragment: Any = parser.fragment_fromstring  # untyped
    if not html.strip():
        return "", ()
    if "<" not in html and "&" not in html:
        return "\n".join(" ".join(line.split()) for line in html.splitlines() if line.strip()), ()
    try:
        tree = fragment(html, create_parent="div")
    except (ValueError, etree.LxmlError):
        return "", ()
    parts: list[str] = []
    captions: list[str] = []
    for event, node in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            parts.append(node.tail or "")
            continue
        block = node.tag in _BLOCKS
        if block:
            parts.append("\n")
        if event == "start":
            if node.tag in _DROPPED:
                for child in list(node):
                    node.remove(child)
            else:
                parts.append(node.text or "")
            if node.tag == "figcaption":
                captions.append(" ".join("".join(node.itertext()).split()))
        elif node is not tree:
            parts.append(node.tail or "")
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line), tuple(captions)
