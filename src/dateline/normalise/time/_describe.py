"""One phrase explained, for `dateline time "five months ago" --published 2017-03-08`."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from dateline.normalise.time._context import TimeContext
from dateline.normalise.time._read import find_times, resolve_span

_PRECISION = {
    0: "longer than a year, or unknown",
    1: "exact day",
    2: "two to six days",
    3: "a week",
    4: "a month",
    5: "longer, up to a year",
}


def describe(text: str, published: date | None = None) -> list[dict[str, Any]]:
    """The expressions of a phrase as plain dictionaries: the record's fields and a `meaning`.

    A phrase in which nothing is found is read as one expression, so the answer is never empty
    unless the text is.
    """
    context = TimeContext(published=published)
    found = find_times(text, context)
    if not found and text.strip():
        start = len(text) - len(text.lstrip())
        found = (resolve_span(text, start, len(text.rstrip()), context),)
    rows = []
    for value in found:
        row = asdict(value)
        span = f"{value.date_from}..{value.date_to}"
        where = value.unresolved or (value.date_from if value.date_from == value.date_to else span)
        row["meaning"] = f"{where} (precision {value.precision}: {_PRECISION[value.precision]})"
        rows.append(row)
    return rows
