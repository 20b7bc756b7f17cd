from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.export import TABLES
from dateline.store import open_store, schema
from tests.cli.command import run
from tests.cli.conftest import TEXT

Capsys = pytest.CaptureFixture[str]


@pytest.fixture
def database(capsys: Capsys, articles: Path, tmp_path: Path) -> str:
    db = str(tmp_path / "a.db")
    assert run(capsys, "code", str(articles), "--into", db).code == 0
    return db


@pytest.mark.parametrize("width", ["80", "200"])
def test_incidents_stand_with_their_sentence(
    capsys: Capsys, database: str, monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    carried = "3 documents, 1 family, 1 source" if width == "80" else "3/1/1"
    for table, words in (("incidents", ("I000001", carried)), ("reports", ("doc-3/i1", "3/3/?"))):
        ended = run(capsys, "show", database, table)
        assert ended.code == 0
        expected = ("2024-05-17", "Kutum (exact)", "attack", "Raiders", "synthetic texts", *words)
        for word in expected:
            assert word in ended.out, (table, word)
        assert "told reporters." in " ".join(ended.out.split())


@pytest.mark.parametrize("table", TABLES)
def test_every_table_as_text_and_as_json(capsys: Capsys, database: str, table: str) -> None:
    assert run(capsys, "show", database, table).code == 0
    rows = json.loads(run(capsys, "show", database, table, "--json").out)
    counts = {"incidents": 1, "contradictions": 0, "rejects": 0, "relations": 0, "tombstones": 0}
    at_least = {"sources": 1, "tolls": 3}
    if table in at_least:
        assert len(rows) >= at_least[table]
    else:
        assert len(rows) == counts.get(table, 3)


def test_reports_that_are_not_joined_are_told(
    capsys: Capsys, articles: Path, tmp_path: Path
) -> None:
    db = str(tmp_path / "b.db")
    run(capsys, "code", str(articles), "--into", db, "--no-reconcile")
    ended = run(capsys, "show", db)
    assert f"3 reports are in no incident yet: dateline reconcile {db}" in ended.err
    run(capsys, "reconcile", db)
    assert "in no incident" not in run(capsys, "show", db).err


def test_one_document(capsys: Capsys, database: str) -> None:
    rows = json.loads(run(capsys, "show", database, "--document", "doc-4", "--json").out)
    assert [row["id"] for row in rows] == ["I000001"]
    shown = run(capsys, "show", database, "reports", "--document", "doc-4", "--json")
    assert [row["id"] for row in json.loads(shown.out)] == ["doc-4/i1"]
    ended = run(capsys, "show", database, "claims", "--document", "doc-9")
    assert ended.code == 1
    assert "no document 'doc-9'" in ended.err


def test_a_limit_says_what_it_left(capsys: Capsys, database: str) -> None:
    ended = run(capsys, "show", database, "reports", "--limit", "1")
    assert "... and 2 more" in ended.out


def test_what_is_not_there_is_told(capsys: Capsys, tmp_path: Path) -> None:
    ended = run(capsys, "show", str(tmp_path / "absent.db"))
    assert ended.code == 1
    assert ended.err.startswith("error: no database there")


def test_hostile_text_does_not_move_the_terminal(
    capsys: Capsys, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    evil = "\x1b[2J\x1b]0;owned\x07 [bold red]Click[/] [link=http://x]here[/link] \u202egnp.exe"
    row = {
        "id": "evil",
        "text": TEXT.format(n=9) + f"\n\nResidents said {evil} was there.",
        "title": evil,
        "outlet": evil,
        "published": "2024-05-17",
    }
    path = tmp_path / "evil.jsonl"
    path.write_text(json.dumps(row) + "\n")
    db = str(tmp_path / "a.db")
    run(capsys, "code", str(path), "--into", db)
    for table in ("incidents", "reports", "claims", "documents"):
        ended = run(capsys, "show", db, table)
        assert not set(ended.out) & {"\x1b", "\x07", "\u202e", "\r"}
        if table in ("claims", "documents"):
            assert "[bold red]" in ended.out


@pytest.mark.parametrize("width", ["80", "200"])
def test_the_injured_stand_beside_the_killed(
    capsys: Capsys, database: str, monkeypatch: pytest.MonkeyPatch, width: str
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    assert "inj" not in run(capsys, "show", database, "reports").out.replace("killed / injured", "")
    with open_store(database) as store, store.writing() as connection:
        connection.execute(schema.tolls.update().values(what="injured"))
    told = "injured 3/3/?" if width == "80" else "inj. 3/3/?"
    assert told in run(capsys, "show", database, "reports").out
