"""Triggers of one document joined into incidents, each with a type and a status."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dateline.code.config import CodeConfig
from dateline.records import Annotation, Document, Mark, Span, Trigger


@dataclass(frozen=True, slots=True)
class TriggerGroup:
    """Triggers (indexes into the annotation, text order) that tell one incident."""

    triggers: tuple[int, ...]
    types: Mapping[str, float]
    statuses: Mapping[str, float]

    @property
    def type(self) -> str:
        return _best(self.types)

    @property
    def status(self) -> str:
        return _best(self.statuses)


def group_triggers(
    document: Document, annotation: Annotation, config: CodeConfig
) -> tuple[TriggerGroup, ...]:
    """The incidents of a document as groups of triggers, in the order of their first trigger.

    Average-link clustering over the encoder's same-incident probabilities. A trigger inside a
    repeated sentence joins the incident of the same words' first occurrence whatever the encoder
    thinks, so that a sentence that stands twice tells one incident (codebook 11).
    """
    aside = aside_spans(document)
    kept = [
        i
        for i, t in enumerate(annotation.triggers)
        if t.score >= config.trigger and not any(a.contains(t.span) for a in aside)
    ]
    if not kept:
        return ()
    scores = {(s.a, s.b): s.score for s in annotation.same_incident if s.score > 0}
    clusters = _average_link(kept, scores, _tied_by_repetition(document, annotation, kept), config)
    groups = [
        TriggerGroup(
            triggers=tuple(cluster),
            types=_pool([annotation.triggers[i] for i in cluster], "types"),
            statuses=_pool([annotation.triggers[i] for i in cluster], "statuses"),
        )
        for cluster in clusters
        if max(annotation.triggers[i].score for i in cluster) >= config.incident
    ]
    return tuple(sorted(groups, key=lambda g: g.triggers))


def aside_spans(document: Document) -> tuple[Span, ...]:
    """Spans that are not this article's reporting: links to other stories, furniture, credits.

    A link line that only repeats the article's own headline stays, as a repetition.
    """
    again = {m.span for m in document.marks if m.kind == "repeated"}
    return tuple(m.span for m in document.marks if m.kind in _ASIDE and m.span not in again)


_ASIDE = frozenset({"related_link", "furniture", "credit", "disclaimer", "byline"})


def _best(scores: Mapping[str, float]) -> str:
    return max(scores, key=lambda name: (scores[name], name)) if scores else "unknown"


def _pool(triggers: Sequence[Trigger], field: str) -> dict[str, float]:
    """Mean of the triggers' label probabilities, each weighted by its trigger's own score."""
    total: dict[str, float] = defaultdict(float)
    weight = sum(t.score for t in triggers) or 1.0
    for trigger in triggers:
        labels: Mapping[str, float] = getattr(trigger, field)
        for label, score in labels.items():
            total[label] += score * trigger.score / weight
    return dict(total)


def _tied_by_repetition(
    document: Document, annotation: Annotation, kept: Sequence[int]
) -> list[tuple[int, int]]:
    """Pairs of triggers of which one stands in a repetition of the other's sentence."""
    ties = []
    for mark in document.marks:
        if mark.kind not in ("repeated", "caption") or mark.of is None:
            continue
        first = [i for i in kept if mark.of.contains(annotation.triggers[i].span)]
        for again in (i for i in kept if mark.span.contains(annotation.triggers[i].span)):
            twin = _twin(document.text, annotation, again, first, mark)
            if twin is not None:
                ties.append((min(twin, again), max(twin, again)))
    return ties


def _twin(
    text: str, annotation: Annotation, again: int, first: Sequence[int], mark: Mark
) -> int | None:
    """The trigger of the first occurrence with the same word, else the one at the same depth."""
    if not first or mark.of is None:
        return None
    span = annotation.triggers[again].span
    word = span.of(text).casefold()
    same = [i for i in first if annotation.triggers[i].span.of(text).casefold() == word]
    depth = (span.start - mark.start) / (mark.end - mark.start)
    length = mark.of.end - mark.of.start
    return min(
        same or first,
        key=lambda i: (
            abs((annotation.triggers[i].start - _start(mark.of)) / length - depth),
            i,
        ),
    )


def _start(span: Span | None) -> int:
    return span.start if span else 0


def _average_link(
    items: Sequence[int],
    scores: Mapping[tuple[int, int], float],
    ties: Sequence[tuple[int, int]],
    config: CodeConfig,
) -> list[list[int]]:
    """Clusters by average linkage; ties are merged first, whatever their score.

    Works on each set of triggers that any link connects by itself, with the sums of the links
    between clusters kept in a matrix, so that a long document costs no more than its links do.
    """
    clusters: list[list[int]] = []
    for connected in _connected(items, [*scores, *ties]):
        at = {item: row for row, item in enumerate(connected)}
        sums = np.zeros((len(connected), len(connected)))
        for (a, b), score in scores.items():
            if a in at and b in at:
                sums[at[a], at[b]] = sums[at[b], at[a]] = score
        members: list[list[int]] = [[item] for item in connected]
        sizes = np.ones(len(connected))
        for a, b in ties:
            if a in at and b in at:
                rows = [r for r, m in enumerate(members) if a in m or b in m]
                if len(rows) == 2:
                    _merge(sums, sizes, members, rows[0], rows[1])
        while True:
            links = sums / np.outer(np.maximum(sizes, 1), np.maximum(sizes, 1))
            first, second = divmod(int(links.argmax()), len(connected))
            if links[first, second] < max(config.same_incident, 1e-9):
                break
            _merge(sums, sizes, members, min(first, second), max(first, second))
        clusters += [sorted(m) for m in members if m]
    return clusters


def _merge(
    sums: np.ndarray[Any, Any],
    sizes: np.ndarray[Any, Any],
    members: list[list[int]],
    keep: int,
    gone: int,
) -> None:
    """Joins cluster `gone` into `keep`; its row stays, empty."""
    sums[keep] += sums[gone]
    sums[:, keep] += sums[:, gone]
    sums[gone] = sums[:, gone] = 0.0
    sums[keep, keep] = 0.0
    sizes[keep] += sizes[gone]
    sizes[gone] = 0
    members[keep] += members[gone]
    members[gone] = []


def _connected(items: Sequence[int], links: Sequence[tuple[int, int]]) -> list[list[int]]:
    """The items in sets that links connect, each set and the sets in order."""
    root = {item: item for item in items}

    def find(item: int) -> int:
        while root[item] != item:
            root[item] = root[root[item]]
            item = root[item]
        return item

    for a, b in links:
        if a in root and b in root:
            low, high = sorted((find(a), find(b)))
            root[high] = low
    sets: dict[int, list[int]] = defaultdict(list)
    for item in items:
        sets[find(item)].append(item)
    return [sets[key] for key in sorted(sets)]
