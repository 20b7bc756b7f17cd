"""The one door through which everything read becomes a Document."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from dateline.read._credits import read_credits
from dateline.read._headline import guessed_title
from dateline.read._language import language_of
from dateline.read._lines import lines_of
from dateline.read._marks import marks_of
from dateline.read._published import published_date
from dateline.records import Document

_SURROGATE = re.compile("[\ud800-\udfff]")


def document_from_text(
    text: str,
    *,
    id: str | None = None,
    title: str | None = None,
    published: str | date | None = None,
    outlet: str | None = None,
    url: str | None = None,
    metadata: Mapping[str, Any] | None = None,
    byline: str | None = None,
    captions: Iterable[str] = (),
    source: str | None = None,
    today: date | None = None,
) -> Document:
    """A Document with `text` kept code point for code point, and what can be told about it.

    Marks and credits are read off the text, the language is identified, `published` is checked
    (None with a note where it is missing, unreadable, ambiguous or absurd). Without a `title`, a
    first line that looks like a headline is the title. Without an `id`, one is derived from url,
    text and outlet, so that the same article gets the same id again. `byline` is the author that
    a page names outside its text; `captions` are lines known to be captions.

    Raises ValueError where the text is blank or holds characters that cannot be stored (a lone
    surrogate, NUL).
    """
    if not text.strip():
        raise ValueError("the text is empty")
    if bad := _SURROGATE.search(text):
        raise ValueError(f"the text holds half a surrogate pair at character {bad.start()}")
    if "\x00" in text:
        raise ValueError(f"the text holds a NUL character at character {text.index(chr(0))}")
    lines = lines_of(text)
    title = (title or "").strip() or guessed_title(lines)
    day, note = published_date(published, today)
    found = read_credits(lines, byline=byline, outlet=outlet)
    marks = marks_of(lines, title=title, captions=tuple(captions), found=found)
    body_start = lines[1].start if title and len(lines) > 1 and lines[0].text == title else 0
    extra = dict(metadata or {})
    if byline:
        extra.setdefault("byline", byline)
    return Document(
        id=id or derived_id(text, url=url, outlet=outlet),
        text=text,
        title=title,
        outlet=outlet,
        published=day,
        published_note=note,
        url=url,
        language=language_of(title, text[body_start:]),
        credits=found.credits,
        marks=marks,
        metadata=extra,
        source=source,
    )


def derived_id(text: str, *, url: str | None = None, outlet: str | None = None) -> str:
    """`d` and twelve hex digits: the same for the same text from the same place."""
    key = "\x00".join((url or "", text, outlet or ""))
    return "d" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:12]
