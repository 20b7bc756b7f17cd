"""`/api/incidents/{id}/why/{other}`: why two incidents are two."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from dateline.explain.why import explain_why
from dateline.review import constraints
from dateline.web.columns import Shape
from dateline.web.errors import ApiError
from dateline.web.incident import found_incident
from dateline.web.serving import Here
from dateline.web.values import IncidentPath

router = APIRouter(prefix="/api/incidents", tags=["incidents"])

_PAIRS = 20


class Feature(Shape):
    """A feature of a pair: its state, its weight in log-odds, and the words of both."""

    name: str
    state: str
    weight: float
    a: str
    b: str


class Pair(Shape):
    """Two reports compared; `refused` says what forbids the pair whatever the score."""

    a: str
    b: str
    score: float
    probability: float
    compared: bool
    refused: str | None
    features: list[Feature]


class ReviewedPair(Shape):
    """What a reviewer decided on two reports."""

    kind: str
    a: str
    b: str
    decision: str | None


class WhyTold(Shape):
    """Why two incidents are two: the mean log-odds of their pairs against the threshold."""

    same: bool
    because: str
    score: float
    threshold: float
    same_documents: list[str]
    reviewed: list[ReviewedPair]
    pairs: list[Pair]


@router.get("/{id}/why/{other}", response_model=WhyTold)
def why(here: Here, id: IncidentPath, other: IncidentPath) -> Any:
    """Why two incidents are two, feature by feature; the likeliest pair of reports first."""
    if id == other:
        raise ApiError(422, "the same incident twice", "give two different ones", "other")
    with here.store.reading() as connection:
        for name in (id, other):
            found_incident(connection, name)
        told = explain_why(connection, id, other, constraints(connection))
    return {
        "same": told.outcome == "joined",
        "because": told.because,
        "score": told.mean,
        "threshold": told.threshold,
        "same_documents": told.same_documents,
        "reviewed": [
            {name: getattr(pair, name) for name in ReviewedPair.model_fields}
            for pair in told.reviewed
        ],
        "pairs": [
            {name: getattr(pair, name) for name in Pair.model_fields if name != "features"}
            | {
                "features": [
                    {name: getattr(feature, name) for name in Feature.model_fields}
                    for feature in pair.features
                ]
            }
            for pair in told.pairs[:_PAIRS]
        ],
    }
