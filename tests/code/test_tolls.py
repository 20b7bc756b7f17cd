"""Tolls: which numbers of an incident are entries, and which are only part of another's words."""

from __future__ import annotations

import pytest

from dateline.code.arguments import Filled
from dateline.code.tolls import TollContext, incident_tolls, numbers_once, without_miscounts
from dateline.records import Argument, Mention, NumberValue, Origin, Span

TEXT = "More than half of the 6,000 fighters were killed in the battle."
HALF, BASE = Span(0, 27), Span(22, 27)
VALUES = {HALF: (3001, 3001, 6000), BASE: (6000, 6000, 6000)}


def resolve(span: Span, _type: str, _role: str) -> NumberValue:
    low, best, high = VALUES[span]
    words = span.of(TEXT)
    return NumberValue(span.start, span.end, words, low, best, high, relation="about", rule="test")


def tolls(*spans: Span) -> list[tuple[int | None, int | None, int | None]]:
    mentions = [Mention(s.start, s.end, "QUANTITY", 0.9) for s in spans]
    filled = [
        Filled(Argument("killed", s.start, s.end, Origin("model:role", 0.9), "stated"), k)
        for k, s in enumerate(spans)
    ]
    context = TollContext(TEXT, mentions, {}, {}, (), resolve)
    found = incident_tolls(filled, context, (frozenset(), frozenset()))
    return [(t.low, t.best, t.high) for t in found]


def test_the_base_of_a_share_is_no_toll_of_its_own() -> None:
    assert tolls(HALF, BASE) == [(3001, 3001, 6000)]


def test_the_same_number_alone_is_one() -> None:
    assert tolls(BASE) == [(6000, 6000, 6000)]


def test_a_number_counts_the_dead_of_its_likeliest_incident_alone() -> None:
    mentions = (Mention(0, 2, "QUANTITY"), Mention(5, 9, "QUANTITY"), Mention(12, 20, "PERSON"))

    def fills(mention: int, score: float) -> Filled:
        m = mentions[mention]
        return Filled(Argument("killed", m.start, m.end, Origin("model:role", score)), mention)

    raid = (fills(0, 0.98), fills(1, 0.7), fills(2, 0.9))
    ambush = (fills(0, 0.63), fills(1, 0.75), fills(2, 0.5))
    kept = numbers_once([raid, ambush], mentions)
    assert kept == [raid, (fills(1, 0.75), fills(2, 0.5))]


@pytest.mark.parametrize(("noun", "counts"), [("cattle", False), ("houses", False), ("men", True)])
def test_animals_and_things_are_nobodys_dead(noun: str, counts: bool) -> None:
    mentions = (Mention(0, 7, "QUANTITY"),)
    number = NumberValue(0, 7, "some 40", 36, 40, 44, relation="about", noun=noun, rule="test")
    item = Filled(Argument("injured", 0, 7, Origin("model:role", 0.9)), 0)
    assert bool(without_miscounts((item,), mentions, (number,))) is counts
