"""Roles of an incident: the mentions that the encoder links to its triggers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.code.config import CodeConfig
from dateline.code.incidents import TriggerGroup
from dateline.codebook import ROLE_MENTION_TYPES, ROLES
from dateline.records import Annotation, Argument, Origin, Span


@dataclass(frozen=True, slots=True)
class Filled:
    """One argument together with the index of the mention that fills it."""

    argument: Argument
    mention: int


def fill_roles(
    annotation: Annotation, group: TriggerGroup, config: CodeConfig
) -> tuple[Filled, ...]:
    """The arguments of one incident in text order; a mention may fill two roles (killed, target).

    A mention's score for a role is the best over the incident's triggers. `inferred` is stated
    where the best trigger stands in the mention's sentence, inherited otherwise. The mention
    types that a role admits are the codebook's.
    """
    best: dict[tuple[int, str], tuple[float, int]] = {}
    members = set(group.triggers)
    for link in annotation.roles:
        if link.trigger not in members or link.score < config.role:
            continue
        if annotation.mentions[link.mention].type not in ROLE_MENTION_TYPES[link.role]:
            continue
        key = (link.mention, link.role)
        if key not in best or link.score > best[key][0]:
            best[key] = (link.score, link.trigger)
    filled = []
    for (index, role), (score, trigger) in best.items():
        mention = annotation.mentions[index]
        near = _sentence_of(annotation.sentences, mention.start) == _sentence_of(
            annotation.sentences, annotation.triggers[trigger].start
        )
        filled.append(
            Filled(
                Argument(
                    role=role,
                    start=mention.start,
                    end=mention.end,
                    origin=Origin("model:role", round(score, 4)),
                    inferred="stated" if near else "inherited",
                ),
                index,
            )
        )
    return tuple(
        sorted(
            filled, key=lambda f: (f.argument.start, f.argument.end, ROLES.index(f.argument.role))
        )
    )


def _text_order(item: Filled) -> tuple[int, int, int]:
    argument = item.argument
    return argument.start, argument.end, ROLES.index(argument.role)


def by_role(filled: Sequence[Filled]) -> dict[str, list[Filled]]:
    """The arguments of an incident grouped by role, text order kept."""
    out: dict[str, list[Filled]] = defaultdict(list)
    for item in filled:
        out[item.argument.role].append(item)
    return out


def _sentence_of(sentences: Sequence[Span], offset: int) -> int:
    """Index of the sentence that holds a code point (-1 before the first)."""
    low, high = 0, len(sentences)
    while low < high:
        middle = (low + high) // 2
        if sentences[middle].start <= offset:
            low = middle + 1
        else:
            high = middle
    return low - 1
