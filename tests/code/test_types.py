"""The means named and the taker of a town weigh in on an incident's type (codebook 3)."""

from __future__ import annotations

import pytest

from dateline.code.types import TypeEvidence, type_origin, weigh_types

UNSURE = {"shelling_artillery_missile": 0.3, "air_drone_strike": 0.4, "attack": 0.3}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["mortar rounds", "killed"], "shelling_artillery_missile"),
        (["warplanes", "struck"], "air_drone_strike"),
        (["killed", "wounded"], "air_drone_strike"),
        (["artillery", "air strikes"], "shelling_artillery_missile"),
    ],
)
def test_the_first_means_named_decides_between_near_types(words: list[str], expected: str) -> None:
    weighed = weigh_types(UNSURE, TypeEvidence(words), 3.0)
    assert max(weighed, key=lambda t: weighed[t]) == expected
    assert sum(weighed.values()) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (1, "government_regains_territory"),
        (2, "non_state_overtakes_territory"),
        (None, "non_state_overtakes_territory"),
    ],
)
def test_the_takers_kind_decides_whose_gain_it_is(kind: int | None, expected: str) -> None:
    scores = {"government_regains_territory": 0.4, "non_state_overtakes_territory": 0.6}
    weighed = weigh_types(scores, TypeEvidence(["captured"], taker_kind=kind), 3.0)
    assert max(weighed, key=lambda t: weighed[t]) == expected


def test_a_means_does_not_overrule_a_sure_type() -> None:
    scores = {"arrests": 0.9, "air_drone_strike": 0.1}
    weighed = weigh_types(scores, TypeEvidence(["drone"]), 3.0)
    assert weighed["arrests"] > weighed["air_drone_strike"]


def test_a_means_named_nearby_speaks_only_where_no_own_word_does() -> None:
    strike = TypeEvidence(["strike"], near=["Iskander missiles", "drones"])
    weighed = weigh_types(UNSURE, strike, 3.0, 2.5)
    assert max(weighed, key=lambda t: weighed[t]) == "shelling_artillery_missile"
    origin = type_origin(UNSURE, weighed, strike)
    assert origin.by == "rule:type/means"
    assert "named nearest to it" in (origin.note or "")
    own = TypeEvidence(["warplanes", "strike"], near=["Iskander missiles"])
    weighed = weigh_types(UNSURE, own, 3.0, 2.5)
    assert max(weighed, key=lambda t: weighed[t]) == "air_drone_strike"
