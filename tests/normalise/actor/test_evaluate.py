from __future__ import annotations

import json

import pytest

from dateline.evaluate.actor import b_cubed, evaluate
from tests.shared import SHARED, needs_shared


def test_b_cubed_by_hand() -> None:
    # Gold {0,1,2} {3}; found {0,1} {2,3}: the figures of the paper's definition.
    precision, recall = b_cubed(["x", "x", "x", "y"], ["p", "p", "q", "q"])
    assert precision == pytest.approx(1 + 1 + 0.5 + 0.5)
    assert recall == pytest.approx(2 / 3 + 2 / 3 + 1 / 3 + 1)


@needs_shared
def test_the_development_part_keeps_its_floor() -> None:
    lines = (SHARED / "gold" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    report = evaluate([json.loads(line) for line in lines]).report()
    assert report["b3_f1"] >= 0.87
    assert report["kind_accuracy"] >= 0.85
