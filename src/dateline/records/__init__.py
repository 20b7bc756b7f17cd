"""The nouns of Dateline: frozen records that every other room passes along."""

from dateline.records.annotation import (
    Annotation,
    Attribution,
    Mention,
    RoleLink,
    SameIncident,
    Trigger,
)
from dateline.records.document import (
    MARK_KINDS,
    Credit,
    Credits,
    Document,
    Mark,
    Reject,
)
from dateline.records.family import DERIVATIONS, EDGE_KINDS, Family, FamilyEdge
from dateline.records.relation import ActorRelation
from dateline.records.report import (
    Argument,
    Claim,
    IncidentDate,
    IncidentPlace,
    Record,
    Report,
    Toll,
)
from dateline.records.sentence import sentence_of
from dateline.records.span import Origin, Span
from dateline.records.standoff import (
    record_from_dict,
    record_from_json,
    record_to_dict,
    record_to_json,
    standoff_line,
)
from dateline.records.values import (
    Actor,
    ActorCandidate,
    NumberValue,
    PlaceCandidate,
    PlaceValue,
    SourceCandidate,
    TimeValue,
)
from dateline.records.verification import Verification

__all__ = [
    "DERIVATIONS",
    "EDGE_KINDS",
    "MARK_KINDS",
    "Actor",
    "ActorCandidate",
    "ActorRelation",
    "Annotation",
    "Argument",
    "Attribution",
    "Claim",
    "Credit",
    "Credits",
    "Document",
    "Family",
    "FamilyEdge",
    "IncidentDate",
    "IncidentPlace",
    "Mark",
    "Mention",
    "NumberValue",
    "Origin",
    "PlaceCandidate",
    "PlaceValue",
    "Record",
    "Reject",
    "Report",
    "RoleLink",
    "SameIncident",
    "SourceCandidate",
    "Span",
    "TimeValue",
    "Toll",
    "Trigger",
    "Verification",
    "record_from_dict",
    "record_from_json",
    "record_to_dict",
    "record_to_json",
    "sentence_of",
    "standoff_line",
]
