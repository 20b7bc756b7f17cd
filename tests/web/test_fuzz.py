"""Whatever the parameters are, the answer is rows or a clear refusal: never an error of ours."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

LISTS = (
    "/api/incidents", "/api/incidents/map", "/api/incidents/timeline", "/api/documents",
    "/api/claims", "/api/actors", "/api/queue", "/api/conflicts", "/api/rejects",
    "/api/decisions", "/api/events", "/api/actors/A3", "/api/meta",
)  # fmt: skip
ONE = (
    "/api/incidents/", "/api/documents/", "/api/reports/", "/api/actors/", "/api/mentions/",
    "/api/incidents/I1/why/", "/", "/incidents/", "/assets/",
)  # fmt: skip
WORDS = (
    "a", "-id", "2016", "2016-13", "9999-12-31", "0000", "-1", "1e9", "99999999999999999999", "NaN",
    "inf", "0,0,1,1", "180,-90,-180,90", "none", "happened", "attack", "I12", "A3", '"', '"a b',
    "a* OR b", "NEAR(a b)", "a AND", "words:a", "^a", "%", "_", "'; DROP TABLE incidents; --",
    "İ", "ß", "\u202e", "🚑", "e\u0301", "\x00", "a\tb", "()", "-", "*",
)  # fmt: skip

values = st.one_of(st.sampled_from(WORDS), st.text(max_size=30), st.integers().map(str))
quiet = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="session")
def parameters(reader: TestClient) -> dict[str, list[str]]:
    """The parameters that each address knows."""
    paths: dict[str, Any] = reader.get("/api/openapi.json").json()["paths"]
    return {
        path: [p["name"] for p in methods["get"].get("parameters", ()) if p["in"] == "query"]
        for path, methods in paths.items()
        if "get" in methods
    }


def clear(reader: TestClient, address: str) -> None:
    answer = reader.get(address, follow_redirects=False)
    assert answer.status_code in (200, 400, 403, 404, 405, 410, 414, 422), (address, answer.text)
    if answer.status_code != 200:
        told = answer.json()["error"]
        assert told["message"]
        assert told["cure"]


@quiet
@given(data=st.data())
def test_no_filter_is_an_error_of_ours(
    reader: TestClient, parameters: dict[str, list[str]], data: st.DataObject
) -> None:
    path = data.draw(st.sampled_from(LISTS))
    names = parameters.get(path.replace("A3", "{id}"), []) or ["q"]
    given_ = data.draw(st.lists(st.tuples(st.sampled_from([*names, "nope"]), values), max_size=4))
    query = "&".join(f"{n}={quote(v, safe='')}" for n, v in given_ if n != "wait")
    clear(reader, f"{path}?{query}")


@quiet
@given(text=st.one_of(st.sampled_from(WORDS), st.text(min_size=1, max_size=40)))
def test_no_search_is_an_error_of_ours(reader: TestClient, text: str) -> None:
    for path in ("/api/incidents", "/api/documents", "/api/claims", "/api/actors"):
        clear(reader, f"{path}?q={quote(text, safe='')}")


@quiet
@given(path=st.sampled_from(ONE), name=values)
def test_no_identifier_is_an_error_of_ours(reader: TestClient, path: str, name: str) -> None:
    clear(reader, path + quote(name, safe="/"))
    clear(reader, path + quote(name, safe=""))


@quiet
@given(raw=st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=40))
def test_no_raw_query_is_an_error_of_ours(reader: TestClient, raw: str) -> None:
    clear(reader, "/api/incidents?" + raw.replace("#", "%23"))
