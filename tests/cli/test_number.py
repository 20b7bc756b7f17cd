"""`dateline number`: a table for people, JSON for programs."""

from __future__ import annotations

import json

import pytest

from dateline.cli.number import number


@pytest.mark.parametrize("columns", ["80", "200"])
def test_the_table_shows_bounds_and_rule(
    columns: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert number("At least 12 people were killed since 2014.") == 0
    out = capsys.readouterr().out
    assert "At least 12" in out
    assert "open" in out
    assert "rule:number/at_least" in out
    assert "2014" not in out


def test_json_is_the_record(capsys: pytest.CaptureFixture[str]) -> None:
    assert number("Dozens fled.", as_json=True) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["text"], row["low"], row["best"], row["counted"]) == (
        "Dozens",
        24,
        None,
        "displaced",
    )


def test_words_without_a_quantity_say_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert number("A U.N. official spoke in 2014.") == 0
    assert "no quantity" in capsys.readouterr().out
