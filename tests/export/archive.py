"""An archive of few documents with sides, tolls, persons and a denied act, for export tests."""

from __future__ import annotations

from dataclasses import replace

from dateline.config import Config
from dateline.records import (
    Actor,
    Argument,
    Claim,
    Credits,
    Document,
    IncidentDate,
    IncidentPlace,
    Mention,
    Origin,
    Record,
    Report,
    Span,
    Toll,
)
from tests.fake_coder import article

RULE = Origin("rule:test/words")

STRIKE = (
    "Sudanese army jets struck a market in Kutum on 3 May 2024, killing 12 civilians.\n"
    "Fatima Hassan, a tea seller, was killed. Colonel Omar Idris confirmed the strike.\n"
    "Amina Saleh said she heard two planes. Neither Saleh nor Hassan's family was warned."
)
CLASH = "The RSF fought the army near Nyala in April 2024; 40 fighters died."
DENIED = "The army did not shell Nyala, a spokesman said."
CAMP = "Some 300 people fled the camp."


def documents() -> list[Document]:
    """The articles, in the order of their ids."""
    texts = {"a-strike": STRIKE, "b-clash": CLASH, "c-denied": DENIED, "d-camp": CAMP}
    return [
        replace(
            article(n, text, id=id, synthetic=False),
            credits=Credits(agency="Northline"),
            url="https://example.org/fatima-hassan-killed" if id == "a-strike" else None,
        )
        for n, (id, text) in enumerate(texts.items(), 1)
    ]


def make_coder(_config: Config) -> _Coder:
    return _Coder()


class _Coder:
    """Knows the articles above."""

    model = "test-1"

    def __call__(self, document: Document) -> Record:
        return {STRIKE: _strike, CLASH: _clash, DENIED: _denied, CAMP: _camp}[document.text](
            document
        )


def _span(text: str, words: str, nth: int = 0) -> Span:
    start = text.index(words)
    for _ in range(nth):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def _mention(text: str, words: str, type: str, nth: int = 0) -> Mention:
    span = _span(text, words, nth)
    return Mention(span.start, span.end, type, 0.9)


def _report(text: str, trigger: str, type: str, **values: object) -> Report:
    report = Report(
        id="i1",
        type=type,
        status="happened",
        triggers=(_span(text, trigger),),
        arguments=(),
        date=None,
        place=None,
        perpetrators=(),
        targets=(),
        toll=(),
        type_origin=Origin("model:trigger", 0.9),
        status_origin=Origin("model:status", 0.9),
        type_scores={type: 0.9},
        status_scores={"happened": 0.9},
    )
    return replace(report, **values)  # type: ignore[arg-type]


def _record(document: Document, report: Report, **values: object) -> Record:
    record = Record(
        document=document,
        sentences=(Span(0, len(document.text)),),
        mentions=(),
        times=(),
        numbers=(),
        places=(),
        actors=(),
        reports=(report,),
        claims=(),
        model="test-1",
        version="0",
    )
    return replace(record, **values)  # type: ignore[arg-type]


def _strike(document: Document) -> Record:
    text = document.text
    killed, victim = _span(text, "12"), _span(text, "Fatima Hassan")
    report = _report(
        text,
        "struck",
        "air_drone_strike",
        arguments=(Argument("killed", victim.start, victim.end, RULE),),
        date=IncidentDate("2024-05-03", "2024-05-03", 1, _span(text, "3 May 2024"), RULE),
        place=IncidentPlace(
            "Kutum", 14.2, 24.66, "SD", "North Darfur", 1, _span(text, "Kutum"), RULE
        ),
        perpetrators=("a1",),
        targets=("a2",),
        toll=(Toll("killed", "civilians", 12, 12, 12, killed, None, RULE),),
    )
    claim = Claim(
        id="c1",
        content=_span(text, "she heard two planes"),
        source=_span(text, "Amina Saleh"),
        source_actor=None,
        source_type="named_person",
        cue=_span(text, "said"),
        addressee=None,
        mode="indirect",
        speech_act="assert",
        commitment="certain",
        incidents=("i1",),
        origin=RULE,
        label_scores={},
    )
    mentions = (
        _mention(text, "Sudanese army", "STATE_FORCE"),
        _mention(text, "civilians", "POPULATION"),
        _mention(text, "Fatima Hassan", "PERSON"),
        _mention(text, "Omar Idris", "PERSON"),
        _mention(text, "Amina Saleh", "PERSON"),
        _mention(text, "Saleh", "PERSON", 1),
    )
    actors = (
        Actor("a1", "=Sudanese army", 1, "SD", mentions=(0,)),
        Actor("a2", "civilians", 7, "SD", mentions=(1,)),
    )
    return _record(document, report, mentions=mentions, actors=actors, claims=(claim,))


def _clash(document: Document) -> Record:
    text = document.text
    report = _report(
        text,
        "fought",
        "armed_clash",
        date=IncidentDate("2024-04", "2024-04", 4, _span(text, "April 2024"), RULE),
        place=IncidentPlace("near Nyala", 12.05, 24.88, "SD", None, 2, _span(text, "Nyala"), RULE),
        perpetrators=("a1", "a3"),
        targets=("a2",),
        toll=(Toll("killed", "unknown", 40, 40, None, _span(text, "40"), None, RULE),),
    )
    actors = (
        Actor("a1", "RSF", 2, "SD"),
        Actor("a2", "army", 1, "SD"),
        Actor("a3", "allied militia", 3, "SD"),
    )
    return _record(document, report, actors=actors)


def _denied(document: Document) -> Record:
    return _record(
        document, _report(document.text, "shell", "shelling_artillery_missile", status="denied")
    )


def _camp(document: Document) -> Record:
    return _record(document, _report(document.text, "fled", "displacement"))
