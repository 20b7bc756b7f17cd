"""Taking place mentions apart."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.normalise.place._parse import parse


@pytest.mark.parametrize(
    ("text", "form", "name"),
    [
        ("Mosul", "name", "Mosul"),
        ("the city of Homs", "name", "Homs"),
        ("Syrian town of Saraqib", "name", "Saraqib"),
        ("western Mosul", "part", "Mosul"),
        ("northern Iraq", "part", "Iraq"),
        ("South Sudan", "name", "South Sudan"),
        ("West Bank", "name", "West Bank"),
        ("20 km south of Qayyara", "offset", "Qayyara"),
        ("about 12 miles northwest of Gao", "offset", "Gao"),
        ("twenty kilometres from Dori", "offset", "Dori"),
        ("north of Aleppo", "direction", "Aleppo"),
        ("forest west of Tin-Akoff", "direction", "Tin-Akoff"),
        ("near Manbij", "near", "Manbij"),
        ("outskirts of Raqqa", "near", "Raqqa"),
        ("road between Kirkuk and Baghdad", "between", "Kirkuk"),
        ("the stretch from Haditha to Rawa", "between", "Haditha"),
        ("Gao-Gossi road", "between", "Gao"),
        ("road to Gossi", "road_to", "Gossi"),
        ("Syrian border", "border", ""),
        ("border with Mali", "border", ""),
        ("Kyrgyz-Tajik border", "border", ""),
        ("village", "common", ""),
        ("Syrian capital", "capital", ""),
        ("southern Philippine island of Mindanao", "name", "Mindanao"),
    ],
)
def test_forms(text: str, form: str, name: str) -> None:
    found = parse(text)
    assert (found.form, found.name) == (form, name)


def test_distances_and_directions_are_read() -> None:
    found = parse("some 12 miles north-west of Gao")
    assert found.direction == "northwest"
    assert found.km == pytest.approx(19.3, abs=0.1)


def test_adjectives_give_the_country() -> None:
    assert parse("Iraqi town of Hawija").countries == ("IQ",)
    assert set(parse("Kyrgyz-Tajik border").countries) == {"KG", "TJ"}


def test_capitals_tell_nothing_in_a_report_set_in_capitals() -> None:
    assert parse("THE CITY OF SAN SALVADOR", upper=True).name == "San Salvador"


@given(st.text(max_size=120))
@settings(max_examples=150, deadline=None)
def test_anything_parses(text: str) -> None:
    assert parse(text).form


def test_long_input_is_no_trap() -> None:
    for part in ("north of ", "between a and ", "the ", "A-", "20 km "):
        parse(part * 400)
