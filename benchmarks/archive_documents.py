"""A made-up article of one incident, with its record: every span is where its words are."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from archive_incidents import Made, Party
from archive_words import (
    ACTS,
    AGENCIES,
    FILLERS,
    HOSTILE,
    HOSTILE_URLS,
    MARGINS,
    OUTLETS,
    SPEAKERS,
)
from dateline.records import (
    Actor,
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
    PlaceValue,
    Record,
    Report,
    Span,
    TimeValue,
    Toll,
)


@dataclass(frozen=True, slots=True)
class Told:
    """One article and what it says: the incident, the toll that it gives, whose words it has."""

    incident: int
    made: Made
    document: Document
    spans: dict[str, Span]
    sentences: tuple[Span, ...]
    killed: int | None
    at_least: bool
    injured: int | None
    status: str
    speaker: str
    source_type: str
    denied: bool
    family: str


class _Text:
    """An article as it is written; remembers where the words that matter stand."""

    def __init__(self) -> None:
        self.text = ""
        self.spans: dict[str, Span] = {}
        self.sentences: list[Span] = []

    def sentence(self, *parts: str | tuple[str, str]) -> None:
        """Adds a sentence; a part (name, words) is remembered under its name."""
        if self.text:
            self.text += "\n" if self.text.endswith(".\n") else " "
        start = len(self.text)
        for part in parts:
            if isinstance(part, str):
                self.text += part
                continue
            name, words = part
            self.spans[name] = Span(len(self.text), len(self.text) + len(words))
            self.text += words
        self.sentences.append(Span(start, len(self.text)))


def document_of(
    chance: random.Random, number: int, nth: int, made: Made, copy: Told | None, hostile: bool
) -> Told:
    """The `nth` article of an incident: its own, or another outlet's copy of `copy`'s text."""
    published = (made.day or date(2018, 6, 1)) + timedelta(days=chance.choice((0, 1, 1, 2, 3, 9)))
    name = f"made/{number // 1000:03}/{number:06}"
    # No outlet tells an incident twice in the same words: that would be one document.
    outlet = OUTLETS[(made.number + nth) % len(OUTLETS)]
    outlet += f" {nth // len(OUTLETS) + 1}" if nth >= len(OUTLETS) else ""
    bit = chance.choice(HOSTILE) if hostile else ""
    url = f"https://news.example/{number:06}"
    if hostile and chance.random() < 0.5:
        url = chance.choice(HOSTILE_URLS)
    if copy is not None:
        document = Document(
            id=name,
            text=copy.document.text,
            title=copy.document.title,
            outlet=outlet,
            published=published,
            url=url,
            language="en",
            credits=copy.document.credits,
            metadata={"synthetic": True},
            source=f"{name}.html",
        )
        return _with(copy, document)
    killed, injured = made.killed, made.injured
    if killed is not None and chance.random() < 0.3:
        killed = max(1, round(killed * chance.uniform(0.5, 1.6)))
    status = made.status if chance.random() < 0.93 else "possible"
    speaker, source_type = chance.choice(SPEAKERS)
    speaker = speaker[0].upper() + speaker[1:]
    denied = chance.random() < 0.04
    text = _Text()
    at_least = chance.random() < 0.2
    what, trigger, weapon = ACTS[made.type]
    agency = chance.choice(AGENCIES) if chance.random() < 0.5 else None
    before, _, after = what.partition(trigger)
    opening: list[str | tuple[str, str]] = [
        ("a", made.a.name), f" {before}", ("trigger", trigger), f"{after} ", ("b", made.b.name),
        " in ", ("place", made.town),
    ]  # fmt: skip
    if made.day and published - made.day < timedelta(days=7):
        opening += [" on ", ("time", made.day.strftime("%A"))]
    elif made.day:
        opening += [" on ", ("time", f"{made.day:%B} {made.day.day}, {made.day.year}")]
    if weapon:
        opening += [" with ", ("weapon", weapon)]
    text.sentence(*opening, ".")
    if killed is not None:
        few = "at least " if at_least else ""
        parts: list[str | tuple[str, str]] = [("source", speaker), " ", ("cue", "said"), " "]
        text.sentence(*parts, ("content", f"{few}{killed} people were killed"), ".")
        content = text.spans["content"]
        text.spans["killed"] = Span(content.start + len(few), content.start + len(f"{few}{killed}"))
        if injured:
            text.sentence("Hospitals took in ", ("injured", str(injured)), " wounded.")
    else:
        text.sentence(
            ("source", speaker), " ", ("cue", "said"), " ", ("content", "nobody was hurt"), "."
        )
    if denied:
        text.sentence(("a2", made.a.name), " denied any part in it.")
    for filler in chance.sample(FILLERS, 2):
        text.sentence(filler)
    if number % 9 == 0:
        text.sentence(chance.choice(MARGINS))
    if bit:
        text.sentence(bit)
    title = f"{made.town}: {_headline(made)}"
    if number % 37 == 0:
        title += f" {chance.choice(MARGINS)}"
    author = Credit("Ana Test", "reporter")
    document = Document(
        id=name,
        text=text.text,
        title=f"{title} {bit}".strip(),
        outlet=f"{outlet} {bit}".strip(),
        published=published,
        url=url,
        language="en",
        credits=Credits(agency=agency, people=(author, *([Credit(bit, "editor")] if bit else ()))),
        marks=(Mark(text.sentences[-1].start, text.sentences[-1].end, "related_link"),),
        metadata={"synthetic": True, **({"note": bit} if bit else {})},
        source=f"{name}.html",
    )
    return Told(
        made.number,
        made,
        document,
        text.spans,
        tuple(text.sentences),
        killed,
        at_least,
        injured if killed is not None else None,
        status,
        speaker,
        source_type,
        denied,
        name,
    )


def _with(copy: Told, document: Document) -> Told:
    return Told(
        copy.incident,
        copy.made,
        document,
        copy.spans,
        copy.sentences,
        copy.killed,
        copy.at_least,
        copy.injured,
        copy.status,
        copy.speaker,
        copy.source_type,
        copy.denied,
        copy.family,
    )


def _headline(made: Made) -> str:
    if made.killed:
        return f"{made.killed} reported killed"
    return "truce signed" if made.type == "agreement" else "tension after new incident"


def record_of(told: Told) -> Record:
    """The record that a coder would have made of the article."""
    made, spans, sure = told.made, told.spans, Origin("model:made-up", 0.9)
    mentions: list[Mention] = []
    for name, kind in (
        ("a", "ARMED_GROUP"), ("b", "POPULATION"), ("a2", "ARMED_GROUP"), ("place", "PLACE"),
        ("time", "TIME"), ("weapon", "WEAPON"), ("killed", "QUANTITY"), ("injured", "QUANTITY"),
        ("source", "ROLE"),
    ):  # fmt: skip
        if name in spans:
            mentions.append(Mention(spans[name].start, spans[name].end, kind, 0.9))
    at = {(m.start, m.end): n for n, m in enumerate(mentions)}

    def indexes(*names: str) -> tuple[int, ...]:
        return tuple(at[spans[n].start, spans[n].end] for n in names if n in spans)

    when = (made.day.isoformat(), made.last.isoformat()) if made.day and made.last else None
    roles = (("a", "perpetrator"), ("b", "target"), ("place", "place"), ("time", "time"),
             ("weapon", "weapon"), ("killed", "killed"), ("injured", "injured"))  # fmt: skip
    place = spans["place"]
    claim = "c1" if "content" in spans else None
    return Record(
        document=told.document,
        sentences=told.sentences,
        mentions=tuple(mentions),
        times=tuple(
            TimeValue(
                s.start,
                s.end,
                s.of(told.document.text),
                "DATE",
                when[0],
                when[0],
                when[1],
                made.precision,
                rule="made-up",
            )
            for s in [spans.get("time")]
            if s and when
        ),
        numbers=tuple(
            NumberValue(
                spans[what].start,
                spans[what].end,
                str(value),
                value,
                value,
                None if least else value,
                "at_least" if least else "exact",
                what,
                "people",
                rule="made-up",
            )
            for what, value, least in (
                ("killed", told.killed, told.at_least),
                ("injured", told.injured, False),
            )
            if what in spans and value is not None
        ),
        places=(
            PlaceValue(
                place.start,
                place.end,
                made.town,
                made.lat,
                made.lon,
                made.country,
                None,
                made.place_precision,
                "PPL",
                None,
                "gn:made-up",
                rule="made-up",
            ),
        ),
        actors=(
            _actor("a1", made.a, indexes("a", "a2")),
            _actor("a2", made.b, indexes("b")),
        ),
        reports=(
            Report(
                id="i1",
                type=made.type,
                status=told.status,
                triggers=(spans["trigger"],),
                arguments=tuple(
                    Argument(role, spans[n].start, spans[n].end, sure)
                    for n, role in roles
                    if n in spans
                ),
                date=IncidentDate(*when, made.precision, spans.get("time"), sure) if when else None,
                place=IncidentPlace(
                    made.town,
                    made.lat,
                    made.lon,
                    made.country,
                    None,
                    made.place_precision,
                    place,
                    sure,
                ),
                perpetrators=("a1",),
                targets=("a2",),
                toll=tuple(
                    Toll(
                        what,
                        "unknown",
                        value,
                        value,
                        None if least else value,
                        spans[what],
                        claim if what == "killed" else None,
                        sure,
                    )
                    for what, value, least in (
                        ("killed", told.killed, told.at_least),
                        ("injured", told.injured, False),
                    )
                    if what in spans and value is not None
                ),
                type_origin=sure,
                status_origin=sure,
                type_scores={made.type: 0.9, "attack": 0.05},
                status_scores={told.status: 0.9},
            ),
        ),
        claims=(
            Claim(
                id="c1",
                content=spans["content"],
                source=spans["source"],
                source_actor=None,
                source_type=told.source_type,
                cue=spans["cue"],
                addressee=None,
                mode="indirect",
                speech_act="assert",
                commitment="certain" if not told.at_least else "probable",
                incidents=("i1",),
                origin=sure,
                label_scores={"mode": 0.9, "speech_act": 0.8},
            ),
        ),
        model="made-up",
        version="benchmark",
    )


def _actor(name: str, party: Party, mentions: tuple[int, ...]) -> Actor:
    return Actor(name, party.name, party.kind, party.country, seed=party.seed, mentions=mentions)
