from __future__ import annotations

from dataclasses import replace

from dateline.reconcile.tolls import summarise
from dateline.reconcile.tolls.contradictions import Contradiction
from tests.reconcile.tolls.reports import Said, Story, actor, evidence, exactly, town

HIT = town("Hit", 33.64, 42.83)
WIRE = Story(
    "wire",
    "A rocket killed 19 people at the fish market in Hit.",
    outlet="Tigris News Agency",
    numbers=(exactly("19", 19),),
    place=HIT,
    perpetrators=(actor("perpetrator", "Men of the Marsh", 2),),
)


def _found(*stories: Story) -> dict[str, Contradiction]:
    summary = summarise([evidence(story) for story in stories])
    assert summary.contested == bool(summary.contradictions)
    return {found.kind: found for found in summary.contradictions}


def test_one_story_told_twice_contradicts_nothing() -> None:
    assert _found(WIRE, replace(WIRE, id="copy", family="wire")) == {}


def test_two_tolls_are_both_told_with_their_words() -> None:
    radio = Story(
        "radio",
        "Twenty-four dead, a nurse said.",
        outlet="Radio Furat",
        numbers=(exactly("Twenty-four", 24, said=1),),
        said=(Said("Twenty-four dead", "a nurse", "role_only"),),
    )
    toll = _found(WIRE, radio)["toll"]
    assert toll.note == "killed: 19, 24"
    assert [(side.document, side.words.text, side.speaker) for side in toll.sides] == [
        ("radio", "Twenty-four", "a nurse"),
        ("wire", "19", None),
    ]


def test_a_running_count_of_one_agency_is_no_contradiction() -> None:
    later = replace(
        WIRE,
        id="later",
        text="The rocket in Hit killed 22 people.",
        published="2017-03-10",
        numbers=(exactly("22", 22),),
    )
    assert _found(WIRE, later) == {}


def test_a_denial_stands_beside_what_is_told() -> None:
    army = Story(
        "army",
        "No shell of ours fell on Hit, the spokesman said.",
        outlet="Joint Command",
        said=(Said("No shell of ours fell on Hit", "the spokesman", "role_only", act="deny"),),
    )
    denial = _found(WIRE, army)["denial"]
    assert denial.note == "denied by the spokesman"
    assert [(side.document, side.value) for side in denial.sides] == [
        ("wire", "happened"),
        ("army", "denied"),
    ]


def test_rival_perpetrators_are_both_kept() -> None:
    local = replace(
        WIRE,
        id="local",
        outlet="Radio Furat",
        perpetrators=(actor("perpetrator", "Harbour Defence Brigade", 3),),
    )
    found = _found(WIRE, local)["perpetrator"]
    assert [side.value for side in found.sides] == ["Harbour Defence Brigade", "Men of the Marsh"]


def test_who_is_only_described_contradicts_no_name() -> None:
    local = replace(
        WIRE,
        id="local",
        outlet="Radio Furat",
        perpetrators=(actor("perpetrator", "unidentified gunmen (Iraq)", 3),),
    )
    assert "perpetrator" not in _found(WIRE, local)


def test_a_clash_told_from_both_sides_has_no_rival_perpetrators() -> None:
    army, marsh = actor("perpetrator", "Iraqi army", 1), actor("target", "Men of the Marsh", 2)
    here = replace(WIRE, type="armed_clash", perpetrators=(army,), targets=(marsh,), numbers=())
    there = replace(
        here,
        id="local",
        outlet="Radio Furat",
        perpetrators=(replace(marsh, role="perpetrator"),),
        targets=(replace(army, role="target"),),
    )
    reports = [replace(evidence(story), event_type="battles") for story in (here, there)]
    assert [c.kind for c in summarise(reports).contradictions] == []


def test_places_and_days_far_apart_are_told() -> None:
    other = replace(
        WIRE,
        id="local",
        outlet="Radio Furat",
        place=town("Mosul", 36.34, 43.13),
        date=("2017-03-05", "2017-03-05", 1),
    )
    found = _found(WIRE, other)
    assert found["place"].note == "place: Mosul, Hit"
    assert found["date"].note == "date: 2017-03-05, 2017-03-07"


def test_one_name_at_two_points_is_no_contradiction_of_sources() -> None:
    gate = replace(WIRE, place=town("mine's gate", -14.1, -72.3))
    other = replace(WIRE, id="local", outlet="Radio Furat", place=town("Mine's gate", -17.0, -72.1))
    assert "place" not in _found(gate, other)
