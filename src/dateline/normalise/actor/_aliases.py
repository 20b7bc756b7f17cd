"""Aliases that a document states: pairs of mentions with alias words between them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from dateline.normalise.actor._lexicon import read_data
from dateline.normalise.actor._parse import Parsed
from dateline.normalise.actor._text import initials_fit
from dateline.records import Span

_SPACE = re.compile(r"\s+")
_MOST = 90
_GROUP = frozenset(("ARMED_GROUP", "STATE_FORCE", "GOVERNMENT", "ORG", "MEDIA"))
_DESCRIBED = frozenset(("ROLE", "POPULATION"))
_SMALL = frozenset(("of", "the", "and", "for", "in", "on", "to", "de", "la", "al", "el", "du"))


@dataclass(frozen=True, slots=True)
class Stated:
    """Mentions at positions `a` and `b` name one actor; `span` are the words that say so."""

    a: int
    b: int
    span: Span
    pattern: str


@dataclass(frozen=True, slots=True)
class _Pattern:
    name: str
    types: frozenset[str]
    between: re.Pattern[str]
    after: re.Pattern[str] | None
    acronym: bool


@cache
def _patterns() -> tuple[_Pattern, ...]:
    rows = tomllib.loads(read_data("aliases.toml"))["pattern"]
    return tuple(
        _Pattern(
            row["name"],
            frozenset(row["types"]),
            re.compile(row["between"], re.IGNORECASE),
            re.compile(row["after"], re.IGNORECASE) if "after" in row else None,
            bool(row.get("acronym")),
        )
        for row in rows
    )


def _relation(a: Parsed, b: Parsed) -> str | None:
    if a.type == "PERSON" and b.type == "PERSON":
        return "person"
    if a.type in _GROUP and b.type in _GROUP:
        return "group"
    if (a.type in _DESCRIBED and b.type == "PERSON") or (
        b.type in _DESCRIBED and a.type == "PERSON"
    ):
        return "role_person"
    return None


def _acronym_pair(a: Parsed, b: Parsed) -> bool:
    for short, long in ((a, b), (b, a)):
        if short.acronym and len(long.core) > 1 and initials_fit(short.core[0], long.core, _SMALL):
            return True
    return a.acronym != b.acronym


def stated_aliases(text: str, parsed: Sequence[Parsed]) -> list[Stated]:
    """Pairs of neighbouring mentions that the words between them declare to be one actor."""
    out: list[Stated] = []
    for i, a in enumerate(parsed):
        # A nested mention may stand between the two; look at the next three that start later.
        tries = 0
        for j in range(i + 1, len(parsed)):
            b = parsed[j]
            if b.start < a.end:
                continue
            if b.start - a.end > _MOST or tries >= 3:
                break
            tries += 1
            relation = _relation(a, b)
            if relation is None:
                continue
            between = _SPACE.sub(" ", text[a.end : b.start])
            if not between.strip():
                continue
            found = _first(between, text[b.end : b.end + 40], a, b, relation)
            if found is not None:
                out.append(Stated(i, j, Span(a.start, b.end), found))
                break
    return out


def _first(between: str, after: str, a: Parsed, b: Parsed, relation: str) -> str | None:
    for pattern in _patterns():
        if relation not in pattern.types or pattern.between.fullmatch(between) is None:
            continue
        if pattern.after is not None and pattern.after.match(after) is None:
            continue
        if pattern.name == "parenthesis":
            # "the army (the rebels said)" is no alias: names only, and one must be short for the
            # other or the second a name of its own.
            if a.form == "nominal" or b.form == "nominal":
                continue
            if relation == "group" and not _acronym_pair(a, b) and a.type != b.type:
                continue
        if pattern.acronym and not _acronym_pair(a, b):
            continue
        return pattern.name
    return None
