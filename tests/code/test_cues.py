"""Cue words, negation and modality weigh in on what a claim does (codebook 8)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.code.cues import cue_features, strongest_cue, weigh_labels
from dateline.codebook import COMMITMENTS, SOURCE_TYPES, SPEECH_ACTS
from dateline.records import Span
from tests.code.build import quote

TEXT = (
    "The ministry ruled out a return of the monitors. The governor denied that shells fell on "
    "the market. About 900 families had left Tessalit, a nurse said. The convoy will reach the "
    "town by Friday, the mayor predicted."
)
UNSURE = {"assert": 0.31, "deny": 0.23, "estimate": 0.23, "predict": 0.23}


def features(content: str, cue: str) -> tuple[str, ...]:
    return cue_features(TEXT, quote(TEXT, content), quote(TEXT, cue))


def test_features_tell_cue_modality_and_hedged_numbers() -> None:
    hedged = features("About 900 families had left Tessalit", "said")
    assert {"cue=said", "approx", "digit", "first=about"} <= set(hedged)
    future = features("The convoy will reach the town by Friday", "predicted")
    assert {"modal=will", "cue phrase=predicted"} <= set(future)
    assert "no cue" in cue_features(TEXT, quote(TEXT, "shells fell on the market"), None)


@pytest.mark.parametrize(
    ("content", "cue", "expected"),
    [
        ("a return of the monitors", "ruled out", "deny"),
        ("shells fell on the market", "denied", "deny"),
        ("The convoy will reach the town by Friday", "predicted", "predict"),
    ],
)
def test_the_cue_decides_where_the_encoder_is_unsure(content: str, cue: str, expected: str) -> None:
    weighed = weigh_labels("speech_act", UNSURE, features(content, cue), 0.5)
    assert max(weighed, key=lambda label: weighed[label]) == expected
    assert strongest_cue("speech_act", expected, features(content, cue))


def test_a_cue_does_not_overrule_a_sure_encoder() -> None:
    sure = {"assert": 0.995, "predict": 0.005}
    weighed = weigh_labels("speech_act", sure, features("shells fell on the market", "said"), 0.5)
    assert max(weighed, key=lambda label: weighed[label]) == "assert"


def test_without_weight_or_table_the_encoder_stands() -> None:
    told = features("a return of the monitors", "ruled out")
    still = weigh_labels("speech_act", UNSURE, told, 0.0)
    assert max(still, key=lambda label: still[label]) == "assert"
    assert weigh_labels("mode", {"direct": 0.7, "indirect": 0.3}, told, 0.5)["direct"] == 0.7


@given(
    st.text(min_size=1, max_size=200),
    st.integers(0, 199),
    st.integers(1, 200),
    st.sampled_from(["speech_act", "commitment", "source_type"]),
)
def test_any_text_gives_probabilities_of_the_codebooks_labels(
    text: str, start: int, length: int, field: str
) -> None:
    start = min(start, len(text) - 1)
    content = Span(start, min(len(text), start + length))
    labels = {
        "speech_act": SPEECH_ACTS,
        "commitment": COMMITMENTS,
        "source_type": SOURCE_TYPES,
    }[field]
    weighed = weigh_labels(field, {labels[0]: 1.0}, cue_features(text, content, None), 0.5)
    assert set(weighed) <= set(labels)
    assert sum(weighed.values()) == pytest.approx(1.0)
