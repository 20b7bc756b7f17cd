"""`/api/decisions`: what people decided; taking decisions and taking them back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from sqlalchemy import ColumnElement, Connection, and_, select

from dateline.review import (
    KINDS,
    TARGETS,
    ConflictError,
    DecisionError,
    Recorded,
    UnknownTarget,
    decisions,
    proposal_of,
    record,
    undo,
)
from dateline.run.reconcile import update_archive
from dateline.store import schema
from dateline.web.columns import Shape, shown
from dateline.web.errors import ApiError
from dateline.web.filters import among
from dateline.web.pages import Rows
from dateline.web.rows import DecisionRow, Forward, batches
from dateline.web.serving import Here, Serving
from dateline.web.values import Json, Page, Text, Word, json_value
from dateline.web.values import Query as Words

router = APIRouter(prefix="/api/decisions", tags=["review"])

_ORDER = ("id", "-id", "at", "-at")


class DecisionList(Page):
    """Filters, page and order of the log. Identifiers are in the order of time."""

    author: list[Word] = Field([], max_length=100)
    action: list[Annotated[str, among(tuple(TARGETS))]] = Field([], max_length=50)
    target_kind: list[Annotated[str, among((*KINDS, "decision"))]] = Field([], max_length=50)
    target_id: Word | None = None
    batch: Word | None = None
    q: Words | None = None
    sort: Annotated[str, among(_ORDER)] = "-id"


@router.get("", response_model=Rows[DecisionRow])
def list_decisions(here: Here, given: Annotated[DecisionList, Query()]) -> Any:
    """The log, the newest first."""
    d = schema.decisions.c
    conditions: list[ColumnElement[bool]] = [
        column.in_(values)
        for column, values in (
            (d.author, given.author),
            (d.action, given.action),
            (d.target_kind, given.target_kind),
        )
        if values
    ]
    for column, value in ((d.target_id, given.target_id), (d.batch, given.batch)):
        if value is not None:
            conditions.append(column == value)
    if given.q:
        conditions.append(d.reason.icontains(given.q, autoescape=True))
    with here.store.reading() as connection:
        total, rows = decisions(
            connection,
            and_(*conditions) if conditions else None,
            limit=given.limit,
            offset=given.offset,
            newest_first=given.sort.startswith("-"),
        )
    return {"total": total, "rows": rows}


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Proposed(_Body):
    """One decision to take; `old`, if given, is the value that the decider saw."""

    action: Word
    target_kind: Word
    target_id: Word
    field: Word | None = None
    old: Json = None
    new: Json = None
    reason: Text | None = None
    evidence: list[Annotated[dict[str, Any], AfterValidator(json_value)]] = Field([], max_length=50)


class Taken(_Body):
    """Decisions to take, all or none."""

    decisions: list[Proposed] = Field(min_length=1, max_length=1000)
    batch: Word | None = None
    author: Annotated[Word, Field(max_length=200)] | None = None


class Undone(_Body):
    """What to take back: a decision, a batch, or this author's last action."""

    id: Word | None = None
    batch: Word | None = None
    last: bool = False
    author: Annotated[Word, Field(max_length=200)] | None = None
    reason: Text | None = None


class Unfit(Shape):
    """A decision that does not fit any more."""

    decision_id: str
    reason: str
    detail: str


class Done(Shape):
    """What was taken down and what it changed."""

    ids: list[str]
    batch: str | None
    incidents: list[str]
    actors: list[str]
    new_incidents: list[str]
    forwards: list[Forward]
    conflicts: list[Unfit]


@router.post("", response_model=Done)
def decide(here: Here, given: Taken) -> Any:
    """Takes decisions, all or none; several are one batch. 409 where a value has moved."""
    before = _state(here)
    try:
        proposals = [proposal_of(one.model_dump(exclude_unset=True)) for one in given.decisions]
        done = record(here.store, proposals, given.author or here.author, batch=given.batch)
    except ConflictError as error:
        raise ApiError(
            409, error.what, error.cure, more={"conflicts": [asdict(c) for c in error.changes]}
        ) from error
    except DecisionError as error:
        raise _refused(error) from error
    return _followed(here, before, done)


@router.post("/undo", response_model=Done)
def take_back(here: Here, given: Undone) -> Any:
    """Takes back a decision, a batch or this author's last action, by a decision of its own."""
    if sum((given.id is not None, given.batch is not None, given.last)) != 1:
        raise ApiError(422, "nothing to undo, or too much", "give one of id, batch, last", "id")
    before = _state(here)
    try:
        done = undo(
            here.store,
            given.author or here.author,
            decision=given.id,
            batch=given.batch,
            last=given.last,
            reason=given.reason,
        )
    except DecisionError as error:
        raise _refused(error) from error
    return _followed(here, before, done)


def _refused(error: DecisionError) -> ApiError:
    status = 404 if isinstance(error, UnknownTarget) else 422
    return ApiError(status, f"{error.what}: {error.where}", error.cure)


@dataclass(frozen=True, slots=True)
class _State:
    """What the incidents were: content and time of each, forwards, decisions that do not fit."""

    incidents: Mapping[str, tuple[str, str]]
    forwards: frozenset[tuple[str, int, str]]
    conflicts: frozenset[str]


def _state(here: Serving) -> _State:
    i, f, k = schema.incidents.c, schema.incident_forwards.c, schema.decision_conflicts.c
    with here.store.reading() as connection:
        rows = connection.execute(select(i.id, i.content_hash, i.updated_at))
        forwards = connection.execute(select(f.old_id, f.ordinal, f.new_id))
        return _State(
            {name: (content, at) for name, content, at in rows},
            frozenset((row.old_id, row.ordinal, row.new_id) for row in forwards),
            frozenset(connection.execute(select(k.decision_id)).scalars()),
        )


def _followed(here: Serving, before: _State, done: Recorded) -> dict[str, Any]:
    """Brings what follows from decisions up to date, and says what is another now."""
    if done.rejoin:
        # Decisions change no document: families stay as they are.
        update_archive(here.store, families=False)
    here.keep_search()
    after = _state(here)
    moved = {
        name
        for name in before.incidents.keys() | after.incidents.keys()
        if before.incidents.get(name) != after.incidents.get(name)
    }
    new_forwards = after.forwards - before.forwards
    with here.store.reading() as connection:
        decided = _decided_on(connection, done)
        return {
            "ids": list(done.ids),
            "batch": done.batch,
            "incidents": sorted(moved | decided["incident"] | set(done.incidents)),
            "actors": sorted(decided["actor"]),
            "new_incidents": sorted(after.incidents.keys() - before.incidents.keys()),
            "forwards": [
                row
                for row in _forwards(connection, {old for old, _, _ in new_forwards})
                if (row["old_id"], row["ordinal"], row["new_id"]) in new_forwards
            ],
            "conflicts": _conflicts(connection, after.conflicts - before.conflicts),
        }


def _decided_on(connection: Connection, done: Recorded) -> dict[str, set[str]]:
    """The incidents and the archive's actors that the documents decided on have a part in."""
    d = schema.decisions.c
    found: dict[str, set[str]] = {"incident": set(), "actor": set()}
    named: dict[str, set[str]] = {}
    for some in batches(done.ids):
        query = select(d.target_kind, d.target_id).where(d.id.in_(some))
        for kind, name in connection.execute(query):
            named.setdefault(kind, set()).add(name)
    undone = named.get("decision", set())
    for some in batches(sorted(undone)):
        query = select(d.target_kind, d.target_id).where(d.id.in_(some))
        for kind, name in connection.execute(query):
            named.setdefault(kind, set()).add(name)
    link, spoken = schema.incident_reports.c, schema.claim_incidents.c
    for some in batches(sorted(named.get("report", ()))):
        query_of = select(link.incident_id).where(link.report_id.in_(some))
        found["incident"].update(connection.execute(query_of).scalars())
    for some in batches(sorted(named.get("claim", ()))):
        reports = select(spoken.report_id).where(spoken.claim_id.in_(some))
        query_of = select(link.incident_id).where(link.report_id.in_(reports))
        found["incident"].update(connection.execute(query_of).scalars())
    for some in batches(sorted(named.get("document", ()))):
        query_of = select(link.incident_id).where(link.document_id.in_(some))
        found["incident"].update(connection.execute(query_of).scalars())
    m = schema.archive_actor_members.c
    actors = named.get("actor", set())
    found["actor"].update(name for name in actors if "/" not in name)
    for some in batches(sorted(actors)):
        query_of = select(m.archive_actor_id).where(m.actor_id.in_(some))
        found["actor"].update(connection.execute(query_of).scalars())
    found["incident"].update(named.get("incident", ()))
    return found


def _forwards(connection: Connection, old: set[str]) -> list[dict[str, Any]]:
    f = schema.incident_forwards
    out: list[dict[str, Any]] = []
    for some in batches(sorted(old)):
        query = select(f).where(f.c.old_id.in_(some)).order_by(f.c.old_id, f.c.ordinal)
        out += [shown(f, row) for row in connection.execute(query).mappings()]
    return out


def _conflicts(connection: Connection, new: frozenset[str]) -> list[dict[str, Any]]:
    k = schema.decision_conflicts.c
    out: list[dict[str, Any]] = []
    for some in batches(sorted(new)):
        query = select(k.decision_id, k.reason, k.detail).where(k.decision_id.in_(some))
        out += [dict(row) for row in connection.execute(query).mappings()]
    return out
