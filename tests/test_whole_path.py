"""From files to records with the shipped weights: what a user runs on the first day."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

import dateline
from dateline.code import Coder

DEMO = Path(dateline.__file__).parent / "demo" / "archive"


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dateline", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    done = run("demo", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder / "dateline-demo"


def test_the_demo_codes_every_kind_of_file_and_rejects_the_foreign_one(demo: Path) -> None:
    shown = run("show", str(demo / "demo.db"), "documents", "--json", cwd=demo)
    documents = json.loads(shown.stdout)
    sources = {str(d["sources"]) for d in documents}
    for kind in (".html", ".warc.gz", ".jsonl", ".txt"):
        assert any(kind in s for s in sources), kind
    rejects = json.loads(run("show", str(demo / "demo.db"), "rejects", "--json", cwd=demo).stdout)
    assert [r["reason"] for r in rejects] == ["language: es"]


def test_the_demo_finds_incidents_with_dates_places_and_words(demo: Path) -> None:
    with (demo / "exports" / "incidents.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 50
    assert all(row["synthetic"] == "1" and row["sentence"] for row in rows)
    assert sum(bool(row["lat"]) for row in rows) > len(rows) / 2
    assert sum(bool(row["date_from"]) for row in rows) > len(rows) / 2


def test_the_same_run_again_changes_nothing_and_says_so(demo: Path) -> None:
    before = {p.name: p.read_bytes() for p in (demo / "exports").iterdir()}
    again = run("demo", cwd=demo.parent)
    assert "nothing changed" in again.stdout + again.stderr
    assert {p.name: p.read_bytes() for p in (demo / "exports").iterdir()} == before


def test_one_process_and_two_write_the_same_bytes(tmp_path: Path) -> None:
    written = [run("code", str(DEMO), "--jsonl", "--jobs", n, cwd=tmp_path).stdout for n in "12"]
    assert written[0] == written[1]
    assert len(written[0].splitlines()) == 25


def test_the_published_date_is_what_relative_times_count_from(coder: Coder) -> None:
    text = "A car bomb killed four soldiers near Kirkuk on Tuesday, police said."
    with_date = coder(text, published="2013-06-13")
    times = [t for t in with_date.times if "Tuesday" in t.text]
    assert [(t.date_from, t.date_to, t.precision) for t in times] == [
        ("2013-06-11", "2013-06-11", 1)
    ]
    without = coder(text)
    unresolved = [t for t in without.times if "Tuesday" in t.text]
    assert unresolved
    assert all(t.date_from is None and t.unresolved for t in unresolved)


def test_every_value_of_a_record_shows_its_words(coder: Coder) -> None:
    text = (
        "Rebels shelled Marea on Friday, killing at least 12 civilians, "
        "a doctor told the Northline agency.\nThe army denied that it had lost the town."
    )
    record = coder(text, published="2016-05-28")
    assert record.reports
    for report in record.reports:
        assert report.triggers
        assert all(text[t.start : t.end].strip() for t in report.triggers)
        assert all(a.origin.by for a in report.arguments)
        for value in (report.date, report.place):
            assert value is None or value.span is not None or value.origin.note
        assert all(text[t.span.start : t.span.end] for t in report.toll)
    for claim in record.claims:
        assert text[claim.content.start : claim.content.end].strip()


def test_import_is_light() -> None:
    """Heavy libraries load when they are needed, so that scripts and --help start at once."""
    heavy = ("onnxruntime", "sqlalchemy", "trafilatura", "shapely")
    code = f"import sys, dateline; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("content", ["<html><body>", "\x00\x01\x02", ""])
def test_bad_input_costs_nothing_else(tmp_path: Path, content: str) -> None:
    (tmp_path / "bad.html").write_text(content)
    (tmp_path / "good.txt").write_text(
        "Gunmen killed three people in the market of Baga on Monday, residents said by telephone."
    )
    done = run("code", "bad.html", "good.txt", "--into", "x.db", "--jobs", "1", cwd=tmp_path)
    assert done.returncode == 0
    assert "bad.html" in done.stderr
    only_bad = run("code", "bad.html", "--into", "y.db", cwd=tmp_path)
    assert only_bad.returncode == 3
    assert run("code", "good.txt", cwd=tmp_path).returncode == 2
    assert (tmp_path / "x.db").exists()
