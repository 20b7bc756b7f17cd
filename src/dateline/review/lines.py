"""Decisions as JSON lines, out of one archive and into another.

Logs merge: a decision has one identifier everywhere, so files may be imported in any order, twice,
and from several people, and the same log comes of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, TextIO

from sqlalchemy import Connection

from dateline.review.documents import replay_documents
from dateline.review.errors import DecisionError
from dateline.review.identifiers import IDENTIFIER, time_of
from dateline.review.incidents import replay_incidents
from dateline.review.levels import documents_named, level, rejoins
from dateline.review.proposals import LARGEST_VALUE, Proposal, checked
from dateline.review.values import storable, words
from dateline.store import Store
from dateline.store.decisions import (
    Decision,
    all_decisions,
    canonical,
    decisions_named,
    put_decisions,
)

LONGEST_LINE = 4_000_000
"""Characters of one line; a merge of many reports anchors each of them."""
_AT_ONCE = 500
_DEEPEST = 20
_AHEAD = timedelta(days=1)
"""How far another machine's clock may be ahead of this one's."""
_KEYS = tuple(Decision.__dataclass_fields__)
_NEEDED = ("id", "at", "author", "action", "target_kind", "target_id")
_TEXTS = (*_NEEDED, "field", "reason", "batch")


@dataclass(frozen=True, slots=True)
class RejectedLine:
    """A line that was not taken: its number from 1, why, and what to do."""

    number: int
    reason: str
    cure: str


@dataclass(frozen=True, slots=True)
class Imported:
    """How many decisions are new here, how many were known, and which lines were not taken.

    `rejoin` as in `Recorded`: the archive's incidents are to be brought up to date.
    """

    added: int
    known: int
    rejected: tuple[RejectedLine, ...]
    rejoin: bool


def export_decisions(connection: Connection) -> Iterator[str]:
    """Every decision as a line of JSON without the line break, in the order of time."""
    for decision in all_decisions(connection):
        yield canonical({key: getattr(decision, key) for key in _KEYS})


def import_decisions(store: Store, lines: Iterable[str], now: datetime | None = None) -> Imported:
    """Adds the decisions of a file and puts them into force, in one transaction.

    A line that is no decision is rejected and the rest goes in. What a decision is about need not
    be in this archive: then it is listed as a conflict until it is.
    """
    latest = (now or datetime.now(UTC)) + _AHEAD
    added: list[Decision] = []
    rejected: list[RejectedLine] = []
    known = 0
    with store.writing() as connection:
        for batch in _read(lines, latest, rejected):
            there = decisions_named(connection, [one.id for _, one in batch])
            new: dict[str, Decision] = {}
            for number, one in batch:
                same = there.get(one.id) or new.get(one.id)
                if same is None:
                    new[one.id] = one
                elif same == one:
                    known += 1
                else:
                    rejected.append(
                        RejectedLine(
                            number,
                            f"decision {one.id} is already here with other content",
                            "one of the two files was changed by hand: ask who made it",
                        )
                    )
            put_decisions(connection, new.values())
            added += new.values()
        touched = _with_undone(connection, added)
        documents = documents_named(connection, touched)
        if any(level(one) == "document" for one in touched):
            replay_documents(connection, documents, touched)
        if added:
            replay_incidents(connection)
    rejoin = any(rejoins(one) for one in touched)
    ordered = tuple(sorted(rejected, key=lambda one: one.number))
    return Imported(len(added), known, ordered, rejoin)


def bounded_lines(stream: TextIO) -> Iterator[str]:
    """The lines of a file; of one that is too long only so much as shows that it is."""
    while line := stream.readline(LONGEST_LINE + 2):
        yield line
        while len(line) == LONGEST_LINE + 2 and not line.endswith("\n"):
            line = stream.readline(LONGEST_LINE + 2)


def decision_of(line: str, latest: datetime) -> Decision:
    """The decision of a line. Raises DecisionError for anything else."""
    if len(line) > LONGEST_LINE:
        raise DecisionError("line too long", "line", f"at most {LONGEST_LINE} characters")
    try:
        given = json.loads(line, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise DecisionError("not JSON", "line", str(error)[:200]) from error
    if not isinstance(given, dict):
        raise DecisionError("not a JSON object", "line", "give one decision a line")
    if unknown := [str(key)[:80] for key in given if key not in _KEYS]:
        raise DecisionError(f"unknown key {unknown[0]!r}", "line", f"valid: {', '.join(_KEYS)}")
    for key in _TEXTS:
        value = given.get(key)
        needed = key in _NEEDED
        if not (isinstance(value, str) and storable(value) if value is not None else not needed):
            raise DecisionError(f"{key} missing or not a text", "line", f"give {key}")
    _checked_stamp(given, latest)
    if not _shallow(given, _DEEPEST) or not storable(json.dumps(given, ensure_ascii=False)):
        raise DecisionError("values too deep or not storable", "line", "export it anew")
    if given["action"] == "undo":
        if given["target_kind"] != "decision" or given.get("new") is not None:
            raise DecisionError("not an undo of a decision", "line", "export it anew")
        proposal = Proposal("undo", "decision", given["target_id"])
        anchor: Mapping[str, Any] = {}
    else:
        anchor = _anchor(given.get("anchor"))
        proposal = _proposal(given)
    if len(canonical(given.get("old"))) > LARGEST_VALUE:
        raise DecisionError("old value is too long", "line", f"at most {LARGEST_VALUE} characters")
    return Decision(
        id=given["id"],
        at=given["at"],
        author=given["author"],
        action=proposal.action,
        target_kind=proposal.target_kind,
        target_id=proposal.target_id,
        field=proposal.field,
        old=given.get("old"),
        new=proposal.new,
        reason=given.get("reason"),
        evidence=proposal.evidence,
        anchor=anchor,
        batch=given.get("batch"),
    )


def _read(
    lines: Iterable[str], latest: datetime, rejected: list[RejectedLine]
) -> Iterator[list[tuple[int, Decision]]]:
    batch: list[tuple[int, Decision]] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            batch.append((number, decision_of(line, latest)))
        except DecisionError as error:
            rejected.append(RejectedLine(number, error.what, error.cure))
        if len(batch) == _AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _checked_stamp(given: Mapping[str, Any], latest: datetime) -> None:
    """Identifier, time and author. Raises DecisionError."""
    if not IDENTIFIER.fullmatch(given["id"]):
        raise DecisionError("id is no identifier of a decision", "line", "export it anew")
    try:
        at = datetime.fromisoformat(given["at"])
    except ValueError as error:
        raise DecisionError("at is not a time", "line", "give ISO 8601 in UTC") from error
    if at.utcoffset() != timedelta(0) or given["at"] != at.isoformat(timespec="seconds"):
        raise DecisionError("at is not in UTC", "line", "such as 2026-11-22T13:50:00+00:00")
    if max(at, time_of(given["id"])) > latest:
        raise DecisionError(
            f"decided in the future ({given['at']})", "line", "set the clock of its machine right"
        )
    try:
        words(given["author"])
    except ValueError as error:
        raise DecisionError("author missing", "line", str(error)) from error


def _proposal(given: Mapping[str, Any]) -> Proposal:
    """What was decided, checked as if it were decided now, but for what else `new` holds."""
    new = given.get("new")
    evidence = given.get("evidence") or []
    if not isinstance(evidence, list) or not all(isinstance(one, dict) for one in evidence):
        raise DecisionError("evidence is not a list of objects", "line", "export it anew")
    proposal = Proposal(
        given["action"],
        given["target_kind"],
        given["target_id"],
        given.get("field"),
        new,
        reason=given.get("reason"),
        evidence=tuple(evidence),
    )
    if proposal.action in ("link", "unlink"):
        if not isinstance(new, dict) or not _is_link(new):
            raise DecisionError("new is not what a link has", "line", "export it anew")
        checked(replace(proposal, new={"report": "-"}))
        return proposal
    return checked(proposal)


def _is_link(new: Mapping[str, Any]) -> bool:
    """{reports, from?}: lists of identifiers."""
    return {"reports"} <= new.keys() <= {"reports", "from"} and all(
        isinstance(value, list) and all(isinstance(one, str) for one in value)
        for value in new.values()
    )


_REFERENCE: Mapping[str, Callable[[Any], bool]] = {
    "document": lambda value: isinstance(value, str),
    "hash": lambda value: isinstance(value, str),
    "name": lambda value: isinstance(value, str),
    "at": lambda value: isinstance(value, list) and all(_is_place(one, 3) for one in value),
    "sentence": lambda value: _is_place(value, 2),
    "reports": lambda value: _are_references(value),
    "members": lambda value: _are_references(value),
}


def _anchor(given: Any) -> Mapping[str, Any]:
    """The words by which a decision's target is found. Raises DecisionError for anything else."""
    fine = (
        isinstance(given, dict)
        and given.keys() <= {"target", "refs"}
        and _is_reference(given.get("target"))
        and _are_references(given.get("refs", {}))
    )
    if not fine:
        raise DecisionError(
            "anchor missing or not understood", "line", "import what review export wrote"
        )
    checked_: Mapping[str, Any] = given
    return checked_


def _are_references(value: Any) -> bool:
    return isinstance(value, dict) and all(_is_reference(one) for one in value.values())


def _is_reference(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and bool(value)
        and all(key in _REFERENCE and _REFERENCE[key](one) for key, one in value.items())
    )


def _is_place(value: Any, length: int) -> bool:
    """[start, end, words] or, of two, [start, words]."""
    return (
        isinstance(value, list)
        and len(value) == length
        and all(type(one) is int and 0 <= one < 2**31 for one in value[:-1])
        and isinstance(value[-1], str)
    )


def _with_undone(connection: Connection, added: Iterable[Decision]) -> list[Decision]:
    """Decisions, with those that they, or undo rows already here, take back."""
    found = {one.id: one for one in added}
    open_ = list(found.values())
    while open_:
        wanted = [d.target_id for d in open_ if d.action == "undo" and d.target_id not in found]
        more = decisions_named(connection, wanted)
        found.update(more)
        open_ = list(more.values())
    return list(found.values())


def _shallow(value: Any, depth: int) -> bool:
    """Whether a value is nested at most so deep."""
    if not isinstance(value, list | dict):
        return True
    items = value if isinstance(value, list) else value.values()
    return depth > 0 and all(_shallow(item, depth - 1) for item in items)


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is not a number in JSON")
