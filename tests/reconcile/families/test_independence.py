from __future__ import annotations

from datetime import date

import pytest

from dateline.reconcile.families import (
    Copy,
    Independence,
    families_of,
    paragraph_of,
    same_agency_edges,
)
from dateline.records import FamilyEdge, Span
from tests.reconcile.families.stories import (
    copies_of,
    document,
    edges_of,
    passage,
    stories,
)

WIRE, OWN, OTHER = stories(3)


def _known(texts: dict[str, str]) -> Independence:
    documents = [document(name, text) for name, text in texts.items()]
    edges, copies = edges_of(documents), copies_of(documents)
    return Independence(copies, families_of(copies, edges), edges)


def test_a_half_wire_document_is_the_wires_for_the_wires_paragraphs_alone() -> None:
    shared = passage(WIRE)
    mixed = f"{shared}\n{OWN}"
    known = _known({"wire": WIRE, "reprint": WIRE, "mixed": mixed, "other": OTHER})
    taken = known.source_of("mixed", Span(0, len(shared)))
    assert (taken.own, taken.source) == (False, known.source_of("wire", Span(0, 50)).source)
    own = known.source_of("mixed", Span(len(shared) + 1, len(mixed)))
    assert (own.own, own.source) == (True, "mixed")


def test_what_a_reprint_adds_is_its_own() -> None:
    added = "Our reporter in Nyala counted nine graves behind the clinic on Friday morning."
    known = _known({"a-wire": WIRE, "reprint": f"{WIRE}\n{added}"})
    place = Span(len(WIRE) + 1, len(WIRE) + 1 + len(added))
    assert known.source_of("reprint", Span(0, 80)).own is False
    assert known.source_of("reprint", place).source == "reprint"


def test_two_stories_that_share_a_paragraph_name_the_same_source_for_it() -> None:
    shared = passage(WIRE)
    known = _known({"x": f"{shared}\n{OWN}", "y": f"{shared}\n{OTHER}"})
    first, second = (known.source_of(name, Span(0, len(shared))) for name in ("x", "y"))
    assert first == second
    assert not first.own


def test_a_document_that_is_in_no_family_is_an_error() -> None:
    with pytest.raises(KeyError):
        _known({"wire": WIRE}).source_of("absent", Span(0, 4))


def test_the_paragraph_of_a_claim() -> None:
    text = "First line.\nThe second line, with a claim.\nThird."
    span = Span(text.index("claim"), text.index("claim") + 5)
    assert paragraph_of(text, span).of(text) == "The second line, with a claim."
    assert paragraph_of("x" * 5000, Span(7, 9)) == Span(7, 9)


def test_one_agency_on_one_incident_within_a_day_is_flagged() -> None:
    def copy(name: str, day: int, agency: str | None) -> tuple[str, Copy]:
        return name, Copy(name, 100, date(2020, 1, day), None, agency)

    copies = dict(
        [
            copy("a", 1, "Gulf News Agency"),
            copy("b", 2, "Gulf News Agency"),
            copy("c", 3, "Gulf News Agency"),
            copy("d", 1, None),
            copy("e", 1, "Andes Wire"),
        ]
    )
    together = [["a", "b", "c", "d", "e"], ["b", "a"]]
    edges = same_agency_edges(copies, together, [])
    assert [(e.document, e.other, e.kind) for e in edges] == [
        ("a", "b", "same_agency"),
        ("b", "c", "same_agency"),
    ]
    known = [FamilyEdge("b", "a", "shares_paragraphs")]
    assert len(same_agency_edges(copies, together, known)) == 1
