"""Tolls: each number of an incident tied to a side and to the claim that gave it (codebook 7)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dateline.code.arguments import Filled
from dateline.code.origins import rule_name
from dateline.codebook import TOLL_WHATS, load_table
from dateline.normalise.lemma import lemma
from dateline.records import Claim, Mention, NumberValue, Origin, Span, Toll

_SIDE_OF_MENTION = {"POPULATION": "civilians", "FACILITY": "unknown"}
_ARMED = frozenset({"STATE_FORCE", "ARMED_GROUP"})


@dataclass(frozen=True, slots=True)
class TollContext:
    """What a toll's side and claim are worked out from."""

    text: str
    mentions: Sequence[Mention]
    actor_of: Mapping[int, str]
    kind_of: Mapping[str, int]
    claims: Sequence[Claim]
    resolve: Callable[[Span, str, str], NumberValue | None]


def incident_tolls(
    filled: Sequence[Filled], context: TollContext, sides: tuple[frozenset[str], frozenset[str]]
) -> tuple[Toll, ...]:
    """The toll entries of one incident in text order.

    `sides` are the actor ids of perpetrators and targets. Numbers come first; a person or group
    named without a number counts only where the incident has no number for the same `what`
    (codebook 11: sub-counts are roles without an entry). The same number of the same side from
    the same claim is one entry.
    """
    entries: dict[tuple[object, ...], Toll] = {}
    for what in TOLL_WHATS:
        fillers = [f for f in filled if f.argument.role == what]
        numbers = [f for f in fillers if context.mentions[f.mention].type == "QUANTITY"]
        numbers = [
            f for f in numbers if not _is_sub_count(context.text, f.argument.start)
        ] or numbers
        numbers = [f for f in numbers if not _is_base(f, numbers)]
        for item in numbers or fillers:
            toll = _entry(what, item, context, sides, named=not numbers)
            if toll is not None:
                key = (toll.what, toll.low, toll.best, toll.high, toll.claim)
                entries.setdefault(key, toll)
    return tuple(sorted(entries.values(), key=lambda t: (t.span.start, t.what)))


def _is_base(item: Filled, numbers: Sequence[Filled]) -> bool:
    """Whether a number stands within another: the 6,000 of "more than half of the 6,000"."""
    own = item.argument.span
    return any(f.argument.span != own and f.argument.span.contains(own) for f in numbers)


def without_miscounts(
    filled: Sequence[Filled], mentions: Sequence[Mention], numbers: Sequence[NumberValue]
) -> tuple[Filled, ...]:
    """The arguments less those numbers that do not count what their role says.

    Ages, hours, animals and things are no counts of people. Where the words themselves say what is
    counted ("dozens wounded"), they decide; else a number that fills two such roles keeps the
    likelier one.
    """
    return tuple(f for f in filled if _counts(f, filled, mentions, numbers))


def numbers_once(
    incidents: Sequence[Sequence[Filled]], mentions: Sequence[Mention]
) -> list[tuple[Filled, ...]]:
    """The arguments of a document's incidents, each number counting the dead of one alone.

    A number that fills a role of the toll in two incidents stays with that which is clearly
    likelier; where the encoder cannot tell them apart, with both.
    """
    best: dict[int, float] = {}
    for filled in incidents:
        for item in filled:
            if _is_toll_number(item, mentions):
                score = item.argument.origin.score or 0.0
                best[item.mention] = max(best.get(item.mention, 0.0), score)
    return [
        tuple(
            item
            for item in filled
            if not _is_toll_number(item, mentions)
            or (item.argument.origin.score or 0.0) >= best[item.mention] - _CLEARLY
        )
        for filled in incidents
    ]


def _is_of_things(number: NumberValue) -> bool:
    """Whether animals or things are counted: "some 40 cattle" are nobody's dead."""
    return number.noun is not None and lemma(number.noun.lower()) in _things()


@cache
def _things() -> frozenset[str]:
    return frozenset(load_table("not_people")["nouns"])


_CLEARLY = 0.1
"""By how much more likely one incident must be for a number not to count in another too."""


def _is_toll_number(item: Filled, mentions: Sequence[Mention]) -> bool:
    return item.argument.role in TOLL_WHATS and mentions[item.mention].type == "QUANTITY"


def _counts(
    item: Filled,
    filled: Sequence[Filled],
    mentions: Sequence[Mention],
    numbers: Sequence[NumberValue],
) -> bool:
    role = item.argument.role
    if role not in TOLL_WHATS or mentions[item.mention].type != "QUANTITY":
        return True
    found = next((n for n in numbers if n.span.overlaps(item.argument.span)), None)
    if found is None or _is_of_things(found):
        return False
    rivals = [f for f in filled if f.mention == item.mention and f.argument.role in TOLL_WHATS]
    if found.counted in TOLL_WHATS and len(rivals) > 1:
        return role == found.counted
    best = max(rivals, key=lambda f: (f.argument.origin.score or 0.0, f.argument.role))
    return role == best.argument.role


def _entry(
    what: str,
    item: Filled,
    context: TollContext,
    sides: tuple[frozenset[str], frozenset[str]],
    named: bool,
) -> Toll | None:
    span = item.argument.span
    number = context.resolve(span, context.mentions[item.mention].type, what)
    if number is None or number.counted in ("share", "money", "distance", "duration"):
        return None
    by = rule_name("number", number.rule or number.relation)
    return Toll(
        what=what,
        of=_side(item, context, sides),
        low=_whole(number.low),
        best=_whole(number.best),
        high=_whole(number.high),
        span=span,
        claim=_claim_of(context.claims, span),
        origin=Origin(by, item.argument.origin.score, "named" if named else None),
    )


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)


def _claim_of(claims: Sequence[Claim], span: Span) -> str | None:
    """The shortest claim whose content holds the number."""
    holding = [c for c in claims if c.content.contains(span)]
    if not holding:
        return None
    return min(holding, key=lambda c: (c.content.end - c.content.start, c.id)).id


def _side(item: Filled, context: TollContext, sides: tuple[frozenset[str], frozenset[str]]) -> str:
    """Whose dead: the counted group is the mention around or right behind the number."""
    counted = _counted_mention(item, context)
    if counted is None:
        return "unknown"
    mention = context.mentions[counted]
    actor = context.actor_of.get(counted)
    if actor in sides[0]:
        return "side_a"
    if mention.type in _ARMED:
        return "side_b"
    if mention.type in ("PERSON", "ROLE"):
        return "side_b" if context.kind_of.get(actor or "", 0) in (1, 2, 3) else "civilians"
    return _SIDE_OF_MENTION.get(mention.type, "unknown")


def _counted_mention(item: Filled, context: TollContext) -> int | None:
    own = context.mentions[item.mention]
    if own.type != "QUANTITY":
        return item.mention
    around = [
        i
        for i, m in enumerate(context.mentions)
        if m.type not in ("QUANTITY", "TIME", "PLACE") and m.span.contains(own.span)
    ]
    if around:
        return min(around, key=lambda i: context.mentions[i].end - context.mentions[i].start)
    behind = [
        i
        for i, m in enumerate(context.mentions)
        if 0 <= m.start - own.end <= 2 and m.type in (*_ARMED, "POPULATION", "ROLE")
    ]
    return behind[0] if behind else None


def _is_sub_count(text: str, start: int) -> bool:
    """Whether the words before a number make it a part of the number before it."""
    return _sub_count_lead().search(text[max(0, start - _LEAD_CHARS) : start]) is not None


_LEAD_CHARS = 40
"""Longer than any lead with its modifier."""


@cache
def _sub_count_lead() -> re.Pattern[str]:
    table = load_table("sub_counts")
    leads = "|".join(map(re.escape, table["leads"]))
    modifiers = "|".join(map(re.escape, table["modifiers"]))
    return re.compile(rf"\b(?:{leads})[\s,]+(?:(?:{modifiers})\s+)?$", re.IGNORECASE)
