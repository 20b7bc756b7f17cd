"""Every number that the reports of an incident give, with how it stands to the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace

from dateline.reconcile.evidence import ClaimEvidence, Evidence, TollEvidence
from dateline.reconcile.sources import in_order
from dateline.reconcile.speakers import (
    Speaker,
    same_speaker,
    speaker_name,
    speaker_of,
    telling_words,
)
from dateline.reconcile.tolls.cues import cue_of, is_number
from dateline.reconcile.tolls.records import TollEntry
from dateline.reconcile.tolls.sides import side_of, turned

_NOT_DONE = frozenset({"planned", "predicted", "conditional"})
_TO_COME = frozenset({"predict", "threaten", "promise", "order"})
_COUNT = frozenset({"stated", "update", "correction"})


def toll_entries(reports: Sequence[Evidence], house_of: Mapping[str, str]) -> list[TollEntry]:
    """The toll entries of one incident, the earliest published first.

    `house_of` names the independent source of each family. A number told again is a copy; one
    that belongs to a larger number of the same voice is a part; what is planned or denied, what
    is taken back or was said before does not count (docs/tolls.md).
    """
    sides = turned(reports)
    authors = _authors(reports, sides)
    entries = [
        _entry(report, toll, sides[report.report_id], house_of, authors)
        for report in in_order(reports)
        for toll in sorted(report.tolls, key=lambda t: (t.words.start, t.ordinal))
    ]
    return settled(entries)


def settled(entries: Sequence[TollEntry]) -> list[TollEntry]:
    """Entries of one incident, the earliest first, with how each stands to the others.

    Parts, victims without a number, "none" beside a number, what is corrected downward and what
    is told again are marked so, and do not count.
    """
    marked = _without_bare(_parts(list(entries)))
    return _copies(_taken_back(_zeros(marked)))


def _authors(reports: Sequence[Evidence], sides: Mapping[str, bool]) -> list[Speaker]:
    """Who is said to have done it, as speakers."""
    return list(
        dict.fromkeys(
            Speaker(actor.archive_id, telling_words(actor.name))
            for report in reports
            for actor in report.side("target" if sides[report.report_id] else "perpetrator")
        )
    )


def _entry(
    report: Evidence,
    toll: TollEvidence,
    is_turned: bool,
    house_of: Mapping[str, str],
    authors: Sequence[Speaker],
) -> TollEntry:
    claim = next((c for c in report.claims if c.id == toll.claim_id), None)
    voice = speaker_of(claim) if claim else None
    kind = _kind(report, toll, claim)
    own_house = toll.source.own and toll.source.source != report.document.family_id
    house = house_of[report.document.family_id]
    return TollEntry(
        what=toll.what,
        of=side_of(toll.of, is_turned),
        low=toll.low,
        best=toll.best,
        high=toll.high,
        report_id=report.report_id,
        document_id=report.document_id,
        words=toll.words,
        claim_id=toll.claim_id,
        speaker=speaker_name(claim) if claim else None,
        voice=voice,
        source_type=claim.source_type if claim else "narrator",
        speech_act=claim.speech_act if claim else None,
        commitment=claim.commitment if claim else None,
        source=report.document_id if own_house else toll.source.source,
        house=house,
        published=report.document.published,
        of_author=voice is not None
        and (
            (claim is not None and claim.speech_act == "claim_responsibility")
            or any(same_speaker(voice, author) for author in authors)
        ),
        kind=kind,
        counted=kind in _COUNT,
    )


def _kind(report: Evidence, toll: TollEvidence, claim: ClaimEvidence | None) -> str:
    if report.status in _NOT_DONE or (claim and claim.speech_act in _TO_COME):
        return "planned"
    if report.status == "denied" or (claim and claim.speech_act == "deny" and toll.best != 0):
        return "denied"
    cue = cue_of(toll.words, toll.paragraph)
    if cue in ("earlier", "withdrawn"):
        return cue
    if claim and claim.speech_act == "correct":
        return "correction"
    return cue or "stated"


def _without_bare(entries: list[TollEntry]) -> list[TollEntry]:
    """Victims named or told without a number count only where no report gives a number."""

    def bare(entry: TollEntry) -> bool:
        return (entry.low == 1 and entry.best is None) or not is_number(entry.words.text)

    numbered = {(e.what) for e in entries if e.counted and not bare(e) and e.best != 0}
    return [
        _as(entry, "part") if entry.counted and bare(entry) and entry.what in numbered else entry
        for entry in entries
    ]


def _parts(entries: list[TollEntry]) -> list[TollEntry]:
    """Marks what is part of a larger number in the same document.

    A cue says so ("six of them"), or the voice itself gives the larger number, or the claim's
    numbers add up to one, or it is one victim told beside the number.
    """
    largest: dict[str, int] = {}
    told: dict[tuple[str, str], list[TollEntry]] = defaultdict(list)
    for e in entries:
        largest[e.what] = max(_size(e), largest.get(e.what, 0))
        told[e.document_id, e.what].append(e)
    return [
        _as(e, "part") if _is_part(e, told[e.document_id, e.what], largest[e.what]) else _uncued(e)
        for e in entries
    ]


def _uncued(entry: TollEntry) -> TollEntry:
    """The cue alone is no ground: where nothing larger is told, the number is the toll."""
    return _as(entry, "stated") if entry.kind in ("part", "share") else entry


def _is_part(entry: TollEntry, told: Sequence[TollEntry], largest: int) -> bool:
    """`told` are the entries of one document and kind of victim, `largest` is of all documents."""
    if entry.kind not in ("part", "share") and not entry.counted:
        return False
    if entry.kind == "share":
        return largest > _size(entry)
    beside = [
        other
        for other in told
        if other is not entry and (other.counted or other.kind in ("part", "share"))
    ]
    larger = [o for o in beside if _size(o) > _size(entry) and o.of in (entry.of, "unknown")]
    if not larger:
        return False
    same_claim = [o for o in beside if o.claim_id and o.claim_id == entry.claim_id]
    if entry.kind == "part":
        return True
    if any(o.of == entry.of and _one_voice(entry, o) for o in larger):
        return True
    sums = _size(entry) + sum(_size(o) for o in same_claim)
    if same_claim and any(_size(o) == sums for o in larger if o not in same_claim):
        return True
    return _size(entry) == 1 and not any(o.of != entry.of for o in same_claim)


def _one_voice(a: TollEntry, b: TollEntry) -> bool:
    if a.voice is None or b.voice is None:
        return a.voice is None and b.voice is None
    return same_speaker(a.voice, b.voice)


def _zeros(entries: list[TollEntry]) -> list[TollEntry]:
    """ "No casualties" is a denial where others count victims of that side: it never subtracts."""
    positive = {(e.what, e.of) for e in entries if e.counted and _size(e) > 0}
    whats = {what for what, _ in positive}
    return [
        _as(entry, "denied")
        if entry.counted
        and _size(entry) == 0
        and ((entry.what, entry.of) in positive or (entry.of == "unknown" and entry.what in whats))
        else entry
        for entry in entries
    ]


def _taken_back(entries: list[TollEntry]) -> list[TollEntry]:
    """What a voice corrects downward, it withdraws; a higher new figure leaves the old one true."""
    out = []
    corrections = [other for other in entries if other.kind == "correction" and other.counted]
    for entry in entries:
        lowered = any(
            other.what == entry.what
            and other.of == entry.of
            and other.house == entry.house
            and _later(other, entry)
            and (_one_voice(other, entry) or other.voice is None)
            and 0 <= _size(other) < _size(entry)
            for other in corrections
        )
        out.append(_as(entry, "withdrawn") if entry.counted and lowered else entry)
    return out


def _copies(entries: list[TollEntry]) -> list[TollEntry]:
    """One house's same number is one entry; so is a number that the narrator repeats."""
    out: list[TollEntry] = []
    # Of a house's entries that say the same, and of a document's own, one is looked at.
    of_house: dict[tuple[str, str], dict[Hashable, TollEntry]] = defaultdict(dict)
    of_document: dict[tuple[str, str, str], list[TollEntry]] = defaultdict(list)
    for entry in entries:
        voices = of_house[entry.what, entry.house]
        beside = of_document[entry.what, entry.house, entry.document_id]
        again = entry.counted and any(
            (other.of == entry.of or "unknown" in (other.of, entry.of))
            and _says_no_more(entry, other)
            for other in (*beside, *voices.values())
        )
        if entry.counted:
            beside.append(entry)
            said = entry.of, entry.low, entry.best, entry.high, entry.voice
            voices.setdefault(said, entry)
        out.append(_as(entry, "copy") if again else entry)
    return out


def _says_no_more(entry: TollEntry, other: TollEntry) -> bool:
    """The same number again, or a vague one ("dozens") beside a number of the same house."""
    if (other.low, other.best, other.high) == (entry.low, entry.best, entry.high):
        return other.document_id == entry.document_id or _one_voice(other, entry)
    vague = entry.best is None and entry.high is None and entry.low is not None
    return vague and (other.low or 0) >= (entry.low or 0)


def _as(entry: TollEntry, kind: str) -> TollEntry:
    return replace(entry, kind=kind, counted=kind in _COUNT)


def _size(entry: TollEntry) -> int:
    """The number itself, as far as it is known."""
    known = [value for value in (entry.best, entry.low, entry.high) if value is not None]
    return known[0] if known else 0


def _later(a: TollEntry, b: TollEntry) -> bool:
    return (a.published or "", a.words.start) > (b.published or "", b.words.start)
