"""`dateline evaluate NAME --data DIR`: figures for people and programs, and what goes wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.annotate import WeightsError
from dateline.records import Document
from tests.cli.command import run
from tests.evaluate.fixed_annotator import FixedAnnotator, FixedProbe


@pytest.fixture(autouse=True)
def _without_a_model(monkeypatch: pytest.MonkeyPatch) -> None:
    annotator = FixedAnnotator(names={"Juba": "LOC"}, factual={"left": 2.0, "stay": -1.0})
    monkeypatch.setattr("dateline.cli.evaluate.load", lambda _weights: annotator)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    names = tmp_path / "ner" / "BTC" / "CONLL-format" / "data"
    names.mkdir(parents=True)
    (names / "h.conll").write_text("In\tO\nJuba\tB-LOC\nand\tO\nWau\tB-LOC\n")
    facts = tmp_path / "factuality" / "MEANTIME"
    facts.mkdir(parents=True)
    (facts / "test.jsonl").write_text(
        '{"text": "They left", "targets": [{"span1": [1, 2], "label": 3.0}]}\n'
        '{"text": "They stay", "targets": [{"span1": [1, 2], "label": -3.0}]}\n'
    )
    return tmp_path


def test_a_person_gets_a_table(capsys: pytest.CaptureFixture[str], data: Path) -> None:
    ended = run(capsys, "evaluate", "ner", "--data", str(data))
    assert ended.code == 0
    assert "ner, dev, fixed" in ended.out
    (row,) = [line.split() for line in ended.out.splitlines() if line.split()[:1] == ["overall"]]
    assert row == ["overall", "1.000", "0.500", "0.667", "2", "1"]


def test_a_program_gets_json(capsys: pytest.CaptureFixture[str], data: Path) -> None:
    folder = str(data / "factuality")
    ended = run(
        capsys, "evaluate", "factuality", "--data", folder, "--part", "test", "--json"
    )  # fmt: skip
    assert ended.code == 0
    assert json.loads(ended.out) == {
        "benchmark": "factuality",
        "data": folder,
        "part": "test",
        "model": "fixed",
        "rows": {"MEANTIME": {"pearson": pytest.approx(1.0), "mae": 1.5, "events": 2}},
    }


def test_an_unknown_benchmark_is_wrong_usage(
    capsys: pytest.CaptureFixture[str], data: Path
) -> None:
    ended = run(capsys, "evaluate", "conll", "--data", str(data))
    assert ended.code == 2
    assert "gold, muc4, wikievents, ecbplus-triggers, ecbplus, factuality, ner" in ended.err


def test_topics_are_for_ecbplus_alone_and_instead_of_a_part(
    capsys: pytest.CaptureFixture[str], data: Path
) -> None:
    ended = run(capsys, "evaluate", "ner", "--data", str(data), "--topics", "36-45")
    assert (ended.code, "ner has no topics" in ended.err) == (2, True)
    both = ("--part", "test", "--topics", "36-45")
    ended = run(capsys, "evaluate", "ecbplus-triggers", "--data", str(data), *both)
    assert (ended.code, "--part or --topics, not both" in ended.err) == (2, True)


def test_missing_data_are_one_line(capsys: pytest.CaptureFixture[str], data: Path) -> None:
    ended = run(capsys, "evaluate", "ner", "--data", str(data), "--part", "test")
    assert ended.code == 1
    assert ended.err.startswith("error: no text of the part test: ")
    assert ended.err.count("\n") == 1


def test_weights_that_are_none_are_named(
    capsys: pytest.CaptureFixture[str], data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    ended = run(
        capsys, "evaluate", "ner", "--data", str(data), "--weights", str(data / "factuality")
    )
    assert ended.code == 1
    assert "no usable weights" in ended.err
    assert "name other weights by --weights" in ended.err


def test_a_head_that_the_weights_lack_is_one_line(
    capsys: pytest.CaptureFixture[str], data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Headless(FixedAnnotator):
        def probe(self, document: Document) -> FixedProbe:
            _ = document
            raise WeightsError("these weights have no head 'names'", "names.onnx", "use others")

    monkeypatch.setattr("dateline.cli.evaluate.load", lambda _weights: Headless())
    ended = run(capsys, "evaluate", "ner", "--data", str(data), "--weights", "old")
    assert ended.code == 1
    assert ended.err == (
        "error: these weights have no head 'names': old: name other weights by --weights\n"
    )


def test_a_long_run_says_how_far_it_is(
    capsys: pytest.CaptureFixture[str], data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dateline.cli.evaluate._PLAIN_SECONDS", 0.0)
    ended = run(capsys, "evaluate", "factuality", "--data", str(data), "--part", "test")
    assert ended.code == 0
    assert [line.split(",")[0] for line in ended.err.splitlines()] == ["1 texts", "2 texts"]
