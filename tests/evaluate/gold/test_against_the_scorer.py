"""The same rows as the scorer with which the project is measured, where that is present."""

from __future__ import annotations

import importlib.util
import json
import random
import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from dateline.annotate import load_annotator
from dateline.evaluate.gold import read_annotated, run, score
from tests.shared import SHARED, needs_shared

Row = dict[str, Any]
Table = dict[str, dict[str, float]]

DEV = SHARED / "gold" / "dev.jsonl"


@pytest.fixture(scope="module")
def reference() -> Callable[[list[Row], list[Row]], Table]:
    spec = importlib.util.spec_from_file_location("reference", SHARED / "score" / "score.py")
    assert spec
    assert spec.loader
    module: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    def rows(gold: list[Row], predicted: list[Row]) -> Table:
        table: Table = module.score({r["id"]: r for r in gold}, {r["id"]: r for r in predicted})[0]
        return table

    return rows


def rounded(table: Table) -> Table:
    return {row: {k: round(v, 4) for k, v in figures.items()} for row, figures in table.items()}


@needs_shared
@pytest.mark.parametrize("seed", range(4))
def test_on_perturbed_annotations(
    reference: Callable[[list[Row], list[Row]], Table], seed: int
) -> None:
    gold = list(read_annotated(DEV))
    chance = random.Random(seed)
    predicted = [perturbed(row, chance) for row in gold if chance.random() < 0.95]
    table = rounded(score(gold, predicted))
    assert table == reference(gold, predicted)
    assert table["clusters of matched reports (B3)"]["f1"] < 1


@needs_shared
def test_on_what_the_command_line_writes(
    reference: Callable[[list[Row], list[Row]], Table], tmp_path: Path
) -> None:
    """Every ninth article; and `run` codes them as the command line does."""
    gold = list(read_annotated(DEV))[::9]
    path = tmp_path / "some.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in gold))
    command = [sys.executable, "-m", "dateline", "code", str(path), "--jsonl", "--jobs", "1"]
    written = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    predicted = [json.loads(line) for line in written.splitlines()]
    assert len(predicted) == len(gold)
    table = score(gold, predicted)
    assert rounded(table) == reference(gold, predicted)
    assert table == run(path, load_annotator(threads=1))


def perturbed(row: Row, chance: random.Random) -> Row:
    """The annotation with errors of every kind that the rows count."""
    row = deepcopy(row)
    length = len(row["text"])
    types = sorted({i["type"] for i in row["incidents"]} | {"attack", "displacement"})
    for name in ("mentions", "times", "places", "incidents", "claims"):
        row[name] = [x for x in row[name] if chance.random() < 0.85]
    row["mentions"] += chance.sample(row["mentions"], len(row["mentions"]) // 10)
    for span in (*row["mentions"], *row["times"], *row["places"]):
        shift(span, length, chance)
    for mention in row["mentions"]:
        if chance.random() < 0.1:
            mention["type"] = chance.choice(("PLACE", "ROLE", "ORG"))
    for place in row["places"]:
        move(place, chance)
    for time in row["times"]:
        change_days(time, chance)
    for incident in row["incidents"]:
        change_incident(incident, length, types, chance)
    chance.shuffle(row["incidents"])
    for claim in row["claims"]:
        shift(claim["content"], length, chance, by=40)
        if claim["source"] and chance.random() < 0.2:
            claim["source"] = None
        for label in ("source_type", "mode", "speech_act", "commitment"):
            if chance.random() < 0.2:
                claim[label] = "other"
    return row


def change_incident(incident: Row, length: int, types: list[str], chance: random.Random) -> None:
    for span in (*incident["triggers"], *incident["arguments"]):
        shift(span, length, chance)
    if chance.random() < 0.3:
        incident["type"] = chance.choice(types)
    if chance.random() < 0.3:
        incident["status"] = "planned"
    for argument in incident["arguments"]:
        if chance.random() < 0.1:
            argument["role"] = chance.choice(("target", "perpetrator", "place"))
    if incident["date"]:
        change_days(incident["date"], chance)
        if chance.random() < 0.2:
            incident["date"] = None
    if incident["place"]:
        move(incident["place"], chance)
    for entry in incident["toll"]:
        if chance.random() < 0.3:
            entry["high"] = None
    if chance.random() < 0.3:
        incident["key"] = chance.choice((None, "k", "l"))


def shift(span: Row, length: int, chance: random.Random, by: int = 6) -> None:
    if chance.random() < 0.4:
        span["start"] = min(length - 1, max(0, span["start"] + chance.randint(-by, by)))
        span["end"] = min(length, max(span["start"] + 1, span["end"] + chance.randint(-by, by)))


def move(place: Row, chance: random.Random) -> None:
    if chance.random() < 0.4 and place["lat"] is not None:
        place["lat"] += chance.uniform(-2, 2)
    if chance.random() < 0.1:
        place["lat"] = place["lon"] = None


def change_days(value: Row, chance: random.Random) -> None:
    kind = chance.random()
    if kind < 0.1 and value["from"]:
        value["from"] = value["from"][:7]
    elif kind < 0.2:
        value["to"] = None
    elif kind < 0.3:
        value["from"] = value["to"] = None
    elif kind < 0.4:
        value["to"] = "2017-02-30"
