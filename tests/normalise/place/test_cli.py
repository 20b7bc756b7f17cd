"""`dateline place` and `dateline gazetteer`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from dateline.cli import gazetteer as gazetteer_command
from dateline.cli.place import place
from dateline.normalise import place as place_package
from dateline.normalise.place import Gazetteer
from dateline.normalise.place import gazetteer as gazetteer_module


@pytest.fixture
def app(gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> typer.Typer:
    monkeypatch.setenv("DATELINE_CACHE", str(tmp_path))
    monkeypatch.setattr(place_package, "open_gazetteer", lambda **_options: gazetteer)
    monkeypatch.setattr(gazetteer_module, "open_gazetteer", lambda **_options: gazetteer)
    whole = typer.Typer()
    whole.command("place")(place)
    whole.add_typer(gazetteer_command.app, name="gazetteer")
    return whole


def test_place_in_words(app: typer.Typer) -> None:
    result = CliRunner().invoke(app, ["place", "western Mosul, Iraq"])
    assert result.exit_code == 0
    assert "western Mosul: 36.3" in result.stdout
    assert "precision 1" in result.stdout


def test_place_in_json(app: typer.Typer) -> None:
    result = CliRunner().invoke(app, ["place", "Petel-Bana", "--json"])
    (row,) = json.loads(result.stdout)
    assert row["lat"] is None
    assert row["unresolved"]


def test_status(app: typer.Typer) -> None:
    result = CliRunner().invoke(app, ["gazetteer", "status", "--json", "--check"])
    found = json.loads(result.stdout)
    assert found["places"] > 10_000
    assert found["imports"] == []
    assert list(found["damage"].values()) == [None]


def test_add(app: typer.Typer, tmp_path: Path) -> None:
    dump = tmp_path / "IQ.txt"
    cells = ["11", "Qaryat Test", "Qaryat Test", "", "36.3", "43.0", "P", "PPL", "IQ", "", "15"]
    dump.write_text("\t".join([*cells, *[""] * 3, "0", *[""] * 4]) + "\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["gazetteer", "add", str(dump)])
    assert result.exit_code == 0, result.output
    assert "1 places" in result.stdout
    status = CliRunner().invoke(app, ["gazetteer", "status"])
    assert "IQ.txt" in status.stdout
