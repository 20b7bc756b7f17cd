from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.store import open_store
from tests.cli.command import run
from tests.review.archive import archive, join, row

Capsys = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal on which no cell of a table is folded."""
    monkeypatch.setenv("COLUMNS", "200")


@pytest.fixture
def database(tmp_path: Path) -> str:
    with archive(tmp_path / "a.db") as store:
        join(store, {"I000001": ["doc-001/i1", "doc-002/i1"], "I000002": ["doc-003/i1"]})
    return str(tmp_path / "a.db")


def test_decide_see_and_take_back(capsys: Capsys, database: str) -> None:
    ended = run(
        capsys, "review", "accept", database, "I1", "i2", "--author", "ana", "--reason", "ok"
    )
    assert (ended.code, ended.err) == (0, "2 decisions taken down\n")
    assert len(ended.out.split()) == 2
    ended = run(capsys, "review", "list", database, "--json")
    rows = json.loads(ended.out)["rows"]
    assert [(one["action"], one["author"], one["target_id"]) for one in rows] == [
        ("accept", "ana", "I000002"),
        ("accept", "ana", "I000001"),
    ]
    assert run(capsys, "review", "undo", database, rows[0]["batch"], "--author", "ben").code == 0
    shown = run(capsys, "review", "log", database, "I1").out
    assert "undo" in shown
    assert "(undone)" in shown
    assert run(capsys, "review", "undo", database, "--last", "--author", "ana").code == 1


def test_edit_and_what_is_wrong_with_it(capsys: Capsys, database: str) -> None:
    run(capsys, "review", "edit", database, "I1", "killed_best=12", "place_name=Kutum market")
    shown = run(capsys, "review", "log", database, "I1").out
    assert "killed_best: 10 -> 12" in shown
    assert "Kutum market" in shown
    ended = run(capsys, "review", "edit", database, "I1", "type=bomb")
    assert ended.code == 1
    assert "type cannot be" in ended.err
    assert "valid values: armed_clash" in ended.err
    assert "such as killed_best=12" in run(capsys, "review", "edit", database, "I1", "type").err
    assert "nothing is called 'I99'" in run(capsys, "review", "flag", database, "I99").err


def test_an_explanation_shows_the_programs_value_and_the_reviewers(
    capsys: Capsys, database: str
) -> None:
    assert "reviewed" not in run(capsys, "explain", database, "--incident", "doc-001/i1").out
    run(
        *(capsys, "review", "edit", database, "doc-001/i1", "type=abduction"),
        *("--author", "ana", "--reason", "they were taken away"),
    )
    run(capsys, "review", "accept", database, "doc-001/i1", "--author", "ben")
    out = run(capsys, "explain", database, "--incident", "doc-001/i1").out
    assert "reviewed: verdict accepted (last ben)" in out
    assert (
        "reviewed: type abduction by ana, where the program has attack: they were taken away" in out
    )
    told = json.loads(run(capsys, "explain", database, "--incident", "doc-001/i1", "--json").out)
    assert told["reviewed"]["edits"][0]["old"] == "attack"
    run(
        *(capsys, "review", "add", database, "doc-001", "incident", "type=arrests"),
        *("--words", "Residents said", "--author", "ana"),
    )
    with open_store(database) as store:
        added = row(store, "reports", ordinal=2)["id"]
    out = run(capsys, "explain", database, "--incident", added).out
    assert f"{added} was added by ana" in out


def test_grade_work_assign_comment_and_the_queue(capsys: Capsys, database: str) -> None:
    for given in (["grade", "fair"], ["work", "help needed"], ["assign", "Ben"]):
        assert run(capsys, "review", given[0], database, given[1], "I2").code == 0
    assert run(capsys, "review", "comment", database, "see the map", "doc-003").code == 0
    rows = json.loads(run(capsys, "review", "queue", database, "--json").out)["rows"]
    assert [one["target_id"] for one in rows] == ["I000002", "I000001"]
    assert rows[0]["reasons"][0] == "help needed"
    assert "good" in run(capsys, "review", "grade", database, "good", "I2").err
    assert run(capsys, "review", "grade", database, "none", "I2").code == 0


def test_add_by_words(capsys: Capsys, database: str) -> None:
    ended = run(
        *(capsys, "review", "add", database, "doc-001/i1", "role", "role=target"),
        *("--words", "Residents"),
    )
    assert ended.code == 0, ended.err
    ended = run(
        *(capsys, "review", "add", database, "doc-001", "mention", "type=WEAPON"),
        *("--words", "e"),
    )
    assert "stand" in ended.err
    assert "say where, the first at" in ended.err


def test_files_of_two_people_merge(capsys: Capsys, database: str, tmp_path: Path) -> None:
    run(capsys, "review", "flag", database, "I1")
    out = tmp_path / "decisions.jsonl"
    assert run(capsys, "review", "export", database, "-o", str(out)).err == "1 decisions written\n"
    assert run(capsys, "review", "export", database).out == out.read_text("utf-8")
    out.write_text(out.read_text("utf-8") + "{\n", encoding="utf-8")
    ended = run(capsys, "review", "import", database, str(out), "--json")
    assert ended.code == 0
    assert f"rejected: {out}: line 2: not JSON" in ended.err
    assert "0 new, 1 known, 1 rejected" in ended.err
    assert json.loads(ended.out)[str(out)]["known"] == 1
    out.write_text("no decision\n", encoding="utf-8")
    assert run(capsys, "review", "import", database, str(out)).code == 3
    missing = run(capsys, "review", "import", database, str(tmp_path / "absent"))
    assert (missing.code, "cannot read" in missing.err) == (1, True)


def test_conflicts_and_exports_are_listed(capsys: Capsys, database: str) -> None:
    assert json.loads(run(capsys, "review", "conflicts", database, "--json").out)["total"] == 0
    assert json.loads(run(capsys, "review", "exports", database, "--json").out)["rows"] == []


def test_a_merge_is_carried_out(capsys: Capsys, database: str) -> None:
    # The first run joins the incidents by the program's own lights; then a reviewer's word holds.
    assert run(capsys, "reconcile", database).code == 0
    rows = json.loads(run(capsys, "review", "queue", database, "--json").out)["rows"]
    first, *others = sorted(one["target_id"] for one in rows)
    if others:
        ended = run(capsys, "review", "merge", database, first, *others)
        assert ended.code == 0, ended.err
    rows = json.loads(run(capsys, "review", "queue", database, "--json").out)["rows"]
    assert [one["target_id"] for one in rows] == [first]
    ended = run(capsys, "review", "split", database, first, "doc-002/i1", "--json")
    assert ended.code == 0, ended.err
    assert json.loads(ended.out)["incidents"] == [first]
    rows = json.loads(run(capsys, "review", "queue", database, "--json").out)["rows"]
    assert len(rows) == 2
    assert json.loads(run(capsys, "review", "conflicts", database, "--json").out)["total"] == 0
