"""Documents with their layers; claims; actors with their activity; what else is listed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from starlette.testclient import TestClient

from dateline.store import Store, schema
from dateline.web.activity import Month, changepoints, months_between, share_against

DOCUMENT = "made/000/000009"


def test_a_document_with_slashes_in_its_name_is_there_plain_or_encoded(reader: TestClient) -> None:
    plain = reader.get(f"/api/documents/{DOCUMENT}")
    assert plain.status_code == 200
    assert plain.json() == reader.get(f"/api/documents/{quote(DOCUMENT, safe='')}").json()


def test_every_layer_of_a_document_gives_words_where_they_stand(reader: TestClient) -> None:
    detail = reader.get(f"/api/documents/{DOCUMENT}").json()
    text = detail["text"]
    layers = ("mentions", "times", "numbers", "places", "marks")
    spans = [row for layer in layers for row in detail[layer]]
    for entry in detail["reports"]:
        spans += entry["triggers"] + entry["arguments"] + entry["tolls"]
    assert len(spans) > 8
    for row in spans:
        assert text[row["start"] : row["end"]] == row["words"]
    for claim in detail["claims"]:
        assert text[claim["content_start"] : claim["content_end"]] == claim["content_words"]
    assert detail["family"]["family"]["documents"] >= 1
    assert detail["document"]["metadata"]["synthetic"] is True


def test_offsets_are_code_points_in_a_text_with_emoji_and_combining_marks(
    reader: TestClient,
) -> None:
    found = reader.get("/api/documents?q=Ambulances&limit=5").json()["rows"]
    assert found
    detail = reader.get(f"/api/documents/{found[0]['id']}").json()
    mark = detail["marks"][-1]
    assert detail["text"][mark["start"] : mark["end"]] == mark["words"]


def test_documents_are_filtered_by_date_outlet_family_incident_and_words(
    reader: TestClient,
) -> None:
    everything = reader.get("/api/documents?limit=1000").json()["rows"]
    detail = reader.get("/api/incidents/I5").json()
    told = {entry["document"]["id"] for entry in detail["reports"]}
    outlet = next(row["outlet"] for row in everything if "<" not in row["outlet"])
    family = everything[0]["family_id"]
    cases: list[tuple[str, Callable[[dict[str, Any]], bool]]] = [
        (f"outlet={quote(outlet)}", lambda r: r["outlet"] == outlet),
        ("from=2016-02&to=2016-11", lambda r: "2016-02-01" <= r["published"] <= "2016-11-30"),
        ("incident=I5", lambda r: r["id"] in told),
        (f"family={quote(family)}", lambda r: r["family_id"] == family),
        ("synthetic=0", lambda r: not r["synthetic"]),
    ]
    for filters, holds in cases:
        listed = reader.get(f"/api/documents?limit=1000&{filters}").json()
        expected = {row["id"] for row in everything if holds(row)}
        assert {row["id"] for row in listed["rows"]} == expected, filters
        assert listed["total"] == len(expected)


def test_the_search_of_documents_forgets_those_that_are_gone(
    client: TestClient, store: Store
) -> None:
    before = client.get("/api/documents?q=doctor&limit=1000").json()
    assert before["total"] > 1
    gone = before["rows"][0]["id"]
    with store.writing() as connection:
        connection.execute(schema.documents.delete().where(schema.documents.c.id == gone))
    after = client.get("/api/documents?q=doctor&limit=1000").json()
    assert after["total"] == before["total"] - 1
    assert gone not in {row["id"] for row in after["rows"]}


def test_a_mention_says_what_it_became(reader: TestClient) -> None:
    detail = reader.get(f"/api/documents/{DOCUMENT}").json()
    place = next(m for m in detail["mentions"] if m["type"] == "PLACE")
    found = reader.get(f"/api/mentions/{DOCUMENT}/{place['ordinal']}").json()
    assert found["mention"] == place
    assert [p["name"] for p in found["places"]] == [place["words"]]
    assert [a["role"] for a in found["arguments"]] == ["place"]
    group = next(m for m in detail["mentions"] if m["type"] == "ARMED_GROUP")
    found = reader.get(f"/api/mentions/{DOCUMENT}/{group['ordinal']}").json()
    assert found["actor"]["name"] == found["archive_actor"]["name"] == group["words"]
    assert reader.get(f"/api/mentions/{DOCUMENT}/999").status_code == 404


def test_a_report_is_found_by_its_identifier(reader: TestClient) -> None:
    found = reader.get(f"/api/reports/{quote(DOCUMENT + '/i1', safe='')}").json()
    assert found["report"]["id"] == f"{DOCUMENT}/i1"
    assert found["document"]["id"] == DOCUMENT


def test_claims_are_filtered_by_speaker_incident_and_words(reader: TestClient) -> None:
    everything = reader.get("/api/claims?limit=1000").json()["rows"]
    cases: list[tuple[str, Callable[[dict[str, Any]], bool]]] = [
        ("speaker=RESIDENTS", lambda r: r["speaker"] == "Residents"),
        ("incident=I5", lambda r: r["incidents"] == ["I000005"]),
        ("commitment=probable", lambda r: r["commitment"] == "probable"),
        ("q=people+killed",
         lambda r: "people" in r["content_words"] and "killed" in r["content_words"]),
        ("from=2016&to=2016", lambda r: r["published"].startswith("2016")),
    ]  # fmt: skip
    for filters, holds in cases:
        listed = reader.get(f"/api/claims?limit=1000&{filters}").json()
        expected = [row["id"] for row in everything if holds(row)]
        assert expected
        assert [row["id"] for row in listed["rows"]] == expected, filters


def test_an_actor_has_names_members_and_activity(reader: TestClient) -> None:
    listed = reader.get("/api/actors?sort=-incidents").json()["rows"]
    detail = reader.get(f"/api/actors/{listed[0]['id']}").json()
    assert detail["actor"] == listed[0]
    counted = sum(month["incidents"] for month in detail["activity"])
    assert counted
    assert all(m["incidents"] <= m["all_incidents"] for m in detail["activity"])
    months = [m["month"] for m in detail["activity"]]
    assert months == months_between(months[0], months[-1])
    assert detail["share"]["base"]["to"] < detail["share"]["period"]["from"]
    assert {m["name"] for m in detail["members"]} == {detail["actor"]["name"]}
    assert reader.get("/api/actors/A999").status_code == 404


def test_the_base_period_has_two_ends(reader: TestClient) -> None:
    given = reader.get("/api/actors/A3?base_from=2014-01&base_to=2015-12").json()["share"]
    assert (given["base"]["from"][:4], given["base"]["to"]) == ("2014", "2015-12")
    assert reader.get("/api/actors/A3?base_from=2014-01").status_code == 422


def _months(counts: list[int], everything: int = 100) -> list[Month]:
    names = months_between("2014-01", "2020-12")
    return [Month(m, n, 0, n, 0, everything) for m, n in zip(names, counts, strict=False)]


def test_a_change_of_activity_is_found_where_it_happened() -> None:
    activity = _months([10, 12, 9, 11, 10, 12, 8, 11, 10, 9, 11, 10] * 2 + [1, 0, 2, 1, 0, 1] * 3)
    found = changepoints(activity)
    assert [point["month"] for point in found] == ["2016-01"]
    assert found[0]["before"] > 10 > 1 > found[0]["after"]
    assert found[0]["change"] < -0.9


def test_steady_activity_has_no_change_points() -> None:
    assert changepoints(_months([3, 4, 3, 2, 4, 3, 3, 4, 2, 3, 3, 4] * 4)) == []
    assert changepoints(_months([0] * 24)) == []
    assert changepoints(_months([5, 0])) == []


def test_the_share_is_told_against_the_base_period() -> None:
    share = share_against(_months([20] * 12 + [11] * 12), ("2014-01", "2014-12"))
    assert share is not None
    assert share["change"] == -0.45
    assert share["text"] == "down 45 % against 2014-01 to 2014-12"
    assert share_against(_months([1]), None) is None


def test_rejects_say_what_to_do(reader: TestClient) -> None:
    listed = reader.get("/api/rejects?q=front&limit=3").json()
    assert listed["total"] == 0
    first = reader.get("/api/rejects?limit=1").json()["rows"][0]
    assert first["cure"]
    assert first["document_id"] is None


def test_meta_tells_what_there_is(reader: TestClient) -> None:
    meta = reader.get("/api/meta").json()
    assert meta["counts"]["incidents"] == 60
    assert meta["author"] == "ana"
    assert sum(row["incidents"] for row in meta["countries"]) == 60
    assert meta["shapes"]["2"] == {"shape": "ring", "radius_km": 25}
    assert meta["read_only"] is False
