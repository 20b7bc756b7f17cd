"""Verification: words that say whether something told could be checked."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.records.span import Origin, Span


@dataclass(frozen=True, slots=True)
class Verification:
    """What the document says of how far a claim or an incident could be checked.

    `kind` is unverified, disputed or verified. `claims` and `reports` are the ids of what the words
    qualify, both empty where the text names nothing that they could. `said_in` is the claim in
    whose content the words stand, None where the document itself says it.
    """

    id: str
    kind: str
    words: Span
    sentence: Span
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    said_in: str | None
    origin: Origin
