"""Credits: agency, people with bureaus, dateline; each with the words it was read from."""

from __future__ import annotations

import pytest

from dateline.read import document_from_text
from dateline.records import Document
from tests.read.samples import PARAGRAPHS, TITLE
from tests.shared import SHARED, needs_shared

BODY = PARAGRAPHS[0]


def _lead(opening: str) -> Document:
    return document_from_text(f"{TITLE}\n{opening}{BODY}\n{PARAGRAPHS[1]}")


@pytest.mark.parametrize(
    ("opening", "place", "date", "agency"),
    [
        ("MOSUL, Iraq (Reuters) - ", "MOSUL", None, "Reuters"),
        ("OUAGADOUGOU, Oct 18 (CPS) - ", "OUAGADOUGOU", "Oct 18", "CPS"),
        ("Ouagadougou, 19 Oct. (NIA) -- ", "Ouagadougou", "19 Oct.", "NIA"),
        ("BEDFORD, N.H. (AP) — ", "BEDFORD", None, "Associated Press"),
        ("BEIRUT/AMMAN (Reuters) - ", "BEIRUT/AMMAN", None, "Reuters"),
        ("MOSCOW, April 30. /TASS/. ", "MOSCOW", "April 30", "TASS"),
        ("Zahedan, May 30, RNA - ", "Zahedan", "May 30", "RNA"),
        ("Damascus, (SNNS) - ", "Damascus", None, "SNNS"),
        ("BAGHDAD, March 8 (Xinhua) -- ", "BAGHDAD", "March 8", "Xinhua"),
        ("GUSAU, Nigeria, Feb. 9 (Meridian) - ", "GUSAU", "Feb. 9", "Meridian"),
        ("MOCOA, Colombia, Aug 22, 2004 - ", "MOCOA", "Aug 22, 2004", None),
        ("Oct 19 (Two Rivers Press) - ", None, "Oct 19", "Two Rivers Press"),
        ("(EPA-East) - ", None, None, "EPA-East"),
        ("Dibrugarh, Dec 14: ", "Dibrugarh", "Dec 14", None),
        ("PESHAWAR: ", "PESHAWAR", None, None),
        ("GOROM-GOROM. ", "GOROM-GOROM", None, None),
        ("Pemba - ", "Pemba", None, None),
        ("OSH, Oct 25\n", "OSH", "Oct 25", None),
    ],
)
def test_datelines(opening: str, place: str | None, date: str | None, agency: str | None) -> None:
    document = _lead(opening)
    credits = document.credits
    assert (credits.dateline_place, credits.dateline_date, credits.agency) == (place, date, agency)
    (mark,) = [mark for mark in document.marks if mark.kind == "dateline"]
    assert mark.span.of(document.text).strip() == opening.strip()
    if credits.dateline_place_span:
        assert credits.dateline_place_span.of(document.text) == place
    if credits.agency_span:
        assert document.text[credits.agency_span.start :].startswith(agency or "") or agency in (
            "Associated Press",
        )


@pytest.mark.parametrize(
    "opening",
    [
        "",
        "Losses: ",
        "Answer: ",
        "The governor - a former general - said that ",
        "But Mosul, he said - ",
    ],
)
def test_what_is_no_dateline(opening: str) -> None:
    assert _lead(opening).credits.dateline_place is None


def test_a_transcript_has_speakers_not_datelines() -> None:
    text = "SECRETARY ROE: " + BODY + "\nQUESTION: " + BODY + "\nSECRETARY ROE: " + BODY
    assert document_from_text(text).credits.dateline_place is None


def test_a_closing_credit_gives_people_roles_and_bureaus() -> None:
    closing = (
        "(Reporting by Ana Roe in Mosul, Ben Poe in Washington and Cy al-Doe in Baghdad; writing "
        "by Cy al-Doe; additional reporting by Dee el-Foe and Eva van Loe in Cairo. "
        "Editing by F. Moe)"
    )
    document = document_from_text(f"{TITLE}\n{BODY}\n{PARAGRAPHS[1]} {closing}")
    people = [(p.name, p.role, p.bureau) for p in document.credits.people]
    assert people == [
        ("Ana Roe", "reporter", "Mosul"),
        ("Ben Poe", "reporter", "Washington"),
        ("Cy al-Doe", "reporter", "Baghdad"),
        ("Cy al-Doe", "writer", None),
        ("Dee el-Foe", "reporter", "Cairo"),
        ("Eva van Loe", "reporter", "Cairo"),
        ("F. Moe", "editor", None),
    ]
    assert all(p.span and p.name in p.span.of(document.text) for p in document.credits.people)
    assert closing in [m.span.of(document.text) for m in document.marks if m.kind == "credit"]


def test_bylines() -> None:
    cases = {
        "By Ana Roe and Ben Poe": (["Ana Roe", "Ben Poe"], None),
        "By Corazon Roe in MARAWI and Daniel Poe in MANILA": (["Corazon Roe", "Daniel Poe"], None),
        "By Reuters": ([], "Reuters"),
        "By Ana Roe, Associated Press": (["Ana Roe"], "Associated Press"),
        "By Agence France-Presse": ([], "Agence France-Presse"),
        "By GLOBE FOREIGN STAFF": ([], None),
        "From our correspondent in Gusau": ([], None),
    }
    for line, (names, agency) in cases.items():
        document = document_from_text(f"{TITLE}\n{line}\n{BODY}\n{PARAGRAPHS[1]}")
        assert [person.name for person in document.credits.people] == names, line
        assert document.credits.agency == agency, line
        assert "byline" in {mark.kind for mark in document.marks}, line


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("Source: Meridian", "Meridian"),
        ("- Panafrique", "Panafrique"),
        ("(Andes Wire)", "Andes Wire"),
        ("Levant Press", "Levant Press"),
        ("CNW", "CNW"),
        ("AFP", "Agence France-Presse"),
    ],
)
def test_an_agency_named_at_the_end(line: str, agency: str) -> None:
    document = document_from_text(f"{TITLE}\n{BODY}\n{PARAGRAPHS[1]}\n{line}")
    assert document.credits.agency == agency
    assert "credit" in {mark.kind for mark in document.marks}


@pytest.mark.parametrize("line", ["ENDS", "- Ana Roe", "Signed: The Commissioner", "MORE"])
def test_a_last_line_that_names_no_agency(line: str) -> None:
    document = document_from_text(f"{TITLE}\n{BODY}\n{PARAGRAPHS[1]}\n{line}")
    assert document.credits.agency is None


def test_whom_the_speakers_told() -> None:
    told = "'The game is up,' the general told Reuters at the airfield. He told the BBC the same."
    document = document_from_text(f"{TITLE}\n{BODY}\n{told}", outlet="Daily Post")
    assert document.credits.agency == "Reuters"
    assert document.credits.agency_span is not None
    assert document.credits.agency_span.of(document.text) == "Reuters"
    told = "A medic told the BBC and told UNHCR that the market was hit."
    assert document_from_text(f"{TITLE}\n{BODY}\n{told}").credits.agency is None


@needs_shared
def test_the_sample_article() -> None:
    path = next((SHARED / "articles").glob("000_*.txt"))
    credits = document_from_text(path.read_text(encoding="utf-8")).credits
    assert credits.agency == "Reuters"
    bureaus = {person.bureau for person in credits.people if person.bureau}
    assert bureaus == {"Mosul", "Washington", "Baghdad", "Cairo", "London"}
    assert {person.role for person in credits.people} == {"reporter", "writer", "editor"}
