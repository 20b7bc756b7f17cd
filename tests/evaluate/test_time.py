"""The TIMEX measures, on examples small enough to count by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.evaluate.time import (
    Timex,
    TimexDocument,
    gold_interval,
    match_timexes,
    normalise_value,
    read_folder,
    same_value,
    score_gold,
    score_timexes,
)
from tests.shared import SHARED, needs_shared

TML = """<?xml version="1.0" ?>
<TimeML><DOCID>d</DOCID>
<DCT><TIMEX3 tid="t0" type="DATE" value="2017-03-08" functionInDocument="CREATION_TIME">March 8\
</TIMEX3></DCT>
<TEXT>
Shells &amp; rockets <EVENT eid="e1" class="OCCURRENCE">fell</EVENT> on <TIMEX3 tid="t1" \
type="DATE" value="2017-03-07">Tuesday</TIMEX3>, after <TIMEX3 tid="t2" type="DURATION" \
value="P2D">two days</TIMEX3> of calm.
</TEXT></TimeML>
"""

WIKIWARS = """<DOC><DOCID>x</DOCID>
<DATETIME> <TIMEX2 val="2009-12-19T17:00:00">2009-12-19T17:00:00</TIMEX2> </DATETIME>
<TEXT>
It began on <TIMEX2 val="1950-06-25">25 June 1950</TIMEX2> and in <TIMEX2 val="1950-08">August\
</TIMEX2> it spread.
</TEXT></DOC>
"""


def test_timeml_is_read_as_text_with_extents(tmp_path: Path) -> None:
    (tmp_path / "d.tml").write_text(TML, encoding="utf-8")
    document = read_folder(tmp_path)[0]
    assert str(document.created) == "2017-03-08"
    words = [document.text[t.start : t.end] for t in document.timexes]
    assert words == ["Tuesday", "two days"]
    assert [t.value for t in document.timexes] == ["2017-03-07", "P2D"]
    assert "Shells & rockets fell on" in document.text
    scores = score_timexes([document])
    assert (scores["strict"].f1, scores["value"].f1, scores["type"].f1) == (1.0, 1.0, 1.0)


def test_wikiwars_is_read_as_a_narrative(tmp_path: Path) -> None:
    (tmp_path / "01_x.key.xml").write_text(WIKIWARS, encoding="utf-8")
    document = read_folder(tmp_path)[0]
    assert document.narrative
    assert score_timexes([document])["value"].f1 == 1.0


def test_a_folder_without_documents_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="name the data folder"):
        read_folder(tmp_path)


def test_strict_relaxed_and_value_are_counted_apart() -> None:
    gold = (Timex(0, 5, "2016"), Timex(10, 20, "P2D", "DURATION"), Timex(30, 35, "2017-03"))
    found = [Timex(0, 5, "2016"), Timex(12, 20, "P2D", "DURATION"), Timex(30, 35, "2018-03"),
             Timex(50, 55, "2019")]  # fmt: skip
    document = TimexDocument("d", "x" * 60, None, gold)
    scores = score_timexes([document], lambda _: found)
    assert (scores["strict"].correct, scores["relaxed"].correct, scores["value"].correct) == (
        2, 3, 2,
    )  # fmt: skip
    assert scores["relaxed"].precision == pytest.approx(3 / 4)
    assert scores["relaxed"].recall == pytest.approx(1.0)
    assert scores["value"].f1 == pytest.approx(2 * 2 / 7)


def test_one_prediction_matches_one_gold_expression() -> None:
    gold = [Timex(0, 4, "a"), Timex(5, 9, "b")]
    pairs = match_timexes(gold, [Timex(0, 9, "a")])
    assert len(pairs) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("PT24H", "P1D"), ("P1DE", "P10Y"), ("196X", "196"), ("1989-W3", "1989-W03"),
        ("1998-10-XX", "1998-10"), ("2017-03-08T14:30:00", "2017-03-08T14:30"), ("P2Q", "P6M"),
    ],
)  # fmt: skip
def test_two_writings_of_one_value_are_equal(first: str, second: str) -> None:
    assert same_value(first, second)


def test_different_values_stay_different() -> None:
    assert normalise_value("P1D") != normalise_value("P1W")
    assert not same_value("2017-03", "2017-03-08")


def test_gold_intervals_are_inclusive_days() -> None:
    first, last = gold_interval("2016-12", "2016-12")
    assert (str(first), str(last)) == ("2016-12-01", "2016-12-31")
    assert gold_interval(None, None) == (None, None)


def test_a_gold_record_is_scored_by_span_and_by_interval() -> None:
    text = "Shells fell on Tuesday and in 2016."
    record = {
        "id": "d", "text": text, "published": "2017-03-08",
        "times": [
            {"start": 15, "end": 22, "from": "2017-03-07", "to": "2017-03-07", "precision": 1},
            {"start": 30, "end": 34, "from": "2015", "to": "2015", "precision": 5},
        ],
    }  # fmt: skip
    scores = score_gold([record])
    assert scores["times span"].f1 == 1.0
    assert scores["times value"].f1 == 0.5
    assert scores["given spans"].f1 == 0.5


@needs_shared
def test_the_goals_of_issue_4_hold_on_the_development_data() -> None:
    lines = (SHARED / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    assert score_gold([json.loads(line) for line in lines])["given spans"].f1 >= 0.90
    tbaq = score_timexes(read_folder(SHARED / "data" / "time" / "tbaq"))
    assert tbaq["strict"].f1 >= 0.82
    assert tbaq["relaxed"].f1 >= 0.91
    assert tbaq["value"].f1 >= 0.80
    wars = score_timexes(read_folder(SHARED / "data" / "time" / "wikiwars"))
    assert wars["value"].f1 >= 0.80
