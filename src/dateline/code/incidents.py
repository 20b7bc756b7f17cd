"""Triggers of one document joined into incidents, each with a type and a status."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
    scores = {(s.a, s.b): s.score for s in annotation.same_incident}
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
    clusters: list[list[int]] = [[i] for i in items]
    for a, b in ties:
        with_a = next(c for c in clusters if a in c)
        with_b = next(c for c in clusters if b in c)
        if with_a is not with_b:
            with_a.extend(with_b)
            clusters.remove(with_b)

    def link(x: list[int], y: list[int]) -> float:
        total = sum(scores.get((min(i, j), max(i, j)), 0.0) for i in x for j in y)
        return total / (len(x) * len(y))

    while len(clusters) > 1:
        best, at = 0.0, None
        for i in range(len(clusters)):
            for j in range(i + 1, len(clusters)):
                score = link(clusters[i], clusters[j])
                if score > best:
                    best, at = score, (i, j)
        if at is None or best < config.same_incident:
            break
        clusters[at[0]].extend(clusters.pop(at[1]))
    return [sorted(c) for c in clusters]
