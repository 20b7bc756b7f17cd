"""Where a row stands in the workbench (`dateline serve`): a path that a link can be made of."""

from __future__ import annotations

from urllib.parse import quote


def permalink(kind: str, identifier: str | None) -> str | None:
    """The path of an incident, actor or document; None where the row belongs to none."""
    return f"/{kind}s/{quote(identifier, safe='')}" if identifier else None
