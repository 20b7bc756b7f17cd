"""The made-up archive that the workbench is measured with."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from dateline.run.reconcile import update_archive
from dateline.store import open_store
from tests.web.conftest import BENCHMARKS


def make(path: Path, *arguments: str) -> Path:
    command = [sys.executable, str(BENCHMARKS / "archive.py"), str(path), *arguments]
    subprocess.run(command, check=True, capture_output=True)
    return path


def contents(path: Path) -> list[str]:
    with sqlite3.connect(path) as connection:
        lines = list(connection.iterdump())
    return [line for line in lines if 'INTO "schema_version"' not in line]


def _incidents(path: Path) -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as connection:
        return connection.execute("SELECT * FROM incidents ORDER BY id").fetchall()


def test_the_same_seed_gives_the_same_rows(tmp_path: Path) -> None:
    size = ("--incidents", "8", "--documents", "20")
    one = make(tmp_path / "1.db", *size, "--seed", "3")
    two = make(tmp_path / "2.db", *size, "--seed", "3")
    other = make(tmp_path / "3.db", *size, "--seed", "4")
    assert contents(one) == contents(two)
    assert contents(one) != contents(other)


def test_it_is_what_reconciling_makes_of_its_documents(made_archive: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(made_archive.read_bytes())
    with open_store(str(path)) as store:
        changes = update_archive(store)
    assert changes.incidents == 60
    assert (changes.new, changes.changed, changes.removed) == (0, 0, 0)


def test_an_archive_that_holds_something_is_not_written_to(made_archive: Path) -> None:
    before = _incidents(made_archive)
    with pytest.raises(subprocess.CalledProcessError):
        make(made_archive, "--incidents", "2", "--documents", "4")
    assert _incidents(made_archive) == before
