"""What else a decision is about than its target: the reports, actors and incidents it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, and_, select

from dateline.reconcile.actors import actor_number
from dateline.review.errors import DecisionError
from dateline.review.finding import incidents_of_reports
from dateline.review.proposals import Proposal
from dateline.review.targets import ROLES, known, members
from dateline.store import schema

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Subject:
    """A decision's target, the other things it names, and its new value with full identifiers.

    `whole` says that it is about every report of the incidents that it names.
    """

    target: Key
    others: tuple[Key, ...]
    new: Any
    whole: bool = False


def concerned(connection: Connection, proposal: Proposal) -> Subject:
    """What a checked proposal is about. Raises DecisionError where that cannot be."""
    target = proposal.target_kind, proposal.target_id
    new = proposal.new
    if proposal.action == "merge":
        return _merge(connection, proposal)
    if proposal.action == "split":
        return _split(connection, proposal)
    if proposal.action in ("link", "unlink"):
        return _link(connection, proposal)
    if proposal.action in ("alias", "unalias"):
        return _alias(connection, proposal)
    if proposal.action == "add":
        return _add(connection, proposal)
    if proposal.action != "edit":
        return Subject(target, (), new)
    field = proposal.field or ""
    if field in ROLES and proposal.target_kind == "incident":
        actors = [_archive_actor(connection, one) for one in new]
        named = tuple(("actor", one) for one, is_actor in actors if is_actor)
        return Subject(target, named, [one for one, _ in actors])
    if field in ROLES:
        ids = [_beside(connection, "actor", one, proposal) for one in new]
        return Subject(target, tuple(("actor", one) for one in ids), ids)
    if field == "source_actor" and new is not None:
        actor = _beside(connection, "actor", new, proposal)
        return Subject(target, (("actor", actor),), actor)
    if field == "incidents":
        ids = [_beside(connection, "report", one, proposal) for one in new]
        return Subject(target, tuple(("report", one) for one in ids), ids)
    if field == "tolls":
        return Subject(target, _claims(connection, new, proposal), new)
    return Subject(target, (), new)


def _merge(connection: Connection, proposal: Proposal) -> Subject:
    ids = list(dict.fromkeys(known(connection, "incident", i) for i in proposal.new["incidents"]))
    ids = [one for one in ids if one != proposal.target_id]
    if not ids:
        raise DecisionError("nothing to merge with", proposal.where, "name another incident")
    target = proposal.target_kind, proposal.target_id
    return Subject(target, tuple(("incident", one) for one in ids), {"incidents": ids}, True)


def _split(connection: Connection, proposal: Proposal) -> Subject:
    own = members(connection, [proposal.target_id]).get(proposal.target_id, [])
    out = list(dict.fromkeys(proposal.new["reports"]))
    for report in out:
        if report not in own:
            raise DecisionError(
                f"report {report[:200]} is not in this incident",
                proposal.where,
                f"valid: {', '.join(own[:20])}",
                tuple(own),
            )
    if len(out) == len(own):
        raise DecisionError("all reports would leave", proposal.where, "leave at least one")
    target = proposal.target_kind, proposal.target_id
    others = tuple(("report", one) for one in out)
    return Subject(target, others, {"reports": out}, True)


def _link(connection: Connection, proposal: Proposal) -> Subject:
    own = members(connection, [proposal.target_id]).get(proposal.target_id, [])
    linking = proposal.action == "link"
    if "document" in proposal.new:
        document = known(connection, "document", proposal.new["document"])
        r = schema.reports.c
        query = select(r.id).where(r.document_id == document).order_by(r.ordinal)
        all_reports = list(connection.execute(query).scalars())
        reports = [one for one in all_reports if (one in own) is not linking]
        if linking and len(reports) > 1:
            raise DecisionError(
                f"document {document[:200]} tells several incidents",
                proposal.where,
                f"name the report: {', '.join(reports[:20])}",
                tuple(reports),
            )
        if not reports:
            told = "is in this incident already" if linking and all_reports else "has no report"
            raise DecisionError(
                f"document {document[:200]} {told}" + ("" if linking else " in this incident"),
                proposal.where,
                "add the incident that it tells first" if linking else "nothing to unlink",
            )
    else:
        given = proposal.new.get("reports") or [proposal.new["report"]]
        reports = [known(connection, "report", one) for one in given]
        for report in reports:
            if (report in own) is linking:
                raise DecisionError(
                    f"report {report[:200]} is {'already' if linking else 'not'} in this incident",
                    proposal.where,
                    "nothing to do",
                )
    if not linking and len(reports) == len(own):
        raise DecisionError("no report would be left", proposal.where, "reject the incident")
    target = proposal.target_kind, proposal.target_id
    others = [("report", one) for one in reports]
    new = {"reports": reports}
    if linking:  # a report that joins one incident leaves the other
        left = incidents_of_reports(connection, reports)
        new["from"] = sorted(set(left.values()))
        others += [("incident", one) for one in new["from"]]
    return Subject(target, tuple(others), new, True)


def _alias(connection: Connection, proposal: Proposal) -> Subject:
    target = proposal.target_kind, proposal.target_id
    if "name" in proposal.new:
        return Subject(target, (), proposal.new)
    other = known(connection, "actor", proposal.new["actor"])
    if other == proposal.target_id:
        raise DecisionError("an actor with itself", proposal.where, "name another actor")
    return Subject(target, (("actor", other),), {"actor": other})


def _add(connection: Connection, proposal: Proposal) -> Subject:
    target = proposal.target_kind, proposal.target_id
    new = dict(proposal.new)
    if proposal.field in ("role", "toll"):
        if proposal.target_kind == "report":
            new.pop("report", None)
        elif "report" not in new:
            raise DecisionError(
                f"{proposal.field} of which report", proposal.where, "give report in new"
            )
        else:
            new["report"] = _beside(connection, "report", new["report"], proposal)
        others = _claims(connection, [new], proposal)
        if "report" in new:
            others = (*others, ("report", new["report"]))
        return Subject(target, others, new)
    if proposal.field == "claim":
        ids = [_beside(connection, "report", one, proposal) for one in new.get("incidents", ())]
        return Subject(target, tuple(("report", one) for one in ids), new | {"incidents": ids})
    if proposal.field == "incident" and not new["triggers"]:
        raise DecisionError("no trigger words", proposal.where, "select the words that tell it")
    return Subject(target, (), new)


def _claims(connection: Connection, tolls: Sequence[Any], proposal: Proposal) -> tuple[Key, ...]:
    ids = [toll["claim_id"] for toll in tolls if toll.get("claim_id")]
    return tuple(("claim", _beside(connection, "claim", one, proposal)) for one in ids)


def _beside(connection: Connection, kind: str, identifier: str, proposal: Proposal) -> str:
    """A report, claim or actor of the same document as the target."""
    table = {"report": schema.reports, "claim": schema.claims, "actor": schema.actors}[kind]
    document = proposal.target_id
    if proposal.target_kind != "document":
        document = proposal.target_id.rpartition("/")[0]
    t = table.c
    there = and_(t.id == identifier, t.document_id == document)
    if connection.execute(select(t.id).where(there)).first() is None:
        valid = connection.execute(
            select(t.id).where(t.document_id == document).order_by(t.ordinal).limit(20)
        ).scalars()
        names = tuple(valid)
        raise DecisionError(
            f"no {kind} {identifier[:200]!r} in this document",
            proposal.where,
            f"valid: {', '.join(names) or 'none'}",
            names,
        )
    return identifier


def _archive_actor(connection: Connection, given: str) -> tuple[str, bool]:
    """An actor of the archive by identifier, or a name as it stands."""
    number = actor_number(given)
    a = schema.archive_actors.c
    if connection.execute(select(a.id).where(a.id == number)).first():
        return number, True
    return given, False
