"""`--public`: the names of private persons, found in each document and taken out of its rows.

A person is kept where the document gives an office, a command or a spokesmanship, where the actor
list knows the person, where the person signs the report, or where an incident names the person as
its perpetrator. Everyone else is private: victims, witnesses, and those whose part the program
does not know, because a victim whose role was missed must not be published.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from sqlalchemy import Connection, select

from dateline.store import schema

WITHHELD = "[name withheld]"

_KEYS = frozenset(
    [
        "id",
        "document_ids",
        "permalink",
        "claims",
        "claim",
        "incident",
        "incidents",
        "report",
        "reports",
        "report_ids",
        "family_ids",
        "sentence_document",
        "source_id",
        "archive_actor",
        "a_actor",
        "b_actor",
        "content_hash",
        "updated_at",
    ]
)
"""Columns that join tables: an identifier comes from the user's files and is left as it is."""

_NOT_PEOPLE = ("PLACE", "FACILITY", "ORG", "ARMED_GROUP", "STATE_FORCE", "GOVERNMENT", "MEDIA")
_KEPT_DOCUMENTS = 64
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_NEAR = 80


@dataclass(slots=True)
class _Person:
    """One person of a document: the names, and what the document makes of the person."""

    names: set[str] = field(default_factory=set)
    office: bool = False
    victim: bool = False
    witness: bool = False
    perpetrator: bool = False

    @property
    def private(self) -> bool:
        return not self.office and (self.victim or not self.perpetrator)

    @property
    def standing(self) -> str:
        if not self.private:
            return "kept: office, command or by-line" if self.office else "kept: perpetrator"
        if self.victim:
            return "withheld: victim"
        return "withheld: witness or speaker" if self.witness else "withheld: part not known"


class PrivateNames:
    """Takes the names of private persons out of rows and records; `counts` says of how many.

    The state that it keeps are the patterns of the documents seen last and the counts.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._patterns: dict[str, re.Pattern[str] | None] = {}
        self._seen: set[str] = set()
        self.counts: Counter[str] = Counter()

    def row(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The row without those names."""
        documents = str(row.get("document_ids") or row.get("id") or "").split(" | ")
        out = dict(row)
        for name, value in row.items():
            if isinstance(value, str) and name not in _KEYS:
                for document in documents:
                    value = self.text(document, value)
                out[name] = value
        return out

    def text(self, document: str, text: str) -> str:
        """A text of that document without those names."""
        pattern = self._pattern(document)
        return text if pattern is None else pattern.sub(_withheld, text)

    def record(self, document: str, value: Any) -> Any:
        """A stand-off record whose names are bars of the same length, so that offsets hold."""
        pattern = self._pattern(document)
        return value if pattern is None else _barred(pattern, value)

    def _pattern(self, document: str) -> re.Pattern[str] | None:
        if document not in self._patterns:
            people, taken = _people(self._connection, document)
            if document not in self._seen:
                self._seen.add(document)
                self.counts.update(person.standing for person in people)
            while len(self._patterns) >= _KEPT_DOCUMENTS:
                del self._patterns[next(iter(self._patterns))]
            self._patterns[document] = _compiled(people, taken)
        return self._patterns[document]


def _withheld(match: re.Match[str]) -> str:
    return WITHHELD if match["private"] is not None else match[0]


def _barred(pattern: re.Pattern[str], value: Any) -> Any:
    if isinstance(value, str):
        return pattern.sub(
            lambda m: "█" * len(m[0]) if m["private"] is not None else m[0],
            value,
        )
    if isinstance(value, list):
        return [_barred(pattern, item) for item in value]
    if isinstance(value, dict):
        return {
            key: item if key in ("id", "document_id") else _barred(pattern, item)
            for key, item in value.items()
        }
    return value


def _compiled(people: Iterable[_Person], taken: set[str]) -> re.Pattern[str] | None:
    """One pattern: names that stay match first as themselves, then the private ones.

    Of a private name each part counts too ("Fatima", "Hassan"), unless it is also a part of a
    name that stays or of a place or an organisation.
    """
    people = list(people)
    kept = {name for person in people if not person.private for name in person.names}
    hidden = {name for person in people if person.private for name in person.names} - kept
    if not hidden:
        return None
    stays = taken | {word for name in kept for word in _WORD.findall(name)}
    parts = {
        word
        for name in hidden
        for word in _WORD.findall(name)
        if len(word) > 2 and word[0].isupper() and word not in stays
    }
    whole = sorted(hidden, key=lambda name: (-len(name), name))
    alone = sorted(parts | {part.upper() for part in parts}, key=lambda name: (-len(name), name))
    private = [f"(?i:{_spelt(name)})" for name in whole] + [re.escape(part) for part in alone]
    public = [_spelt(name) for name in sorted(kept, key=lambda name: (-len(name), name))]
    before, after = r"(?<![^\W_])", r"(?![^\W_])"
    alternatives = [f"(?P<private>{'|'.join(private)})"]
    if public:
        alternatives.insert(0, f"(?:{'|'.join(public)})")
    return re.compile(f"{before}(?:{'|'.join(alternatives)}){after}")


def _spelt(name: str) -> str:
    """A name across line ends and in addresses (`ahmed-hassan`, `ahmed%20hassan`)."""
    return r"(?:[\s_+.-]|%20){1,3}".join(re.escape(word) for word in name.split())


@cache
def _offices() -> Mapping[str, frozenset[str]]:
    content = files("dateline.export").joinpath("data", "offices.toml").read_text(encoding="utf-8")
    loaded = tomllib.loads(content)
    return {
        "words": frozenset(loaded["words"].split()),
        "victims": frozenset(loaded["victims"]),
    }


def _people(connection: Connection, document: str) -> tuple[list[_Person], set[str]]:
    """The persons of a document, and the words that its places and organisations bear."""
    m, a, d = schema.mentions.c, schema.actors.c, schema.documents.c
    text = connection.execute(select(d.text).where(d.id == document)).scalar()
    if text is None:
        return [], set()
    mentions = connection.execute(
        select(m.type, m.start, m.end, m.words, m.actor_id).where(m.document_id == document)
    ).all()
    named = [row for row in mentions if row.type == "PERSON"]
    if not named:
        return [], set()
    roles = [row for row in mentions if row.type == "ROLE"]
    seeds = set(
        connection.execute(
            select(a.id).where(a.document_id == document, a.seed.is_not(None))
        ).scalars()
    )
    parts = _parts(connection, document)
    signed = _signed(connection, document)
    people: dict[str, _Person] = {}
    for row in sorted(named, key=lambda row: -len(row.words)):
        person = people.setdefault(_who(row, people), _Person())
        person.names.add(" ".join(row.words.split()))
        person.office |= row.actor_id in seeds or row.words in signed
        person.office |= _in_office(text, row.start, row.end, [(r.start, r.end) for r in roles])
        for role, start, end in parts:
            if start < row.end and row.start < end:
                person.victim |= role in _offices()["victims"]
                person.witness |= role == "source"
                person.perpetrator |= role == "perpetrator"
    taken = {
        word for row in mentions if row.type in _NOT_PEOPLE for word in _WORD.findall(row.words)
    }
    return list(people.values()), taken


def _who(row: Any, people: Mapping[str, _Person]) -> str:
    """The key of the person: the actor, else the one person so far whose name has these words."""
    if row.actor_id:
        return str(row.actor_id)
    words = set(row.words.split())
    found = [
        key
        for key, person in people.items()
        if any(words <= set(name.split()) for name in person.names)
    ]
    return found[0] if len(found) == 1 else f"name {' '.join(row.words.split())}"


def _parts(connection: Connection, document: str) -> list[tuple[str, int, int]]:
    """What the incidents and claims of a document make of its words: role, start, end."""
    g, c = schema.arguments.c, schema.claims.c
    roles = connection.execute(select(g.role, g.start, g.end).where(g.document_id == document))
    sources = connection.execute(
        select(c.source_start, c.source_end).where(
            c.document_id == document, c.source_start.is_not(None)
        )
    )
    return [(row.role, row.start, row.end) for row in roles] + [
        ("source", row.source_start, row.source_end) for row in sources
    ]


def _signed(connection: Connection, document: str) -> set[str]:
    c = schema.credits.c
    return set(connection.execute(select(c.name).where(c.document_id == document)).scalars())


def _in_office(text: str, start: int, end: int, roles: list[tuple[int, int]]) -> bool:
    """Whether an office stands right before the name or, as an apposition, right after it."""
    offices = _offices()["words"]
    before = text[max(0, start - _NEAR) : start].splitlines()
    words = before[-1].split() if before else []
    if words and words[-1].lower().strip(".") in offices:
        return True
    after = re.match(r"\s*,\s+(?:(?:who is|the|a|an)\s+)?([^,.;\n]{1,60})", text[end : end + _NEAR])
    if after and _has_office(" ".join(after[1].split()[:5])):
        return True
    for role_start, role_end in roles:
        if role_end <= start:
            gap = text[role_end:start]
        elif end <= role_start:
            gap = text[end:role_start]
        else:
            continue
        near = re.fullmatch(r"[\s,]{0,3}(?:the |a |an )?", gap)
        if near and _has_office(text[role_start:role_end]):
            return True
    return False


def _has_office(words: str) -> bool:
    return any(word.lower().strip(".") in _offices()["words"] for word in words.split())
