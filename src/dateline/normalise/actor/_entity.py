"""An actor of one document while it is being put together."""

from __future__ import annotations

from bisect import insort
from collections import Counter
from dataclasses import dataclass, field

from dateline.normalise.actor._list import Hit
from dateline.normalise.actor._parse import Parsed
from dateline.records import Span


@dataclass(slots=True)
class Entity:
    """Mentions taken for one actor so far; `order` are their indexes into the
    parsed list, ascending."""

    order: list[int] = field(default_factory=list)
    names: dict[tuple[str, ...], str] = field(default_factory=dict)
    types: Counter[str] = field(default_factory=Counter)
    heads: set[str] = field(default_factory=set)
    slots: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    country: str | None = None
    person: bool = False
    named: bool = False
    plural: bool | None = None
    hits: list[Hit] = field(default_factory=list)
    alias_spans: list[Span] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)

    @property
    def main_type(self) -> str:
        if self.types:
            return max(self.types, key=lambda t: (self.types[t], t))
        return ""

    def add(self, position: int, parsed: Parsed) -> None:
        """Takes a mention in (positions may come in any order)."""
        insort(self.order, position)
        self.types[parsed.type] += 1
        self.texts.add(parsed.text.lower())
        if parsed.form == "nominal" or parsed.type == "ROLE":
            self.heads.add(parsed.head)
            if parsed.head_class is not None:
                self.slots.add(parsed.head_class.slot)
            self.plural = parsed.plural or parsed.counted
        elif parsed.head_class is not None:
            self.slots.add(parsed.head_class.slot)
        self.words.update(parsed.words)
        if parsed.country is not None and self.country is None:
            self.country = parsed.country

    def absorb(self, other: Entity) -> None:
        """Takes all of `other` in."""
        self.order = sorted((*self.order, *other.order))
        self.names.update(other.names)
        self.types.update(other.types)
        self.heads |= other.heads
        self.slots |= other.slots
        self.words |= other.words
        self.texts |= other.texts
        self.titles |= other.titles
        self.country = self.country or other.country
        self.person = self.person or other.person
        self.named = self.named or other.named
        self.hits += other.hits
        self.alias_spans += other.alias_spans
        self.rules += other.rules
