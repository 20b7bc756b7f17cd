"""Each field of an incident is told with its words, producer, score and what lost."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from dateline.explain import Explanation, Field, explain_incident, explanation_to_dict
from dateline.records import IncidentDate, Origin, Record, Report, record_from_json, record_to_json
from tests.explain.build import REPORT, TEXT, quote, record


def explain(**changes: object) -> Explanation:
    return explain_incident(with_report(**changes), "i1", "d1/")


def with_report(**changes: object) -> Record:
    return replace(record(), reports=(replace(REPORT, **changes),))  # type: ignore[arg-type]


def field(explanation: Explanation, name: str, nth: int = 0) -> Field:
    return [f for f in explanation.fields if f.name == name][nth]


def lost(told: Field) -> list[tuple[str, float | None]]:
    return [(loser.value, loser.score) for loser in told.lost]


def marked(told: Field) -> list[str]:
    return [mark.of(TEXT) for quote in told.quotes for mark in quote.marks]


def test_type_and_status_stand_with_their_runners_up_and_not_with_what_is_hopeless() -> None:
    told = field(explain(), "type")
    assert told.value == "attack (violence_against_civilians)"
    assert told.origin == Origin("model:type", 0.7)
    assert lost(told) == [("armed_clash", 0.2), ("abduction", 0.07)]
    assert lost(field(explain(), "status")) == [("denied", 0.01)]
    assert marked(told) == ["killed"]


def test_each_trigger_has_its_score_and_its_sentence() -> None:
    told = field(explain(), "trigger")
    assert (told.value, told.origin) == ("killed", Origin("model:trigger", 0.98))
    (quoted,) = told.quotes
    assert quoted.text.startswith("Fighters of the Ansar group")
    assert quoted.text.endswith("on Tuesday.")
    assert TEXT[quoted.start : quoted.end] == quoted.text


def test_a_role_names_its_actor_and_the_words_that_lost() -> None:
    told = field(explain(), "role: perpetrator")
    assert told.value == "Fighters of the Ansar group"
    assert (told.origin, told.inferred) == (Origin("model:role", 0.93), "stated")
    assert told.details["actor"] == "Ansar (a2)"
    assert lost(field(explain(), "role: place")) == [("Biu", 0.31)]


def test_a_role_that_nobody_fills_shows_who_nearly_did() -> None:
    told = field(explain(), "role: target")
    assert told.value is None
    assert lost(told) == [("traders", 0.44)]
    assert told.lost[0].why == "less likely than 0.5"
    assert marked(told) == ["traders"]


def test_an_actor_stands_with_its_entry_its_alias_words_and_the_other_entries() -> None:
    told = field(explain(), "perpetrators")
    assert told.value == "Ansar (a2)"
    assert told.details["kind"] == "rebel group"
    assert told.details["in list"] == "ansar-ng Ansar, 1.40: name, country"
    assert told.details["written as"] == '"Ansar group", "Ansar"'
    assert marked(told) == ["Fighters of the Ansar group", '("Ansar")']
    assert lost(told) == [("ansar-ml Ansar, ML", 0.7)]


def test_a_date_says_its_words_rule_anchor_and_precision_and_the_other_times() -> None:
    told = field(explain(), "date")
    assert told.value == "2015-01-05 (exact day)"
    assert told.origin == Origin("rule:time/weekday", 0.9)
    assert told.details["words"] == '"Monday"'
    assert told.details["counted from"] == "2015-01-06, the day of publication"
    assert lost(told) == [("Tuesday", 0.55)]
    assert "2015-01-06" in (told.lost[0].why or "")


def test_an_inherited_date_says_so_and_names_the_rule_of_the_words() -> None:
    origin = Origin("rule:date/inherited", None, "no time of its own")
    date = IncidentDate("2015-01-05", "2015-01-05", 1, quote("Monday"), origin)
    told = field(explain(date=date), "date")
    assert told.inferred == "inherited"
    assert told.details["rule"] == "weekday"


def test_an_open_interval_keeps_its_open_end() -> None:
    origin = Origin("rule:date/to-come", None, "still to come at publication")
    told = field(explain(date=IncidentDate("2015-01-06", None, 0, None, origin)), "date")
    assert told.value == "2015-01-06 to ... (longer than a year, or unknown)"
    assert (told.inferred, told.quotes) == (None, ())


def test_an_unknown_date_says_why_where_the_words_tell() -> None:
    undated = replace(
        record().times[0], date_from=None, date_to=None, unresolved="no publication date"
    )
    read = replace(with_report(date=None), times=(undated,))
    told = field(explain_incident(read, "i1"), "date")
    assert told.value is None
    assert told.details["why none"] == '"Monday": no publication date'
    assert marked(told) == ["Monday"]


def test_a_place_stands_with_its_entry_and_the_entries_that_lost() -> None:
    told = field(explain(), "place")
    assert told.value == "Damboa, NG.27 (11.1500, 12.7600; exact place)"
    assert told.details["entry"] == "g1 Damboa PPL, 2.10: exact"
    assert lost(told) == [("Damboa, CM", 0.4)]
    assert told.lost[0].why == "gazetteer g9 PPL; exact spelling"


def test_a_toll_says_its_bounds_convention_side_and_claim() -> None:
    told = field(explain(), "toll: killed")
    assert told.value == "12 / 12 / open"
    assert told.details["convention"].startswith("at least: the number is low and best")
    assert told.details["side"] == "civilians"
    assert told.details["claim"] == 'd1/c1, of "he"'
    assert lost(told) == [("two", 0.71)]


def test_a_large_figure_is_written_out() -> None:
    toll = replace(REPORT.toll[0], low=1_250_000, best=1_250_000)
    assert field(explain(toll=(toll,)), "toll: killed").value == "1250000 / 1250000 / open"


def test_the_claims_that_tell_the_incident_follow() -> None:
    assert field(explain(), "claim").value == 'd1/c1: "he" (assert, certain)'


def test_what_was_coded_before_losers_were_kept_is_told_with_a_note() -> None:
    old = explain(trigger_scores=(), lost_arguments=())
    assert old.note is not None
    assert "code the documents again" in old.note
    assert field(old, "trigger").origin == Origin("model:trigger", None)
    assert explain().note is None


def test_an_incident_with_nothing_but_a_trigger_is_explained_too() -> None:
    bare = Report(
        "i1", "attack", "happened", (quote("killed"),), (), None, None, (), (), (),
        Origin("x"), Origin("x"), {}, {},
    )  # fmt: skip
    told = explain_incident(replace(record(), reports=(bare,)), "i1")
    assert field(told, "date").value is None
    assert field(told, "place").value is None


def test_an_incident_that_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        explain_incident(record(), "i2")


def test_a_stored_record_explains_itself_as_the_fresh_one_does() -> None:
    stored = record_from_json(record_to_json(record()))
    assert explain_incident(stored, "i1", "d1/") == explain()


def test_json_has_every_field_with_words_and_offsets() -> None:
    content = json.loads(json.dumps(explanation_to_dict(explain())))
    assert (content["id"], content["kind"]) == ("d1/i1", "incident")
    assert content["document"]["published"] == "2015-01-06"
    toll = next(f for f in content["fields"] if f["name"] == "toll: killed")
    words = toll["quotes"][0]["words"][0]
    assert TEXT[words["start"] : words["end"]] == words["text"] == "at least 12"
    assert toll["lost"][0]["words"]["text"] == "two"
