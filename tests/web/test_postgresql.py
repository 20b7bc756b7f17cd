"""The same API over PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from dateline.run.reconcile import update_archive
from dateline.store import open_store
from dateline.web.app import create_app
from tests.store.postgresql import server
from tests.web.conftest import ADDRESS, TOKEN, fill


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with server() as url:
        fill(url, 20, 50)
        with open_store(url) as store:
            update_archive(store)
            app = create_app(store, token=TOKEN, author="ana")
            yield TestClient(app, base_url=ADDRESS, headers={"x-dateline-token": TOKEN})


@pytest.mark.parametrize(
    "address",
    ["/api/meta", "/api/incidents?sort=-killed_best&contested=0", "/api/incidents?sort=-verdict",
     "/api/incidents?from=2014-02&to=2019&bbox=-180,-90,180,90&verdict=none&grade=weak&grade=none",
     "/api/incidents?actor=red+heron+brigades&killed_min=0&sources_min=1&flagged=0",
     "/api/incidents/map", "/api/incidents/timeline?unit=week", "/api/incidents/I3",
     "/api/incidents/I3/why/I4", "/api/documents?q=doctor", "/api/documents?sort=title&family=x",
     "/api/documents/made/000/000009", "/api/reports/made/000/000009/i1",
     "/api/mentions/made/000/000009/1", "/api/claims?q=killed&speaker=Residents&sort=-published",
     "/api/actors?q=a&sort=-incidents", "/api/actors/A3", "/api/queue", "/api/conflicts",
     "/api/rejects?q=article", "/api/decisions?author=x&q=y", "/api/events",
     "/api/export?format=csv&killed_min=1"],
)  # fmt: skip
def test_every_address_answers(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code in (200, 404), answer.text
    if answer.status_code == 404:
        assert address.startswith("/api/actors/")


def test_words_are_found_whatever_their_case_and_accents(client: TestClient) -> None:
    everything = client.get("/api/incidents?limit=1000").json()["rows"]
    word = everything[0]["words"].split()[0]
    expected = {row["id"] for row in everything if word in row["sentence_words"]}
    found = client.get(f"/api/incidents?limit=1000&q={word.upper()}").json()["rows"]
    assert expected <= {row["id"] for row in found}


def test_a_decision_is_taken_and_undone(client: TestClient) -> None:
    decision = {
        "action": "edit", "target_kind": "incident", "target_id": "I3", "field": "place_name",
        "new": "Elsewhere",
    }  # fmt: skip
    done = client.post("/api/decisions", json={"decisions": [decision]})
    assert done.status_code == 200, done.text
    assert client.get("/api/incidents/I3").json()["incident"]["place_name"] == "Elsewhere"
    assert client.post("/api/decisions/undo", json={"last": True}).status_code == 200
    assert client.get("/api/incidents/I3").json()["incident"]["place_name"] != "Elsewhere"
