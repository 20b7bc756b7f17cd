"""Statements of a relation between two mentions of one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.code.relations._table import Pattern, RelationTable, Wording
from dateline.code.relations._tokens import Token, within
from dateline.records import Mention, Span

_MOST_TOKENS_BETWEEN = 24
_MOST_BACK = 4
"""Mentions before the second one that are tried as the first."""
_WINDOW = 6
"""Words before the first mention and after the second that can belong to a wording."""


@dataclass(frozen=True, slots=True)
class Statement:
    """`a` and `b` are the mentions' places in the list given; `words` state the relation."""

    kind: str
    a: int
    b: int
    words: Span
    status: str
    rule: str
    cue: str | None = None


def statements(
    mentions: Sequence[Mention], tokens: Sequence[Token], table: RelationTable
) -> Iterator[Statement]:
    """What the wordings of the table state of a sentence's `mentions` (sorted by place)."""
    for second in range(len(mentions)):
        for first in range(second - 1, max(-1, second - 1 - _MOST_BACK), -1):
            yield from _of_pair(first, second, mentions, tokens, table)


def _of_pair(
    first: int,
    second: int,
    mentions: Sequence[Mention],
    tokens: Sequence[Token],
    table: RelationTable,
) -> Iterator[Statement]:
    nested = mentions[second].end <= mentions[first].end
    for form, x, y, start, end in _stretches(first, second, mentions):
        m, n = mentions[x], mentions[y]
        before = within(tokens, tokens[0].start, m.start)[-_WINDOW:]
        after = within(tokens, n.end, tokens[-1].end)[:_WINDOW]
        between = within(tokens, start, end)
        if nested:
            between = [replace(t, named=False) for t in between]
        if len(between) > _MOST_TOKENS_BETWEEN:
            continue
        if nested and _is_of_another(form, mentions[first], mentions[second], tokens, table):
            continue
        for pattern in table.patterns:
            if pattern.form != form or not _fits(pattern, m, n, table):
                continue
            said = _match(pattern, m, tokens, before, between, after, table)
            if said is None:
                continue
            status, cue = _status(pattern, before, between, table)
            ab = pattern.order == "ab"
            rule = f"rule:relations/{pattern.name}"
            firsts, seconds = _lists(x, y, pattern, mentions, tokens, between, table)
            for one in firsts:
                for other in seconds:
                    a, b = (one, other) if ab else (other, one)
                    yield Statement(pattern.kind, a, b, said, status, rule, cue)
            return


def _stretches(
    first: int, second: int, mentions: Sequence[Mention]
) -> Iterator[tuple[str, int, int, int, int]]:
    """Form, first and second mention, and the stretch of text whose words could relate them."""
    m, n = mentions[first], mentions[second]
    if m.end <= n.start:
        yield "between", first, second, m.end, n.start
        yield "opens", first, second, m.start, n.start
        yield "closes", first, second, m.end, n.end
    elif n.end <= m.end:
        yield "opens", first, second, m.start, n.start
        yield "closes", second, first, n.end, m.end


def _is_of_another(
    form: str, outer: Mention, inner: Mention, tokens: Sequence[Token], table: RelationTable
) -> bool:
    """Whether the words about a nested name are another's: "aide to the coalition's commander",
    "head of the government delegation"."""
    if form == "opens":
        rest = within(tokens, inner.end, outer.end)[:1]
        return (
            bool(rest) and rest[0].word[0].isalnum() and rest[0].word not in table.grammar["links"]
        )
    ahead = within(tokens, outer.start, inner.start)
    return any(t.word in table.grammar["prepositions"] for t in ahead)


def _fits(pattern: Pattern, m: Mention, n: Mention, table: RelationTable) -> bool:
    a, b = (m, n) if pattern.order == "ab" else (n, m)
    if a.type not in pattern.a or b.type not in pattern.b:
        return False
    if a.type in pattern.not_types or b.type in pattern.not_types:
        return False
    persons = (a.type in table.person_types) + (b.type in table.person_types)
    if pattern.alike and persons == 1:
        return False
    return not (pattern.kind == "fights" and persons == 2)


def _match(
    pattern: Pattern,
    m: Mention,
    tokens: Sequence[Token],
    before: Sequence[Token],
    between: Sequence[Token],
    after: Sequence[Token],
    table: RelationTable,
) -> Span | None:
    """The words that state the relation, where the pattern holds."""
    if not any(t.word in pattern.telling for part in (between, before, after) for t in part):
        return None
    if pattern.between.match.fullmatch(_shown(between)) is None:
        return None
    bare = [t.word for t in before if t.word not in table.grammar["determiners"]]
    last = before[-1].word if before else ""
    if {last, bare[-1] if bare else ""} & pattern.unless_before:
        return None
    if after and after[0].word in pattern.unless_after:
        return None
    if pattern.after is None and after and after[0].word in ("'s", "-", "'"):
        return None
    if pattern.subject and _is_object(before, between, table):
        return None
    if pattern.first_has and not any(
        t.word in pattern.first_has for t in within(tokens, m.start, m.end)
    ):
        return None
    if pattern.before is not None and not _ends_with(pattern.before, before):
        return None
    if pattern.after is not None and pattern.after.match.match(_shown(after)) is None:
        return None
    for wording, part in (
        (pattern.between, between),
        (pattern.before, before),
        (pattern.after, after),
    ):
        if wording is not None and wording.telling:
            told = [t for t in part if t.word in wording.literals and not t.named]
            telling = [t for t in told if t.word in wording.telling]
            if telling:
                ends = [t.end for t in told if t.start >= telling[0].start]
                return Span(telling[0].start, max(ends))
    return None


def _shown(tokens: Sequence[Token]) -> str:
    return "".join(f"{t.shown} " for t in tokens)


def _ends_with(wording: Wording, before: Sequence[Token]) -> bool:
    return any(
        wording.match.fullmatch(_shown(before[at:])) is not None for at in range(len(before))
    )


def _is_object(before: Sequence[Token], between: Sequence[Token], table: RelationTable) -> bool:
    """Whether the first mention hangs on a preposition, so that another word is the subject."""
    if between and between[0].word in (",", "which", "who", "that"):
        return False
    words = [t.word for t in before]
    while words and words[-1] in table.grammar["determiners"]:
        words.pop()
    return bool(words) and words[-1] in table.grammar["prepositions"]


def _status(
    pattern: Pattern, before: Sequence[Token], between: Sequence[Token], table: RelationTable
) -> tuple[str, str | None]:
    """The status of a statement and the words that make it so."""
    heard = [t.word for t in between if t.word not in pattern.between.literals]
    if pattern.before is not None:
        heard += [t.word for t in before if t.word not in pattern.before.literals]
    inner = f" {' '.join(heard)} "
    outer = [t.word for t in before]
    while outer and outer[-1] in table.grammar["determiners"]:
        outer.pop()
    ahead = f" {' '.join(outer)} "
    clause = pattern.subject or any(t.word in table.grammar["verbs"] for t in between)
    for cue in table.cues:
        for words in cue.between:
            if f" {words} " in inner:
                return cue.status, words
        for words in cue.before if clause else ():
            if ahead.endswith(f" {words} "):
                return cue.status, words
    return pattern.status or "stated", None


def _lists(
    first: int,
    second: int,
    pattern: Pattern,
    mentions: Sequence[Mention],
    tokens: Sequence[Token],
    between: Sequence[Token],
    table: RelationTable,
) -> tuple[list[int], list[int]]:
    """The mentions of which a statement holds: the two, and those listed with them."""
    firsts, seconds = [first], [second]
    if pattern.subject and not (between and _is_singular(between, table)):
        at = first
        for other in range(first - 1, max(-1, first - 6), -1):
            if not _linked(mentions[other], mentions[at], tokens, table):
                continue
            firsts.append(other)
            at = other
    if pattern.after is not None:
        return firsts, seconds
    at = second
    for other in range(second + 1, min(len(mentions), second + 6)):
        if not _linked(mentions[at], mentions[other], tokens, table):
            continue
        if not pattern.plural and _is_followed_by_verb(mentions[other], tokens, table):
            break
        seconds.append(other)
        at = other
    return sorted(firsts), seconds


def _linked(m: Mention, n: Mention, tokens: Sequence[Token], table: RelationTable) -> bool:
    """Whether two mentions of one type stand in one list: "Russia and Iran"."""
    if m.type != n.type or m.end > n.start:
        return False
    words = [t.word for t in within(tokens, m.end, n.start)]
    if (
        not words
        or len(words) > 4
        or not set(words) <= table.grammar["links"] | table.grammar["determiners"]
    ):
        return False
    return any(word in ("and", "or", "&") for word in words)


def _is_singular(between: Sequence[Token], table: RelationTable) -> bool:
    return any(t.word in table.grammar["singular"] for t in between) or any(
        t.word.endswith("s") and not t.word.endswith("ss") and len(t.word) > 3 for t in between[:1]
    )


def _is_followed_by_verb(m: Mention, tokens: Sequence[Token], table: RelationTable) -> bool:
    after = within(tokens, m.end, tokens[-1].end)[:1]
    return bool(after) and (after[0].word in table.grammar["verbs"] or after[0].word.endswith("ed"))
