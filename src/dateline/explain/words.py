"""Values said in words: dates, places, numbers, actors, and what stands behind each."""

from __future__ import annotations

from collections.abc import Mapping

from dateline.codebook import ACTOR_KINDS, PLACE_PRECISIONS, TIME_PRECISIONS
from dateline.explain.explanation import Loser
from dateline.records import Actor, IncidentDate, IncidentPlace, NumberValue, PlaceValue, TimeValue

_LEAST = 0.005
_LEAST_BUT_FIRST = 0.02
"""Probabilities under which the runner-up, and what is behind it, are not worth telling."""


def said(**details: str | None) -> dict[str, str]:
    """The details that say something; `_` in a name stands for a space."""
    return {name.replace("_", " "): text for name, text in details.items() if text}


def losing_labels(scores: Mapping[str, float], chosen: str, most: int = 3) -> tuple[Loser, ...]:
    """The likeliest labels beside the chosen one."""
    others = sorted(
        ((label, score) for label, score in scores.items() if label != chosen),
        key=lambda row: (-row[1], row[0]),
    )
    return tuple(
        Loser(label, score)
        for n, (label, score) in enumerate(others[:most])
        if score >= (_LEAST_BUT_FIRST if n else _LEAST)
    )


def interval(first: str | None, last: str | None) -> str | None:
    """An interval of dates; None if both ends are open."""
    if first is None and last is None:
        return None
    return str(first) if first == last else f"{first or '...'} to {last or '...'}"


def date_words(date: IncidentDate) -> str:
    days = interval(date.date_from, date.date_to) or "unknown"
    return f"{days} ({TIME_PRECISIONS.get(date.precision, date.precision)})"


def time_words(time: TimeValue) -> str:
    """What a time expression was read as."""
    days = interval(time.date_from, time.date_to)
    return days or f"no date: {time.unresolved or time.value or 'not on the calendar'}"


def place_words(place: IncidentPlace) -> str:
    if place.lat is None or place.lon is None:
        where = [place.name, "no point"]
    else:
        area = _area(place.country, place.admin1)
        where = [f"{place.name}{area}", f"{place.lat:.4f}, {place.lon:.4f}"]
    if place.precision is not None:
        where.append(PLACE_PRECISIONS.get(place.precision, str(place.precision)))
    return f"{where[0]} ({'; '.join(where[1:])})"


def _area(country: str | None, admin1: str | None) -> str:
    """Country and the gazetteer's code of its first-order division, as in ", IQ.15"."""
    return f", {'.'.join(filter(None, (country, admin1)))}" if country else ""


def losing_entries(place: PlaceValue, most: int = 3) -> tuple[Loser, ...]:
    """The gazetteer entries that a place's name could also have meant."""
    return tuple(
        Loser(
            f"{c.name}{_area(c.country, c.admin1)}",
            c.score,
            "; ".join(part for part in (f"gazetteer {c.id} {c.feature}", c.why) if part),
        )
        for c in place.candidates
        if c.id != place.gazetteer_id
    )[:most]


def entry_words(place: PlaceValue) -> str | None:
    """The gazetteer entry that a place was taken for, with the score it had."""
    if place.gazetteer_id is None:
        return None
    chosen = next((c for c in place.candidates if c.id == place.gazetteer_id), None)
    if chosen is None:
        return place.gazetteer_id
    why = f": {chosen.why}" if chosen.why else ""
    return f"{chosen.id} {chosen.name} {chosen.feature}, {chosen.score:.2f}{why}"


def bounds_words(low: float | None, best: float | None, high: float | None) -> str:
    """`low / best / high`, an open end as such."""
    return " / ".join(_figure(bound) for bound in (low, best, high))


def _figure(value: float | None) -> str:
    if value is None:
        return "open"
    return str(int(value)) if value == int(value) else str(value)


_CONVENTIONS = {
    "exact": "an exact number is all three bounds",
    "at_least": "at least: the number is low and best, high is open",
    "more_than": "more than: counted from the next number up, high is open",
    "up_to": "up to: the number is best and high, low is open",
    "less_than": "less than: counted from the next number down, low is open",
    "about": "about: a tenth either way, unless configured otherwise",
    "nearly": "nearly: up to the number, a tenth below as low and best",
    "between": "a range: its ends, the middle as best",
    "vague": "a vague word: a lower bound only, by the table of such words",
    "share": "a share of a base: its bounds counted from the base",
    "none": "no one: zero",
    "named": "named without a number: each person or thing named counts one",
    "change": "a change, counted from what it is compared with",
}


def convention(number: NumberValue) -> str:
    """How a number's words become bounds, in a sentence (codebook 7)."""
    words = _CONVENTIONS.get(number.relation, number.relation)
    if number.relation == "share" and number.base_value is not None:
        words += f" of {_figure(number.base_value)}"
    return words


def actor_words(actor: Actor) -> dict[str, str]:
    """What an actor is and why, for people: kind, country, list entry, names."""
    return said(
        kind=ACTOR_KINDS.get(actor.kind, str(actor.kind)),
        country=actor.country,
        in_list=_entry(actor),
        written_as=", ".join(f'"{alias}"' for alias in actor.aliases) or None,
    )


def _entry(actor: Actor) -> str | None:
    chosen = next((c for c in actor.candidates if c.id == actor.seed), None)
    if chosen is not None:
        return f"{chosen.id} {chosen.name}, {chosen.score:.2f}: {chosen.why}".rstrip(": ")
    if actor.seed is not None:
        return actor.seed
    return "undecided between several entries" if actor.candidates else None


def losing_actors(actor: Actor, most: int = 3) -> tuple[Loser, ...]:
    """The list entries that the name could also have meant."""
    return tuple(
        Loser(
            ", ".join(part for part in (f"{c.id} {c.name}", c.country) if part),
            c.score,
            c.why or None,
        )
        for c in actor.candidates
        if c.id != actor.seed
    )[:most]
