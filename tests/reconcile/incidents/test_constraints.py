"""Reviewers' words on pairs: what follows from them, and which of two that contradict holds."""

from __future__ import annotations

import itertools

import pytest

from dateline.reconcile.incidents import Constraints, settle

REPORTS = ("a", "b", "c", "d")


def test_together_carries_over_and_apart_holds_for_whole_groups() -> None:
    settled = settle(Constraints((("b", "a"), ("b", "c")), (("c", "d"),)), REPORTS)
    assert settled.group == {"a": "a", "b": "a", "c": "a", "d": "d"}
    assert settled.apart["d"] == {"a", "b", "c"}
    assert settled.apart["a"] == {"d"}


@pytest.mark.parametrize(("newer", "one"), [("together", True), ("apart", False)])
def test_of_two_decisions_on_a_pair_the_newer_holds(newer: str, one: bool) -> None:
    pairs: dict[str, tuple[tuple[str, str], ...]] = {
        "together": (("a", "b"), ("b", "c")),
        "apart": (("a", "c"),),
    }
    ages = {("a", "b"): "2024-01-01", ("b", "c"): "2024-01-01", ("a", "c"): "2024-01-01"}
    for pair in pairs[newer]:
        ages[pair] = "2024-02-01"
    settled = settle(Constraints(**pairs, decided=ages), REPORTS)
    assert (settled.group["a"] == settled.group["c"]) is one
    assert len(settled.overruled) == 1


def test_the_order_in_which_constraints_are_given_changes_nothing() -> None:
    together, apart = (("a", "b"), ("c", "b"), ("d", "c")), (("d", "a"),)
    outcomes = {
        repr(settle(Constraints(tuple(order), apart), REPORTS))
        for order in itertools.permutations(together)
    }
    assert len(outcomes) == 1


def test_reports_that_are_gone_are_left_out() -> None:
    assert settle(Constraints((("a", "x"),), (("y", "b"),)), REPORTS).group == {}
