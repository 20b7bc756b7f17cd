"""Roles of an incident: the mentions that the encoder links to its triggers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.code.config import CodeConfig
from dateline.code.incidents import TriggerGroup
from dateline.codebook import ROLE_MENTION_TYPES, ROLES
from dateline.records import Annotation, Argument, Origin, RoleLink, Span


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
    links = _best_links(annotation, group)
    kept = [link for link in links if link.score >= config.role]
    return tuple(
        sorted((Filled(_argument(annotation, k), k.mention) for k in kept), key=_text_order)
    )


def lost_arguments(
    annotation: Annotation,
    group: TriggerGroup,
    filled: Sequence[Filled],
    kept: Sequence[Filled],
    config: CodeConfig,
) -> tuple[Argument, ...]:
    """The likeliest words that fill no role of an incident, each with its score and the reason.

    `filled` are the arguments before numbers that count something else went, `kept` those after.
    Three of a role at most, the likeliest first, roles in the codebook's order.
    """
    stay = {(f.mention, f.argument.role) for f in kept}
    miscounts = [
        _with_note(f.argument, "the number counts something else, or fills a likelier role")
        for f in filled
        if (f.mention, f.argument.role) not in stay
    ]
    unlikely = [
        _with_note(_argument(annotation, link), f"less likely than {config.role:g}")
        for link in _best_links(annotation, group)
        if link.score < config.role
    ]
    out: list[Argument] = []
    for role in ROLES:
        of_role = [a for a in (*miscounts, *unlikely) if a.role == role]
        out += sorted(of_role, key=lambda a: (-(a.origin.score or 0.0), a.start))[:_LOST_KEPT]
    return tuple(out)


_LOST_KEPT = 3


def _best_links(annotation: Annotation, group: TriggerGroup) -> list[RoleLink]:
    """For each mention and role that it may fill, the likeliest link to one of the triggers."""
    best: dict[tuple[int, str], RoleLink] = {}
    members = set(group.triggers)
    for link in annotation.roles:
        if link.trigger not in members:
            continue
        if annotation.mentions[link.mention].type not in ROLE_MENTION_TYPES[link.role]:
            continue
        key = (link.mention, link.role)
        if key not in best or link.score > best[key].score:
            best[key] = link
    return list(best.values())


def _argument(annotation: Annotation, link: RoleLink) -> Argument:
    mention = annotation.mentions[link.mention]
    near = _sentence_of(annotation.sentences, mention.start) == _sentence_of(
        annotation.sentences, annotation.triggers[link.trigger].start
    )
    return Argument(
        role=link.role,
        start=mention.start,
        end=mention.end,
        origin=Origin("model:role", round(link.score, 4)),
        inferred="stated" if near else "inherited",
    )


def _with_note(argument: Argument, note: str) -> Argument:
    return replace(argument, origin=replace(argument.origin, note=note))


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
