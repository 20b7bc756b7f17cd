"""Tellings of strikes and raids by several papers, as the archive would give them."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.codebook import EVENT_TYPE_OF
from dateline.reconcile.evidence import (
    ActorEvidence,
    DocumentEvidence,
    Evidence,
    PlaceEvidence,
    TollEvidence,
    Words,
)
from dateline.reconcile.families import PassageSource

DAQUQ = PlaceEvidence("Daquq", 35.14, 44.45, "IQ", None, 1, None)
NORTH_OF_DAQUQ = PlaceEvidence("north of Daquq", 35.18, 44.44, "IQ", None, 2, None)
HAWIJA = PlaceEvidence("Hawija", 35.33, 43.77, "IQ", None, 1, None)


@dataclass(frozen=True)
class Telling:
    """One document's report of one act: its words, when, where, and how many died."""

    id: str
    text: str
    trigger: str
    date: str | None = "2013-06-11"
    place: PlaceEvidence | None = DAQUQ
    killed: int | None = None
    type: str = "suicide_bomb"
    status: str = "happened"
    published: str = "2013-06-12"
    family: str | None = None
    by: str | None = None

    @property
    def document(self) -> str:
        return self.id.rpartition("/")[0]


def evidence(told: Telling) -> Evidence:
    """The report as the archive would have it."""
    start = told.text.index(told.trigger)
    whole = Words(0, len(told.text), told.text)
    source = PassageSource(told.family or told.document, own=told.family is None)
    return Evidence(
        report_id=told.id,
        type=told.type,
        type_scores={told.type: 0.9},
        event_type=EVENT_TYPE_OF.get(told.type),
        status=told.status,
        triggers=(Words(start, start + len(told.trigger), told.trigger),),
        sentence=whole,
        passage=told.text,
        date_from=told.date,
        date_to=told.date,
        date_precision=1 if told.date else None,
        date_stated=told.date is not None,
        place=told.place,
        actors=_actors(told),
        arguments=(),
        tolls=_tolls(told, whole, source),
        claims=(),
        document=DocumentEvidence(
            told.document,
            None,
            None,
            told.published,
            None,
            "en",
            True,
            told.family or told.document,
        ),
        source=source,
    )


def _actors(told: Telling) -> tuple[ActorEvidence, ...]:
    if told.by is None:
        return ()
    return (ActorEvidence("perpetrator", f"{told.document}/a1", None, told.by, 2, "IQ"),)


def _tolls(told: Telling, whole: Words, source: PassageSource) -> tuple[TollEvidence, ...]:
    n = told.killed
    if n is None:
        return ()
    at = told.text.index(str(n))
    words = Words(at, at + len(str(n)), str(n))
    return (TollEvidence(1, "killed", "unknown", n, n, n, words, None, whole, source),)


BOMBING = (
    Telling(
        "wire/i1",
        "A suicide bomber killed 23 people at a police checkpoint north of Daquq, police said.",
        "suicide bomber",
        place=NORTH_OF_DAQUQ,
        killed=23,
    ),
    Telling(
        "daily/i1",
        "A bomber rammed a cement mixer into the queue at a checkpoint in Daquq; 23 died.",
        "rammed",
        killed=23,
    ),
    Telling(
        "radio/i1",
        "Officers say 27 people died in the blast at the northern gate of Daquq on Tuesday.",
        "blast",
        killed=27,
        type="remote_explosive_ied",
        published="2013-06-11",
    ),
)
NEXT_DAY = Telling(
    "post/i1",
    "A second suicide bomber killed 4 policemen at the same checkpoint in Daquq on Wednesday.",
    "suicide bomber",
    date="2013-06-12",
    killed=4,
    published="2013-06-13",
)
ELSEWHERE = Telling(
    "herald/i1",
    "Gunmen shot 2 shepherds dead near Hawija, residents said.",
    "shot",
    place=HAWIJA,
    killed=2,
    type="attack",
)
