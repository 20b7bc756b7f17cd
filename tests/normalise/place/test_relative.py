"""Parts, offsets, lines, borders, stated positions and common nouns (codebook 6)."""

from __future__ import annotations

import json

from dateline.normalise.place import Gazetteer
from tests.normalise.place.told import near, told


def test_a_part_of_a_town_is_exact(gazetteer: Gazetteer) -> None:
    value = told(gazetteer, "Bombs fell on [western Mosul].")["western Mosul"]
    assert value.precision == 1
    assert value.lon is not None
    assert value.lon < 43.118
    assert near(value, 36.335, 43.118, 8)


def test_a_part_of_a_country_is_a_vague_region(gazetteer: Gazetteer) -> None:
    value = told(gazetteer, "Clashes spread in [northern Iraq].")["northern Iraq"]
    assert (value.precision, value.country) == (5, "IQ")
    assert near(value, 36.2, 43.5, 90)


def test_an_offset_is_a_point_with_a_ring(gazetteer: Gazetteer) -> None:
    value = told(gazetteer, "They died [20 km south of Mosul].")["20 km south of Mosul"]
    assert value.precision == 2
    assert near(value, 36.335 - 0.18, 43.118, 2)
    assert json.loads(value.geometry or "")["type"] == "Polygon"


def test_between_two_towns_is_a_line(gazetteer: Gazetteer) -> None:
    name = "road between Kirkuk and Baghdad"
    value = told(gazetteer, f"A bomb hit a bus on the [{name}].")[name]
    assert value.precision == 5
    assert near(value, 34.4, 44.4, 15)
    assert json.loads(value.geometry or "")["type"] == "LineString"


def test_a_stretch_follows_its_river(gazetteer: Gazetteer) -> None:
    name = "stretch from Haditha to Ramadi on the Euphrates"
    value = told(gazetteer, f"Troops hold the [{name}] in [Iraq]. The [Euphrates] is low.")[name]
    assert value.precision == 5
    assert len(json.loads(value.geometry or "")["coordinates"]) >= 3


def test_near_a_border(gazetteer: Gazetteer) -> None:
    text = "Trucks were hit in [Sinjar], [Iraq], near the [Syrian border]."
    value = told(gazetteer, text)["Syrian border"]
    assert value.precision == 5
    assert near(value, 36.4, 41.4, 60)


def test_rivers_seas_and_deserts(gazetteer: Gazetteer) -> None:
    found = told(gazetteer, "From the [Anbar desert] to the [Tigris]; ships in the [Red Sea].")
    assert found["Anbar desert"].precision == 5
    assert json.loads(found["Tigris"].geometry or "")["type"] == "LineString"
    assert found["Red Sea"].precision == 7


def test_an_unknown_name_takes_its_stated_position(gazetteer: Gazetteer) -> None:
    text = (
        "Gunmen stormed [Petel-Bana], about 20 km north of [Gorom-Gorom], in [Burkina Faso]. "
        "Residents of [Petel-Bana] fled."
    )
    value = told(gazetteer, text)["Petel-Bana"]
    assert value.precision == 2
    assert value.rule.startswith("relative")
    assert near(value, 14.62, -0.23, 6)


def test_a_known_name_keeps_its_own_place(gazetteer: Gazetteer) -> None:
    text = "Fighting in [Mosul], 350 km north of [Baghdad], went on."
    assert near(told(gazetteer, text)["Mosul"], 36.34, 43.12)


def test_a_road_to_an_unknown_place_uses_its_stated_position(gazetteer: Gazetteer) -> None:
    name = "road between Gorom-Gorom and Petel-Bana"
    text = (
        "Men raided [Petel-Bana], 20 km north of [Gorom-Gorom], [Burkina Faso]. "
        f"A bomb went off on the [{name}]."
    )
    value = told(gazetteer, text)[name]
    assert value.precision == 5
    assert near(value, 14.53, -0.23, 6)


def test_common_nouns_take_the_place_told(gazetteer: Gazetteer) -> None:
    text = (
        "DAKAR (CPS) - The army bombed [Hawija], [Iraq]. "
        "The [town] has one [hospital], which was hit."
    )
    found = told(gazetteer, text, types=["PLACE", "PLACE", "PLACE", "FACILITY"])
    assert near(found["town"], 35.33, 43.77)
    assert near(found["hospital"], 35.33, 43.77)
    assert found["hospital"].rule.startswith("common noun")


def test_a_common_noun_with_nothing_around_stays_open(gazetteer: Gazetteer) -> None:
    value = told(gazetteer, "A [village] was burned.")["village"]
    assert value.lat is None
    assert value.unresolved


def test_the_dateline_is_not_where_things_happened(gazetteer: Gazetteer) -> None:
    text = "[BAGHDAD] (CPS) - A bomb killed two in a [market]. Police closed [Kirkuk], [Iraq]."
    assert near(told(gazetteer, text)["market"], 35.47, 44.39)


def test_the_capital_is_that_of_the_country_told(gazetteer: Gazetteer) -> None:
    assert near(told(gazetteer, "A bomb hit the [Iraqi capital].")["Iraqi capital"], 33.34, 44.4)


def test_a_state_capital_is_the_seat_of_its_state(gazetteer: Gazetteer) -> None:
    text = "Gunmen took the pupils from [Anka], [Nigeria]. They were freed in the [state capital]."
    assert near(told(gazetteer, text)["state capital"], 12.17, 6.66)


def test_an_own_table_of_small_places(gazetteer: Gazetteer) -> None:
    text = "Shells hit [Rumangabo] and [Kibumba], [DRC], on Monday."
    found = told(gazetteer, text)
    assert near(found["Rumangabo"], -1.34, 29.36)
    assert near(found["Kibumba"], -1.5, 29.33)
    # Outside its country such a name is nobody's village.
    assert told(gazetteer, "[Kibumba] Ltd opened in [Leeds], [England].")["Kibumba"].lat is None


def test_an_article_that_lost_its_hyphen(gazetteer: Gazetteer) -> None:
    found = told(gazetteer, "Jets bombed [Urm Alkubra] near [Aleppo], [Syria].")
    assert near(found["Urm Alkubra"], 36.14, 36.97)


def test_a_river_named_like_a_country_is_a_river(gazetteer: Gazetteer) -> None:
    value = told(gazetteer, "The convoy followed the [Niger river] in [Mali].")["Niger river"]
    assert (value.feature, value.precision) == ("STM", 5)
