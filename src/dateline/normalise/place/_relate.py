"""Values of place expressions whose names are resolved: parts, offsets, lines, borders."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from dateline.normalise.place import _geometry
from dateline.normalise.place._entry import Entry
from dateline.normalise.place._evidence import Evidence
from dateline.normalise.place._fold import plain_key
from dateline.normalise.place._parse import Expression
from dateline.normalise.place._rank import Name
from dateline.normalise.place._words import words
from dateline.normalise.place.gazetteer import Gazetteer
from dateline.records import PlaceCandidate, PlaceValue, Span

_KEPT = 5
_BESIDE_KM = 12.0
"""How far "north of X" is taken to be where no distance is told (codebook 6: within 25 km)."""
_PART_OF_TOWN_KM = 2.5

_GLUED = re.compile(r"(?:(?<=[ -])|^)[Aa]l(?=[b-df-hj-np-tv-z][a-z]{3})")
_TAIL_PRECISION = {
    "district": 3, "subdistrict": 3, "sub-district": 3, "county": 3, "municipality": 3,
    "agency": 3, "local government area": 3, "parish": 3, "sub-county": 3,
    "province": 4, "governorate": 4, "region": 4, "state": 4, "oblast": 4, "department": 4,
    "prefecture": 4, "division": 4, "territory": 4,
    "river": 5, "valley": 5, "road": 5, "highway": 5, "motorway": 5, "forest": 5, "desert": 5,
    "mountains": 5, "hills": 5, "plain": 5, "plains": 5, "countryside": 5, "area": 2, "front": 5,
    "marsh": 5, "marshes": 5, "lake": 5, "coast": 5, "canal": 5, "railway": 5, "belt": 5,
    "frontline": 5, "front line": 5, "corridor": 5, "basin": 5, "plateau": 5, "gulf": 7, "sea": 7,
    "strait": 7, "bay": 7, "suburbs": 2, "zone": 5, "sector": 5, "axis": 5,
}  # fmt: skip
_DISTRICTS = frozenset(["district", "subdistrict", "county", "municipality", "agency"])


@dataclass(frozen=True, slots=True)
class Scene:
    """A document while its places are being resolved."""

    text: str
    spans: tuple[Span, ...]
    gazetteer: Gazetteer
    evidence: Evidence
    names: Mapping[str, Name]
    upper: bool

    def name(self, written: str) -> Name | None:
        return self.names.get(plain_key(written)) if written else None

    def best(self, written: str) -> Entry | None:
        name = self.name(written)
        return name.best if name else None

    def country(self, iso: str) -> Entry | None:
        for name in words().name_of(iso):
            for entry in self.gazetteer.lookup(name, False):
                if entry.is_country and entry.country == iso:
                    return entry
        return None


def entries(
    written: str, nouns: tuple[str, ...], gazetteer: Gazetteer
) -> tuple[tuple[Entry, ...], str]:
    """The entries a name could mean, and the common noun that had to be taken off its end."""
    if isos := words().country_named(written):
        # "Syrias" has lost its apostrophe; the table's own spelling is what the gazetteer knows.
        found = gazetteer.lookup(written, False)
        return found or gazetteer.lookup(words().name_of(isos[0])[0], False), ""
    for noun in nouns:
        if noun in _TAIL_PRECISION and (found := gazetteer.lookup(f"{written} {noun}", False)):
            return found, ""
    if found := gazetteer.lookup(written, False):
        return found, ""
    parts = written.split()
    for size in (3, 2, 1):
        noun = " ".join(parts[-size:]).lower()
        if len(parts) > size and noun in words().all_nouns:
            base = " ".join(parts[:-size])
            found = gazetteer.lookup(base)
            if noun in words().quarter or noun in words().facility:
                # "Syria Street" is no country and "Kunar hospital" no province.
                found = tuple(e for e in found if e.precision <= 2 and e.level < 2)
            if found:
                return found, noun
    # "Mount Chambi", "Lake Chad", "Camp Hurriya": the feature word stands first.
    first = parts[0].lower() if len(parts) > 1 else ""
    if first in words().all_nouns and (found := gazetteer.lookup(" ".join(parts[1:]), False)):
        return found, first
    # "Urm Alqubra": an article that has lost its hyphen.
    apart = _GLUED.sub("al-", written)
    if apart != written and (found := gazetteer.lookup(apart)):
        return found, ""
    return gazetteer.lookup(written), ""


def value_of(scene: Scene, span: Span, expression: Expression) -> PlaceValue | None:
    """The value of an expression whose names are resolved; None where it needs the text around."""
    form = expression.form
    if form == "name":
        return _named(scene, span, expression)
    if form in ("offset", "direction", "near"):
        return _beside(scene, span, expression)
    if form == "part":
        return _part(scene, span, expression)
    if form == "between":
        return _between(scene, span, expression)
    if form == "both":
        return _both(scene, span, expression)
    if form == "capital":
        if not any(noun == "capital" or noun == "capital city" for noun in expression.nouns):
            return None
        return capital(scene, span, expression.countries)
    if form == "common" and expression.countries and not expression.direction:
        return _country_noun(scene, span, expression)
    return None


def unresolved(span: Span, text: str, why: str, name: Name | None = None) -> PlaceValue:
    """A value without a point that says why."""
    return PlaceValue(
        span.start, span.end, span.of(text), None, None, None, None, None,
        candidates=candidates_of(name) if name else (), rule="", unresolved=why,
    )  # fmt: skip


def at(
    span: Span,
    text: str,
    point: tuple[float, float],
    precision: int,
    rule: str,
    entry: Entry | None = None,
    name: Name | None = None,
    geometry: str | None = None,
) -> PlaceValue:
    """A value at a point; country and division are those of `entry`."""
    return PlaceValue(
        span.start,
        span.end,
        span.of(text),
        point[0],
        point[1],
        entry.country if entry else None,
        entry.admin1 if entry else None,
        precision,
        feature=entry.feature if entry else None,
        geometry=geometry,
        gazetteer_id=entry.id if entry else None,
        candidates=candidates_of(name) if name else (),
        rule=rule,
    )


def candidates_of(name: Name) -> tuple[PlaceCandidate, ...]:
    """The best few entries with their scores, as records keep them."""
    return tuple(
        PlaceCandidate(
            id=entry.id,
            name=entry.name,
            lat=entry.lat,
            lon=entry.lon,
            country=entry.country,
            admin1=entry.admin1,
            feature=entry.feature,
            population=entry.population,
            score=round(score, 3),
            why=why,
        )
        for score, entry, why in name.ranked[:_KEPT]
    )


def _named(scene: Scene, span: Span, expression: Expression) -> PlaceValue | None:
    name = scene.name(expression.name)
    if name is None:
        return None
    entry = name.best
    if entry is not None and name.tail in ("road", "highway", "motorway", "route"):
        return None
    if entry is None:
        if expression.countries and words().adjective(expression.name):
            land = scene.country(expression.countries[0])
            if land:
                return at(span, scene.text, (land.lat, land.lon), 6, "adjective", land, name)
        return unresolved(span, scene.text, name.refused or "not in gazetteer", name)
    precision = _precision(entry, name, expression.nouns)
    geometry = _geometry.shape_json(entry.shape) if entry.shape else None
    rule = "name" if not name.tail else f"name, {name.tail}"
    return at(
        span, scene.text, (entry.lat, entry.lon), precision, rule, entry, name, geometry
    )  # fmt: skip


def _precision(entry: Entry, name: Name, nouns: tuple[str, ...]) -> int:
    if entry.feature == "RGN":
        # Some regions of the own table are second-order divisions, and named as such.
        last = name.key.split()[-1]
        return next((_TAIL_PRECISION[n] for n in (last, *nouns) if n in _DISTRICTS), 5)
    if not entry.is_town or entry.feature == "PPLX":
        return entry.precision
    for noun in (name.tail, *nouns):
        if noun in _TAIL_PRECISION:
            return _TAIL_PRECISION[noun]
    return entry.precision


def _beside(scene: Scene, span: Span, expression: Expression) -> PlaceValue | None:
    name = scene.name(expression.name)
    entry = name.best if name else None
    if entry is None:
        if name is None or not expression.name:
            return None
        return unresolved(span, scene.text, f"{expression.name}: {name.refused}", name)
    base = (entry.lat, entry.lon)
    area = entry.precision >= 4
    if expression.form == "near" or not expression.direction:
        point = base
    else:
        km = expression.km or (_BESIDE_KM if not area else 60.0)
        point = _geometry.moved(base, expression.direction, km)
    radius = expression.km * 0.3 if expression.km else _BESIDE_KM
    geometry = None if area else _geometry.ring_json(point, max(2.0, min(radius, 25.0)))
    rule = {"near": "near", "direction": "beside", "offset": "offset"}[expression.form]
    precision = entry.precision if area else 2
    value = at(span, scene.text, point, precision, rule, entry, name, geometry)
    return replace(value, gazetteer_id=None, feature=None)


def _part(scene: Scene, span: Span, expression: Expression) -> PlaceValue | None:
    name = scene.name(expression.name)
    entry = name.best if name else None
    if entry is None and not expression.name and expression.countries:
        entry = scene.country(expression.countries[0])
    if entry is None:
        if name is None:
            return None
        return unresolved(span, scene.text, f"{expression.name}: {name.refused}", name)
    base = (entry.lat, entry.lon)
    direction = expression.direction
    if entry.is_country or entry.is_admin1:
        area = entry.country or ""
        if entry.is_admin1:
            area = f"{entry.country}.{entry.admin1}"
        point = scene.gazetteer.part(area, direction) or base
        precision = 5 if entry.is_country else 4
    elif entry.precision >= 5:
        point, precision = _part_of_shape(entry, direction), entry.precision
    else:
        point = base
        if direction != "central":
            km = _PART_OF_TOWN_KM if entry.population < 1_500_000 else 2 * _PART_OF_TOWN_KM
            point = _geometry.moved(base, direction, km)
        precision = entry.precision
    value = at(span, scene.text, point, precision, "part", entry, name)
    return replace(value, gazetteer_id=None)


def _part_of_shape(entry: Entry, direction: str) -> tuple[float, float]:
    """The middle of the outer third of a region's box."""
    if not entry.shape or direction == "central":
        return entry.lat, entry.lon
    return _geometry.outer_third(entry.shape, direction)


def _between(scene: Scene, span: Span, expression: Expression) -> PlaceValue | None:
    a, b = scene.name(expression.name), scene.name(expression.other)
    one, two = (a.best if a else None), (b.best if b else None)
    if one is None or two is None:
        known = one or two
        if known is None:
            return unresolved(
                span, scene.text, f"neither {expression.name} nor {expression.other} is known", a
            )
        value = at(span, scene.text, (known.lat, known.lon), 5, "between, one end known", known)
        return replace(value, gazetteer_id=None, feature=None)
    start, end = (one.lat, one.lon), (two.lat, two.lon)
    if start == end:
        return at(span, scene.text, start, 2, "between", one, a)
    # "the stretch from A to B on the Euphrates" follows the river.
    for words_before in (expression.within, *expression.nouns):
        river = scene.best(words_before)
        if river and river.shape and (found := _geometry.stretch(river.shape, start, end)):
            return replace(at(span, scene.text, found[0], 5, "stretch", one, a, found[1]),
                           gazetteer_id=None, feature=None)  # fmt: skip
    point = _geometry.middle(start, end)
    value = at(
        span, scene.text, point, 5, "between", one, a, _geometry.line_json([start, point, end])
    )
    same = one.country == two.country
    return replace(
        value,
        gazetteer_id=None,
        feature=None,
        country=one.country if same else None,
        admin1=one.admin1 if same and one.admin1 == two.admin1 else None,
    )


def _both(scene: Scene, span: Span, expression: Expression) -> PlaceValue | None:
    """ "Kursk and Belgorod regions": an area in the middle of the two."""
    known = [e for e in map(scene.best, (expression.name, expression.other)) if e is not None]
    if not known:
        why = f"neither {expression.name} nor {expression.other} is known"
        return unresolved(span, scene.text, why)
    point = _geometry.middle((known[0].lat, known[0].lon), (known[-1].lat, known[-1].lon))
    value = at(span, scene.text, point, 5, "both", known[0])
    same = known[0].country == known[-1].country
    return replace(
        value, gazetteer_id=None, feature=None, country=value.country if same else None,
        admin1=value.admin1 if len(known) == 1 or known[0].admin1 == known[1].admin1 else None,
    )  # fmt: skip


def capital(scene: Scene, span: Span, countries: tuple[str, ...]) -> PlaceValue | None:
    """The capital of the country of an adjective, else of the country the text is about."""
    iso = countries[0] if countries else scene.evidence.leading
    if iso is None:
        return None
    town = capital_of(scene, iso)
    if town is None:
        return None
    return at(span, scene.text, (town.lat, town.lon), 1, "capital", town)


def capital_of(scene: Scene, iso: str) -> Entry | None:
    """The entry of a country's capital."""
    name = words().capital_of(iso)
    if not name:
        return None
    found = [e for e in scene.gazetteer.lookup(name, False) if e.country == iso and e.is_town]
    return min(found, key=lambda e: (e.feature != "PPLC", -e.population, e.id)) if found else None


def seat_of(scene: Scene, value: PlaceValue) -> Entry | None:
    """The entry of the seat of the first-order division that a place lies in."""
    if value.country is None or value.admin1 is None:
        return None
    division = scene.gazetteer.division(value.country, value.admin1)
    seat = words().seat(division.id) if division else ""
    found = [
        e
        for e in (scene.gazetteer.lookup(seat, False) if seat else ())
        if e.country == value.country and e.is_town
    ]
    return min(found, key=lambda e: (e.admin1 != value.admin1, -e.population, e.id), default=None)


_COUNTRY_NOUNS = re.compile(
    r"^(?:territory|soil|country|side|nation|state|government-held areas?|regions?|areas?|"
    r"government territory|airspace|waters|territorial waters)$"
)


def _country_noun(scene: Scene, span: Span, expression: Expression) -> PlaceValue | None:
    """ "Syrian territory" is the country; "Syrian airbase" waits for the places around it."""
    noun = expression.nouns[-1] if expression.nouns else ""
    if not _COUNTRY_NOUNS.match(noun):
        return None
    land = scene.country(expression.countries[0])
    if land is None:
        return None
    return at(span, scene.text, (land.lat, land.lon), 7 if "water" in noun else 6, "country", land)
