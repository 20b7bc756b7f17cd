from __future__ import annotations

import random
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.reconcile.families import Copy, families_of, settled
from dateline.records import Document, Family, FamilyEdge
from tests.reconcile.families.stories import (
    copies_of,
    cut,
    document,
    edges_of,
    edited,
    paragraphs,
    passage,
    stories,
)

TEXTS = stories(8)


def _members(families: tuple[Family, ...]) -> set[tuple[str, ...]]:
    return {family.documents for family in families}


def test_copies_of_one_story_are_a_family_and_others_stay_alone() -> None:
    wire, other = TEXTS[:2]
    documents = [
        document("wire", wire),
        document("cut", cut(wire)),
        document("edited", edited(wire, 0.15)),
        document("other", other),
    ]
    families = families_of(copies_of(documents), edges_of(documents))
    assert _members(families) == {("cut", "edited", "wire"), ("other",)}
    assert [family.id for family in families] == ["other", "wire"]


def test_stories_that_quote_one_wire_paragraph_do_not_become_one_family() -> None:
    wire = TEXTS[0]
    shared = passage(wire)
    documents = [document("wire", wire), document("reprint", wire)]
    documents += [document(f"own{n}", f"{text}\n{shared}") for n, text in enumerate(TEXTS[1:4])]
    edges = edges_of(documents)
    families = families_of(copies_of(documents), edges)
    assert _members(families) == {("reprint", "wire"), ("own0",), ("own1",), ("own2",)}
    joined = {frozenset((e.document, e.other)) for e in settled(families, edges)}
    assert all(frozenset(("wire", f"own{n}")) in joined for n in range(3))


def test_the_origin_is_the_agencys_copy_or_the_earliest_full_one() -> None:
    def copy(name: str, words: int, day: int, outlet: str = "Daily", agency: str | None = None):  # type: ignore[no-untyped-def]
        return Copy(name, words, date(2020, 1, day), outlet, agency)

    edges = [
        FamilyEdge(name, "long", "derived", "reprint", 1.0, 0.9, True) for name in ("a", "b", "c")
    ]
    plain = [copy("a", 200, 3), copy("b", 205, 2), copy("c", 90, 1), copy("long", 210, 4)]
    (family,) = families_of(plain, edges)
    assert family.origin == "b"  # c is earlier, but cut
    wire = [*plain[:3], copy("long", 210, 4, "Gulf News Agency", "GNA")]
    (family,) = families_of(wire, edges)
    assert family.origin == family.id == "long"


def test_a_reprinted_story_inside_a_longer_one_stays_a_family_of_its_own() -> None:
    edges = [
        FamilyEdge("reprint", "wire", "derived", "reprint", 1.0, 1.0, True),
        FamilyEdge("wire", "digest", "derived", "excerpt", 1.0, 0.3),
        FamilyEdge("reprint", "digest", "derived", "excerpt", 1.0, 0.3),
    ]
    copies = [Copy("wire", 300), Copy("reprint", 300), Copy("digest", 1000)]
    families = families_of(copies, edges)
    assert _members(families) == {("reprint", "wire"), ("digest",)}
    kinds = {e.other: (e.kind, e.derivation) for e in settled(families, edges)}
    assert kinds["digest"] == ("shares_paragraphs", None)
    assert kinds["wire"] == ("derived", "reprint")


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4)), max_size=10), st.integers(0, 99))
def test_families_do_not_depend_on_the_order_of_documents_and_edges(
    made: list[tuple[int, int]], seed: int
) -> None:
    documents: list[Document] = []
    for number, (story, way) in enumerate(made):
        text = TEXTS[story]
        ways = (
            text,
            cut(text, 0.5),
            edited(text, 0.1, number),
            "\n".join(reversed(paragraphs(text))),
            f"{TEXTS[4 + story]}\n{passage(text)}",
        )
        documents.append(document(f"d{number}", ways[way]))
    edges, copies = edges_of(documents), copies_of(documents)
    families = families_of(copies, edges)
    chance = random.Random(seed)
    shuffled = chance.sample(documents, len(documents))
    assert families == families_of(
        chance.sample(copies, len(copies)), chance.sample(edges, len(edges))
    )
    assert sorted(edges_of(shuffled), key=repr) == sorted(edges, key=repr)
    assert sorted(name for f in families for name in f.documents) == sorted(d.id for d in documents)
