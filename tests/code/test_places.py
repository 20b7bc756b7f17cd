"""Which of several places linked to an incident is its own."""

from __future__ import annotations

from dateline.code.places import own_place
from dateline.records import PlaceValue


def _place(name: str, lat: float, precision: int, rule: str = "name") -> PlaceValue:
    return PlaceValue(0, len(name), name, lat, -0.2, "BF", None, precision, rule=rule)


def test_a_place_that_says_where_another_is_is_not_the_one_meant() -> None:
    village = _place("Petel-Bana", 14.62, 2, "relative: 20 km north of Gorom-Gorom")
    town = _place("Gorom-Gorom", 14.44, 1)
    found = own_place([(village, 0.9), (town, 0.6)])
    assert found is not None
    assert (found.name, found.precision) == ("Petel-Bana", 2)


def test_without_another_at_it_the_finest_place_is_taken() -> None:
    area = _place("northern Burkina Faso", 13.7, 5, "part")
    town = _place("Gorom-Gorom", 14.44, 1)
    found = own_place([(area, 0.9), (town, 0.6)])
    assert found is not None
    assert found.name == "Gorom-Gorom"
