"""What reviewers made of an incident or claim, under the explanation of what the program did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_STATES = ("verdict", "grade", "work_status", "assignee")


def print_reviewed(identifier: str, told: Mapping[str, Any]) -> None:
    """Prints what `dateline.review.reviewed` gives; nothing where nobody has decided."""
    from dateline.cli._terminal import out_console, plain

    lines = []
    if (added := told["added"]) is not None:
        lines.append(f"{identifier} was added by {added['author']} at {added['at']}")
        lines += [f"    | {one['words']}" for one in added["evidence"]]
    state = told["state"] or {}
    words = [f"{name.replace('_', ' ')} {state[name]}" for name in _STATES if state.get(name)]
    if state.get("flagged"):
        words.append("flagged")
    if state.get("comments"):
        words.append(f"{state['comments']} comments")
    if words:
        lines.append(f"reviewed: {', '.join(words)} (last {state['last_author']})")
    for edit in told["edits"]:
        why = f": {edit['reason']}" if edit["reason"] else ""
        lines.append(
            f"reviewed: {edit['field']} {_value(edit['new'])} by {edit['author']}, "
            f"where the program has {_value(edit['old'])}{why}"
        )
    console = out_console()
    for line in lines:
        console.print(plain(line), soft_wrap=True)


def _value(value: Any) -> str:
    return "unknown" if value is None else str(value)
