"""What a file is: told by its first bytes first, by its name where the bytes leave it open."""

from __future__ import annotations

import json
import re

from dateline.read._encoding import encoding_of

_KIND_OF_SUFFIX = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "table",
    ".tsv": "table",
    ".tab": "table",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
    ".rss": "feed",
    ".atom": "feed",
    ".warc": "warc",
    ".wacz": "wacz",
}
ASSETS = frozenset(
    [
        ".css",
        ".js",
        ".mjs",
        ".map",
        ".png",
        ".jpg",
        ".jpeg",
        ".gif",
        ".svg",
        ".webp",
        ".avif",
        ".ico",
        ".bmp",
        ".tif",
        ".tiff",
        ".woff",
        ".woff2",
        ".ttf",
        ".eot",
        ".otf",
        ".mp3",
        ".mp4",
        ".webm",
        ".ogg",
        ".wav",
        ".avi",
        ".mov",
        ".py",
        ".pyc",
        ".db",
        ".sqlite",
    ]
)
"""Endings of files that stand beside saved pages; passed over in folders."""

_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|article|main|section|div|p|h1|meta|title)\b", re.I
)
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)\b", re.I)
_XML_LEAD = re.compile(
    r"\s*(?:<\?[^>]{0,500}>\s*|<!--.{0,2000}?-->\s*|<!DOCTYPE[^>]{0,300}>\s*)*", re.S | re.I
)


def kind_of(head: bytes, name: str) -> str:
    """The kind of a file: jsonl, json, table, html, feed, warc, wacz, gzip, zip, text or a problem.

    Problems are empty, binary, pdf, office, mhtml and xml, none of which can be read.
    """
    suffix = "." + name.lower().rsplit(".", 1)[-1] if "." in name else ""
    if not head:
        return "empty"
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith(b"PK\x03\x04"):
        return "wacz" if suffix in (".wacz", ".zip") else "office"
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"WARC/"):
        return "warc"
    by_name = _KIND_OF_SUFFIX.get(suffix)
    try:
        encoding, skip = encoding_of(head, complete=False)
    except ValueError:
        return "binary" if by_name not in ("warc", "wacz") else by_name
    text = head[skip:].decode(encoding, "ignore")
    if by_name in ("jsonl", "table", "warc", "wacz"):
        return by_name
    start = _XML_LEAD.match(text)
    lead = text[start.end() :] if start else text.lstrip()
    if _FEED.match(lead):
        return "feed"
    if by_name == "feed":
        return "feed"
    if by_name == "html" or _HTML.match(lead) or re.match(r"\s*<!doctype\s+html", text, re.I):
        return "html"
    if text.lstrip().startswith("{") or text.lstrip().startswith("["):
        kind = _json_kind(text)
        if kind or by_name == "json":
            return kind or "json"
    if by_name == "json":
        return "json"
    if text.lstrip().startswith("<?xml"):
        return "xml"
    if re.match(r"(?:MIME-Version|From: <Saved by)", text.lstrip(), re.I):
        return "mhtml"
    return "text"


def _json_kind(text: str) -> str | None:
    """jsonl where the first line is an object of its own, json where it opens one, else None."""
    first, _, rest = text.lstrip().partition("\n")
    if first.startswith("{"):
        try:
            json.loads(first)
        except (ValueError, RecursionError):
            opens = re.match(r"\{\s*(?:\"|$)", first)
            return None if not opens else "json" if first.strip() == "{" else "jsonl"
        return "jsonl"
    return (
        "json" if re.match(r"\[\s*[\[{\"]", text.lstrip()) or (not rest and first == "[") else None
    )
