from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest

import dateline.code.relations
from dateline.code.relations import compile_table, document_relations
from dateline.records import ActorRelation, Claim, Document, Mark, Origin, Span
from tests.code.build import quote
from tests.code.relation_sentences import marked

TABLE = Path(dateline.code.relations.__file__).parent / "data" / "relations.toml"
_CASES = [
    tuple(line.split(" => "))
    for line in (Path(__file__).parent / "relation_cases.txt").read_text("utf-8").splitlines()
    if " => " in line
]


def found(sentence: str, marks: tuple[Mark, ...] = ()) -> tuple[str, tuple[ActorRelation, ...]]:
    text, mentions, actors = marked(sentence)
    document = Document(id="d", text=text, marks=marks)
    return text, document_relations(document, [Span(0, len(text))], mentions, actors)


@pytest.mark.parametrize(("sentence", "expected"), _CASES, ids=lambda value: value[:60])
def test_the_relations_that_a_sentence_states(sentence: str, expected: str) -> None:
    text, relations = found(sentence)
    said = {
        f"{r.a_span.of(text)} {r.kind} {r.b_span.of(text)}"
        + ("" if r.status == "stated" else f" ({r.status})")
        for r in relations
    }
    assert said == (set() if expected == "-" else set(expected.split("; ")))


def test_a_relation_keeps_the_words_that_state_it_its_sentence_and_its_rule() -> None:
    text, (relation,) = found("The {A:rebels}, who are backed by {G:Turkey}, left.")
    assert relation.words.of(text) == "backed by"
    assert relation.sentence == Span(0, len(text))
    assert relation.origin.by.startswith("rule:relations/backs-")
    assert relation.origin.score is None


def test_what_makes_a_relation_less_than_stated_is_noted() -> None:
    _, (relation,) = found("{G:Chad} denied backing the {A:rebels}.")
    assert relation.origin.note == '"denied" makes it negated'


def test_a_nationality_before_the_hyphen_is_the_government_of_the_document() -> None:
    _, relations = found("{G:Turkey} said the {A:Turkish-backed rebels} had left.")
    assert [(r.kind, r.a, r.b) for r in relations] == [("backs", "a1", "a2")]


def test_a_name_before_the_hyphen_that_is_no_actor_of_the_document_stays_words() -> None:
    text, (relation,) = found("The {A:Kurdish-led alliance} left.")
    assert (relation.a, relation.a_span.of(text)) == (None, "Kurdish")


def test_an_actor_has_no_relation_to_itself() -> None:
    assert found("{A:Hamas} is fighting {A:Hamas}.")[1] == ()


def _claim(text: str, content: str, speech_act: str) -> Claim:
    origin = Origin("model:attribution", 0.9)
    act: tuple[Any, ...] = (
        "institution",
        None,
        None,
        "indirect",
        speech_act,
        "certain",
        (),
        origin,
        {},
    )
    return Claim("c1", quote(text, content), None, None, *act)


@pytest.mark.parametrize(("speech_act", "status"), [("assert", "stated"), ("deny", "negated")])
def test_a_relation_inside_a_claim_is_the_claims(speech_act: str, status: str) -> None:
    text, mentions, actors = marked("{G:Kigali} told them {G:Rwanda} backs {A:M23}.")
    claim = _claim(text, "Rwanda backs M23", speech_act)
    document = Document(id="d", text=text)
    (relation,) = document_relations(document, [Span(0, len(text))], mentions, actors, [claim])
    assert (relation.claim, relation.status) == ("c1", status)


def test_a_repeated_sentence_states_nothing_again() -> None:
    sentence = "{G:Iran} backs the {A:Houthis}."
    whole = len(marked(sentence)[0])
    assert len(found(sentence)[1]) == 1
    assert found(sentence, (Mark(0, whole, "repeated", of=Span(0, whole)),))[1] == ()


def test_a_sentence_of_names_alone_is_read_in_time_that_grows_with_its_length() -> None:
    def seconds(times: int) -> float:
        text, mentions, actors = marked("{A:Front} has long been not ever backed and , " * times)
        document = Document(id="d", text=text)
        began = time.process_time()
        document_relations(document, [Span(0, len(text))], mentions, actors)
        return time.process_time() - began

    seconds(20)
    assert seconds(4000) < 2.0


def test_a_row_that_cannot_be_read_is_named() -> None:
    rows = tomllib.loads(TABLE.read_text("utf-8"))
    rows["pattern"] = [{"kind": "backs", "order": "ab", "between": "<nothing> backs"}]
    with pytest.raises(ValueError, match=r"pattern 1 .*nothing"):
        compile_table(rows)
