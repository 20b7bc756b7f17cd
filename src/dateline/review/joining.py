"""What reviewers said belongs together, and what does not: reports of incidents, actors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, pairwise
from typing import Any

from sqlalchemy import Connection

from dateline.reconcile.actors import ReviewedActors
from dateline.reconcile.incidents import Constraints
from dateline.review.anchors import Reference
from dateline.review.finding import (
    Actors,
    Lost,
    Reports,
    actors_of,
    report_references_in,
    reports_of,
)
from dateline.review.levels import level
from dateline.review.states import Log, read_log
from dateline.store.decisions import Decision, all_decisions

Pair = tuple[str, str]
_ALL_PAIRS = 30
"""Reports up to which every pair of a group is named, so that the group outlives one of them."""

_NEEDED = {"link": 2}
"""Sides without which a decision says nothing (all, where not given)."""


def constraints(connection: Connection) -> Constraints:
    """Pairs of reports that belong to one incident, or not, by the decisions in force.

    A merge holds its incidents' reports together; a split and an unlink hold what leaves and what
    stays together and apart from each other; a link adds a report. Of decisions on one pair the
    newer holds. Reports that are gone are left out.
    """
    log = read_log(all_decisions(connection))
    joining = _joining(log, ("merge", "split", "link", "unlink"))
    references = [one for decision in joining for one in report_references_in(decision.anchor)]
    reports = reports_of(connection, references)
    word: dict[Pair, tuple[str, bool]] = {}
    for decision in joining:
        for group in _groups(decision, reports):
            for pair in _pairs(group):
                word[pair] = decision.id, True
        for pair in _apart(decision, reports):
            word[pair] = decision.id, False
    return Constraints(
        together=tuple(sorted(pair for pair, (_, one) in word.items() if one)),
        apart=tuple(sorted(pair for pair, (_, one) in word.items() if not one)),
        decided={pair: name for pair, (name, _) in sorted(word.items())},
    )


def reviewed_actors(connection: Connection) -> ReviewedActors:
    """Which actors of documents are one, or not, by the decisions in force; the newer wins."""
    log = read_log(all_decisions(connection))
    joining = _joining(log, ("alias", "unalias"))
    actors = actors_of(connection, [d.anchor for d in joining])
    together: dict[Pair, bool] = {}
    apart: dict[str, bool] = {}
    names: dict[Pair, bool] = {}
    for decision in joining:
        try:
            own, others = _actors(decision, actors)
        except Lost:
            continue
        yes = decision.action == "alias"
        if "name" in decision.new:
            for actor in own:
                names[actor, decision.new["name"]] = yes
            continue
        for a in own:
            for b in others:
                if a != b:
                    together[min(a, b), max(a, b)] = yes
        alone = [
            found[0]
            for kind, found in ((decision.target_id, own), (decision.new["actor"], others))
            if "/" in kind
        ]
        for actor in alone[-1:]:
            apart[actor] = not yes
            if not yes:
                together.update({pair: False for pair in together if actor in pair})
    return ReviewedActors(
        together=frozenset(pair for pair, yes in together.items() if yes),
        apart=frozenset(actor for actor, yes in apart.items() if yes),
        names=frozenset(pair for pair, yes in names.items() if yes),
        not_names=frozenset(pair for pair, yes in names.items() if not yes),
    )


def lost_joinings(connection: Connection, log: Log) -> dict[str, Lost]:
    """The decisions on joining that no longer fit, because all of one side is gone."""
    joining = _joining(log, ("merge", "split", "link", "unlink", "alias", "unalias"))
    references = [one for decision in joining for one in report_references_in(decision.anchor)]
    reports = reports_of(connection, references)
    actors = actors_of(connection, [d.anchor for d in joining])
    found: dict[str, Lost] = {}
    for decision in joining:
        try:
            if decision.action in ("alias", "unalias"):
                _actors(decision, actors)
                continue
            for name, side in list(_sides(decision).items())[: _NEEDED.get(decision.action)]:
                _some(side, reports, name)
        except Lost as why:
            found[decision.id] = why
    return found


def _joining(log: Log, actions: Sequence[str]) -> list[Decision]:
    return [
        decision
        for decision in log.decisions
        if decision.id in log.force and level(decision) == "joining" and decision.action in actions
    ]


def _sides(decision: Decision) -> dict[str, dict[str, Reference]]:
    """What a decision says of reports: each side's name and its reports' references.

    Of a split, link or unlink the first side is what moves; of a link it is followed by the
    incident that it joins and, if others stay there, those that it leaves.
    """
    target = dict((decision.anchor.get("target") or {}).get("reports") or {})
    refs = decision.anchor.get("refs") or {}
    if decision.action == "merge":
        return {decision.target_id: target} | _incidents(decision.new["incidents"], refs)
    moved = {name: refs[name] for name in decision.new["reports"] if name in refs}
    sides = {", ".join(decision.new["reports"]): moved, decision.target_id: target}
    if decision.action == "link":
        sides |= _incidents(decision.new.get("from", ()), refs)
    return {
        name: one if one is moved else {k: v for k, v in one.items() if k not in moved}
        for name, one in sides.items()
    }


def _incidents(names: Iterable[str], refs: Mapping[str, Any]) -> dict[str, dict[str, Reference]]:
    return {name: dict((refs.get(name) or {}).get("reports") or {}) for name in names}


def _found(side: Mapping[str, Reference], reports: Reports) -> list[str]:
    out = []
    for name, reference in side.items():
        try:
            out.append(reports.find(reference, name))
        except Lost:
            continue
    return sorted(set(out))


def _some(side: Mapping[str, Reference], reports: Reports, name: str) -> None:
    """Raises Lost where no report of a side is left; with the one report's reason if it is one."""
    if len(side) == 1:
        identifier, reference = next(iter(side.items()))
        reports.find(reference, identifier)
    elif not _found(side, reports):
        raise Lost(
            "incident gone",
            f"none of the reports of {name} is left: undo this decision, or decide anew",
        )


def _groups(decision: Decision, reports: Reports) -> list[list[str]]:
    """The groups that a decision holds together."""
    sides = [_found(side, reports) for side in _sides(decision).values()]
    if decision.action == "merge":
        # A side that is gone joins nothing; the others still do.
        return [sorted({report for side in sides for report in side})]
    if decision.action == "link":
        return [sorted({*sides[0], *sides[1]}), *sides[2:]]
    return sides


def _apart(decision: Decision, reports: Reports) -> Iterable[Pair]:
    """The pairs that a decision holds apart: what moves, from what it leaves."""
    if decision.action == "merge":
        return
    sides = [_found(side, reports) for side in _sides(decision).values()]
    for left in sides[2:] if decision.action == "link" else sides[1:]:
        for a in sides[0]:
            for b in left:
                if a != b:
                    yield min(a, b), max(a, b)


def _pairs(group: Sequence[str]) -> Iterable[Pair]:
    if len(group) <= _ALL_PAIRS:
        return combinations(group, 2)
    return pairwise(group)


def _actors(decision: Decision, actors: Actors) -> tuple[list[str], list[str]]:
    """The document actors that a decision's two sides have now. Raises Lost."""
    own = actors.find(decision.anchor.get("target") or {}, decision.target_id)
    if "name" in decision.new:
        return own, []
    name = decision.new["actor"]
    return own, actors.find((decision.anchor.get("refs") or {}).get(name) or {}, name)
