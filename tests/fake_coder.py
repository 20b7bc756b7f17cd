"""A coder without weights: simple words to a full record, for tests of what comes after coding."""

from __future__ import annotations

import os
import re
import signal
import time
from dataclasses import dataclass
from datetime import date

from dateline.config import Config
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
    Span,
    TimeValue,
    Toll,
)

_PLACES = {"Kutum": (14.2, 24.66, "SD"), "Petel-Bana": (14.62, -0.23, "BF")}
RULE = Origin("rule:fake/words")


@dataclass(frozen=True)
class FakeCoder:
    """Every "N people were killed in PLACE" is an incident; "X said ..." a claim."""

    model: str = "fake-1"
    stops_at: str | None = None

    def __call__(self, document: Document) -> Record:
        text = document.text
        if "CRASH" in text:
            raise RuntimeError("this text crashes the coder\nsecond line")
        if "DIE" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        if document.id == self.stops_at:
            time.sleep(600)
        mentions: list[Mention] = []
        reports: list[Report] = []
        claims: list[Claim] = []
        places: list[PlaceValue] = []
        numbers: list[NumberValue] = []
        actors: list[Actor] = []
        pattern = r"(\w+) killed (\d+) people(?: in ([\w-]+))?"
        for n, match in enumerate(re.finditer(pattern, text), 1):
            who, count = Span(*match.span(1)), Span(*match.span(2))
            mentions.append(Mention(who.start, who.end, "ARMED_GROUP", 0.91239, "model:mention"))
            actors.append(
                Actor(
                    f"a{n}",
                    match[1],
                    2,
                    "SD",
                    aliases=("=the group",),
                    candidates=(ActorCandidate("x1", match[1], 2, None, 0.5, "same name"),),
                    mentions=(len(mentions) - 1,),
                )
            )
            number = int(match[2])
            numbers.append(
                NumberValue(count.start, count.end, match[2], number, number, None, "at_least")
            )
            place = None
            if match[3]:
                span = Span(*match.span(3))
                lat, lon, country = _PLACES.get(match[3], (None, None, None))
                mentions.append(Mention(span.start, span.end, "PLACE", 0.5))
                candidates = (
                    (PlaceCandidate("g1", match[3], lat, lon, country, None, "P", 10, 0.75),)
                    if lat is not None and lon is not None
                    else ()
                )
                unresolved = None if lat is not None else "not in gazetteer"
                places.append(
                    PlaceValue(
                        span.start,
                        span.end,
                        match[3],
                        lat,
                        lon,
                        country,
                        None,
                        1,
                        candidates=candidates,
                        rule="name",
                        unresolved=unresolved,
                    )
                )
                place = IncidentPlace(match[3], lat, lon, country, None, 1, span, RULE)
            day = document.published.isoformat() if document.published else None
            start = text.find("killed", match.start())
            reports.append(
                Report(
                    id=f"i{n}",
                    type="attack",
                    status="happened",
                    triggers=(Span(start, start + 6),),
                    arguments=(
                        Argument("perpetrator", who.start, who.end, RULE),
                        Argument("killed", count.start, count.end, RULE, "inherited"),
                    ),
                    date=IncidentDate(day, day, 3 if day else 0, None, Origin("rule:x", None, "n")),
                    place=place,
                    perpetrators=(f"a{n}",),
                    targets=(),
                    toll=(Toll("killed", "unknown", number, number, None, count, None, RULE),),
                    type_origin=Origin("model:trigger", 0.98765),
                    status_origin=Origin("model:status", 0.5),
                    type_scores={"attack": 0.9, "abduction": 0.1},
                    status_scores={"happened": 1.0},
                )
            )
        for n, match in enumerate(re.finditer(r"(\w+) (said) ([^.\n]+)", text), 1):
            claims.append(
                Claim(
                    f"c{n}",
                    Span(*match.span(3)),
                    Span(*match.span(1)),
                    actors[0].id if actors else None,
                    "role_only",
                    Span(*match.span(2)),
                    None,
                    "indirect",
                    "assert",
                    "certain",
                    (reports[0].id,) if reports else (),
                    Origin("model:attribution", 0.7),
                    {"certain": 0.8},
                )
            )
        return Record(
            document=document,
            sentences=tuple(Span(*m.span()) for m in re.finditer(r"[^.\n]+[.\n]?", text)),
            mentions=tuple(mentions),
            times=tuple(
                TimeValue(m.start(), m.end(), m[0], "DATE", None, None, None, 0, unresolved="-")
                for m in re.finditer(r"on \w+day", text)
            ),
            numbers=tuple(numbers),
            places=tuple(places),
            actors=tuple(actors),
            reports=tuple(reports),
            claims=tuple(claims),
            model=self.model,
            version="0",
            relations=_relations(text),
        )


def _relations(text: str) -> tuple[ActorRelation, ...]:
    """Every "X backs Y", of no actors."""
    return tuple(
        ActorRelation(
            f"r{n}",
            "backs",
            *(None, None),
            *(Span(*m.span(1)), Span(*m.span(3)), Span(*m.span(2)), Span(*m.span())),
            "stated",
            None,
            RULE,
        )
        for n, m in enumerate(re.finditer(r"(\w+) (backs) (\w+)", text), 1)
    )


def make_fake_coder(_config: Config) -> FakeCoder:
    return FakeCoder()


def make_other_coder(_config: Config) -> FakeCoder:
    """The same with other weights."""
    return FakeCoder(model="fake-2")


def make_stopping_coder(_config: Config) -> FakeCoder:
    """Never comes back from the document that the environment names."""
    return FakeCoder(stops_at=os.environ.get("STOPS_AT"))


def article(
    number: int,
    text: str | None = None,
    *,
    id: str | None = None,
    source: str | None = None,
    published: date | None = date(2024, 5, 17),
    synthetic: bool = True,
) -> Document:
    """A small invented article."""
    words = text or (
        f"Raiders killed {number} people in Kutum on Thursday.\n"
        f"Residents said the village was empty after {number} hours. Nothing else is known."
    )
    return Document(
        id=id or f"doc-{number:03}",
        text=words,
        title=f"Raid {number}",
        outlet="Northline",
        published=published,
        language="en",
        credits=Credits(agency="Northline", people=(Credit("A. Writer", "writer", "Kutum"),)),
        marks=(Mark(0, 5, "headline"), Mark(6, 9, "repeated", Span(0, 5))),
        metadata={"synthetic": True, "section": "world"} if synthetic else {},
        source=source or f"articles.jsonl#{number}",
    )
