"""One document's spans and values become its reports and claims."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from dateline.code.arguments import Filled, by_role, fill_roles, lost_arguments
from dateline.code.claims import ClaimContext, document_claims
from dateline.code.config import CodeConfig
from dateline.code.dates import agree_on_future, inherited_date, news_date, own_date
from dateline.code.incidents import TriggerGroup, group_triggers
from dateline.code.origins import status_origin
from dateline.code.places import inherited_place, is_named, own_place
from dateline.code.tolls import TollContext, incident_tolls, numbers_once, without_miscounts
from dateline.code.types import TypeEvidence, type_origin, weigh_types
from dateline.codebook import STATUSES_THAT_COUNT
from dateline.records import (
    Actor,
    Annotation,
    Argument,
    Claim,
    Document,
    IncidentDate,
    IncidentPlace,
    NumberValue,
    Origin,
    PlaceValue,
    Report,
    Span,
    TimeValue,
    Toll,
)

ResolveNumber = Callable[[Span, str, str], NumberValue | None]
"""From span, mention type and role to the number; None where the words hold none."""


_DATED_BY_NEWS = frozenset({"planned", "predicted", "conditional", "ongoing"})
"""Statuses whose incidents take no other incident's date: they last to publication or beyond."""


@dataclass(frozen=True, slots=True)
class Values:
    """What the normalisers made of one document's mentions."""

    times: Sequence[TimeValue]
    numbers: Sequence[NumberValue]
    places: Sequence[PlaceValue]
    actors: Sequence[Actor]
    resolve_number: ResolveNumber


@dataclass(frozen=True, slots=True)
class _Draft:
    """One incident on its way: its triggers, arguments and own date and place, if any."""

    id: str
    group: TriggerGroup
    type_origin: Origin
    status_origin: Origin
    filled: tuple[Filled, ...]
    lost: tuple[Argument, ...]
    start: int
    date: IncidentDate | None
    place: IncidentPlace | None


def assemble(
    document: Document, annotation: Annotation, values: Values, config: CodeConfig
) -> tuple[tuple[Report, ...], tuple[Claim, ...]]:
    """The reports and claims of one document; a pure function of its arguments."""
    actor_of = {index: actor.id for actor in values.actors for index in actor.mentions}
    drafts = _drafts(document, annotation, values, config)
    kept = numbers_once([draft.filled for draft in drafts], annotation.mentions)
    drafts = [replace(draft, filled=filled) for draft, filled in zip(drafts, kept, strict=True)]
    spans = {d.id: _spans(annotation, d) for d in drafts}
    claims = document_claims(
        document, annotation, ClaimContext(annotation.mentions, actor_of, spans), config
    )
    toll_context = TollContext(
        document.text,
        annotation.mentions,
        actor_of,
        {a.id: a.kind for a in values.actors},
        claims,
        values.resolve_number,
    )
    dates = _dates(document, annotation, values, drafts, config)
    places = _places(document, annotation, values, drafts)
    reports = tuple(
        _report(annotation, draft, actor_of, toll_context, dates[draft.id], places[draft.id])
        for draft in drafts
    )
    return reports, claims


def _drafts(
    document: Document, annotation: Annotation, values: Values, config: CodeConfig
) -> list[_Draft]:
    """The incidents that have anything of their own: a place, time, toll, victim or author.

    Words of violence with none of these are context, not an incident (codebook 1).
    """
    drafts: list[_Draft] = []
    for group in group_triggers(document, annotation, config):
        draft = _draft(f"i{len(drafts) + 1}", document, annotation, group, values, config)
        if draft.filled:
            drafts.append(draft)
    return drafts


def _draft(
    incident: str,
    document: Document,
    annotation: Annotation,
    group: TriggerGroup,
    values: Values,
    config: CodeConfig,
) -> _Draft:
    linked = fill_roles(annotation, group, config)
    filled = without_miscounts(linked, annotation.mentions, values.numbers)
    roles = by_role(filled)
    types, type_by = _types(document, annotation, group, roles, values, config)
    group = replace(group, types=types)
    printed = [m.span for m in document.marks if m.kind in ("dateline", "furniture")]
    times = [
        (value, item.argument.origin.score or 0.0)
        for item in roles.get("time", ())
        for value in values.times
        if value.span.overlaps(item.argument.span)
        and not any(p.contains(value.span) for p in printed)
    ]
    fitting, statuses = agree_on_future(times, group.statuses, document.published, config)
    status_by = status_origin(group.statuses, statuses, [t for t, _ in times])
    group = replace(group, statuses=statuses)
    places = _place_values(roles.get("place", ()), values)
    return _Draft(
        id=incident,
        group=group,
        type_origin=type_by,
        status_origin=status_by,
        filled=filled,
        lost=lost_arguments(annotation, group, linked, filled, config),
        start=annotation.triggers[group.triggers[0]].start,
        date=own_date(fitting, group.status, document.published),
        place=own_place(places) or own_place(_located_targets(roles, values), "target"),
    )


def _types(
    document: Document,
    annotation: Annotation,
    group: TriggerGroup,
    roles: Mapping[str, Sequence[Filled]],
    values: Values,
    config: CodeConfig,
) -> tuple[dict[str, float], Origin]:
    spans = [annotation.triggers[i].span for i in group.triggers]
    spans += [f.argument.span for f in roles.get("weapon", ())]
    kind_of = {index: actor.kind for actor in values.actors for index in actor.mentions}
    takers = [kind_of[f.mention] for f in roles.get("perpetrator", ()) if f.mention in kind_of]
    weapons = [m.span for m in annotation.mentions if m.type == "WEAPON"]
    start = min(spans).start
    weapons.sort(key=lambda w: (start - w.start if w.start < start else 2 * (w.start - start), w))
    evidence = TypeEvidence(
        words=[span.of(document.text) for span in sorted(spans)],
        near=[span.of(document.text) for span in weapons],
        taker_kind=takers[0] if takers else None,
    )
    types = weigh_types(group.types, evidence, config.type_evidence, config.near_type_evidence)
    return types, type_origin(group.types, types, evidence)


def _place_values(items: Sequence[Filled], values: Values) -> list[tuple[PlaceValue, float]]:
    return [
        (value, item.argument.origin.score or 0.0)
        for item in items
        for value in values.places
        if value.span == item.argument.span
    ]


def _located_targets(
    roles: Mapping[str, Sequence[Filled]], values: Values
) -> list[tuple[PlaceValue, float]]:
    """Places and buildings that are themselves the target: what was hit says where it was."""
    return [pv for pv in _place_values(roles.get("target", ()), values) if pv[0].lat is not None]


def _spans(annotation: Annotation, draft: _Draft) -> list[Span]:
    return [annotation.triggers[i].span for i in draft.group.triggers]


def _dates(
    document: Document,
    annotation: Annotation,
    values: Values,
    drafts: Sequence[_Draft],
    config: CodeConfig,
) -> dict[str, IncidentDate | None]:
    """Own dates; else a day named just before; else the date of the incident told nearest.

    Where nothing governs an incident, the news rule dates it.
    """
    dates: dict[str, IncidentDate | None] = {}
    for draft in drafts:
        found = draft.date
        if found is None and draft.group.status in STATUSES_THAT_COUNT:
            found = _date_of_the_sentence_before(document, annotation, draft, values.times)
        if found is None and draft.group.status not in _DATED_BY_NEWS:
            governing = _governing(
                annotation, draft, [d for d in drafts if d.date is not None], config
            )
            if governing is not None and governing.date is not None:
                found = inherited_date(governing.date)
        if found is None and not _told_of_another_time(document, annotation, draft, values, config):
            found = news_date(document, draft.group.status, config)
        dates[draft.id] = found
    return dates


def _told_of_another_time(
    document: Document,
    annotation: Annotation,
    draft: _Draft,
    values: Values,
    config: CodeConfig,
) -> bool:
    """Whether its sentences name times that all lie before the news: background, not news.

    "Troops were deployed in the 1990s": a time that no incident took still says that it is old.
    """
    if document.published is None:
        return False
    first = (document.published - timedelta(days=config.news_window_days - 1)).isoformat()
    told = [
        s for s in annotation.sentences if any(s.contains(t) for t in _spans(annotation, draft))
    ]
    ends = [t.date_to for t in values.times if any(s.contains(t.span) for s in told)]
    known = [end for end in ends if end is not None]
    return bool(known) and all(end < first[: len(end)] for end in known)


def _date_of_the_sentence_before(
    document: Document, annotation: Annotation, draft: _Draft, times: Sequence[TimeValue]
) -> IncidentDate | None:
    """The day named last in the sentence before the incident's first, if it is past.

    "The last report was on Feb. 13. F-16s carried out a strike ...": the sentences go on.
    """
    start = draft.start
    at = next((n for n, s in enumerate(annotation.sentences) if s.start <= start < s.end), 0)
    if at == 0:
        return None
    before = annotation.sentences[at - 1]
    if "\n" in document.text[before.start : start].strip("\n"):
        return None
    named = [
        (t, 0.0)
        for t in times
        if before.contains(t.span) and t.precision == 1 and (t.date_to or "") <= _day(document)
    ]
    own = own_date(named[-1:], draft.group.status, None)
    return inherited_date(own) if own else None


def _day(document: Document) -> str:
    return document.published.isoformat() if document.published else "9999"


def _governing(
    annotation: Annotation, draft: _Draft, others: Sequence[_Draft], config: CodeConfig
) -> _Draft | None:
    """The incident whose triggers stand nearest to this one's (before it, by preference)."""
    best: tuple[float, str] | None = None
    chosen = None
    for other in others:
        if other is draft:
            continue
        distance = _distance(annotation, draft, other)
        if distance > config.governing_distance:
            continue
        if best is None or (distance, other.id) < best:
            best, chosen = (distance, other.id), other
    return chosen


def _distance(annotation: Annotation, draft: _Draft, other: _Draft) -> float:
    """Code points between the nearest two triggers; what stands after counts double."""
    out = float("inf")
    for i in draft.group.triggers:
        for j in other.group.triggers:
            gap = annotation.triggers[i].start - annotation.triggers[j].start
            out = min(out, gap if gap >= 0 else -2 * gap)
    return out


def _places(
    document: Document, annotation: Annotation, values: Values, drafts: Sequence[_Draft]
) -> dict[str, IncidentPlace | None]:
    """Own places; else one of its sentences'; else the last named before; else the dateline's."""
    places: dict[str, IncidentPlace | None] = {}
    dateline = document.credits.dateline_place_span
    furniture = [m.span for m in document.marks if m.kind in ("credit", "byline", "dateline")]
    located = [
        p
        for p in values.places
        if p.lat is not None and is_named(p) and not any(f.contains(p.span) for f in furniture)
    ]
    for draft in drafts:
        found = draft.place
        if found is None or found.lat is None:
            nearest, note = _nearest_place(annotation, draft, located)
            if nearest is not None:
                own = own_place([(nearest, 0.0)])
                inherited = inherited_place(own, "inherited", note) if own else None
                found = inherited or found
            elif dateline is not None:
                found = _from_dateline(values, dateline) or found
        places[draft.id] = found
    return places


def _nearest_place(
    annotation: Annotation, draft: _Draft, located: Sequence[PlaceValue]
) -> tuple[PlaceValue | None, str]:
    """The place to take over: from a sentence that tells the incident, else from before it."""
    told = [annotation.triggers[i].span for i in draft.group.triggers]
    own = [s for s in annotation.sentences if any(s.contains(t) for t in told)]
    inside = [p for p in located if any(s.contains(p.span) for s in own)]
    if inside:
        near = min(inside, key=lambda p: (min(abs(p.start - t.start) for t in told), p.start))
        return near, "no place linked to it; a place named in its sentence"
    before = [p for p in located if p.start < draft.start]
    if before:
        note = "no place of its own; the place named nearest before it"
        return max(before, key=lambda p: p.start), note
    return (located[0], "no place of its own; the first named") if located else (None, "")


def _from_dateline(values: Values, dateline: Span) -> IncidentPlace | None:
    for value in values.places:
        if value.span.overlaps(dateline) and value.lat is not None:
            own = own_place([(value, 0.0)])
            note = "no place stated; the article's dateline"
            return inherited_place(own, "dateline", note) if own else None
    return None


def _report(
    annotation: Annotation,
    draft: _Draft,
    actor_of: Mapping[int, str],
    toll_context: TollContext,
    date: IncidentDate | None,
    place: IncidentPlace | None,
) -> Report:
    sides = tuple(
        tuple(dict.fromkeys(actor_of[f.mention] for f in items if f.mention in actor_of))
        for items in (
            [f for f in draft.filled if f.argument.role == "perpetrator"],
            [f for f in draft.filled if f.argument.role == "target"],
        )
    )
    tolls: tuple[Toll, ...] = incident_tolls(
        draft.filled, toll_context, (frozenset(sides[0]), frozenset(sides[1]))
    )
    group = draft.group
    return Report(
        id=draft.id,
        type=group.type,
        status=group.status,
        triggers=tuple(_spans(annotation, draft)),
        arguments=tuple(f.argument for f in draft.filled),
        date=date,
        place=place,
        perpetrators=sides[0],
        targets=sides[1],
        toll=tolls,
        type_origin=draft.type_origin,
        status_origin=draft.status_origin,
        type_scores=group.types,
        status_scores=group.statuses,
        trigger_scores=tuple(annotation.triggers[i].score for i in group.triggers),
        lost_arguments=draft.lost,
    )
