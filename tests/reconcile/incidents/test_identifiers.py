"""An incident keeps its identifier while most of its reports stay together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.reconcile.incidents.identifiers import (
    Forward,
    identified,
    incident_id,
    incident_number,
)


def test_new_groups_get_the_next_numbers_in_order() -> None:
    found = identified([["a"], ["b", "c"]], {}, {}, 7)
    assert (found.names, found.last) == (("I000008", "I000009"), 9)
    assert found.forwards == ()


def test_a_grown_incident_keeps_its_identifier() -> None:
    found = identified([["a", "b", "c"]], {"I000004": ["a"]}, {}, 4)
    assert (found.names, found.forwards) == (("I000004",), ())


def test_of_merged_incidents_the_larger_stays_and_the_other_leads_to_it() -> None:
    live = {"I000001": ["a"], "I000002": ["b", "c"]}
    found = identified([["a", "b", "c"]], live, {}, 2)
    assert found.names == ("I000002",)
    assert found.forwards == (Forward("I000001", ("I000002",), "merged"),)


def test_a_split_incident_stays_as_its_largest_part() -> None:
    found = identified([["a"], ["b", "c"]], {"I000001": ["a", "b", "c"]}, {}, 1)
    assert found.names == ("I000002", "I000001")
    assert found.forwards == (Forward("I000001", ("I000002",), "split"),)


def test_an_incident_without_reports_is_removed() -> None:
    found = identified([["x"]], {"I000001": []}, {}, 1)
    assert found.names == ("I000002",)
    assert found.forwards == (Forward("I000001", (), "removed"),)


def test_an_identifier_comes_back_when_its_merge_is_undone() -> None:
    live, gone = {"I000001": ["a", "b"]}, {"I000002": ["b"]}
    found = identified([["a"], ["b"]], live, gone, 2)
    assert found.names == ("I000001", "I000002")
    assert (found.back, found.last) == (("I000002",), 2)


REPORTS = st.lists(st.integers(0, 9), min_size=10, max_size=10)


@given(REPORTS, REPORTS)
def test_identifiers_are_unique_and_every_old_one_is_accounted_for(
    before: list[int], after: list[int]
) -> None:
    def groups(labels: list[int]) -> list[list[str]]:
        return [
            [str(n) for n, label in enumerate(labels) if label == wanted]
            for wanted in sorted(set(labels))
        ]

    first = identified(groups(before), {}, {}, 0)
    live = dict(zip(first.names, groups(before), strict=True))
    second = identified(groups(after), live, {}, first.last)
    assert len(set(second.names)) == len(second.names)
    gone = {f.old for f in second.forwards if f.kind != "split"}
    assert gone | set(second.names) >= set(live)
    assert not gone & set(second.names)
    assert all(set(f.new) <= set(second.names) for f in second.forwards)
    assert set(second.names) - set(live) == {
        incident_number(n) for n in range(first.last + 1, second.last + 1)
    }


@pytest.mark.parametrize("written", ["I12", "i12", " I000012 ", "I000012"])
def test_short_forms_of_an_identifier_are_understood(written: str) -> None:
    assert incident_id(written) == "I000012"


@pytest.mark.parametrize("written", ["", "I", "12", "A12", "I1x", "doc/i1", "I²"])
def test_what_is_no_identifier_is_none(written: str) -> None:
    assert incident_id(written) is None
