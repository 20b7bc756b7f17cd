"""Measures number bounds against annotated articles: toll entries given the annotated spans.

    python -m dateline.evaluate.number --data ../shared/gold/dev.jsonl [--misses]

A toll entry is right when the spans that the annotators gave the entry's role in that incident
(killed, injured, ...) give exactly the entry's low, best and high: one of them alone, or all of
them together (a person named and "two bodyguards" are three). Both counts are printed. Entries
whose role has no span in the incident have no words to read; they are left out, and counted.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.normalise.number import find_numbers, resolve_number, total_of


@dataclass(frozen=True, slots=True)
class TollCase:
    """One annotated toll entry and what the role's spans resolve to, as (words, bounds)."""

    document: str
    what: str
    wanted: tuple[float | None, ...]
    got: tuple[tuple[str, tuple[float | None, ...]], ...]
    together: tuple[float | None, ...]
    alone: bool

    @property
    def by_one_span(self) -> bool:
        return any(bounds == self.wanted for _, bounds in self.got)

    @property
    def right(self) -> bool:
        return self.by_one_span or self.together == self.wanted


@dataclass(frozen=True, slots=True)
class NumberScore:
    """Counts over toll entries. `alone`: the role has one entry and one span in the incident.

    `quantities` are the annotated QUANTITY mentions without a unit of time; `found` of them are
    found with exactly the same span by `find_numbers`, `touched` with an overlap.
    """

    entries: int
    right: int
    by_one_span: int
    alone: int
    alone_right: int
    without_span: int
    quantities: int
    found: int
    touched: int

    @property
    def exact(self) -> float:
        """Share of toll entries with exact bounds."""
        return self.right / self.entries if self.entries else 0.0


def toll_cases(documents: Iterable[Mapping[str, Any]]) -> Iterator[TollCase]:
    """Every toll entry of stand-off documents whose role has at least one span."""
    for document in documents:
        types = {(m["start"], m["end"]): m["type"] for m in document["mentions"]}
        for incident in document["incidents"]:
            entries = incident.get("toll", [])
            for entry in entries:
                spans = _spans(incident, entry["what"])
                numbers = [
                    resolve_number(document["text"], *span, mention_type=types.get(span))
                    for span in spans
                ]
                same = sum(other["what"] == entry["what"] for other in entries)
                yield TollCase(
                    document=document["id"],
                    what=entry["what"],
                    wanted=(entry["low"], entry["best"], entry["high"]),
                    got=tuple((n.text, (n.low, n.best, n.high)) for n in numbers),
                    together=total_of(numbers),
                    alone=same == 1 and len(spans) == 1,
                )


def score(documents: Iterable[Mapping[str, Any]]) -> tuple[NumberScore, tuple[TollCase, ...]]:
    """The score of stand-off documents and the toll entries that are wrong."""
    listed = list(documents)
    cases = list(toll_cases(listed))
    spanned = [case for case in cases if case.got]
    alone = [case for case in spanned if case.alone]
    quantities = found = touched = 0
    for document in listed:
        spans = {(n.start, n.end) for n in find_numbers(document["text"])}
        for mention in document["mentions"]:
            if mention["type"] == "QUANTITY":
                quantities += 1
                found += (mention["start"], mention["end"]) in spans
                touched += any(s < mention["end"] and mention["start"] < e for s, e in spans)
    total = NumberScore(
        entries=len(spanned),
        right=sum(case.right for case in spanned),
        by_one_span=sum(case.by_one_span for case in spanned),
        alone=len(alone),
        alone_right=sum(case.right for case in alone),
        without_span=len(cases) - len(spanned),
        quantities=quantities,
        found=found,
        touched=touched,
    )
    return total, tuple(case for case in spanned if not case.right)


def _spans(incident: Mapping[str, Any], role: str) -> tuple[tuple[int, int], ...]:
    return tuple((a["start"], a["end"]) for a in incident["arguments"] if a["role"] == role)


def main() -> None:
    """Prints the score of one file, and with --misses each wrong entry."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="stand-off JSONL")
    parser.add_argument("--misses", action="store_true", help="list what is wrong")
    arguments = parser.parse_args()
    with arguments.data.open(encoding="utf-8") as lines:
        total, misses = score([json.loads(line) for line in lines if line.strip()])
    if arguments.misses:
        for case in misses:
            print(f"{case.document}\t{case.what}\t{case.wanted}\t{list(case.got)}")
    print(
        f"toll bounds exact given the annotated spans: {total.right}/{total.entries}"
        f" = {total.exact:.3f} ({total.without_span} entries have no span)"
    )
    print(f"  by one span alone: {total.by_one_span}/{total.entries}")
    print(f"  of these with one entry and one span: {total.alone_right}/{total.alone}")
    print(
        f"quantity mentions found: {total.found}/{total.quantities} exact,"
        f" {total.touched}/{total.quantities} overlapping"
    )


if __name__ == "__main__":
    main()
