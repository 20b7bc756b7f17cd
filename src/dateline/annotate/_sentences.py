"""Sentence boundaries in news copy: every line break, and stops that no abbreviation explains."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from heapq import merge
from importlib.resources import files

from dateline.records import Span

MAX_SENTENCE = 2_000
"""Code points after which a run without a boundary is cut at the next space (hostile input)."""

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_STOP = re.compile(r"[.!?\u2026\u061f\u3002]+[\"'\u2018\u2019\u201c\u201d\u00bb)\]]{0,3}(?=\s)")
_NEXT = re.compile(r"\s+[\"'\u2018\u2019\u201c\u201d\u00ab(\[\-\u2013\u2014*\u2022]{0,4}\s?(\w+)")
_GLUED = re.compile(
    r"(?<=[a-z]{2})[.!?][\"'\u2019\u201d)]{0,2}(?=[\"'\u2018\u201c]?[A-Z][a-z]+(?:['\u2019]s)?(?:[\s,]|$))"
)
"""A stop with no space behind it, as where a page's lines were joined: "Lyon.The blast"."""
_DOMAINS = frozenset(["Com", "Org", "Net", "Ru", "Uk", "De", "Fr", "Tv", "Info"])
_LAST = re.compile(r"[\w.]{1,24}$")


@cache
def _lists() -> dict[str, frozenset[str]]:
    text = files("dateline.annotate").joinpath("data", "abbreviations.toml").read_text("utf-8")
    return {name: frozenset(words) for name, words in tomllib.loads(text).items()}


def split_sentences(text: str) -> tuple[Span, ...]:
    """The sentences of `text` in order, without surrounding white space.

    Every character that is not white space lies in exactly one span. A line break always ends a
    sentence. A stretch of more than `MAX_SENTENCE` code points is cut at white space.
    """
    return tuple(
        piece
        for line in _LINE.finditer(text)
        for start, end in _split_line(text, line.start(), line.end())
        for piece in _bounded(text, start, end)
    )


def _split_line(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for stop, glued in _stops(text, start, end):
        if glued or _ends_sentence(text, stop.start(), stop.end(), begin, end):
            yield begin, stop.end()
            begin = stop.end()
    yield begin, end


def _stops(text: str, start: int, end: int) -> Iterator[tuple[re.Match[str], bool]]:
    """Stops that may end a sentence, in order, and whether the next one is glued to it."""
    spaced = ((stop, False) for stop in _STOP.finditer(text, start, end))
    glued = ((stop, True) for stop in _GLUED.finditer(text, start, end) if _is_prose(text, stop))
    return merge(spaced, glued, key=lambda found: found[0].start())


def _is_prose(text: str, stop: re.Match[str]) -> bool:
    """Whether a stop between two words is one of prose and not of an address or a file name."""
    before = text.rfind(" ", 0, stop.start()) + 1
    token = text[max(before, stop.start() - 80) : stop.start()]
    lists = _lists()
    if any(token.lower() in lists[name] for name in ("titles", "numbered", "acronyms")):
        return False
    following = re.match(r"\W?([A-Za-z]{1,40})", text[stop.end() : stop.end() + 41])
    return (
        following is not None
        and following.group(1) not in _DOMAINS
        and not re.search(r"[./@#:_]", token)
    )


def _ends_sentence(text: str, stop: int, after: int, begin: int, end: int) -> bool:
    following = _NEXT.match(text, after, min(end, after + 80))
    if following is None:
        # Only white space or punctuation follows on this line.
        return bool(text[after:end].strip()) and not text[after : after + 40].lstrip()[:1].islower()
    word = following.group(1)
    if word[0].islower():
        return False
    if text[stop] != "." or text[stop : stop + 2] == "..":
        return True
    before = _LAST.search(text, max(begin, stop - 24), stop)
    if before is None:
        return True
    last = before.group().lower().lstrip(".")
    lists = _lists()
    if last in lists["titles"]:
        return False
    if last in lists["numbered"]:
        return not word[0].isdigit()
    if len(last) == 1 and last.isalpha() and before.group()[-1].isupper():
        return word.lower() in lists["starters"] and len(word) > 1
    if last in lists["acronyms"] or re.fullmatch(r"(?:[a-z]\.){1,6}[a-z]", last):
        return word.lower() in lists["starters"]
    return True


def _bounded(text: str, start: int, end: int) -> Iterator[Span]:
    while True:
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        if start >= end:
            return
        if end - start <= MAX_SENTENCE:
            yield Span(start, end)
            return
        limit = start + MAX_SENTENCE
        cut = next((k for k in range(limit, limit - 400, -1) if text[k].isspace()), limit)
        yield Span(start, cut)
        start = cut
