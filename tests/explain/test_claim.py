"""A claim is told with its words, the sources and labels that lost, and who a pronoun is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.explain import Explanation, Field, explain_claim
from dateline.records import Origin, Span
from tests.explain.build import CLAIM, TEXT, quote, record


def explain(**changes: object) -> Explanation:
    claim = replace(CLAIM, **changes)  # type: ignore[arg-type]
    return explain_claim(replace(record(), claims=(claim,)), "c1", "d1/")


def field(explanation: Explanation, name: str) -> Field:
    return next(f for f in explanation.fields if f.name == name)


def marked(told: Field) -> list[str]:
    return [mark.of(TEXT) for quote in told.quotes for mark in quote.marks]


def test_content_cue_and_addressee_are_marked_in_their_sentence() -> None:
    told = explain()
    (content,) = marked(field(told, "content"))
    assert content.startswith("Fighters")
    assert content.endswith("on Monday")
    assert field(told, "content").origin == Origin("model:attribution", 0.91)
    assert marked(field(told, "cue")) == ["told"]
    assert marked(field(told, "addressee")) == ["Radio Kanem"]


def test_the_source_stands_with_the_sources_that_lost() -> None:
    told = field(explain(), "source")
    assert (told.value, told.inferred) == ("he", "stated")
    assert told.origin == Origin("model:attribution", 0.7)
    assert [(x.value, x.score) for x in told.lost] == [
        ("Radio Kanem", 0.2),
        ("no source named", 0.1),
    ]


def test_a_pronoun_is_resolved_to_words_before_it() -> None:
    told = field(explain(), "source actor")
    assert told.value == "Musa Adamu (a1)"
    assert told.details["stands for"] == '"Colonel Musa Adamu", named before'
    assert marked(told) == ["Colonel Musa Adamu"]


def test_the_fullest_words_stand_for_nothing_else() -> None:
    told = explain(source=quote("Colonel Musa Adamu"), source_candidates=())
    assert "stands for" not in field(told, "source actor").details


def test_a_source_of_another_sentence_is_inherited() -> None:
    told = explain(source=quote("Colonel Musa Adamu"), source_candidates=())
    assert field(told, "source").inferred == "inherited"


def test_labels_stand_with_their_runners_up() -> None:
    told = field(explain(), "speech act")
    assert (told.value, told.origin) == ("assert", Origin("model:attribution", 0.6))
    assert [(x.value, x.score) for x in told.lost] == [("blame", 0.35), ("confirm", 0.05)]
    assert field(explain(), "mode").lost == ()


def test_incidents_and_figures_of_the_claim_follow() -> None:
    told = explain()
    assert field(told, "incident").value == "d1/i1: attack, happened"
    assert field(told, "toll: killed").value == "12 / 12 / open of d1/i1"


def test_a_claim_without_source_or_cue_says_none() -> None:
    told = explain(source=None, source_actor=None, cue=None, addressee=None)
    for name in ("source", "cue", "addressee"):
        assert field(told, name).value is None
    assert field(told, "commitment").quotes != ()


def test_what_was_coded_before_losers_were_kept_is_told_with_a_note() -> None:
    old = explain(label_candidates={}, source_candidates=())
    assert "code the documents again" in (old.note or "")
    assert field(old, "source").lost == ()


def test_a_claim_that_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        explain_claim(record(), "c2")


def test_words_beyond_the_text_are_left_out() -> None:
    told = explain(addressee=Span(len(TEXT) + 5, len(TEXT) + 9))
    assert field(told, "addressee").quotes == ()
