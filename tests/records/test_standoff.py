from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.records import (
    Actor,
    ActorCandidate,
    ActorRelation,
    Argument,
    Claim,
    Credit,
    Credits,
    Document,
    IncidentDate,
    IncidentPlace,
    Mark,
    Mention,
    NumberValue,
    Origin,
    PlaceCandidate,
    PlaceValue,
    Record,
    Report,
    SourceCandidate,
    Span,
    TimeValue,
    Toll,
    record_from_dict,
    record_from_json,
    record_to_dict,
    record_to_json,
)
from tests.fake_coder import FakeCoder, article

_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_name = st.text("abcXYZ ", min_size=1, max_size=8)
_maybe = st.none() | _name
_score = st.none() | st.integers(0, 10_000).map(lambda n: n / 10_000)
_probability = st.integers(0, 10_000).map(lambda n: n / 10_000)
_degree = st.integers(-90_000_000, 90_000_000).map(lambda n: n / 1_000_000)
_spans = st.tuples(st.integers(0, 50), st.integers(1, 20)).map(lambda p: Span(p[0], sum(p)))
_maybe_span = st.none() | _spans
_origins = st.builds(Origin, _name, _score, _maybe)
_counts = st.none() | st.integers(0, 10**9)
_bounds = st.none() | st.integers(0, 10**12) | st.integers(0, 10**8).map(lambda n: n / 100)


def _spanned(made: Any, /, **fields: Any) -> Any:
    return _spans.flatmap(
        lambda s: st.builds(made, start=st.just(s.start), end=st.just(s.end), **fields)
    )


def _tuples(of: Any) -> Any:
    return st.lists(of, max_size=3).map(tuple)


_arguments = _tuples(_spanned(Argument, role=_name, origin=_origins, inferred=_name))
_documents = st.builds(
    Document,
    id=_name,
    text=_text,
    title=_maybe,
    outlet=_maybe,
    published=st.none() | st.dates(date(1900, 1, 1), date(2030, 1, 1)),
    published_note=_maybe,
    url=_maybe,
    language=_maybe,
    source=_maybe,
    credits=st.builds(
        Credits,
        _maybe,
        _maybe_span,
        _tuples(st.builds(Credit, _name, _name, _maybe, _maybe_span)),
        _maybe,
        _maybe_span,
        _maybe,
        _maybe_span,
    ),
    marks=_tuples(_spanned(Mark, kind=_name, of=_maybe_span)),
    metadata=st.dictionaries(
        _name,
        st.none() | st.booleans() | st.integers() | _text | st.lists(_text, max_size=2),
        max_size=3,
    ),
)
_scores = st.dictionaries(_name, _probability, max_size=3)
_records = st.builds(
    Record,
    document=_documents,
    sentences=_tuples(_spans),
    mentions=_tuples(_spanned(Mention, type=_name, score=_score, by=_name)),
    times=_tuples(
        _spanned(
            TimeValue,
            text=_text,
            timex_type=_name,
            value=_maybe,
            date_from=_maybe,
            date_to=_maybe,
            precision=st.integers(0, 5),
            modifier=_maybe,
            anchor=_maybe,
            rule=_name,
            unresolved=_maybe,
        )
    ),
    numbers=_tuples(
        _spanned(
            NumberValue,
            text=_text,
            low=_bounds,
            best=_bounds,
            high=_bounds,
            relation=_name,
            counted=_maybe,
            noun=_maybe,
            base=_maybe_span,
            base_value=_bounds,
            unit=_maybe,
            direction=_maybe,
            base_date=_maybe,
            rule=_name,
        )
    ),
    places=_tuples(
        _spanned(
            PlaceValue,
            name=_name,
            lat=st.none() | _degree,
            lon=st.none() | _degree,
            country=_maybe,
            admin1=_maybe,
            precision=st.none() | st.integers(1, 7),
            feature=_maybe,
            geometry=_maybe,
            gazetteer_id=_maybe,
            rule=_name,
            unresolved=_maybe,
            candidates=_tuples(
                st.builds(
                    PlaceCandidate,
                    _name,
                    _name,
                    _degree,
                    _degree,
                    _maybe,
                    _maybe,
                    _name,
                    st.integers(0, 10**7),
                    _probability,
                    _name,
                )
            ),
        )
    ),
    actors=_tuples(
        st.builds(
            Actor,
            id=_name,
            name=_name,
            kind=st.integers(0, 8),
            country=_maybe,
            aliases=_tuples(_name),
            seed=_maybe,
            alias_spans=_tuples(_spans),
            rule=_name,
            candidates=_tuples(
                st.builds(ActorCandidate, _name, _name, st.integers(0, 8), _maybe, _probability)
            ),
            mentions=_tuples(st.integers(0, 2)),
        )
    ),
    reports=_tuples(
        st.builds(
            Report,
            id=_name,
            type=_name,
            status=_name,
            triggers=_tuples(_spans),
            arguments=_arguments,
            date=st.none()
            | st.builds(IncidentDate, _maybe, _maybe, st.integers(0, 5), _maybe_span, _origins),
            place=st.none()
            | st.builds(
                IncidentPlace,
                _name,
                st.none() | _degree,
                st.none() | _degree,
                _maybe,
                _maybe,
                st.none() | st.integers(1, 7),
                _maybe_span,
                _origins,
            ),
            perpetrators=_tuples(_name),
            targets=_tuples(_name),
            toll=_tuples(
                st.builds(Toll, _name, _name, _counts, _counts, _counts, _spans, _maybe, _origins)
            ),
            type_origin=_origins,
            status_origin=_origins,
            type_scores=_scores,
            status_scores=_scores,
            trigger_scores=_tuples(_probability),
            lost_arguments=_arguments,
        )
    ),
    claims=_tuples(
        st.builds(
            Claim,
            _name,
            _spans,
            _maybe_span,
            _maybe,
            _name,
            _maybe_span,
            _maybe_span,
            _name,
            _name,
            _name,
            _tuples(_name),
            _origins,
            _scores,
            st.dictionaries(_name, _scores, max_size=2),
            _tuples(st.builds(SourceCandidate, _maybe_span, _probability)),
        )
    ),
    model=_name,
    version=_name,
    relations=_tuples(
        st.builds(
            ActorRelation,
            *(_name, _name, _maybe, _maybe),
            *(_spans, _spans, _spans, _spans),
            *(_name, _maybe, _origins),
        )
    ),
)


def _with_actor_ids_told_apart(record: Record) -> Record:
    actors = tuple(replace(a, id=f"{a.id}{n}") for n, a in enumerate(record.actors))
    return replace(record, actors=actors)


@settings(max_examples=60, deadline=None)
@given(_records)
def test_a_record_comes_back_as_it_was(record: Record) -> None:
    record = _with_actor_ids_told_apart(record)
    line = record_to_json(record)
    assert record_from_json(line) == record
    assert record_to_json(record_from_json(line)) == line
    line.encode("utf-8")


def test_the_keys_of_the_codebook_are_there_and_come_first() -> None:
    content = record_to_dict(FakeCoder()(article(7)))
    assert list(content)[:5] == ["id", "text", "title", "outlet", "published"]
    incident = content["incidents"][0]
    assert list(incident)[:10] == [
        "id",
        "type",
        "status",
        "triggers",
        "arguments",
        "date",
        "place",
        "perpetrators",
        "targets",
        "toll",
    ]
    assert incident["place"]["precision"] == 1
    assert incident["toll"][0] | {"what": "killed", "low": 7, "high": None} == incident["toll"][0]
    assert content["mentions"][0]["actor"] == "a1"
    assert content["claims"][0]["content"]["start"] > 0


def test_every_value_names_its_producer() -> None:
    content = record_to_dict(FakeCoder()(article(7)))
    incident = content["incidents"][0]
    values = [
        incident["date"],
        incident["place"],
        incident["type_origin"],
        incident["status_origin"],
        *incident["arguments"],
        *incident["toll"],
        *content["claims"],
        *content["mentions"],
    ]
    assert all(value["by"] for value in values)


def test_scores_are_rounded_and_what_is_not_a_number_is_unknown() -> None:
    record = FakeCoder()(article(7))
    mention = replace(record.mentions[0], score=1 / 3)
    place = replace(record.places[0], lat=math.nan, lon=math.inf)
    content = json.loads(record_to_json(replace(record, mentions=(mention,), places=(place,))))
    assert content["mentions"][0]["score"] == 0.3333
    assert content["places"][0]["lat"] is None
    assert content["places"][0]["lon"] is None


def test_the_order_in_which_scores_and_metadata_were_made_does_not_show() -> None:
    record = FakeCoder()(article(7))
    other = replace(
        record,
        document=replace(record.document, metadata={"section": "world", "synthetic": True}),
        reports=tuple(
            replace(r, type_scores=dict(reversed(list(r.type_scores.items()))))
            for r in record.reports
        ),
    )
    assert record_to_json(other) == record_to_json(record)


def test_half_a_surrogate_pair_is_escaped_not_fatal() -> None:
    document = replace(article(7), text="broken \ud800 text")
    record = FakeCoder()(document)
    line = record_to_json(record)
    line.encode("utf-8")
    assert record_from_json(line).document.text == "broken \ud800 text"


def test_an_annotated_file_without_producers_is_read() -> None:
    text = "Gunmen killed 12 people in Kutum. A medic said so."
    record = record_from_dict(
        {
            "id": "g1",
            "text": text,
            "published": None,
            "set": "own",
            "synthetic": True,
            "actors": [{"id": "a1", "name": "gunmen", "kind": 0, "country": None, "aliases": []}],
            "mentions": [{"start": 0, "end": 6, "type": "ARMED_GROUP", "actor": "a1"}],
            "times": [],
            "places": [{"start": 27, "end": 32, "lat": 14.2, "lon": 24.66, "precision": 1}],
            "incidents": [
                {
                    "id": "i1",
                    "type": "attack",
                    "status": "happened",
                    "key": "kutum",
                    "triggers": [{"start": 7, "end": 13}],
                    "arguments": [{"role": "killed", "start": 14, "end": 16}],
                    "date": None,
                    "place": None,
                    "perpetrators": ["a1"],
                    "targets": [],
                    "toll": [{"what": "killed", "of": "unknown", "low": 12, "best": 12}],
                }
            ],
            "claims": [
                {
                    "id": "c1",
                    "source": {"start": 36, "end": 41},
                    "source_actor": None,
                    "source_type": "role_only",
                    "cue": None,
                    "addressee": None,
                    "mode": "indirect",
                    "speech_act": "assert",
                    "commitment": "certain",
                    "content": {"start": 0, "end": 32},
                    "incidents": ["i1"],
                }
            ],
        }
    )
    assert record.document.metadata == {"set": "own", "synthetic": True}
    assert record.actors[0].mentions == (0,)
    assert record.places[0].name == "Kutum"
    toll = record.reports[0].toll[0]
    assert toll.span.of(text) == "12"
    assert toll.origin.by == "document:standoff"


@pytest.mark.parametrize(
    "content",
    [
        {"text": "no id"},
        {"id": "x"},
        {"id": "x", "text": "y", "mentions": [{"start": 3, "end": 1}]},
        {"id": "x", "text": "y", "incidents": [{"id": "i1"}]},
        {"id": "x", "text": "y", "published": "soon"},
        {"id": "x", "text": "y", "sentences": [[2, 2]]},
    ],
)
def test_what_is_no_record_is_refused_with_its_id(content: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="stand-off record"):
        record_from_dict(content)


def test_a_line_that_is_no_object_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON object"):
        record_from_json("[1]")
