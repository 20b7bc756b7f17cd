"""Whose dead: the sides of several reports brought into one incident's terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from dateline.reconcile.evidence import ActorEvidence, Evidence

_CLASS = {1: "state", 8: "state", 2: "armed", 3: "armed", 4: "armed", 5: "people", 6: "people"}
"""Classes of actor kinds (codebook 9); civilians are no side that fights."""

_OTHER = {"side_a": "side_b", "side_b": "side_a"}


def turned(reports: Sequence[Evidence]) -> Mapping[str, bool]:
    """For each report whether its two sides are the incident's the other way round.

    A clash is told from either side (codebook 4: in the order of the text), so one report's
    `side_a` can be another's `side_b`. The incident has the sides that most reports have; a
    report is turned where its perpetrators are the incident's targets, by actor or by class.
    """
    faces = {report.report_id: _face(report) for report in reports}
    known = [face for face in faces.values() if face != (None, None)]
    if not known:
        return dict.fromkeys(faces, False)
    counts = Counter(known)
    first = min(counts, key=lambda face: (-_complete(face), -counts[face], str(face)))
    return {name: face != first and _reversed(face, first) for name, face in faces.items()}


def side_of(of: str, is_turned: bool) -> str:
    """A report's side in the incident's terms."""
    return _OTHER.get(of, of) if is_turned else of


_Face = tuple[str | None, str | None]


def _face(report: Evidence) -> _Face:
    return _class(report.side("perpetrator")), _class(report.side("target"))


def _complete(face: _Face) -> bool:
    return None not in face


def _class(actors: Sequence[ActorEvidence]) -> str | None:
    classes = Counter(_CLASS[actor.kind] for actor in actors if actor.kind in _CLASS)
    return min(classes, key=lambda name: (-classes[name], name)) if classes else None


def _reversed(face: _Face, first: _Face) -> bool:
    """Whether what is known of a face stands on the other side in `first`, and nothing here."""
    if first[0] == first[1]:
        return False
    straight = any(a is not None and a == b for a, b in zip(face, first, strict=True))
    crossed = any(a is not None and a == b for a, b in zip(face, reversed(first), strict=True))
    return crossed and not straight
