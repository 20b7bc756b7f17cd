"""Reads a text with marked mentions and links it: "[Gunmen:ARMED_GROUP] fled." """

from __future__ import annotations

import re
from datetime import date

from dateline.evaluate.actor import plain_sentences
from dateline.normalise.actor import ActorContext, link_actors, load_actor_list
from dateline.records import Actor, Mention

_SHORT = {
    "A": "ARMED_GROUP",
    "S": "STATE_FORCE",
    "G": "GOVERNMENT",
    "O": "ORG",
    "M": "MEDIA",
    "P": "PERSON",
    "C": "POPULATION",
    "R": "ROLE",
    "L": "PLACE",
}
_MARKED = re.compile(r"\[([^\[\]|]+)\|([A-Z])\]")


def link(marked: str, *hints: str, published: date | None = None) -> list[tuple[Actor, list[str]]]:
    """The actors of a text in which mentions stand as [words|letter], each with its words."""
    text, mentions, at = "", [], 0
    for m in _MARKED.finditer(marked):
        text += marked[at : m.start()]
        mentions.append(Mention(len(text), len(text) + len(m[1]), _SHORT[m[2]]))
        text += m[1]
        at = m.end()
    text += marked[at:]
    found = link_actors(
        text,
        mentions,
        plain_sentences(text),
        ActorContext(published, hints),
        load_actor_list(user=False),
    )
    return [(a, [text[mentions[i].start : mentions[i].end] for i in a.mentions]) for a in found]


def groups(marked: str, *hints: str) -> set[frozenset[str]]:
    """The sets of words that were linked together (each wording once)."""
    return {frozenset(words) for _, words in link(marked, *hints)}
