"""Source reports of MAVERICK: who gave which number of dead for which event, and when."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dateline.evaluate.files import DataError

FILE = "event_reports.csv"

_PUBLISHED = re.compile(r"\((\d{4}-\d{2}-\d{2})\)")
_LONGEST_DAYS = 5 * 365
"""Days after an event from which a report's date is the day of its retrieval, not its own."""

_INQUIRIES = frozenset(
    {
        "Human rights commission",
        "Special commission",
        "International civil society organization",
        "National civil society organization",
        "International organization",
    }
)


@dataclass(frozen=True, slots=True)
class SourceReport:
    """One source's number of dead. `published` is an ISO date, None where it is not known.

    `inquiry` says that the source went to find out (commissions, human rights organisations,
    the United Nations), unlike news; `days` is how long after the event it was published.
    """

    id: str
    event: str
    author: str
    inquiry: bool
    published: str | None
    days: int | None
    low: int
    best: int
    high: int


def read_maverick(folder: Path) -> Mapping[str, tuple[SourceReport, ...]]:
    """The reports of each event, the earliest first. DataError where they are not there."""
    path = folder / FILE
    groups: dict[str, list[SourceReport]] = defaultdict(list)
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            for number, row in enumerate(csv.DictReader(lines), start=1):
                report = _report(row, number)
                groups[report.event].append(report)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(
            f"no source reports ({error!r})", str(path), f"name the folder that holds {FILE}"
        ) from error
    return {event: tuple(sorted(rows, key=_order)) for event, rows in sorted(groups.items())}


def _order(report: SourceReport) -> tuple[str, str]:
    return report.published or "9999", report.id


def _report(row: Mapping[str, str], number: int) -> SourceReport:
    low, best, high = (int(float(row[f"deaths_{name}"])) for name in ("low", "best", "high"))
    found = _PUBLISHED.search(row["source"])
    published = found[1] if found else None
    days = None
    if published:
        days = (date.fromisoformat(published) - date.fromisoformat(row["date_start"])).days
    if days is None or days > _LONGEST_DAYS:
        published = days = None
    return SourceReport(
        id=f"{row['event_id']}#{number:05}",
        event=row["event_id"],
        author=re.sub(r"\s*\(All Africa\)$", "", row["source_author"]).casefold(),
        inquiry=row["source_type"] in _INQUIRIES,
        published=published,
        days=days,
        low=low,
        best=best,
        high=high,
    )
