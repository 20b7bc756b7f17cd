"""`dateline explain --why` says what speaks for and against two incidents or reports being one."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from dateline.records import Document
from dateline.run.reconcile import update_archive
from dateline.store import open_store
from tests.cli.command import run
from tests.store.archive import put

Capsys = pytest.CaptureFixture[str]

TEXTS = {
    "wire": "Drones killed 38 people in Kutum, medics told the paper. The market burned.",
    "daily": "Drones killed 38 people in Kutum, medics said. Rebels killed 3 people in Petel-Bana.",
    "herald": "Gunmen killed 14 people in Petel-Bana. Survivors walked to the next town.",
}


@pytest.fixture
def database(tmp_path: Path) -> str:
    db = str(tmp_path / "a.db")
    with open_store(db, create=True) as store:
        put(
            store,
            [
                Document(id=name, text=text, published=date(2024, 5, 16), source=f"{name}.txt")
                for name, text in TEXTS.items()
            ],
        )
        update_archive(store)
    return db


def test_two_reports_of_one_incident_tell_what_joined_them(capsys: Capsys, database: str) -> None:
    ended = run(capsys, "explain", database, "--why", "wire/i1", "daily/i1")
    assert ended.code == 0
    for words in ("wire/i1 and daily/i1: joined", "date: same day", "place: within 6 km", "Kutum"):
        assert words in ended.out


def test_two_incidents_that_one_document_tells_apart_say_so(capsys: Capsys, database: str) -> None:
    told = json.loads(
        run(capsys, "explain", database, "--why", "daily/i1", "daily/i2", "--json").out
    )
    assert told["outcome"] == "apart"
    assert told["same_documents"] == ["daily"]
    assert "as two incidents" in told["because"]
    pair = told["pairs"][0]
    total = pair["bias"] + sum(feature["weight"] for feature in pair["features"])
    assert total == pytest.approx(pair["score"], abs=1e-4)


def test_incidents_are_named_by_short_identifiers(capsys: Capsys, database: str) -> None:
    ended = run(capsys, "explain", database, "--why", "I1", "I2")
    assert ended.code == 0
    assert "I1 and I2: apart" in ended.out
    assert "threshold" in ended.out


@pytest.mark.parametrize(
    ("ids", "words"),
    [(("I1", "I999"), "no incident or report 'I999'"), (("I1", "I1"), "the same twice")],
)
def test_wrong_identifiers_are_told(
    capsys: Capsys, database: str, ids: tuple[str, str], words: str
) -> None:
    ended = run(capsys, "explain", database, "--why", *ids)
    assert ended.code != 0
    assert words in ended.err


def test_one_kind_of_question_at_a_time(capsys: Capsys, database: str) -> None:
    ended = run(capsys, "explain", database, "--why", "I1", "I2", "--incident", "wire/i1")
    assert ended.code == 2
