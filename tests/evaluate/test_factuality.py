"""Event factuality files in both formats, and the measures given the events."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.evaluate.factuality import read_factuality, run, score
from dateline.evaluate.files import DataError
from tests.evaluate.fixed_annotator import FixedAnnotator
from tests.shared import SHARED, needs_shared

ROWS = [
    {"text": "Police denied that the bridge was shelled .", "targets": [
        {"span1": [1, 2], "label": 3.0, "span_text": "denied"},
        {"span1": [6, 7], "label": -2.25, "span_text": "shelled"},
    ]},
    {"text": "They may withdraw", "targets": [{"span1": [2, 3], "label": 0}]},
]  # fmt: skip
CONLL = (
    "0\tPolice\t_\tNNP\n1\tdenied\t3.0\tVBD\n2\tthat\t_\tIN\n3\tthe\t_\tDT\n4\tbridge\t_\tNN\n"
    "5\twas\t_\tVBD\n6\tshelled\t-2.25\tVBN\n7\t.\t_\t.\n\n0\tYes\t_\tUH\n\n"
    "0\tThey\t_\tPRP\n1\tmay\t_\tMD\n2\twithdraw\t0\tVB"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("MEANTIME", "UDS_IH2"):
        (tmp_path / name).mkdir()
    lines = "".join(json.dumps(row) + "\n" for row in ROWS)
    (tmp_path / "UDS_IH2" / "dev.jsonl").write_text(lines, encoding="utf-8")
    (tmp_path / "MEANTIME" / "dev.conll").write_text(CONLL, encoding="utf-8")
    return tmp_path


def test_json_lines_are_read(folder: Path) -> None:
    first, second = read_factuality(folder / "UDS_IH2" / "dev.jsonl")
    assert first.id == "UDS_IH2/dev#1"
    assert [(s.of(first.text), label) for s, label in first.events] == [
        ("denied", 3.0), ("shelled", -2.25),
    ]  # fmt: skip
    assert [(s.of(second.text), label) for s, label in second.events] == [("withdraw", 0.0)]


def test_columns_are_read_alike_with_the_sentences_that_have_no_event(folder: Path) -> None:
    texts = read_factuality(folder / "MEANTIME" / "dev.conll")
    lines = read_factuality(folder / "UDS_IH2" / "dev.jsonl")
    assert [(t.text, t.events) for t in texts if t.events] == [(t.text, t.events) for t in lines]
    assert texts[1].text == "Yes"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "no sentence with targets .JSONDecodeError"),
        ("[" * 100_000, "no sentence with targets .RecursionError"),
        ('{"text": "They left"}', "KeyError: 'targets'"),
        ('{"text": "They left", "targets": [{"span1": [1, 2], "label": 3.5}]}', "not within -3"),
        ('{"text": "They left", "targets": [{"span1": [1, 2], "label": NaN}]}', "not within -3"),
        ('{"text": "They left", "targets": [{"span1": [1, 1e999], "label": 1}]}', "OverflowError"),
        ('{"text": "They left", "targets": [{"span1": [2, 3], "label": 1}]}', "no word at tokens"),
        (
            '{"text": "They left", "targets": [{"span1": [1, 2], "label": 1, "span_text": "go"}]}',
            "span_text 'go' is not 'left'",
        ),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str, told: str) -> None:
    path = tmp_path / "dev.jsonl"
    path.write_text(json.dumps(ROWS[0]) + "\n" + line + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=told) as error:
        read_factuality(path)
    assert error.value.where == f"{path}, line 2"


def test_broken_columns_are_named(tmp_path: Path) -> None:
    path = tmp_path / "dev.conll"
    path.write_text("0\tThey\t_\n1 left 3.0\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"fewer than 3 columns: .*dev\.conll, line 2: separate"):
        read_factuality(path)
    path.write_text("0\tThey\tyes\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"'yes'.*line 1: write -3 to 3"):
        read_factuality(path)


def test_other_and_empty_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"use a \.jsonl or \.conll file"):
        read_factuality(tmp_path / "dev.csv")
    (tmp_path / "dev.jsonl").write_text("\n")
    with pytest.raises(DataError, match="no sentence in the file"):
        read_factuality(tmp_path / "dev.jsonl")


def test_correlation_and_error_are_those_counted_by_hand() -> None:
    # Means 1 and 1.5; products of deviations 2*1.5 + 0 + (-2)*(-1.5) = 6; norms 8 and 4.5.
    row = score([3.0, 1.0, -1.0], [3.0, 1.5, 0.0])
    assert row == {"pearson": pytest.approx(6 / 36**0.5), "mae": pytest.approx(0.5), "events": 3}


def test_an_answer_that_never_changes_correlates_with_nothing() -> None:
    assert score([3.0, -3.0], [3.0, 3.0]) == {"pearson": 0.0, "mae": 3.0, "events": 2}


def test_every_event_needs_an_answer() -> None:
    with pytest.raises(ValueError, match="1 predictions for 2 events"):
        score([3.0, -3.0], [3.0])


def test_an_annotator_is_measured_on_each_set(folder: Path) -> None:
    annotator = FixedAnnotator(factual={"denied": 3.0, "shelled": -3.0, "withdraw": 0.0})
    rows = run(folder, annotator)
    assert list(rows) == ["MEANTIME", "UDS_IH2"]
    assert rows["UDS_IH2"] == rows["MEANTIME"]
    assert rows["UDS_IH2"]["mae"] == pytest.approx(0.25)
    assert rows["UDS_IH2"]["pearson"] > 0.99
    with pytest.raises(DataError, match=r"no file SET/test\.jsonl or SET/test\.conll"):
        run(folder, annotator, "test")


@needs_shared
def test_the_counts_are_those_of_the_unified_set() -> None:
    data = SHARED / "data" / "factuality"
    for name, count in (("UDS_IH2/train.jsonl", 22_108), ("MEANTIME/train.conll", 1_012)):
        assert sum(len(t.events) for t in read_factuality(data / name)) == count
