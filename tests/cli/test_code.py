from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.config import Config
from tests.cli.command import run
from tests.fake_coder import FakeCoder

Capsys = pytest.CaptureFixture[str]


def test_files_into_a_database_and_again(capsys: Capsys, articles: Path, tmp_path: Path) -> None:
    db = str(tmp_path / "a.db")
    first = run(capsys, "code", str(articles), "--into", db)
    assert first.code == 0
    assert first.out == ""
    assert "3 read: 3 coded, 0 rejected" in first.err
    assert "3 reports" in first.err
    assert "archive: 3 documents, 1 families" in first.err
    again = run(capsys, "code", str(articles), "--into", db)
    assert again.code == 0
    assert "3 unchanged" in again.err
    assert "nothing changed" in again.err


def test_jsonl_puts_only_records_on_stdout(capsys: Capsys, articles: Path) -> None:
    ended = run(capsys, "code", str(articles), "--jsonl")
    records = [json.loads(line) for line in ended.out.splitlines()]
    assert [r["id"] for r in records] == ["doc-3", "doc-4", "doc-5"]
    rows = [json.loads(line) for line in articles.read_text().splitlines()]
    assert [r["text"] for r in records] == [r["text"] for r in rows]
    assert records[0]["synthetic"] is True
    assert "3 coded" in ended.err


def test_the_summary_as_json(capsys: Capsys, articles: Path, tmp_path: Path) -> None:
    ended = run(capsys, "code", str(articles), "--into", str(tmp_path / "a.db"), "--json")
    summary = json.loads(ended.out)
    assert summary["coded"] == 3
    assert summary["archive"]["documents"] == 3


def test_documents_can_be_joined_later(capsys: Capsys, articles: Path, tmp_path: Path) -> None:
    db = str(tmp_path / "a.db")
    coded = run(capsys, "code", str(articles), "--into", db, "--no-reconcile", "--json")
    assert "archive" not in json.loads(coded.out)
    assert json.loads(run(capsys, "reconcile", db, "--json").out)["actors"] == 3
    again = run(capsys, "reconcile", db)
    assert again.code == 0
    assert "archive: 3 documents" in again.err
    assert "nothing new" in again.err


def test_bad_input_is_told_in_one_line_and_kept(
    capsys: Capsys, articles: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.html"
    empty.touch()
    db = str(tmp_path / "a.db")
    ended = run(capsys, "code", str(articles), str(empty), "--into", db)
    assert ended.code == 0
    lines = [line for line in ended.err.splitlines() if line.startswith("rejected: ")]
    assert len(lines) == 1
    assert str(empty) in lines[0]
    assert "1 rejected" in ended.err
    shown = run(capsys, "show", db, "rejects", "--json")
    (reject,) = json.loads(shown.out)
    assert reject["source"] == str(empty)
    assert reject["cure"]


def test_the_database_among_the_articles_is_not_read(
    capsys: Capsys, articles: Path, tmp_path: Path
) -> None:
    db = str(tmp_path / "a.db")
    for _ in range(2):
        ended = run(capsys, "code", str(tmp_path), "--into", db)
        assert "3 read" in ended.err
    assert articles.exists()


def test_the_device_reaches_the_encoder(
    capsys: Capsys, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def load_coder(_config: Config, *, device: str) -> FakeCoder:
        asked.append(device)
        return FakeCoder()

    monkeypatch.setattr("dateline.code.load_coder", load_coder)
    ended = run(capsys, "code", str(articles), "--jsonl", "--device", "cuda", "--jobs", "1")
    assert ended.code == 0
    assert asked == ["cuda"]


def test_a_device_that_cannot_be_used_is_one_line(
    capsys: Capsys, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onnxruntime.get_available_providers", lambda: ["CPUExecutionProvider"])
    ended = run(capsys, "code", str(articles), "--jsonl", "--device", "cuda", "--jobs", "1")
    assert ended.code == 1
    assert ended.err.startswith("error: this onnxruntime has no CUDAExecutionProvider: ")
    assert "pip install onnxruntime-gpu" in ended.err


def test_everything_rejected_is_3(capsys: Capsys, tmp_path: Path) -> None:
    empty = tmp_path / "empty.html"
    empty.touch()
    assert run(capsys, "code", str(empty), "--into", str(tmp_path / "a.db")).code == 3
    assert run(capsys, "code", str(tmp_path / "absent"), "--jsonl").code == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["code", "x.html"], "give --into DB, or --jsonl"),
        (["code", "x.html", "--jsonl", "--json"], "leave --json out"),
        (["code", "--into", "a.db"], "Missing argument"),
        (["code", "x", "--jsonl", "--column", "body"], "FIELD=NAME"),
        (["code", "x", "--jsonl", "--published", "yesterday"], "YYYY-MM-DD"),
        (["code", "x", "--jsonl", "--jobs", "many"], "--jobs"),
        (["code", "x", "--jsonl", "--device", "abacus"], "'cpu', 'cuda'"),
        (["export", "a.db", "--format", "xls", "-o", "d"], "xls"),
        (["show", "a.db", "things"], "things"),
        (["--nope"], "nope"),
        (["dance"], "dance"),
    ],
)
def test_wrong_usage_is_2_in_one_line(capsys: Capsys, arguments: list[str], said: str) -> None:
    ended = run(capsys, *arguments)
    assert ended.code == 2
    assert ended.out == ""
    assert ended.err.startswith("error: ")
    assert ended.err.count("\n") == 1
    assert said in ended.err


def test_a_configuration_with_an_unknown_key_lists_the_valid_ones(
    capsys: Capsys, articles: Path, tmp_path: Path
) -> None:
    config = tmp_path / "my.toml"
    config.write_text("[code]\ntriger = 0.4\n")
    ended = run(capsys, "code", str(articles), "--jsonl", "--config", str(config))
    assert ended.code == 1
    assert ended.err.startswith("error: unknown setting 'code.triger'")
    assert "trigger" in ended.err


def test_a_file_that_is_no_database_is_not_overwritten(
    capsys: Capsys, articles: Path, tmp_path: Path
) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("my only copy")
    ended = run(capsys, "code", str(articles), "--into", str(notes))
    assert ended.code == 1
    assert ended.err.count("\n") == 1
    assert notes.read_text() == "my only copy"


def test_unexpected_errors_are_one_line_unless_debugging(
    capsys: Capsys, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_config: object) -> None:
        raise ZeroDivisionError("weights")

    monkeypatch.setattr("dateline.cli._coding.factory", broken)
    ended = run(capsys, "code", str(articles), "--jsonl")
    assert ended.code == 1
    assert ended.err.startswith("error: unexpected ZeroDivisionError: weights")
    from dateline.cli import main

    with pytest.raises(ZeroDivisionError):
        main(["code", str(articles), "--jsonl", "--debug"])


def test_a_reader_that_leaves_is_not_told(articles: Path) -> None:
    program = (
        "from tests.fake_coder import make_fake_coder; import dateline.cli._coding as c;"
        "c.factory = make_fake_coder; from dateline.cli import main;"
        f"main(['code', {str(articles)!r}, '--jsonl'])"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    said = process.stderr.read()
    assert process.wait(timeout=60) == 1
    assert "Traceback" not in said
    assert "BrokenPipe" not in said


def test_help_and_version_load_no_heavy_library() -> None:
    program = (
        "import sys\nfrom dateline.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'sqlalchemy', 'onnxruntime', 'trafilatura', 'numpy', 'shapely', 'rich.table'}\n"
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert ended.returncode == 0, ended.stderr


def test_version(capsys: Capsys) -> None:
    from dateline import __version__

    assert run(capsys, "--version").out == f"dateline {__version__}\n"
