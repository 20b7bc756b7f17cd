"""Signature: what of a report is compared with others, in words."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from dateline.reconcile.evidence import ActorEvidence, Evidence
from dateline.reconcile.incidents.words import RARE, names_in, stem, stems, weighed

METHOD = "signature-3"
"""Changes whenever a signature is made otherwise, so that stored ones are made anew."""

MOST_WORDS = 24
MOST_PLACE_WORDS = 6
MOST_NAMES = 8
MOST_TRIGGERS = 8
MOST_TITLE_WORDS = 12
MOST_FIGURES = 8
MOST_STORY_WORDS = 40

PERHAPS = 0.1
"""Probability from which a type that was not chosen still may be the right one."""

OPEN_DAYS = 180
"""Days that an interval with an open end is taken to last."""

OPENING = 400
"""Code points from the start of a text in which an article's main incident is first told."""

_INFERRED = "rule:date/"
"""Begins the names of the rules that date a report by words of another sentence, or by none."""

_INFERRED_PLACE = ("rule:place/inherited", "rule:place/common noun")
"""Begin the names of the rules that place a report by words of another sentence, or a mere noun."""

_STATUS = {
    "happened": "told",
    "ongoing": "told",
    "possible": "doubted",
    "unknown": "doubted",
    "denied": "denied",
    "planned": "ahead",
    "predicted": "ahead",
    "conditional": "ahead",
}


@dataclass(frozen=True, slots=True)
class Signature:
    """What is compared. Days are ordinals (`date.toordinal`); None is unknown.

    `firm` says that the report's own words date it, `placed` that they name the place.

    `place_words`, `triggers` are stems; `words` and `title` stems with their weights. A side has
    `named` (proper names, identifiers) and `general` descriptions. `killed` is the report's total,
    its best figure or else a bound; `figures` are all its numbers from 2 up, as "killed 23".
    `perhaps` are types that it may be, `only` that its document tells no other report of its event
    type, `story` the weightiest names in all the document's reports, `at` and
    `word` the first trigger.
    """

    report_id: str
    document_id: str
    family_id: str
    type: str
    event_type: str
    standing: str
    first_day: int | None
    last_day: int | None
    firm: bool
    published: int | None
    lat: float | None
    lon: float | None
    country: str | None
    place_precision: int
    placed: bool
    place_words: tuple[str, ...]
    perpetrators: tuple[str, ...]
    targets: tuple[str, ...]
    general: tuple[str, ...]
    killed: int | None
    figures: tuple[str, ...]
    triggers: tuple[str, ...]
    words: dict[str, float]
    title: dict[str, float]
    lead: bool
    perhaps: tuple[str, ...]
    only: bool
    story: dict[str, float]
    at: tuple[int, ...]
    word: str


def signatures(evidence: Iterable[Evidence]) -> Iterator[Signature]:
    """The signatures of reports, of which those of one document stand in one run.

    A pure function of each document's reports: what else a document tells helps to see whether
    two documents are about the same.
    """
    for _, reports in groupby(evidence, key=lambda e: e.document_id):
        yield from _of_document(list(reports))


def _of_document(reports: Sequence[Evidence]) -> Iterator[Signature]:
    told = Counter(e.event_type or e.type for e in reports)
    names = [name for e in reports for name in names_in(e.passage)]
    names += [e.place.name for e in reports if e.place]
    names += [actor.name for e in reports for actor in e.actors if _is_name(actor.name, actor)]
    story = weighed(names, MOST_STORY_WORDS)
    for e in reports:
        yield _signature(e, told[e.event_type or e.type] == 1, story)


def _signature(evidence: Evidence, only: bool, story: dict[str, float]) -> Signature:
    place = evidence.place
    first, last = _days(evidence)
    perpetrators, targets = evidence.side("perpetrator"), evidence.side("target")
    published = evidence.document.published
    return Signature(
        report_id=evidence.report_id,
        document_id=evidence.document_id,
        family_id=evidence.document.family_id,
        type=evidence.type,
        event_type=evidence.event_type or evidence.type,
        standing=_STATUS.get(evidence.status, "doubted"),
        first_day=first,
        last_day=last,
        firm=not (evidence.date_by or "").startswith(_INFERRED),
        published=day(published, last=False),
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        country=place.country if place else None,
        place_precision=(place.precision or 0) if place else 0,
        placed=place is not None and not (place.by or "").startswith(_INFERRED_PLACE),
        place_words=_names_of_place(place.name) if place else (),
        perpetrators=_named(perpetrators),
        targets=_named(targets),
        general=_general((*perpetrators, *targets)),
        killed=_total(evidence, "killed"),
        figures=_figures(evidence),
        triggers=tuple(sorted({s for t in evidence.triggers for s in stems(t.text) if len(s) > 2}))[
            :MOST_TRIGGERS
        ],
        words=weighed([evidence.passage], MOST_WORDS),
        title=weighed([evidence.document.title or ""], MOST_TITLE_WORDS),
        lead=bool(evidence.triggers) and evidence.triggers[0].start < OPENING,
        perhaps=tuple(sorted(t for t, p in evidence.type_scores.items() if p >= PERHAPS)),
        only=only,
        story=story,
        at=(evidence.triggers[0].start, evidence.triggers[0].end) if evidence.triggers else (),
        word=evidence.triggers[0].text if evidence.triggers else "",
    )


def _days(evidence: Evidence) -> tuple[int | None, int | None]:
    """First and last day; an open end is taken to lie `OPEN_DAYS` away."""
    first = day(evidence.date_from, last=False)
    last = day(evidence.date_to, last=True)
    if first is not None and last is None:
        return first, first + OPEN_DAYS
    if last is not None and first is None:
        return max(last - OPEN_DAYS, 1), last
    return first, last


def day(text: str | None, *, last: bool) -> int | None:
    """The first or last day of a partial ISO date as an ordinal; None for one that is no date."""
    if not text:
        return None
    try:
        parts = [int(part) for part in text.split("-")]
        year = parts[0]
        month = parts[1] if len(parts) > 1 else (12 if last else 1)
        of_month = parts[2] if len(parts) > 2 else (monthrange(year, month)[1] if last else 1)
        return date(year, month, of_month).toordinal()
    except ValueError:
        return None


def _names_of_place(name: str) -> tuple[str, ...]:
    """The stems of a place's name that are proper names, or else all its rare ones."""
    found = [stem(p) for w in name.split() if w[:1].isupper() for p in w.strip(",.").split("-")]
    found = [s for s in found if len(s) > 2] or [
        s for s, weight in weighed([name], MOST_PLACE_WORDS).items() if weight >= RARE
    ]
    return tuple(sorted(set(found)))[:MOST_PLACE_WORDS]


def _named(actors: Iterable[ActorEvidence]) -> tuple[str, ...]:
    keys = {a.archive_id for a in actors if a.archive_id}
    keys |= {_key(name) for a in actors for name in (a.name, *a.aliases) if _is_name(name, a)}
    return tuple(sorted(keys))[:MOST_NAMES]


def _general(actors: Iterable[ActorEvidence]) -> tuple[str, ...]:
    said = (name for a in actors for name in (a.name, *a.aliases) if not _is_name(name, a))
    return tuple(sorted({s for name in said for s in stems(name) if len(s) > 3}))[:MOST_NAMES]


def _is_name(name: str, actor: ActorEvidence) -> bool:
    return actor.kind != 7 and any(word[:1].isupper() for word in name.split()[-2:])


def _key(name: str) -> str:
    return " ".join(stems(name.removeprefix("the ").removeprefix("The ")))


def _figures(evidence: Evidence) -> tuple[str, ...]:
    found = {
        f"{t.what} {n}" for t in evidence.tolls for n in (t.best, t.low) if n is not None and n > 1
    }
    return tuple(sorted(found))[:MOST_FIGURES]


def _total(evidence: Evidence, what: str) -> int | None:
    """The report's figure for all sides; the sum of the sides where no total is told."""
    found = [
        (toll.of, toll.best if toll.best is not None else toll.low)
        for toll in evidence.tolls
        if toll.what == what
    ]
    total = [n for of, n in found if of == "unknown" and n is not None]
    if total:
        return max(total)
    sides: dict[str, int] = {}
    for of, n in found:
        if n is not None:
            sides[of] = max(n, sides.get(of, 0))
    return sum(sides.values()) if sides else None
