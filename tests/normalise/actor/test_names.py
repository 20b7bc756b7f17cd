"""The table of names in context: right candidates, and never a wrong silent pick."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dateline.normalise.actor import ActorContext, find_actor, link_actors, load_actor_list
from dateline.records import Actor, Mention, Span

TABLE = Path(__file__).with_name("names.tsv")
ACTORS = load_actor_list(user=False)


def _cases() -> list[tuple[str, str, set[str], Actor]]:
    out = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        kind, year, hints, marked, seed, kept = [*line.split("\t"), "", ""][:6]
        start, end = marked.index("["), marked.index("]") - 1
        text = marked.replace("[", "").replace("]", "")
        context = ActorContext(date(int(year), 7, 1) if year else None, tuple(hints.split()))
        (actor,) = link_actors(
            text, [Mention(start, end, kind)], [Span(0, len(text))], context, ACTORS
        )
        out.append((line, seed, {k for k in kept.split("|") if k}, actor))
    return out


def test_at_least_95_in_100_are_right_and_none_is_picked_wrongly() -> None:
    cases = _cases()
    assert len(cases) >= 150
    wrong = [line for line, seed, _, a in cases if a.seed is not None and a.seed != seed]
    assert wrong == []
    right = [
        line
        for line, seed, kept, a in cases
        if (a.seed or "") == seed and kept <= {c.id for c in a.candidates}
    ]
    assert len(right) >= 0.95 * len(cases), sorted({c[0] for c in cases} - set(right))


def test_a_bare_acronym_keeps_both_until_the_country_is_known() -> None:
    seed, candidates = find_actor("RSF", actor_list=ACTORS)
    assert seed is None
    assert {"rapid-support-forces", "reporters-without-borders"} <= {c.id for c in candidates}
    assert find_actor("RSF", countries=["SD"], actor_list=ACTORS)[0] == "rapid-support-forces"


def test_a_name_is_not_picked_before_the_actor_existed() -> None:
    assert find_actor("M23", published=date(1990, 1, 1), actor_list=ACTORS)[0] is None


def test_an_unknown_name_has_no_candidate() -> None:
    assert find_actor("Bangsa Sulu Command", actor_list=ACTORS) == (None, ())
