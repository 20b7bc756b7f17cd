"""acled, ged, plover and hxl: columns and codes of other datasets, read back with pandas."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dateline.codebook import INCIDENT_TYPES, load_table
from dateline.export import export_archive
from dateline.export.codes import columns, precision, state_number, table, ucdp_region
from dateline.store import Store
from tests.shared import SHARED

SCHEMAS = SHARED / "data" / "schemas"


def _read(store: Store, format: str, folder: Path) -> tuple[list[dict[str, Any]], Any]:
    export_archive(store, format, folder)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        frame = pd.read_csv(folder / f"{format}.csv", keep_default_na=True)
    about = json.loads((folder / f"{format}.about.json").read_text())
    assert tuple(frame.columns) == columns(format)
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return [{str(k): v for k, v in row.items()} for row in rows], about


def test_acled_has_its_columns_and_codes(archive: Store, tmp_path: Path) -> None:
    (strike, clash), about = _read(archive, "acled", tmp_path)
    assert len(columns("acled")) == 31
    assert strike["event_id_cnty"] == "I000001"
    assert (strike["event_date"], strike["time_precision"]) == ("2024-05-03", 1)
    assert strike["event_type"] == "Explosions/Remote violence"
    assert strike["sub_event_type"] == "Air/drone strike"
    assert strike["actor1"] == "'=Sudanese army"
    assert (strike["inter1"], strike["inter2"], strike["interaction"]) == (1, 7, 17)
    assert strike["civilian_targeting"] == "Civilian targeting"
    assert (strike["iso"], strike["country"], strike["region"]) == (
        729,
        "Sudan",
        "Northern Africa",
    )
    assert (strike["fatalities"], strike["admin2"], strike["source_scale"]) == (12, None, None)
    assert (clash["event_date"], clash["time_precision"]) == ("2024-04-15", 3)
    assert (clash["actor1"], clash["assoc_actor_1"]) == ("RSF", "allied militia")
    assert (clash["interaction"], clash["geo_precision"]) == (12, 2)
    assert "date_from=2024-04; date_to=2024-04" in clash["tags"]
    assert about["unit"] == "incident"
    assert about["left_out_total"] == 2
    assert [key.split(":")[0] for key in about["left_out"]] == [
        "status denied",
        "type displacement",
    ]


def test_ged_has_lethal_events_with_their_kind_of_violence(archive: Store, tmp_path: Path) -> None:
    (strike, clash), about = _read(archive, "ged", tmp_path)
    assert len(columns("ged")) == 49
    assert (strike["type_of_violence"], strike["side_b"]) == (3, "Civilians")
    assert (strike["country_id"], strike["region"], strike["gwnoa"]) == (625, "Africa", 625)
    assert (strike["best"], strike["deaths_civilians"], strike["deaths_a"]) == (12, 12, None)
    assert strike["source_original"] == "Amina Saleh"
    assert strike["geom_wkt"] == "POINT (24.66 14.2)"
    assert strike["priogrid_gid"] == 208 * 720 + 409 + 1
    assert (clash["type_of_violence"], clash["high"], clash["date_prec"]) == (1, None, 4)
    assert (clash["date_start"], clash["date_end"]) == ("2024-04-01", "2024-04-30")
    assert clash["dyad_name"] == "RSF, allied militia - army"
    assert (clash["conflict_name"], clash["event_clarity"]) == (None, None)
    assert strike["event_clarity"] == 1
    assert strike["number_of_sources"] == 1
    assert about["left_out_total"] == 2


def test_plover_says_who_did_what_to_whom(archive: Store, tmp_path: Path) -> None:
    (strike, clash), _ = _read(archive, "plover", tmp_path)
    assert (strike["action"], strike["mode"], strike["source_sector"]) == (
        "ASSAULT",
        "aerial",
        "MIL",
    )
    assert (strike["target"], strike["target_sector"]) == ("civilians", "CVL")
    assert (clash["source_sector"], clash["mode"]) == ("REB | UAF", None)


def test_hxl_has_a_row_of_tags(archive: Store, tmp_path: Path) -> None:
    rows, _ = _read(archive, "hxl", tmp_path)
    assert rows[0]["killed_best"] == "#affected+killed"
    assert [row["id"] for row in rows[1:]] == [f"I00000{n}" for n in (1, 2, 3, 4)]
    assert [row["document_ids"] for row in rows[1:]] == [
        "a-strike",
        "b-clash",
        "c-denied",
        "d-camp",
    ]
    assert rows[3]["status"] == "denied"
    tags = [line["tag"] for line in table("hxl_columns")]
    assert len(set(tags)) == len(tags)
    for tag in tags:
        assert pd.Series([tag]).str.fullmatch(r"#[a-z][a-z0-9]*(\+[a-z][a-z0-9_]*)*").all()


@pytest.mark.parametrize("format", ["acled", "ged", "plover"])
def test_every_type_is_mapped_or_says_why_not(format: str) -> None:
    lines = table(f"{format}_types")
    assert tuple(line["type"] for line in lines) == INCIDENT_TYPES
    assert all(line["reason"] for line in lines)


def test_acled_types_are_the_codebooks() -> None:
    for line in table("acled_types"):
        codebook = load_table("codebook")["incident_types"][line["type"]]
        assert line["sub_event_type"] == codebook.get("acled", "")


def test_codes_that_are_not_there_stay_empty() -> None:
    assert precision("acled", "place", 6) is None
    assert precision("acled", "time", None) is None
    assert (state_number("EH"), ucdp_region("EG"), ucdp_region(None)) == (None, "Middle East", None)


@pytest.mark.parametrize(("format", "file"), [("acled", "acled"), ("ged", "ucdp_ged")])
def test_columns_are_those_of_the_dataset(format: str, file: str) -> None:
    path = SCHEMAS / f"{file}.json"
    if not path.exists():
        pytest.skip("needs ../shared/data/schemas, which is not part of the repository")
    assert list(columns(format)) == json.loads(path.read_text())["columns"]


def test_codes_are_those_of_the_dataset() -> None:
    if not SCHEMAS.exists():
        pytest.skip("needs ../shared/data/schemas, which is not part of the repository")
    acled = json.loads((SCHEMAS / "acled.json").read_text())["event_types"]
    for line in table("acled_types"):
        if line["event_type"]:
            assert line["sub_event_type"] in acled[line["event_type"]]
    plover = json.loads((SCHEMAS / "plover.json").read_text())
    for line in table("plover_types"):
        if line["action"]:
            found = plover["event_types"][line["action"]]
            assert line["quad"] == found["quad"]
            assert line["mode"] in {"", *found["modes"]}
    for line in table("plover_sectors"):
        assert line["sector"] in {"", *plover["sectors"]}
