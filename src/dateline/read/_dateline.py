"""Datelines: "MOSUL, Iraq, March 8 (Reuters) -" and the other ways outlets write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from dateline.read._agencies import has_agency_word, is_acronym, known_agency
from dateline.read._lines import Piece
from dateline.read._phrases import line_kind
from dateline.read._tables import load_table
from dateline.records import Span

_HEAD_CHARS = 140
_LEAD_LINES = 8
_UPPER = r"[^\W\d_a-zß-öø-ÿ]"
_WORD = _UPPER + r"[^\W_]*(?:[.’'`-]{1,2}[^\W_]+){0,4}\.?"
_LINK = r"(?:al|el|as|ash|de|del|da|do|dos|du|la|le|of|and|the|sur|am|an)"
_CHUNK = rf"{_WORD}(?:(?: {_LINK}){{0,2}}[ /]{_WORD}){{0,4}}"
_PLACE = rf"(?P<place>{_CHUNK})(?P<region>(?:, ?{_CHUNK}){{0,2}})"
_AGENCY = r"(?:[(\[/](?P<agency>[^()\[\]/]{2,60})[)\]/]|(?P<bare>[A-Z]{2,6}))"
_SEPARATOR = re.compile(r" ?(?:--+|–|—) ?| - ?|- |(?<=\))-|(?<=[\w)])[:.] |(?<=/)[. ] ?|$")
_DIGIT = re.compile(r"\d")
_LABEL = re.compile(r"[A-Z][A-Z .'-]{2,40}: ")
_BULLET = re.compile(r"(?:[*•·]|\[[A-Z]{2,8}\]) ?")


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline and its parts; `span` runs over the separator. `date` as written."""

    span: Span
    place: Span | None = None
    date: Span | None = None
    agency: Span | None = None


@cache
def date_words(*, year: bool = False) -> str:
    """A pattern for a day as datelines write it; with `year` only where the year is given."""
    table = load_table("dates")
    months = "|".join(
        sorted({n for names in table["months"] for n in names}, key=len, reverse=True)
    )
    days = "|".join(
        sorted({n for names in table["weekdays"] for n in names}, key=len, reverse=True)
    )
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    return rf"(?:(?i:{days})\.?,? )?(?:(?i:{months})\.? {day}|{day} (?i:{months})\.?)" + (
        r",? \d{4}" if year else r"(?:,? (?:\d{4}|\d{2}))?"
    )


@cache
def _header() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{_PLACE})?(?(place)(?:[,.]? ?(?=\d|[A-Z(/\[])|,? ?)|)(?P<date>{date_words()})?"
        rf"(?(date)[,.]? ?|,? ?){_AGENCY}?\.?"
    )


@cache
def _not_places() -> frozenset[str]:
    return frozenset(load_table("datelines")["not_places"])


def datelines_of(lines: Sequence[Piece]) -> list[Dateline]:
    """The datelines of a text: that of its lead, and of items that each have their own.

    The lead's may be any form; further down only forms that cannot be mistaken for a sentence
    count (capitals, a date, an agency).
    """
    found: list[Dateline] = []
    lead = True
    shouted = sum(line.text.isupper() for line in lines) * 2 > len(lines)
    labels = sum(bool(_LABEL.match(line.text)) for line in lines)
    for number, line in enumerate(lines):
        if number == 0 and len(lines) > 1 and len(line.text) < _HEAD_CHARS and not found:
            # A first line is a headline unless it opens with the fullest form of dateline.
            dateline = opening_dateline(line)
        else:
            dateline = _parse(line, strict=not lead)
        if dateline and labels > 1 and _LABEL.match(line.text):
            dateline = None  # speakers of a transcript
        if dateline and shouted and not (dateline.date or dateline.agency):
            dateline = None  # where all is in capitals they tell nothing
        if dateline:
            found.append(dateline)
        if dateline or len(line.text) > _HEAD_CHARS or number >= _LEAD_LINES:
            lead = False
    return found


def opening_dateline(line: Piece) -> Dateline | None:
    """The dateline that a first line opens with, so that it is a lead and no headline."""
    dateline = _parse(line, strict=True)
    if dateline is None or dateline.span.end == line.end:
        return None
    return dateline if dateline.agency or (dateline.place and dateline.date) else None


def _parse(line: Piece, *, strict: bool) -> Dateline | None:
    """The dateline that a line opens with: of all readings the one with the most parts."""
    text = line.text[: _HEAD_CHARS + 1]
    if strict and not (
        text.lstrip("*•· ")[:2].isupper() or "(" in text[:90] or _DIGIT.search(text, 0, 70)
    ):
        return None
    bullet = _BULLET.match(text)
    begin = bullet.end() if bullet else 0
    best: tuple[int, Dateline] | None = None
    for separator in _SEPARATOR.finditer(text, begin + 2):
        if separator.start() > _HEAD_CHARS:
            break
        at_end = separator.end() == len(line.text)
        if separator.group() == "" and not at_end:
            continue
        header = _header().fullmatch(text, begin, separator.start())
        if header is None or not (header["place"] or header["date"] or header["agency"]):
            continue
        rest = line.text[separator.end() :]
        if _believable(header, separator.group().strip(), rest, strict=strict, at_end=at_end):
            parts = sum(bool(header[name]) for name in ("place", "date", "agency", "bare"))
            if best is None or parts > best[0]:
                best = parts, _of(header, line, begin, separator.end())
    return best[1] if best and not line_kind(line.text) else None


def _believable(header: re.Match[str], mark: str, rest: str, *, strict: bool, at_end: bool) -> bool:
    """Whether what fits the pattern is a dateline: the less it says, the more is asked of it."""
    place, date = header["place"] or "", header["date"]
    agency = header["agency"] or header["bare"]
    if place and place.lower() in _not_places():
        return False
    if agency and not _is_agency(agency, place):
        return False
    if at_end:
        return bool(place and date) or bool(date and not strict)
    if not re.match(r"[\"'“‘(\[*]{0,2}(?:" + _UPPER + r"|\d)", rest) or len(rest) < 20:
        return False
    if header["agency"]:
        return bool(place or date or mark.startswith(("-", "–", "—")))
    if header["bare"] and place:
        return mark not in (".", ":") or bool(date)
    if date:
        return bool(place) or (not strict and mark not in (":", "."))
    words = re.split(r"[ /-]", place)
    capitals = place.isupper() and len(place) > 2 and len(words) <= 3
    if capitals:
        return mark not in (":", ".") or (not strict and len(words) <= 3 and len(place) > 3)
    return not strict and len(words) <= 3 and mark != "." and len(rest) > 60


def _is_agency(name: str, place: str) -> bool:
    name = name.strip()
    if known_agency(name) or is_acronym(name) or has_agency_word(name):
        return True
    words = name.split()
    return bool(place) and len(words) <= 4 and all(word[:1].isupper() for word in words)


def _of(header: re.Match[str], line: Piece, begin: int, end: int) -> Dateline:
    def span(group: str) -> Span | None:
        if not header[group]:
            return None
        return Span(line.start + header.start(group), line.start + header.end(group))

    return Dateline(
        span=Span(line.start + begin, line.start + min(end, len(line.text))),
        place=span("place"),
        date=span("date"),
        agency=span("agency") or span("bare"),
    )
