"""Relations inside a name: "the Iran-backed militia", "the Saudi-led coalition"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.code.relations._table import RelationTable
from dateline.code.relations._tokens import Token
from dateline.records import Mention, Span

_MOST_NAME = 4
_MOST_AHEAD = 3
"""Plain words between the compound and the mention it describes."""


@dataclass(frozen=True, slots=True)
class Compound:
    """`name` stands before the hyphen; `b` is the place of the mention that is described."""

    kind: str
    name: Span
    b: int
    words: Span
    rule: str


def compounds(
    mentions: Sequence[Mention], tokens: Sequence[Token], table: RelationTable
) -> Iterator[Compound]:
    """The compounds of a sentence that describe one of its `mentions` (sorted by place)."""
    for at in range(1, len(tokens) - 1):
        kind = table.compounds.get(tokens[at + 1].word)
        if tokens[at].word != "-" or kind is None or tokens[at].start != tokens[at - 1].end:
            continue
        name = _name_before(mentions, tokens, at, table)
        described = _described(mentions, tokens, at + 1, table)
        if name is not None and described is not None:
            words = Span(name.start, tokens[at + 1].end)
            rule = f"rule:relations/{tokens[at + 1].word}-compound"
            yield Compound(kind, name, described, words, rule)


def _name_before(
    mentions: Sequence[Mention], tokens: Sequence[Token], hyphen: int, table: RelationTable
) -> Span | None:
    """The mention that ends at the hyphen, or the capitalised words before it."""
    end = tokens[hyphen].start
    nested = [m for m in mentions if m.end == end]
    if nested:
        return max((m.span for m in nested), key=lambda span: span.end - span.start)
    start = None
    for at in range(hyphen - 1, max(-1, hyphen - 1 - _MOST_NAME), -1):
        token = tokens[at]
        if not token.capital or token.word in table.grammar["determiners"]:
            break
        start = token.start
    return None if start is None else Span(start, end)


def _described(
    mentions: Sequence[Mention], tokens: Sequence[Token], participle: int, table: RelationTable
) -> int | None:
    """The group that holds the compound or that begins soon after it."""
    here = tokens[participle]
    holding = [
        i
        for i, m in enumerate(mentions)
        if m.start <= here.start and here.end < m.end and m.type in table.group_types
    ]
    if holding:
        return min(holding, key=lambda i: mentions[i].end - mentions[i].start)
    for token in tokens[participle + 1 : participle + 2 + _MOST_AHEAD]:
        for i, m in enumerate(mentions):
            if m.start == token.start and m.type in table.group_types:
                return i
        if not (token.word[0].isalnum() or token.word in ("-", ",")) or token.named:
            return None
    return None
