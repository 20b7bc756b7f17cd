"""Claims: who said what, to whom, how sure; repeated sentences make no second claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.code.config import CodeConfig
from dateline.code.cues import cue_features, strongest_cue, weigh_labels
from dateline.code.incidents import aside_spans
from dateline.records import Annotation, Attribution, Claim, Document, Mention, Origin, Span


@dataclass(frozen=True, slots=True)
class ClaimContext:
    """What a claim is tied to: mentions with their actors, and incidents with their spans."""

    mentions: Sequence[Mention]
    actor_of: Mapping[int, str]
    incident_spans: Mapping[str, Sequence[Span]]


def document_claims(
    document: Document, annotation: Annotation, context: ClaimContext, config: CodeConfig
) -> tuple[Claim, ...]:
    """The claims of a document in text order, numbered c1, c2, ..."""
    aside = aside_spans(document)
    kept = [
        a
        for a in annotation.attributions
        if a.score >= config.attribution
        and not _repeats(document, a.content)
        and not any(span.contains(a.content) for span in aside)
    ]
    return tuple(
        _claim(f"c{n}", a, document.text, context, config) for n, a in enumerate(kept, start=1)
    )


_LABELS = {
    "source_type": ("source_types", "unknown"),
    "mode": ("modes", "indirect"),
    "speech_act": ("speech_acts", "assert"),
    "commitment": ("commitments", "not_assessable"),
}
"""Each label's field in the annotation, and what it is where the encoder says nothing."""


def _claim(
    claim_id: str, said: Attribution, text: str, context: ClaimContext, config: CodeConfig
) -> Claim:
    features = cue_features(text, said.content, said.cue)
    labels, scores, likeliest, notes = {}, {}, {}, []
    for name, (field, otherwise) in _LABELS.items():
        alone: Mapping[str, float] = getattr(said, field)
        table = weigh_labels(name, alone, features, config.cue_evidence)
        label = labels[name] = _best(table, otherwise)
        scores[name] = round(table.get(label, 0.0), 4)
        if table:
            likeliest[name] = {k: round(table[k], 4) for k in _by_score(table)[:_LABELS_KEPT]}
        if label != _best(alone, otherwise):
            cue = strongest_cue(name, label, features)
            notes.append(f"{name}: {cue} outweighed the encoder's {_best(alone, otherwise)}")
    return Claim(
        id=claim_id,
        content=said.content,
        source=said.source,
        source_actor=_actor_at(said.source, context),
        source_type=labels["source_type"],
        cue=said.cue,
        addressee=said.addressee,
        mode=labels["mode"],
        speech_act=labels["speech_act"],
        commitment=labels["commitment"],
        incidents=tuple(
            incident
            for incident, spans in context.incident_spans.items()
            if any(said.content.contains(s) for s in spans)
        ),
        origin=Origin("model:attribution", round(said.score, 4), "; ".join(notes) or None),
        label_scores=scores,
        label_candidates=likeliest,
        source_candidates=said.source_candidates,
    )


_LABELS_KEPT = 3


def _by_score(scores: Mapping[str, float]) -> list[str]:
    return sorted(scores, key=lambda name: (scores[name], name), reverse=True)


def _best(scores: Mapping[str, float], otherwise: str) -> str:
    return max(scores, key=lambda name: (scores[name], name)) if scores else otherwise


def _actor_at(source: Span | None, context: ClaimContext) -> str | None:
    """The actor whose mention covers most of the source's words."""
    if source is None:
        return None
    best: tuple[int, int] | None = None
    for index, mention in enumerate(context.mentions):
        shared = min(source.end, mention.end) - max(source.start, mention.start)
        if shared > 0 and index in context.actor_of and (best is None or shared > best[0]):
            best = (shared, index)
    return context.actor_of[best[1]] if best else None


def _repeats(document: Document, content: Span) -> bool:
    return any(
        mark.of is not None and mark.kind in ("repeated", "caption") and mark.span.contains(content)
        for mark in document.marks
    )
