"""The page: its addresses, its token, its files, the base map."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline.store import Store
from dateline.web.app import create_app
from tests.web.conftest import ADDRESS

TRICKY = 'to"ken<with>&16characters'


@pytest.fixture
def built(store: Store, tmp_path: Path) -> TestClient:
    """A server with a built page and a base map."""
    static = tmp_path / "static"
    (static / "assets").mkdir(parents=True)
    (static / "index.html").write_text("<!doctype html><html><head><title>D</title></head></html>")
    (static / "assets" / "app-1a2B_c3d.js").write_text("export {}")
    (static / "favicon.svg").write_text("<svg/>")
    (tmp_path / "secret.txt").write_text("secret")
    basemap = tmp_path / "world.pmtiles"
    basemap.write_bytes(bytes(range(256)) * 40)
    app = create_app(store, token=TRICKY, static=static, basemap=basemap)
    return TestClient(app, base_url=ADDRESS)


@pytest.mark.parametrize(
    "address",
    ["/", "/incidents", "/incidents/I000012", "/documents/made/000/000009", "/documents/a%2Fb",
     "/claims", "/actors", "/actors/A000003", "/queue", "/conflicts", "/rejects"],
)  # fmt: skip
def test_the_pages_own_addresses_answer_with_the_page(built: TestClient, address: str) -> None:
    answer = built.get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert "no-store" in answer.headers["cache-control"]
    token = 'content="to&quot;ken&lt;with&gt;&amp;16characters"'
    assert f'<head><meta name="dateline-token" {token}>' in answer.text


def test_built_files_are_kept_by_the_browser(built: TestClient, tmp_path: Path) -> None:
    answer = built.get("/assets/app-1a2B_c3d.js")
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-type"].startswith("text/javascript")
    (tmp_path / "static" / "assets" / "theme.js").write_text("export {}")
    assert built.get("/assets/theme.js").headers["cache-control"] == "no-cache"
    assert built.get("/favicon.svg").status_code == 200
    assert built.get("/assets/other.js").status_code == 404
    assert built.get("/assets/../../secret.txt").status_code == 404
    assert built.get("/assets/..%2f..%2fsecret.txt").status_code == 404


def test_a_base_map_is_served_in_ranges(built: TestClient) -> None:
    assert built.get("/api/meta").json()["basemap"] == "/basemap.pmtiles"
    part = built.get("/basemap.pmtiles", headers={"range": "bytes=256-259"})
    assert part.status_code == 206
    assert part.content == bytes([0, 1, 2, 3])
    assert part.headers["content-range"] == "bytes 256-259/10240"
    long = built.get("/basemap.pmtiles", headers={"range": "bytes=0-8191"})
    assert long.headers.get("content-encoding", "identity") == "identity"
    assert len(long.content) == 8192


def test_without_a_base_map_its_address_says_how_to_give_one(reader: TestClient) -> None:
    answer = reader.get("/basemap.pmtiles")
    assert answer.status_code == 404
    assert "--basemap" in answer.json()["error"]["cure"]


def test_without_the_built_page_a_plain_one_says_how_to_build_it(
    store: Store, tmp_path: Path
) -> None:
    app = create_app(store, static=tmp_path / "nothing")
    answer = TestClient(app, base_url=ADDRESS).get("/incidents")
    assert answer.status_code == 200
    assert "npm run build" in answer.text
