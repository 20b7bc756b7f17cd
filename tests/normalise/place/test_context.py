"""Roundups, buildings near a town, pairs of names, surnames: places that the context decides."""

from __future__ import annotations

import pytest

from dateline.normalise.place import Gazetteer
from dateline.normalise.place._focus import item_heads
from dateline.normalise.place._parse import parse
from dateline.records import Span
from tests.normalise.place.told import near, told

ROUNDUP = (
    "FACTBOX - Security developments in [Iraq]\n"
    "* [KIRKUK] - Three mortar rounds landed on a [market].\n"
    "* [RAMADI] - Gunmen stopped a bus near [Haditha] and took it to a [school].\n"
    "* [MOSUL] - Police found two bodies on a [roof].\n"
)


def test_an_item_of_a_roundup_happens_where_it_is_headed(gazetteer: Gazetteer) -> None:
    found = told(gazetteer, ROUNDUP)
    assert near(found["market"], 35.47, 44.39)
    assert near(found["roof"], 36.34, 43.12)


def test_one_dateline_is_no_roundup() -> None:
    text = "KIRKUK, Iraq - Gunmen killed two men in Hawija."
    assert item_heads(text, [Span(0, 6), Span(40, 46)]) == ()


def test_an_airbase_near_a_town_is_the_one_that_the_text_names(gazetteer: Gazetteer) -> None:
    text = (
        "Missiles struck an [airbase] near the city of [Homs], [Syria]. "
        "[Shayrat airbase] was badly damaged, a witness said."
    )
    assert near(told(gazetteer, text)["airbase"], 34.49, 36.91, 5)


def test_a_town_abroad_is_no_argument_against_one_at_home(gazetteer: Gazetteer) -> None:
    text = (
        "[LONDON] - The army of [Burkina Faso] bombed the Burkinabe town of [Gorom-Gorom], "
        "Burkina Faso's government said. Aid workers in [Paris] count 30 dead in Burkina Faso."
    )
    assert told(gazetteer, text)["Gorom-Gorom"].country == "BF"


def test_two_names_with_one_noun_are_an_area_between_them(gazetteer: Gazetteer) -> None:
    name = "Anbar and Nineveh provinces"
    value = told(gazetteer, f"Clashes went on in [{name}], [Iraq].")[name]
    assert (value.rule, value.precision, value.country) == ("both", 5, "IQ")
    assert value.lat is not None
    assert 33.0 < value.lat < 36.2


def test_a_surname_is_no_town(gazetteer: Gazetteer) -> None:
    text = "Abu Omar al-Haditha fled to [Mosul], [Iraq]. [Haditha] was seen in May."
    person = Span(0, len("Abu Omar al-Haditha"))
    found = told(gazetteer, text, persons=(person,))
    assert found["Haditha"].lat is None
    assert "surname" in (found["Haditha"].unresolved or "")
    assert told(gazetteer, text)["Haditha"].lat is not None


def test_a_town_stays_one_after_a_preposition_of_place(gazetteer: Gazetteer) -> None:
    text = "Abu Omar al-Haditha died in [Haditha], [Iraq]."
    found = told(gazetteer, text, persons=(Span(0, len("Abu Omar al-Haditha")),))
    assert near(found["Haditha"], 34.14, 42.38)


def test_a_capital_stays_one_whoever_bears_its_name(gazetteer: Gazetteer) -> None:
    text = "Jack London wrote it. [London] denied the strike."
    found = told(gazetteer, text, persons=(Span(0, len("Jack London")),))
    assert found["London"].country == "GB"


@pytest.mark.parametrize(
    ("text", "form", "name", "direction"),
    [
        ("N. Syria", "part", "Syria", "north"),
        ("S. Sudan", "name", "South Sudan", ""),
        ("W.Va.", "name", "W.Va", ""),
        ("northern and eastern Syria", "part", "Syria", "northeast"),
        ("northern and northeastern Syria", "part", "Syria", "northeast"),
        ("Damascus center", "part", "Damascus", "central"),
        ("Medical Center", "name", "Medical Center", ""),
        ("North Darfur state", "name", "North Darfur", ""),
        ("northern Homs province", "part", "Homs province", "north"),
        ("city's southeast", "common", "", "southeast"),
        ("citys south", "common", "", "south"),
        ("Aleppos southern Hamdaniya", "part", "Hamdaniya", "south"),
        ("several Kurdish areas of Syria", "name", "Syria", ""),
        ("rebel held areas", "common", "", ""),
    ],
)
def test_forms(text: str, form: str, name: str, direction: str) -> None:
    told_as = parse(text)
    assert (told_as.form, told_as.name, told_as.direction) == (form, name, direction)
