"""Evidence: one report with all that reconciling it with the reports of others needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dateline.reconcile.families import PassageSource
from dateline.records import Span


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a document and where they stand: offsets are code points of its text."""

    start: int
    end: int
    text: str

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class PlaceEvidence:
    """Where a report's act took place (codebook 6); degrees WGS 84, None where unresolved.

    `by` names the rule, such as `rule:place/inherited` for a place of another sentence.
    """

    name: str
    lat: float | None
    lon: float | None
    country: str | None
    admin1: str | None
    precision: int | None
    words: Words | None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class ActorEvidence:
    """A side of a report. `role` is perpetrator or target.

    `actor_id` is the document's actor (`DOC/a2`), `archive_id` the archive's (`A000003`); None
    where actors across documents are not worked out yet.
    """

    role: str
    actor_id: str
    archive_id: str | None
    name: str
    kind: int
    country: str | None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArgumentEvidence:
    """Words that fill a role of the report (codebook 4)."""

    role: str
    words: Words


@dataclass(frozen=True, slots=True)
class TollEvidence:
    """A number of a report (codebook 7): `what` killed, injured, ...; `of` a side.

    `paragraph` are the words of the paragraph that it stands in; `source` says whose copy that is.
    `ordinal` is its number in the report's row of tolls.
    """

    ordinal: int
    what: str
    of: str
    low: int | None
    best: int | None
    high: int | None
    words: Words
    claim_id: str | None
    paragraph: Words
    source: PassageSource


@dataclass(frozen=True, slots=True)
class ClaimEvidence:
    """A claim that speaks of the report (codebook 8). `source` says whose copy its paragraph is.

    `source_actor` is the document's actor, `archive_actor` the archive's.
    """

    id: str
    content: Words
    speaker: Words | None
    cue: Words | None
    addressee: Words | None
    source_actor: str | None
    archive_actor: str | None
    source_name: str | None
    source_type: str
    mode: str
    speech_act: str
    commitment: str
    source: PassageSource


@dataclass(frozen=True, slots=True)
class DocumentEvidence:
    """What is known of the document that a report stands in. `published` is an ISO date."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    agency: str | None
    language: str | None
    synthetic: bool
    family_id: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One report and what speaks of it, as the archive has it (reviewers' edits included).

    `date_from` and `date_to` are the codebook's partial ISO dates; `date_stated` says whether
    words of the text gave the date, rather than the day of publication; `date_by` names the rule,
    `rule:date/...` where the words stand in another sentence or there are none. `sentence` is
    that of the first trigger. `passage` are the words around all triggers, for comparing reports.
    `source` says whose copy the paragraph of the first trigger is.
    """

    report_id: str
    type: str
    type_scores: Mapping[str, float]
    event_type: str | None
    status: str
    triggers: tuple[Words, ...]
    sentence: Words | None
    passage: str
    date_from: str | None
    date_to: str | None
    date_precision: int | None
    date_stated: bool
    place: PlaceEvidence | None
    actors: tuple[ActorEvidence, ...]
    arguments: tuple[ArgumentEvidence, ...]
    tolls: tuple[TollEvidence, ...]
    claims: tuple[ClaimEvidence, ...]
    document: DocumentEvidence
    source: PassageSource
    date_by: str | None = None

    @property
    def document_id(self) -> str:
        return self.document.id

    def side(self, role: str) -> tuple[ActorEvidence, ...]:
        """The perpetrators or the targets, in the report's order."""
        return tuple(actor for actor in self.actors if actor.role == role)

    def filling(self, role: str) -> tuple[Words, ...]:
        """The words that fill a role, in text order."""
        return tuple(argument.words for argument in self.arguments if argument.role == role)
