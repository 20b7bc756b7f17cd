"""One document's spans and values become the reports and claims that a coder would write."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dateline.code import CodeConfig, Values, assemble
from dateline.records import (
    Actor,
    Annotation,
    Claim,
    Document,
    Mark,
    NumberValue,
    PlaceValue,
    Report,
    Span,
    TimeValue,
)
from tests.code.build import annotation, document, quote

TEXT = (
    "Shelling killed at least 12 people and two soldiers in Avdiivka on Monday.\n"
    "The army blamed rebels, said Oleh Sava, a medic. A truce was due in Kramatorsk.\n"
)
COUNTS = {"at least 12": (12.0, 12.0, None), "two": (2.0, 2.0, 2.0), "three": (3.0, 3.0, 3.0)}


def code(
    text: str, read: Annotation, doc: Document | None = None, places: dict[str, float] | None = None
) -> tuple[tuple[Report, ...], tuple[Claim, ...]]:
    times = tuple(
        TimeValue(m.start, m.end, "", "DATE", "x", "2022-05-09", "2022-05-09", 1, rule="weekday")
        for m in read.mentions
        if m.type == "TIME"
    )
    located = tuple(
        PlaceValue(s.start, s.end, name, lat, 37.7, "UA", None, 1, rule="exact")
        for name, lat in (places or {}).items()
        for s in [quote(text, name)]
    )
    actors = tuple(
        Actor(f"a{n}", m.span.of(text), 1, "UA", mentions=(i,))
        for n, (i, m) in enumerate(
            ((i, m) for i, m in enumerate(read.mentions) if m.type in ("STATE_FORCE", "PERSON")), 1
        )
    )

    def resolve(span: Span, _type: str, _role: str) -> NumberValue | None:
        words = span.of(text)
        if words not in COUNTS:
            return None
        low, best, high = COUNTS[words]
        return NumberValue(span.start, span.end, words, low, best, high, "exact", rule="words")

    numbers = [
        n
        for m in read.mentions
        if m.type == "QUANTITY"
        for n in [resolve(m.span, "", "")]
        if n is not None
    ]
    values = Values(times, numbers, located, actors, resolve)
    return assemble(doc or document(text, date(2022, 5, 10)), read, values, CodeConfig())


SHELLING = annotation(
    TEXT,
    [
        ("POPULATION", "at least 12 people"),
        ("QUANTITY", "at least 12"),
        ("STATE_FORCE", "two soldiers"),
        ("QUANTITY", "two"),
        ("PLACE", "Avdiivka"),
        ("TIME", "Monday"),
        ("PERSON", "Oleh Sava"),
        ("PLACE", "Kramatorsk"),
    ],
    [
        ("Shelling", "shelling_artillery_missile", "happened"),
        ("truce", "agreement", "planned"),
    ],
    roles=[
        ("Shelling", "at least 12", "killed"),
        ("Shelling", "two", "killed"),
        ("Shelling", "at least 12 people", "target"),
        ("Shelling", "Avdiivka", "place"),
        ("Shelling", "Monday", "time"),
        ("truce", "Kramatorsk", "place"),
    ],
    said=[("Oleh Sava", "said", "The army blamed rebels")],
)


def test_an_incident_has_date_place_and_a_toll_for_each_side() -> None:
    reports, _ = code(TEXT, SHELLING, places={"Avdiivka": 48.1, "Kramatorsk": 48.7})
    shelling, truce = reports
    assert shelling.date is not None
    assert shelling.date.date_from == "2022-05-09"
    assert shelling.place is not None
    assert shelling.place.name == "Avdiivka"
    tolls = [(t.what, t.of, t.low, t.best, t.high) for t in shelling.toll]
    assert tolls == [
        ("killed", "civilians", 12, 12, None),
        ("killed", "side_b", 2, 2, 2),
    ]
    assert truce.status == "planned"
    assert truce.date is not None
    assert truce.date.date_to is None


def test_every_value_shows_its_words_and_its_producer() -> None:
    reports, claims = code(TEXT, SHELLING, places={"Avdiivka": 48.1})
    shelling = reports[0]
    assert shelling.date is not None
    assert shelling.date.span is not None
    assert shelling.date.span.of(TEXT) == "Monday"
    assert shelling.date.origin.by == "rule:time/weekday"
    assert [t.span.of(TEXT) for t in shelling.toll] == ["at least 12", "two"]
    assert all(a.origin.by == "model:role" and a.origin.score for a in shelling.arguments)
    assert claims[0].source is not None
    assert claims[0].source.of(TEXT) == "Oleh Sava"


def test_an_incident_without_a_place_takes_the_one_named_nearest_before() -> None:
    text = "Troops entered Izium. A blast killed three there."
    read = annotation(
        text,
        [("PLACE", "Izium"), ("QUANTITY", "three")],
        [("blast", "remote_explosive_ied", "happened")],
        roles=[("blast", "three", "killed")],
    )
    reports, _ = code(text, read, places={"Izium": 49.2})
    assert reports[0].place is not None
    assert reports[0].place.name == "Izium"
    assert reports[0].place.origin.by == "rule:place/inherited"
    assert reports[0].place.origin.note


def test_no_place_anywhere_stays_unknown() -> None:
    text = "A blast killed three."
    read = annotation(
        text,
        [("QUANTITY", "three")],
        [("blast", "remote_explosive_ied", "happened")],
        roles=[("blast", "three", "killed")],
    )
    reports, _ = code(text, read)
    assert reports[0].place is None


def test_a_sub_count_of_the_same_side_is_no_second_toll() -> None:
    text = "The blast killed at least 12 people, including three children, in Izium."
    read = annotation(
        text,
        [("QUANTITY", "at least 12"), ("QUANTITY", "three"), ("POPULATION", "three children")],
        [("blast", "remote_explosive_ied", "happened")],
        roles=[("blast", "at least 12", "killed"), ("blast", "three", "killed")],
    )
    reports, _ = code(text, read)
    assert [t.low for t in reports[0].toll] == [12]


def test_a_claim_in_a_repeated_sentence_is_no_second_claim() -> None:
    line = "The bridge fell, said Oleh Sava.\n"
    text = line + "Nobody else spoke.\n" + line
    read = annotation(
        text,
        [("PERSON", "Oleh Sava"), ("PERSON", "Oleh Sava#2")],
        [],
        said=[
            ("Oleh Sava", "said", "The bridge fell"),
            ("Oleh Sava#2", "said#2", "The bridge fell#2"),
        ],
    )
    again, first = quote(text, line.strip() + "#2"), quote(text, line.strip())
    marked = document(text, marks=(Mark(again.start, again.end, "repeated", first),))
    _, claims = code(text, read, marked)
    assert [(c.id, c.content) for c in claims] == [("c1", quote(text, "The bridge fell"))]


def test_a_toll_names_the_claim_that_gave_it() -> None:
    text = "Oleh Sava said the blast killed three in Izium."
    read = annotation(
        text,
        [("PERSON", "Oleh Sava"), ("QUANTITY", "three"), ("PLACE", "Izium")],
        [("blast", "remote_explosive_ied", "happened")],
        roles=[("blast", "three", "killed")],
        said=[("Oleh Sava", "said", "the blast killed three in Izium")],
    )
    reports, claims = code(text, read)
    assert reports[0].toll[0].claim == claims[0].id
    assert claims[0].incidents == (reports[0].id,)
    assert claims[0].source_actor == "a1"


def test_the_day_named_in_the_sentence_before_dates_the_incident() -> None:
    first, second = "The last report was on Monday. ", "Jets struck a house in Izium."
    text = first + second
    read = replace(
        annotation(
            text,
            [("TIME", "Monday"), ("PLACE", "Izium")],
            [("struck", "air_drone_strike", "happened")],
            roles=[("struck", "Izium", "place")],
        ),
        sentences=(Span(0, len(first)), Span(len(first), len(text))),
    )
    reports, _ = code(text, read, places={"Izium": 49.2})
    assert reports[0].date is not None
    assert reports[0].date.date_from == "2022-05-09"
    assert reports[0].date.origin.by == "rule:date/inherited"


def test_background_told_of_another_time_is_not_dated_by_the_news() -> None:
    text = "Troops were deployed in the hills in the 1990s.\nShelling killed three people.\n"
    read = annotation(
        text,
        [("TIME", "the 1990s"), ("QUANTITY", "three"), ("PLACE", "hills")],
        [("deployed", "military_operation", "happened"), ("Shelling", "attack", "happened")],
        roles=[("deployed", "hills", "place"), ("Shelling", "three", "killed")],
    )
    when, many = quote(text, "the 1990s"), quote(text, "three")
    decade = TimeValue(
        when.start, when.end, "the 1990s", "DATE", "199", "1990", "1999", 0, rule="decade"
    )
    number = NumberValue(many.start, many.end, "three", 3, 3, 3, "exact", rule="words")
    values = Values((decade,), (number,), (), (), lambda *_: number)
    (old, new), _ = assemble(document(text, date(2022, 5, 10)), read, values, CodeConfig())
    assert old.date is None
    assert new.date is not None
    assert new.date.date_to == "2022-05-10"
