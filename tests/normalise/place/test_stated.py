"""Unknown names that take the position the text states, and common nouns the text ties itself."""

from __future__ import annotations

from dateline.normalise.place import Gazetteer
from tests.normalise.place.told import near, told


def test_nearby_is_near_the_place_told_before(gazetteer: Gazetteer) -> None:
    text = "Shells hit [Hawija], [Iraq], and houses in nearby [Tell Zurbani]."
    value = told(gazetteer, text)["Tell Zurbani"]
    assert (value.precision, value.rule) == (2, "relative: near Hawija")
    assert near(value, 35.33, 43.77)


def test_a_distance_without_its_base_counts_from_the_place_before(gazetteer: Gazetteer) -> None:
    text = "A patrol left [Kirkuk], [Iraq]. It struck a mine at [Tell Zurbani], 20 km to the south."
    value = told(gazetteer, text)["Tell Zurbani"]
    assert value.precision == 2
    assert near(value, 35.47 - 0.18, 44.39, 5)


def test_a_village_in_a_town_lies_about_it(gazetteer: Gazetteer) -> None:
    text = "Men were taken from [Tell Zurbani], [Hawija], police in [Iraq] said."
    value = told(gazetteer, text)["Tell Zurbani"]
    assert value.precision == 2
    assert near(value, 35.33, 43.77)


def test_a_list_states_no_position(gazetteer: Gazetteer) -> None:
    text = "Men were taken from [Tell Zurbani], [Mosul] and [Hawija], police in [Iraq] said."
    assert told(gazetteer, text)["Tell Zurbani"].lat is None


def test_an_unknown_name_with_nothing_stated_stays_open(gazetteer: Gazetteer) -> None:
    text = "Police in [Kirkuk], [Iraq], know the men. On Monday they raided [Tell Zurbani]."
    assert told(gazetteer, text)["Tell Zurbani"].lat is None


def test_a_common_noun_is_where_its_own_words_put_it(gazetteer: Gazetteer) -> None:
    text = (
        "[Mosul], [Iraq], was calm. [Mosul] police spoke in [Mosul]. "
        "Gunmen fired on an [outpost] in the [Anbar desert]."
    )
    value = told(gazetteer, text, types=["PLACE"] * 4 + ["FACILITY", "PLACE"])["outpost"]
    assert value.rule == "common noun, at Anbar desert"
    assert value.precision == 5


def test_the_same_noun_again_is_the_same_place(gazetteer: Gazetteer) -> None:
    text = (
        "A bomb hit a [market] in [Hawija], [Iraq]. Troops from [Kirkuk] came, doctors in "
        "[Kirkuk] said. The [market] was shut."
    )
    found = told(
        gazetteer, text, types=["FACILITY", "PLACE", "PLACE", "PLACE", "PLACE", "FACILITY"]
    )
    assert near(found["market"], 35.33, 43.77)


def test_a_numbered_building_is_no_town(gazetteer: Gazetteer) -> None:
    text = "Fighters held [Bridge 27] in [Mosul], [Iraq]. The [city] was shelled."
    assert near(told(gazetteer, text)["city"], 36.34, 43.12)
