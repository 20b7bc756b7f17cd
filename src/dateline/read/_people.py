"""Names of reporters, writers and editors with their bureaus, as credits and bylines list them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from dateline.read._tables import load_table
from dateline.records import Credit, Span

_UPPER = r"[^\W\d_a-zß-öø-ÿ]"
_PARTICLE = (
    r"(?:al|el|as|ash|bin|bint|ibn|abu|ag|ould|de|del|della|da|di|dos|du|van|von|der|den|la|le|y)"
)
_WORD = rf"(?:{_PARTICLE}[-’'])?{_UPPER}[\w.’'‘-]{{0,30}}"
_NAME = re.compile(rf"(?:{_PARTICLE} )?{_WORD}(?: (?:{_PARTICLE} ){{0,2}}{_WORD}){{0,4}}")
_IN = re.compile(r",? (?:in|at|from|near) (?:the )?", re.IGNORECASE)
_PLACE_WORD = rf"(?:(?:St|Mt|Ft)\.|(?:[A-Z]\.){{1,4}}|{_UPPER}[\w’'‘-]{{0,30}})"
_PLACE = re.compile(
    rf"{_PLACE_WORD}(?:(?: (?:and|of|the|de|al|el|la))? {_PLACE_WORD}){{0,4}}"
    rf"(?:, {_UPPER}[\w.]{{1,20}}(?=[;)]|\.?$))?"
)
_DESK = re.compile(
    r" (?:staff|newsroom|bureau|desk|team|reporters?|correspondents?)\b", re.IGNORECASE
)
_NEXT = re.compile(r"\s?[,/&]\s?(?:and |with )?|\s(?:and|with|&)\s", re.IGNORECASE)


@cache
def _no_people() -> re.Pattern[str]:
    words = "|".join(map(re.escape, load_table("credits")["not_people"]))
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


@cache
def _ends_names() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load_table('credits')['ends_names'])})\b")


def is_person(name: str) -> bool:
    """Whether a name is a person's rather than a desk, a newsroom or a staff."""
    return bool(name) and not _no_people().search(name) and len(name) > 2


def people_of(text: str, begin: int, end: int, role: str) -> tuple[list[Credit], int]:
    """The people listed in text[begin:end] as `role`, and where the list ends.

    Reads "A in X, B in Y and C in Z"; a name without a bureau that is joined to the next one
    shares its bureau ("A and B in Cairo").
    """
    found: list[tuple[Span, str, str | None]] = []
    at = begin
    while at < end and len(found) < 40:
        name = _NAME.match(text, at, end)
        if name is None:
            break
        words, stop = _trimmed(name.group())
        desk = _DESK.match(text, at + stop, end)
        name_end = at + stop
        at_in = _IN.match(text, name_end, end)
        place = _PLACE.match(text, at_in.end(), end) if at_in else None
        bureau = None
        last = name_end
        if place:
            bureau, length = _bureau(place.group(), text[place.end() : place.end() + 1])
            last = place.start() + length
        if desk:  # "ADA staff": not a person, though the list goes on
            last = max(last, desk.end())
            words = desk.group().strip()
        found.append((Span(at, last), words, bureau))
        at = last
        step = _NEXT.match(text, at, end)
        if step is None:
            break
        at = step.end()
    shared: str | None = None
    credits = []
    for span, words, bureau in reversed(found):
        shared = bureau or shared
        if is_person(words):
            credits.append(Credit(name=words, role=role, bureau=shared, span=span))
    last_end = found[-1][0].end if found else begin
    return credits[::-1], last_end


def _trimmed(name: str) -> tuple[str, int]:
    """A name without the full stop that ends the sentence; initials keep theirs."""
    cut = _ends_names().search(name)
    if cut and cut.start() > 0:
        name = name[: cut.start()].rstrip()
    if name.endswith(".") and not re.search(r"\b[A-Z]\.$|\b[JS]r\.$", name):
        name = name[:-1]
    return name, len(name)


def _bureau(place: str, after: str) -> tuple[str, int]:
    """A bureau without the name that may follow: "Baghdad and Jane Roe in ..." is Baghdad."""
    first, joined, rest = place.partition(" and ")
    if joined and (len(rest.split()) > 1 or after not in (";", ".", ")", ",", "")):
        place = first
    place = place.rstrip(".") if not re.search(r"\b[A-Z]\.$|D\.C\.$", place) else place
    return place, len(place)


def unique(people: Sequence[Credit]) -> tuple[Credit, ...]:
    """Each person once for each role; a later entry adds the bureau that a first one lacked."""
    kept: dict[tuple[str, str], Credit] = {}
    for person in people:
        key = (person.name.casefold(), person.role)
        first = kept.get(key)
        if first is None or (first.bureau is None and person.bureau is not None):
            kept[key] = person
    return tuple(kept.values())
