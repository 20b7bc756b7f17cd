from __future__ import annotations

from dateline.reconcile.sources import independent_sources
from tests.reconcile.tolls.reports import Said, Story, evidence

WIRE = Story(
    "wire",
    '"They called the names of the elders," Hamidou Boly told the agency. Officials confirmed it.',
    outlet="Continental Press Service",
    agency="CPS",
    said=(
        Said("They called the names of the elders", "Hamidou Boly"),
        Said("confirmed it", "Officials", "anonymous_group", act="confirm"),
    ),
)


def _sources(*stories: Story) -> tuple[int, set[str | None]]:
    found = independent_sources([evidence(story) for story in stories])
    assert found.count == len({row.source for row in found.rows})
    return found.count, {row.speaker for row in found.rows}


def test_two_speakers_of_one_wire_are_one_source() -> None:
    assert _sources(WIRE) == (1, {"Hamidou Boly", "Officials"})


def test_reprints_are_no_source() -> None:
    reprint = Story("post", WIRE.text, outlet="The Post", family="wire", said=WIRE.said)
    assert _sources(WIRE, reprint)[0] == 1


def test_an_outlet_of_its_own_is_a_source_in_its_own_words() -> None:
    radio = Story("radio", "Fifteen people died in the raid.", outlet="Radio Liptako")
    assert _sources(WIRE, radio) == (2, {"Hamidou Boly", "Officials", None})


def test_one_agency_s_stories_are_one_source() -> None:
    again = Story(
        "again",
        "Gunmen raided a village in the north, residents said.",
        published="2017-03-09",
        outlet="Sahel Daily",
        agency="CPS",
        said=(Said("raided a village in the north", "residents", "anonymous_group"),),
    )
    assert _sources(WIRE, again)[0] == 1


def test_a_story_that_names_the_agency_retells_it() -> None:
    retold = Story(
        "retold",
        "The dead were buried on Thursday, Continental Press Service said.",
        published="2017-03-09",
        outlet="The Courier",
        said=(Said("The dead were buried", "Continental Press Service", "media_outlet"),),
    )
    assert _sources(WIRE, retold)[0] == 1


def test_a_story_with_the_same_named_speakers_retells_it() -> None:
    retold = Story(
        "retold",
        "The gunmen had a list of elders, Boly said.",
        published="2017-03-09",
        outlet="The Courier",
        said=(Said("had a list of elders", "Boly"),),
    )
    assert _sources(WIRE, retold)[0] == 1


def test_residents_of_two_documents_are_nobody_in_particular() -> None:
    def story(name: str, text: str) -> Story:
        said = (Said(text.split(", ")[0], "residents", "anonymous_group"),)
        return Story(name, text, outlet=name, said=said)

    wire = story("Tigris News", "The market was hit at noon by two shells, residents said.")
    radio = story("Radio Furat", "A boy of nine bled to death in the street, two residents said.")
    assert _sources(wire, radio)[0] == 2


def test_a_follow_up_with_a_named_person_of_its_own_is_a_source() -> None:
    later = Story(
        "later",
        "A seventeenth body was found in a well, said the chief, Anli Momade.",
        published="2017-03-12",
        outlet="Continental Press Service",
        said=(Said("A seventeenth body was found in a well", "Anli Momade"),),
    )
    assert _sources(WIRE, later)[0] == 2
    unnamed = Story("later", later.text, "2017-03-12", "Continental Press Service")
    assert _sources(WIRE, unnamed)[0] == 1


def test_a_rewrite_s_own_witness_is_a_source() -> None:
    rewrite = Story(
        "rewrite",
        "The two were from Bambari, their brother Ali Saleh told this paper.",
        outlet="Ouaka Libre",
        family="wire",
        said=(Said("The two were from Bambari", "Ali Saleh", own=True),),
    )
    assert _sources(WIRE, rewrite)[0] == 2
