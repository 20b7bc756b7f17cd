"""`dateline explain` prints an incident or claim with its words, and finds ids near a wrong one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.console import Console

from tests.cli.command import run
from tests.cli.conftest import TEXT

Capsys = pytest.CaptureFixture[str]


@pytest.fixture
def database(capsys: Capsys, articles: Path, tmp_path: Path) -> str:
    db = str(tmp_path / "a.db")
    assert run(capsys, "code", str(articles), "--into", db).code == 0
    return db


def test_an_incident_stands_with_marked_words_scores_and_losers(
    capsys: Capsys, database: str
) -> None:
    ended = run(capsys, "explain", database, "--incident", "doc-4/i1")
    assert ended.code == 0
    for words in (
        "incident doc-4/i1",
        "synthetic text",
        "attack (violence_against_civilians)  0.99  encoder head trigger",
        "not: abduction 0.10",
        "Raiders »killed« 4 people in Kutum",
        "Raiders killed »4« people",
        "4 / 4 / open",
        "role: killed      4  rule fake/words  inherited",
        "14.2000, 24.6600; exact place",
        "code the documents again",
    ):
        assert words in ended.out


def test_a_claim_stands_with_its_source_and_labels(capsys: Capsys, database: str) -> None:
    ended = run(capsys, "explain", database, "--claim", "doc-3/c1")
    assert ended.code == 0
    for words in ("claim doc-3/c1", "»Residents« said", "role_only", "certain", "doc-3/i1"):
        assert words in ended.out


@pytest.mark.parametrize("option", [("--incident", "doc-5/i1"), ("--claim", "doc-5/c1")])
def test_json_is_one_object_with_the_fields(
    capsys: Capsys, database: str, option: tuple[str, str]
) -> None:
    content = json.loads(run(capsys, "explain", database, *option, "--json").out)
    assert content["id"] == option[1]
    assert all({"name", "value", "by", "quotes", "lost"} <= set(f) for f in content["fields"])


def test_an_incident_across_documents_says_whence_its_values_are_and_what_contradicts(
    capsys: Capsys, database: str
) -> None:
    content = json.loads(run(capsys, "explain", database, "--incident", "I1", "--json").out)
    reports = [f"doc-{n}/i1" for n in (3, 4, 5)]
    assert (content["kind"], content["id"]) == ("incident", "I000001")
    assert [joined["report"] for joined in content["reports"]] == reports
    assert {value["report"] for value in content["values"] if value["name"] == "type"} <= set(
        reports
    )
    total = next(toll for toll in content["tolls"] if toll["of"] == "total")
    assert {figure["words"] for figure in total["figures"]} == {"3", "4", "5"}
    shown = run(capsys, "explain", database, "--incident", "I000001").out
    for words in (
        "incident I000001",
        "3 documents",
        f"rule {total['rule']}: ",
        f"dateline explain {database} --incident doc-5/i1",
    ):
        assert words in shown


def test_an_incident_that_is_not_there_or_was_merged_is_told(capsys: Capsys, database: str) -> None:
    absent = run(capsys, "explain", database, "--incident", "I99")
    assert (absent.code, absent.out) == (1, "")
    assert f"dateline show {database} lists the incidents" in absent.err
    assert run(capsys, "review", "split", database, "I1", "doc-4/i1").code == 0
    assert run(capsys, "review", "merge", database, "I1", "I2").code == 0
    gone = run(capsys, "explain", database, "--incident", "I2")
    assert gone.code == 1
    assert "it was merged into I000001" in gone.err


def test_lines_in_a_pipe_are_not_wrapped_or_padded(capsys: Capsys, database: str) -> None:
    out = run(capsys, "explain", database, "--claim", "doc-3/c1").out
    assert not any(line.endswith(" ") for line in out.splitlines())
    assert "The road to the north was closed" not in out.splitlines()[0]


def test_a_terminal_gets_marks_by_style(
    capsys: Capsys, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def terminal() -> Console:
        return Console(force_terminal=True, color_system="standard", width=60, highlight=False)

    monkeypatch.setattr("dateline.cli._explained.out_console", terminal)
    out = run(capsys, "explain", database, "--incident", "doc-4/i1").out
    assert "\x1b[1;7" in out
    assert "»" not in out


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (("--incident", "doc-4/i7"), "there are doc-4/i1"),
        (("--incident", "doc-4"), "there are doc-4/i1"),
        (("--incident", "dok-4/i1"), "doc-4/i1"),
        (("--incident", ""), "doc-3/i1"),
        (("--claim", "doc-4/i1"), "there are doc-4/c1"),
    ],
)
def test_a_wrong_id_is_told_with_the_nearest(
    capsys: Capsys, database: str, given: tuple[str, str], named: str
) -> None:
    ended = run(capsys, "explain", database, *given)
    assert (ended.code, ended.out) == (1, "")
    assert f"no {given[0].lstrip('-')} {given[1]!r}" in ended.err
    assert named in ended.err
    assert f"dateline show {database}" in ended.err


def test_an_archive_without_incidents_says_so(capsys: Capsys, tmp_path: Path) -> None:
    quiet = tmp_path / "quiet.txt"
    quiet.write_text("The council met in the morning. It heard a report on the roads. " * 5)
    db = str(tmp_path / "a.db")
    assert run(capsys, "code", str(quiet), "--into", db).code == 0
    ended = run(capsys, "explain", db, "--incident", "x/i1")
    assert ended.code == 1
    assert "it has no incidents" in ended.err


@pytest.mark.parametrize("given", [(), ("--incident", "doc-3/i1", "--claim", "doc-3/c1")])
def test_one_id_is_needed_and_only_one(
    capsys: Capsys, database: str, given: tuple[str, ...]
) -> None:
    ended = run(capsys, "explain", database, *given)
    assert ended.code == 2
    assert "give --incident ID, --claim ID or --why ID ID" in ended.err


def test_no_database_is_told(capsys: Capsys, tmp_path: Path) -> None:
    ended = run(capsys, "explain", str(tmp_path / "absent.db"), "--incident", "x")
    assert ended.code == 1
    assert ended.err.startswith("error: no database there")


def test_hostile_text_does_not_move_the_terminal(capsys: Capsys, tmp_path: Path) -> None:
    evil = "\x1b[2J\x1b]0;owned\x07 [bold red]Click[/] \u202egnp.exe\u2066\u200f\x9b31m"
    row = {
        "id": f"evil{evil}",
        "text": TEXT.format(n=9) + f"\n\nResidents said {evil} was there. {evil} killed 5 people",
        "title": evil,
        "outlet": evil,
        "published": "2024-05-17",
    }
    path = tmp_path / "evil.jsonl"
    path.write_text(json.dumps(row) + "\n")
    db = str(tmp_path / "a.db")
    run(capsys, "code", str(path), "--into", db)
    for kind, table in (("--incident", "incidents"), ("--claim", "claims")):
        for shown in json.loads(run(capsys, "show", db, table, "--json").out):
            for form in ((), ("--json",)):
                ended = run(capsys, "explain", db, kind, shown["id"], *form)
                assert ended.code == 0
                assert not set(ended.out) & set("\x1b\x07\r\x9b\u202e\u2066\u200f")
        ended = run(capsys, "explain", db, kind, f"{evil}/i9")
        assert not set(ended.err) & set("\x1b\x07\r\x9b\u202e\u2066\u200f")
