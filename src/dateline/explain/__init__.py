"""Why a record says what it says: each field with its words, its producer and what lost."""

from dateline.explain.claim import explain_claim
from dateline.explain.explanation import (
    Explanation,
    Field,
    Loser,
    Quote,
    explanation_to_dict,
)
from dateline.explain.incident import explain_incident

__all__ = [
    "Explanation",
    "Field",
    "Loser",
    "Quote",
    "explain_claim",
    "explain_incident",
    "explanation_to_dict",
]
