"""MUC-4's values in the codebook's terms, from `data/muc4.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

Kind = Literal["incident_types", "roles", "stages", "confidences", "effects"]


@cache
def label_table() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """The table as it is written."""
    source = files("dateline.evaluate").joinpath("data", "muc4.toml")
    return tomllib.loads(source.read_text(encoding="utf-8"))


def codebook_label(kind: Kind, value: str) -> str:
    """The codebook's word for a value as `read_muc4` and `read_muc4_keys` return it: an incident
    type, role, status, speech act or toll. "" where the value alone does not decide it."""
    return label_table()[kind].get(value, {}).get("codebook", "")
