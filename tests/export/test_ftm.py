from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dateline.export import export_archive
from dateline.store import Store


def _entities(store: Store, folder: Path) -> list[dict[str, Any]]:
    export_archive(store, "ftm", folder)
    return [json.loads(line) for line in (folder / "entities.ftm.json").read_text().splitlines()]


def test_events_with_their_actors_and_articles(archive: Store, tmp_path: Path) -> None:
    entities = _entities(archive, tmp_path)
    by_id = {entity["id"]: entity for entity in entities}
    assert len(by_id) == len(entities)
    strike, clash, _ = (e["properties"] for e in entities if e["schema"] == "Event")
    assert (strike["date"], strike["country"]) == (["2024-05-03"], ["sd"])
    assert strike["recordId"] == ["I000001"]
    assert [by_id[i]["properties"]["name"] for i in strike["involved"]] == [
        ["=Sudanese army"],
        ["civilians"],
    ]
    assert by_id[strike["proof"][0]]["schema"] == "Article"
    assert (clash["startDate"], clash["endDate"]) == (["2024-04-01"], ["2024-04-30"])
    assert clash["description"] == ["killed 40/40/?"]


def test_followthemoney_takes_every_value(archive: Store, tmp_path: Path) -> None:
    model = pytest.importorskip("followthemoney", reason="followthemoney is not installed").model
    for entity in _entities(archive, tmp_path):
        proxy = model.get_proxy(entity)
        proxy.schema.validate(proxy.to_dict())
        for name, values in entity["properties"].items():
            assert sorted(proxy.get(name)) == sorted(values), name
