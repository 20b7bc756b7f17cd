"""Credits: the agency, the people and the dateline that an article names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from dateline.read._agencies import (
    agency_names,
    glued_pattern,
    has_agency_word,
    is_acronym,
    known_agency,
    told_pattern,
)
from dateline.read._dateline import Dateline, datelines_of
from dateline.read._lines import Piece
from dateline.read._people import is_person, people_of, unique
from dateline.read._phrases import line_kind
from dateline.read._tables import load_table
from dateline.records import Credit, Credits, Span

_BYLINE_LINES = 6
_LEAD_LINES = 12
_BYLINE_CHARS = 160
_BYLINE = re.compile(r"(?:(?P<by>by|words by|story by|from)(?::| ))\s*", re.IGNORECASE)
_DESK = re.compile(r"(?:(?:in|at) |,? ?)", re.IGNORECASE)
_UPPER = r"[^\W\d_a-zß-öø-ÿ]"
_CLOSED = re.compile(r"[.;,]{0,2}(?:\s?[)\]]\.?)?")
_CLOSING = re.compile(r"\s*[-–—(\[]{0,3} ?(?P<name>[^()\[\]\n]{2,60}?)[ )\].]{0,3}")


@dataclass(frozen=True, slots=True)
class CreditLines:
    """Where credits stand: what `marks_of` marks. Datelines include those of single items."""

    credits: Credits
    datelines: tuple[Dateline, ...] = ()
    bylines: tuple[Span, ...] = ()
    sign_offs: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Agency:
    name: str
    span: Span | None


@cache
def _sign_off() -> re.Pattern[str]:
    """Opens a credit: "(Reporting by", "Additional reporting by", "Writing and editing by"."""
    leads = sorted(load_table("credits")["roles"], key=len, reverse=True)
    words = "|".join(lead.replace(" ", r"\s+") for lead in leads)
    return re.compile(
        rf"(?<![\w-])(?P<role>{words})(?:\s+(?:and|&)\s+(?P<other>{words}))?\s*(?:\bby\b|:)\s*:?\s*",
        re.IGNORECASE,
    )


def read_credits(
    lines: Sequence[Piece], *, byline: str | None = None, outlet: str | None = None
) -> CreditLines:
    """The credits of an article and where they stand.

    The agency is looked for in the lead's dateline, a byline, the closing credit, the byline that
    a page names outside its text, and last in whom speakers "told"; an agency whose story an
    outlet ran is named, not the outlet. Names of agencies nobody listed count where they stand
    in the form of one.
    """
    datelines = datelines_of(lines)
    agencies: list[_Agency] = []
    people: list[Credit] = []
    text = _Text(lines)
    first, date = _lead(datelines, lines)
    if first and first.agency:
        agencies.append(_agency(text.of(first.agency), first.agency))
    if not agencies and (glued := _glued_agency(lines)):
        agencies.append(glued)
    bylines = _bylines(lines, people, agencies)
    sign_offs = _sign_offs(lines, people, agencies)
    if byline:
        _page_byline(byline, people, agencies)
    if not agencies and (told := _told(lines, outlet)):
        agencies.append(told)
    credits = Credits(
        agency=agencies[0].name if agencies else None,
        agency_span=agencies[0].span if agencies else None,
        people=unique(people),
        dateline_place=text.of(first.place) if first and first.place else None,
        dateline_place_span=first.place if first else None,
        dateline_date=text.of(date) if date else None,
        dateline_date_span=date,
    )
    return CreditLines(credits, tuple(datelines), tuple(bylines), tuple(sign_offs))


def _lead(
    datelines: Sequence[Dateline], lines: Sequence[Piece]
) -> tuple[Dateline | None, Span | None]:
    """The dateline of the article's lead, and its date, which may stand on a line of its own."""
    if not datelines:
        return None, None
    head_end = lines[min(len(lines), _LEAD_LINES) - 1].end
    head = [item for item in datelines[:3] if item.span.start < head_end]
    if not head:
        return None, None
    first = next((item for item in head if item.place or item.agency), head[0])
    dates = [item.date for item in head[: head.index(first) + 1] if item.date]
    return first, first.date or (dates[0] if dates else None)


class _Text:
    """Words of a span, looked up by line."""

    def __init__(self, lines: Sequence[Piece]) -> None:
        self._lines = lines

    def of(self, span: Span) -> str:
        for line in self._lines:
            if line.start <= span.start < line.end:
                return line.text[span.start - line.start : span.end - line.start]
        return ""


def _agency(name: str, span: Span | None) -> _Agency:
    return _Agency(known_agency(name) or name.strip(" .,:;/-–—"), span)


def _glued_agency(lines: Sequence[Piece]) -> _Agency | None:
    """A known agency set between headline or date and lead, on pages saved as one run of text."""
    for line in lines[:3]:
        head = line.text[:200]
        if not agency_names().keys() & set(head.split()):
            continue  # names of one word are all that is looked for
        match = glued_pattern().search(head)
        if match:
            return _agency(match[1], Span(line.start + match.start(1), line.start + match.end(1)))
    return None


def _bylines(lines: Sequence[Piece], people: list[Credit], agencies: list[_Agency]) -> list[Span]:
    found = []
    for number, line in enumerate(lines[:_BYLINE_LINES]):
        if len(line.text) > _BYLINE_CHARS:
            break
        if number == 0 and len(lines) > 1 and not line.text.startswith(("By ", "BY ")):
            continue
        opening = _BYLINE.match(line.text)
        if opening is None:
            alone = known_agency(line.text)
            if alone or (has_agency_word(line.text) and len(line.text.split()) <= 4):
                span = Span(line.start, line.end)
                agencies.append(_agency(line.text, span))
                found.append(span)
            continue
        if line.text[-1] in ".!?" and len(line.text.split()) > 12:
            continue
        if _read_byline(line, opening.end(), opening["by"].lower() == "from", people, agencies):
            found.append(Span(line.start, line.end))
    return found


def _read_byline(
    line: Piece, begin: int, is_from: bool, people: list[Credit], agencies: list[_Agency]
) -> bool:
    """Reads "By A in X and B in Y, Agency"; False where the line is no byline after all."""
    rest = line.text[begin:]
    desk = re.match(r"(?:our|a|the|staff|special|own)\b", rest, re.IGNORECASE)
    if desk:
        return bool(
            re.search(r"\b(?:correspondents?|reporters?|staff|desk|writers?|team)\b", rest, re.I)
        )
    if is_from or not re.match(_UPPER + r"|(?:al|el|de|van|von)[- ]", rest):
        return False
    persons, _ = people_of(line.text, begin, len(line.text), "reporter")
    for part in re.finditer(r"[^,/|&]+?(?=,| and | AND |/|\||&|$)", rest):
        words = part.group().strip()
        words = re.sub(r"^(?:and|with|for|of|the)\s+", "", words, flags=re.IGNORECASE)
        if (
            known_agency(words)
            or (is_acronym(words) and persons)
            or (
                has_agency_word(words)
                and not re.search(r"\b(?:desk|staff)\b", words, re.IGNORECASE)
            )
        ):
            start = line.start + begin + part.start() + part.group().find(words)
            agencies.append(_agency(words, Span(start, start + len(words))))
    for person in persons:
        if known_agency(person.name) or person.span is None or is_acronym(person.name):
            continue
        span = Span(line.start + person.span.start, line.start + person.span.end)
        people.append(Credit(_cased(person.name), person.role, person.bureau, span))
    return True


def _cased(name: str) -> str:
    """A name set in capitals as a name; others as they are."""
    return name.title() if name.isupper() and len(name) > 4 else name


def _sign_offs(lines: Sequence[Piece], people: list[Credit], agencies: list[_Agency]) -> list[Span]:
    """Reads the credits that close an article and returns where they stand."""
    found: list[Span] = []
    for line in lines:
        if "by" not in line.text and "BY" not in line.text:
            continue
        span = _read_sign_off(line, people)
        if span:
            found.append(span)
    for line in lines[-3:]:
        if len(line.text) <= 70 and not any(span.start <= line.start < span.end for span in found):
            agency = _closing_agency(line, lines)
            if agency:
                agencies.append(agency)
                found.append(Span(line.start, line.end))
    if lines:
        tail = re.search(
            r"[.\"'”’)] ?[-–—(/] ?([A-Z][A-Za-z]{1,12})[)/]?\.?$", lines[-1].text[-40:]
        )
        if tail and known_agency(tail.group(1)):
            offset = lines[-1].end - len(lines[-1].text[-40:])
            span = Span(offset + tail.start(1), offset + tail.end(1))
            agencies.append(_agency(tail.group(1), span))
            found.append(span)
    return found


def _read_sign_off(line: Piece, people: list[Credit]) -> Span | None:
    start: int | None = None
    end = 0
    roles = load_table("credits")["roles"]
    for opening in _sign_off().finditer(line.text):
        before = line.text[: opening.start()]
        if start is None and not re.search(r"(?:^|[(\[.;:!?\"'”’)—–-])\s*$", before[-3:]):
            continue
        persons, stop = people_of(line.text, opening.end(), len(line.text), "reporter")
        if stop == opening.end() and opening["role"].islower() and start is None:
            continue
        names = [" ".join(opening["role"].lower().split())]
        if opening["other"]:
            names.append(" ".join(opening["other"].lower().split()))
        for person in persons:
            assert person.span is not None
            span = Span(line.start + person.span.start, line.start + person.span.end)
            for name in names:
                people.append(Credit(person.name, roles[name], person.bureau, span))
        if start is None:
            opened = re.search(r"[(\[]\s*$", before)
            start = opened.start() if opened else opening.start()
        end = max(end, stop)
    if start is None:
        return None
    closing = _CLOSED.match(line.text, end)
    if closing:
        end = closing.end()
    if line.text[start] in "([":
        bracket = line.text.find(")" if line.text[start] == "(" else "]", end - 1)
        end = bracket + 1 if 0 <= bracket - end < 200 else end
    return Span(line.start + start, line.start + min(end, len(line.text)))


def _closing_agency(line: Piece, lines: Sequence[Piece]) -> _Agency | None:
    """The agency of a last line that is nothing but a credit ("Source: X", "- X", "(X)", "X")."""
    if line is lines[0] or line_kind(line.text) not in (None, "credit"):
        return None
    match = _CLOSING.fullmatch(line.text)
    if match is None:
        return None
    name, begin = match["name"], match.start("name")
    lead = re.match(r"([A-Za-z©()]{2,9})[: ]\s*", name)
    led = bool(lead) and lead is not None and lead.group(1).lower() in _agency_leads()
    if led and lead is not None:
        name, begin = name[lead.end() :], begin + lead.end()
        if ":" in line.text or "©" in line.text:
            pass
        elif not known_agency(name):
            return None
    dressed = line.text[0] in "-–—(["
    words = name.split()
    shaped = 0 < len(words) <= 5 and all(word[:1].isupper() for word in words)
    last = line is lines[-1]
    capitals = is_acronym(name) and len(name) <= 5 and (last or dressed or led)
    if known_agency(name) or (shaped and (has_agency_word(name) or capitals or led)):
        return _agency(name, Span(line.start + begin, line.start + begin + len(name)))
    if dressed and shaped and len(words) == 1 and line is lines[-1]:
        return _agency(name, Span(line.start + begin, line.start + begin + len(name)))
    return None


@cache
def _agency_leads() -> frozenset[str]:
    return frozenset(load_table("credits")["agency_leads"])


def _page_byline(byline: str, people: list[Credit], agencies: list[_Agency]) -> None:
    """Reads the author that a page's metadata names: people and agencies, without spans."""
    for part in re.split(r"[;,|/]| and | & ", byline[:500]):
        words = re.sub(r"^(?:by|and)\s+", "", part.strip(), flags=re.IGNORECASE)
        if known_agency(words) or has_agency_word(words):
            agencies.append(_agency(words, None))
        elif is_person(words) and 1 < len(words.split()) <= 5:
            people.append(Credit(_cased(words), "reporter"))


def _told(lines: Sequence[Piece], outlet: str | None) -> _Agency | None:
    """The agency that speakers told, most often told first; never the outlet's own name."""
    known: Counter[str] = Counter()
    others: Counter[str] = Counter()
    spans: dict[str, Span] = {}
    for line in lines:
        for match in told_pattern().finditer(line.text):
            group = 1 if match[1] else 2
            name = known_agency(match[1]) if match[1] else match[2]
            if name is None or (group == 2 and not is_acronym(name)):
                continue
            if outlet and name.casefold() == outlet.casefold():
                continue
            (known if group == 1 else others)[name] += 1
            spans.setdefault(
                name, Span(line.start + match.start(group), line.start + match.end(group))
            )
    best = known.most_common(1) or others.most_common(1)
    return _Agency(best[0][0], spans[best[0][0]]) if best else None
