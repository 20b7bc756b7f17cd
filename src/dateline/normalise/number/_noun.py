"""The noun after a number: whose count it is."""

from __future__ import annotations

import re

from dateline.normalise.number._tables import (
    COUNT_NOUNS,
    KNOWN_NOUNS,
    NEVER_NOUNS,
    PARTICIPLES,
    PEOPLE,
    SMALL,
    STATES,
    THINGS,
    VERBS,
    grammar,
)

_NOUN_TOKEN = re.compile(r"[ \n][\"']?([^\W\d_][\w'-]*(?:\.(?=[\w]))?[\w'-]*)")
_OF = re.compile(
    r" (?:more |other )?(?:of )?(?:the |its |their |his |her |our |these |those |all )?"
)
_STOPS = grammar("stops")
_SAME_PLURAL = grammar("same_plural")


def find_noun(text: str, plain: str, end: int, one: bool) -> tuple[str | None, str, int]:
    """(noun as written, its head word in plain form, where it ends) after a number.

    The head is the first known or plural noun within six words, adjectives before it kept; `one`
    allows a singular. Without a noun: (None, "", `end`).
    """
    of = _OF.match(plain, end)
    place = of.end() - 1 if of else end
    first = best = -1
    head = ""
    for _ in range(6):
        match = _NOUN_TOKEN.match(plain, place)
        if not match:
            break
        word = match[1].rstrip("'")
        if head:
            counts = word in COUNT_NOUNS or word not in STATES
            if word not in KNOWN_NOUNS or not counts or word in VERBS:
                break
        elif word in _STOPS or word in SMALL or (word in STATES and word not in COUNT_NOUNS):
            break
        elif word in PARTICIPLES or word in VERBS:
            following = _NOUN_TOKEN.match(plain, match.end())
            adjective = following and _is_noun(following[1].rstrip("'"), False)
            if not adjective and word not in KNOWN_NOUNS:
                break
        if word.endswith("'s"):
            first = -1  # "ten of the village's families": the noun begins after the owner
        elif first < 0:
            first = match.start(1)
        if _is_noun(word, one):
            best, head = match.start(1) + len(word), word
        elif head:
            break
        place = match.end()
        if match[1] != word:
            break
    if best < 0:
        return None, "", end
    return text[first:best], head, best


def _is_noun(word: str, one: bool) -> bool:
    if word in PEOPLE:
        return True
    if word in THINGS:
        return one or word[-1] == "s" or word in _SAME_PLURAL
    if word in NEVER_NOUNS or len(word) < 4 or one:
        return False
    return word[-1] == "s" and not word.endswith(("ss", "ous", "us", "'s"))


def is_people(head: str) -> bool:
    """Whether a harm verb can make this noun a toll; an unknown plural may, "" (no noun) too."""
    return head not in THINGS
