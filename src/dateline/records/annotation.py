"""Annotation: what the encoder reads off one document, before any value is worked out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dateline.records.span import Span
from dateline.records.values import SourceCandidate


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names an actor, place, time, weapon or quantity (codebook 2). May nest."""

    start: int
    end: int
    type: str
    score: float | None = None
    by: str = "model:mention"

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word or two that tell an incident. Scores are probabilities over all types / statuses."""

    start: int
    end: int
    score: float
    types: Mapping[str, float]
    statuses: Mapping[str, float]

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class RoleLink:
    """`mention` (index into mentions) plays `role` for `trigger` (index into triggers)."""

    trigger: int
    mention: int
    role: str
    score: float


@dataclass(frozen=True, slots=True)
class SameIncident:
    """Probability that two triggers (indexes, a < b) tell of one incident."""

    a: int
    b: int
    score: float


@dataclass(frozen=True, slots=True)
class Attribution:
    """A proposition and who is said to have said it; label scores are probabilities."""

    content: Span
    score: float
    source: Span | None = None
    cue: Span | None = None
    addressee: Span | None = None
    source_types: Mapping[str, float] = field(default_factory=dict)
    modes: Mapping[str, float] = field(default_factory=dict)
    speech_acts: Mapping[str, float] = field(default_factory=dict)
    commitments: Mapping[str, float] = field(default_factory=dict)
    source_candidates: tuple[SourceCandidate, ...] = ()
    """The likeliest sources, best first, the chosen one among them."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """Everything the encoder says of one document; all lists in text order."""

    sentences: tuple[Span, ...] = ()
    mentions: tuple[Mention, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    roles: tuple[RoleLink, ...] = ()
    same_incident: tuple[SameIncident, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    vector: tuple[float, ...] = ()
    model: str = ""
