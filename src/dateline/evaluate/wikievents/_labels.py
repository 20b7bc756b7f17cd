"""KAIROS types and roles in the codebook's terms, from `data/wikievents.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def label_table() -> Mapping[str, Any]:
    """The table as it is written."""
    source = files("dateline.evaluate").joinpath("data", "wikievents.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def incident_type(event_type: str) -> str:
    """The incident type (codebook 3) that a KAIROS event type decides; "" for none."""
    return str(label_table()["event_types"].get(event_type, {}).get("incident", ""))


def tells_incident(event_type: str) -> bool:
    """Whether triggers of a KAIROS event type tell an act that the codebook records."""
    return bool(label_table()["event_types"].get(event_type, {}).get("tells", False))


def dateline_roles(event_type: str, role: str) -> tuple[str, ...]:
    """The codebook's roles of a KAIROS role: first that of a group or person, then, where there
    is one, that of its number. Empty for none."""
    return tuple(label_table()["roles"].get(event_type, {}).get(role, {}).get("roles", ()))


def kairos_role(event_type: str, role: str) -> str:
    """The KAIROS role that a codebook role is read back as for an event type; "" for none."""
    for name, row in label_table()["roles"].get(event_type, {}).items():
        if role in row["roles"]:
            return str(name)
    return ""


def mention_type(entity_type: str) -> str:
    """The mention type (codebook 2) that a KAIROS entity type decides; "" where none does."""
    return str(label_table()["entity_types"].get(entity_type, {}).get("mention", ""))
