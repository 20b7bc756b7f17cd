"""Proposals: what somebody wants to decide, as given, before it is checked against the archive."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.review.errors import DecisionError
from dateline.review.fields import ADDED, FIELDS, GRADES, WORK_STATUSES
from dateline.review.values import (
    PLACED,
    SAID,
    Check,
    identifier,
    listed,
    one_of,
    or_none,
    shaped,
    storable,
    words,
)
from dateline.store.decisions import canonical

KINDS = ("incident", "report", "claim", "actor", "document")
TARGETS: Mapping[str, tuple[str, ...]] = {
    "accept": KINDS,
    "reject": KINDS,
    "edit": KINDS,
    "add": ("document", "report"),
    "merge": ("incident",),
    "split": ("incident",),
    "link": ("incident",),
    "unlink": ("incident",),
    "alias": ("actor",),
    "unalias": ("actor",),
    "grade": KINDS,
    "work": KINDS,
    "assign": KINDS,
    "comment": KINDS,
    "flag": KINDS,
    "unflag": KINDS,
    "undo": ("decision",),
}
"""Every action, and what it can be done to."""

LONGEST_REASON = 10_000
LARGEST_VALUE = 100_000
"""Characters of `new` as JSON."""
MOST_EVIDENCE = 50
MOST_AT_ONCE = 1_000
"""Decisions that one action may take."""


class _Absent:
    def __repr__(self) -> str:
        return "not given"


ABSENT = _Absent()
"""Stands for an `old` that was not given: then nothing is compared."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One decision to take: `old`, if given, is the value that the decider saw."""

    action: str
    target_kind: str
    target_id: str
    field: str | None = None
    new: Any = None
    old: Any = ABSENT
    reason: str | None = None
    evidence: tuple[Mapping[str, Any], ...] = ()

    @property
    def where(self) -> str:
        """The target as messages name it."""
        return f"{self.target_kind} {self.target_id}"


_KEYS = ("action", "target_kind", "target_id", "field", "new", "old", "reason", "evidence")


def proposal_of(given: Mapping[str, Any]) -> Proposal:
    """The proposal of a JSON object. Raises DecisionError for unknown keys and wrong kinds."""
    unknown = [key for key in given if key not in _KEYS]
    if unknown:
        raise DecisionError(
            f"unknown key {str(unknown[0])[:80]!r}", "decision", f"valid keys: {', '.join(_KEYS)}"
        )
    for key in ("action", "target_kind", "target_id"):
        if not isinstance(given.get(key), str):
            raise DecisionError(f"{key} missing or not a text", "decision", f"give {key}")
    for key in ("field", "reason"):
        if not isinstance(given.get(key), str | None):
            raise DecisionError(f"{key} is not a text", "decision", f"give {key} as a text")
    evidence = given.get("evidence") or []
    if not isinstance(evidence, list):
        raise DecisionError("evidence is not a list", "decision", "give a list of spans")
    return Proposal(
        given["action"],
        given["target_kind"],
        given["target_id"],
        given.get("field"),
        given.get("new"),
        given.get("old", ABSENT),
        given.get("reason"),
        tuple(evidence),
    )


_evidence = listed(
    shaped(
        {"document": identifier, **PLACED},
        SAID,
    )
)
_ids = listed(identifier)


def _some(key: str) -> Check:
    """An object {key: list of identifiers}, or the list alone; not empty."""
    shape = shaped({key: _ids})

    def check(value: Any) -> Any:
        checked = shape({key: value} if isinstance(value, list) else value)
        if not checked[key]:
            raise ValueError(f"valid: at least one of {key}")
        return checked

    return check


def _either(first: str, second: str) -> Check:
    """An object with one of two keys."""

    def check(value: Any) -> Any:
        if not isinstance(value, dict) or len(value) != 1 or not value.keys() <= {first, second}:
            raise ValueError(f"valid: {{{first}: ...}} or {{{second}: ...}}")
        return {name: (words if name == "name" else identifier)(i) for name, i in value.items()}

    return check


_NEW: Mapping[str, Check] = {
    "grade": or_none(one_of(GRADES)),
    "work": or_none(one_of(WORK_STATUSES)),
    "assign": or_none(words),
    "comment": or_none(words),
    "merge": _some("incidents"),
    "split": _some("reports"),
    "link": _either("report", "document"),
    "unlink": _either("report", "document"),
    "alias": _either("actor", "name"),
    "unalias": _either("actor", "name"),
}


def checked(proposal: Proposal) -> Proposal:
    """The proposal with its values in their one form. DecisionError says what would be valid.

    Whether target and spans exist is another question; this needs no archive.
    """
    where = proposal.where[:200]
    action, kind = proposal.action, proposal.target_kind
    if action not in TARGETS:
        raise _invalid(f"unknown action {action[:80]!r}", where, tuple(TARGETS))
    if kind not in TARGETS[action]:
        raise _invalid(f"cannot {action} {kind[:80]!r}", where, TARGETS[action])
    if proposal.reason is not None and (
        len(proposal.reason) > LONGEST_REASON or not storable(proposal.reason)
    ):
        raise DecisionError(
            "reason not taken", where, f"at most {LONGEST_REASON} characters, without NUL"
        )
    try:
        if len(proposal.evidence) > MOST_EVIDENCE:
            raise ValueError(f"valid: at most {MOST_EVIDENCE}")
        evidence = tuple(_evidence(list(proposal.evidence)))
    except ValueError as error:
        raise DecisionError("evidence not understood", where, str(error)) from error
    if len(canonical(proposal.new)) > LARGEST_VALUE:
        raise DecisionError("new value is too long", where, f"at most {LARGEST_VALUE} characters")
    field, check = _field_of(proposal, where)
    new = _placed(proposal, evidence)
    if check is not None:
        try:
            new = check(new)
        except ValueError as error:
            shown = canonical(new)[:80]
            valid = re.fullmatch(r"valid values: (.*?)(?:; null for unknown)?", str(error))
            raise DecisionError(
                f"{field or action} cannot be {shown}",
                where,
                str(error),
                tuple(valid[1].split(", ")) if valid else (),
            ) from error
    elif new is not None:
        raise DecisionError(f"{action} takes no new value", where, "leave new out")
    return Proposal(
        action, kind, proposal.target_id, field, new, proposal.old, proposal.reason, evidence
    )


def _field_of(proposal: Proposal, where: str) -> tuple[str | None, Any]:
    """The field that a proposal means, and the check of its new value (None: takes none)."""
    action, kind, field = proposal.action, proposal.target_kind, proposal.field
    if action == "edit":
        if field is None or field not in FIELDS[kind]:
            raise _invalid(f"{kind} has no field {str(field)[:80]!r}", where, tuple(FIELDS[kind]))
        return field, FIELDS[kind][field]
    if action == "add":
        valid = ("role", "toll") if kind == "report" else tuple(ADDED)
        if field is None or field not in valid:
            raise _invalid(f"cannot add {str(field)[:80]!r} to a {kind}", where, valid)
        return field, ADDED[field]
    if field is not None:
        raise DecisionError(f"{action} has no field", where, "leave field out")
    if action == "comment" and not (proposal.reason or proposal.new):
        raise DecisionError("comment is empty", where, "give the words as new or as reason")
    return None, _NEW.get(action)


def _placed(proposal: Proposal, evidence: Sequence[Mapping[str, Any]]) -> Any:
    """`new`; where an add does not say where its words stand, they are those of the evidence."""
    new = proposal.new
    if proposal.action != "add" or not isinstance(new, dict) or not evidence:
        return new
    first = {"start": evidence[0]["start"], "end": evidence[0]["end"]}
    if proposal.field == "incident":
        return {"triggers": [first]} | new
    if proposal.field == "claim":
        return {"content": first} | new
    return first | new


def _invalid(what: str, where: str, valid: Sequence[str]) -> DecisionError:
    return DecisionError(what, where, f"valid: {', '.join(valid)}", tuple(valid))


def many(proposals: Sequence[Proposal]) -> None:
    """Raises DecisionError where one action takes more decisions than it may, or none."""
    if not proposals:
        raise DecisionError("no decision given", "decisions", "give at least one")
    if len(proposals) > MOST_AT_ONCE:
        raise DecisionError(
            f"{len(proposals)} decisions at once", "decisions", f"at most {MOST_AT_ONCE}"
        )
