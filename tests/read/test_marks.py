"""Marks: what is not reporting, and what stands twice."""

from __future__ import annotations

import pytest

from dateline.read import document_from_text
from dateline.records import MARK_KINDS
from tests.read.samples import PARAGRAPHS, TITLE, marked


def _with(*lines: str) -> str:
    return "\n".join((TITLE, PARAGRAPHS[0], *lines, *PARAGRAPHS[1:]))


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        ("caption", "Pictured: Rescuers search the rubble of the market"),
        ("caption", "FILE PHOTO: Soldiers on patrol in Gorom-Gorom in August"),
        ("caption", "Photo 1 of 7: Survivors arrive on the island"),
        ("caption", "Refugees beside a church in Tentena (file picture)"),
        ("caption", "A man stands amid the ruins of the auction shed"),
        ("caption", "A burnt-out police car in Feriana"),
        ("caption", "A convoy passes the border post, February 3. REUTERS/Ana Roe"),
        ("related_link", "Read more: Ten things to know about the border"),
        ("related_link", "RELATED - Five killed at Jolo market: our report from 2001"),
        ("related_link", "You might also like: Ten ways to mend a shirt"),
        ("furniture", "Scroll down for video"),
        ("furniture", "Advertisement"),
        ("furniture", "ADVERTISEMENT - story continues below"),
        ("furniture", "Sign up for our newsletter to get the latest every morning."),
        ("furniture", "Comments are closed on this article."),
        ("correction", "CORRECTION: An earlier version named the wrong town."),
        ("correction", "(This story corrects the spelling of the town's name in paragraph 2.)"),
        ("correction", "An earlier version of this article gave the wrong day of the attack."),
        ("disclaimer", "The views expressed in this article are the author's own."),
        ("disclaimer", "This material may not be published, broadcast or redistributed."),
        ("credit", "- With inputs from agencies"),
    ],
)
def test_lines_that_are_not_reporting(kind: str, line: str) -> None:
    document = document_from_text(_with(line))
    assert line.strip() in marked(document, kind)
    assert kind in MARK_KINDS


@pytest.mark.parametrize(
    "line",
    [
        "Reuters could not independently verify the report.",
        "Comments by the minister angered the families of the dead.",
        "Corrections officers were among the wounded, the warden said.",
        "12 of 30 hostages were freed on Monday, the army said.",
        "Read out in court, the list had 14 names.",
        "A Reuters/Ipsos poll found that most residents wanted to stay.",
        "Posted in the town since May, the soldiers had no orders to fire.",
        "Published on Monday, the report says that 300 houses were burned.",
        "Redistribution of land was among the rebels' demands.",
        "Close to the market, a second shell fell on a school.",
        "What happens next?",
        "More than 40 members of the group have been killed in air strikes.",
    ],
)
def test_reporting_is_not_marked(line: str) -> None:
    document = document_from_text(_with(line))
    assert not [mark for mark in document.marks if line in mark.span.of(document.text)]


FIRST = (
    "Gunmen on motorcycles killed at least 16 people in a raid on a village in the north late on "
    "Wednesday, and a column sent to the area struck a bomb."
)
LEADER = (
    "Nobody can say for certain where the ISIS 'emir' sleeps, who named himself lord of the two "
    "rivers from a grain silo after his riders took the east bank."
)


@pytest.mark.parametrize(
    ("first", "again"),
    [
        (FIRST, FIRST),
        (FIRST, FIRST.upper()),
        (FIRST, "Gunmen on motorcycles killed at least 16 people in a raid on a village"),
        (FIRST, "Caption: Gunmen on motorcycles killed at least 16 people in a raid on a village"),
        (LEADER, LEADER.replace("ISIS", "Islamic State").removesuffix(".")),
        (
            "The general has deserted his officers in the siege of Tikrit and is said to be "
            "living on a boat.",
            "The general deserts his officers in the siege of Tirkit and is said to be "
            "living on a boat",
        ),
    ],
)
def test_a_sentence_that_stands_again(first: str, again: str) -> None:
    text = "\n".join((TITLE, first, PARAGRAPHS[1], again, PARAGRAPHS[2]))
    document = document_from_text(text)
    (mark,) = [mark for mark in document.marks if mark.kind == "repeated"]
    assert again.endswith(mark.span.of(text))
    assert mark.of is not None
    assert mark.of.of(text) == first


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Three people were killed in an air strike on a market in Aden on Tuesday.",
         "Four people were killed in an air strike on a market in Aden on Tuesday."),
        ("Gunmen attacked an army checkpoint near the town of Aden on Tuesday, police said.",
         "Gunmen attacked an army checkpoint near the town of Taiz on Tuesday, police said."),
        ("Near Mosul, one strike engaged a tactical unit and destroyed a building.",
         "Near Raqqa, one strike engaged a tactical unit and destroyed a building."),
        ("Two soldiers were killed in the attack on the base in Aden, officials said.",
         "Two soldiers were wounded in the attack on the base in Aden, officials said."),
        ("The army denied that it had shelled the market in the town of El Fasher.",
         "The army said that it had shelled the market in the town of El Fasher."),
        ("Rebels took the eastern part of the city on Monday after days of fighting.",
         "Rebels took the western part of the city on Monday after days of fighting."),
        ("The market of the town was shelled on Monday, residents of the town said.",
         "The market of the town was shelled on Tuesday, residents of the town said."),
    ],
)  # fmt: skip
def test_what_is_alike_is_not_a_repetition(one: str, other: str) -> None:
    document = document_from_text("\n".join((TITLE, one, PARAGRAPHS[1], other)))
    assert marked(document, "repeated") == []


def test_a_headline_that_stands_again_and_one_cut_short() -> None:
    variant = "Shelling kills three in Darat Izza as talks go on, U.S"
    document = document_from_text("\n".join((TITLE, variant, *PARAGRAPHS)))
    assert marked(document, "headline") == [TITLE]
    assert marked(document, "related_link") == [variant]
    assert TITLE in marked(document, "repeated")[0]


def test_a_page_saved_as_one_run_of_text() -> None:
    text = f"{TITLE}\nPublished August 6 2016 {TITLE} {' '.join(PARAGRAPHS)} Read Also"
    document = document_from_text(text, title=TITLE)
    assert "Published August 6 2016" in marked(document, "furniture")
    assert marked(document, "repeated") == [TITLE]
    assert marked(document, "related_link") == ["Read Also"]


def test_wrapped_text_is_read_by_paragraph() -> None:
    text = (
        "SAN SALVADOR, 9 JAN 90 (DPA) -- A battalion commander has reported that about\n"
        "50 farmers of various ages were taken from their homes by armed men in the\n"
        "east of the country.  According to him the men were led to the hills and\n"
        "have not been seen since.\n"
        "\n"
        "Meanwhile, three men were killed and seven others were wounded in clashes\n"
        "that took place yesterday in two departments, the same commander said, and\n"
        "a soldier was taken to a hospital in the capital.\n"
    )
    document = document_from_text(text)
    assert document.title is None
    assert document.credits.dateline_place == "SAN SALVADOR"
    assert document.credits.agency == "dpa"
    assert [mark.kind for mark in document.marks] == ["dateline"]
