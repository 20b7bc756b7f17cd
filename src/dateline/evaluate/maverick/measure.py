"""How near each rule comes to a report that it was not shown.

MAVERICK has no true number of dead; its own aggregates are a reader's choice of rule. So a report
is held out: the last inquiry into an event, told from the news before it (`inquiry`), or every
report in turn, told from the others (`each report`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log
from pathlib import Path

from dateline.evaluate.files import DataError
from dateline.evaluate.maverick.read import SourceReport, read_maverick
from dateline.evaluate.maverick.rules import RULES

Case = tuple[tuple[SourceReport, ...], int]
"""What a rule is shown, and what the report that was held out says."""

INQUIRY_DAYS = 14
"""Days after an event from which an inquiry into it is more than news."""

FEW, MANY = 2, 3
LARGE = 10
"""Dead from which an event is a large one."""


def run(data: Path, annotator: object = None, part: str = "dev") -> dict[str, dict[str, float]]:
    """The rows of `score` for all events of `data`, which has no parts: `part` is dev or all."""
    del annotator
    if part not in ("dev", "all"):
        raise DataError(f"no part {part!r}", str(data), "leave --part out")
    return score(read_maverick(data))


def score(events: Mapping[str, Sequence[SourceReport]]) -> dict[str, dict[str, float]]:
    """For each kind of case and rule: share exact, share within a fifth, under and over, and the
    mean absolute difference of logarithms of dead + 1. Cases nobody died in are left out."""
    kinds = _kinds(events)
    return {
        f"{kind}: {name}": _row([(rule(shown), held) for shown, held in cases])
        for kind, cases in kinds.items()
        if cases
        for name, rule in RULES.items()
    }


def _kinds(events: Mapping[str, Sequence[SourceReport]]) -> dict[str, list[Case]]:
    inquiry = [case for reports in events.values() if (case := _inquiry(reports))]
    each = [case for reports in events.values() for case in _each(reports)]
    news = [(shown, held) for shown, held in inquiry if max(r.best for r in shown)]
    return {
        "inquiry": inquiry,
        "inquiry, news counts dead": news,
        "inquiry, news of one report": [c for c in news if len(c[0]) < FEW],
        "inquiry, news of three or more": [c for c in news if len(c[0]) >= MANY],
        "inquiry, ten dead or more": [c for c in news if c[1] >= LARGE],
        "inquiry, fewer than ten": [c for c in news if c[1] < LARGE],
        "each report": each,
    }


def _inquiry(reports: Sequence[SourceReport]) -> Case | None:
    late = [r for r in reports if r.inquiry and r.days is not None and r.days >= INQUIRY_DAYS]
    news = [r for r in reports if not r.inquiry]
    if not (late and news):
        return None
    held = max(late, key=lambda r: (r.published or "", r.id))
    shown = tuple(r for r in news if (r.published or "9999") <= (held.published or ""))
    return (shown, held.best) if shown and held.best else None


def _each(reports: Sequence[SourceReport]) -> list[Case]:
    """Each report of a number of dead, with all others of its event."""
    return [
        (tuple(other for other in reports if other is not held), held.best)
        for held in reports
        if len(reports) > 1 and held.best
    ]


def _row(pairs: Sequence[tuple[int | None, int]]) -> dict[str, float]:
    given = [(told or 0, held) for told, held in pairs]
    total = len(given)
    return {
        "exact": sum(told == held for told, held in given) / total,
        "within a fifth": sum(abs(told - held) <= held / 5 for told, held in given) / total,
        "under": sum(told < held for told, held in given) / total,
        "over": sum(told > held for told, held in given) / total,
        "log error": sum(abs(log((t + 1) / (h + 1))) for t, h in given) / total,
        "of": total,
    }
