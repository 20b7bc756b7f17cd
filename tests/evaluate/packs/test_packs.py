from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dateline.evaluate.files import DataError
from dateline.evaluate.packs import read_packs, run
from dateline.evaluate.packs.articles import as_read
from dateline.evaluate.packs.measure import gold_summaries, scored

TEXT = "HIT, March 8 (TNA) - A car bomb killed at least 12 people in Hit. Fifteen were hurt."


def _span(words: str) -> dict[str, int]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words)}


def _article(name: str, outlet: str) -> dict[str, Any]:
    return {
        "id": name,
        "text": TEXT,
        "outlet": outlet,
        "published": "2017-03-08",
        "incidents": [
            {
                "id": "i1",
                "type": "remote_explosive_ied",
                "status": "happened",
                "triggers": [_span("car bomb")],
                "arguments": [
                    {"role": "killed", **_span("at least 12")},
                    {"role": "injured", **_span("Fifteen")},
                ],
                "toll": [
                    {"what": "injured", "of": "unknown", "low": 15, "best": 15, "high": 15},
                    {"what": "killed", "of": "unknown", "low": 12, "best": 12, "high": None},
                ],
                "key": "hit-bomb",
            }
        ],
        "claims": [],
        "mentions": [],
        "actors": [],
    }


def _pack(folder: Path, **changes: object) -> None:
    row = {
        "key": "hit-bomb",
        "type": "remote_explosive_ied",
        "date": {"from": "2017-03-07", "to": "2017-03-08"},
        "place": {"lat": 33.64, "lon": 42.83},
        "killed": {"low": 12, "best": 12, "high": None},
        "injured": {"low": 15, "best": 16, "high": 16},
        "independent_sources": 1,
    } | changes
    (folder / "synth-packs").mkdir()
    pack = {"pack": "z1", "incidents": [row]}
    (folder / "synth-packs" / "z1.json").write_text(json.dumps(pack), encoding="utf-8")


def test_tolls_take_the_words_of_the_number_with_their_bounds() -> None:
    (report,) = as_read(_article("z1-1", "The Post"))["incidents"]
    assert [TEXT[t["span"]["start"] : t["span"]["end"]] for t in report["toll"]] == [
        "Fifteen",
        "at least 12",
    ]


def test_the_annotators_reports_are_summed_up_by_their_keys(tmp_path: Path) -> None:
    _pack(tmp_path)
    found = gold_summaries([_article("z1-1", "The Post"), _article("z1-2", "The Mail")])
    assert found["hit-bomb"].reports == 2
    rows = scored("train", read_packs(tmp_path), found)
    assert rows["train: bounds"] == {"accuracy": 4 / 6, "of": 6}
    assert rows["train: tolls"] == {"accuracy": 0.5, "of": 2}
    assert rows["train: sources"] == rows["train: type"] == {"accuracy": 1.0, "of": 1}
    assert rows["train: days"] == rows["train: place within 25 km"] == {"accuracy": 0.0, "of": 1}


def test_nought_where_nobody_counts_is_unknown_but_not_as_written(tmp_path: Path) -> None:
    _pack(tmp_path, killed={"low": 0, "best": 0, "high": 0})
    rows = scored("dev", read_packs(tmp_path), {"hit-bomb": None})
    assert rows["dev: bounds"]["accuracy"] == 0.5
    assert rows["dev: bounds, as written"]["accuracy"] == 0.0
    assert rows["dev: bounds where told"] == {"accuracy": 0.0, "of": 3}
    assert rows["dev: sources"]["accuracy"] == 0.0


def test_incidents_without_a_report_in_the_part_do_not_count(tmp_path: Path) -> None:
    _pack(tmp_path)
    assert scored("dev", read_packs(tmp_path), {}) == {}


def test_a_pack_that_is_none_says_which_file(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no packs"):
        read_packs(tmp_path)
    _pack(tmp_path, independent_sources="many")
    with pytest.raises(DataError, match=r"z1\.json"):
        read_packs(tmp_path)


def test_an_unknown_part_is_refused(tmp_path: Path) -> None:
    _pack(tmp_path)
    with pytest.raises(DataError, match="no part 'test'"):
        run(tmp_path, None, "test")  # type: ignore[arg-type]
