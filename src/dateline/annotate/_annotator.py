"""The annotator: one document in, its mentions, triggers, links and attributions out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from dateline.annotate import _features as features
from dateline.annotate._attributions import attributions
from dateline.annotate._candidates import mention_candidates
from dateline.annotate._decode import nested_spans, sigmoid, softmax, tagged_spans
from dateline.annotate._probes import (
    MucTemplate,
    Probe,
    event_factuality,
    muc_templates,
    probe_words,
)
from dateline.annotate._sentences import split_sentences
from dateline.annotate._session import Floats, Sessions, weights_folder
from dateline.annotate._spans import (
    Floors,
    Spans,
    named,
    rounded,
    shift,
    spans_of,
    text_spans,
    words_at,
)
from dateline.annotate._windows import make_windows
from dateline.annotate._words import Ints, Words, split_words
from dateline.codebook import ROLE_MENTION_TYPES
from dateline.records import (
    Annotation,
    Attribution,
    Document,
    Mention,
    RoleLink,
    SameIncident,
    Span,
    Trigger,
)

SEGMENT_WORDS = 2_500
"""Links are looked for within stretches of about this many words, which bounds memory."""

MAX_TRIGGERS = 150
MAX_MENTIONS = 1_000
_PAIRS = 8_000  # trigger-mention or claim-mention pairs scored at once


class Annotator:
    """Annotates documents one by one; what it returns depends on the document alone.

    `model` names the weights.
    """

    def __init__(self, sessions: Sessions, floors: Floors) -> None:
        self._sessions = sessions
        self._floors = floors
        labels = sessions.labels
        self.model: str = labels["model"]
        self._mention_types: list[str] = labels["mention_types"]
        self._incident_types: list[str] = labels["incident_types"]
        self._statuses: list[str] = labels["statuses"]
        self._roles: list[str] = labels["roles"]
        self._may_fill = np.array(
            [
                [kind in ROLE_MENTION_TYPES.get(role, ()) for role in self._roles]
                for kind in self._mention_types
            ]
        )

    def __call__(self, document: Document) -> Annotation:
        """The annotation of `document`, spans in code points of its text, in text order."""
        return self.annotate(document)

    def annotate(
        self,
        document: Document,
        *,
        mentions: Sequence[Mention] | None = None,
        triggers: Sequence[Span] | None = None,
    ) -> Annotation:
        """As `__call__`; `mentions` or `triggers` given by the caller replace the model's."""
        text = document.text
        sentences = split_sentences(text)
        words = split_words(text, sentences)
        if not len(words):
            return Annotation(sentences=sentences, vector=(0.0,) * 384, model=self.model)
        h = self._sessions.encode(words, make_windows(words, self._sessions.tokenizer))
        (tags,) = self._sessions.run("tags", h=h)
        if mentions is None:
            found = self._mentions(h, tags, words)
        else:
            found = spans_of([(*words_at(words, m.span), self._mention_types.index(m.type), 1.0)
                              for m in mentions])  # fmt: skip
        if triggers is None:
            told = spans_of([(a, b, 0, s) for a, b, s in tagged_spans(
                softmax(tags[:, :3]), words.sentences, self._floors.trigger)])  # fmt: skip
        else:
            told = spans_of([(*words_at(words, t), 0, 1.0) for t in triggers])
        out_triggers: list[Trigger] = []
        out_roles: list[RoleLink] = []
        out_same: list[SameIncident] = []
        out_claims: list[Attribution] = []
        for start, end in _segments(words):
            part = Words(text, words.starts[start:end], words.ends[start:end],
                         words.sentences[start:end], words.strings[start:end])  # fmt: skip
            near = h[start:end]
            inside = np.flatnonzero((found.first >= start) & (found.first < end))[:MAX_MENTIONS]
            here = shift(found.take(inside), start)
            these = shift(
                told.take(
                    np.flatnonzero((told.first >= start) & (told.first < end))[:MAX_TRIGGERS]
                ),
                start,
            )
            if len(these):
                self._incidents(near, part, these, here, inside, out_triggers, out_roles, out_same)
            out_claims.extend(
                attributions(self._sessions, self._floors, near, tags[start:end], part, here)
            )
        (vector,) = self._sessions.run("document", h=h)
        return Annotation(
            sentences=sentences,
            mentions=tuple(
                Mention(span.start, span.end, self._mention_types[kind], rounded(score))
                for span, kind, score in zip(
                    text_spans(words, found), found.kind.tolist(), found.score.tolist(), strict=True
                )
            ),
            triggers=tuple(out_triggers),
            roles=tuple(out_roles),
            same_incident=tuple(out_same),
            attributions=tuple(sorted(out_claims, key=lambda a: (a.content, -a.score))),
            vector=tuple(rounded(x) for x in vector.tolist()),
            model=self.model,
        )

    def probe(self, document: Document) -> Probe:
        """What the benchmark heads find: names, events as ECB+ and WikiEvents mark them."""
        words, h = self._encoded(document)
        return probe_words(self._sessions, words, h) if len(words) else Probe()

    def factuality(self, document: Document, spans: Sequence[Span]) -> tuple[float, ...]:
        """How sure the text is of each event in `spans`: -3 (did not happen) to 3 (happened)."""
        words, h = self._encoded(document)
        return event_factuality(self._sessions, words, h, spans)

    def muc(self, document: Document) -> tuple[MucTemplate, ...]:
        """The document's MUC-4 templates: an incident type each, with role and words of fillers."""
        words, h = self._encoded(document)
        return muc_templates(self._sessions, words, h) if len(words) else ()

    def vectors(self, document: Document, spans: Sequence[Span]) -> Floats:
        """The mean word vector of each of `spans`, in the context of the document: [spans, 384]."""
        words, h = self._encoded(document)
        out = np.zeros((len(spans), h.shape[1]), dtype=np.float32)
        for row, span in enumerate(spans):
            first, last = words_at(words, span)
            out[row] = h[first : last + 1].mean(0)
        return out

    def _encoded(self, document: Document) -> tuple[Words, Floats]:
        words = split_words(document.text, split_sentences(document.text))
        windows = make_windows(words, self._sessions.tokenizer)
        return words, self._sessions.encode(words, windows)

    def _mentions(self, h: Floats, tags: Floats, words: Words) -> Spans:
        first, last = mention_candidates(tags[:, 6], tags[:, 7], words.sentences, floor=-4.0)
        rows: list[tuple[int, int, int, float]] = []
        # In slices of words: a span's inside is summed over all words given to the head.
        for start in range(0, len(words), SEGMENT_WORDS):
            low = max(0, start - 64)
            high = min(len(words), start + SEGMENT_WORDS + 64)
            pick = (first >= start) & (first < start + SEGMENT_WORDS)
            a, b = first[pick] - low, last[pick] - low
            if not len(a):
                continue
            width = features.width_bucket(b - a + 1)
            (logits,) = self._sessions.run("mentions", h=h[low:high], first=a, last=b, width=width)
            scores = softmax(logits)
            kind = scores[:, 1:].argmax(-1)
            best = scores[np.arange(len(kind)), kind + 1]
            sure = np.flatnonzero(1.0 - scores[:, 0] > self._floors.mention)
            kept = nested_spans(a[sure], b[sure], best[sure])
            rows.extend(
                (int(a[k]) + low, int(b[k]) + low, int(kind[k]), float(best[k]))
                for k in sure[kept].tolist()
            )
        return spans_of(rows)

    def _incidents(
        self,
        h: Floats,
        words: Words,
        told: Spans,
        found: Spans,
        mention_index: Ints,
        triggers: list[Trigger],
        roles: list[RoleLink],
        links: list[SameIncident],
    ) -> None:
        base = len(triggers)
        at, sentence = told.first, words.sentences[told.first]
        names = [
            " ".join(words.strings[a : b + 1]).lower()
            for a, b in zip(told.first.tolist(), told.last.tolist(), strict=True)
        ]
        same_word = np.array([[float(a == b) for b in names] for a in names], dtype=np.float32)
        pooled, together = self._sessions.run(
            "triggers",
            h=h,
            first=told.first,
            last=told.last,
            near=features.distance_bucket(at, np.arange(len(words), dtype=np.int64)),
            far=features.far_words(sentence, words.sentences),
            distance=features.distance_bucket(at, at),
            gap=features.gap_bucket(sentence, sentence),
            same=same_word,
        )
        filled = self._filled(pooled, h, words, told, found)
        some = found if len(found) else told.take([0])
        types, statuses = self._sessions.run(
            "labels",
            pooled=pooled,
            together=sigmoid(2 * together),
            h=h,
            first=some.first,
            last=np.minimum(some.last, len(words) - 1),
            roles=filled,
        )
        type_scores, status_scores = softmax(types), softmax(statuses)
        for k, span in enumerate(text_spans(words, told)):
            triggers.append(
                Trigger(
                    span.start,
                    span.end,
                    rounded(told.score[k]),
                    named(self._incident_types, type_scores[k]),
                    named(self._statuses, status_scores[k]),
                )
            )
        probability = sigmoid(together)
        for a in range(len(told)):
            for b in range(a + 1, len(told)):
                if probability[a, b] >= self._floors.same:
                    links.append(SameIncident(base + a, base + b, rounded(probability[a, b])))
        if not len(found):
            return
        scores = filled * self._may_fill[found.kind][None]
        for t, m, r in np.argwhere(scores >= self._floors.role).tolist():
            roles.append(
                RoleLink(base + t, int(mention_index[m]), self._roles[r], rounded(scores[t, m, r]))
            )

    def _filled(self, pooled: Floats, h: Floats, words: Words, told: Spans, found: Spans) -> Floats:
        """Probabilities [triggers, mentions, roles]; zeros for one mention where there is none."""
        out = np.zeros((len(told), max(1, len(found)), len(self._roles)), dtype=np.float32)
        if not len(found):
            return out
        at, sentence = told.first, words.sentences[told.first]
        distance = features.distance_bucket(at, found.first)
        gap = features.gap_bucket(sentence, words.sentences[found.first])
        between = features.between_bucket(at, found.first)
        rows = max(1, _PAIRS // len(found))
        for start in range(0, len(told), rows):
            here = slice(start, start + rows)
            (logits,) = self._sessions.run(
                "roles",
                pooled=pooled[here],
                h=h,
                first=found.first,
                last=np.minimum(found.last, len(words) - 1),
                kind=found.kind,
                distance=distance[here],
                gap=gap[here],
                between=between[here],
            )
            out[here] = sigmoid(logits)
        return out


def load_annotator(
    threads: int | None = None, device: str = "cpu", weights: str | Path | None = None
) -> Annotator:
    """Loads the shipped weights (or those in the folder `weights`).

    `threads` bounds the encoder's threads (None: all cores); the result does not depend on it.
    `device` is "cpu" or "cuda". Raises WeightsError, with what to do, where that fails.
    """
    folder = Path(weights) if weights is not None else weights_folder()
    sessions = Sessions(folder, threads, device)
    floors = Floors(**sessions.labels.get("floors", {}))
    return Annotator(sessions, floors)


def _segments(words: Words) -> list[tuple[int, int]]:
    """Runs of words (end exclusive) of about SEGMENT_WORDS, cut between sentences if possible."""
    n = len(words)
    count = max(1, -(-n // SEGMENT_WORDS))
    cuts = [0]
    for k in range(1, count):
        cut = n * k // count
        low = max(cuts[-1] + 1, cut - 200)
        changes = np.flatnonzero(np.diff(words.sentences[low - 1 : cut + 1])) + low
        cuts.append(int(changes[-1]) if len(changes) else cut)
    return list(zip(cuts, [*cuts[1:], n], strict=True))
