"""The pairing has the greatest sum there is, not the greatest first pair."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from dateline.evaluate.assignment import best_pairs


def test_the_best_sum_wins_over_the_best_first_pair() -> None:
    assert best_pairs([[5, 4], [4, 0]]) == [(0, 1), (1, 0)]


def test_more_rows_than_columns_leave_the_worst_row_out() -> None:
    assert best_pairs([[1.0], [3.0], [2.0]]) == [(1, 0)]


def test_nothing_to_pair() -> None:
    assert best_pairs([]) == []
    assert best_pairs([[], []]) == []


@given(
    st.integers(1, 4).flatmap(
        lambda columns: st.lists(
            st.lists(st.integers(-9, 9), min_size=columns, max_size=columns),
            min_size=1,
            max_size=4,
        )
    )
)
def test_no_other_pairing_sums_to_more(scores: list[list[int]]) -> None:
    rows, columns = len(scores), len(scores[0])
    size = min(rows, columns)
    pairs = best_pairs(scores)
    assert len(pairs) == len({i for i, _ in pairs}) == len({j for _, j in pairs}) == size
    best = max(
        sum(scores[i][j] for i, j in zip(some, others, strict=True))
        for some in permutations(range(rows), size)
        for others in permutations(range(columns), size)
    )
    assert sum(scores[i][j] for i, j in pairs) == best
