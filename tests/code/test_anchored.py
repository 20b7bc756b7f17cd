"""Times counted from an incident of the document take its days (issue: times to values)."""

from __future__ import annotations

from datetime import date

from dateline.code.anchored import anchored_times
from dateline.normalise.time import TimeContext, find_times
from dateline.records import Argument, IncidentDate, Origin, Report, TimeValue
from tests.code.build import document, quote

TEXT = (
    "The battle for Mosul began on 17 October 2016. Two weeks after the start of the Mosul battle "
    "troops reached Gogjali. The siege of Hit had ended in 2015."
)
BY = Origin("model:type")


def report(trigger: str, place: str, when: tuple[str, str, int], words: str) -> Report:
    span = quote(TEXT, place)
    return Report(
        id="i1",
        type="armed_clash",
        status="happened",
        triggers=(quote(TEXT, trigger),),
        arguments=(Argument("place", span.start, span.end, BY),),
        date=IncidentDate(*when, quote(TEXT, words), BY),
        place=None,
        perpetrators=(),
        targets=(),
        toll=(),
        type_origin=BY,
        status_origin=BY,
        type_scores={},
        status_scores={},
    )


def counted(*reports: Report) -> TimeValue:
    times = find_times(TEXT, TimeContext(published=date(2017, 3, 8)))
    (open_time,) = [t for t in times if t.unresolved and "Two weeks" in t.text]
    at = times.index(open_time)
    after = anchored_times(document(TEXT, date(2017, 3, 8)), times, reports)
    assert after[:at] + after[at + 1 :] == tuple(times[:at]) + tuple(times[at + 1 :])
    return after[at]


BATTLE = report("battle", "Mosul", ("2016-10-17", "2016-10-17", 1), "17 October 2016")


def test_the_event_named_gives_the_day_that_is_counted_from() -> None:
    time = counted(BATTLE)
    assert time.date_from is not None
    assert time.date_from <= "2016-10-31" <= (time.date_to or "")
    assert time.unresolved is None
    assert "taken as 2016-10-17" in (time.anchor or "")


def test_another_event_or_place_or_a_vague_date_leaves_it_open() -> None:
    siege = report("siege", "Hit", ("2015", "2015", 5), "2015")
    elsewhere = report("battle", "Hit", ("2016-10-17", "2016-10-17", 1), "17 October 2016")
    vague = report("battle", "Mosul", ("2016", "2016", 5), "17 October 2016")
    for other in (siege, elsewhere, vague):
        assert counted(other).unresolved is not None


def test_an_incident_dated_by_the_time_itself_is_no_anchor() -> None:
    time = counted(report("battle", "Mosul", ("2016-10-17", "2016-10-17", 1), "Two weeks after"))
    assert time.unresolved is not None


def test_without_incidents_nothing_changes() -> None:
    assert counted().unresolved is not None
