"""Copies of one story are compared as one, whatever order they come in."""

from __future__ import annotations

import random
from dataclasses import replace

from dateline.reconcile.incidents import clusters, signatures
from dateline.reconcile.incidents.copies import copies_of
from tests.reconcile.incidents.tellings import BOMBING, NEXT_DAY, Telling, evidence

WIRE = replace(BOMBING[0], family="wire")


def _paper(name: str, told: Telling = WIRE) -> Telling:
    return replace(told, id=f"{name}/i1")


def _sets(*told: Telling, group: dict[str, str] | None = None) -> list[tuple[str, ...]]:
    made = list(signatures([evidence(one) for one in told]))
    random.Random(3).shuffle(made)
    return [copies.ids for copies in copies_of(made, group)]


def test_copies_in_a_family_are_one_set_with_the_earliest_as_head() -> None:
    late, early = _paper("a"), replace(_paper("b"), published="2013-06-11")
    made = signatures([evidence(late), evidence(early)])
    (found,) = copies_of(made)
    assert found.ids == ("a/i1", "b/i1")
    assert found.head.report_id == "b/i1"
    assert found.documents == frozenset({"a", "b"})


def test_another_figure_or_day_is_no_copy() -> None:
    told = replace(WIRE, killed=None)
    later = replace(WIRE, date="2013-06-12")
    assert len(_sets(WIRE, _paper("a", told), _paper("b", later))) == 3


def test_what_a_document_tells_twice_is_in_two_sets() -> None:
    twice = replace(WIRE, id="wire/i2")
    both = _sets(WIRE, twice, _paper("a"), replace(_paper("a"), id="a/i2"))
    assert sorted(both) == [("a/i1", "wire/i1"), ("a/i2", "wire/i2")]


def test_reports_that_reviewers_joined_to_different_ones_are_no_copies() -> None:
    assert len(_sets(WIRE, _paper("a"), group={"a/i1": "x/i1"})) == 2


def test_the_same_bare_words_without_day_or_place_are_copies_in_a_family_only() -> None:
    bare = Telling("a/i1", "Gunmen shot a man.", "shot", None, None, type="attack")
    assert len(_sets(bare, replace(bare, id="b/i1"))) == 2
    assert len(_sets(replace(bare, family="a"), replace(bare, id="b/i1", family="a"))) == 1


def test_three_hundred_copies_and_another_strike_are_two_incidents_each_copy_with_its_reason() -> (
    None
):
    told = [*(_paper(f"p{n}") for n in range(300)), NEXT_DAY]
    found = clusters([evidence(one) for one in told])
    assert sorted(len(cluster.ids) for cluster in found) == [1, 300]
    for cluster in found:
        for joined in cluster.reports:
            assert joined.nearest != joined.report_id
            assert (joined.by == "alone") is (len(cluster.ids) == 1)
