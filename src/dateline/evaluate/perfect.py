"""A gold record as the annotation that a faultless encoder would give.

Measuring the code room alone on it tells how much of a score the rules lose and how much the
encoder does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dateline.records import (
    Annotation,
    Attribution,
    Document,
    Mention,
    PlaceValue,
    RoleLink,
    SameIncident,
    Span,
    TimeValue,
    Trigger,
)

Gold = Mapping[str, Any]


def gold_document(gold: Gold) -> Document:
    """The bare document of a gold record (codebook 10), without marks or credits."""
    published = gold.get("published")
    return Document(
        id=gold["id"],
        text=gold["text"],
        title=gold.get("title"),
        outlet=gold.get("outlet"),
        published=date.fromisoformat(published) if published else None,
    )


def perfect_annotation(gold: Gold, sentences: tuple[Span, ...] = ()) -> Annotation:
    """Mentions, triggers, roles, same-incident links and attributions as the gold has them.

    A trigger that gold gives to two incidents goes to the first. An argument that is no mention
    goes to the shortest mention around it; without one it is left out, as the encoder cannot
    give it.
    """
    mentions = tuple(
        Mention(m["start"], m["end"], m["type"], 1.0)
        for m in sorted(gold["mentions"], key=lambda m: (m["start"], m["end"]))
    )
    at = {(m.start, m.end): i for i, m in enumerate(mentions)}
    owner: dict[tuple[int, int], int] = {}
    for number, incident in enumerate(gold["incidents"]):
        for t in incident["triggers"]:
            owner.setdefault((t["start"], t["end"]), number)
    order = sorted(owner)
    triggers = tuple(
        Trigger(
            *key,
            1.0,
            {gold["incidents"][owner[key]]["type"]: 1.0},
            {gold["incidents"][owner[key]]["status"]: 1.0},
        )
        for key in order
    )
    roles: list[RoleLink] = []
    same: list[SameIncident] = []
    for a, key in enumerate(order):
        for argument in gold["incidents"][owner[key]]["arguments"]:
            mention = at.get((argument["start"], argument["end"]))
            if mention is None:
                mention = _around(mentions, argument["start"], argument["end"])
            if mention is not None:
                roles.append(RoleLink(a, mention, argument["role"], 1.0))
        same.extend(
            SameIncident(a, b, 1.0)
            for b in range(a + 1, len(order))
            if owner[order[b]] == owner[key]
        )
    return Annotation(
        sentences=sentences,
        mentions=mentions,
        triggers=triggers,
        roles=tuple(roles),
        same_incident=tuple(same),
        attributions=tuple(
            _attribution(c) for c in sorted(gold["claims"], key=lambda c: c["content"]["start"])
        ),
        model="gold",
    )


def _around(mentions: Sequence[Mention], start: int, end: int) -> int | None:
    holding = [i for i, m in enumerate(mentions) if m.start <= start and end <= m.end]
    return min(holding, key=lambda i: mentions[i].end - mentions[i].start) if holding else None


def _attribution(claim: Gold) -> Attribution:
    def span(key: str) -> Span | None:
        value = claim.get(key)
        return Span(value["start"], value["end"]) if value else None

    content = claim["content"]
    return Attribution(
        content=Span(content["start"], content["end"]),
        score=1.0,
        source=span("source"),
        cue=span("cue"),
        addressee=span("addressee"),
        source_types={claim["source_type"]: 1.0},
        modes={claim["mode"]: 1.0},
        speech_acts={claim["speech_act"]: 1.0},
        commitments={claim["commitment"]: 1.0},
    )


def gold_times(gold: Gold) -> tuple[TimeValue, ...]:
    """The gold record's times as values."""
    return tuple(
        TimeValue(
            t["start"],
            t["end"],
            gold["text"][t["start"] : t["end"]],
            "DATE",
            t.get("from"),
            t.get("from"),
            t.get("to"),
            t.get("precision", 0),
            rule="gold",
        )
        for t in gold["times"]
    )


def gold_places(gold: Gold) -> tuple[PlaceValue, ...]:
    """The gold record's places as values."""
    return tuple(
        PlaceValue(
            p["start"],
            p["end"],
            gold["text"][p["start"] : p["end"]],
            p.get("lat"),
            p.get("lon"),
            p.get("country"),
            None,
            p.get("precision"),
            rule="gold",
        )
        for p in gold["places"]
    )
