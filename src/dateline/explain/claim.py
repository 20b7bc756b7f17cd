"""Why a claim is what the archive says: content, source, addressee, labels, incidents."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.explain.explanation import NOT_KEPT, Explanation, Field, Loser
from dateline.explain.quotes import quotes_of
from dateline.explain.words import actor_words, bounds_words, losing_actors, losing_labels, said
from dateline.records import Actor, Claim, Origin, Record, Span, sentence_of

_LABELS = {
    "source_type": "source",
    "mode": "content",
    "speech_act": "cue",
    "commitment": "cue",
}
"""Labels, each with the part of a claim whose words it mostly shows in."""


def explain_claim(record: Record, claim: str, prefix: str = "") -> Explanation:
    """The explanation of the claim `claim` (c1, c2, ...) of a record.

    `prefix` is put before every identifier, as the archive names it ("DOCUMENT/"). Raises
    KeyError where the record has no such claim.
    """
    found = next((c for c in record.claims if c.id == claim), None)
    if found is None:
        raise KeyError(claim)
    return Explanation(
        id=prefix + found.id,
        kind="claim",
        document=record.document,
        model=record.model,
        version=record.version,
        fields=(
            _words(record, "content", found.content, found),
            _words(record, "cue", found.cue, found),
            *_source(record, found),
            _words(record, "addressee", found.addressee, found),
            *_labels(record, found),
            *_incidents(record, found, prefix),
            *_tolls(record, found, prefix),
        ),
        note=None if found.label_candidates else NOT_KEPT,
    )


def _words(record: Record, name: str, span: Span | None, claim: Claim) -> Field:
    if span is None:
        return Field(name, None)
    score = claim.origin.score if name == "content" else None
    return Field(
        name,
        span.of(record.document.text),
        Origin(claim.origin.by, score, claim.origin.note if name == "content" else None),
        quotes=quotes_of(record, [span]),
    )


def _source(record: Record, claim: Claim) -> Iterator[Field]:
    """The source's words, what else could have been the source, and who it is."""
    text = record.document.text
    chosen = next((c for c in claim.source_candidates if c.span == claim.source), None)
    lost = tuple(
        Loser(c.span.of(text) if c.span else "no source named", c.score, None, c.span)
        for c in claim.source_candidates
        if c is not chosen
    )
    yield Field(
        "source",
        claim.source.of(text) if claim.source else None,
        Origin(claim.origin.by, chosen.score if chosen else None),
        _inferred(record, claim),
        {},
        quotes_of(record, [claim.source] if claim.source else []),
        lost,
    )
    actor = next((a for a in record.actors if a.id == claim.source_actor), None)
    if actor is None:
        return
    antecedent = _antecedent(record, actor, claim.source)
    named = f'"{antecedent.of(text)}", named before' if antecedent else None
    yield Field(
        "source actor",
        f"{actor.name} ({actor.id})",
        Origin(f"rule:{actor.rule}") if actor.rule else None,
        None,
        said(stands_for=named) | actor_words(actor),
        quotes_of(record, [*([antecedent] if antecedent else []), *actor.alias_spans]),
        losing_actors(actor),
    )


def _inferred(record: Record, claim: Claim) -> str | None:
    """Whether the source stands with the claim, or was taken over from another sentence."""
    if claim.source is None:
        return None
    near = [claim.content, *([claim.cue] if claim.cue else [])]
    sentence = sentence_of(record, claim.source)
    stated = any(sentence.overlaps(sentence_of(record, span)) for span in near)
    return "stated" if stated else "inherited"


def _antecedent(record: Record, actor: Actor, source: Span | None) -> Span | None:
    """The fuller words that a pronoun, a surname or "the sources" take up, before the source.

    The nearest mention of the same actor that is longer than the source's words; None where the
    source itself is the fullest.
    """
    if source is None:
        return None
    length = source.end - source.start
    before = [
        mention.span
        for n in actor.mentions
        if n < len(record.mentions)
        for mention in [record.mentions[n]]
        if mention.end <= source.start and mention.end - mention.start > length
    ]
    return max(before) if before else None


def _labels(record: Record, claim: Claim) -> Iterator[Field]:
    for name, part in _LABELS.items():
        chosen: str = getattr(claim, name)
        span: Span | None = getattr(claim, part)
        yield Field(
            name.replace("_", " "),
            chosen,
            Origin(claim.origin.by, claim.label_scores.get(name)),
            quotes=quotes_of(record, [span or claim.content]),
            lost=losing_labels(claim.label_candidates.get(name, {}), chosen),
        )


def _incidents(record: Record, claim: Claim, prefix: str) -> Iterator[Field]:
    for report in record.reports:
        if report.id in claim.incidents:
            inside = [t for t in report.triggers if claim.content.contains(t)]
            yield Field(
                "incident",
                f"{prefix}{report.id}: {report.type}, {report.status}",
                quotes=quotes_of(record, inside or report.triggers[:1]),
            )


def _tolls(record: Record, claim: Claim, prefix: str) -> Iterator[Field]:
    """The figures that this claim gave."""
    for report in record.reports:
        for toll in report.toll:
            if toll.claim == claim.id:
                bounds = bounds_words(toll.low, toll.best, toll.high)
                yield Field(
                    f"toll: {toll.what}",
                    f"{bounds} of {prefix}{report.id}",
                    toll.origin,
                    quotes=quotes_of(record, [toll.span]),
                )
