"""Builds the archive's actors from those of the documents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from dateline.reconcile.actors.known import Listed
from dateline.reconcile.actors.records import (
    ActorName,
    ArchiveActor,
    DocumentActor,
    Member,
    ReviewedActors,
)

_MOST_DOCUMENTS = 20
_STANDINGS = ("seed", "imported", "reviewed", "stated", "candidate")
"""From the surest to the least sure; a name has the surest that anything gives it."""


def archive_actors(
    actors: Iterable[DocumentActor], listed: Listed, reviewed: ReviewedActors | None = None
) -> list[ArchiveActor]:
    """The archive's actors, without identifiers, in the order of their first members.

    Two actors of documents are one where both have the same entry of the actor list or a reviewer
    said so. The same name is not enough: it is what an actor of its own is found by (codebook 9).
    """
    said = reviewed or ReviewedActors()
    by_id = {actor.id: actor for actor in sorted(actors, key=lambda a: (a.document, a.id))}
    groups = _groups(by_id, said)
    seeds = {key: _seed_of(group, said) for key, group in groups.items()}
    candidates = _candidates(by_id.values())
    return [
        _actor(group, seeds[key], listed, said, candidates.get(seeds[key] or "", {}))
        for key, group in groups.items()
    ]


def _groups(
    actors: Mapping[str, DocumentActor], said: ReviewedActors
) -> dict[str, list[DocumentActor]]:
    """Members by the first of each group, in order."""
    parent = {name: name for name in actors}

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    first_of_seed: dict[str, str] = {}
    for actor in actors.values():
        if actor.seed and actor.id not in said.apart:
            parent[actor.id] = root(first_of_seed.setdefault(actor.seed, actor.id))
    for a, b in sorted(said.together):
        if a in actors and b in actors:
            parent[root(b)] = root(a)
    groups: dict[str, list[DocumentActor]] = {}
    for actor in actors.values():
        groups.setdefault(root(actor.id), []).append(actor)
    return groups


def _seed_of(group: Sequence[DocumentActor], said: ReviewedActors) -> str | None:
    """The entry that most members have; of several (a reviewer joined them) the first by name."""
    found = Counter(a.seed for a in group if a.seed and a.id not in said.apart)
    return min(found, key=lambda seed: (-found[seed], seed)) if found else None


def _candidates(actors: Iterable[DocumentActor]) -> dict[str, dict[str, set[str]]]:
    """For each entry of the list the names that may mean it, and where they stand."""
    out: dict[str, dict[str, set[str]]] = {}
    for actor in actors:
        if actor.seed is None:
            for entry in actor.candidates:
                out.setdefault(entry, {}).setdefault(actor.name, set()).add(actor.document)
    return out


def _actor(
    group: Sequence[DocumentActor],
    seed: str | None,
    listed: Listed,
    said: ReviewedActors,
    candidates: Mapping[str, Collection[str]],
) -> ArchiveActor:
    entry = listed.entry(seed)
    told = Counter(actor.name for actor in group)
    name = entry.name if entry else min(told, key=lambda n: (-told[n], n))
    model = next((a for a in group if a.name == name), group[0])
    return ArchiveActor(
        id="",
        name=name,
        kind=entry.kind if entry else model.kind,
        country=entry.country if entry else model.country,
        seed=seed,
        members=tuple(
            Member(actor.id, actor.document, _by(actor, group, seed, listed)) for actor in group
        ),
        names=_names(group, seed, name, listed, said, candidates),
    )


def _by(
    actor: DocumentActor, group: Sequence[DocumentActor], seed: str | None, listed: Listed
) -> str:
    if seed and actor.seed == seed:
        return listed.standing(seed)
    return "own" if len(group) == 1 else "reviewer"


def _names(
    group: Sequence[DocumentActor],
    seed: str | None,
    name: str,
    listed: Listed,
    said: ReviewedActors,
    candidates: Mapping[str, Collection[str]],
) -> tuple[ActorName, ...]:
    documents: defaultdict[str, set[str]] = defaultdict(set)
    standing: dict[str, str] = {}

    def add(text: str, how: str, where: Collection[str] = ()) -> None:
        documents[text].update(where)
        if _STANDINGS.index(how) < _STANDINGS.index(standing.get(text, "candidate")):
            standing[text] = how
        standing.setdefault(text, how)

    if seed:
        add(name, listed.standing(seed))
    texts = {text for actor in group for text in (actor.name, *actor.aliases)}
    known = {text for text in texts if seed and listed.has(seed, text)}
    for actor in group:
        for text in dict.fromkeys((actor.name, *actor.aliases)):
            if not _is_name(text) and text != actor.name:
                continue
            how = "stated" if text in actor.stated else "candidate"
            if seed and text in known:
                how = listed.standing(seed)
            add(text, how, (actor.document,))
    for text, where in candidates.items():
        if _is_name(text):
            add(text, "candidate", where)
    members = {actor.id for actor in group}
    for actor_id, text in said.names:
        if actor_id in members:
            add(text, "reviewed")
    refused = {text for actor_id, text in said.not_names if actor_id in members}
    return tuple(
        ActorName(text, standing[text], tuple(sorted(documents[text])[:_MOST_DOCUMENTS]))
        for text in sorted(documents)
        if text not in refused
    )


def _is_name(text: str) -> bool:
    """Whether words are a name rather than a description ("officers", "its linkmen")."""
    return any(character.isupper() for character in text)
