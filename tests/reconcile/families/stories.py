"""Invented reports of the training corpus, and the copies that outlets make of them."""

from __future__ import annotations

import json
import random
from functools import cache
from itertools import islice
from pathlib import Path

from dateline.reconcile.families import Copy, SketchIndex, edge_of, shingled
from dateline.records import Document, FamilyEdge

CORPUS = Path(__file__).parents[3] / "training" / "corpus" / "corpus.jsonl"


@cache
def stories(count: int) -> tuple[str, ...]:
    """The first reports of at least 150 words, each about another incident."""
    with CORPUS.open(encoding="utf-8") as lines:
        texts = (json.loads(line)["text"] for line in lines)
        return tuple(islice((t for t in texts if len(t.split()) >= 150), count))


def paragraphs(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def passage(text: str) -> str:
    """The two longest paragraphs of a story: enough words to be found by a sample of them."""
    return "\n".join(sorted(paragraphs(text), key=len)[-2:])


def cut(text: str, share: float = 0.6) -> str:
    """The first words of a story."""
    words = text.split(" ")
    return " ".join(words[: int(len(words) * share)])


def edited(text: str, rate: float, seed: int = 0) -> str:
    """A story with this share of its words replaced or dropped."""
    chance = random.Random(seed)
    strange = ("moreover", "reportedly", "yesterday", "officials", "area", "local", "nearby")
    out = []
    for word in text.split(" "):
        drawn = chance.random()
        if drawn < rate / 2:
            out.append(chance.choice(strange))
        elif drawn >= rate:
            out.append(word)
    return " ".join(out)


def document(name: str, text: str) -> Document:
    return Document(id=name, text=text)


def edges_of(documents: list[Document]) -> list[FamilyEdge]:
    """Every edge among documents, found as an archive finds them."""
    by_id = {d.id: d for d in documents}
    index = SketchIndex()
    for d in documents:
        index.add(d.id, shingled(d).sketch)
    judged = (edge_of(by_id[a], by_id[b], shingled) for a, b in index.proposed())
    return [edge for edge in judged if edge]


def copies_of(documents: list[Document]) -> list[Copy]:
    return [
        Copy(d.id, len(shingled(d)), d.published, d.outlet, d.credits.agency) for d in documents
    ]
