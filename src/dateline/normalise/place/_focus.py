"""Which named place a common noun means: what stands beside it, and what the text is about."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.normalise.place._entry import Entry
from dateline.normalise.place._fold import plain_key
from dateline.normalise.place._geometry import distance_km
from dateline.normalise.place._parse import Expression
from dateline.normalise.place._relate import Scene
from dateline.normalise.place._words import words
from dateline.records import PlaceValue, Span

_BESIDE = re.compile(
    r"\s+(?:(?:in|of|at|near|outside|on the outskirts of|inside|called|named)\s+)"
    r"(?:the\s+)?(?:[\w'’-]+\s+){0,3}|\s+(?:[\w'’-]+\s+)?|(?:\s+\w+){1,3}\s+(?:in|at|near)\s+"
)
"""What stands between a common noun and the name it belongs to ("clinic in Anka")."""
_HELD = re.compile(
    r"\s+(?:in|on|at|inside|within|of|across|along|throughout|called|named)\s+(?:the\s+)?"
    r"(?:(?:neighbou?ring|nearby|same|northern|southern|eastern|western|central)\s+)?"
)
"""The same where nothing but a preposition stands between: the text itself says which place."""
_AWAY = re.compile(
    r"\b(?:to|from|towards?|for|via|told\s\w+\s(?:in|from)|than|like|between|and|reached|said in|"
    r"by (?:tele)?phone from|flown to|moved to)\s+(?:the\s+)?$"
)
"""Left contexts of places that people come from or go to: less often where things happen."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each sign counts that a common noun means a named place; chosen on the training
    articles. `reach` is in characters."""

    told: float = 0.8
    gap: float = 0.9
    reach: float = 120.0
    sentence: float = 0.5
    before: float = 0.7
    beside: float = 3.0
    away: float = 0.4
    fits: float = 2.5
    noun: float = 0.8
    stated: float = 1.0
    again: float = 1.5
    head: float = 2.5


WEIGHTS = Weights()
_ITEMS = 3
_OF_KIND_KM = 60.0
_HELD_KM = 300.0
"""An exact place so near the middle of a part of a country ("in northern Mali") counts as in it."""


_APPOSED = re.compile(r",\s+(?:once\s+)?(?:an?|the)\s+(?:[\w'’-]+\s+){0,3}")
"""What stands between a name and the common noun that describes it: "Luuq, a town"."""
_ITEM_BEFORE = re.compile(r"(?:[\W\d]|\d\s?[ap]m\b){0,24}(?:near\s+)?", re.I)
_ITEM_AFTER = re.compile(
    r"(?:,\s[^\n.:;]{1,40}?)?(?:\s+[-–—]{1,2}\s|:\s|(?<=\d)\.\s|,?\s\d[^\n.]{2,25}\.\s)"
)
"""What stands before and after the place that heads an item of a roundup: "* MOSUL - A bomb",
"Wad Rawah, Gezira, 14 March. Gunmen"."""
_NEW = re.compile(r"\b(?:an?|another|other|two|three|four|several|some)\s+$", re.I)
"""A common noun after these is a new one, not the one told before."""


class Focus:
    """The named places of a text, weighed for each common noun by nearness and by how much the
    text is about them. Datelines and credits do not count."""

    def __init__(
        self,
        scene: Scene,
        expressions: Sequence[Expression],
        values: Sequence[PlaceValue | None],
        aside: frozenset[Span],
        ends: Sequence[int],
        types: Sequence[str] = (),
        weights: Weights = WEIGHTS,
    ) -> None:
        self._weights = weights
        self._tied: dict[str, tuple[object, object]] = {}
        self._scene = scene
        self._ends = ends
        sites = {span for span, kind in zip(scene.spans, types, strict=False) if kind == "FACILITY"}
        self._named = [
            (span, value, expression)
            for span, value, expression in zip(scene.spans, values, expressions, strict=True)
            if value is not None
            and expression.name
            and span not in aside
            and (
                (value.lat is None and span not in sites and _is_unknown_town(value, expression))
                or (value.precision or 9) <= 5
            )
        ]
        self._lines = [match.end() for match in re.finditer("\n", scene.text)]
        heads = item_heads(scene.text, [item[0] for item in self._named])
        self._heads = {self._line(head): head for head in heads}
        self._counts = Counter(
            _identity(value, told)
            for _span, value, told in self._named
            if (value.precision or 1) <= 2
        )

    def place_for(self, span: Span, expression: Expression, noun: str) -> PlaceValue | None:
        """The named place that a mention means; None where the text names none that fits.

        The place may itself be unresolved: a village of which nobody knows where it lies has a
        mosque of which nobody knows either.
        """
        for written in (expression.name, expression.within):
            name = self._scene.name(written)
            if name is not None and name.best is not None:
                return of_entry(name.best)
        named = self._named
        land = expression.countries[0] if expression.countries else None
        if land and expression.form != "border":
            named = [item for item in named if item[1].country == land]
        held = None if expression.form == "border" else self._held(span, noun, named)
        if held is not None and (held.precision or 1) <= 2:
            return held
        features = words().features_of(noun)
        area = noun in words().area and not features
        scored = []
        for other, value, told in named:
            exact = (value.precision or 1) <= 2
            fits = bool(features) and (value.feature or "").startswith(features)
            if not exact and not fits and not area:
                continue
            if noun in words().division_nouns and not fits:
                continue
            scored.append((-self._score(span, other, value, told, noun, fits), other, value, told))
        if not scored:
            return held or self._division(noun)
        _s, at, best, told = min(scored, key=lambda item: (item[0], item[1].start, item[1].end))
        if held is not None and not _is_within(best, held):
            return held
        if features and not (best.feature or "").startswith(features):
            best = self._of_kind_near(best, features, named) or best
        if _is_beside(self._scene.text, span, at):
            self._tied.setdefault(noun, _identity(best, told))
        return best

    def _of_kind_near(
        self,
        town: PlaceValue,
        features: tuple[str, ...],
        named: Sequence[tuple[Span, PlaceValue, Expression]],
    ) -> PlaceValue | None:
        """The named place of the noun's kind near a town: "an airbase near Homs" is the airbase
        that the text names elsewhere, if that lies near Homs."""
        if town.lat is None or town.lon is None:
            return None
        fitting = [
            (distance_km(town.lat, town.lon, value.lat, value.lon), value.start, value)
            for _span, value, _told in named
            if value.lat is not None
            and value.lon is not None
            and (value.feature or "").startswith(features)
        ]
        away, _at, value = min(fitting, key=lambda item: item[:2], default=(math.inf, 0, None))
        return value if away <= _OF_KIND_KM else None

    def _held(
        self, span: Span, noun: str, named: Sequence[tuple[Span, PlaceValue, Expression]]
    ) -> PlaceValue | None:
        """The place that the text itself puts a common noun in: "camps in the Gundumi forest"."""
        text = self._scene.text
        for other, value, told in named:
            if not 0 < other.start - span.end <= 40:
                continue
            area = (value.precision or 1) > 4 and not value.rule.startswith("part")
            if area and noun in words().settlement and noun not in words().facility:
                continue  # "a town on the Juba river" is not the river
            if _HELD.fullmatch(text[span.end : other.start]):
                if (value.precision or 1) <= 2:
                    self._tied.setdefault(noun, _identity(value, told))
                return value
        return None

    def _score(
        self,
        span: Span,
        other: Span,
        value: PlaceValue,
        told: Expression,
        noun: str,
        fits: bool,
    ) -> float:
        text = self._scene.text
        w = self._weights
        gap = max(other.start - span.end, span.start - other.end, 0)
        score = w.told * math.log1p(self._counts[_identity(value, told)])
        score += w.gap * math.exp(-gap / w.reach)
        score += w.sentence * (self._sentence(other) == self._sentence(span))
        score += w.before * (other.start < span.start)
        if _is_beside(text, span, other) or _APPOSED.fullmatch(text[other.end : span.start]):
            score += w.beside
        elif _AWAY.search(text[max(0, other.start - 30) : other.start]):
            score -= w.away
        if self._heads.get(self._line(span)) == other and other.start < span.start:
            score += w.head
        if fits:
            score += w.fits
        if noun and (noun in told.nouns or noun == self._tail(told)):
            score += w.noun
        if value.rule.startswith("relative"):
            score += w.stated
        if self._tied.get(noun) == _identity(value, told) and not _NEW.search(
            text[max(0, span.start - 12) : span.start]
        ):
            score += w.again
        return score

    def _division(self, noun: str) -> PlaceValue | None:
        """ "the state", "the province": the division that the places around lie in."""
        if noun not in words().division_nouns:
            return None
        towns = Counter(
            (value.country, value.admin1)
            for _span, value, _expression in self._named
            if value.country and value.admin1
        )
        if not towns:
            return None
        (country, admin1), _n = min(
            towns.items(), key=lambda item: (-item[1], str(item[0][0]), str(item[0][1]))
        )
        entry = self._scene.gazetteer.division(str(country), str(admin1))
        return of_entry(entry) if entry else None

    def _tail(self, told: Expression) -> str:
        """The common noun that ends a name ("Luuq district")."""
        return told.name.split()[-1].lower() if " " in told.name else ""

    def _sentence(self, span: Span) -> int:
        return bisect_right(self._ends, span.start)

    def _line(self, span: Span) -> int:
        return bisect_right(self._lines, span.start)


def item_heads(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The places that head the items of a roundup, one for a line; none where they are fewer than
    three (one such line is a dateline, two may be)."""
    found: dict[int, Span] = {}
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        start = text.rfind("\n", 0, span.start) + 1
        if span.start - start > 30 or not _ITEM_BEFORE.fullmatch(text[start : span.start]):
            continue
        if _ITEM_AFTER.match(text[span.end : span.end + 80]):
            found.setdefault(start, span)
    places = {span.of(text).casefold() for span in found.values()}
    return tuple(found.values()) if len(places) >= _ITEMS else ()


def _is_beside(text: str, span: Span, other: Span) -> bool:
    return (
        0 <= other.start - span.end < 60
        and _BESIDE.fullmatch(text[span.end : other.start]) is not None
    )


def _is_unknown_town(value: PlaceValue, told: Expression) -> bool:
    """Whether an unknown name looks like a town's: no number, no building, no common noun."""
    parts = [part.lower().strip(".,'’") for part in told.name.split()]
    return (
        value.lat is None
        and told.form == "name"
        and not any(n in words().facility or n in words().quarter for n in told.nouns)
        and not any(
            part in words().all_nouns
            or part.removesuffix("s") in words().facility
            or any(c.isdigit() for c in part)
            for part in parts
        )
    )


def _is_within(value: PlaceValue, area: PlaceValue) -> bool:
    """Whether a place lies in a division or region; an unknown one is never known to."""
    if value.lat is None or value.lon is None or area.lat is None or area.lon is None:
        return False
    if area.rule != "part":
        return area.feature == "ADM1" and (value.country, value.admin1) == (
            area.country,
            area.admin1,
        )
    return distance_km(value.lat, value.lon, area.lat, area.lon) <= _HELD_KM


def _identity(value: PlaceValue, told: Expression) -> tuple[object, object]:
    return (value.lat, value.lon) if value.lat is not None else ("", plain_key(told.name))


def of_entry(entry: Entry) -> PlaceValue:
    """An entry as a value that is copied to the mention which means it."""
    return PlaceValue(
        0, 1, entry.name, entry.lat, entry.lon, entry.country, entry.admin1, entry.precision,
        feature=entry.feature, gazetteer_id=entry.id,
    )  # fmt: skip
