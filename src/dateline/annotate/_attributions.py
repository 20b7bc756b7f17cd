"""Attributions: the contents of claims, each with its cue, source, addressee and labels."""

from __future__ import annotations

import numpy as np

from dateline.annotate import _features as features
from dateline.annotate._candidates import content_candidates
from dateline.annotate._decode import apart_spans, sigmoid, softmax, tagged_spans
from dateline.annotate._session import Floats, Sessions
from dateline.annotate._spans import Floors, Spans, named, rounded, spans_of, text_spans
from dateline.annotate._words import Ints, Words
from dateline.records import Attribution, SourceCandidate, Span

_PAIRS = 8_000  # claim-mention pairs scored at once
_SOURCES_KEPT = 4


def attributions(
    sessions: Sessions, floors: Floors, h: Floats, tags: Floats, words: Words, found: Spans
) -> list[Attribution]:
    """The attributions of a stretch of a document, `found` being its mentions."""
    claim_labels: list[list[str]] = [
        sessions.labels[key] for key in ("source_types", "modes", "speech_acts", "commitments")
    ]
    candidates = content_candidates(tags[:, 8], tags[:, 9], words.sentences)
    first, last = candidates[:, 0], candidates[:, 1]
    gap = np.clip(words.sentences[last] - words.sentences[first], 0, features.GAPS - 1)
    width = features.width_bucket(last - first + 1)
    (logits,) = sessions.run("contents", h=h, first=first, last=last, width=width, gap=gap)
    scores = sigmoid(logits)
    sure = np.flatnonzero(scores > floors.content)
    sure = sure[apart_spans(first[sure], last[sure], scores[sure], 0.3)]
    if not len(sure):
        return []
    first, last, scores = first[sure], last[sure], scores[sure]
    cues = spans_of([(a, b, 0, s) for a, b, s in tagged_spans(
        softmax(tags[:, 3:6]), words.sentences, floors.cue)])  # fmt: skip
    chosen = _cue_of(sessions, h, words, first, last, cues)
    has_cue = (chosen >= 0).astype(np.float32)
    cue_first, cue_last = first.copy(), first.copy()
    cue_first[chosen >= 0] = cues.first[chosen[chosen >= 0]]
    cue_last[chosen >= 0] = cues.last[chosen[chosen >= 0]]
    sources: list[Span | None] = [None] * len(first)
    addressees: list[Span | None] = [None] * len(first)
    rivals: list[tuple[SourceCandidate, ...]] = [()] * len(first)
    labels: list[list[dict[str, float]]] = [[{} for _ in claim_labels] for _ in first]
    if len(found):
        source, addressee, label = _sources(
            sessions, h, words, Spans(first, last, chosen, scores), cue_first, cue_last, found
        )
        spans = text_spans(words, found)
        for k in range(len(first)):
            sources[k] = _pick(spans, source[k])
            rivals[k] = _likeliest(spans, source[k])
            addressees[k] = _pick(spans, addressee[k])
            at = 0
            for n, names in enumerate(claim_labels):
                labels[k][n] = named(names, softmax(label[k, at : at + len(names)]))
                at += len(names)
    return [
        Attribution(
            content=words.span(int(first[k]), int(last[k])),
            score=rounded(scores[k]),
            source=sources[k],
            cue=words.span(int(cue_first[k]), int(cue_last[k])) if has_cue[k] else None,
            addressee=addressees[k],
            source_types=labels[k][0],
            modes=labels[k][1],
            speech_acts=labels[k][2],
            commitments=labels[k][3],
            source_candidates=rivals[k],
        )
        for k in range(len(first))
    ]


def _sources(
    sessions: Sessions,
    h: Floats,
    words: Words,
    said: Spans,
    cue_first: Ints,
    cue_last: Ints,
    found: Spans,
) -> tuple[Floats, Floats, Floats]:
    """Source and addressee logits [contents, 1 + mentions], and label logits."""
    sentence = words.sentences
    parts: list[list[Floats]] = []
    rows = max(1, _PAIRS // len(found))
    for start in range(0, len(said), rows):
        here = slice(start, start + rows)
        cue, first = cue_first[here], said.first[here]
        parts.append(
            sessions.run(
                "sources",
                h=h,
                first=first,
                last=said.last[here],
                cue_first=cue,
                cue_last=cue_last[here],
                has_cue=(said.kind[here] >= 0).astype(np.float32),
                mention_first=found.first,
                mention_last=np.minimum(found.last, len(words) - 1),
                kind=found.kind + 1,
                distance=features.distance_bucket(cue, found.first),
                reverse=features.distance_bucket(first, found.first),
                gap=features.gap_bucket(sentence[cue], sentence[found.first]),
            )
        )
    source, addressee, label = (np.concatenate(column) for column in zip(*parts, strict=True))
    return source, addressee, label


def _cue_of(
    sessions: Sessions, h: Floats, words: Words, first: Ints, last: Ints, cues: Spans
) -> Ints:
    """The index of each content's cue, -1 for none."""
    if not len(cues):
        return np.full(len(first), -1, dtype=np.int64)
    sentence = words.sentences
    (logits,) = sessions.run(
        "cues",
        h=h,
        first=first,
        last=last,
        cue_first=cues.first,
        cue_last=cues.last,
        distance=features.distance_bucket(first, cues.first),
        reverse=features.distance_bucket(last, cues.first),
        gap=features.gap_bucket(sentence[first], sentence[cues.first]),
    )
    return np.asarray(logits.argmax(-1) - 1, dtype=np.int64)


def _likeliest(spans: list[Span], logits: Floats) -> tuple[SourceCandidate, ...]:
    """The sources that `_pick` chooses between, best first, without those hardly thought of."""
    scores = softmax(logits)
    order = np.argsort(-scores, kind="stable")[:_SOURCES_KEPT]
    return tuple(
        SourceCandidate(spans[i - 1] if i else None, rounded(scores[i]))
        for i in order.tolist()
        if scores[i] >= 0.01
    )


def _pick(spans: list[Span], logits: Floats) -> Span | None:
    best = int(logits.argmax())
    return spans[best - 1] if best else None
