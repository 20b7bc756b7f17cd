"""docs/api.md and the server say the same."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.testclient import TestClient

TEXT = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
DOCUMENTED = {(m[1], m[2]) for m in re.finditer(r"^## (GET|POST) (/api/\S+)$", TEXT, re.MULTILINE)}
ITSELF = ("GET", "/api/openapi.json")


def described(app: FastAPI) -> dict[str, Any]:
    answer = TestClient(app, base_url="http://127.0.0.1").get("/api/openapi.json")
    told: dict[str, Any] = answer.json()
    return told


def test_every_address_is_documented_and_the_other_way_round(app: FastAPI) -> None:
    served = {
        (method.upper(), path.replace(":path", ""))
        for path, methods in described(app)["paths"].items()
        for method in methods
    }
    assert served | {ITSELF} == DOCUMENTED


def test_every_field_of_an_answer_is_named_in_the_documentation(app: FastAPI) -> None:
    words = set(re.findall(r"[a-z_0-9]+", TEXT))
    by_part = {"sentence", "content", "source", "cue", "addressee", "date", "place", "a", "b"}
    missing = {
        f"{name}.{field}"
        for name, model in described(app)["components"]["schemas"].items()
        for field in model.get("properties", ())
        if field not in words
        and not (field.rpartition("_")[0] in by_part and field.endswith(("start", "end", "words")))
        and not field.endswith(("_by", "_score", "_note", "_type"))
        # "every column of times", of numbers, of places: format.md has them
        and name not in ("Time", "Number", "Place", "HTTPValidationError", "ValidationError")
    }
    assert not missing


def test_every_parameter_is_named_in_the_documentation(app: FastAPI) -> None:
    words = set(re.findall(r"[a-z_0-9]+", TEXT))
    for path, methods in described(app)["paths"].items():
        for method in methods.values():
            for parameter in method.get("parameters", ()):
                assert parameter["name"] in words, (path, parameter["name"])
