"""Conventions may be overridden; a table that cannot be is refused with the reason."""

from __future__ import annotations

import pytest

from dateline.normalise.number import find_numbers, resolve_number


def test_a_vague_word_takes_the_value_of_the_configuration() -> None:
    (number,) = find_numbers("Dozens were killed.", {"vague": {"dozens": 30}})
    assert (number.low, number.best, number.high) == (30, None, None)


def test_the_spread_of_about_is_configurable() -> None:
    (number,) = find_numbers("About 50 houses burned.", {"about": {"share": 0.2}})
    assert (number.low, number.best, number.high) == (40, 50, 60)


def test_the_step_beyond_is_configurable_and_spares_measures() -> None:
    counted, money = find_numbers("More than 40 men took more than $400.", {"beyond": {"step": 5}})
    assert counted.low == 45
    assert money.low == 400


def test_resolve_number_takes_the_same_configuration() -> None:
    number = resolve_number("several", 0, 7, conventions={"vague": {"several": 4}})
    assert number.low == 4


def test_an_unknown_table_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="no table 'vagues'"):
        find_numbers("12", {"vagues": {"dozens": 30}})


def test_a_value_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match=r"vague\.dozens must be a number"):
        find_numbers("12", {"vague": {"dozens": "many"}})
