"""Identifiers that stay: which incident of before each group of reports is.

An incident keeps its identifier while most of its reports stay together. Numbers are given in
order and never twice; an identifier comes back only for the reports that it stood for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

WIDTH = 6
"""Digits of an identifier's number at least."""


@dataclass(frozen=True, slots=True)
class Forward:
    """Where an identifier leads: `kind` is merged, split or removed (then nowhere).

    A split incident is still there, as the largest of its parts; the others are `new`.
    """

    old: str
    new: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Identified:
    """The identifier of each group, in the groups' order, and what became of the others.

    `back` are identifiers that led elsewhere and stand for their reports again. `last` is the
    highest number given so far.
    """

    names: tuple[str, ...]
    forwards: tuple[Forward, ...]
    back: tuple[str, ...]
    last: int


def incident_number(number: int) -> str:
    """The identifier with this number: I000012."""
    return f"I{number:0{WIDTH}d}"


def incident_id(text: str) -> str | None:
    """The identifier as the archive writes it (I12 is I000012); None for what is none."""
    digits = text.strip()[1:]
    known = text.strip()[:1] in ("I", "i") and digits.isascii() and digits.isdigit()
    return incident_number(int(digits)) if known and len(digits) <= 12 else None


def identified(
    groups: Sequence[Collection[str]],
    live: Mapping[str, Collection[str]],
    gone: Mapping[str, Collection[str]],
    last: int,
) -> Identified:
    """Which identifier each group of reports bears.

    `live` and `gone` are the reports, as they are called now, that each incident had: those that
    are there, and those that led elsewhere. The group that shares most reports with an incident
    bears its identifier; of several incidents the oldest. A group that no live one claims takes
    the name of a gone incident that it holds most of, or else a new number.
    """
    at = {report: n for n, group in enumerate(groups) for report in group}
    names: dict[int, str] = {}
    for name, n in _claims(live, at):
        if n not in names and name not in names.values():
            names[n] = name
    taken = set(names.values())
    back: list[str] = []
    for name, n in _claims(gone, at):
        held = sum(at.get(report) == n for report in gone[name])
        mostly = 2 * held > max(len(gone[name]), len(groups[n]))
        if n not in names and name not in taken and mostly:
            names[n] = name
            taken.add(name)
            back.append(name)
    for n in range(len(groups)):
        if n not in names:
            last += 1
            names[n] = incident_number(last)
    return Identified(
        names=tuple(names[n] for n in range(len(groups))),
        forwards=tuple(_forwards(live, at, names)),
        back=tuple(sorted(back)),
        last=last,
    )


def _claims(
    incidents: Mapping[str, Collection[str]], at: Mapping[str, int]
) -> list[tuple[str, int]]:
    """Incidents with the groups that hold reports of theirs: most reports first, then oldest."""
    shared: dict[tuple[str, int], int] = defaultdict(int)
    for name, reports in incidents.items():
        for report in reports:
            if report in at:
                shared[name, at[report]] += 1
    return sorted(shared, key=lambda key: (-shared[key], _number(key[0]), key[1]))


def _forwards(
    live: Mapping[str, Collection[str]], at: Mapping[str, int], names: Mapping[int, str]
) -> list[Forward]:
    borne = set(names.values())
    out = []
    for name in sorted(live, key=_number):
        counts: dict[str, int] = defaultdict(int)
        for report in live[name]:
            if report in at:
                counts[names[at[report]]] += 1
        counts.pop(name, None)
        others = tuple(sorted(counts, key=lambda other: (-counts[other], _number(other))))
        if name in borne:
            # Reports that went over to an incident of before did not make a new one.
            others = tuple(other for other in others if other not in live)
            if others:
                out.append(Forward(name, others, "split"))
        elif others:
            out.append(Forward(name, others, "merged"))
        else:
            out.append(Forward(name, (), "removed"))
    return out


def _number(name: str) -> tuple[int, str]:
    return len(name), name
