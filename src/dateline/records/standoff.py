"""Records in the codebook's stand-off format (section 10), written and read without loss.

The format's own keys are always written, with null for unknown. What it lacks (marks, credits,
sentences, numbers, who produced a value) stands under further keys, written only where there is
something to say. The same record gives the same bytes: keys have one order, scores four decimals,
degrees six.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from dateline.records._standoff_read import record_from_dict
from dateline.records.annotation import Mention
from dateline.records.document import Credits, Document, Mark
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
from dateline.records.values import Actor, NumberValue, PlaceValue, TimeValue
from dateline.records.verification import Verification

__all__ = [
    "record_from_dict",
    "record_from_json",
    "record_to_dict",
    "record_to_json",
    "standoff_line",
]

_Object = dict[str, Any]
_SCORE_DIGITS = 4
_DEGREE_DIGITS = 6


def record_to_json(record: Record) -> str:
    """`record_to_dict` as one line of JSON without the line break.

    Text stands as it is, unless it holds half a surrogate pair, which UTF-8 cannot carry: then
    the whole line is escaped to ASCII.
    """
    return standoff_line(record_to_dict(record))


def standoff_line(content: Mapping[str, Any]) -> str:
    """A stand-off object, as `record_to_dict` gives it, as one line of JSON."""
    line = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(content, ensure_ascii=True, separators=(",", ":"), allow_nan=False)
    return line


def record_from_json(line: str) -> Record:
    """The record of one line. Raises ValueError where the line is no stand-off record."""
    content = json.loads(line)
    if not isinstance(content, dict):
        raise ValueError(f"a stand-off record is a JSON object, not {type(content).__name__}")
    return record_from_dict(content)


def record_to_dict(record: Record) -> dict[str, Any]:
    """The record as the JSON object of codebook section 10, with additive keys."""
    out = _document(record.document)
    actor_of: dict[int, str] = {}
    for actor in record.actors:
        for index in actor.mentions:
            actor_of.setdefault(index, actor.id)
    out["actors"] = [_actor(actor) for actor in record.actors]
    out["mentions"] = [_mention(m, actor_of.get(i)) for i, m in enumerate(record.mentions)]
    out["times"] = [_time(time) for time in record.times]
    out["places"] = [_place(place) for place in record.places]
    out["incidents"] = [_report(report) for report in record.reports]
    out["claims"] = [_claim(claim) for claim in record.claims]
    _put(out, actor_relations=[_relation(relation) for relation in record.relations])
    _put(out, verifications=[_verification(note) for note in record.verifications])
    _put(out, numbers=[_number(number) for number in record.numbers])
    _put(out, sentences=[[s.start, s.end] for s in record.sentences])
    _put(out, model=record.model, version=record.version)
    return out


def _document(document: Document) -> _Object:
    out: _Object = {
        "id": document.id,
        "text": document.text,
        "title": document.title,
        "outlet": document.outlet,
        "published": document.published.isoformat() if document.published else None,
    }
    _put(
        out,
        url=document.url,
        language=document.language,
        published_note=document.published_note,
        source=document.source,
        synthetic=document.metadata.get("synthetic") is True or None,
        credits=_credits(document.credits),
        marks=[_mark(mark) for mark in document.marks],
        metadata=_plain(document.metadata),
    )
    return out


def _mark(mark: Mark) -> _Object:
    out: _Object = {"start": mark.start, "end": mark.end, "kind": mark.kind}
    _put(out, of=_span(mark.of))
    return out


def _credits(credits: Credits) -> _Object:
    out: _Object = {}
    _put(
        out,
        agency=credits.agency,
        agency_span=_span(credits.agency_span),
        dateline_place=credits.dateline_place,
        dateline_place_span=_span(credits.dateline_place_span),
        dateline_date=credits.dateline_date,
        dateline_date_span=_span(credits.dateline_date_span),
    )
    people = []
    for person in credits.people:
        row: _Object = {"name": person.name, "role": person.role}
        _put(row, bureau=person.bureau, span=_span(person.span))
        people.append(row)
    _put(out, people=people)
    return out


def _actor(actor: Actor) -> _Object:
    out: _Object = {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "country": actor.country,
        "aliases": list(actor.aliases),
    }
    _put(
        out,
        seed=actor.seed,
        candidates=[_plain(asdict(candidate)) for candidate in actor.candidates],
        alias_spans=[_span(span) for span in actor.alias_spans],
        mentions=list(actor.mentions),
        rule=actor.rule,
    )
    return out


def _mention(mention: Mention, actor: str | None) -> _Object:
    out: _Object = {
        "start": mention.start,
        "end": mention.end,
        "type": mention.type,
        "actor": actor,
        "by": mention.by,
    }
    _put(out, score=_number_of(mention.score, _SCORE_DIGITS))
    return out


def _time(time: TimeValue) -> _Object:
    out: _Object = {
        "start": time.start,
        "end": time.end,
        "from": time.date_from,
        "to": time.date_to,
        "precision": time.precision,
        "text": time.text,
        "timex_type": time.timex_type,
    }
    _put(
        out,
        value=time.value,
        modifier=time.modifier,
        anchor=time.anchor,
        rule=time.rule,
        unresolved=time.unresolved,
    )
    return out


def _number(number: NumberValue) -> _Object:
    out: _Object = {
        "start": number.start,
        "end": number.end,
        "low": _number_of(number.low, _DEGREE_DIGITS),
        "best": _number_of(number.best, _DEGREE_DIGITS),
        "high": _number_of(number.high, _DEGREE_DIGITS),
        "relation": number.relation,
        "text": number.text,
    }
    _put(
        out,
        counted=number.counted,
        noun=number.noun,
        base=_span(number.base),
        base_value=_number_of(number.base_value, _DEGREE_DIGITS),
        unit=number.unit,
        direction=number.direction,
        base_date=number.base_date,
        rule=number.rule,
    )
    return out


def _place(place: PlaceValue) -> _Object:
    out: _Object = {
        "start": place.start,
        "end": place.end,
        "lat": _number_of(place.lat, _DEGREE_DIGITS),
        "lon": _number_of(place.lon, _DEGREE_DIGITS),
        "country": place.country,
        "precision": place.precision,
        "name": place.name,
    }
    candidates = []
    for candidate in place.candidates:
        row = _plain(asdict(candidate))
        row["score"] = _number_of(candidate.score, _SCORE_DIGITS)
        candidates.append(row)
    _put(
        out,
        admin1=place.admin1,
        feature=place.feature,
        geometry=place.geometry,
        gazetteer_id=place.gazetteer_id,
        candidates=candidates,
        rule=place.rule,
        unresolved=place.unresolved,
    )
    return out


def _report(report: Report) -> _Object:
    out: _Object = {
        "id": report.id,
        "type": report.type,
        "status": report.status,
        "triggers": [_span(trigger) for trigger in report.triggers],
        "arguments": [_argument(argument) for argument in report.arguments],
        "date": _date(report.date),
        "place": _incident_place(report.place),
        "perpetrators": list(report.perpetrators),
        "targets": list(report.targets),
        "toll": [_toll(toll) for toll in report.toll],
        "type_origin": _origin(report.type_origin),
        "status_origin": _origin(report.status_origin),
    }
    _put(
        out,
        type_scores=_scores(report.type_scores),
        status_scores=_scores(report.status_scores),
        trigger_scores=[_number_of(score, _SCORE_DIGITS) for score in report.trigger_scores],
        lost_arguments=[_argument(argument) for argument in report.lost_arguments],
    )
    return out


def _argument(argument: Argument) -> _Object:
    out: _Object = {"role": argument.role, "start": argument.start, "end": argument.end}
    out.update(_origin(argument.origin))
    _put(out, inferred=argument.inferred if argument.inferred != "stated" else None)
    return out


def _date(value: IncidentDate | None) -> _Object | None:
    if value is None:
        return None
    out: _Object = {"from": value.date_from, "to": value.date_to, "precision": value.precision}
    out["span"] = _span(value.span)
    out.update(_origin(value.origin))
    return out


def _incident_place(place: IncidentPlace | None) -> _Object | None:
    if place is None:
        return None
    out: _Object = {
        "name": place.name,
        "lat": _number_of(place.lat, _DEGREE_DIGITS),
        "lon": _number_of(place.lon, _DEGREE_DIGITS),
        "country": place.country,
        "precision": place.precision,
        "admin1": place.admin1,
        "span": _span(place.span),
    }
    out.update(_origin(place.origin))
    return out


def _toll(toll: Toll) -> _Object:
    out: _Object = {
        "what": toll.what,
        "of": toll.of,
        "low": toll.low,
        "best": toll.best,
        "high": toll.high,
        "claim": toll.claim,
        "span": _span(toll.span),
    }
    out.update(_origin(toll.origin))
    return out


def _claim(claim: Claim) -> _Object:
    out: _Object = {
        "id": claim.id,
        "source": _span(claim.source),
        "source_actor": claim.source_actor,
        "source_type": claim.source_type,
        "cue": _span(claim.cue),
        "addressee": _span(claim.addressee),
        "mode": claim.mode,
        "speech_act": claim.speech_act,
        "commitment": claim.commitment,
        "content": _span(claim.content),
        "incidents": list(claim.incidents),
    }
    out.update(_origin(claim.origin))
    candidates = []
    for candidate in claim.source_candidates:
        row: _Object = {"score": _number_of(candidate.score, _SCORE_DIGITS)}
        row.update(_span(candidate.span) or {})
        candidates.append(row)
    _put(
        out,
        label_scores=_scores(claim.label_scores),
        label_candidates={
            name: _scores(claim.label_candidates[name]) for name in sorted(claim.label_candidates)
        },
        source_candidates=candidates,
    )
    return out


def _relation(relation: ActorRelation) -> _Object:
    out: _Object = {"id": relation.id, "kind": relation.kind, "status": relation.status}
    out |= {"a": relation.a, "b": relation.b, "claim": relation.claim}
    for name in ("a_span", "b_span", "words", "sentence"):
        out[name] = _span(getattr(relation, name))
    return out | _origin(relation.origin)


def _verification(note: Verification) -> _Object:
    out: _Object = {"id": note.id, "kind": note.kind, "words": _span(note.words)}
    out |= {"sentence": _span(note.sentence), "claims": list(note.claims)}
    out |= {"incidents": list(note.reports), "said_in": note.said_in}
    return out | _origin(note.origin)


def _span(span: Span | None) -> _Object | None:
    return None if span is None else {"start": span.start, "end": span.end}


def _origin(origin: Origin) -> _Object:
    out: _Object = {"by": origin.by}
    _put(out, score=_number_of(origin.score, _SCORE_DIGITS), note=origin.note)
    return out


def _scores(scores: Mapping[str, float]) -> _Object:
    return {key: _number_of(scores[key], _SCORE_DIGITS) for key in sorted(scores)}


def _number_of(value: float | None, digits: int) -> float | int | None:
    """Rounded; whole numbers without a point; what is not finite is unknown."""
    if value is None or not math.isfinite(value):
        return None
    rounded = round(float(value), digits)
    return int(rounded) if rounded == int(rounded) else rounded


def _plain(value: Any) -> Any:
    """`value` as JSON can say it: keys as text and sorted, dates as ISO text, no NaN."""
    if isinstance(value, Mapping):
        return {str(key): _plain(value[key]) for key in sorted(value, key=str)}
    if isinstance(value, str) or value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Sequence | set | frozenset) and not isinstance(value, bytes):
        items = sorted(value, key=str) if isinstance(value, set | frozenset) else value
        return [_plain(item) for item in items]
    return str(value)


def _put(out: _Object, **values: Any) -> None:
    """Adds the values that say something; absent means unknown."""
    for key, value in values.items():
        if value is None or value == "" or value == [] or value == {}:
            continue
        out[key] = value
