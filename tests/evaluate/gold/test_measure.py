"""Each row of the table, worked by hand on one small article."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from dateline.errors import DatelineError
from dateline.evaluate.gold import score
from tests.evaluate.gold.articles import TEXT, article, span, with_claim, with_incident

Row = dict[str, Any]


def rows(predicted: Row | None, gold: Row | None = None) -> dict[str, dict[str, float]]:
    return score([gold or article()], [predicted] if predicted else [])


def counts(table: dict[str, dict[str, float]], row: str) -> tuple[int, int, int]:
    """Right, predicted and annotated items of a row."""
    figures = table[row]
    assert figures["r"] == pytest.approx(figures["p"] * figures["predicted"] / figures["gold"])
    return round(figures["r"] * figures["gold"]), int(figures["predicted"]), int(figures["gold"])


def test_the_annotation_itself_is_perfect() -> None:
    table = rows(article())
    assert {figures.get("f1", figures.get("accuracy")) for figures in table.values()} == {1.0}
    assert {
        "mentions exact",
        "mentions overlap",
        "mention PLACE",
        "times span",
        "times value",
        "places within 25 km",
        "places within 161 km",
        "incidents found",
        "incidents found, event type",
        "incidents found, type",
        "incidents found, type and status",
        "roles",
        "role killed",
        "toll",
        "claims content",
        "claims content and source",
        "incident date interval",
        "incident date overlaps",
        "incident place within 25 km",
        "incident place within 161 km",
        "claim source_type",
        "claim mode",
        "claim speech_act",
        "claim commitment",
        "clusters of matched reports (B3)",
    } <= table.keys()


def test_a_document_without_prediction_is_wholly_missed() -> None:
    table = rows(None)
    assert table["mentions exact"] == {"p": 0.0, "r": 0.0, "f1": 0.0, "gold": 5, "predicted": 0}
    assert table["incidents found"]["gold"] == 2
    assert "incident date interval" not in table
    assert "clusters of matched reports (B3)" not in table


def test_predictions_for_other_documents_are_left_out() -> None:
    assert score([article()], [article(), article(id="a-2")]) == rows(article())


def test_the_rows_stand_in_one_order_whatever_comes_first() -> None:
    few = article(id="a-0", mentions=article()["mentions"][2:], incidents=[])
    gold = [few, article()]
    rows = list(score(gold, gold))
    assert rows[:4] == ["mentions exact", "mentions overlap", "mention FACILITY", "mention PLACE"]
    assert rows[rows.index("roles") :][:4] == [
        "roles",
        "role detained",
        "role killed",
        "role place",
    ]
    assert rows == list(score(gold[::-1], gold))


def test_precision_recall_and_f1() -> None:
    four = article(mentions=[*article()["mentions"][:3], {**span("Nyala"), "type": "PLACE"}])
    figures = rows(four)["mentions exact"]
    assert figures["p"] == pytest.approx(3 / 4)
    assert figures["r"] == pytest.approx(3 / 5)
    assert figures["f1"] == pytest.approx(2 * (3 / 4) * (3 / 5) / (3 / 4 + 3 / 5))


def test_mentions_exact_want_span_and_type_and_count_a_double_once() -> None:
    mentions = [
        {**span("Shells"), "type": "WEAPON"},
        {**span("Shells"), "type": "WEAPON"},
        {**span("Kutum"), "type": "FACILITY"},
        {**span("on 3 March"), "type": "TIME"},
    ]
    table = rows(article(mentions=mentions))
    assert counts(table, "mentions exact") == (1, 3, 5)
    assert counts(table, "mention WEAPON") == (1, 1, 1)
    assert table["mention PLACE"]["r"] == 0
    # Any overlap of one type: Shells, Kutum with "market of Kutum", 3 March.
    assert counts(table, "mentions overlap") == (3, 4, 5)


def test_one_prediction_answers_one_annotation_and_the_likest_first() -> None:
    gold = article(
        mentions=[
            {"start": 0, "end": 10, "type": "PLACE"},
            {"start": 8, "end": 12, "type": "PLACE"},
        ]
    )
    wide = article(mentions=[{"start": 0, "end": 12, "type": "PLACE"}])
    assert counts(rows(wide, gold), "mentions overlap") == (1, 1, 2)
    both = article(
        mentions=[{"start": 0, "end": 9, "type": "PLACE"}, {"start": 9, "end": 10, "type": "PLACE"}]
    )
    assert counts(rows(both, gold), "mentions overlap") == (2, 2, 2)


@pytest.mark.parametrize(
    ("first", "last", "right"),
    [
        ("2021-03-03", "2021-03-03", 1),
        ("2021-03-03", None, 1),
        ("2021-03-03", "2021-03-04", 0),
        ("2021-03", "2021-03", 0),
        ("last spring", None, 0),
        ("2021-13", None, 0),
    ],
)
def test_a_time_has_the_value_if_both_days_are_the_same(
    first: str, last: str | None, right: int
) -> None:
    table = rows(article(times=[{**span("on 3 March"), "from": first, "to": last}]))
    assert counts(table, "times span") == (1, 1, 1)
    assert table["times value"]["r"] == right


@pytest.mark.parametrize(
    ("written", "spelled_out"),
    [
        (("2016-12", "2016-12"), ("2016-12-01", "2016-12-31")),
        (("2016-02", None), ("2016-02-01", "2016-02-29")),
        (("2016", None), ("2016-01-01", "2016-12-31")),
        (("2015-11", "2016"), ("2015-11-01", "2016-12-31")),
    ],
)
def test_partial_dates_are_their_whole_interval(
    written: tuple[str, str | None], spelled_out: tuple[str, str]
) -> None:
    gold = article(times=[{**span("3 March"), "from": written[0], "to": written[1]}])
    given = article(times=[{**span("3 March"), "from": spelled_out[0], "to": spelled_out[1]}])
    assert rows(given, gold)["times value"]["f1"] == 1


def test_places_are_right_near_enough_and_only_those_with_a_point_count() -> None:
    places = [
        {**span("Kutum"), "lat": 15.0, "lon": 24.66},  # 0.8 degrees north: 89 km
        {**span("Nyala"), "lat": 12.05, "lon": 24.88},
        {**span("market"), "lat": None, "lon": None},
    ]
    table = rows(article(places=places))
    assert counts(table, "places within 25 km") == (1, 2, 2)
    assert counts(table, "places within 161 km") == (2, 2, 2)


def test_an_incident_is_found_by_any_shared_trigger() -> None:
    table = rows(with_incident(0, triggers=[span("killing")]))
    assert table["incidents found"]["f1"] == 1
    table = rows(with_incident(0, triggers=[span("market")]))
    assert counts(table, "incidents found") == (1, 2, 2)


def test_of_two_pieces_the_one_with_more_triggers_or_the_same_type_is_it() -> None:
    split = deepcopy(article())
    piece = {**split["incidents"][0], "id": "i3", "triggers": [span("hit")]}
    split["incidents"][0]["triggers"] = [span("killing")]
    split["incidents"][0]["type"] = "attack"
    split["incidents"].append(piece)
    table = rows(split)
    assert counts(table, "incidents found") == (2, 3, 2)
    assert counts(table, "incidents found, type") == (2, 3, 2)


@pytest.mark.parametrize(
    ("changes", "event_type", "type", "status"),
    [
        ({"type": "air_drone_strike"}, 2, 1, 1),
        ({"type": "attack"}, 1, 1, 1),
        ({"status": "denied"}, 2, 2, 1),
        ({"type": "killing_unspecified", "status": "denied"}, 1, 1, 1),
    ],
)
def test_types_and_statuses_of_found_incidents(
    changes: Row, event_type: int, type: int, status: int
) -> None:
    table = rows(with_incident(0, **changes))
    assert counts(table, "incidents found") == (2, 2, 2)
    assert counts(table, "incidents found, event type")[0] == event_type
    assert counts(table, "incidents found, type")[0] == type
    assert counts(table, "incidents found, type and status")[0] == status


def test_roles_count_by_overlap_within_found_incidents() -> None:
    arguments = [
        {"role": "weapon", **span("Shells")},
        {"role": "place", **span("Kutum")},  # overlaps "market of Kutum"
        {"role": "place", **span("market")},  # the same argument once more
        {"role": "injured", **span("at least 12")},
    ]
    table = rows(with_incident(0, arguments=arguments))
    assert counts(table, "role weapon") == (1, 1, 1)
    assert counts(table, "role place") == (2, 3, 2)
    assert table["role killed"]["r"] == 0
    assert table["role injured"]["p"] == 0
    assert counts(table, "roles") == (4, 6, 5)


def test_roles_of_incidents_that_were_not_found_are_missed() -> None:
    table = rows(with_incident(0, triggers=[span("traders")]))
    assert counts(table, "roles") == (2, 5, 5)


def test_tolls_want_all_three_bounds_of_killed_and_injured_only() -> None:
    assert counts(rows(article()), "toll") == (1, 1, 1)  # the arrests' detained do not count
    toll = [
        {"what": "killed", "of": "unknown", "low": 12, "best": 12, "high": None},
        {"what": "killed", "of": "side_a", "low": 12, "best": 12, "high": None},
        {"what": "injured", "of": "unknown", "low": 3, "best": 3, "high": 3},
    ]
    assert counts(rows(with_incident(0, toll=toll)), "toll") == (1, 2, 1)
    closed = [{"what": "killed", "of": "civilians", "low": 12, "best": 12, "high": 12}]
    assert rows(with_incident(0, toll=closed))["toll"]["f1"] == 0


def test_incident_dates_are_judged_where_the_annotation_has_one() -> None:
    month = {"from": "2021-03", "to": "2021-03"}
    table = rows(with_incident(0, date=month))
    assert table["incident date interval"] == {"accuracy": 0, "of": 1}
    assert table["incident date overlaps"] == {"accuracy": 1, "of": 1}
    table = rows(with_incident(0, date=None))
    assert table["incident date overlaps"] == {"accuracy": 0, "of": 1}
    table = rows(with_incident(1, date=month))
    assert table["incident date interval"] == {"accuracy": 1, "of": 1}
    open_end = {"from": None, "to": "2021-03-03"}
    assert rows(with_incident(0, date=open_end))["incident date overlaps"]["accuracy"] == 0


def test_incident_places_are_judged_by_distance() -> None:
    table = rows(with_incident(0, place={"name": "north of Kutum", "lat": 15.0, "lon": 24.66}))
    assert table["incident place within 25 km"] == {"accuracy": 0, "of": 1}
    assert table["incident place within 161 km"] == {"accuracy": 1, "of": 1}
    unresolved = {"name": "Kutum", "lat": None, "lon": None}
    assert rows(with_incident(0, place=unresolved))["incident place within 161 km"] == {
        "accuracy": 0,
        "of": 1,
    }


def test_claims_want_half_of_the_content() -> None:
    half = "Shells hit the market of Kutum"  # 30 of 41 code points
    assert rows(with_claim(content=span(half)))["claims content"]["f1"] == 1
    less = "Shells hit the"  # 14 of 41
    assert rows(with_claim(content=span(less)))["claims content"]["f1"] == 0


def test_claims_want_a_source_that_overlaps_or_none_on_both_sides() -> None:
    assert rows(with_claim(source=span("nurses")))["claims content and source"]["f1"] == 1
    assert rows(with_claim(source=span("Police")))["claims content and source"]["f1"] == 0
    assert rows(with_claim(source=None))["claims content and source"]["f1"] == 0
    nobody = with_claim(source=None)
    assert rows(nobody, nobody)["claims content and source"]["f1"] == 1


def test_labels_are_judged_on_claims_found_by_content() -> None:
    table = rows(with_claim(speech_act="blame", source=span("Police")))
    assert table["claim speech_act"] == {"accuracy": 0, "of": 1}
    assert table["claim mode"] == {"accuracy": 1, "of": 1}
    gone = rows(article(claims=[]))
    assert not any(row.startswith("claim ") for row in gone)


def test_clusters_are_b_cubed_over_matched_reports_with_a_key() -> None:
    second = article(id="a-2")  # reports the same two incidents
    split = deepcopy(second)
    split["incidents"][0]["key"] = "k9"
    figures = score([article(), second], [article(), split])["clusters of matched reports (B3)"]
    # k1 has two reports, told apart: each finds half of its cluster. k2's two stay together.
    assert figures == {
        "p": 1,
        "r": pytest.approx(3 / 4),
        "f1": pytest.approx(6 / 7),
        "reports": 4,
    }


@pytest.mark.parametrize(
    ("record", "complaint"),
    [
        ({"text": TEXT}, "string `id`"),
        (article(mentions=[{"start": 5, "end": 5, "type": "PLACE"}]), "document a-1"),
        (article(mentions=[{"start": 5}]), "end"),
        (article(incidents=[{"type": "attack"}]), "status"),
        (article(text=TEXT + " More."), "code the annotated file itself"),
    ],
)
def test_records_that_break_the_format_are_named(record: Row, complaint: str) -> None:
    with pytest.raises(DatelineError, match=complaint):
        rows(record)


def test_an_id_that_comes_twice_is_refused() -> None:
    with pytest.raises(DatelineError, match="two annotated records"):
        score([article(), article()], [])
