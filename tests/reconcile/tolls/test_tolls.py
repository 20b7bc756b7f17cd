from __future__ import annotations

import json
import random

import pytest

from dateline.reconcile.tolls import Summary, summarise
from tests.reconcile.tolls.reports import Said, Story, at_least, evidence, exactly

WIRE = Story(
    "wire",
    "A car bomb killed at least 12 people in Hit, a doctor said.",
    outlet="Tigris News Agency",
    numbers=(at_least("at least 12", 12, said=1),),
    said=(Said("killed at least 12 people", "a doctor", "role_only"),),
)
REPRINT = Story(
    "reprint",
    WIRE.text,
    published="2017-03-09",
    outlet="The Morning Post",
    family="wire",
    numbers=WIRE.numbers,
    said=WIRE.said,
)
RADIO = Story(
    "radio",
    "The bombing in Hit left fifteen dead.",
    published="2017-03-09",
    outlet="Radio Furat",
    numbers=(exactly("fifteen", 15),),
)


def _summary(*stories: Story) -> Summary:
    return summarise([evidence(story) for story in stories])


def _bounds(summary: Summary, what: str = "killed", of: str = "total") -> tuple[object, ...]:
    toll = summary.toll(what, of)
    return (toll.low, toll.best, toll.high) if toll else ()


def _kinds(summary: Summary) -> dict[str, str]:
    return {f"{e.document_id} {e.words.text}": e.kind for e in summary.entries}


def test_one_report_is_the_toll() -> None:
    assert _bounds(_summary(WIRE)) == (12, 12, None)


def test_a_reprint_counts_once() -> None:
    summary = _summary(WIRE, REPRINT)
    assert _kinds(summary) == {"wire at least 12": "stated", "reprint at least 12": "copy"}
    assert [e.counted for e in summary.entries] == [True, False]
    assert summary.sources.count == 1


def test_a_later_number_closes_at_least() -> None:
    assert _bounds(_summary(WIRE, RADIO)) == (12, 15, 15)


def test_the_latest_number_is_best_where_nobody_agrees() -> None:
    later = Story(
        "paper",
        "The bombing killed 18 people.",
        published="2017-03-11",
        outlet="Ramadi Today",
        numbers=(exactly("18", 18),),
    )
    toll = _summary(WIRE, RADIO, later).toll("killed")
    assert toll
    assert (toll.low, toll.best, toll.high, toll.rule) == (12, 18, 18, "latest")
    assert toll.contested


def test_a_number_that_sources_agree_on_outweighs_a_later_single_one() -> None:
    agreeing = Story(
        "ministry",
        "The attack killed 15 citizens.",
        published="2017-03-09",
        outlet="Interior Ministry",
        numbers=(exactly("15", 15),),
    )
    single = Story(
        "blog",
        "The Hit bombing killed 40 people.",
        published="2017-03-10",
        outlet="Furat Watch",
        numbers=(exactly("40", 40),),
    )
    toll = _summary(RADIO, agreeing, single).toll("killed")
    assert toll
    assert (toll.low, toll.best, toll.high, toll.rule) == (15, 15, 40, "agreed")


def test_an_update_outweighs_agreement_and_leaves_the_old_number_as_low() -> None:
    update = Story(
        "followup",
        "Two more died on Friday, bringing the toll to 17.",
        published="2017-03-11",
        outlet="Tigris News Agency",
        numbers=(exactly("17", 17),),
    )
    summary = _summary(WIRE, RADIO, update)
    assert _bounds(summary) == (12, 17, 17)
    assert _kinds(summary)["followup 17"] == "update"


def test_an_old_number_told_again_does_not_count() -> None:
    update = Story(
        "followup",
        "The governor said 17 people died, up from an earlier figure of 9.",
        published="2017-03-11",
        outlet="Ramadi Today",
        numbers=(exactly("17", 17), exactly("9", 9)),
    )
    summary = _summary(RADIO, update)
    assert _kinds(summary)["followup 9"] == "earlier"
    assert _bounds(summary) == (15, 17, 17)


def test_what_a_speaker_corrects_downward_is_withdrawn() -> None:
    first = Story(
        "first",
        "The hospital counted 143 wounded.",
        outlet="Radio Furat",
        numbers=(exactly("143", 143, said=1, what="injured"),),
        said=(Said("143 wounded", "hospital", "institution"),),
    )
    second = Story(
        "second",
        "The hospital corrected its figure to 134 wounded.",
        published="2017-03-10",
        outlet="Radio Furat",
        numbers=(exactly("134", 134, said=1, what="injured"),),
        said=(Said("134 wounded", "hospital", "institution", act="correct"),),
    )
    summary = _summary(first, second)
    assert _kinds(summary) == {"first 143": "withdrawn", "second 134": "correction"}
    assert _bounds(summary, "injured") == (134, 134, 134)


def test_a_part_is_not_added() -> None:
    story = Story(
        "wire",
        "The bomb killed 16 people, six of them policemen, including two officers.",
        numbers=(exactly("16", 16), exactly("six", 6, of="side_b"), exactly("two", 2)),
    )
    summary = _summary(story)
    assert _bounds(summary) == (16, 16, 16)
    assert _kinds(summary) == {"wire 16": "stated", "wire six": "part", "wire two": "part"}


def test_sides_of_one_report_are_added_up() -> None:
    story = Story(
        "clash",
        "The fighting killed three soldiers and seven insurgents.",
        type="armed_clash",
        numbers=(exactly("three", 3, of="side_b"), exactly("seven", 7, of="side_a")),
    )
    summary = _summary(story)
    toll = summary.toll("killed")
    assert toll
    assert (toll.best, toll.rule) == (10, "sum_of_sides")
    assert _bounds(summary, of="side_a") == (7, 7, 7)
    assert _bounds(summary, of="side_b") == (3, 3, 3)


def test_one_report_s_civilians_are_another_s_soldiers() -> None:
    civilians = Story("a", "It killed 5 men.", numbers=(exactly("5", 5, of="civilians"),))
    soldiers = Story("b", "It killed five.", outlet="b", numbers=(exactly("five", 5, of="side_b"),))
    assert _bounds(_summary(civilians, soldiers)) == (5, 5, 5)


def test_a_denial_does_not_subtract() -> None:
    denial = Story(
        "army",
        "The army said no one was hurt in the bombing.",
        published="2017-03-10",
        outlet="General Staff",
        numbers=(exactly("no one", 0),),
    )
    summary = _summary(RADIO, denial)
    assert _bounds(summary) == (15, 15, 15)
    assert _kinds(summary)["army no one"] == "denied"


def test_no_one_hurt_is_a_toll_of_zero() -> None:
    story = Story("a", "No one was killed.", numbers=(exactly("No one", 0),))
    assert _bounds(_summary(story)) == (0, 0, 0)


@pytest.mark.parametrize("status", ["planned", "denied"])
def test_what_was_planned_or_denied_has_no_toll(status: str) -> None:
    story = Story("a", "A plot to kill 30.", status=status, numbers=(exactly("30", 30),))
    assert _summary(story).toll("killed") is None


def test_an_author_s_own_claim_does_not_decide() -> None:
    claim = Story(
        "claim",
        "The group said it had killed 60 soldiers.",
        published="2017-03-11",
        outlet="Ramadi Today",
        numbers=(exactly("60", 60, said=1),),
        said=(Said("had killed 60 soldiers", "The group", act="claim_responsibility"),),
    )
    assert _bounds(_summary(RADIO, claim)) == (15, 15, 60)


def test_a_named_victim_does_not_lower_the_toll() -> None:
    named = Story(
        "named",
        "Among the dead was Abbas Nuri, a baker.",
        outlet="Radio Anbar",
        numbers=(exactly("Abbas Nuri", 1),),
    )
    assert _bounds(_summary(RADIO, named)) == (15, 15, 15)


def test_unknown_stays_unknown() -> None:
    summary = _summary(Story("a", "A bomb went off."))
    assert summary.columns()["killed_best"] is None
    assert summary.tolls == ()


def test_the_order_of_reports_does_not_matter() -> None:
    reports = [evidence(story) for story in (WIRE, REPRINT, RADIO)]
    wanted = summarise(reports)
    for seed in range(5):
        random.Random(seed).shuffle(reports)
        again = summarise(reports)
        assert json.dumps([again.columns(), again.rows()]) == json.dumps(
            [wanted.columns(), wanted.rows()]
        )


def test_rows_fit_their_tables() -> None:
    from dateline.store import schema

    summary = _summary(WIRE, REPRINT, RADIO)
    made = {"id", "created_at", "updated_at", "content_hash", "run_id"}
    table = schema.metadata.tables["incidents"]
    assert summary.columns().keys() == {c.name for c in table.columns} - made
    for name, rows in summary.rows().items():
        columns = {c.name for c in schema.metadata.tables[name].columns} - {"incident_id"}
        assert all(row.keys() == columns for row in rows), name


def test_no_reports_is_no_incident() -> None:
    with pytest.raises(ValueError, match="at least one report"):
        summarise([])


@pytest.mark.parametrize("seed", range(20))
def test_low_best_and_high_are_in_order_whatever_is_told(seed: int) -> None:
    chance = random.Random(seed)
    stories = []
    for n in range(chance.randint(1, 8)):
        numbers = []
        for side in chance.sample(["side_a", "side_b", "civilians", "unknown"], 2):
            value = chance.randint(0, 30)
            make = chance.choice([exactly, at_least])
            numbers.append(make(str(value), value, of=side))
        text = f"Fighting killed {', '.join(number.words for number in numbers)} people."
        published = f"2017-03-{chance.randint(8, 20):02}"
        family = chance.choice([None, "d0"])
        stories.append(
            Story(f"d{n}", text, published, f"Outlet {n}", family=family, numbers=tuple(numbers))
        )
    reports = [evidence(story) for story in stories]
    summary = summarise(reports)
    for toll in summary.tolls:
        assert toll.low is None or toll.best is None or toll.low <= toll.best
        assert toll.high is None or toll.best is None or toll.best <= toll.high
    chance.shuffle(reports)
    assert summarise(reports).rows() == summary.rows()
