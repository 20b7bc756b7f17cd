"""Downloads of what is shown, in every format."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
from sqlalchemy import select
from starlette.testclient import TestClient

from dateline.export import FORMATS
from dateline.store import Store, schema


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("format", [f for f in FORMATS if f != "ftm"])
def test_every_format_is_a_zip_with_its_sidecar(client: TestClient, format: str) -> None:
    answer = client.get(f"/api/export?format={format}&killed_min=2")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-disposition"] == f'attachment; filename="dateline-{format}.zip"'
    files = unpacked(answer.content)
    assert f"{format}.about.json" in files
    assert len(files) > 1


def test_a_download_has_the_incidents_that_are_shown(client: TestClient) -> None:
    filters = "event_type=explosions&from=2015"
    shown = {row["id"] for row in client.get(f"/api/incidents?{filters}&limit=1000").json()["rows"]}
    assert shown
    files = unpacked(client.get(f"/api/export?format=csv&{filters}").content)
    rows = csv.DictReader(io.StringIO(files["incidents.csv"].decode("utf-8-sig")))
    assert {row["id"] for row in rows} == shown


def test_the_same_download_has_the_same_bytes(client: TestClient) -> None:
    first = client.get("/api/export?format=geojson").content
    assert client.get("/api/export?format=geojson").content == first


def test_a_download_is_logged_with_its_filters(client: TestClient, store: Store) -> None:
    client.get("/api/export?format=geojson&status=happened&q=fire")
    with store.reading() as connection:
        (row,) = connection.execute(select(schema.exports)).mappings()
    assert (row["who"], row["format"]) == ("ana", "geojson")
    assert '"happened"' in row["arguments"]
    assert '"fire"' in row["arguments"]


def test_an_unknown_format_is_refused_with_those_known(client: TestClient) -> None:
    answer = client.get("/api/export?format=pdf")
    assert answer.status_code == 422
    assert "geojson" in answer.json()["error"]["message"]
