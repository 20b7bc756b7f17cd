"""Unknown names whose place the text states: N km from, near, in or beside a known one."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.normalise.place import _geometry
from dateline.normalise.place._fold import plain_key
from dateline.normalise.place._parse import DIRECTION, Expression, direction_of, kilometres
from dateline.normalise.place._relate import Scene
from dateline.normalise.place._words import words
from dateline.records import PlaceValue

_DISTANCE = (
    r"(?P<number>\d{1,4}(?:[.,]\d{1,3})?|[a-z]{3,10}(?:-[a-z]{3,5})?)[ -]?"
    r"(?P<unit>km|kms|kilomet(?:er|re)s?|miles?|mi|metres|meters)\b\.?"
    r"(?:\s*\([^)]{1,30}\))?"
)
_STATED = re.compile(
    rf"(?:{_DISTANCE}\s+(?:away\s+)?)?"
    rf"(?:(?:to\s+the\s+|just\s+|further\s+)?(?P<direction>{DIRECTION})\s+(?:of|from)|from|outside|"
    r"near(?:by)?|close\s+to|on\s+the\s+(?:outskirts|edge)\s+of|off)\s+"
    r"(?:the\s+)?(?:[\w'’-]+\s+){0,4}?$",
    re.I,
)
_WITHIN = re.compile(
    r"(?:,?\s+(?:a\s+)?(?:[\w'’-]+\s+){0,2}(?:in|of)\s+(?:the\s+)?(?:[\w'’-]+\s+){0,4}?"
    r"(?:of\s+)?|,\s+)$",
    re.I,
)
_WITHIN_TOWN = re.compile(
    r"(?:,?\s+in\s+|,\s+)(?:the\s+)?(?:(?:town|city|area|municipality|district|commune)\s+of\s+)?"
)
"""What stands between a village and the town it is said to belong to."""
_LISTED = re.compile(r"\s*,?\s+(?:and|or)\b|\s*,\s+(?:[A-ZÀ-Þ][\w'’-]*,?\s+){1,6}(?:and|or)\b")
_ELIDED = re.compile(
    r",?\s+(?:which\s+(?:is|lies)\s+)?(?:about|some|around|roughly|nearly|almost|just)?\s*"
    rf"{_DISTANCE}\s+(?:away\s+)?(?:to\s+the\s+)?(?P<direction>{DIRECTION})\b(?!\s+(?:of|from))",
    re.I,
)
"""A distance after a name that is counted from the place told before: "X, 12 km to the east"."""
_NEARBY = re.compile(
    r"\b(?:nearby|neighbou?ring|adjacent)\s+(?:[\w'’-]+\s+){0,3}?(?:of\s+)?$", re.I
)
_REACH = 110
"""How many characters may stand between an unknown name and where it is said to lie."""


@dataclass(frozen=True, slots=True)
class _Fix:
    """A stated position of an unknown name: the point and what it was counted from."""

    value: PlaceValue
    rule: str


def state_positions(
    scene: Scene,
    expressions: Sequence[Expression],
    done: list[PlaceValue | None],
    ends: Sequence[int],
) -> None:
    """Gives unknown names the position that the text states, in every mention (in place)."""
    fixes: dict[str, _Fix] = {}
    order = sorted(
        range(len(scene.spans)), key=lambda i: (scene.spans[i].start, scene.spans[i].end)
    )
    for key, fix in (
        *_from_a_base_after(scene, expressions, done, ends, order),
        *_from_the_place_before(scene, expressions, done, order),
    ):
        fixes.setdefault(key, fix)
    for at, expression in enumerate(expressions):
        value = done[at]
        found = fixes.get(plain_key(expression.name)) if expression.name else None
        if expression.countries and words().adjective(expression.name):
            continue
        if found is None or expression.form != "name" or value is None:
            continue
        done[at] = replace(
            found.value,
            start=value.start,
            end=value.end,
            name=value.name,
            candidates=value.candidates,
            rule=found.rule,
        )


def lat_lon(value: PlaceValue) -> tuple[float, float]:
    """The point of a value that has one. Raises ValueError where it has none."""
    if value.lat is None or value.lon is None:
        raise ValueError(f"{value.name} has no point")
    return value.lat, value.lon


def _from_a_base_after(
    scene: Scene,
    expressions: Sequence[Expression],
    done: Sequence[PlaceValue | None],
    ends: Sequence[int],
    order: Sequence[int],
) -> Iterator[tuple[str, _Fix]]:
    """ "X, 20 km north of Y", "X, in Y province", "X, Y": the base stands after the name."""
    for position, at in enumerate(order):
        base = done[at]
        if base is None or base.lat is None or base.lon is None:
            continue
        if expressions[at].form != "name":
            continue
        span = scene.spans[at]
        left = scene.text[max(0, span.start - _REACH) : span.start]
        stated = _STATED.search(left)
        inside = _WITHIN.search(left) if stated is None else None
        if stated is not None and stated["number"] is None and base.precision != 1:
            continue
        found = stated or inside
        if found is None or (stated is None and (base.precision or 9) > 4):
            continue
        subjects = [
            i
            for i in order[:position]
            if 0 <= span.start - scene.spans[i].end <= _REACH
            and bisect_right(ends, scene.spans[i].start) == bisect_right(ends, span.start)
            and scene.spans[i].end <= span.start - len(left) + found.start() + 1
        ]
        for i in reversed(subjects):
            key = _unknown(scene, expressions[i])
            if key and done[i] is not None:
                if stated is None and (base.precision or 1) <= 2:
                    between = scene.text[scene.spans[i].end : span.start]
                    listed = _LISTED.match(scene.text, span.end)
                    if listed or not _WITHIN_TOWN.fullmatch(between):
                        break
                fix = _position(base, stated) if stated else _inside(base)
                if fix is not None:
                    yield key, fix
                break
            if done[i] is not None:
                break


def _from_the_place_before(
    scene: Scene,
    expressions: Sequence[Expression],
    done: Sequence[PlaceValue | None],
    order: Sequence[int],
) -> Iterator[tuple[str, _Fix]]:
    """ "X, some 12 km to the north-east", "nearby X": counted from the exact place told before."""
    before: PlaceValue | None = None
    for at in order:
        value, span = done[at], scene.spans[at]
        if value is not None and value.lat is not None:
            if (value.precision or 9) <= 2 and expressions[at].name:
                before = value
            continue
        key = _unknown(scene, expressions[at])
        if not key or before is None:
            continue
        elided = _ELIDED.match(scene.text, span.end, min(len(scene.text), span.end + 80))
        if elided is not None and (fix := _position(before, elided)) is not None:
            yield key, fix
        elif _NEARBY.search(scene.text[max(0, span.start - 50) : span.start]):
            point = lat_lon(before)
            ring = _geometry.ring_json(point, 12.0)
            near = replace(
                before, precision=2, feature=None, gazetteer_id=None, geometry=ring, unresolved=None
            )
            yield key, _Fix(near, f"relative: near {before.name}")


def _unknown(scene: Scene, expression: Expression) -> str:
    """The key of a plain name without a place; empty for everything else."""
    name = scene.name(expression.name)
    if expression.form != "name" or name is None or name.best is not None:
        return ""
    return name.key


def _position(base: PlaceValue, stated: re.Match[str]) -> _Fix | None:
    point = lat_lon(base)
    direction = direction_of(stated["direction"]) if stated["direction"] else ""
    km = kilometres(stated["number"], stated["unit"]) if stated["number"] else None
    if stated["number"] and km is None:
        return None
    if direction:
        point = _geometry.moved(point, direction, km if km is not None else 12.0)
    told = f"{km:g} km " if km is not None else ""
    note = f"relative: {told}{direction + ' of ' if direction else 'from '}{base.name}"
    return _Fix(
        replace(
            base, lat=point[0], lon=point[1], precision=2, feature=None, gazetteer_id=None,
            geometry=_geometry.ring_json(point, max(2.0, min(25.0, (km or 12.0) * 0.3))),
            unresolved=None,
        ),
        note,
    )  # fmt: skip


def _inside(base: PlaceValue) -> _Fix:
    """An unknown name said to be in a division or town lies somewhere in or about it."""
    precision = max(2, base.precision or 2)
    return _Fix(
        replace(base, precision=precision, feature=None, gazetteer_id=None, unresolved=None),
        f"relative: in {base.name}",
    )
