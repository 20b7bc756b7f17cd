"""Place names in bare text, without the encoder: for the command line and quick looks."""

from __future__ import annotations

import re

from dateline.normalise.place.gazetteer import Gazetteer
from dateline.normalise.place.resolve import PlaceContext, resolve_places
from dateline.records import PlaceValue, Span

_CAPITAL = r"(?:[A-ZÀ-Þ‘’'`][\w‘’'`]*(?:[-–][\w‘’'`]+)*)"
_JOINT = r"(?: (?:al|el|ar|as|ash|at|ad|an|az|ez|de|la|del|of|and the)[- ]| |-)"
_NAME = rf"{_CAPITAL}(?:{_JOINT}{_CAPITAL}){{0,4}}"
_COMPASS = r"(?:[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est|[Cc]entral)(?:[ -]?(?:east|west))?(?:ern)?"
_RELATIVE = re.compile(
    r"(?:(?:about |some |around |nearly )?\d{1,4}(?:[.,]\d{1,3})? ?(?:km|kilomet(?:er|re)s|miles) "
    rf"(?:{_COMPASS} )?(?:of|from) (?:the )?{_NAME}"
    rf"|{_COMPASS} of (?:the )?{_NAME}"
    rf"|(?:the )?(?:road|highway|route|stretch|area)? ?between {_NAME} and {_NAME}"
    rf"|the (?:road|stretch|highway) from {_NAME} to {_NAME}(?: on the {_NAME})?"
    rf"|(?:near|outside|on the outskirts of|the outskirts of|outskirts of) (?:the )?{_NAME}"
    rf"(?: border)?"
    rf"|the {_NAME} (?:border|road|highway|river|province|district|desert|valley))"
)
_PART = re.compile(rf"(?:{_COMPASS} )?{_NAME}")


def find_places(
    text: str, gazetteer: Gazetteer, context: PlaceContext | None = None
) -> tuple[PlaceValue, ...]:
    """The places of a text, found by their capitals and the gazetteer; text order.

    Spans that resolve to nothing are kept only where the text is a single expression, so that a
    caller who asks about one name is told why it has no place.
    """
    spans: list[Span] = []
    for pattern in (_RELATIVE, _PART):
        for match in pattern.finditer(text):
            span = Span(match.start(), match.end())
            if not any(span.overlaps(other) for other in spans):
                spans.append(span)
    spans.sort()
    if not spans and text.strip():
        start = len(text) - len(text.lstrip())
        spans = [Span(start, len(text.rstrip()))]
    values = resolve_places(text, spans, gazetteer, context)
    resolved = tuple(value for value in values if value.lat is not None)
    return resolved or values[:1]
