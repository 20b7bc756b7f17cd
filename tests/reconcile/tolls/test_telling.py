from __future__ import annotations

from dataclasses import replace

from dateline.reconcile.tolls import summarise
from tests.reconcile.tolls.reports import Story, actor, evidence, town

BLAST = Story("a", "A blast tore through a market in Hit on Tuesday.", outlet="a")


def _told(*stories: Story) -> dict[str, object]:
    return summarise([evidence(story) for story in stories]).columns()


def test_the_type_is_that_of_most_independent_sources() -> None:
    strike = replace(BLAST, id="b", outlet="b", type="air_drone_strike")
    reprint = replace(BLAST, id="c", family="a", outlet="c")
    third = replace(BLAST, id="d", outlet="d", type="air_drone_strike")
    told = _told(BLAST, reprint, strike, third)
    assert (told["type"], told["type_report"]) == ("air_drone_strike", "b/i1")
    assert told["event_type"] == "explosions"


def test_done_outweighs_planned_and_doubted() -> None:
    doubted = replace(BLAST, id="b", outlet="b", status="possible", published="2017-03-10")
    planned = replace(BLAST, id="c", outlet="c", status="planned", published="2017-03-01")
    told = _told(doubted, planned, BLAST)
    assert (told["status"], told["status_report"]) == ("happened", "a/i1")


def test_a_siege_that_has_ended_has_happened() -> None:
    siege = replace(BLAST, status="ongoing")
    over = replace(BLAST, id="b", outlet="b", published="2017-03-20")
    assert _told(siege, over)["status"] == "happened"


def test_the_most_precise_date_and_place_are_taken() -> None:
    vague = replace(
        BLAST,
        date=("2017-03", "2017-03", 4),
        place=town("Anbar", 33.0, 42.0, precision=4),
    )
    exact = replace(BLAST, id="b", outlet="b", place=town("Hit", 33.64, 42.83))
    told = _told(vague, exact)
    assert (told["date_from"], told["date_precision"], told["date_report"]) == (
        "2017-03-07",
        1,
        "b/i1",
    )
    assert (told["place_name"], told["place_precision"], told["place_report"]) == ("Hit", 1, "b/i1")


def test_no_date_and_no_place_stay_unknown() -> None:
    told = _told(replace(BLAST, date=None))
    assert told["date_from"] is told["date_report"] is told["place_name"] is None


def test_a_sentence_that_tells_more_than_a_headline_is_chosen() -> None:
    headline = replace(BLAST, id="h", text="Hit blast", outlet="h", published="2017-03-01")
    told = _told(headline, BLAST)
    assert (told["words"], told["words_document"]) == (BLAST.text, "a")


def test_sides_of_one_name_are_one_side_though_nobody_joined_them() -> None:
    known = [
        replace(actor("perpetrator", "Sons of Hit", 2, "IQ"), archive_id=f"A00000{n}")
        for n in (1, 2, 1)
    ]
    renamed = replace(known[2], name="the Sons")
    police = actor("perpetrator", "Sons of Hit", 1, "IQ")
    stories = [
        replace(BLAST, id=name, outlet=name, perpetrators=(side,))
        for name, side in zip("abcd", [known[0], known[1], renamed, police], strict=True)
    ]
    rows = summarise([evidence(story) for story in stories]).rows()["incident_actors"]
    assert [(row["name"], row["kind"], row["reports"]) for row in rows] == [
        ("Sons of Hit", 2, 3),
        ("Sons of Hit", 1, 1),
    ]
    assert rows[0]["archive_actor_id"] == "A000001"
