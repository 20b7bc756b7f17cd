"""`dateline time PHRASE`: what a phrase means on a day, for a person and for a program."""

from __future__ import annotations

import json

import typer
from typer.testing import CliRunner

from dateline.cli.time import time

APP = typer.Typer()
APP.command()(time)


def test_a_phrase_is_explained() -> None:
    result = CliRunner().invoke(APP, ["five months ago", "--published", "2017-03-08"])
    assert result.exit_code == 0
    assert "five months ago: 2016-10 (precision 4: a month)" in result.output
    assert "counted from 2017-03-08" in result.output


def test_a_program_gets_one_object_a_line() -> None:
    result = CliRunner().invoke(APP, ["in 2013 and 2014", "--json"])
    rows = [json.loads(line) for line in result.output.splitlines()]
    assert [row["date_from"] for row in rows] == ["2013", "2014"]


def test_without_a_day_a_relative_phrase_stays_open() -> None:
    result = CliRunner().invoke(APP, ["two days ago"])
    assert "no publication date to count from" in result.output


def test_a_day_that_is_none_is_wrong_usage() -> None:
    assert CliRunner().invoke(APP, ["today", "--published", "8 March"]).exit_code == 2
