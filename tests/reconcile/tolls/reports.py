"""Reports of one bombing, as the archive would give them, written in a line each."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.reconcile.evidence import (
    ActorEvidence,
    ClaimEvidence,
    DocumentEvidence,
    Evidence,
    PlaceEvidence,
    TollEvidence,
    Words,
)
from dateline.reconcile.families import PassageSource

ARCHIVED = "A000001"


@dataclass(frozen=True)
class Said:
    """A speaker's words: who, what kind of speaker, which act."""

    words: str
    speaker: str | None = None
    source_type: str = "named_person"
    act: str = "assert"
    addressee: str | None = None
    own: bool = False


@dataclass(frozen=True)
class Number:
    """A number as it stands in the text, with its bounds; `said` is the claim that gives it."""

    words: str
    low: int | None
    best: int | None = None
    high: int | None = None
    what: str = "killed"
    of: str = "unknown"
    said: int | None = None


@dataclass(frozen=True)
class Story:
    """One document's report."""

    id: str
    text: str
    published: str | None = "2017-03-08"
    outlet: str | None = None
    agency: str | None = None
    family: str | None = None
    numbers: tuple[Number, ...] = ()
    said: tuple[Said, ...] = ()
    status: str = "happened"
    type: str = "remote_explosive_ied"
    date: tuple[str, str, int] | None = ("2017-03-07", "2017-03-07", 1)
    place: PlaceEvidence | None = None
    perpetrators: tuple[ActorEvidence, ...] = ()
    targets: tuple[ActorEvidence, ...] = ()
    own: bool = field(default=False)


def exactly(
    words: str, value: int, said: int | None = None, what: str = "killed", of: str = "unknown"
) -> Number:
    """A number without modifiers."""
    return Number(words, value, value, value, what, of, said)


def at_least(
    words: str, value: int, said: int | None = None, what: str = "killed", of: str = "unknown"
) -> Number:
    """A number with an open upper end."""
    return Number(words, value, value, None, what, of, said)


def actor(role: str, name: str, kind: int, country: str | None = None) -> ActorEvidence:
    """A side of a report, known to its document alone."""
    return ActorEvidence(role, f"d/{name}", None, name, kind, country)


def town(name: str, lat: float, lon: float, precision: int = 1) -> PlaceEvidence:
    """An exact place in Iraq, unless said otherwise."""
    return PlaceEvidence(name, lat, lon, "IQ", None, precision, None)


def evidence(story: Story) -> Evidence:
    """The report as the archive would have it; words are found in the story's text."""
    family = story.family or story.id
    source = PassageSource(family, own=story.own)
    claims = tuple(_claim(story, n, said, source) for n, said in enumerate(story.said, 1))
    whole = Words(0, len(story.text), story.text)
    return Evidence(
        report_id=f"{story.id}/i1",
        type=story.type,
        type_scores={},
        event_type="explosions",
        status=story.status,
        triggers=(Words(0, len(story.text.split()[0]), story.text.split()[0]),),
        sentence=whole,
        passage=story.text,
        date_from=story.date[0] if story.date else None,
        date_to=story.date[1] if story.date else None,
        date_precision=story.date[2] if story.date else None,
        date_stated=story.date is not None,
        date_by=None,
        place=story.place,
        actors=(*story.perpetrators, *story.targets),
        arguments=(),
        tolls=tuple(
            _toll(story, n, number, claims, whole, source)
            for n, number in enumerate(story.numbers, 1)
        ),
        claims=claims,
        document=DocumentEvidence(
            id=story.id,
            title=None,
            outlet=story.outlet,
            published=story.published,
            agency=story.agency,
            language="en",
            synthetic=False,
            family_id=family,
        ),
        source=source,
    )


def _claim(story: Story, number: int, said: Said, source: PassageSource) -> ClaimEvidence:
    return ClaimEvidence(
        id=f"{story.id}/c{number}",
        content=_words(story.text, said.words),
        speaker=_words(story.text, said.speaker) if said.speaker else None,
        cue=None,
        addressee=_words(story.text, said.addressee) if said.addressee else None,
        source_actor=None,
        archive_actor=None,
        source_name=None,
        source_type=said.source_type,
        mode="indirect",
        speech_act=said.act,
        commitment="certain",
        source=PassageSource(story.id, own=True) if said.own else source,
    )


def _toll(
    story: Story,
    ordinal: int,
    number: Number,
    claims: tuple[ClaimEvidence, ...],
    paragraph: Words,
    source: PassageSource,
) -> TollEvidence:
    return TollEvidence(
        ordinal=ordinal,
        what=number.what,
        of=number.of,
        low=number.low,
        best=number.best,
        high=number.high,
        words=_words(story.text, number.words),
        claim_id=claims[number.said - 1].id if number.said else None,
        paragraph=paragraph,
        source=source,
    )


def _words(text: str, words: str) -> Words:
    start = text.index(words)
    return Words(start, start + len(words), words)
