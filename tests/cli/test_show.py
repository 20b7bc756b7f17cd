from __future__ import annotations

import json
from pathlib import Path

import pytest

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
    ended = run(capsys, "show", database)
    assert ended.code == 0
    for words in ("2024-05-17", "Kutum (exact)", "attack", "3/3/?", "Raiders", "synthetic texts"):
        assert words in ended.out
    assert "told reporters." in " ".join(ended.out.split())


@pytest.mark.parametrize("table", ["incidents", "claims", "actors", "documents", "rejects"])
def test_every_table_as_text_and_as_json(capsys: Capsys, database: str, table: str) -> None:
    assert run(capsys, "show", database, table).code == 0
    rows = json.loads(run(capsys, "show", database, table, "--json").out)
    assert len(rows) == (0 if table == "rejects" else 3)


def test_one_document(capsys: Capsys, database: str) -> None:
    rows = json.loads(run(capsys, "show", database, "--document", "doc-4", "--json").out)
    assert [row["id"] for row in rows] == ["doc-4/i1"]
    ended = run(capsys, "show", database, "claims", "--document", "doc-9")
    assert ended.code == 1
    assert "no document 'doc-9'" in ended.err


def test_a_limit_says_what_it_left(capsys: Capsys, database: str) -> None:
    ended = run(capsys, "show", database, "--limit", "1")
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
    for table in ("incidents", "claims", "documents"):
        ended = run(capsys, "show", db, table)
        assert not set(ended.out) & {"\x1b", "\x07", "\u202e", "\r"}
        if table != "incidents":
            assert "[bold red]" in ended.out
