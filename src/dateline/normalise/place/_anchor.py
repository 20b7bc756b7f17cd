"""Mentions that mean a place told elsewhere in the text: stated positions and common nouns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dateline.normalise.place import _geometry
from dateline.normalise.place._focus import Focus, of_entry
from dateline.normalise.place._fold import plain_key
from dateline.normalise.place._parse import DIRECTION, Expression, direction_of
from dateline.normalise.place._relate import Scene, capital_of, seat_of, unresolved
from dateline.normalise.place._stated import lat_lon, state_positions
from dateline.normalise.place._words import words
from dateline.records import PlaceValue, Span

_SENTENCE = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]*[A-Z0-9])|\n+")
_AS_EXACT = frozenset(["area", "districts", "bank"])
_LOOSE = {"district": 3, "county": 3, "province": 4, "region": 4, "state": 4, "governorate": 4}
_ROADS = frozenset(["road", "highway", "motorway", "route"])
_SEATS = frozenset(["state capital", "provincial capital", "regional capital", "district capital"])
_COMPASS = re.compile(DIRECTION, re.I)


def fill(
    scene: Scene,
    expressions: Sequence[Expression],
    values: Sequence[PlaceValue | None],
    types: Sequence[str],
    aside: frozenset[Span],
) -> tuple[PlaceValue, ...]:
    """Fills what needs the text around: stated positions first, then what hangs on them."""
    done = list(values)
    sentences = _sentence_ends(scene.text)
    state_positions(scene, expressions, done, sentences)
    _composed(scene, expressions, done)
    focus = Focus(scene, expressions, done, aside, sentences, types)
    for at, expression in enumerate(expressions):
        value = done[at]
        kind = types[at] if at < len(types) else "PLACE"
        if value is not None and not (value.lat is None and _is_site(expression, kind)):
            continue
        hung = _hung(scene, at, expression, focus)
        done[at] = hung or value
    return tuple(
        value if value is not None else unresolved(span, scene.text, "no named place to tie it to")
        for span, value in zip(scene.spans, done, strict=True)
    )


def _is_site(expression: Expression, kind: str) -> bool:
    """Whether a name that the gazetteer lacks is a building or quarter, which then lies in the
    town around it (codebook 6: a facility is as exact as its town)."""
    if kind == "FACILITY":
        return True
    last = expression.name.split()[-1].lower() if expression.name else ""
    return last in words().facility or last in words().quarter


def _sentence_ends(text: str) -> list[int]:
    return [match.end() for match in _SENTENCE.finditer(text)] + [len(text)]


def _composed(
    scene: Scene, expressions: Sequence[Expression], done: list[PlaceValue | None]
) -> None:
    """Expressions over names that have got a stated position ("road between A and Petel-Bana")."""
    fixed: dict[str, PlaceValue] = {}
    for expression, value in zip(expressions, done, strict=True):
        if value is not None and value.rule.startswith("relative") and expression.form == "name":
            fixed.setdefault(plain_key(expression.name), value)
    for at, expression in enumerate(expressions):
        if expression.form == "name" or not expression.name:
            continue
        one = _point_of(scene, expression.name, fixed)
        two = _point_of(scene, expression.other, fixed)
        if plain_key(expression.name) not in fixed and (
            not expression.other or plain_key(expression.other) not in fixed
        ):
            continue
        span = scene.spans[at]
        if expression.form == "between" and one and two:
            point = _geometry.middle(lat_lon(one), lat_lon(two))
            line = _geometry.line_json([lat_lon(one), point, lat_lon(two)])
            done[at] = replace(
                one, start=span.start, end=span.end, name=span.of(scene.text), lat=point[0],
                lon=point[1], precision=5, geometry=line, rule="between", unresolved=None,
                gazetteer_id=None, candidates=(),
            )  # fmt: skip
        elif one and expression.form in ("near", "direction", "offset", "part"):
            point = lat_lon(one)
            if expression.direction and expression.direction != "central":
                km = expression.km or (2.5 if expression.form == "part" else 12.0)
                point = _geometry.moved(point, expression.direction, km)
            done[at] = replace(
                one, start=span.start, end=span.end, name=span.of(scene.text), lat=point[0],
                lon=point[1], precision=2, rule=expression.form,
            )  # fmt: skip


def _point_of(scene: Scene, written: str, fixed: dict[str, PlaceValue]) -> PlaceValue | None:
    if not written:
        return None
    if found := fixed.get(plain_key(written)):
        return found
    entry = scene.best(written)
    if entry is None:
        return None
    return PlaceValue(0, 1, entry.name, entry.lat, entry.lon, entry.country, entry.admin1, 1)


def _hung(
    scene: Scene,
    at: int,
    expression: Expression,
    focus: Focus,
) -> PlaceValue | None:
    """The value of a common noun, a border or a bare direction, by the places around it."""
    span = scene.spans[at]
    noun = expression.nouns[-1] if expression.nouns else ""
    if noun in ("country", "nation", "homeland", "whole country"):
        land = scene.country(scene.evidence.leading) if scene.evidence.leading else None
        return _copy(scene, span, of_entry(land), 6, "country of the text") if land else None
    anchor = focus.place_for(span, expression, noun)
    if anchor is not None and anchor.lat is None:
        if expression.form == "common":
            return unresolved(span, scene.text, f"at {anchor.name}, of which no place is known")
        anchor = None
    if expression.form == "border":
        return _border(scene, span, expression, anchor)
    if anchor is None and expression.countries:
        land = scene.country(expression.countries[0])
        return _copy(scene, span, of_entry(land), 6, "country of its adjective") if land else None
    if expression.direction and not expression.name and _is_area(noun):
        return _bare_direction(scene, span, expression.direction, expression, anchor)
    if not expression.name and _COMPASS.fullmatch(noun):
        return _bare_direction(scene, span, direction_of(noun), expression, anchor)
    if expression.form == "capital" and anchor is not None and anchor.country:
        town = capital_of(scene, anchor.country)
        if noun in _SEATS:
            town = seat_of(scene, anchor) or town
        return _copy(scene, span, of_entry(town), 1, "capital") if town else None
    if anchor is None:
        return None
    name = scene.name(expression.name)
    if expression.form == "road_to" or (name and name.tail in _ROADS):
        return _road_to(scene, span, expression, anchor)
    precision = anchor.precision or 5
    if (noun in words().area or noun in _LOOSE) and precision < 3 and noun not in _AS_EXACT:
        precision = _LOOSE.get(noun, 5)
    return _copy(scene, span, anchor, precision, f"common noun, at {anchor.name}")


_BESIDE_A_TOWN = frozenset(
    ["road", "highway", "motorway", "railway", "lake", "river", "riverbank", "bank", "canal",
     "wadi", "hill", "districts"]
)  # fmt: skip
"""Areas of which "the north side" or "the eastern ones" are beside the place told, not in the
whole country."""


def _is_area(noun: str) -> bool:
    """Whether "northern X" without a name is a part of the country and not a gate or a quarter."""
    last = noun.split()[-1] if noun else ""
    if last in _BESIDE_A_TOWN:
        return False
    return not last or last in words().area or last in ("part", "parts", "half", "provinces")


def _copy(scene: Scene, span: Span, value: PlaceValue, precision: int, rule: str) -> PlaceValue:
    return replace(
        value, start=span.start, end=span.end, name=span.of(scene.text), precision=precision,
        rule=rule, candidates=(), unresolved=None,
    )  # fmt: skip


def _bare_direction(
    scene: Scene,
    span: Span,
    direction: str,
    expression: Expression,
    anchor: PlaceValue | None,
) -> PlaceValue | None:
    iso = expression.countries[0] if expression.countries else None
    iso = iso or (anchor.country if anchor else None) or scene.evidence.leading
    if iso is None:
        return None
    point = scene.gazetteer.part(iso, direction)
    land = scene.country(iso)
    if point is None or land is None:
        return None
    value = replace(of_entry(land), lat=point[0], lon=point[1], gazetteer_id=None)
    return _copy(scene, span, value, 5, "part of the country of the text")


def _road_to(
    scene: Scene, span: Span, expression: Expression, anchor: PlaceValue
) -> PlaceValue | None:
    entry = scene.best(expression.name)
    if entry is None:
        return None
    start, end = lat_lon(anchor), (entry.lat, entry.lon)
    if start == end or _geometry.distance_km(*start, *end) > 400:
        return _copy(scene, span, of_entry(entry), 5, "road")
    point = _geometry.middle(start, end)
    line = _geometry.line_json([start, point, end])
    value = replace(anchor, lat=point[0], lon=point[1], geometry=line, gazetteer_id=None)
    return _copy(scene, span, value, 5, f"road from {anchor.name} to {expression.name}")


def _border(
    scene: Scene, span: Span, expression: Expression, anchor: PlaceValue | None
) -> PlaceValue | None:
    """The point of the border nearest to where the text is."""
    lands = list(expression.countries)
    home = (anchor.country if anchor else None) or scene.evidence.leading
    if home and home not in lands:
        lands.append(home)
    base = lat_lon(anchor) if anchor else None
    if len(lands) == 1 and (other := _neighbour(scene, lands[0], base)):
        lands.append(other)
    if len(lands) < 2:
        return None
    pair = frozenset(lands[:2])
    for entry in words().borders():
        if frozenset(entry.country.split("+")) == pair:
            point = _geometry.nearest_on(entry.shape, base) if base else (entry.lat, entry.lon)
            return PlaceValue(
                span.start, span.end, span.of(scene.text), point[0], point[1], home, None, 5,
                feature="BDRY", geometry=_geometry.shape_json(entry.shape),
                gazetteer_id=entry.id, rule="border",
            )  # fmt: skip
    if base is None or home is None:
        return None
    foreign = next((iso for iso in lands if iso != home), None)
    found = scene.gazetteer.nearest(*base, country=foreign, within_km=400) if foreign else None
    if found is None:
        return None
    back = scene.gazetteer.nearest(found[0].lat, found[0].lon, country=home, within_km=400)
    near = (back[0].lat, back[0].lon) if back else base
    point = _geometry.middle(near, (found[0].lat, found[0].lon))
    return PlaceValue(
        span.start, span.end, span.of(scene.text), point[0], point[1], home, None, 5,
        feature="BDRY", rule="border, between the nearest towns on both sides",
    )  # fmt: skip


def _neighbour(scene: Scene, home: str, base: tuple[float, float] | None) -> str | None:
    """The country across "the border": one that the text names, else that of the nearest border."""
    found: list[tuple[float, str]] = []
    for entry in words().borders():
        pair = entry.country.split("+")
        if home not in pair:
            continue
        other = next((iso for iso in pair if iso != home), home)
        away = 0.0
        if base is not None:
            away = _geometry.distance_km(*base, *_geometry.nearest_on(entry.shape, base))
        elif not scene.evidence.support(other):
            continue
        found.append((away / 100 - 4 * scene.evidence.support(other), other))
    return min(found)[1] if found else None
