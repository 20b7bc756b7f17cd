"""Triggers become incidents: joined where they tell one thing, kept apart where they tell two."""

from __future__ import annotations

from dateline.code.config import CodeConfig
from dateline.code.incidents import group_triggers
from dateline.records import Mark
from tests.code.build import annotation, document, quote

RAID = (
    "Gunmen raided Ouro Kessou on Monday, killing nine villagers.\n"
    "The raid was the second in a month.\n"
    "In 2011 a bombing killed four soldiers there.\n"
)


def test_triggers_of_one_incident_are_joined_and_others_kept_apart() -> None:
    read = annotation(
        RAID,
        [],
        [
            ("raided", "attack", "happened"),
            ("killing", "attack", "happened"),
            ("raid#2", "attack", "happened"),
            ("bombing", "remote_explosive_ied", "happened"),
        ],
        same=[
            ("raided", "killing", 0.95),
            ("raided", "raid#2", 0.9),
            ("killing", "raid#2", 0.7),
            ("raided", "bombing", 0.1),
            ("killing", "bombing", 0.3),
        ],
    )
    groups = group_triggers(document(RAID), read, CodeConfig())
    assert [(g.triggers, g.type) for g in groups] == [
        ((0, 1, 2), "attack"),
        ((3,), "remote_explosive_ied"),
    ]


def test_one_strong_link_does_not_chain_two_incidents_into_one() -> None:
    text = "A strike hit Tal Rifat. Shells fell on Azaz. A blast shook Mare."
    read = annotation(
        text,
        [],
        [
            ("strike", "air_drone_strike", "happened"),
            ("fell", "shelling_artillery_missile", "happened"),
            ("blast", "remote_explosive_ied", "happened"),
        ],
        same=[("strike", "fell", 0.6), ("fell", "blast", 0.6), ("strike", "blast", 0.05)],
    )
    groups = group_triggers(document(text), read, CodeConfig())
    assert [len(g.triggers) for g in groups] == [2, 1]


def test_a_repeated_sentence_adds_triggers_but_no_incident() -> None:
    text = "Rebels shelled Marea, killing two.\nIt went on.\nRebels shelled Marea, killing two.\n"
    again = quote(text, "Rebels shelled Marea, killing two.#2")
    first = quote(text, "Rebels shelled Marea, killing two.")
    read = annotation(
        text,
        [],
        [
            ("shelled", "shelling_artillery_missile", "happened"),
            ("shelled#2", "shelling_artillery_missile", "happened"),
        ],
    )
    marked = document(text, marks=(Mark(again.start, again.end, "repeated", first),))
    assert [g.triggers for g in group_triggers(marked, read, CodeConfig())] == [(0, 1)]
    assert len(group_triggers(document(text), read, CodeConfig())) == 2


def test_a_doubtful_trigger_makes_no_incident() -> None:
    read = annotation(RAID, [], [("raided", "attack", "happened")])
    assert group_triggers(document(RAID), read, CodeConfig(trigger=0.95)) == ()


def test_a_link_to_another_story_tells_no_incident_of_this_one() -> None:
    text = "Two died in a blast.\nREAD MORE: Rebels seize the port of Ras Lanuf.\n"
    link = quote(text, "READ MORE: Rebels seize the port of Ras Lanuf.")
    read = annotation(
        text,
        [],
        [
            ("blast", "remote_explosive_ied", "happened"),
            ("seize", "non_state_overtakes_territory", "happened"),
        ],
    )
    marked = document(text, marks=(Mark(link.start, link.end, "related_link"),))
    assert [g.triggers for g in group_triggers(marked, read, CodeConfig())] == [(0,)]
