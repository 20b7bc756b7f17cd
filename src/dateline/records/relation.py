"""ActorRelation: what a sentence states of two actors."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.records.span import Origin, Span


@dataclass(frozen=True, slots=True)
class ActorRelation:
    """`a` backs, fights, is allied with, is part of, leads or is the successor of `b`.

    `a` and `b` are actor ids, None where the words name no actor of the document; `a_span` and
    `b_span` are the words that name the two, `words` those that state the relation. `status` is
    stated, negated, alleged, hypothetical or former. `claim` is the claim in whose content the
    statement stands, None where the narrator makes it.
    """

    id: str
    kind: str
    a: str | None
    b: str | None
    a_span: Span
    b_span: Span
    words: Span
    sentence: Span
    status: str
    claim: str | None
    origin: Origin
