"""Span measures, on examples small enough to count by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.evaluate.span_scores import Counts, exact, overlapping
from dateline.records import Span


def test_only_equal_items_are_exact_and_doubles_count_once() -> None:
    counts = exact([Span(0, 5), Span(7, 9)], [Span(0, 5), Span(0, 5), Span(7, 10)])
    assert counts == Counts(right=1, predicted=2, gold=2)


def test_overlaps_are_paired_one_to_one() -> None:
    # The long prediction may stand for one of the two annotated words only.
    assert overlapping([Span(0, 4), Span(5, 9)], [Span(0, 9)]) == Counts(1, 1, 2)
    assert overlapping([Span(0, 4)], [Span(4, 6)]) == Counts(0, 1, 1)
    # Pairing (2, 12) with (0, 3) leaves (8, 10) for the other; the reverse would lose one.
    assert overlapping([Span(0, 3), Span(8, 10)], [Span(2, 12), Span(9, 10)]).right == 2


def test_rates_are_micro_averages_over_sums() -> None:
    row = (Counts(1, 2, 2) + Counts(2, 2, 4)).row()
    assert row == {"p": 0.75, "r": 0.5, "f1": pytest.approx(0.6), "gold": 6, "predicted": 4}


def test_nothing_found_is_zero_not_an_error() -> None:
    assert Counts(0, 0, 3).row()["p"] == 0.0
    assert Counts().row()["f1"] == 0.0


SPANS = st.lists(
    st.builds(lambda a, n: Span(a, a + n), st.integers(0, 12), st.integers(1, 6)), max_size=5
)


@given(SPANS, SPANS)
def test_no_pairing_of_overlaps_is_larger(gold: list[Span], predicted: list[Span]) -> None:
    wanted = sorted(set(gold))

    def most(given: list[Span], free: list[Span]) -> int:
        if not given:
            return 0
        best = most(given[1:], free)
        for other in free:
            if given[0].overlaps(other):
                best = max(best, 1 + most(given[1:], [x for x in free if x != other]))
        return best

    assert overlapping(gold, predicted).right == most(sorted(set(predicted)), wanted)
