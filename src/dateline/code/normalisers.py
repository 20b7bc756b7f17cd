"""The four normalisers bound to their tables and to what a document says about itself."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import TYPE_CHECKING

from dateline.code.record import Normalisers
from dateline.records import (
    Actor,
    Annotation,
    Document,
    NumberValue,
    PlaceValue,
    Span,
    TimeValue,
)

if TYPE_CHECKING:
    from dateline.config import Config, NumberConfig


def load_normalisers(config: Config) -> Normalisers:
    """Time, number, place and actor, with the gazetteer and the actor list opened."""
    from dateline.normalise.actor import ActorContext, link_actors, load_actor_list
    from dateline.normalise.number import conventions_of, find_numbers, resolve_number
    from dateline.normalise.place import PlaceContext, open_gazetteer, resolve_places
    from dateline.normalise.time import TimeContext, find_times, resolve_spans

    gazetteer = open_gazetteer()
    actor_list = load_actor_list()
    conventions = conventions_of(_number_tables(config.numbers))

    def times(document: Document, annotation: Annotation) -> tuple[TimeValue, ...]:
        context = TimeContext(published=document.published, dateline_date=dateline_date(document))
        found = find_times(document.text, context)
        mentions = [m.span for m in annotation.mentions if m.type == "TIME"]
        named = resolve_spans(document.text, mentions, context)
        others = [t for t in found if not any(t.span.overlaps(s) for s in mentions)]
        undated = context.reference is None
        dated = [t for t in (*named, *others) if _is_dated(t, undated)]
        return tuple(sorted(dated, key=lambda t: (t.start, t.end)))

    def dateline_date(document: Document) -> date | None:
        """The day of the article's own dateline ("OUAGADOUGOU, Oct 18 (CPS) -")."""
        span = document.credits.dateline_date_span
        if span is None:
            return None
        (value,) = resolve_spans(document.text, [span], TimeContext(published=document.published))
        if value.precision != 1 or value.date_from is None:
            return None
        return date.fromisoformat(value.date_from)

    def places(document: Document, annotation: Annotation) -> tuple[PlaceValue, ...]:
        mentions = [m for m in annotation.mentions if m.type in ("PLACE", "FACILITY")]
        context = PlaceContext(
            dateline_place=document.credits.dateline_place_span,
            actor_countries=actor_countries(document, annotation),
            types=tuple(m.type for m in mentions),
            ignored=[m.span for m in document.marks if m.kind in ("credit", "byline")],
            persons=[m.span for m in annotation.mentions if m.type == "PERSON"],
        )
        return resolve_places(document.text, [m.span for m in mentions], gazetteer, context)

    def actor_countries(document: Document, annotation: Annotation) -> tuple[str, ...]:
        """The countries of the actors that the list knows, one for each mention. The actors of the
        record are linked again once the places are known, which decide between their namesakes."""
        known = link_actors(
            document.text,
            annotation.mentions,
            annotation.sentences,
            ActorContext(published=document.published),
            actor_list,
        )
        return tuple(a.country for a in known if a.seed and a.country for _mention in a.mentions)

    def actors(
        document: Document, annotation: Annotation, located: tuple[PlaceValue, ...]
    ) -> tuple[Actor, ...]:
        hints = tuple(p.country for p in located if p.country)
        context = ActorContext(published=document.published, country_hints=hints)
        return link_actors(
            document.text, annotation.mentions, annotation.sentences, context, actor_list
        )

    def numbers(document: Document) -> tuple[NumberValue, ...]:
        return find_numbers(document.text, conventions)

    def resolve(document: Document, span: Span, mention_type: str, role: str) -> NumberValue:
        return resolve_number(
            document.text,
            span.start,
            span.end,
            mention_type=mention_type,
            role=role,
            conventions=conventions,
        )

    return Normalisers(
        times=times,
        numbers=numbers,
        places=places,
        actors=actors,
        resolve_number=resolve,
        tables=_fingerprint(gazetteer.meta(), actor_list.entries),
    )


def _number_tables(numbers: NumberConfig) -> dict[str, dict[str, float]]:
    """The user's number settings in the shape of the codebook's `numbers.toml`."""
    tables: dict[str, dict[str, float]] = {}
    if numbers.vague:
        tables["vague"] = {word: float(low) for word, low in numbers.vague.items()}
    for name in ("about", "nearly"):
        share = getattr(numbers, name)
        if share is not None:
            tables[name] = {"share": share}
    return tables


def _is_dated(time: TimeValue, undated: bool) -> bool:
    """Whether an expression is about a time on the calendar.

    One that only an unknown publication date leaves open stays, and says so. A bare length or
    repetition ("three hours", "twice a week") is a TIME mention and a number, no more.
    """
    if time.date_from or time.date_to:
        return True
    return undated and time.timex_type in ("DATE", "TIME")


def _fingerprint(*tables: object) -> str:
    """Eight hex digits that change when a table's content does, the same in every process."""
    return hashlib.sha256(_spelled(tables).encode()).hexdigest()[:8]


def _spelled(value: object) -> str:
    """`repr` with sets in order: their own order differs from one process to the next."""
    if is_dataclass(value) and not isinstance(value, type):
        value = {f.name: getattr(value, f.name) for f in fields(value)}
    if isinstance(value, Mapping):
        return f"{{{','.join(f'{_spelled(k)}:{_spelled(v)}' for k, v in value.items())}}}"
    if isinstance(value, set | frozenset):
        return f"{{{','.join(sorted(map(_spelled, value)))}}}"
    if isinstance(value, list | tuple):
        return f"[{','.join(map(_spelled, value))}]"
    return repr(value)
