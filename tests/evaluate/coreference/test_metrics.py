"""Metrics of coreference on cases worked by hand, those of the scorers' own papers among them."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.evaluate.coreference.metrics import (
    b_cubed,
    ceaf_e,
    lea,
    muc,
    score_clusters,
)


def clusters(text: str) -> list[str]:
    """Clusters of one-letter mentions."""
    return text.split()


# The example of S. Pradhan and others (ACL 2014), whose response misses e and invents h and i.
KEY, RESPONSE = clusters("abc defg"), clusters("ab cd fghi")


def test_the_example_of_the_reference_scorers_paper() -> None:
    assert (muc(KEY, RESPONSE).r, muc(KEY, RESPONSE).p) == (2 / 5, 2 / 5)
    # Recall: a, b 2/3; c 1/3; d 1/4; e 0; f, g 2/4. Precision: a, b 1; c, d 1/2; f, g 2/4.
    assert b_cubed(KEY, RESPONSE).r == pytest.approx((5 / 3 + 5 / 4) / 7)
    assert b_cubed(KEY, RESPONSE).p == pytest.approx(4 / 8)
    assert round(b_cubed(KEY, RESPONSE).f1, 2) == 0.45
    # abc with ab: 4/5; defg with fghi: 4/8.
    assert ceaf_e(KEY, RESPONSE).r == pytest.approx(1.3 / 2)
    assert ceaf_e(KEY, RESPONSE).p == pytest.approx(1.3 / 3)
    assert round(ceaf_e(KEY, RESPONSE).f1, 2) == 0.52


def test_the_example_of_leas_paper() -> None:
    # Moosavi and Strube (2016): recall (3 x 1/3 + 4 x 1/6) / 7, precision (2 x 1 + 4 x 1/6) / 8.
    assert lea(KEY, RESPONSE).r == pytest.approx(5 / 3 / 7)
    assert lea(KEY, RESPONSE).p == pytest.approx(8 / 3 / 8)


def test_the_example_of_bagga_and_baldwin() -> None:
    # The wrong link between two large clusters costs more than the one with a small cluster.
    key = clusters("12345 67 89ABC")
    small, large = clusters("12345 6789ABC"), clusters("1234589ABC 67")
    assert b_cubed(key, small).p == pytest.approx(16 / 21)
    assert b_cubed(key, large).p == pytest.approx(7 / 12)
    assert b_cubed(key, small).r == b_cubed(key, large).r == 1.0
    # MUC cannot tell them apart: nine links of ten.
    assert muc(key, small) == muc(key, large)
    assert muc(key, small).p == pytest.approx(9 / 10)
    assert muc(key, small).r == 1.0


def test_the_examples_of_vilain() -> None:
    assert muc(clusters("abcd"), clusters("ab cd")).r == 2 / 3
    assert muc(clusters("abcd"), clusters("ab cd")).p == 1.0
    assert muc(clusters("ab cd"), clusters("abcd")).p == 2 / 3
    # a-b-c in the key, a-c in the response: one link of two.
    assert muc(clusters("abc"), clusters("ac")).r == 1 / 2


def test_clusters_of_one_count_but_for_muc() -> None:
    key, response = clusters("ab c d"), clusters("ab cd")
    rows = score_clusters(key, response)
    assert rows["MUC"] == {"p": 1 / 2, "r": 1.0, "f1": pytest.approx(2 / 3)}
    assert rows["B-cubed"]["p"] == pytest.approx((1 + 1 + 1 / 2 + 1 / 2) / 4)
    assert rows["B-cubed"]["r"] == 1.0
    # ab with ab: 1; c or d with cd: 2/3.
    assert rows["CEAF-e"]["p"] == pytest.approx(5 / 3 / 2)
    assert rows["CEAF-e"]["r"] == pytest.approx(5 / 3 / 3)
    # Recall: the link ab weighs 2, c and d 1 each and are not alone in the response.
    assert rows["LEA"]["r"] == pytest.approx(2 / 4)
    assert rows["LEA"]["p"] == pytest.approx(2 / 4)
    mean = (rows["MUC"]["f1"] + rows["B-cubed"]["f1"] + rows["CEAF-e"]["f1"]) / 3
    assert rows["CoNLL F1"] == {"f1": pytest.approx(mean)}


def test_all_alone_and_all_in_one() -> None:
    key = clusters("ab cd e")
    alone = score_clusters(key, clusters("a b c d e"))
    assert alone["MUC"] == {"p": 0.0, "r": 0.0, "f1": 0.0}
    assert alone["B-cubed"]["p"] == 1.0
    assert alone["B-cubed"]["r"] == pytest.approx(3 / 5)
    # Two of the pairs' halves at 2/3 each and e at 1, over five clusters and over three.
    assert alone["CEAF-e"]["p"] == pytest.approx((2 / 3 + 2 / 3 + 1) / 5)
    assert alone["CEAF-e"]["r"] == pytest.approx((2 / 3 + 2 / 3 + 1) / 3)
    assert (alone["LEA"]["p"], alone["LEA"]["r"]) == (1 / 5, 1 / 5)
    one = score_clusters(key, clusters("abcde"))
    assert (one["MUC"]["p"], one["MUC"]["r"]) == (2 / 4, 1.0)
    assert one["B-cubed"]["p"] == pytest.approx((2 * 2 / 5 + 2 * 2 / 5 + 1 / 5) / 5)
    assert one["CEAF-e"]["p"] == pytest.approx(4 / 7)
    assert one["LEA"]["p"] == pytest.approx(2 / 10)
    assert one["LEA"]["r"] == pytest.approx(4 / 5)


def test_the_same_clusters_score_one_whatever_their_order() -> None:
    rows = score_clusters(clusters("abc d ef"), clusters("fe cab d"))
    assert {row["f1"] for row in rows.values()} == {1.0}


def test_what_is_no_clustering_is_refused() -> None:
    with pytest.raises(ValueError, match="a mention stands twice in the response"):
        score_clusters(clusters("ab"), clusters("ab b"))
    with pytest.raises(ValueError, match="an empty cluster in the key"):
        score_clusters([""], clusters("a"))


LABELS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=10)


@settings(max_examples=60, deadline=None)
@given(LABELS)
def test_ceaf_pairs_the_clusters_as_well_as_any_pairing_does(pairs: list[tuple[int, int]]) -> None:
    key = [[m for m, (k, _) in enumerate(pairs) if k == label] for label in range(4)]
    response = [[m for m, (_, r) in enumerate(pairs) if r == label] for label in range(4)]
    key, response = [c for c in key if c], [c for c in response if c]

    def alike(k: list[int], r: list[int]) -> float:
        return 2 * len(set(k) & set(r)) / (len(k) + len(r))

    padded = response + [[-1]] * len(key)
    best = max(
        sum(alike(k, r) for k, r in zip(key, order, strict=False))
        for order in permutations(padded, len(key))
    )
    assert ceaf_e(key, response).r == pytest.approx(best / len(key))
    assert ceaf_e(response, key).p == pytest.approx(best / len(key))
