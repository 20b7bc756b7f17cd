"""Annotated articles as the archive would have them: with their credits, and tolls with words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dateline.normalise.number import resolve_number
from dateline.read import document_from_text
from dateline.records import Record, Span, Toll, record_from_dict, record_to_dict

_Bounds = tuple[float | None, float | None, float | None]


def as_read(article: Mapping[str, Any]) -> dict[str, Any]:
    """An annotated article with what reading adds: agency, credits and marks.

    The format gives tolls no words; each takes those of the number of its role that has its
    bounds, its claim's own first.
    """
    record = record_from_dict(article)
    document = document_from_text(
        record.document.text,
        id=record.document.id,
        title=record.document.title,
        outlet=record.document.outlet,
        published=article.get("published"),
    )
    reports = tuple(
        replace(report, toll=tuple(_placed(record, report.arguments, t) for t in report.toll))
        for report in record.reports
    )
    return record_to_dict(replace(record, document=document, reports=reports))


def _placed(record: Record, arguments: Any, toll: Toll) -> Toll:
    text = record.document.text
    spans = [a.span for a in arguments if a.role == toll.what]
    fits = [span for span in spans if _value(text, span, toll.what) == _bounds(toll)]
    content = next((c.content for c in record.claims if c.id == toll.claim), None)
    inside = [span for span in fits if content and content.contains(span)]
    free = [s for s in fits if not any(c.content.contains(s) for c in record.claims)]
    chosen = next(iter(inside or ([] if content else free) or fits), None)
    return toll if chosen is None else replace(toll, span=chosen)


def _value(text: str, span: Span, what: str) -> _Bounds:
    value = resolve_number(text, span.start, span.end, role=what)
    return value.low, value.best, value.high


def _bounds(toll: Toll) -> _Bounds:
    return toll.low, toll.best, toll.high
