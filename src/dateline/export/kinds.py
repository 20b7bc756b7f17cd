"""What kind of value each column of the tables holds, for files whose cells have types."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from dateline.export.dates import first_day, last_day
from dateline.export.reading import Row
from dateline.export.tables import columns_of


@cache
def _loaded() -> Mapping[str, Any]:
    text = files("dateline.export").joinpath("data", "kinds.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def column_kinds(table: str) -> tuple[tuple[str, str], ...]:
    """The columns of a table with their kinds: integer, real, day or text."""
    return tuple((name, _kind(table, name)) for name in columns_of(table))


def _kind(table: str, column: str) -> str:
    loaded = _loaded()
    if column in loaded["texts"].get(table, ()):
        return "text"
    if column in loaded["counts"].get(table, ()):
        return "integer"
    return next((kind for kind in ("integer", "real", "day") if column in loaded[kind]), "text")


def typed(row: Row) -> Row:
    """A row whose dates are days: of a partial one the first, of `date_to` the last.

    The precision beside them says how much is known.
    """
    out = dict(row)
    for column in _loaded()["day"]:
        if column in out:
            out[column] = (last_day if column == "date_to" else first_day)(out[column])
    return out
