"""Words of reports as hashed stems with weights that no archive changes.

A stem weighs by how rare it is in the training articles (`data/words.json`), not in the archive:
two reports compare the same whatever else has been added.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from zlib import crc32

RARE = 8.0
"""Weight of a stem that the training articles hardly have: names, mostly."""

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_LARGE = re.compile(r"(?<=[a-z,;0-9] )[A-Z][^\W_]+(?:[ -][A-Z][^\W_]+){0,5}")
_ENDINGS = ("ings", "ing", "edly", "ed", "es", "s")
_SHORTEST = 4


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """A word without the endings of number and tense: bombing, bombed and bombs are bomb."""
    word = word.casefold()
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)].rstrip("e") if ending != "s" else word[:-1].rstrip("e")
    return word.rstrip("e") if len(word) > _SHORTEST else word


def stems(text: str) -> list[str]:
    """The stems of a text's words and numbers, in order; joined words are taken apart."""
    return [stem(part) for word in _WORD.findall(text) for part in word.split("-")]


def names_in(text: str) -> list[str]:
    """Words written large that do not begin a sentence or line: names, mostly."""
    return [match[0] for match in _LARGE.finditer(text)]


@cache
def weights() -> Mapping[str, float]:
    """How much each common stem weighs, in natural logarithms of its rarity; 0 weighs nothing."""
    data = files("dateline.reconcile.incidents").joinpath("data", "words.json")
    return {str(k): float(v) for k, v in json.loads(data.read_text(encoding="utf-8")).items()}


def weighed(texts: Iterable[str], most: int) -> dict[str, float]:
    """The `most` weightiest stems of texts, with their weights; ties go by the alphabet."""
    known = weights()
    found = {s: known.get(s, RARE) for text in texts for s in stems(text) if len(s) > 1}
    best = sorted((s for s in found if found[s] > 0), key=lambda s: (-found[s], s))[:most]
    return {s: found[s] for s in sorted(best)}


@lru_cache(maxsize=262_144)
def hashed(word: str) -> int:
    """A word as a number from 1 up; 0 stays free for none."""
    return (crc32(word.encode("utf-8", "surrogatepass")) & 0x7FFFFFFE) + 1
