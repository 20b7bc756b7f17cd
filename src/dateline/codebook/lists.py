"""Loads the codebook's closed lists from `data/codebook.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load_table(name: str) -> Mapping[str, Any]:
    """The table `codebook/data/NAME.toml` as a mapping. Raises FileNotFoundError if absent."""
    return tomllib.loads(files("dateline.codebook").joinpath("data", f"{name}.toml").read_text())


_codebook = load_table("codebook")

MENTION_TYPES: tuple[str, ...] = tuple(_codebook["mention_types"])
INCIDENT_TYPES: tuple[str, ...] = tuple(_codebook["incident_types"])
EVENT_TYPE_OF: Mapping[str, str] = {
    name: row["event_type"] for name, row in _codebook["incident_types"].items()
}
STATUSES: tuple[str, ...] = tuple(_codebook["statuses"])
STATUSES_THAT_COUNT: frozenset[str] = frozenset(_codebook["statuses_that_count"])
ROLES: tuple[str, ...] = tuple(_codebook["roles"])
ROLE_MENTION_TYPES: Mapping[str, frozenset[str]] = {
    role: frozenset(types) for role, types in _codebook["roles"].items()
}
SOURCE_TYPES: tuple[str, ...] = tuple(_codebook["source_types"])
MODES: tuple[str, ...] = tuple(_codebook["modes"])
SPEECH_ACTS: tuple[str, ...] = tuple(_codebook["speech_acts"])
COMMITMENTS: tuple[str, ...] = tuple(_codebook["commitments"])
TOLL_WHATS: tuple[str, ...] = tuple(_codebook["toll_whats"])
TOLL_SIDES: tuple[str, ...] = tuple(_codebook["toll_sides"])
ACTOR_KINDS: Mapping[int, str] = {int(k): v for k, v in _codebook["actor_kinds"].items()}
TIME_PRECISIONS: Mapping[int, str] = {int(k): v for k, v in _codebook["time_precisions"].items()}
PLACE_PRECISIONS: Mapping[int, str] = {int(k): v for k, v in _codebook["place_precisions"].items()}
