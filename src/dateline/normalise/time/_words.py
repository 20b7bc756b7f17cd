"""Word lists by name, from `data/context.toml`: what stands around an expression."""

from __future__ import annotations

from functools import cache

from dateline.normalise.time._lexicon import read_toml


@cache
def words(name: str) -> frozenset[str]:
    """The list `table.key` of `data/context.toml`, lower case. Raises KeyError for no such list."""
    table, key = name.split(".")
    return frozenset(_lists()[table][key])


@cache
def _lists() -> dict[str, dict[str, list[str]]]:
    return read_toml("context.toml")
