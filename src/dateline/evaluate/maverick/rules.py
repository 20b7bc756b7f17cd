"""Rules that make one number of dead of several reports: Dateline's, and simple ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from statistics import mean, median_low

from dateline.evaluate.maverick.read import SourceReport
from dateline.reconcile.evidence import Words
from dateline.reconcile.tolls import TOTAL, TollEntry, incident_tolls, settled

Rule = Callable[[Sequence[SourceReport]], int | None]


def latest(reports: Sequence[SourceReport]) -> int:
    """What the last report says; of several of one day, the last in the file."""
    return max(reports, key=lambda r: r.published or "").best


def majority(reports: Sequence[SourceReport]) -> int:
    """What most authors say, each counted once for each number; of equals, the later told."""
    authors: dict[int, set[str]] = defaultdict(set)
    last: dict[int, str] = {}
    for report in reports:
        authors[report.best].add(report.author)
        last[report.best] = max(last.get(report.best, ""), report.published or "")
    return max(authors, key=lambda best: (len(authors[best]), last[best], best))


def dateline(reports: Sequence[SourceReport]) -> int | None:
    """`best` by Dateline's own rules, from numbers, authors and dates alone (docs/tolls.md)."""
    tolls = incident_tolls(settled([_entry(report) for report in reports]))
    return next((toll.best for toll in tolls if toll.of == TOTAL), None)


def _entry(report: SourceReport) -> TollEntry:
    number = str(report.best)
    return TollEntry(
        what="killed",
        of="unknown",
        low=report.low,
        best=report.best,
        high=report.high,
        report_id=report.id,
        document_id=report.id,
        words=Words(0, len(number), number),
        claim_id=None,
        speaker=None,
        voice=None,
        source_type="narrator",
        speech_act=None,
        commitment=None,
        source=report.author,
        house=report.author,
        published=report.published,
        of_author=False,
        kind="stated",
        counted=True,
    )


RULES: Mapping[str, Rule] = {
    "dateline": dateline,
    "max": lambda reports: max(r.best for r in reports),
    "latest": latest,
    "median": lambda reports: median_low(r.best for r in reports),
    "majority": majority,
    "mean": lambda reports: round(mean(r.best for r in reports)),
    "min": lambda reports: min(r.best for r in reports),
}
"""Every rule by name; each takes the reports of one event, at least one."""
