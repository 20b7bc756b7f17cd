from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import run
from tests.reconcile.families.stories import cut, stories

Capsys = pytest.CaptureFixture[str]


@pytest.fixture
def database(capsys: Capsys, tmp_path: Path) -> str:
    wire, other = stories(2)
    texts = {"wire": wire, "cut": cut(wire), "other": other}
    path = tmp_path / "articles.jsonl"
    rows = [
        {"id": name, "text": text, "outlet": name, "published": "2024-05-17"}
        for name, text in texts.items()
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    db = str(tmp_path / "a.db")
    assert run(capsys, "code", str(path), "--into", db, "--no-reconcile").code == 0
    return db


def test_families_are_listed_with_their_edges(capsys: Capsys, database: str) -> None:
    ended = run(capsys, "families", database)
    assert ended.code == 0
    assert "wire  2 documents" in ended.out
    assert "cut and wire: excerpt, 100% of the one" in ended.out
    assert "3 documents, 2 families, 1 of several documents" in ended.out
    assert "3 new documents, 1 pairs compared" in ended.err


def test_as_json_and_for_one_document(capsys: Capsys, database: str) -> None:
    rows = json.loads(run(capsys, "families", database, "--json").out)
    assert [(row["id"], row["documents"]) for row in rows] == [
        ("other", ["other"]),
        ("wire", ["cut", "wire"]),
    ]
    (edge,) = rows[1]["edges"]
    assert (edge["document"], edge["other"], edge["kind"]) == ("cut", "wire", "derived")
    assert edge["spans"][0][0] < edge["spans"][0][1]
    (row,) = json.loads(run(capsys, "families", database, "--document", "cut", "--json").out)
    assert row["id"] == "wire"
    ended = run(capsys, "families", database, "--document", "absent")
    assert ended.code == 1
    assert "no document 'absent'" in ended.err
