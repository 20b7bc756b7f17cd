"""Scores actor linking on annotated documents: B3 over gold mentions, kind and country."""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from dateline.normalise.actor import ActorContext, ActorList, link_actors, load_actor_list
from dateline.records import Actor, Mention, Span

_SENTENCE = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“(]?[A-Z0-9])|\n+")


def plain_sentences(text: str) -> tuple[Span, ...]:
    """Sentences by punctuation and line breaks alone: enough to measure the linker by itself."""
    out: list[Span] = []
    at = 0
    for cut in _SENTENCE.finditer(text):
        if cut.start() > at:
            out.append(Span(at, cut.start()))
        at = cut.end()
    if at < len(text):
        out.append(Span(at, len(text)))
    return tuple(out)


def b_cubed(gold: Sequence[str], found: Sequence[str]) -> tuple[float, float]:
    """Summed B3 precision and recall (Bagga and Baldwin 1998) over mentions with two labels."""
    by_gold: dict[str, set[int]] = {}
    by_found: dict[str, set[int]] = {}
    for i, (g, f) in enumerate(zip(gold, found, strict=True)):
        by_gold.setdefault(g, set()).add(i)
        by_found.setdefault(f, set()).add(i)
    precision = recall = 0.0
    for g, f in zip(gold, found, strict=True):
        both = len(by_gold[g] & by_found[f])
        precision += both / len(by_found[f])
        recall += both / len(by_gold[g])
    return precision, recall


@dataclass
class Score:
    """Sums over documents; `report` turns them into rates."""

    mentions: int = 0
    precision: float = 0.0
    recall: float = 0.0
    null_mentions: int = 0
    null_joined: int = 0
    kind: Counter[str] = field(default_factory=Counter)
    country: Counter[str] = field(default_factory=Counter)
    by_type: dict[str, list[float]] = field(default_factory=dict)

    def report(self) -> dict[str, float]:
        """Rates between 0 and 1, and the number of mentions."""
        p = self.precision / max(1, self.mentions)
        r = self.recall / max(1, self.mentions)
        return {
            "mentions": self.mentions,
            "b3_precision": p,
            "b3_recall": r,
            "b3_f1": 2 * p * r / (p + r) if p + r else 0.0,
            "kind_accuracy": self.kind["right"] / max(1, self.kind.total()),
            "country_accuracy": self.country["right"] / max(1, self.country.total()),
            "null_mentions": self.null_mentions,
            "null_in_an_actor_with_linked_mentions": self.null_joined / max(1, self.null_mentions),
        }


def gold_mentions(document: Mapping[str, Any]) -> tuple[list[Mention], list[str | None]]:
    """A document's mentions and the actor id of each (None where gold links none)."""
    rows = document["mentions"]
    return (
        [Mention(r["start"], r["end"], r["type"], by="document:gold") for r in rows],
        [r.get("actor") for r in rows],
    )


def link_gold(
    document: Mapping[str, Any], actors: ActorList, place_hints: bool = False
) -> tuple[Actor, ...]:
    """`link_actors` on a document's gold mentions. Only text and date are given besides, and with
    `place_hints` the countries of the annotated places, as the place normaliser would."""
    mentions, _ = gold_mentions(document)
    published = document.get("published")
    places = document.get("places", ()) if place_hints else ()
    context = ActorContext(
        published=date.fromisoformat(published) if published else None,
        country_hints=tuple(p["country"] for p in places if p.get("country")),
    )
    text = document["text"]
    return link_actors(text, mentions, plain_sentences(text), context, actors)


def score_document(document: Mapping[str, Any], found: Sequence[Actor], score: Score) -> None:
    """Adds one document's actors to `score`. Mentions that gold leaves without an actor are kept
    out of B3; of those only the share that was put with a linked mention is counted."""
    mentions, gold = gold_mentions(document)
    owner = {i: a for a in found for i in a.mentions}
    linked = [i for i, g in enumerate(gold) if g is not None]
    gold_of = [str(gold[i]) for i in linked]
    found_of = [owner[i].id if i in owner else f"none{i}" for i in linked]
    if linked:
        p, r = b_cubed(gold_of, found_of)
        score.mentions += len(linked)
        score.precision += p
        score.recall += r
    with_gold = set(found_of)
    by_gold: dict[str, set[int]] = {}
    by_found: dict[str, set[int]] = {}
    for i, g, f in zip(linked, gold_of, found_of, strict=True):
        by_gold.setdefault(g, set()).add(i)
        by_found.setdefault(f, set()).add(i)
    gold_actors = {a["id"]: a for a in document["actors"]}
    for i, g, f in zip(linked, gold_of, found_of, strict=True):
        both = len(by_gold[g] & by_found[f])
        row = score.by_type.setdefault(mentions[i].type, [0, 0.0, 0.0])
        row[0] += 1
        row[1] += both / len(by_found[f])
        row[2] += both / len(by_gold[g])
        actor = owner.get(i)
        if actor is None or g not in gold_actors:
            continue
        truth = gold_actors[g]
        score.kind["right" if actor.kind == truth["kind"] else "wrong"] += 1
        same = (actor.country or None) == (truth.get("country") or None)
        score.country["right" if same else "wrong"] += 1
    for i, label in enumerate(gold):
        if label is None and i in owner:
            score.null_mentions += 1
            score.null_joined += owner[i].id in with_gold


def evaluate(
    documents: Iterable[Mapping[str, Any]],
    actors: ActorList | None = None,
    place_hints: bool = False,
) -> Score:
    """Scores `link_actors` on annotated documents given their gold mentions."""
    actors = actors if actors is not None else load_actor_list(user=False)
    score = Score()
    for document in documents:
        score_document(document, link_gold(document, actors, place_hints), score)
    return score


def main(arguments: Sequence[str] | None = None) -> None:
    """`python -m dateline.evaluate.actor --data FILE.jsonl ...`: prints rates as JSON."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--data", nargs="+", type=Path, required=True)
    parser.add_argument("--by-type", action="store_true", help="rates for each mention type too")
    parser.add_argument(
        "--place-hints", action="store_true", help="give the countries of the annotated places"
    )
    options = parser.parse_args(arguments)
    documents = [
        json.loads(line)
        for path in options.data
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    score = evaluate(documents, place_hints=options.place_hints)
    report: dict[str, Any] = {k: round(v, 4) for k, v in score.report().items()}
    if options.by_type:
        report["by_type"] = {
            t: {"n": int(n), "precision": round(p / n, 4), "recall": round(r / n, 4)}
            for t, (n, p, r) in sorted(score.by_type.items())
        }
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
