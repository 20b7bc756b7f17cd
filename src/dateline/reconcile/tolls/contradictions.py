"""Contradictions: what the reports of one incident say against each other, never averaged away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.reconcile.evidence import ActorEvidence, ClaimEvidence, Evidence, Words
from dateline.reconcile.sources import in_order
from dateline.reconcile.speakers import folded_words, speaker_name, telling_words
from dateline.reconcile.telling import kilometres
from dateline.reconcile.tolls.figures import rivals, streams
from dateline.reconcile.tolls.records import TOTAL, TollEntry

PLACES_KM = 50.0
"""Distance from which two exact places contradict each other."""

_EXACT = 2
"""Precision up to which a date or a place says enough to be contradicted."""

_TOLD = frozenset({"happened", "ongoing", "possible"})

_TWO_SIDED = frozenset({"battles"})
"""Event types whose two sides both are perpetrators, in the order of the text (codebook 4)."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a contradiction: the words, where they stand, and who says them."""

    report: str
    document: str
    words: Words
    speaker: str | None
    value: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two or more sayings that cannot all be right. `kind` is perpetrator, toll, denial, place
    or date."""

    kind: str
    note: str
    sides: tuple[Side, ...]


def contradictions(
    reports: Sequence[Evidence], entries: Sequence[TollEntry], house_of: Mapping[str, str]
) -> list[Contradiction]:
    """Where the reports of one incident contradict each other (docs/tolls.md), toll first.

    Every side is quoted once for each independent source. Which side is right is a reviewer's
    to say. Does not depend on the order of `reports`.
    """
    ordered = in_order(reports)
    found = [
        *_tolls(entries),
        _denial(ordered),
        _perpetrators(ordered),
        _places(ordered, house_of),
        _dates(ordered, house_of),
    ]
    return [c for c in found if c is not None]


def _tolls(entries: Sequence[TollEntry]) -> Iterable[Contradiction]:
    counted = [entry for entry in entries if entry.counted]
    for what in dict.fromkeys(entry.what for entry in counted):
        whole, by_side = streams([e for e in counted if e.what == what])
        # One side is among all of them already.
        sides = by_side.items() if len(by_side) > 1 else ()
        for of, stream in ((TOTAL, whole), *sides):
            against = {id(entry) for pair in rivals(stream) for entry in pair}
            if against:
                yield _rival_tolls(what, of, [e for e in stream if id(e) in against])


def _rival_tolls(what: str, of: str, rivals: Sequence[TollEntry]) -> Contradiction:
    whom = "" if of == TOTAL else f" ({of.replace('_', ' ')})"
    rising = sorted(rivals, key=lambda e: (e.low or e.high or 0, e.high or 0))
    told = ", ".join(dict.fromkeys(_bounds(e) for e in rising))
    sides = tuple(Side(e.report_id, e.document_id, e.words, e.speaker, _bounds(e)) for e in rivals)
    return Contradiction("toll", f"{what}{whom}: {told}", sides)


def _bounds(entry: TollEntry) -> str:
    low, best, high = entry.low, entry.best, entry.high
    if low == best == high:
        return str(best)
    if high is None:
        return f"{low if low is not None else best}+"
    return f"up to {high}" if low is None else f"{low}-{high}"


def _denial(ordered: Sequence[Evidence]) -> Contradiction | None:
    """Who denies the act, its author or a figure, beside the first other family to tell it."""
    denying: dict[tuple[str, str], Side] = {}
    for report in ordered:
        for claim in report.claims:
            if claim.speech_act == "deny":
                side = _said(report, claim, "denied")
                denying.setdefault((report.document.family_id, side.speaker or ""), side)
        if report.status == "denied" and report.sentence:
            side = Side(report.report_id, report.document_id, report.sentence, None, "denied")
            denying.setdefault((report.document.family_id, ""), side)
    told_by = [r for r in ordered if r.status in _TOLD and r.sentence]
    families = {family for family, _ in denying}
    apart = [r for r in told_by if r.document.family_id not in families]
    telling = next(iter(apart or told_by), None)
    if not denying or telling is None or telling.sentence is None:
        return None
    told = Side(telling.report_id, telling.document_id, telling.sentence, None, telling.status)
    names = ", ".join(dict.fromkeys(side.speaker or side.document for side in denying.values()))
    return Contradiction("denial", f"denied by {names}", (told, *denying.values()))


def _said(report: Evidence, claim: ClaimEvidence, value: str) -> Side:
    name = speaker_name(claim)
    return Side(report.report_id, report.document_id, claim.content, name, value)


def _perpetrators(ordered: Sequence[Evidence]) -> Contradiction | None:
    """Different perpetrators, where the deed has one author: told by a report or by blame.

    Whoever is only described ("unidentified gunmen") may be anybody, and contradicts nobody.
    """
    sides: list[tuple[frozenset[str], Side]] = []
    for report in ordered:
        if report.event_type in _TWO_SIDED:
            continue
        actors = [a for a in report.side("perpetrator") if a.kind in range(1, 7) or a.kind == 8]
        for actor in actors:
            if not _has_name(actor):
                continue
            keys = _names(actor)
            if any(keys & known for known, _ in sides):
                continue
            words = _words_of(report, actor)
            if words:
                side = Side(report.report_id, report.document_id, words, None, actor.name)
                sides.append((keys, side))
    kinds_told = [side for _, side in sides]
    if len({side.report for side in kinds_told}) < 2:
        return None
    note = ", ".join(dict.fromkeys(side.value for side in kinds_told))
    return Contradiction("perpetrator", f"perpetrator: {note}", tuple(kinds_told))


def _has_name(actor: ActorEvidence) -> bool:
    # What stands in brackets is the country that the program adds to a description.
    described = actor.name.partition(" (")[0]
    return any(word[:1].isupper() for word in described.split())


def _names(actor: ActorEvidence) -> frozenset[str]:
    """What tells an actor from another: the archive's id, or the words of its names."""
    words = {word for name in (actor.name, *actor.aliases) for word in telling_words(name)}
    return frozenset(words | ({actor.archive_id} if actor.archive_id else set()))


def _words_of(report: Evidence, actor: ActorEvidence) -> Words | None:
    """The words of the report that name a perpetrator, or the sentence of its deed."""
    names = {" ".join(folded_words(name)) for name in (actor.name, *actor.aliases)}
    for words in report.filling("perpetrator"):
        if " ".join(folded_words(words.text)) in names:
            return words
    return next(iter(report.filling("perpetrator")), report.sentence)


def _places(ordered: Sequence[Evidence], house_of: Mapping[str, str]) -> Contradiction | None:
    """Exact places of two names, too far apart to be one: one name at two points is a mistake of
    the program's, not what sources say against each other."""
    sides: list[tuple[Evidence, Side]] = []
    for report in ordered:
        place = report.place
        if place is None or place.lat is None or (place.precision or 9) > _EXACT:
            continue
        near = any(
            kilometres(place, other.place) < PLACES_KM
            or side.value.casefold() == place.name.casefold()
            for other, side in sides
        )
        words = place.words or report.sentence
        if not near and words:
            side = Side(report.report_id, report.document_id, words, None, place.name)
            sides.append((report, side))
    return _if_apart("place", sides, house_of)


def _dates(ordered: Sequence[Evidence], house_of: Mapping[str, str]) -> Contradiction | None:
    """Days, stated and exact, that have none in common."""
    sides: list[tuple[Evidence, Side]] = []
    kept: list[tuple[date, date]] = []
    for report in ordered:
        days = _days(report)
        words = report.sentence
        if days is None or words is None:
            continue
        if any(days[0] <= last and first <= days[1] for first, last in kept):
            continue
        kept.append(days)
        value = days[0].isoformat() if days[0] == days[1] else f"{days[0]}..{days[1]}"
        side = Side(report.report_id, report.document_id, words, None, value)
        sides.append((report, side))
    return _if_apart("date", sides, house_of)


def _days(report: Evidence) -> tuple[date, date] | None:
    if not report.date_stated or (report.date_precision or 9) > _EXACT:
        return None
    try:
        first = date.fromisoformat(report.date_from or "")
        last = date.fromisoformat(report.date_to or report.date_from or "")
    except ValueError:
        return None
    return (first, last) if first <= last else None


def _if_apart(
    kind: str, sides: Sequence[tuple[Evidence, Side]], house_of: Mapping[str, str]
) -> Contradiction | None:
    """A contradiction where more than one independent source speaks."""
    if len({house_of[report.document.family_id] for report, _ in sides}) < 2:
        return None
    values = ", ".join(dict.fromkeys(side.value for _, side in sides))
    return Contradiction(kind, f"{kind}: {values}", tuple(side for _, side in sides))
