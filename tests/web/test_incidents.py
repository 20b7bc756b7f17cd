"""The list, the map and the timeline over the same filters; one incident in full."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from dateline.store import Store, schema
from dateline.web.incidents import bin_of


def rows(client: TestClient, address: str) -> list[dict[str, Any]]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["rows"]
    return found


def test_the_list_gives_a_page_of_incidents_newest_first(reader: TestClient) -> None:
    first = reader.get("/api/incidents?limit=10").json()
    second = reader.get("/api/incidents?limit=10&offset=10").json()
    assert first["total"] == second["total"] == 60
    dates = [row["date_from"] for row in first["rows"] + second["rows"]]
    assert len(dates) == 20
    assert dates == sorted(dates, reverse=True)
    row = first["rows"][0]
    assert {actor["role"] for actor in row["actors"]} == {"perpetrator", "target"}
    assert row["review"]["verdict"] is None
    assert row["contested"] in (True, False)


@pytest.mark.parametrize("sort", ["killed_best", "-killed_best"])
def test_unknown_values_come_last_whichever_way_the_list_is_sorted(
    reader: TestClient, sort: str
) -> None:
    killed = [row["killed_best"] for row in rows(reader, f"/api/incidents?sort={sort}")]
    known = [number for number in killed if number is not None]
    assert None in killed
    assert killed[: len(known)] == known == sorted(known, reverse=sort.startswith("-"))


@pytest.mark.parametrize(
    ("filters", "holds"),
    [
        ("event_type=battles", lambda r: r["event_type"] == "battles"),
        ("type=attack&type=grenade", lambda r: r["type"] in ("attack", "grenade")),
        ("status=planned", lambda r: r["status"] == "planned"),
        ("killed_min=3&killed_max=30", lambda r: 3 <= (r["killed_best"] or 0) <= 30),
        ("contested=1", lambda r: r["contested"]),
        ("contested=0", lambda r: not r["contested"]),
        ("sources_min=2", lambda r: r["sources"] >= 2),
        ("bbox=0,0,180,90", lambda r: (r["place_lon"] or -1) >= 0 and r["place_lat"] >= 0),
        (
            "bbox=100,-90,-30,90",
            lambda r: r["place_lon"] is not None and not -30 < r["place_lon"] < 100,
        ),
        (
            "from=2015-06&to=2016",
            lambda r: r["date_from"] and r["date_from"] <= "2016-12-31" <= "9"
            and r["date_to"] >= "2015-06-01",
        ),
        ("id=I3&id=I000007", lambda r: r["id"] in ("I000003", "I000007")),
        ("verdict=none", lambda r: r["review"]["verdict"] is None),
    ],
)  # fmt: skip
def test_a_filter_takes_the_incidents_for_which_it_holds_and_no_others(
    reader: TestClient, filters: str, holds: Any
) -> None:
    everything = rows(reader, "/api/incidents?limit=1000")
    expected = {row["id"] for row in everything if holds(row)}
    assert expected, "the filter should be tried on something"
    assert {row["id"] for row in rows(reader, f"/api/incidents?limit=1000&{filters}")} == expected


def test_map_timeline_and_list_agree_on_the_filters(reader: TestClient) -> None:
    filters = "from=2014-03&to=2018&status=happened&status=ongoing"
    listed = rows(reader, f"/api/incidents?limit=1000&{filters}")
    points = reader.get(f"/api/incidents/map?{filters}").json()
    bins = reader.get(f"/api/incidents/timeline?{filters}&unit=week").json()
    placed = {row["id"] for row in listed if row["place_lat"] is not None}
    assert points["total"] == bins["total"] == len(listed)
    assert points["unplaced"] == len(listed) - len(placed)
    assert {row[0] for row in points["rows"]} == placed
    assert sum(sum(b["counts"].values()) for b in bins["bins"]) == len(listed) - bins["undated"]
    assert sum(b["killed"] for b in bins["bins"]) == sum(
        row["killed_best"] or 0 for row in listed if row["date_from"]
    )


def test_a_point_of_the_map_is_what_the_list_says(reader: TestClient) -> None:
    points = reader.get("/api/incidents/map").json()
    by_id = {row["id"]: row for row in rows(reader, "/api/incidents?limit=1000")}
    for point in points["rows"]:
        told = dict(zip(points["columns"], point, strict=True))
        row = by_id[told["id"]]
        assert (told["lon"], told["lat"]) == (row["place_lon"], row["place_lat"])
        assert told["killed_best"] == row["killed_best"]
        assert told["contested"] is row["contested"]


@pytest.mark.parametrize(
    ("partial", "unit", "first", "last"),
    [
        ("2017-03-15", "day", "2017-03-15", "2017-03-15"),
        ("2017-03-15", "week", "2017-03-13", "2017-03-19"),
        ("2017-03", "month", "2017-03-01", "2017-03-31"),
        ("2016-12-31", "month", "2016-12-01", "2016-12-31"),
        ("2017", "year", "2017-01-01", "2017-12-31"),
        ("0001-01-01", "week", "0001-01-01", "0001-01-07"),
        ("9999-12-31", "month", "9999-12-01", "9999-12-31"),
        ("9999-12-31", "week", "9999-12-27", "9999-12-31"),
    ],
)
def test_a_bin_holds_whole_calendar_units(partial: str, unit: str, first: str, last: str) -> None:
    found = bin_of(partial, unit)
    assert found is not None
    assert [day.isoformat() for day in found] == [first, last]


def test_search_finds_words_of_sentences_titles_places_and_actors_without_accents(
    client: TestClient, store: Store
) -> None:
    everything = {row["id"]: row for row in rows(client, "/api/incidents?limit=1000")}
    found = rows(client, "/api/incidents?limit=1000&q=opened+fire")
    assert {row["id"] for row in found} == {
        name for name, row in everything.items() if "opened fire" in row["sentence_words"]
    }
    with store.writing() as connection:
        connection.execute(
            schema.incidents.update()
            .where(schema.incidents.c.id == "I000009")
            .values(place_name="Zürich-Höngg", content_hash="another", updated_at="2030")
        )
    assert [row["id"] for row in rows(client, "/api/incidents?q=zurich+hongg")] == ["I000009"]
    assert [row["id"] for row in rows(client, "/api/incidents?q=HÖNG*")] == ["I000009"]
    assert rows(client, "/api/incidents?q=%22hongg+zurich%22") == []


def test_an_actor_is_found_by_identifier_name_and_alias(client: TestClient, store: Store) -> None:
    with store.writing() as connection:
        connection.execute(
            schema.archive_actor_names.insert().values(
                archive_actor_id="A000010", name="Les Hérons", standing="stated", documents="[]"
            )
        )
    by_id = rows(client, "/api/incidents?actor=A10&limit=1000")
    assert by_id
    assert by_id == rows(client, "/api/incidents?actor=A000010&limit=1000")
    assert by_id == rows(client, "/api/incidents?actor=red+HERON+brigades&limit=1000")
    assert by_id == rows(client, "/api/incidents?actor=LES+hérons&limit=1000")


def test_one_incident_has_all_that_it_rests_on(reader: TestClient) -> None:
    most = rows(reader, "/api/incidents?sort=-reports&limit=1")[0]
    detail = reader.get(f"/api/incidents/{most['id']}").json()
    assert len(detail["reports"]) == most["reports"] > 1
    for entry in detail["reports"]:
        context, report = entry["context"], entry["report"]
        start = report["sentence_start"] - context["start"]
        assert context["text"][start:].startswith(report["sentence_words"])
        assert report["incident_id"] == most["id"]
        assert entry["document"]["family_id"]
        for argument in entry["arguments"]:
            at = argument["start"] - context["start"]
            assert context["text"][at : at + len(argument["words"])] == argument["words"]
    assert {family["family"]["id"] for family in detail["families"]} == {
        entry["document"]["family_id"] for entry in detail["reports"]
    }
    assert detail["claims"]
    assert {c["incidents"][0] for c in detail["claims"]} == {most["id"]}


def test_two_incidents_are_two_for_reasons_that_are_told(reader: TestClient) -> None:
    told = reader.get("/api/incidents/I4/why/I5").json()
    assert told["same"] is False
    assert told["because"]
    assert told["score"] < told["threshold"]
    assert {f["name"] for f in told["pairs"][0]["features"]} >= {"place", "type"}
    assert reader.get("/api/incidents/I4/why/I4").status_code == 422
    assert reader.get("/api/incidents/I4/why/I999").status_code == 404


def test_short_identifiers_are_accepted(reader: TestClient) -> None:
    assert reader.get("/api/incidents/i12").json()["incident"]["id"] == "I000012"


def test_an_incident_that_has_gone_says_where_to(client: TestClient, store: Store) -> None:
    with store.writing() as connection:
        connection.execute(
            schema.incident_forwards.insert().values(
                old_id="I000900", ordinal=1, new_id="I000012", kind="merged", at="2026", run_id=1
            )
        )
    answer = client.get("/api/incidents/I900")
    assert answer.status_code == 410
    assert answer.json()["forwards"][0]["new_id"] == "I000012"
    assert "I000012" in answer.json()["error"]["cure"]
    assert client.get("/api/incidents/I901").status_code == 404
