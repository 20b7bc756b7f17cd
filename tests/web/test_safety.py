"""Whom the server answers, what it refuses, and how harmless its answers are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from dateline.store import Store, open_store
from dateline.web.app import create_app
from dateline.web.headers import CONTENT_POLICY
from dateline.web.safety import LARGEST_BODY
from tests.web.conftest import ADDRESS, TOKEN

ACCEPT = {"decisions": [{"action": "accept", "target_kind": "incident", "target_id": "I1"}]}


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8377", "localhost", "LOCALHOST:80", "[::1]:8377", "127.8.8.8"]
)
def test_the_machine_itself_is_answered(reader: TestClient, host: str) -> None:
    assert reader.get("/api/events", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8377", "10.0.0.7", "",
     "[::1", "localhost:80@evil.example", "169.254.169.254", "a b"],
)  # fmt: skip
def test_a_name_that_only_leads_here_is_refused(reader: TestClient, host: str) -> None:
    for address in ("/", "/api/meta", "/api/documents"):
        answer = reader.get(address, headers={"host": host})
        assert answer.status_code == 403
        assert TOKEN not in answer.text


def test_a_change_needs_the_token(app: FastAPI) -> None:
    stranger = TestClient(app, base_url=ADDRESS)
    for headers in ({}, {"x-dateline-token": "wrong"}, {"x-dateline-token": ""}):
        answer = stranger.post("/api/decisions", json=ACCEPT, headers=headers)
        assert answer.status_code == 403
        assert "token" in answer.json()["error"]["message"]
    assert stranger.get("/api/decisions").json()["total"] == 0
    allowed = stranger.post("/api/decisions", json=ACCEPT, headers={"x-dateline-token": TOKEN})
    assert allowed.status_code == 200


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "null", "http://127.0.0.1:9999", "http://localhost:8377", ""],
)
def test_a_change_from_another_site_is_refused_even_with_the_token(
    client: TestClient, origin: str
) -> None:
    answer = client.post("/api/decisions", json=ACCEPT, headers={"origin": origin})
    assert answer.status_code == 403
    assert client.get("/api/decisions").json()["total"] == 0


def test_the_page_itself_may_change(client: TestClient) -> None:
    answer = client.post("/api/decisions", json=ACCEPT, headers={"origin": ADDRESS})
    assert answer.status_code == 200


def test_another_site_in_the_same_browser_may_not_even_ask(reader: TestClient) -> None:
    answer = reader.get("/api/export?format=csv", headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403


@pytest.mark.parametrize("address", ["/", "/api/meta", "/api/nope", "/nope", "/api/incidents?x=1"])
def test_every_answer_has_the_headers_that_keep_a_browser_safe(
    reader: TestClient, address: str
) -> None:
    headers = reader.get(address).headers
    assert headers["content-security-policy"] == CONTENT_POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"
    assert "access-control-allow-origin" not in headers


def test_the_policy_lets_nothing_in_from_elsewhere() -> None:
    for part in CONTENT_POLICY.split("; "):
        name, *sources = part.split()
        assert not any(":" in s.replace("data:", "").replace("blob:", "") for s in sources), name
        if name != "style-src-attr":
            assert "'unsafe-inline'" not in sources
        assert "'unsafe-eval'" not in sources
        assert "*" not in sources


def test_hostile_words_are_answered_as_json_and_nothing_else(reader: TestClient) -> None:
    listed = reader.get("/api/documents?q=script&limit=100")
    assert any("<script>" in (row["title"] or "") for row in listed.json()["rows"])
    assert listed.headers["content-type"] == "application/json"


def test_a_body_that_is_too_large_is_not_read(client: TestClient) -> None:
    big = b'{"decisions": [{"reason": "' + b"a" * LARGEST_BODY + b'"}]}'
    headers = {"content-type": "application/json"}
    assert client.post("/api/decisions", content=big, headers=headers).status_code == 413

    def pieces() -> Iterator[bytes]:
        yield from (big[at : at + 65536] for at in range(0, len(big), 65536))

    said_nothing = client.post("/api/decisions", content=pieces(), headers=headers)
    assert 400 <= said_nothing.status_code < 500


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'{"decisions": []}', b'{"decisions": "x"}', b"\xff\xfe",
     b'{"decisions": [{"action": "accept"}]}', b'{"decisions": [], "extra": 1}', b"[" * 100_000,
     b'{"decisions": [{"action": "edit", "target_kind": "incident", "target_id": "I1",'
     b' "field": "place_name", "new": "\\ud800"}]}',
     b'{"decisions": [{"action": "edit", "target_kind": "incident", "target_id": "I1\\u0000",'
     b' "field": "place_name", "new": "x"}]}',
     b'{"decisions": [{"action": "edit", "target_kind": "incident", "target_id": "I1",'
     b' "field": "killed_best", "new": 1e400}]}',
     b'{"decisions": [{"action": "edit", "target_kind": "incident", "target_id": "I1",'
     b' "field": "killed_best", "new": ' + b"[" * 5000 + b"]" * 5000 + b"}]}",
     b'{"decisions": [{"action": "edit", "target_kind": "incident", "target_id": "I1",'
     b' "field": "place_name", "new": "a", "old": "\\udfff"}]}'],
)  # fmt: skip
def test_a_body_that_means_nothing_gets_a_clear_answer(client: TestClient, body: bytes) -> None:
    headers = {"content-type": "application/json"}
    answer = client.post("/api/decisions", content=body, headers=headers)
    assert 400 <= answer.status_code < 500, answer.text
    assert answer.json()["error"]["message"]
    assert "Traceback" not in answer.text


def test_an_unexpected_error_is_told_without_a_trace(app: FastAPI) -> None:
    @app.get("/api/broken")
    def broken() -> None:
        raise RuntimeError("secret of the inside")

    app.router.routes.insert(0, app.router.routes.pop())
    client = TestClient(app, base_url=ADDRESS, raise_server_exceptions=False)
    answer = client.get("/api/broken")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert answer.headers["content-security-policy"] == CONTENT_POLICY


@pytest.mark.parametrize(
    "address",
    ["/assets/../app.py", "/assets/..%2f..%2fapp.py", "/..%2f..%2fetc/passwd", "/%2e%2e/x",
     "/assets/%2fetc%2fpasswd", "/assets/", "/index.html", "/docs", "/redoc", "/openapi.json",
     "/static/index.html", "/assets/%00", "/incidents/", "//evil.example/x"],
)  # fmt: skip
def test_nothing_else_is_served_and_nobody_is_sent_elsewhere(
    reader: TestClient, address: str
) -> None:
    answer = reader.get(address, follow_redirects=False)
    assert answer.status_code == 404
    assert "location" not in answer.headers


def test_a_locked_archive_is_told_as_busy(
    client: TestClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dateline.store.engine.BUSY_SECONDS", 0.1)
    store._engine.dispose()
    with store._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 100")
    other = sqlite3.connect(store.where, timeout=0.1, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        answer = client.post("/api/decisions", json=ACCEPT)
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert answer.status_code == 503
    assert "locked" in answer.json()["error"]["message"]


def test_an_archive_that_cannot_be_written_is_read_alone(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dateline.web.app._writable", lambda _store: False)
    app = create_app(store, token=TOKEN)
    client = TestClient(app, base_url=ADDRESS, headers={"x-dateline-token": TOKEN})
    assert client.get("/api/meta").json()["read_only"] is True
    assert client.get("/api/incidents?q=fire").status_code == 200
    assert client.post("/api/decisions", json=ACCEPT).status_code == 403


@pytest.fixture
def shared(store: Store) -> FastAPI:
    return create_app(store, token=TOKEN, hosts=("archive.example",), open_token=True)


def test_on_another_address_reading_needs_the_token_too(shared: FastAPI) -> None:
    stranger = TestClient(shared, base_url="http://archive.example:8377")
    for address in ("/", "/api/incidents", "/incidents", "/?token=wrong", "/api/meta?token=x"):
        answer = stranger.get(address)
        assert answer.status_code == 403
        assert TOKEN not in answer.text
    assert stranger.get("/api/meta", headers={"x-dateline-token": TOKEN}).status_code == 200


def test_the_token_in_the_address_is_asked_once(shared: FastAPI) -> None:
    guest = TestClient(shared, base_url="http://archive.example:8377")
    first = guest.get(f"/?token={TOKEN}", follow_redirects=False)
    assert first.status_code == 303
    assert first.headers["location"] == "/"
    assert "HttpOnly" in first.headers["set-cookie"]
    assert "samesite=strict" in first.headers["set-cookie"].lower()
    assert guest.get("/api/meta").status_code == 200
    # The cookie reads; it does not change.
    assert guest.post("/api/decisions", json=ACCEPT).status_code == 403


def test_a_cookie_that_is_none_is_no_error(shared: FastAPI) -> None:
    guest = TestClient(shared, base_url="http://archive.example:8377")
    for cookie in ("dateline_token", "dateline_token=\x01", "=;=;", "a=" + "b" * 5000):
        assert guest.get("/api/meta", headers={"cookie": cookie}).status_code == 403


def test_closing_the_archive_is_the_callers(made_archive: Path) -> None:
    with open_store(str(made_archive)) as store:
        client = TestClient(create_app(store), base_url=ADDRESS)
        assert client.get("/api/meta").status_code == 200
