"""Sentences with their mentions marked inline, as in `relation_cases.txt`."""

from __future__ import annotations

import re

from dateline.records import Actor, Mention

_TYPES = {
    "A": "ARMED_GROUP",
    "S": "STATE_FORCE",
    "G": "GOVERNMENT",
    "O": "ORG",
    "P": "PERSON",
    "R": "ROLE",
    "C": "POPULATION",
    "L": "PLACE",
    "M": "MEDIA",
    "T": "TIME",
}
_MARK = re.compile(r"\{([A-Z]):|\}")
_NO_ACTORS = frozenset(("PLACE", "TIME"))


def marked(sentence: str) -> tuple[str, list[Mention], list[Actor]]:
    """The plain text of "{G:Iran} backs ...", its mentions and an actor for each name."""
    text, mentions, opened, at = "", [], [], 0
    for mark in _MARK.finditer(sentence):
        text += sentence[at : mark.start()]
        at = mark.end()
        if mark[1]:
            opened.append((len(text), _TYPES[mark[1]]))
        else:
            start, type_ = opened.pop()
            mentions.append(Mention(start, len(text), type_, 0.9))
    text += sentence[at:]
    mentions.sort(key=lambda m: (m.start, -m.end))
    bearing: dict[str, list[int]] = {}
    for index, mention in enumerate(mentions):
        if mention.type not in _NO_ACTORS:
            bearing.setdefault(mention.span.of(text), []).append(index)
    actors = [
        Actor(f"a{n}", name, 0, None, mentions=tuple(indexes))
        for n, (name, indexes) in enumerate(bearing.items(), 1)
    ]
    return text, mentions, actors
