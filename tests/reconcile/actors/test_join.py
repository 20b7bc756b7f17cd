from __future__ import annotations

from dataclasses import replace
from random import Random

from dateline.normalise.actor import ActorEntry, ActorList
from dateline.reconcile.actors import (
    ArchiveActor,
    DocumentActor,
    Known,
    Listed,
    ReviewedActors,
    actor_number,
    archive_actors,
    identified,
)

LIST = Listed(
    ActorList.of(
        (
            ActorEntry("rsf", "Rapid Support Forces", "ARMED_GROUP", 3, "SD", aliases=("RSF",)),
            ActorEntry("mil-sd", "Sudanese Armed Forces", "STATE_FORCE", 1, "SD"),
            ActorEntry("mil-td", "Chadian army", "STATE_FORCE", 1, "TD"),
        )
    ),
    imported=frozenset({"mil-td"}),
)


def actor(id: str, name: str, **values: object) -> DocumentActor:
    built = DocumentActor(id, id.split("/")[0], name, 2, "SD")
    return replace(built, **values)  # type: ignore[arg-type]


RSF = (
    actor("a/a1", "Rapid Support Forces", seed="rsf", aliases=("RSF", "the Janjaweed", "fighters")),
    actor("b/a2", "RSF", seed="rsf", aliases=("RSF", "Dagalo's men")),
)


def by_name(actors: list[ArchiveActor]) -> dict[str, ArchiveActor]:
    return {found.name: found for found in actors}


def standings(found: ArchiveActor) -> dict[str, str]:
    return {name.name: name.standing for name in found.names}


def test_the_list_joins_and_names_of_documents_are_candidates() -> None:
    (found,) = archive_actors(RSF, LIST)
    assert (found.name, found.kind, found.seed, found.documents) == (
        "Rapid Support Forces",
        3,
        "rsf",
        2,
    )
    assert standings(found) == {
        "Rapid Support Forces": "seed",
        "RSF": "seed",
        "the Janjaweed": "candidate",
        "Dagalo's men": "candidate",
    }
    assert {n.name: n.documents for n in found.names}["the Janjaweed"] == ("a",)
    assert {member.by for member in found.members} == {"seed"}


def test_an_import_is_told_apart_from_the_list() -> None:
    (found,) = archive_actors([actor("a/a1", "Chadian army", seed="mil-td")], LIST)
    assert [member.by for member in found.members] == ["imported"]
    assert standings(found) == {"Chadian army": "imported"}


def test_the_same_name_joins_nothing() -> None:
    found = archive_actors([actor("a/a1", "Ahmed Hassan"), actor("b/a1", "Ahmed Hassan")], LIST)
    assert [[m.actor for m in f.members] for f in found] == [["a/a1"], ["b/a1"]]
    assert {m.by for f in found for m in f.members} == {"own"}


def test_an_ambiguous_short_name_is_a_candidate_of_each_and_joins_none() -> None:
    army = actor("c/a1", "the Army", candidates=("mil-sd", "mil-td"))
    sudan = actor("a/a9", "Sudanese army", seed="mil-sd")
    chad = actor("b/a9", "Chadian army", seed="mil-td")
    found = by_name(archive_actors([army, sudan, chad], LIST))
    assert [m.actor for m in found["the Army"].members] == ["c/a1"]
    for name in ("Sudanese Armed Forces", "Chadian army"):
        (candidate,) = [n for n in found[name].names if n.name == "the Army"]
        assert (candidate.standing, candidate.documents) == ("candidate", ("c",))
        assert "c/a1" not in [m.actor for m in found[name].members]


def test_an_alias_that_a_document_states_says_so() -> None:
    (found,) = archive_actors(
        [
            actor(
                "a/a1",
                "Army of the Plain",
                aliases=("Army of the Plain", "AP", "outfit"),
                stated=frozenset({"Army of the Plain", "AP"}),
            )
        ],
        LIST,
    )
    assert standings(found) == {"Army of the Plain": "stated", "AP": "stated"}


def test_a_reviewer_joins_takes_apart_and_names() -> None:
    men = actor("c/a1", "Dagalo's men")
    reviewed = ReviewedActors(
        together=frozenset({("a/a1", "c/a1")}),
        apart=frozenset({"b/a2"}),
        names=frozenset({("a/a1", "Janjaweed")}),
        not_names=frozenset({("a/a1", "the Janjaweed")}),
    )
    found = archive_actors([*RSF, men], LIST, reviewed)
    assert [[(m.actor, m.by) for m in f.members] for f in found] == [
        [("a/a1", "seed"), ("c/a1", "reviewer")],
        [("b/a2", "own")],
    ]
    assert found[1].seed is None
    assert standings(found[0])["Janjaweed"] == "reviewed"
    assert "the Janjaweed" not in standings(found[0])


def test_the_order_of_documents_changes_nothing() -> None:
    actors = [*RSF, actor("c/a1", "Ahmed"), actor("d/a1", "Army", candidates=("mil-sd",))]
    wanted = archive_actors(actors, LIST)
    for seed in range(5):
        mixed = actors[:]
        Random(seed).shuffle(mixed)
        assert archive_actors(mixed, LIST) == wanted


def test_an_actor_keeps_its_identifier_and_none_is_given_twice() -> None:
    first, last = identified(archive_actors([*RSF, actor("c/a1", "Ahmed")], LIST), Known())
    assert [f.id for f in first] == ["A000001", "A000002"]
    assert last == 2
    known = Known(
        seeds={"rsf": "A000001"},
        members={"a/a1": "A000001", "b/a2": "A000001"},
        words={("c", "Ahmed"): "A000002"},  # c was coded anew: its actor has another id now
        last=7,
    )
    actors = [*RSF, actor("c/a5", "Ahmed"), actor("a/a0", "Musa")]
    again, last = identified(archive_actors(actors, LIST), known)
    assert {f.name: f.id for f in again} == {
        "Musa": "A000008",
        "Rapid Support Forces": "A000001",
        "Ahmed": "A000002",
    }
    assert last == 8


def test_joined_actors_keep_the_smaller_identifier() -> None:
    known = Known(members={"a/a1": "A000004", "b/a1": "A000002"}, last=4)
    together = ReviewedActors(together=frozenset({("a/a1", "b/a1")}))
    actors = archive_actors([actor("a/a1", "Ahmed"), actor("b/a1", "Ahmed H.")], LIST, together)
    assert [f.id for f in identified(actors, known)[0]] == ["A000002"]


def test_short_forms_of_identifiers() -> None:
    assert [actor_number(text) for text in ("A3", "a12", "A000003", "doc/a1")] == [
        "A000003",
        "A000012",
        "A000003",
        "doc/a1",
    ]
