"""`dateline evaluate incidents`: B3 of the joined reports, and what the shared packs reach."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.evaluate.gold.reader import read_annotated
from dateline.evaluate.incidents import annotated_keys, evidence_of, matched_keys, measured
from tests.shared import SHARED, needs_shared

DAYS = {"wire": "2013-06-11", "daily": "2013-06-11", "post": "2013-06-12"}
TEXTS = {
    "wire": "A suicide bomber killed 23 people in Daquq on Tuesday.",
    "daily": "The bomber who killed 23 people in Daquq came in a cement mixer.",
    "post": "A second bomber killed 4 policemen in Daquq on Wednesday.",
}


def _article(name: str) -> dict[str, Any]:
    text = TEXTS[name]
    at = text.index("killed")
    place = {"name": "Daquq", "lat": 35.14, "lon": 44.45, "country": "IQ", "precision": 1}
    return {
        "id": name,
        "text": text,
        "published": DAYS[name],
        "incidents": [
            {
                "id": "i1",
                "type": "suicide_bomb",
                "status": "happened",
                "triggers": [{"start": at, "end": at + 6}],
                "arguments": [],
                "date": {"from": DAYS[name], "to": DAYS[name], "precision": 1},
                "place": place,
                "perpetrators": [],
                "targets": [],
                "toll": [],
                "key": "second" if name == "post" else "first",
            }
        ],
        "claims": [],
        "mentions": [],
    }


def test_rows_of_three_reports_of_two_incidents() -> None:
    gold = [_article(name) for name in TEXTS]
    with evidence_of(gold) as found:
        rows = measured("gold reports", found, annotated_keys(gold))
    assert rows["gold reports, joined: b3"] == {"p": 1.0, "r": 1.0, "f1": 1.0, "reports": 3}
    # The first incident has two reports: alone, each finds half of it.
    assert rows["gold reports, each alone: b3"]["r"] == pytest.approx(2 / 3)
    assert rows["gold reports, one type, day, point: pairs"]["f1"] == 1.0
    assert rows["gold reports: compared"]["r"] == 1.0


def test_a_coded_report_answers_the_annotated_one_whose_words_it_has() -> None:
    gold = [_article("wire")]
    own = [_article("wire")]
    own[0]["incidents"][0]["id"] = "i7"
    assert matched_keys(gold, own) == {"wire/i7": "first"}
    own[0]["incidents"][0]["triggers"] = [{"start": 0, "end": 1}]
    assert matched_keys(gold, own) == {}


@needs_shared
def test_blocking_loses_next_to_nothing_of_the_shared_packs() -> None:
    gold = list(read_annotated(SHARED / "gold" / "dev.jsonl"))
    with evidence_of(gold) as found:
        rows = measured("gold reports", found, annotated_keys(gold))
    assert rows["gold reports: compared"]["r"] >= 0.97
    assert rows["gold reports, joined: b3"]["f1"] >= 0.95
