"""Which named place a common noun means: what stands beside it, and what the text is about."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from dateline.normalise.place._entry import Entry
from dateline.normalise.place._fold import plain_key
from dateline.normalise.place._parse import Expression
from dateline.normalise.place._relate import Scene
from dateline.normalise.place._words import words
from dateline.records import PlaceValue, Span

_BESIDE = re.compile(
    r"\s+(?:(?:in|of|at|near|outside|on the outskirts of|inside|called|named)\s+)"
    r"(?:the\s+)?(?:[\w'’-]+\s+){0,3}|\s+(?:[\w'’-]+\s+)?|(?:\s+\w+){1,3}\s+(?:in|at|near)\s+"
)
"""What stands between a common noun and the name it belongs to ("clinic in Anka")."""
_AWAY = re.compile(
    r"\b(?:to|from|towards?|for|via|told\s\w+\s(?:in|from)|than|like|between|and|reached|said in|"
    r"by (?:tele)?phone from|flown to|moved to)\s+(?:the\s+)?$"
)
"""Left contexts of places that people come from or go to: less often where things happen."""


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
    ) -> None:
        self._scene = scene
        self._ends = ends
        self._named = [
            (span, value, expression)
            for span, value, expression in zip(scene.spans, values, expressions, strict=True)
            if value is not None
            and expression.name
            and span not in aside
            and (_is_unknown_town(value, expression) or (value.precision or 9) <= 5)
        ]
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
            scored.append((-self._score(span, other, value, told, noun, fits), other, value))
        if not scored:
            return self._division(noun)
        return min(scored, key=lambda item: (item[0], item[1].start, item[1].end))[2]

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
        gap = max(other.start - span.end, span.start - other.end, 0)
        score = 1.1 * math.log1p(self._counts[_identity(value, told)])
        score += 0.9 * math.exp(-gap / 250)
        same = self._sentence(other) == self._sentence(span)
        if same:
            score += 0.5
        if other.start >= span.end and gap < 60 and _BESIDE.fullmatch(text[span.end : other.start]):
            score += 3.0
        elif _AWAY.search(text[max(0, other.start - 30) : other.start]):
            score -= 0.9
        if fits:
            score += 1.6
        if noun and noun in told.nouns:
            score += 0.8
        if value.rule.startswith("relative"):
            score += 0.4
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

    def _sentence(self, span: Span) -> int:
        return bisect_right(self._ends, span.start)


def _is_unknown_town(value: PlaceValue, told: Expression) -> bool:
    return (
        value.lat is None
        and told.form == "name"
        and not any(n in words().facility or n in words().quarter for n in told.nouns)
        and told.name.split()[-1].lower() not in words().all_nouns
    )


def _identity(value: PlaceValue, told: Expression) -> tuple[object, object]:
    return (value.lat, value.lon) if value.lat is not None else ("", plain_key(told.name))


def of_entry(entry: Entry) -> PlaceValue:
    """An entry as a value that is copied to the mention which means it."""
    return PlaceValue(
        0, 1, entry.name, entry.lat, entry.lon, entry.country, entry.admin1, entry.precision,
        feature=entry.feature, gazetteer_id=entry.id,
    )  # fmt: skip
