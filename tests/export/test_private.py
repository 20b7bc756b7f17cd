from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.export import FORMATS, export_archive
from dateline.export.private import WITHHELD
from dateline.records import record_from_json
from dateline.store import Store
from tests.export.archive import STRIKE

PRIVATE = ("Fatima", "Hassan", "Amina", "Saleh", "fatima-hassan")


@pytest.mark.parametrize("format", [f for f in FORMATS if f not in ("xlsx", "parquet")])
def test_no_private_name_is_left_in_any_file(archive: Store, tmp_path: Path, format: str) -> None:
    export_archive(archive, format, tmp_path / "out", public=True)
    text = "".join(path.read_text() for path in (tmp_path / "out").iterdir())
    assert not [name for name in PRIVATE if name in text]


def test_who_is_withheld_and_who_is_kept(archive: Store, tmp_path: Path) -> None:
    export_archive(archive, "csv", tmp_path, public=True)
    about = json.loads((tmp_path / "csv.about.json").read_text())["public"]
    assert about["persons_withheld"] == 2
    assert about["persons"] == {
        "kept: office, command or by-line": 1,
        "withheld: victim": 1,
        "withheld: witness or speaker": 1,
    }
    incidents = (tmp_path / "incidents.csv").read_text()
    assert "Colonel Omar Idris confirmed" in incidents
    assert f"{WITHHELD}, a tea seller" in incidents


def test_records_keep_their_offsets(archive: Store, tmp_path: Path) -> None:
    export_archive(archive, "jsonl", tmp_path, public=True)
    record = record_from_json((tmp_path / "records.jsonl").read_text().splitlines()[0])
    text = record.document.text
    assert len(text) == len(STRIKE)
    assert "█████████████, a tea seller" in text
    assert record.reports[0].triggers[0].of(text) == "struck"


def test_without_the_option_names_stay(archive: Store, tmp_path: Path) -> None:
    export_archive(archive, "csv", tmp_path)
    assert "Fatima Hassan" in (tmp_path / "incidents.csv").read_text()
    assert "public" not in json.loads((tmp_path / "csv.about.json").read_text())
