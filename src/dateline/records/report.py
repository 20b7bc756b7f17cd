"""Report and Claim: what one document says of one incident, and who says what in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dateline.records.annotation import Mention
from dateline.records.document import Document
from dateline.records.relation import ActorRelation
from dateline.records.span import Origin, Span
from dateline.records.values import Actor, NumberValue, PlaceValue, SourceCandidate, TimeValue
from dateline.records.verification import Verification


@dataclass(frozen=True, slots=True)
class Argument:
    """Words that fill a role of an incident (codebook 4), and how that was inferred.

    `inferred` is stated (with the trigger), inherited (from another sentence) or dateline.
    """

    role: str
    start: int
    end: int
    origin: Origin
    inferred: str = "stated"

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class IncidentDate:
    """When (codebook 6): partial ISO dates, inclusive; `span` is None where inferred."""

    date_from: str | None
    date_to: str | None
    precision: int
    span: Span | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class IncidentPlace:
    """Where (codebook 6). Degrees WGS 84, None where unresolved; `span` are the words."""

    name: str
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    precision: int | None
    span: Span | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class Toll:
    """A number tied to an incident, a side and the claim that gave it (codebook 7)."""

    what: str
    of: str
    low: int | None
    best: int | None
    high: int | None
    span: Span
    claim: str | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class Report:
    """What one document says of one incident. `perpetrators`/`targets` are actor ids.

    `trigger_scores` stand beside `triggers`. `lost_arguments` are the likeliest words that did not
    fill a role, with the reason in the origin's note. Both are empty where they were not kept.
    """

    id: str
    type: str
    status: str
    triggers: tuple[Span, ...]
    arguments: tuple[Argument, ...]
    date: IncidentDate | None
    place: IncidentPlace | None
    perpetrators: tuple[str, ...]
    targets: tuple[str, ...]
    toll: tuple[Toll, ...]
    type_origin: Origin
    status_origin: Origin
    type_scores: Mapping[str, float]
    status_scores: Mapping[str, float]
    trigger_scores: tuple[float, ...] = ()
    lost_arguments: tuple[Argument, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A proposition that the document attributes to a speaker (codebook 8).

    `label_scores` has the score of each chosen label; `label_candidates` the likeliest labels of
    each list, `source_candidates` the likeliest sources, best first. Both are empty where they
    were not kept.
    """

    id: str
    content: Span
    source: Span | None
    source_actor: str | None
    source_type: str
    cue: Span | None
    addressee: Span | None
    mode: str
    speech_act: str
    commitment: str
    incidents: tuple[str, ...]
    origin: Origin
    label_scores: Mapping[str, float]
    label_candidates: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    source_candidates: tuple[SourceCandidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """One document with all that was read from it; a pure function of document and settings."""

    document: Document
    sentences: tuple[Span, ...]
    mentions: tuple[Mention, ...]
    times: tuple[TimeValue, ...]
    numbers: tuple[NumberValue, ...]
    places: tuple[PlaceValue, ...]
    actors: tuple[Actor, ...]
    reports: tuple[Report, ...]
    claims: tuple[Claim, ...]
    model: str
    version: str
    relations: tuple[ActorRelation, ...] = ()
    verifications: tuple[Verification, ...] = ()
