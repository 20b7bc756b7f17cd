"""What the actor list says of an entry, and which identifiers the archive has given before."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dateline.normalise.actor import ActorEntry, ActorList
from dateline.reconcile.actors.records import ArchiveActor


@dataclass(frozen=True, slots=True)
class Listed:
    """The actor list; `imported` are the ids of entries that came from a user's own lists."""

    actors: ActorList
    imported: Collection[str] = frozenset()

    def entry(self, seed: str | None) -> ActorEntry | None:
        return self.actors.entries.get(seed) if seed else None

    def standing(self, seed: str) -> str:
        return "imported" if seed in self.imported else "seed"

    def has(self, seed: str, name: str) -> bool:
        """Whether the list gives the entry this name, in this spelling or another."""
        return any(hit.entry.id == seed for hit in self.actors.find(name))


@dataclass(frozen=True, slots=True)
class Known:
    """Identifiers that the archive has given: by entry of the list, by member, by words.

    `words` has (document, name) of actors that belong to no list, so that one is found again
    after its document was coded anew. `last` is the highest number given, ever.
    """

    seeds: Mapping[str, str] = field(default_factory=dict)
    members: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[tuple[str, str], str] = field(default_factory=dict)
    last: int = 0


def identified(actors: Sequence[ArchiveActor], known: Known) -> tuple[list[ArchiveActor], int]:
    """The actors with identifiers, and the highest number given.

    An actor keeps its identifier while its entry, a member, or its name in a document is the same;
    of several that were joined the smallest stays. What is new gets the next numbers, in order; a
    number is never given twice.
    """
    taken: set[str] = set()
    found: list[str | None] = []
    for actor in actors:
        mine = next((i for i in _before(actor, known) if i not in taken), None)
        found.append(mine)
        if mine:
            taken.add(mine)
    last = known.last
    out = []
    for actor, mine in zip(actors, found, strict=True):
        if mine is None:
            last += 1
            mine = f"A{last:06}"
        out.append(replace(actor, id=mine))
    return out, last


def actor_number(identifier: str) -> str:
    """`A000003` for `A3`, `a3` or `A000003`; anything else comes back as it is."""
    match = re.fullmatch(r"[Aa](\d{1,12})", identifier.strip())
    return f"A{int(match[1]):06}" if match else identifier


def _before(actor: ArchiveActor, known: Known) -> Iterable[str]:
    """The identifiers that this actor may have had, the likeliest first."""
    if actor.seed and actor.seed in known.seeds:
        yield known.seeds[actor.seed]
    yield from sorted({known.members[m.actor] for m in actor.members if m.actor in known.members})
    words = {(member.document, actor.name) for member in actor.members}
    yield from sorted(known.words[key] for key in words if key in known.words)
