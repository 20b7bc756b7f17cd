"""Base forms by rule and table."""

from __future__ import annotations

import pytest

from dateline.normalise.lemma import lemma, shared_start


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("kill", "kill kills killed killing killings Killed"),
        ("strike", "strikes striking struck"),
        ("shoot", "shot shots shooting shootings"),
        ("flee", "fled fleeing"),
        ("die", "died dies dying"),
        ("release", "released releasing releases"),
        ("hire", "hired hiring hires"),
        ("plan", "planned planning plans"),
        ("travel", "travelled travelling"),
        ("deny", "denied denies denying"),
        ("visit", "visited visiting"),
        ("injure", "injured injuring"),
        ("explode", "exploded exploding"),
        ("settle", "settled settling"),
        ("crash", "crashes crashed"),
        ("agree", "agreed agreeing"),
        ("process", "processes processed"),
        ("woman", "women"),
    ],
)
def test_the_forms_of_a_word_meet_in_its_base(base: str, forms: str) -> None:
    assert {lemma(form) for form in forms.split()} == {base}


def test_words_that_only_look_inflected_stay() -> None:
    for word in [
        "morning",
        "news",
        "series",
        "crisis",
        "hundred",
        "indeed",
        "during",
        "business",
        "spring",
        "this",
    ]:
        assert lemma(word) == word


def test_what_is_no_english_word_is_only_lower_cased() -> None:
    assert lemma("AK-47s") == "ak-47s"
    assert lemma("") == ""
    assert lemma("b" * 50_000 + "ing") == "b" * 50_000 + "ing"


def test_derived_words_share_their_start() -> None:
    assert shared_start("attack", "attacker") == pytest.approx(6 / 8)
    assert shared_start("acquire", "acquisition") == pytest.approx(5 / 11)
    assert shared_start("kill", "die") == 0.0
    assert shared_start("", "") == 0.0
