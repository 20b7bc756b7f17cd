"""A small record with everything that an explanation can tell, made of quoted words."""

from __future__ import annotations

from datetime import date

from dateline.records import (
    Actor,
    ActorCandidate,
    Argument,
    Claim,
    Document,
    IncidentDate,
    IncidentPlace,
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
)

TEXT = (
    "Colonel Musa Adamu, the army's spokesman, said he had just come back from Borno.\n"
    'Fighters of the Ansar group ("Ansar") killed at least 12 traders and two drivers in Damboa '
    "on Monday, he told Radio Kanem on Tuesday. The market near Biu stayed shut."
)


def quote(words: str, text: str = TEXT) -> Span:
    """The span of quoted words; "raid#2" is their second occurrence."""
    words, _, nth = words.partition("#")
    start = -1
    for _ in range(int(nth or 1)):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def argument(role: str, words: str, score: float, note: str | None = None) -> Argument:
    span = quote(words)
    return Argument(role, span.start, span.end, Origin("model:role", score, note))


def _mention(kind: str, words: str) -> Mention:
    span = quote(words)
    return Mention(span.start, span.end, kind, 0.9)


def _time(words: str, day: str) -> TimeValue:
    span = quote(words)
    return TimeValue(
        span.start, span.end, words, "DATE", day, day, day, 1, None, "2015-01-06", "weekday"
    )


def _number(words: str, low: int, high: int | None, relation: str, noun: str) -> NumberValue:
    span = quote(words)
    return NumberValue(
        span.start, span.end, words, low, low, high, relation, "killed", noun, rule=relation
    )


def _place(words: str, lat: float, gazetteer_id: str) -> PlaceValue:
    span = quote(words)
    return PlaceValue(
        span.start,
        span.end,
        words,
        lat,
        12.76,
        "NG",
        "27",
        1,
        gazetteer_id=gazetteer_id,
        candidates=(
            PlaceCandidate(gazetteer_id, words, lat, 12.76, "NG", "27", "PPL", 9000, 2.1, "exact"),
            PlaceCandidate("g9", words, 9.2, 12.3, "CM", None, "PPL", 40, 0.4, "exact spelling"),
        ),
        rule="settlement",
    )


HE = Span(quote("he told").start, quote("he told").start + 2)
REPORT = Report(
    id="i1",
    type="attack",
    status="happened",
    triggers=(quote("killed"),),
    arguments=(
        argument("perpetrator", "Fighters of the Ansar group", 0.93),
        argument("killed", "at least 12", 0.97),
        argument("killed", "two", 0.71),
        argument("place", "Damboa", 0.95),
        argument("time", "Monday", 0.9),
        argument("time", "Tuesday", 0.55),
    ),
    date=IncidentDate(
        "2015-01-05", "2015-01-05", 1, quote("Monday"), Origin("rule:time/weekday", 0.9)
    ),
    place=IncidentPlace(
        "Damboa",
        11.15,
        12.76,
        "NG",
        "27",
        1,
        quote("Damboa"),
        Origin("rule:place/settlement", 0.95),
    ),
    perpetrators=("a2",),
    targets=(),
    toll=(
        Toll(
            "killed",
            "civilians",
            12,
            12,
            None,
            quote("at least 12"),
            "c1",
            Origin("rule:number/at_least", 0.97),
        ),
    ),
    type_origin=Origin("model:type", 0.7),
    status_origin=Origin("model:status", 0.99),
    type_scores={"attack": 0.7, "armed_clash": 0.2, "abduction": 0.07, "grenade": 0.001},
    status_scores={"happened": 0.99, "denied": 0.01},
    trigger_scores=(0.98,),
    lost_arguments=(
        argument("target", "traders", 0.44, "less likely than 0.5"),
        argument("place", "Biu", 0.31, "less likely than 0.5"),
    ),
)
CLAIM = Claim(
    id="c1",
    content=Span(quote("Fighters").start, quote("Monday").end),
    source=HE,
    source_actor="a1",
    source_type="named_person",
    cue=quote("told"),
    addressee=quote("Radio Kanem"),
    mode="indirect",
    speech_act="assert",
    commitment="certain",
    incidents=("i1",),
    origin=Origin("model:attribution", 0.91),
    label_scores={
        "source_type": 0.8,
        "mode": 0.97,
        "speech_act": 0.6,
        "commitment": 0.88,
    },
    label_candidates={
        "source_type": {"named_person": 0.8, "role_only": 0.2},
        "speech_act": {"assert": 0.6, "blame": 0.35, "confirm": 0.05},
        "commitment": {"certain": 0.88, "probable": 0.11},
    },
    source_candidates=(
        SourceCandidate(HE, 0.7),
        SourceCandidate(quote("Radio Kanem"), 0.2),
        SourceCandidate(None, 0.1),
    ),
)


def record() -> Record:
    """The record: one incident, one claim whose source is a pronoun, two actors."""
    lines = [Span(0, TEXT.index("\n"))]
    first = TEXT.index("\n") + 1
    end = TEXT.index("The market")
    lines += [Span(first, end), Span(end, len(TEXT))]
    return Record(
        document=Document(
            id="d1",
            text=TEXT,
            title="Raid near Damboa",
            outlet="Northline",
            published=date(2015, 1, 6),
            metadata={"synthetic": True},
        ),
        sentences=tuple(lines),
        mentions=(
            _mention("PERSON", "Colonel Musa Adamu"),
            Mention(HE.start, HE.end, "PERSON", 0.8),
            _mention("ARMED_GROUP", "Fighters of the Ansar group"),
        ),
        times=(_time("Monday", "2015-01-05"), _time("Tuesday", "2015-01-06")),
        numbers=(
            _number("at least 12", 12, None, "at_least", "traders"),
            _number("two", 2, 2, "exact", "drivers"),
        ),
        places=(_place("Damboa", 11.15, "g1"), _place("Biu", 10.61, "g2")),
        actors=(
            Actor(
                "a1", "Musa Adamu", 1, "NG", ("Musa Adamu",), mentions=(0, 1), rule="actor/person"
            ),
            Actor(
                "a2",
                "Ansar",
                2,
                "NG",
                ("Ansar group", "Ansar"),
                seed="ansar-ng",
                candidates=(
                    ActorCandidate("ansar-ng", "Ansar", 2, "NG", 1.4, "name, country"),
                    ActorCandidate("ansar-ml", "Ansar", 2, "ML", 0.7, "name"),
                ),
                alias_spans=(quote('("Ansar")'),),
                mentions=(2,),
                rule="actor/name",
            ),
        ),
        reports=(REPORT,),
        claims=(CLAIM,),
        model="weights-1",
        version="0.1.0",
    )
