"""Why a decision is not taken down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dateline.errors import DatelineError


class DecisionError(DatelineError):
    """A decision that cannot be taken down: unknown target, field, action or value.

    `valid` lists the values that would do, where there is a list.
    """

    def __init__(self, what: str, where: str, cure: str, valid: tuple[str, ...] = ()) -> None:
        super().__init__(what, where, cure)
        self.valid = valid


class UnknownTarget(DecisionError):  # noqa: N818 - what it is, as KeyError's kin
    """The thing decided on is not in the archive."""


@dataclass(frozen=True, slots=True)
class Change:
    """A value that is no longer what a decider saw, and who decided on its target last.

    `index` is the proposal's place in its list, from 0.
    """

    index: int
    target_kind: str
    target_id: str
    field: str | None
    old: Any
    current: Any
    at: str | None
    author: str | None


class ConflictError(DecisionError):
    """Somebody else has changed what was decided on since it was seen; nothing was taken down."""

    def __init__(self, changes: tuple[Change, ...]) -> None:
        first = changes[0]
        told = f" by {first.author} at {first.at}" if first.author else ""
        super().__init__(
            f"{first.field} was changed{told} to {first.current!r} (you saw {first.old!r})",
            f"{first.target_kind} {first.target_id}",
            "look at it again, then decide with the current value",
        )
        self.changes = changes
