"""Reports of one thing become one incident, whatever order they come in; others stay apart."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.reconcile.evidence import Evidence
from dateline.reconcile.incidents import Constraints, clusters
from tests.reconcile.incidents.tellings import (
    BOMBING,
    DAQUQ,
    ELSEWHERE,
    NEXT_DAY,
    Telling,
    evidence,
)

ALL = [evidence(told) for told in (*BOMBING, NEXT_DAY, ELSEWHERE)]


def _groups(reports: list[Evidence], constraints: Constraints | None = None) -> set[frozenset[str]]:
    return {frozenset(cluster.ids) for cluster in clusters(reports, constraints)}


def _together(a: Telling, b: Telling) -> bool:
    return len(clusters([evidence(a), evidence(b)])) == 1


def test_three_papers_telling_one_bombing_make_one_incident() -> None:
    assert frozenset(told.id for told in BOMBING) in _groups(ALL)


def test_a_second_strike_on_the_same_place_the_next_day_stays_apart() -> None:
    assert frozenset({NEXT_DAY.id}) in _groups(ALL)
    again = replace(BOMBING[0], id="gazette/i1", date="2013-06-12", published="2013-06-13")
    assert _together(BOMBING[0], replace(again, date="2013-06-11"))
    assert not _together(BOMBING[1], replace(NEXT_DAY, killed=None))


def test_other_acts_of_the_day_elsewhere_stay_apart() -> None:
    assert frozenset({ELSEWHERE.id}) in _groups(ALL)


def test_two_reports_of_one_document_stay_two_however_alike() -> None:
    twice = [evidence(BOMBING[0]), evidence(replace(BOMBING[0], id="wire/i2"))]
    assert _groups(twice) == {frozenset({"wire/i1"}), frozenset({"wire/i2"})}
    third = evidence(BOMBING[1])
    assert all(len({i.rpartition("/")[0] for i in g}) == len(g) for g in _groups([*twice, third]))


def test_copies_of_one_wire_tell_the_same_even_where_nothing_dates_or_places_them() -> None:
    told = Telling(
        "a/i1",
        "The shelling of the grain silo killed the miller Yusuf Hamdan and burned the archive.",
        "shelling",
        date=None,
        place=None,
        type="shelling_artillery_missile",
        family="a",
    )
    assert _together(told, replace(told, id="b/i1"))


def test_reports_that_nothing_dates_or_places_do_not_join_by_their_kind_alone() -> None:
    first = Telling(
        "a/i1", "Shelling killed a farmer.", "Shelling", None, None, type="attack", published=""
    )
    other = replace(first, id="b/i1", text="Shelling was heard, a teacher said.")
    assert not _together(first, other)


def test_every_report_is_in_one_incident_and_says_why() -> None:
    found = clusters(ALL)
    assert sorted(i for cluster in found for i in cluster.ids) == sorted(e.report_id for e in ALL)
    for cluster in found:
        for joined in cluster.reports:
            if len(cluster.ids) == 1:
                assert (joined.nearest, joined.score, joined.by) == (None, None, "alone")
            else:
                assert joined.nearest in set(cluster.ids) - {joined.report_id}
                assert joined.by == "model"
                assert ": " in joined.why


@given(st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_the_order_of_reports_changes_nothing(rng: random.Random) -> None:
    shuffled = list(ALL)
    rng.shuffle(shuffled)
    assert clusters(shuffled) == clusters(ALL)


def test_a_reviewer_joins_and_parts_whatever_the_score() -> None:
    a, b, c = (told.id for told in BOMBING)
    joined = Constraints(together=((a, NEXT_DAY.id),))
    assert any({a, NEXT_DAY.id} <= group for group in _groups(ALL, joined))
    parted = Constraints(apart=((a, b),))
    assert not any({a, b} <= group for group in _groups(ALL, parted))
    within = [*ALL, evidence(replace(BOMBING[0], id="wire/i2", place=DAQUQ))]
    same_document = Constraints(together=((a, "wire/i2"),))
    assert any({a, "wire/i2"} <= group for group in _groups(within, same_document))
    assert {a, b, c} in _groups(ALL)


def test_no_reports_no_incidents() -> None:
    assert clusters([]) == ()
