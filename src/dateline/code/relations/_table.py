"""The table of wordings, compiled: `data/relations.toml` says how a row reads."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_PIECE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Wording:
    """Words that a stretch of tokens must match whole; `telling` are those that state something."""

    match: re.Pattern[str]
    literals: frozenset[str]
    telling: frozenset[str]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row of the table."""

    name: str
    kind: str
    order: str
    form: str
    between: Wording
    before: Wording | None
    after: Wording | None
    a: frozenset[str]
    b: frozenset[str]
    subject: bool
    plural: bool
    alike: bool
    status: str | None
    first_has: frozenset[str]
    unless_before: frozenset[str]
    unless_after: frozenset[str]
    not_types: frozenset[str]
    telling: frozenset[str]
    """Words of which one must stand between (or around) the mentions for the row to be tried."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that make a statement negated, alleged, hypothetical or former."""

    status: str
    between: tuple[str, ...]
    before: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RelationTable:
    """The whole table, compiled."""

    patterns: tuple[Pattern, ...]
    cues: tuple[Cue, ...]
    compounds: Mapping[str, str]
    grammar: Mapping[str, frozenset[str]]
    """Small words by what they do in a sentence."""
    group_types: frozenset[str]
    person_types: frozenset[str]
    symmetric: frozenset[str]


@cache
def relation_table() -> RelationTable:
    """The table that Dateline ships. Raises ValueError naming a row that cannot be read."""
    text = files("dateline.code.relations").joinpath("data", "relations.toml").read_text("utf-8")
    return compile_table(tomllib.loads(text))


def compile_table(table: Mapping[str, Any]) -> RelationTable:
    """A table in the form of `relations.toml`. Raises ValueError naming a row that is wrong."""
    rows = []
    for number, row in enumerate(table["pattern"], 1):
        try:
            rows.append(_pattern(number, row, table))
        except (KeyError, re.error) as error:
            raise ValueError(f"relations.toml, pattern {number} ({row}): {error!r}") from error
    return RelationTable(
        patterns=tuple(rows),
        cues=tuple(
            Cue(row["name"], tuple(row["between"]), tuple(row["before"])) for row in table["status"]
        ),
        compounds={
            word: kind for kind, words in table["compounds"].items() for word in words.split()
        },
        grammar={name: frozenset(w.split()) for name, w in table["grammar"].items()},
        group_types=frozenset(table["types"]["group"]),
        person_types=frozenset(table["types"]["person"]),
        symmetric=frozenset(k for k, row in table["kinds"].items() if row.get("symmetric")),
    )


def _pattern(number: int, row: Mapping[str, Any], table: Mapping[str, Any]) -> Pattern:
    kind = table["kinds"][row["kind"]]
    wordings = {
        part: _wording(row[part], table) for part in ("between", "before", "after") if part in row
    }
    types = {
        side: frozenset(t for name in row.get(side, kind[side]) for t in table["types"][name])
        for side in ("a", "b")
    }
    telling = next(
        (wordings[p].telling for p in ("between", "before", "after") if _tells(wordings, p)), None
    )
    if telling is None:
        raise KeyError("no word that states the relation")
    return Pattern(
        name=f"{row['kind']}-{number}",
        kind=row["kind"],
        order=row["order"],
        form=row.get("form", "between"),
        between=wordings["between"],
        before=wordings.get("before"),
        after=wordings.get("after"),
        a=types["a"],
        b=types["b"],
        subject=row.get("subject", False),
        plural=row.get("plural", False),
        alike=row.get("alike", False),
        status=row.get("status"),
        first_has=frozenset(row.get("first_has", ())),
        unless_before=frozenset(row.get("unless_before", ())),
        unless_after=frozenset(row.get("unless_after", ())),
        not_types=frozenset(row.get("not_types", ())),
        telling=telling,
    )


def _tells(wordings: Mapping[str, Wording], part: str) -> bool:
    return part in wordings and bool(wordings[part].telling)


def _wording(words: str, table: Mapping[str, Any]) -> Wording:
    spelled = words
    while _PIECE.search(spelled):
        spelled = _PIECE.sub(lambda found: table["pieces"][found[1]], spelled)
    literals: set[str] = set()
    out = []
    for item in spelled.split():
        if item[0] in "*^#":
            out.append(_gap(item, table))
        elif item[0] == "!":
            out.append(f"(?!(?:{_any_of(item[1:].split('/'))}){_END})")
        elif item[0] == "<":
            out.append(_class(item, table))
        else:
            choices = item.removesuffix("?").split("/")
            literals.update(choices)
            several = f"(?:{_any_of(choices)}){_END}"
            out.append(f"(?:{several})?" if item.endswith("?") else several)
    telling = frozenset(literals) - set(table["grammar"]["untelling"].split())
    return Wording(re.compile("".join(out)), frozenset(literals), telling)


def _gap(item: str, table: Mapping[str, Any]) -> str:
    most = int(item[1:])
    if item[0] == "#":
        return f"(?:[^ ]+ ){{1,{most}}}"
    stop = _any_of(table["stop"]["words"].split())
    kept = _any_of(table["stop"]["kept"].split())
    end = r"\^ " if item[0] == "^" else _END
    return rf"(?:(?!(?:{stop}|(?!(?:{kept}){_END})\w+ed){_END}){_PLAIN}{end}){{0,{most}}}"


_PLAIN = r"[^\W_][\w.'-]*"
"""A word that names no actor: those begin with "@"."""
_END = r"\^? "
"""What follows a word: "^" where it has a capital, and a space."""


def _class(item: str, table: Mapping[str, Any]) -> str:
    row = table["words"][item.strip("<>+").removesuffix(">")]
    choices = [_any_of(row["words"].split())]
    if row.get("ly"):
        choices.append(r"\w+ly")
    if "suffix" in row:
        choices.append(r"\w+" + row["suffix"])
    least = 1 if item.endswith("+") else 0
    return f"(?:(?:{'|'.join(choices)}){_END}){{{least},{row['most']}}}"


def _any_of(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, words))
