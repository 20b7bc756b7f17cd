"""The four normalisers bound to their tables and to what a document says about itself."""

from __future__ import annotations

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
    from dateline.config import Config


def load_normalisers(config: Config) -> Normalisers:
    """Time, number, place and actor, with the gazetteer and the actor list opened."""
    from dateline.normalise.actor import ActorContext, link_actors, load_actor_list
    from dateline.normalise.number import find_numbers, resolve_number
    from dateline.normalise.place import PlaceContext, open_gazetteer, resolve_places
    from dateline.normalise.time import TimeContext, find_times, resolve_span

    gazetteer = open_gazetteer()
    actor_list = load_actor_list()
    conventions = config.numbers

    def times(document: Document, annotation: Annotation) -> tuple[TimeValue, ...]:
        context = TimeContext(published=document.published, dateline_date=_dateline_date(document))
        found = find_times(document.text, context)
        mentions = [m.span for m in annotation.mentions if m.type == "TIME"]
        named = [resolve_span(document.text, s.start, s.end, context) for s in mentions]
        others = [t for t in found if not any(t.span.overlaps(s) for s in mentions)]
        return tuple(sorted([*named, *others], key=lambda t: (t.start, t.end)))

    def places(document: Document, annotation: Annotation) -> tuple[PlaceValue, ...]:
        mentions = [m for m in annotation.mentions if m.type in ("PLACE", "FACILITY")]
        context = PlaceContext(
            dateline_place=document.credits.dateline_place_span,
            types=tuple(m.type for m in mentions),
        )
        return resolve_places(document.text, [m.span for m in mentions], gazetteer, context)

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

    def resolve(document: Document, span: Span, _mention_type: str) -> NumberValue | None:
        return resolve_number(document.text, span.start, span.end, conventions)

    return Normalisers(
        times=times,
        numbers=numbers,
        places=places,
        actors=actors,
        resolve_number=resolve,
        tables=f"{gazetteer.fingerprint}",
    )


def _dateline_date(document: Document) -> date | None:
    written = document.credits.dateline_date
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return None
