"""Replaces every person, group and town of a record by a name that no training file contains.

Scores on the result show how much a head leans on names it has learnt by heart.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from typing import Any

from training.augment import apply_edits

RENAMED = ("PERSON", "ARMED_GROUP", "PLACE")
_PARTS = [
    "vru",
    "ske",
    "ploe",
    "xan",
    "quil",
    "brae",
    "thox",
    "zhim",
    "owd",
    "ulk",
    "jyr",
    "frea",
    "gwen",
    "bix",
    "dzo",
    "yst",
    "crom",
    "hule",
    "nyk",
    "vash",
]
_NAME = re.compile(r"[A-Z\u00c0-\u00de][^\W_]*(?:[-'\u2019][^\W_]+)*")
_KEPT = frozenset(
    [
        "North",
        "South",
        "East",
        "West",
        "Northern",
        "Southern",
        "Eastern",
        "Western",
        "Central",
        "River",
        "District",
        "Province",
        "City",
        "State",
        "County",
        "Region",
        "Governorate",
        "Upper",
        "Lower",
        "Old",
        "New",
        "Greater",
        "The",
        "Of",
        "Gulf",
        "Sea",
        "Lake",
    ]
)


def rename(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record with invented names; the same word becomes the same name throughout."""
    draw = random.Random(record["id"])
    made: dict[str, str] = {}

    def new(match: re.Match[str]) -> str:
        old = match.group()
        if old in _KEPT or len(old) < 2:
            return old
        if old not in made:
            name = "".join(draw.choice(_PARTS) for _ in range(draw.randint(2, 3)))
            made[old] = name.upper()[:5] if old.isupper() else name.capitalize()
        return made[old]

    text, edits = record["text"], []
    inner = sorted(record["mentions"], key=lambda m: m["end"] - m["start"])
    for mention in inner:
        start, end = mention["start"], mention["end"]
        if mention["type"] not in RENAMED or any(a < end and start < b for a, b, _ in edits):
            continue
        edits.append((start, end, _NAME.sub(new, text[start:end])))
    return {**record, **apply_edits(record, sorted(edits))}
