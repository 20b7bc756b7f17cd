"""The number measure counts what it says, and the floor holds where the shared data is."""

from __future__ import annotations

import json
from typing import Any

from dateline.evaluate.number import score
from tests.shared import SHARED, needs_shared


def _document(**changes: Any) -> dict[str, Any]:
    text = "At least 12 people were killed. Karim Haddad and two guards were killed at the gate."
    span = {"start": 0, "end": 11}
    name = {"start": 32, "end": 44}
    guards = {"start": 49, "end": 52}
    return {
        "id": "d1",
        "text": text,
        "mentions": [
            {**span, "type": "QUANTITY"},
            {**name, "type": "PERSON"},
            {**guards, "type": "QUANTITY"},
        ],
        "incidents": [
            {
                "arguments": [{**span, "role": "killed"}],
                "toll": [{"what": "killed", "low": 12, "best": 12, "high": None}],
            },
            {
                "arguments": [{**name, "role": "killed"}, {**guards, "role": "killed"}],
                "toll": [{"what": "killed", "low": 3, "best": 3, "high": 3}],
            },
            {
                "arguments": [],
                "toll": [{"what": "injured", "low": 1, "best": None, "high": None}],
            },
        ],
        **changes,
    }


def test_a_span_alone_and_spans_together_are_told_apart() -> None:
    total, misses = score([_document()])
    assert (total.entries, total.right, total.by_one_span, total.without_span) == (2, 2, 1, 1)
    assert (total.quantities, total.found) == (2, 2)
    assert misses == ()


def test_a_wrong_entry_is_listed() -> None:
    document = _document()
    document["incidents"][0]["toll"][0]["best"] = 13
    total, misses = score([document])
    assert total.right == 1
    assert [miss.what for miss in misses] == ["killed"]


@needs_shared
def test_toll_bounds_of_the_development_articles_reach_the_floor() -> None:
    with (SHARED / "gold" / "dev.jsonl").open(encoding="utf-8") as lines:
        total, _ = score([json.loads(line) for line in lines])
    assert total.exact >= 0.95
