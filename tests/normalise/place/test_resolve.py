"""Which place a name means in its document."""

from __future__ import annotations

import pytest

from dateline.normalise.place import Gazetteer, find_places
from dateline.records import Span
from tests.normalise.place.told import near, told


def test_what_follows_a_name_contains_it(gazetteer: Gazetteer) -> None:
    assert near(
        told(gazetteer, "Police in [Long Beach], [CA], said so.")["Long Beach"], 33.8, -118.2
    )
    assert told(gazetteer, "Troops left [Goma], [DRC], on Monday.")["Goma"].country == "CD"
    assert near(told(gazetteer, "He spoke in [Qayyara], [Iraq].")["Qayyara"], 35.8, 43.29)


def test_goma_is_not_in_rwanda(gazetteer: Gazetteer) -> None:
    found = told(gazetteer, "People fled [Goma] into [Rwanda] as rebels came near.")
    assert found["Goma"].country == "CD"
    assert found["Rwanda"].precision == 6


def test_palma_in_a_report_on_mozambique_is_not_in_spain(gazetteer: Gazetteer) -> None:
    found = told(gazetteer, "Gunmen attacked [Palma] in northern [Mozambique], near [Pemba].")
    assert found["Palma"].country == "MZ"
    alone = told(gazetteer, "The bishop of [Palma], in [Spain], said mass in [Madrid].")
    assert alone["Palma"].country == "ES"


def test_a_small_namesake_far_from_the_text_is_refused(gazetteer: Gazetteer) -> None:
    found = told(gazetteer, "Shelling hit [Aleppo] and [Kirkland], [Syria]'s army said in [Homs].")
    value = found["Kirkland"]
    assert value.lat is None
    assert value.unresolved
    assert value.candidates, "what was considered stays to be seen"


def test_a_name_that_the_gazetteer_lacks_says_so(gazetteer: Gazetteer) -> None:
    value = told(gazetteer, "Gunmen raided [Petel-Bana] on Monday.")["Petel-Bana"]
    assert (value.lat, value.precision) == (None, None)
    assert "not in gazetteer" in (value.unresolved or "")


def test_the_neighbours_of_a_name_decide(gazetteer: Gazetteer) -> None:
    text = (
        "A fire in [Paris] closed roads to [Bonham], [Sherman] and [Dallas], [Texas] police said."
    )
    assert told(gazetteer, text)["Paris"].country == "US"
    text = "Ministers from [France] and [Spain] met in [Paris]."
    assert told(gazetteer, text)["Paris"].country == "FR"


def test_the_country_of_the_actors_counts(gazetteer: Gazetteer) -> None:
    marked = "Fighters left [Tripoli Street] and [Al Hillah] at dawn."
    with_country = told(gazetteer, marked, actor_countries=["IQ", "IQ"])
    assert with_country["Al Hillah"].country == "IQ"


def test_every_mention_of_a_name_gets_the_same_place(gazetteer: Gazetteer) -> None:
    text = "[Alexandria] mourns. The mayor of [Alexandria], [La.], said [Alexandria] would rebuild."
    assert near(told(gazetteer, text)["Alexandria"], 31.31, -92.45)


def test_candidates_are_kept_with_their_scores(gazetteer: Gazetteer) -> None:
    value = told(gazetteer, "Two died in [Springfield], [Illinois].")["Springfield"]
    scores = [candidate.score for candidate in value.candidates]
    assert len(scores) > 2
    assert scores == sorted(scores, reverse=True)
    assert value.candidates[0].why


def test_upper_case_reports(gazetteer: Gazetteer) -> None:
    found = told(gazetteer, "[MOSUL], 3 MAR 90 -- TROOPS LEFT [KIRKUK], [IRAQ], YESTERDAY.")
    assert found["MOSUL"].country == "IQ"
    assert found["KIRKUK"].country == "IQ"


def test_a_lost_apostrophe_does_not_hide_the_country(gazetteer: Gazetteer) -> None:
    assert told(gazetteer, "It is [Syrias] longest siege.")["Syrias"].country == "SY"


def test_adjectives_are_their_country(gazetteer: Gazetteer) -> None:
    value = told(gazetteer, "The [Iraqi] army said so.")["Iraqi"]
    assert (value.country, value.precision) == ("IQ", 6)


def test_the_same_input_gives_the_same_output(gazetteer: Gazetteer) -> None:
    text = "[Springfield] and [Columbus] and [Paris] and [the village]."
    assert told(gazetteer, text) == told(gazetteer, text)


def test_spans_outside_the_text_are_an_error(gazetteer: Gazetteer) -> None:
    from dateline.normalise.place import resolve_places

    with pytest.raises(ValueError, match="outside the text"):
        resolve_places("Mosul", [Span(0, 9)], gazetteer)


def test_find_places_needs_no_encoder(gazetteer: Gazetteer) -> None:
    (west, iraq) = find_places("western Mosul, Iraq", gazetteer)
    assert (west.precision, west.country) == (1, "IQ")
    assert iraq.precision == 6
    (unknown,) = find_places("Petel-Bana", gazetteer)
    assert unknown.unresolved
    assert find_places("", gazetteer) == ()


def test_a_small_town_far_from_every_other_place_is_not_meant(gazetteer: Gazetteer) -> None:
    text = "Rebels left [Mosul], [Tal Afar] and [Sinjar] in [Iraq]; the [US] army struck [Berea]."
    value = told(gazetteer, text)["Berea"]
    assert value.lat is None
    assert "km from every other place" in (value.unresolved or "")
