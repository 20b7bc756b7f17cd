"""The heads for public benchmarks: names, events of any kind, factuality, MUC-4 templates.

They serve `dateline evaluate` and are loaded on first use; the coder does not need them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dateline.annotate._decode import sigmoid, softmax, tagged_spans
from dateline.annotate._session import Floats, Sessions
from dateline.annotate._spans import rounded
from dateline.annotate._words import Words
from dateline.records import Span

MucFiller = tuple[str, Span]
MucTemplate = tuple[str, tuple[MucFiller, ...]]
"""An incident type of MUC-4 with its fillers: role and words."""


@dataclass(frozen=True, slots=True)
class Probe:
    """What the benchmark heads find in a document, in text order, with probabilities 0..1."""

    events: tuple[tuple[Span, float], ...] = ()
    """Events of any kind, as ECB+ marks them."""
    wiki_events: tuple[tuple[Span, str, float], ...] = ()
    """Events with their KAIROS types, as WikiEvents marks them."""
    names: tuple[tuple[Span, str, float], ...] = ()
    """Names: PER, LOC, ORG, MISC."""


def probe_words(sessions: Sessions, words: Words, h: Floats) -> Probe:
    """The `Probe` of a document from its word vectors [words, 384]."""
    labels = sessions.labels
    floors = labels.get("probe_floors", {})
    (events,), (wiki,), (names,) = (sessions.run(k, h=h) for k in ("events", "wiki", "names"))
    kinds: list[str] = labels["wiki_types"]
    type_scores = softmax(wiki[:, 3:])
    return Probe(
        tuple(
            (words.span(a, b), rounded(score))
            for a, b, score in tagged_spans(
                softmax(events), words.sentences, floors.get("events", 0.5)
            )
        ),
        tuple(
            (words.span(a, b), kinds[int(type_scores[a : b + 1].mean(0).argmax())], rounded(score))
            for a, b, score in tagged_spans(
                softmax(wiki[:, :3]), words.sentences, floors.get("wiki", 0.5)
            )
        ),
        tuple(
            (words.span(a, b), label, rounded(score))
            for a, b, label, score in labelled_spans(
                names, words, labels["name_types"], floors.get("names", 0.5)
            )
        ),
    )


def event_factuality(
    sessions: Sessions, words: Words, h: Floats, spans: Sequence[Span]
) -> tuple[float, ...]:
    """How sure the text is of each event: -3 (did not happen) to 3 (happened)."""
    if not spans or not len(words):
        return (0.0,) * len(spans)
    first = np.array([words.first_at(s.start) for s in spans], dtype=np.int64)
    last = np.array([words.last_before(s.end) for s in spans], dtype=np.int64)
    first = np.minimum(first, len(words) - 1)
    (found,) = sessions.run("factuality", h=h, first=first, last=np.maximum(first, last))
    return tuple(round(float(x), 4) for x in found.clip(-3.0, 3.0))


def muc_templates(sessions: Sessions, words: Words, h: Floats) -> tuple[MucTemplate, ...]:
    """One template for each MUC-4 incident type that any filler belongs to.

    A filler stands in each type that it probably belongs to, and in its likeliest where none is.
    """
    labels = sessions.labels
    floors = labels.get("probe_floors", {})
    (tags,) = sessions.run("muc", h=h)
    found = labelled_spans(tags, words, labels["muc_roles"], floors.get("muc", 0.5))
    if not found:
        return ()
    first = np.array([a for a, _, _, _ in found], dtype=np.int64)
    last = np.array([b for _, b, _, _ in found], dtype=np.int64)
    scores = sigmoid(sessions.run("fillers", h=h, first=first, last=last)[0])
    types: list[str] = labels["muc_types"]
    templates: dict[str, list[MucFiller]] = {}
    for (a, b, role, _), row in zip(found, scores, strict=True):
        least = min(float(row.max()), floors.get("muc types", 0.5))
        for k in np.flatnonzero(row >= least).tolist():
            templates.setdefault(types[k], []).append((role, words.span(a, b)))
    return tuple((kind, tuple(templates[kind])) for kind in types if kind in templates)


def labelled_spans(
    logits: Floats, words: Words, names: Sequence[str], floor: float
) -> list[tuple[int, int, str, float]]:
    """Spans (first, last word, label, score) of logits [words, 1 + 2 x labels]: O, then B, I each.

    A word belongs to a span where all labels together are likelier than `floor`; a run of words is
    one span of the label likeliest over it, until another label or a B begins.
    """
    scores = softmax(logits)
    inside, begin, both = 1.0 - scores[:, 0], scores[:, 1::2], scores[:, 1::2] + scores[:, 2::2]
    label = both.argmax(-1)
    out: list[tuple[int, int, str, float]] = []
    start = -1
    for k in range(len(words) + 1):
        member = k < len(words) and inside[k] > floor
        fresh = member and (
            start < 0
            or label[k] != label[k - 1]
            or words.sentences[k] != words.sentences[k - 1]
            or begin[k, label[k]] > scores[k, 2 + 2 * label[k]]
        )
        if start >= 0 and (not member or fresh):
            out.append((start, k - 1, names[int(label[start])], float(inside[start:k].mean())))
            start = -1
        if fresh:
            start = k
    return out
