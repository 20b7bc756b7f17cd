"""Independent sources of one incident: who says it, each copy and each voice counted once.

A source is a family of copies, or the passages that a document alone has. Families are one
source where one house made them: one outlet, one agency's credit, or one retells what the other's
speakers told. A later story of the same house is a source of its own only where a person is
named in it who spoke in no other: so there are never more sources than families and own passages,
nor more than independent speakers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.reconcile.evidence import ClaimEvidence, DocumentEvidence, Evidence
from dateline.reconcile.speakers import (
    Speaker,
    folded_words,
    same_speaker,
    same_statement,
    speaker_name,
    speaker_of,
)

RETOLD = 0.5
"""Share of a report's attributed claims from which it retells a report that has them too."""

RETOLD_DAYS = 3
"""Days after a story within which another retells it."""

FOLLOW_UP_DAYS = 2
"""Days after a house's first story from which a further story of it is reporting anew."""

TELLING = frozenset({"assert", "confirm", "estimate", "correct"})
"""Speech acts by which a speaker tells what happened."""

ORIGINALS = 40
"""Documents of an incident, the earliest, that others are looked at as retelling."""

_INITIALS = 3
"""Words of an outlet's name from which its initials stand for it."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A speaker of an incident in one source; `speaker` is None for the outlet's own words.

    `source` is the independent source (a family, or a document for what it alone says); `own`
    says whether the document alone has the words. `claim_id` is the speaker's first claim.
    """

    speaker: str | None
    source_type: str
    source: str
    document_id: str
    claim_id: str | None
    own: bool


@dataclass(frozen=True, slots=True)
class Sources:
    """The independent sources of an incident; `house_of` names the house of each family."""

    count: int
    rows: tuple[SourceRow, ...]
    house_of: dict[str, str]


def independent_sources(reports: Sequence[Evidence]) -> Sources:
    """Who tells of the incident that `reports` are of, each independent source counted once.

    Denials and blame alone make no further source of a house. Does not depend on the order of
    `reports`, which must not be empty.
    """
    ordered = in_order(reports)
    house_of = _houses(ordered)
    own_of = _own_sources(ordered, house_of)
    rows: list[SourceRow] = []
    heard: dict[str, list[Speaker]] = defaultdict(list)
    for report in ordered:
        for claim in sorted(report.claims, key=lambda c: (c.content.start, c.id)):
            speaker = speaker_of(claim)
            source = own_of.get(claim.id, house_of[report.document.family_id])
            if speaker and not any(same_speaker(speaker, other) for other in heard[source]):
                heard[source].append(speaker)
                rows.append(_row(report, claim, source))
    told = {row.source for row in rows}
    for report in ordered:
        source = house_of[report.document.family_id]
        if source not in told:
            told.add(source)
            own = report.source.own
            rows.append(SourceRow(None, "narrator", source, report.document_id, None, own))
    return Sources(len(told), tuple(rows), house_of)


def in_order(reports: Iterable[Evidence]) -> list[Evidence]:
    """Reports from the earliest published to the latest; ids settle ties."""
    return sorted(reports, key=lambda r: (r.document.published or "9999", r.report_id))


def _row(report: Evidence, claim: ClaimEvidence, source: str) -> SourceRow:
    name, own = speaker_name(claim), claim.source.own
    return SourceRow(name, claim.source_type, source, report.document_id, claim.id, own)


def _houses(ordered: Sequence[Evidence]) -> dict[str, str]:
    """The house of each family, named by the family that published first."""
    parent: dict[str, str] = {}

    def root(node: str) -> str:
        parent.setdefault(node, node)
        while parent[node] != node:
            node = parent[node]
        return node

    by_document: dict[str, list[Evidence]] = defaultdict(list)
    for report in ordered:
        by_document[report.document_id].append(report)
        family = f"family {report.document.family_id}"
        for name in _names_of(report.document):
            parent[root(f"name {name}")] = root(family)
    tellers = [_teller(reports) for reports in by_document.values()]
    for first in tellers[:ORIGINALS]:
        for second in tellers:
            a, b = root(f"family {first.family}"), root(f"family {second.family}")
            if a != b and _retells(second, first):
                parent[b] = a
    named: dict[str, str] = {}
    house_of = {}
    for report in ordered:
        family = report.document.family_id
        house_of[family] = named.setdefault(root(f"family {family}"), family)
    return house_of


def _names_of(document: DocumentEvidence) -> Iterable[str]:
    """The names of the house that made a document's copy: its agency, or its own outlet's."""
    if document.agency:
        yield " ".join(folded_words(document.agency))
    if document.outlet and document.family_id == document.id:
        words = folded_words(document.outlet)
        yield " ".join(words)
        if len(words) >= _INITIALS:
            yield "".join(word[0] for word in words)


@dataclass(frozen=True, slots=True)
class _Teller:
    """A document of an incident: when, by whose house, and whose claims it tells."""

    family: str
    day: int | None
    names: tuple[str, ...]
    told_to: frozenset[str]
    claims: tuple[ClaimEvidence, ...]
    attributed: tuple[ClaimEvidence, ...]


def _teller(reports: Sequence[Evidence]) -> _Teller:
    document = reports[0].document
    claims = tuple({claim.id: claim for report in reports for claim in report.claims}.values())
    attributed = tuple(claim for claim in claims if claim.speaker)
    told_to = (words for claim in attributed for words in (claim.speaker, claim.addressee))
    return _Teller(
        family=document.family_id,
        day=_day(document),
        names=tuple(name for name in _names_of(document) if len(name) > 1),
        told_to=frozenset(" ".join(folded_words(words.text)) for words in told_to if words),
        claims=claims,
        attributed=attributed,
    )


def _retells(later: _Teller, earlier: _Teller) -> bool:
    """Whether a document retells another: it names its house, or its speakers say the same."""
    if earlier.day is None or later.day is None:
        return False
    if not 0 <= later.day - earlier.day <= RETOLD_DAYS:
        return False
    if any(_is_named(name, earlier.names) for name in later.told_to):
        return True
    same = sum(
        any(same_statement(claim, other) for other in earlier.claims) for claim in later.attributed
    )
    return same > 0 and same >= RETOLD * len(later.attributed)


def _is_named(name: str, names: Iterable[str]) -> bool:
    return bool(name) and any(f" {name} " in f" {n} " or f" {n} " in f" {name} " for n in names)


def _own_sources(ordered: Sequence[Evidence], house_of: dict[str, str]) -> dict[str, str]:
    """The claims by which a document is a source beside its house, with the document's id.

    Those are a named person's, heard in no other document before, in a passage that is not the
    family's or in a story that follows up the house's first.
    """
    first: dict[str, Evidence] = {}
    heard: dict[Speaker, set[str]] = defaultdict(set)
    own: dict[str, str] = {}
    for report in ordered:
        house = house_of[report.document.family_id]
        first.setdefault(house, report)
        fresh = _is_follow_up(first[house], report)
        for claim in report.claims:
            speaker = speaker_of(claim)
            if speaker is None:
                continue
            apart = claim.source.own and report.document_id != report.document.family_id
            telling = claim.source_type == "named_person" and claim.speech_act in TELLING
            if not (telling and (fresh or apart)):
                continue
            if not any(
                same_speaker(speaker, other)
                for other, names in heard.items()
                if names - {report.document_id}
            ):
                own[claim.id] = report.document_id
        for claim in report.claims:
            # Two documents are as good as more: one of them is another than any that asks.
            if (speaker := speaker_of(claim)) and len(heard[speaker]) < 2:
                heard[speaker].add(report.document_id)
    return own


def _is_follow_up(first: Evidence, report: Evidence) -> bool:
    if first.document.family_id == report.document.family_id:
        return False
    days = _days_between(first.document, report.document)
    return days is not None and days >= FOLLOW_UP_DAYS


def _days_between(a: DocumentEvidence, b: DocumentEvidence) -> int | None:
    first, last = _day(a), _day(b)
    return None if first is None or last is None else last - first


def _day(document: DocumentEvidence) -> int | None:
    return date.fromisoformat(document.published[:10]).toordinal() if document.published else None
