from __future__ import annotations

import pytest

from dateline.reconcile.families import edge_of, shingled
from dateline.records import FamilyEdge
from tests.reconcile.families.stories import cut, document, edited, paragraphs, stories

WIRE, OTHER, THIRD = stories(3)


def _edge(a: str, b: str) -> FamilyEdge | None:
    return edge_of(document("a", a), document("b", b), shingled)


def test_a_reprint_with_a_line_of_its_own() -> None:
    edge = _edge(WIRE, WIRE + "\nThis newspaper has more on page four.")
    assert edge is not None
    assert (edge.kind, edge.derivation, edge.document) == ("derived", "reprint", "a")
    assert edge.share == 1.0


def test_a_cut_is_an_excerpt_of_the_whole() -> None:
    edge = _edge(WIRE, cut(WIRE, 0.4))
    assert edge is not None
    assert (edge.document, edge.other) == ("b", "a")
    assert (edge.kind, edge.derivation, edge.opening) == ("derived", "excerpt", True)
    assert edge.share == 1.0
    assert edge.other_share == pytest.approx(0.4, abs=0.03)


def test_one_word_in_seven_changed_is_still_derived() -> None:
    edge = _edge(WIRE, edited(WIRE, 0.15))
    assert edge is not None
    assert edge.kind == "derived"


def test_stories_of_different_things_have_no_edge() -> None:
    assert _edge(WIRE, OTHER) is None


def test_two_stories_with_the_same_wire_paragraph_share_it_and_do_not_derive() -> None:
    shared = max(paragraphs(WIRE), key=len)
    first, second = f"{OTHER}\n{shared}", f"{shared}\n{THIRD}"
    edge = _edge(first, second)
    assert edge is not None
    assert (edge.kind, edge.derivation) == ("shares_paragraphs", None)
    text = {"a": first, "b": second}[edge.document]
    (span,) = edge.spans
    assert span.of(text).strip(" .\"'”") in shared or shared.strip(" .\"'”") in span.of(text)


def test_an_edge_does_not_depend_on_which_document_is_given_first() -> None:
    a, b = document("a", WIRE), document("b", edited(cut(WIRE), 0.1))
    assert edge_of(a, b, shingled) == edge_of(b, a, shingled)


@pytest.mark.parametrize("text", ["", "Kutum", "...", "Two killed in Kutum."])
def test_texts_of_a_few_words_have_no_edge(text: str) -> None:
    assert _edge(text, text) is None
    assert _edge(text, WIRE) is None
