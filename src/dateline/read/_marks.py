"""Marks: the spans of an article that are not reporting, or stand twice, with their kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from rapidfuzz import fuzz

from dateline.read._credits import CreditLines
from dateline.read._dateline import date_words
from dateline.read._lines import Piece, sentences_of
from dateline.read._phrases import line_kind, sentence_kind, tail_start
from dateline.read._repeats import repeats_of
from dateline.read._tables import load_table
from dateline.records import Mark, Span

_TERMINAL = re.compile(r"[.!?:;…][\s\"'”’»)\]>]{0,5}$")
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_TRUNCATED = re.compile(r"(?:…|\.\.\.|, \S{1,6}|\b(?:the|of|in|to|and|for|with|by|at|on|a|an))$")
_LABEL = re.compile(r"(?i:caption|pictured|photo|picture|image|in pictures)\s?[:–—-]\s*")
_HEADLINE_LIKE = re.compile(r"\S+(?: \S+){3,24}")


def marks_of(
    lines: Sequence[Piece],
    *,
    title: str | None,
    captions: Sequence[str],
    found: CreditLines,
) -> tuple[Mark, ...]:
    """The marks of an article, in text order.

    A line has one kind (headline, byline, credit, caption, related_link, furniture, correction,
    disclaimer); a dateline is marked inside its line, and a piece that stands again is marked
    `repeated` as well, with the span of its first occurrence.
    """
    if not lines:
        return ()
    marks = [Mark(item.span.start, item.span.end, "dateline") for item in found.datelines]
    marks += [Mark(span.start, span.end, "byline") for span in found.bylines]
    marks += [Mark(span.start, span.end, "credit") for span in found.sign_offs]
    taken = {span.start for span in (*found.bylines, *found.sign_offs)}
    taken |= {item.span.start for item in found.datelines}
    headline = _headline(lines, title)
    if headline:
        marks.append(Mark(headline.start, headline.end, "headline"))
        taken.add(headline.start)
    rest = [line for line in lines if line.start not in taken]
    marks += _line_marks(rest, lines, headline, {_flat(caption) for caption in captions})
    whole = {mark.start for mark in marks if mark.kind not in ("dateline", "headline")}
    shown = {mark.start for mark in marks if mark.kind in ("caption", "related_link")}
    pieces = [
        piece
        for line in lines
        if line.start not in whole or line.start in shown
        for piece in sentences_of(line)
    ]
    for piece in pieces:
        kind = sentence_kind(piece.text)
        if kind:
            marks.append(Mark(piece.start, piece.end, kind))
    marks += _stamp_marks(lines) + _tail_marks(lines)
    marks += _repeated(pieces, lines, headline, found, whole)
    return tuple(sorted(set(marks), key=lambda mark: (mark.start, -mark.end, mark.kind)))


def _headline(lines: Sequence[Piece], title: str | None) -> Piece | None:
    """The title where it stands at the head of the text."""
    if not title:
        return None
    wanted = _flat(title)
    for line in lines[:3]:
        if _flat(line.text) == wanted:
            return line
    for line in lines[:3]:
        theirs = _flat(line.text)
        short, long = sorted((wanted, theirs), key=len)
        if len(short) * 5 >= len(long) * 3 and (short in long or fuzz.ratio(short, long) >= 90):
            return line
    return None


def _flat(text: str) -> str:
    return " ".join(_WORD.findall(text)).lower()


@cache
def _caption_rules() -> tuple[
    frozenset[str], re.Pattern[str], frozenset[str], frozenset[str], frozenset[str]
]:
    table = load_table("captions")
    single = frozenset(verb for verb in table["verbs"] if " " not in verb)
    phrases = "|".join(re.escape(verb) for verb in table["verbs"] if " " in verb)
    return (
        single,
        re.compile(rf"\b(?:{phrases})\b", re.IGNORECASE),
        frozenset(table["openings"]),
        frozenset(table["places"]),
        frozenset(table["telling"]),
    )


def _line_marks(
    rest: Sequence[Piece], lines: Sequence[Piece], headline: Piece | None, captions: set[str]
) -> list[Mark]:
    marks = []
    body = [line for line in lines if line is not headline and len(line.text) > 60]
    ended = sum(bool(_TERMINAL.search(line.text[-6:])) for line in body)
    # Only where paragraphs end like sentences does a line that does not stand out.
    punctuated = len(body) > 1 and ended * 4 >= len(body) * 3
    for line in rest:
        if captions and _flat(line.text) in captions:
            marks.append(Mark(line.start, line.end, "caption"))
            continue
        kind = line_kind(line.text)
        if kind is None and punctuated and not _TERMINAL.search(line.text[-6:]):
            kind = _unended(line, headline)
        if kind:
            marks.append(Mark(line.start, line.end, kind))
    return marks


def _unended(line: Piece, headline: Piece | None) -> str | None:
    """What a line without a full stop is: a headline cut short, a caption, or nothing known."""
    words = _WORD.findall(line.text)
    if (
        headline is not None
        and line.start > headline.start
        and _TRUNCATED.search(line.text)
        and _HEADLINE_LIKE.fullmatch(line.text)
    ):
        return "related_link"
    table = load_table("captions")
    if not table["min_words"] <= len(words) <= table["max_words"]:
        return None
    single, phrases, openings, places, telling = _caption_rules()
    lower = [word.lower() for word in words]
    if not line.text[0].isupper() or line.text[0] in "\"'“‘":
        return None
    if phrases.search(line.text):
        return "caption"
    if any(word in single for word in lower[1:]) and not any(word in telling for word in lower):
        return "caption"
    if (
        len(words) <= table["max_words_without_verb"]
        and lower[0] in openings
        and any(word in places for word in lower)
        and not any(word in telling for word in lower)
    ):
        return "caption"
    return None


@cache
def _stamp() -> re.Pattern[str]:
    labels = "|".join(map(re.escape, load_table("dates")["stamp_labels"]))
    time = (
        r"(?:[ ,]{1,3}(?:at )?\d{1,2}[:.]?\d{2}(?: ?(?:[ap]\.?m\.?|[A-Z]{2,4}(?:[+-]\d{1,2})?))?)?"
    )
    numeric = r"\d{1,2}[./]\d{1,2}[./]\d{4}"
    return re.compile(
        rf"(?:(?i:{labels})[: ]{{1,3}})?(?:{date_words(year=True)}|{numeric}){time}"
        rf"(?:\s?\((?i:updated)[^)]{{0,40}}\))?(?: (?i:get short url)(?: \d{{1,6}}){{0,3}})?"
        r"(?=[ \t|–—-]{1,3}[\"'“‘]?[A-Z])"
    )


def _stamp_marks(lines: Sequence[Piece]) -> list[Mark]:
    """The date stamp that a page's first lines open with, on pages saved as one run of text."""
    marks = []
    for line in lines[:3]:
        stamp = _stamp().match(line.text)
        if stamp and len(line.text) > stamp.end() + 60:
            marks.append(Mark(line.start, line.start + stamp.end(), "furniture"))
    return marks


def _tail_marks(lines: Sequence[Piece]) -> list[Mark]:
    """What is glued to the end of a last paragraph on pages saved as one run of text."""
    line = lines[-1]
    begin = max(0, len(line.text) - 400)
    tail = tail_start(line.text[begin:])
    if tail is None or begin + tail[0] == 0:
        return []
    return [Mark(line.start + begin + tail[0], line.end, tail[1])]


def _repeated(
    pieces: Sequence[Piece],
    lines: Sequence[Piece],
    headline: Piece | None,
    found: CreditLines,
    marked: set[int],
) -> list[Mark]:
    skip = {span.start for span in (*found.bylines, *found.sign_offs)}
    after_dateline = {item.span.start: item.span.end for item in found.datelines}
    bodies = []
    for piece in pieces:
        if piece.start in skip:
            continue
        if headline is not None and headline.start <= piece.start < headline.end:
            continue  # what repeats it is found apart: a quote in it is told in full later
        cut = after_dateline.get(piece.start)
        if cut is None and (label := _LABEL.match(piece.text)):
            cut = piece.start + label.end()
        if cut is not None and cut < piece.end:
            piece = Piece(cut, piece.end, piece.text[cut - piece.start :])
        bodies.append(piece)
    marks = [Mark(piece.start, piece.end, "repeated", of) for piece, of in repeats_of(bodies)]
    if headline is not None:
        dealt_with = {mark.start for mark in marks} | (marked - {item.start for item in pieces})
        marks += _headline_again(lines, headline, dealt_with)
    by_start = {line.start: line for line in lines}
    for mark in list(marks):
        line = by_start.get(mark.start)
        if (
            line is not None
            and line.end == mark.end
            and line.start not in marked
            and mark.of is not None
            and (headline is None or mark.of.start != headline.start)
            and not _TERMINAL.search(line.text[-6:])
        ):
            marks.append(Mark(line.start, line.end, "caption"))  # what a picture is captioned with
    return marks


def _headline_again(lines: Sequence[Piece], headline: Piece, marked: set[int]) -> list[Mark]:
    """The headline at the start of a later line, whole or as a variant of it under the first."""
    marks = []
    wanted = _flat(headline.text)
    words = wanted.split()
    of = Span(headline.start, headline.end)
    quoted = headline.text[0] in "\"'“‘«"
    if len(words) < 3:
        return []
    for number, line in enumerate(lines):
        if line.start <= headline.start or line.start in marked:
            continue
        span = _at_start(line, words) if number < 6 or _is_flat(line, wanted) else None
        if span and not quoted:
            marks.append(Mark(span.start, span.end, "repeated", of))
        elif number < 4 and len(line.text) <= 160 and not _TERMINAL.search(line.text[-6:]):
            theirs = _flat(line.text)
            if (
                fuzz.token_set_ratio(wanted, theirs) >= 88
                and len(set(words) & set(theirs.split())) >= 4
            ):
                marks.append(Mark(line.start, line.end, "repeated", of))
    return marks


def _is_flat(line: Piece, wanted: str) -> bool:
    return len(line.text) <= 2 * len(wanted) and _flat(line.text) == wanted


def _at_start(line: Piece, words: Sequence[str]) -> Span | None:
    """The span of `words` where a line opens with them, or with a date stamp and then them."""
    head = line.text[: 160 + 12 * len(words)]
    if words[0] not in head.lower():
        return None
    tokens = [(match.group().lower(), match.start(), match.end()) for match in _WORD.finditer(head)]
    flat = [token for token, _, _ in tokens]
    for at in range(min(len(flat) - len(words) + 1, 14)):
        stamped = at == 0 or any(map(str.isdigit, "".join(flat[:at])))
        if stamped and flat[at : at + len(words)] == list(words):
            start = line.start + tokens[at][1]
            end = line.start + tokens[at + len(words) - 1][2]
            return Span(start, end)
    return None
