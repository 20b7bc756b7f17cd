"""What is known of an actor in one document, and of the actor that several documents name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DocumentActor:
    """An actor of one document. `seed` is the entry of the actor list where exactly one fits.

    `candidates` are the entries that may fit where none is chosen, `stated` the aliases that the
    document states in words ("also known as", a name in parentheses).
    """

    id: str
    document: str
    name: str
    kind: int
    country: str | None = None
    aliases: tuple[str, ...] = ()
    stated: frozenset[str] = frozenset()
    seed: str | None = None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewedActors:
    """What reviewers said of document actors, by their ids.

    `together` are pairs of one actor; `apart` are actors that are not the one that the list or
    other reviewers joined them to; `names` and `not_names` are names that an actor has or has not.
    """

    together: frozenset[tuple[str, str]] = frozenset()
    apart: frozenset[str] = frozenset()
    names: frozenset[tuple[str, str]] = frozenset()
    not_names: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Member:
    """A document's actor in an archive actor; `by` is seed, imported, reviewer or own."""

    actor: str
    document: str
    by: str


@dataclass(frozen=True, slots=True)
class ActorName:
    """A name of an archive actor and the documents that give it, sorted, at most 20.

    `standing`: seed or imported (the actor list has it), reviewed, stated (a document says in
    words that it is a name), candidate (used in a document for this actor, or for one that could
    be it).
    """

    name: str
    standing: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArchiveActor:
    """An actor of the archive. `id` is empty until `identified` has given it one."""

    id: str
    name: str
    kind: int
    country: str | None
    seed: str | None
    members: tuple[Member, ...]
    names: tuple[ActorName, ...]

    @property
    def documents(self) -> int:
        return len({member.document for member in self.members})
