"""The archive's rows as JSON: models made of the tables' columns, and rows as those models.

The tables are the one place that names the columns; so a model cannot miss one.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, create_model
from sqlalchemy import BigInteger, Float, Integer, RowMapping, Table


class Shape(BaseModel):
    """What the API answers with: nothing that is not told in docs/api.md."""

    model_config = ConfigDict(extra="forbid")


_TRUTHS = frozenset(
    {"contested", "counted", "own", "synthetic", "flagged", "edited", "opening"},
)
"""Columns of 0 and 1, in whichever table."""

_JSON: Mapping[str, frozenset[str]] = {
    "reports": frozenset({"type_scores", "status_scores"}),
    "claims": frozenset({"label_scores"}),
    "actors": frozenset({"aliases", "candidates"}),
    "places": frozenset({"geometry", "candidates"}),
    "contradictions": frozenset({"sides"}),
    "decisions": frozenset({"old", "new", "evidence", "anchor"}),
    "edits": frozenset({"old", "new"}),
    "verifications": frozenset({"claims", "reports"}),
    "archive_actor_names": frozenset({"documents"}),
    "documents": frozenset({"metadata"}),
}
"""Text columns that hold JSON."""

_KEPT_BACK = frozenset({"run_id", "coding_hash"})
"""Columns of the machinery, told by no answer unless asked for."""


def columns_of(table: Table, leave_out: Collection[str] = ()) -> list[str]:
    """The columns that an answer has of a table, in its order."""
    return [c.name for c in table.columns if c.name not in leave_out and c.name not in _KEPT_BACK]


def model_of(
    name: str, table: Table, leave_out: Collection[str] = (), **more: Any
) -> type[BaseModel]:
    """A model of a table's rows with its columns but those left out, and further fields `more`.

    `more` maps a field's name to its type.
    """
    fields: dict[str, Any] = {
        column: (_type_of(table, column), ...) for column in columns_of(table, leave_out)
    }
    fields |= {key: (kind, ...) for key, kind in more.items()}
    return create_model(name, __base__=Shape, **fields)


def _type_of(table: Table, column: str) -> Any:
    if column in _JSON.get(table.name, ()):
        return Any
    held = table.columns[column]
    kind: Any = str
    if column in _TRUTHS:
        kind = bool
    elif isinstance(held.type, Integer | BigInteger):
        kind = int
    elif isinstance(held.type, Float):
        kind = float
    return kind | None if held.nullable else kind


def shown(
    table: Table, row: RowMapping | Mapping[str, Any], leave_out: Collection[str] = ()
) -> dict[str, Any]:
    """A row as `model_of` describes it: JSON read, 0 and 1 as false and true."""
    held = _JSON.get(table.name, frozenset())
    out: dict[str, Any] = {}
    for column in columns_of(table, leave_out):
        value = row[column]
        if value is not None and column in _TRUTHS:
            value = bool(value)
        elif column in held:
            value = read_json(value)
        out[column] = value
    return out


def read_json(text: str | None) -> Any:
    """The value of a JSON text; the text itself where it is none."""
    if text is None:
        return None
    try:
        return json.loads(text)
    except ValueError:
        return text


def one_of(values: Collection[str]) -> str:
    """A closed list for an error message."""
    return ", ".join(values)


DOCUMENT_FACTS = ("id", "title", "outlet", "published", "url", "agency", "language", "synthetic")
"""What every answer says of a document that it points to."""


def document_facts(row: Mapping[str, Any]) -> dict[str, Any]:
    """Those columns of a row of `documents`."""
    facts = {name: row[name] for name in DOCUMENT_FACTS}
    return facts | {"synthetic": bool(row["synthetic"])}
