"""Templates against templates, as the scorer of Du, Rush and Cardie (NAACL 2021) counts them.

Chen et al. (EACL 2023) call the same figure CEAF-REE as implemented. Counted are incident types
and the entities of five roles. A predicted template answers at most one annotated template, of a
type that may be the same; of all such pairings a text takes one with the greatest F1. A predicted
entity is right where each of its strings, without case, articles and marks, is one of an
annotated entity's in the same role of the paired template; an annotated entity is found where
some predicted entity is right by it. Everything in templates without a partner is wrong or
missed.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.evaluate.muc4._read import ROLES, MucTemplate

MAX_STATES = 20_000
"""Most partial pairings kept for one text; MUC-4's own texts (up to 16 templates) stay below, so
that their best pairing is never missed."""

_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_NO_MARKS = str.maketrans("", "", string.punctuation)


@dataclass(frozen=True, slots=True)
class SlotCounts:
    """Fillers of a slot: predicted ones, those of them that are right, annotated ones, and those
    of them that were found (two predicted entities may be right by one annotated entity)."""

    right: int = 0
    predicted: int = 0
    found: int = 0
    gold: int = 0

    def __add__(self, other: SlotCounts) -> SlotCounts:
        return SlotCounts(
            self.right + other.right,
            self.predicted + other.predicted,
            self.found + other.found,
            self.gold + other.gold,
        )

    def row(self) -> dict[str, float]:
        """Precision `p`, recall `r` and `f1` (0..1, 0 where nothing can be counted), and counts."""
        p = self.right / self.predicted if self.predicted else 0.0
        r = self.found / self.gold if self.gold else 0.0
        return {
            "p": p,
            "r": r,
            "f1": 2 * p * r / (p + r) if p + r else 0.0,
            "gold": self.gold,
            "predicted": self.predicted,
        }


Pairing = Sequence[tuple[int, int]]
"""Index of a predicted template, index of the annotated one that it answers."""


def score(
    answers: Iterable[tuple[Sequence[MucTemplate], Sequence[MucTemplate]]],
) -> dict[str, dict[str, float]]:
    """Micro-averages over texts (annotated templates, predicted templates), in rows:

    `five roles and incident type` is the published figure; `five roles` leaves the types out
    of the sum, under the same pairing; then each slot alone.

    An annotated template that repeats another of its text counts once.
    """
    slots = {slot: SlotCounts() for slot in ("incident type", *ROLES)}
    for gold, predicted in answers:
        wanted = [_plain(t) for i, t in enumerate(gold) if t not in gold[:i]]
        given = [_plain(t) for t in predicted]
        for slot, counts in _slot_counts(wanted, given, best_pairing(wanted, given)):
            slots[slot] += counts
    roles = sum((slots[role] for role in ROLES), SlotCounts())
    rows = {
        "five roles and incident type": roles + slots["incident type"],
        "five roles": roles,
        **slots,
    }
    return {name: counts.row() for name, counts in rows.items()}


def best_pairing(gold: Sequence[MucTemplate], predicted: Sequence[MucTemplate]) -> Pairing:
    """A pairing with the greatest F1 over types and entities.

    Exact: pairings are built up template by template, and of those that have used the same
    annotated templates only the ones are kept that no other beats in both right and found
    fillers. Above `MAX_STATES` the best so far are kept.
    """
    all_predicted = sum(_size(t) for t in predicted)
    all_gold = sum(_size(t) for t in gold)

    def f1(right: int, found: int) -> float:
        p, r = right / all_predicted, found / all_gold
        return 2 * p * r / (p + r) if p + r else 0.0

    # Annotated templates used (a bit each) -> right and found fillers, and the pairs.
    states: dict[int, list[tuple[int, int, tuple[tuple[int, int], ...]]]] = {0: [(0, 0, ())]}
    for i, template in enumerate(predicted):
        gains = [
            (j, *_gain(other, template))
            for j, other in enumerate(gold)
            if may_answer(other, template)
        ]
        following = {used: list(rows) for used, rows in states.items()}
        for used, rows in states.items():
            for j, right, found in gains:
                if not used >> j & 1:
                    following.setdefault(used | 1 << j, []).extend(
                        (a + right, b + found, (*pairs, (i, j))) for a, b, pairs in rows
                    )
        states = {used: _unbeaten(rows) for used, rows in following.items()}
        if len(states) > MAX_STATES:
            best = sorted(states.items(), key=lambda s: -max(f1(a, b) for a, b, _ in s[1]))
            states = dict(best[:MAX_STATES])
    ends = [row for rows in states.values() for row in rows]
    return max(ends, key=lambda row: f1(row[0], row[1]))[2] if all_predicted and all_gold else ()


def _unbeaten(
    rows: list[tuple[int, int, tuple[tuple[int, int], ...]]],
) -> list[tuple[int, int, tuple[tuple[int, int], ...]]]:
    out: list[tuple[int, int, tuple[tuple[int, int], ...]]] = []
    for row in sorted(rows, key=lambda r: (-r[0], -r[1])):
        if not out or row[1] > out[-1][1]:
            out.append(row)
    return out


def may_answer(gold: MucTemplate, predicted: MucTemplate) -> bool:
    """Whether the predicted type is the annotated one, or one of two ("bombing / attack")."""
    allowed = {gold.incident_type, *gold.incident_type.split(" / ")}
    return predicted.incident_type in allowed


def _size(template: MucTemplate) -> int:
    return 1 + sum(len(entities) for entities in template.roles.values())


def _gain(gold: MucTemplate, predicted: MucTemplate) -> tuple[int, int]:
    """Right and found fillers where `predicted` answers `gold`, the type among them."""
    right = found = 1
    for role in ROLES:
        a, b = _matches(gold.roles.get(role, ()), predicted.roles.get(role, ()))
        right, found = right + a, found + b
    return right, found


Entities = Sequence[Sequence[str]]


def _matches(gold: Entities, predicted: Entities) -> tuple[int, int]:
    """How many predicted entities are right, and how many annotated ones are found."""
    cells = [[set(p) <= set(g) for g in gold] for p in predicted]
    return sum(map(any, cells)), sum(map(any, zip(*cells, strict=True)))


def _slot_counts(
    gold: Sequence[MucTemplate], predicted: Sequence[MucTemplate], pairing: Pairing
) -> Iterator[tuple[str, SlotCounts]]:
    paired = len(pairing)
    yield "incident type", SlotCounts(paired, len(predicted), paired, len(gold))
    for role in ROLES:
        right = found = 0
        for i, j in pairing:
            a, b = _matches(gold[j].roles.get(role, ()), predicted[i].roles.get(role, ()))
            right, found = right + a, found + b
        yield (
            role,
            SlotCounts(
                right,
                sum(len(t.roles.get(role, ())) for t in predicted),
                found,
                sum(len(t.roles.get(role, ())) for t in gold),
            ),
        )


def _plain(template: MucTemplate) -> MucTemplate:
    """The template with its strings as they are compared; entities without a string left out."""
    roles: Mapping[str, tuple[tuple[str, ...], ...]] = {
        role: tuple(tuple(plain_string(s) for s in entity) for entity in entities if entity)
        for role, entities in template.roles.items()
    }
    return MucTemplate(template.incident_type, roles)


def plain_string(words: str) -> str:
    """Lower case, without ASCII marks, articles and needless space."""
    return " ".join(_ARTICLES.sub(" ", words.lower().translate(_NO_MARKS)).split())
