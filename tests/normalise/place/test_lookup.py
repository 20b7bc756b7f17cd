"""Look-ups in a real compiled file: spelling levels never outvote each other."""

from __future__ import annotations

from dateline.normalise.place import Gazetteer


def test_case_and_marks_are_no_obstacle(gazetteer: Gazetteer) -> None:
    for name in ("Mosul", "MOSUL", "mosul"):
        assert gazetteer.lookup(name)[0].country == "IQ"


def test_a_variant_is_found_only_where_nothing_is_closer(gazetteer: Gazetteer) -> None:
    (best, *_rest) = gazetteer.lookup("Hawijeh")
    assert (best.country, best.level) == ("IQ", 2)
    assert all(entry.level < 2 for entry in gazetteer.lookup("Mosul"))


def test_unknown_names_give_nothing(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Petel-Bana") == ()
    assert gazetteer.lookup("") == ()


NAMED_BY_REPORTS = (
    """
Sahel, Darfur, Donbas, Tigris, Rakhine, Tigray, Bekaa, Bagram, Ghouta, Anbar desert, Cabo Delgado,
Line of Control, Durand Line, Euphrates valley, Qayyara airfield, the Gulf of Aden, Sambisa Forest
""".replace("\n", " ")
    .strip()
    .split(", ")
)


def test_the_own_table_knows_what_reports_name(gazetteer: Gazetteer) -> None:
    for name in NAMED_BY_REPORTS:
        found = gazetteer.lookup(name.removeprefix("the "))
        assert any(entry.id.startswith("own:") for entry in found), name


def test_parts_of_countries_lie_in_their_direction(gazetteer: Gazetteer) -> None:
    north, south = gazetteer.part("IQ", "north"), gazetteer.part("IQ", "south")
    assert north is not None
    assert south is not None
    assert north[0] > 35.5
    assert south[0] < 32
    assert gazetteer.part("XX", "north") is None


def test_nearest_town(gazetteer: Gazetteer) -> None:
    found = gazetteer.nearest(36.34, 43.13, "IQ", 30)
    assert found is not None
    assert found[1] < 15
    assert gazetteer.nearest(0.0, -150.0) is None
