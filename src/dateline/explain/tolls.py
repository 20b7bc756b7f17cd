"""Why an incident has its tolls: the number's words, its convention, its side and its claim."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.codebook import TOLL_WHATS
from dateline.explain.explanation import Field, Loser
from dateline.explain.quotes import quotes_of
from dateline.explain.words import bounds_words, convention, said
from dateline.records import Record, Report, Toll

_SIDES = {
    "side_a": "the side that acted",
    "side_b": "armed or official people of the other side",
    "unknown": "nothing says whose",
}


def toll_fields(record: Record, report: Report, prefix: str) -> Iterator[Field]:
    """One field an entry; words of the role that made no entry stand with the last as lost."""
    for what in TOLL_WHATS:
        entries = [toll for toll in report.toll if toll.what == what]
        for n, toll in enumerate(entries, 1):
            lost = _without_entry(record, report, what) if n == len(entries) else ()
            yield _entry(record, toll, prefix, lost)


def _entry(record: Record, toll: Toll, prefix: str, lost: tuple[Loser, ...]) -> Field:
    text = record.document.text
    near = [n for n in record.numbers if n.span.overlaps(toll.span)]
    number = next((n for n in near if n.span == toll.span), near[0] if near else None)
    return Field(
        f"toll: {toll.what}",
        bounds_words(toll.low, toll.best, toll.high),
        toll.origin,
        None,
        said(
            words=f'"{toll.span.of(text)}"',
            side=f"{toll.of}: {_SIDES[toll.of]}" if toll.of in _SIDES else toll.of,
            convention=_convention(toll) or (convention(number) if number else None),
            counts=number.noun if number else None,
            claim=_claim(record, toll, prefix),
        ),
        quotes_of(record, [toll.span]),
        lost,
    )


def _convention(toll: Toll) -> str | None:
    if toll.origin.note == "named":
        return "named without a number that counts all: who is named is counted"
    return None


def _claim(record: Record, toll: Toll, prefix: str) -> str:
    claim = next((c for c in record.claims if c.id == toll.claim), None)
    if claim is None:
        return f"{prefix}{toll.claim}" if toll.claim else "none: the narrator's figure"
    source = claim.source.of(record.document.text) if claim.source else "a source not named"
    return f'{prefix}{claim.id}, of "{source}"'


def _without_entry(record: Record, report: Report, what: str) -> tuple[Loser, ...]:
    counted = [toll.span for toll in report.toll if toll.what == what]
    return tuple(
        Loser(
            a.span.of(record.document.text),
            a.origin.score,
            "no entry: a part of another number, the same number again, or no number of people",
            a.span,
        )
        for a in report.arguments
        if a.role == what and a.span not in counted
    )
