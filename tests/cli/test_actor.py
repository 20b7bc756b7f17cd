from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import run

Capsys = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path / "cache"))


def test_candidates_and_the_pick_in_a_country(capsys: Capsys) -> None:
    told = json.loads(run(capsys, "actor", "RSF", "--json").out)
    assert told["seed"] is None
    assert len(told["candidates"]) >= 2
    told = json.loads(run(capsys, "actor", "RSF", "--country", "SD", "--json").out)
    assert told["seed"] == "rapid-support-forces"
    assert "not decided" in run(capsys, "actor", "RSF").out


def test_an_unknown_name_and_a_bad_date(capsys: Capsys) -> None:
    assert "not in the actor list" in run(capsys, "actor", "Bangsa Sulu Command").out
    assert run(capsys, "actor", "RSF", "--published", "soon").code == 2


def test_a_list_is_added_and_then_found(capsys: Capsys, tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text("name,kind,country,aliases\nBangsa Sulu Command,2,PH,BSC\n")
    ended = run(capsys, "actors", "add", str(file))
    assert ended.code == 0
    assert "1 added" in ended.err
    told = json.loads(run(capsys, "actor", "Bangsa Sulu Command", "--json").out)
    assert told["seed"] == "bangsa-sulu-command"
    assert json.loads(run(capsys, "actors", "status", "--json").out)["own"] == 1
    listed = json.loads(run(capsys, "actors", "list", "--own", "--json").out)
    assert [e["name"] for e in listed] == ["Bangsa Sulu Command"]


def test_a_file_that_is_no_list_fails_in_one_line(capsys: Capsys, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("a,b\n1,2\n")
    ended = run(capsys, "actors", "add", str(file))
    assert ended.code == 1
    assert "Traceback" not in ended.err
