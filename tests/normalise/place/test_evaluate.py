"""Evaluation of place resolution on tiny hand-made files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.evaluate.place import cause, main, read_gold, read_toponyms, score
from dateline.normalise.place import Gazetteer

XML = """<?xml version="1.0" encoding="utf-8"?>
<articles><article docid="1"><text><![CDATA[Troops left Mosul for Kirkuk.]]></text>
<toponyms>
<toponym><start>12</start><end>17</end><phrase>Mosul</phrase>
 <gaztag geonameid="99072"><lat>36.335</lat><lon>43.119</lon></gaztag></toponym>
<toponym><start>21</start><end>27</end><phrase>Kirkuk</phrase>
 <gaztag geonameid="94787"><lat>10.0</lat><lon>10.0</lon></gaztag></toponym>
<toponym><start>0</start><end>6</end><phrase>Troops</phrase></toponym>
</toponyms></article></articles>
"""


def test_toponym_files(tmp_path: Path, gazetteer: Gazetteer) -> None:
    path = tmp_path / "LGL.xml"
    path.write_text(XML, encoding="utf-8")
    (article,) = read_toponyms(path)
    assert [span.of(article.text) for span in article.spans] == ["Mosul", "Kirkuk", "Troops"]
    found, wrong = score("LGL", [article], gazetteer)
    assert (found.located, found.within_161, found.within_25) == (2, 1, 1)
    assert [value.name for _id, _place, value in wrong] == ["Kirkuk"]
    assert "within 161 km 0.500" in found.row()


def test_broken_files_are_told(tmp_path: Path) -> None:
    path = tmp_path / "LGL.xml"
    path.write_text("<articles><article>", encoding="utf-8")
    with pytest.raises(ValueError, match="not an XML file"):
        list(read_toponyms(path))


def test_gold_files(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    place = {"start": 12, "end": 17, "lat": 36.3, "lon": 43.1, "precision": 1}
    row = {
        "id": "a", "text": "Troops left Mosul.", "places": [place],
        "mentions": [{"start": 12, "end": 17, "type": "PLACE"}],
    }  # fmt: skip
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    (article,) = read_gold(path)
    assert article.located[0].precision == 1
    assert article.types == ("PLACE",)


def test_precision_and_causes_are_counted(tmp_path: Path, gazetteer: Gazetteer) -> None:
    path = tmp_path / "gold.jsonl"
    text = "Troops left Mosul, Iraq, and Tell Zurbani."
    places = [
        {"start": 12, "end": 17, "lat": 36.3, "lon": 43.1, "precision": 1},
        {"start": 19, "end": 23, "lat": 33.1, "lon": 43.9, "precision": 5},
        {"start": 29, "end": 41, "lat": 36.3, "lon": 43.1, "precision": 1},
    ]
    row = {"id": "a", "text": text, "places": places}
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    found, wrong = score("gold", read_gold(path), gazetteer)
    assert (found.graded, found.same_precision) == (2, 1)
    assert "precision 0.500" in found.row()
    assert [cause(place, value) for _id, place, value in wrong] == ["name: unknown"]


def test_nothing_to_score_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "--data" in capsys.readouterr().err
