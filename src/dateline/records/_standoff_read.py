"""Reads the stand-off format: Dateline's own records without loss, annotated files tolerantly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dateline.records.annotation import Mention
from dateline.records.document import Credit, Credits, Document, Mark
from dateline.records.relation import ActorRelation
from dateline.records.report import (
    Argument,
    Claim,
    IncidentDate,
    IncidentPlace,
    Record,
    Report,
    Toll,
)
from dateline.records.span import Origin, Span
from dateline.records.values import (
    Actor,
    ActorCandidate,
    NumberValue,
    PlaceCandidate,
    PlaceValue,
    SourceCandidate,
    TimeValue,
)
from dateline.records.verification import Verification

_Object = Mapping[str, Any]

_GIVEN = "document:standoff"
"""Producer of a value whose file does not name one: the file itself, an annotator's work."""

_KEYS = (
    "id text title outlet published url language published_note source synthetic credits marks "
    "metadata actors mentions times places incidents claims actor_relations numbers "
    "sentences model version verifications"
)


def record_from_dict(content: Mapping[str, Any]) -> Record:
    """The record that a stand-off object describes.

    Keys that the format does not have become metadata, as for a document that is read. A toll
    without words takes those of the number's role, or else the incident's trigger. Raises
    ValueError naming the document where a key that the format needs is missing or wrong.
    """
    name = content.get("id")
    if not isinstance(name, str) or not isinstance(content.get("text"), str):
        raise ValueError(f"stand-off record {name!r}: needs the texts 'id' and 'text'")
    try:
        return _record(content)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"stand-off record {name!r}: missing or wrong value: {error!r}") from error
    except ValueError as error:
        raise ValueError(f"stand-off record {name!r}: {error}") from error


def _record(content: _Object) -> Record:
    text = content["text"]
    mentions = content.get("mentions") or ()
    of_actor: dict[str, list[int]] = {}
    for index, mention in enumerate(mentions):
        if mention.get("actor"):
            of_actor.setdefault(mention["actor"], []).append(index)
    return Record(
        document=_document(content),
        sentences=tuple(Span(start, end) for start, end in content.get("sentences") or ()),
        mentions=tuple(
            Mention(m["start"], m["end"], m["type"], m.get("score"), m.get("by", _GIVEN))
            for m in mentions
        ),
        times=tuple(_time(row, text) for row in content.get("times") or ()),
        numbers=tuple(_number(row, text) for row in content.get("numbers") or ()),
        places=tuple(_place(row, text) for row in content.get("places") or ()),
        actors=tuple(
            _actor(row, of_actor.get(row["id"], [])) for row in content.get("actors") or ()
        ),
        reports=tuple(_report(row, text) for row in content.get("incidents") or ()),
        claims=tuple(_claim(row) for row in content.get("claims") or ()),
        model=content.get("model", ""),
        version=content.get("version", ""),
        relations=tuple(_relation(row) for row in content.get("actor_relations") or ()),
        verifications=tuple(_verification(row) for row in content.get("verifications") or ()),
    )


def _document(content: _Object) -> Document:
    keys = _KEYS.split()
    metadata = {key: value for key, value in content.items() if key not in keys}
    if content.get("synthetic"):
        metadata["synthetic"] = True
    metadata.update(content.get("metadata") or {})
    published = content.get("published")
    return Document(
        id=content["id"],
        text=content["text"],
        title=content.get("title"),
        outlet=content.get("outlet"),
        published=date.fromisoformat(published) if published else None,
        published_note=content.get("published_note"),
        url=content.get("url"),
        language=content.get("language"),
        credits=_credits(content.get("credits") or {}),
        marks=tuple(
            Mark(m["start"], m["end"], m["kind"], _span(m.get("of")))
            for m in content.get("marks") or ()
        ),
        metadata=metadata,
        source=content.get("source"),
    )


def _credits(row: _Object) -> Credits:
    return Credits(
        agency=row.get("agency"),
        agency_span=_span(row.get("agency_span")),
        people=tuple(
            Credit(p["name"], p["role"], p.get("bureau"), _span(p.get("span")))
            for p in row.get("people") or ()
        ),
        dateline_place=row.get("dateline_place"),
        dateline_place_span=_span(row.get("dateline_place_span")),
        dateline_date=row.get("dateline_date"),
        dateline_date_span=_span(row.get("dateline_date_span")),
    )


def _actor(row: _Object, mentions: list[int]) -> Actor:
    return Actor(
        id=row["id"],
        name=row["name"],
        kind=row["kind"],
        country=row.get("country"),
        aliases=tuple(row.get("aliases") or ()),
        seed=row.get("seed"),
        candidates=tuple(ActorCandidate(**c) for c in row.get("candidates") or ()),
        alias_spans=tuple(Span(s["start"], s["end"]) for s in row.get("alias_spans") or ()),
        mentions=tuple(row.get("mentions") or mentions),
        rule=row.get("rule", ""),
    )


def _time(row: _Object, text: str) -> TimeValue:
    return TimeValue(
        start=row["start"],
        end=row["end"],
        text=row.get("text", text[row["start"] : row["end"]]),
        timex_type=row.get("timex_type", "DATE"),
        value=row.get("value"),
        date_from=row.get("from"),
        date_to=row.get("to"),
        precision=row.get("precision", 0),
        modifier=row.get("modifier"),
        anchor=row.get("anchor"),
        rule=row.get("rule", ""),
        unresolved=row.get("unresolved"),
    )


def _number(row: _Object, text: str) -> NumberValue:
    return NumberValue(
        start=row["start"],
        end=row["end"],
        text=row.get("text", text[row["start"] : row["end"]]),
        low=row.get("low"),
        best=row.get("best"),
        high=row.get("high"),
        relation=row.get("relation", "exact"),
        counted=row.get("counted"),
        noun=row.get("noun"),
        base=_span(row.get("base")),
        base_value=row.get("base_value"),
        unit=row.get("unit"),
        direction=row.get("direction"),
        base_date=row.get("base_date"),
        rule=row.get("rule", ""),
    )


def _place(row: _Object, text: str) -> PlaceValue:
    return PlaceValue(
        start=row["start"],
        end=row["end"],
        name=row.get("name", text[row["start"] : row["end"]]),
        lat=row.get("lat"),
        lon=row.get("lon"),
        country=row.get("country"),
        admin1=row.get("admin1"),
        precision=row.get("precision"),
        feature=row.get("feature"),
        geometry=row.get("geometry"),
        gazetteer_id=row.get("gazetteer_id"),
        candidates=tuple(PlaceCandidate(**c) for c in row.get("candidates") or ()),
        rule=row.get("rule", ""),
        unresolved=row.get("unresolved"),
    )


def _report(row: _Object, text: str) -> Report:
    triggers = tuple(Span(t["start"], t["end"]) for t in row.get("triggers") or ())
    arguments = _arguments(row.get("arguments"))
    day, place = row.get("date"), row.get("place")
    return Report(
        id=row["id"],
        type=row["type"],
        status=row["status"],
        triggers=triggers,
        arguments=arguments,
        date=None
        if day is None
        else IncidentDate(
            date_from=day.get("from"),
            date_to=day.get("to"),
            precision=day.get("precision", 0),
            span=_span(day.get("span")),
            origin=_origin(day),
        ),
        place=None
        if place is None
        else IncidentPlace(
            name=place["name"],
            lat=place.get("lat"),
            lon=place.get("lon"),
            country=place.get("country"),
            admin1=place.get("admin1"),
            precision=place.get("precision"),
            span=_span(place.get("span")),
            origin=_origin(place),
        ),
        perpetrators=tuple(row.get("perpetrators") or ()),
        targets=tuple(row.get("targets") or ()),
        toll=tuple(_toll(t, arguments, triggers, text) for t in row.get("toll") or ()),
        type_origin=_origin(row.get("type_origin") or {}),
        status_origin=_origin(row.get("status_origin") or {}),
        type_scores=dict(row.get("type_scores") or {}),
        status_scores=dict(row.get("status_scores") or {}),
        trigger_scores=tuple(row.get("trigger_scores") or ()),
        lost_arguments=_arguments(row.get("lost_arguments")),
    )


def _arguments(rows: Sequence[_Object] | None) -> tuple[Argument, ...]:
    return tuple(
        Argument(a["role"], a["start"], a["end"], _origin(a), a.get("inferred", "stated"))
        for a in rows or ()
    )


def _toll(
    row: _Object, arguments: tuple[Argument, ...], triggers: tuple[Span, ...], text: str
) -> Toll:
    span = _span(row.get("span"))
    if span is None:
        numbers = [a.span for a in arguments if a.role == row["what"]]
        best = str(row.get("best"))
        named = [s for s in numbers if best in s.of(text)]
        candidates = [*named, *numbers, *triggers]
        if not candidates:
            raise ValueError(f"toll {row['what']!r} of {row.get('of')!r} has no words")
        span = candidates[0]
    return Toll(
        what=row["what"],
        of=row["of"],
        low=row.get("low"),
        best=row.get("best"),
        high=row.get("high"),
        span=span,
        claim=row.get("claim"),
        origin=_origin(row),
    )


def _claim(row: _Object) -> Claim:
    content = _span(row["content"])
    if content is None:
        raise ValueError(f"claim {row['id']!r} has no content")
    return Claim(
        id=row["id"],
        content=content,
        source=_span(row.get("source")),
        source_actor=row.get("source_actor"),
        source_type=row.get("source_type", "unknown"),
        cue=_span(row.get("cue")),
        addressee=_span(row.get("addressee")),
        mode=row["mode"],
        speech_act=row["speech_act"],
        commitment=row["commitment"],
        incidents=tuple(row.get("incidents") or ()),
        origin=_origin(row),
        label_scores=dict(row.get("label_scores") or {}),
        label_candidates={
            name: dict(scores) for name, scores in (row.get("label_candidates") or {}).items()
        },
        source_candidates=tuple(
            SourceCandidate(_span(c) if "start" in c else None, c["score"])
            for c in row.get("source_candidates") or ()
        ),
    )


def _relation(row: _Object) -> ActorRelation:
    a_span, b_span, words, sentence = (
        Span(row[name]["start"], row[name]["end"])
        for name in ("a_span", "b_span", "words", "sentence")
    )
    return ActorRelation(
        id=row["id"],
        kind=row["kind"],
        a=row.get("a"),
        b=row.get("b"),
        a_span=a_span,
        b_span=b_span,
        words=words,
        sentence=sentence,
        status=row.get("status", "stated"),
        claim=row.get("claim"),
        origin=_origin(row),
    )


def _verification(row: _Object) -> Verification:
    words, sentence = (Span(row[name]["start"], row[name]["end"]) for name in ("words", "sentence"))
    return Verification(
        id=row["id"],
        kind=row["kind"],
        words=words,
        sentence=sentence,
        claims=tuple(row.get("claims") or ()),
        reports=tuple(row.get("incidents") or ()),
        said_in=row.get("said_in"),
        origin=_origin(row),
    )


def _origin(row: _Object) -> Origin:
    return Origin(row.get("by", _GIVEN), row.get("score"), row.get("note"))


def _span(row: _Object | None) -> Span | None:
    return None if row is None else Span(row["start"], row["end"])
