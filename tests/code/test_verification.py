"""Notes on how far something could be checked are tied to what they qualify (codebook 8)."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.annotate import split_sentences
from dateline.code.verification import document_verifications
from dateline.records import Claim, Origin, Report, Span, Verification
from tests.code.build import document, quote


def report(text: str, trigger: str, name: str = "i1") -> Report:
    by = Origin("model:type")
    spans = (quote(text, trigger),)
    return Report(name, "attack", "happened", spans, (), None, None, (), (), (), by, by, {}, {})


def claim(text: str, content: str, name: str = "c1") -> Claim:
    return Claim(
        name, quote(text, content), None, None, "institution", None, None,
        "indirect", "assert", "certain", (), Origin("model:attribution"), {},
    )  # fmt: skip


def notes(text: str, reports: list[Report], claims: list[Claim]) -> tuple[Verification, ...]:
    read = document(text, date(2019, 5, 4))
    return document_verifications(read, split_sentences(text), reports, claims)


@pytest.mark.parametrize(
    "words",
    [
        "could not be independently verified",
        "could not immediately be confirmed",
        "was not able to independently verify",
        "has not yet been verified",
        "impossible to confirm",
        "no independent confirmation",
        "remains unconfirmed",
    ],
)
def test_formulas_of_the_agencies_are_found(words: str) -> None:
    text = f"The militia said it had taken Bulo Marer. The account {words}."
    (note,) = notes(text, [], [claim(text, "it had taken Bulo Marer")])
    assert (note.kind, note.words.of(text)) == ("unverified", words)
    assert note.claims == ("c1",)
    assert note.origin.by.startswith("rule:verification/unverified-")


def test_a_note_qualifies_the_claim_of_its_own_sentence_first() -> None:
    text = (
        "Rebels said the bridge was down. Officials say he has left Palma, something that is "
        "impossible to confirm."
    )
    claims = [claim(text, "the bridge was down"), claim(text, "he has left Palma", "c2")]
    (note,) = notes(text, [], claims)
    assert note.claims == ("c2",)


def test_it_qualifies_the_incident_where_nobody_is_quoted() -> None:
    text = "Gunmen killed six farmers near Zurmi. There was no independent confirmation."
    (note,) = notes(text, [report(text, "killed")], [])
    assert (note.claims, note.reports) == ((), ("i1",))


def test_what_lies_further_back_is_not_qualified() -> None:
    text = "Gunmen killed six. It rained. Schools closed. Prices rose. It could not be confirmed."
    (note,) = notes(text, [report(text, "killed")], [])
    assert (note.claims, note.reports) == ((), ())


def test_what_a_speaker_says_of_a_check_is_tied_to_that_speaker() -> None:
    text = "Shells fell on Tripoli. The mission said the toll could not be verified."
    claims = [claim(text, "the toll could not be verified")]
    (note,) = notes(text, [report(text, "fell")], claims)
    assert (note.said_in, note.claims, note.reports) == ("c1", (), ("i1",))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A video of the blast was geolocated by analysts.", "verified"),
        ("The number of dead is disputed.", "disputed"),
    ],
)
def test_checks_that_succeeded_and_disputes_are_told_apart(text: str, kind: str) -> None:
    assert [n.kind for n in notes(text, [], [])] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "The minister confirmed the toll.",
        "Police could not reach the village.",
        "The army was not able to hold the town.",
        "He could not be reached for comment.",
    ],
)
def test_other_words_are_no_note(text: str) -> None:
    assert notes(text, [], []) == ()


def test_hostile_repetition_takes_linear_time() -> None:
    text = "could not " * 20_000
    assert notes(text, [], []) == ()
    assert all(isinstance(s, Span) for s in split_sentences(text))
