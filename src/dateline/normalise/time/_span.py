"""Values of spans that another reader marked as times, where `find_times` may not agree."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.normalise.time._context import TimeContext
from dateline.normalise.time._read import find_times
from dateline.records import Span, TimeValue


def resolve_span(
    text: str,
    start: int,
    end: int,
    context: TimeContext | None = None,
    known: Sequence[TimeValue] | None = None,
) -> TimeValue:
    """The value of the words `text[start:end]`; unresolved, with the reason, where none is known.

    `known` are the document's own `find_times`, where the caller has them already.
    Raises ValueError for a span outside the text.
    """
    return resolve_spans(text, [Span(start, end)], context, known)[0]


def resolve_spans(
    text: str,
    spans: Sequence[Span],
    context: TimeContext | None = None,
    known: Sequence[TimeValue] | None = None,
) -> tuple[TimeValue, ...]:
    """As `resolve_span`, for many spans of one text at the cost of reading it once."""
    context = context or TimeContext()
    for span in spans:
        if span.end > len(text):
            raise ValueError(f"span {span.start}..{span.end} is outside the text ({len(text)})")
    values = tuple(known) if known is not None else find_times(text, context)
    return tuple(_best(text, span, values) for span in spans)


def _best(text: str, span: Span, values: tuple[TimeValue, ...]) -> TimeValue:
    overlapping = [v for v in values if v.start < span.end and span.start < v.end]
    if not overlapping:
        return TimeValue(
            span.start, span.end, span.of(text), "DATE", None, None, None, 0,
            rule="rule:time/span", unresolved="no rule reads these words",
        )  # fmt: skip
    best = max(overlapping, key=lambda v: min(v.end, span.end) - max(v.start, span.start))
    return TimeValue(
        span.start, span.end, span.of(text), best.timex_type, best.value, best.date_from,
        best.date_to, best.precision, best.modifier, best.anchor, best.rule, best.unresolved,
    )  # fmt: skip
