"""The table of measures of records against annotated articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dateline.errors import DatelineError
from dateline.evaluate.actor import b_cubed
from dateline.evaluate.gold.annotated import Annotated, annotated
from dateline.evaluate.gold.matching import best_pairs, same_incident
from dateline.evaluate.gold.rows import (
    Found,
    Judged,
    Pairs,
    claim_rows,
    incident_rows,
    mention_rows,
    place_rows,
    role_rows,
    time_rows,
    toll_rows,
    value_rows,
)
from dateline.evaluate.span_scores import Counts

CLUSTERS = "clusters of matched reports (B3)"

_ORDER = (
    "mentions",
    "mention",
    "times",
    "places",
    "incidents",
    "roles",
    "role",
    "toll",
    "claims",
    "incident",
    "claim",
)
"""First words of rows as a reader wants them; several rows of one word stay as they came."""
_BY_NAME = frozenset({"mention", "role"})


def score(
    gold: Iterable[Mapping[str, Any]], predicted: Iterable[Mapping[str, Any]]
) -> dict[str, dict[str, float]]:
    """Rows of figures for stand-off records, micro-averaged over the annotated documents.

    Rows of things to be found have `p`, `r`, `f1` (0..1) and the counts `gold` and `predicted`;
    rows of values of what was found have `accuracy` (0..1) and the count `of`; clusters (B3,
    Bagga and Baldwin 1998) have `p`, `r`, `f1` and the count `reports`. Documents are paired by
    id: one without a prediction is wholly missed, a prediction for another document is left out.
    Rows of which nothing occurs are absent. Raises DatelineError where a record breaks the
    format, an id comes twice, or the two texts of a document differ.
    """
    questions = _by_id(gold, "annotated")
    answers = _by_id(predicted, "predicted")
    found: defaultdict[str, Counts] = defaultdict(Counts)
    judged: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    keys: list[tuple[str, str]] = []
    for id, wanted in questions.items():
        given = answers.get(id) or Annotated(id, wanted.text, (), (), (), (), ())
        if given.text != wanted.text:
            raise DatelineError(
                "the predicted record's text is not the annotated one, so offsets mean nothing",
                f"document {id}",
                "code the annotated file itself",
            )
        pairs = best_pairs(wanted.incidents, given.incidents, same_incident)
        keys.extend((a.key, b.key) for a, b in pairs if a.key and b.key)
        for part in _rows(wanted, given, pairs):
            if isinstance(part, Found):
                found[part.row] += part.counts
            else:
                judged[part.row][0] += part.right
                judged[part.row][1] += 1
    table = {row: counts.row() for row, counts in found.items()}
    table |= {row: {"accuracy": right / of, "of": of} for row, (right, of) in judged.items()}
    table = {row: table[row] for row in sorted(table, key=_place)}
    if keys:
        summed = b_cubed([a for a, _ in keys], [b for _, b in keys])
        p, r = (total / len(keys) for total in summed)
        table[CLUSTERS] = {"p": p, "r": r, "f1": 2 * p * r / (p + r), "reports": len(keys)}
    return table


def _by_id(rows: Iterable[Mapping[str, Any]], what: str) -> dict[str, Annotated]:
    documents: dict[str, Annotated] = {}
    for row in rows:
        document = annotated(row)
        if document.id in documents:
            raise DatelineError(
                f"two {what} records have one id", f"document {document.id}", "keep one of them"
            )
        documents[document.id] = document
    return documents


def _rows(gold: Annotated, seen: Annotated, pairs: Pairs) -> Iterator[Found | Judged]:
    yield from mention_rows(gold, seen)
    yield from time_rows(gold, seen)
    yield from place_rows(gold, seen)
    yield from incident_rows(gold, seen, pairs)
    yield from role_rows(gold, seen, pairs)
    yield from toll_rows(gold, seen, pairs)
    yield from claim_rows(gold, seen)
    yield from value_rows(pairs)


def _place(row: str) -> tuple[int, str]:
    first = row.split()[0]
    return _ORDER.index(first), row if first in _BY_NAME else ""
