from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from dateline.export import By, FilterError, export_archive, selection
from dateline.store import Store


def _ids(
    store: Store,
    folder: Path,
    table: str,
    where: list[str],
    since: str | None = None,
    by: By = "incident",
) -> list[str]:
    """The documents of the rows of a table, in their order."""
    export_archive(store, "csv", folder, selection(where, since), by=by)
    column = "id" if table == "documents" else "document_ids"
    with (folder / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return [row[column] for row in csv.DictReader(file)]


@pytest.mark.parametrize(
    ("where", "found"),
    [
        (["type=armed_clash,displacement"], ["b-clash", "d-camp"]),
        (["type=explosions"], ["a-strike", "c-denied"]),
        (["type!=explosions"], ["b-clash", "d-camp"]),
        (["status!=denied"], ["a-strike", "b-clash", "d-camp"]),
        (["date=2024-04-10..2024-04-12"], ["b-clash"]),
        (["date=2024-05"], ["a-strike"]),
        (["date=2024"], ["a-strike", "b-clash"]),
        (["date=..2024-04-30"], ["b-clash"]),
        (["date=2024-05-01.."], ["a-strike"]),
        (["country=sd", "type=battles"], ["b-clash"]),
        (["country!=SD"], ["c-denied", "d-camp"]),
        (["actor=rsf"], ["b-clash"]),
        (["actor!=RSF"], ["a-strike", "c-denied", "d-camp"]),
        (["actor=x' OR '1'='1"], []),
    ],
)
def test_filters(archive: Store, tmp_path: Path, where: list[str], found: list[str]) -> None:
    assert _ids(archive, tmp_path / "out", "incidents", where) == found
    for table in ("reports", "documents"):
        assert _ids(archive, tmp_path / "out", table, where) == found
        assert _ids(archive, tmp_path / "by", table, where, by="report") == found


def test_claims_and_actors_follow_their_incidents(archive: Store, tmp_path: Path) -> None:
    assert _ids(archive, tmp_path / "a", "claims", ["type=armed_clash"]) == []
    assert _ids(archive, tmp_path / "b", "claims", ["country=SD"]) == ["a-strike"]
    assert _ids(archive, tmp_path / "c", "actors", ["type=armed_clash"]) == ["b-clash"] * 3


@pytest.mark.parametrize(
    "where",
    [
        "type=murder",
        "status=maybe",
        "country=Sudan",
        "date=spring",
        "date!=2024",
        "date=2024-13",
        "killed=3",
        "grade=good",
        "verdict=maybe",
        "type",
        "type=",
        "1=1",
    ],
)
def test_a_filter_that_means_nothing_is_refused(where: str) -> None:
    with pytest.raises(FilterError):
        selection([where])


def test_changed_since(archive: Store, tmp_path: Path) -> None:
    assert len(_ids(archive, tmp_path / "a", "incidents", [], "2020-01-01")) == 4
    assert _ids(archive, tmp_path / "b", "incidents", [], "2999-01-01T00:00:00+02:00") == []
    about = json.loads((tmp_path / "b" / "csv.about.json").read_text())
    assert about["chosen"] == ["changed since 2998-12-31T22:00:00+00:00"]
    with pytest.raises(FilterError, match="YYYY-MM-DD"):
        selection([], "yesterday")


def test_records_are_whole_documents(archive: Store, tmp_path: Path) -> None:
    written = export_archive(archive, "jsonl", tmp_path, selection(["type=armed_clash"]))
    assert written[0].rows == 1
