"""Second pass: which actor a description means, by weights learned on the training articles.

A description ("the group", "two soldiers", "gunmen") is scored against each actor known so far
and against being a new one. The score is a sum of weights in `data/weights.json`; the best wins.
Mention-to-entity ranking after Denis and Baldridge (2008) and Wiseman et al. (2015), with a linear
scorer.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache

from dateline.normalise.actor._entity import Entity
from dateline.normalise.actor._lexicon import read_data
from dateline.normalise.actor._parse import Parsed

_COMPATIBLE: Mapping[str, frozenset[str]] = {
    "ARMED_GROUP": frozenset(("ARMED_GROUP", "ROLE", "PERSON", "POPULATION", "STATE_FORCE")),
    "STATE_FORCE": frozenset(("STATE_FORCE", "GOVERNMENT", "ORG", "ROLE", "POPULATION")),
    "GOVERNMENT": frozenset(("GOVERNMENT", "STATE_FORCE", "ROLE", "ARMED_GROUP")),
    "ORG": frozenset(("ORG", "STATE_FORCE", "MEDIA", "ROLE", "ARMED_GROUP", "GOVERNMENT")),
    "MEDIA": frozenset(("MEDIA", "ORG", "ROLE")),
    "POPULATION": frozenset(("POPULATION", "PERSON", "ROLE", "ARMED_GROUP")),
    "ROLE": frozenset(("ROLE", "PERSON", "ARMED_GROUP", "POPULATION", "STATE_FORCE", "ORG")),
    "PERSON": frozenset(("PERSON", "ROLE", "POPULATION")),
}

_FAR = frozenset(("ROLE", "POPULATION"))
_FAR_TYPES = frozenset(("PERSON", "ROLE", "POPULATION"))


_OF_A_STATE = frozenset(("STATE_FORCE", "GOVERNMENT"))


@cache
def weights() -> Mapping[str, float]:
    """Feature weights by name."""
    try:
        table: dict[str, float] = json.loads(read_data("weights.json"))["weights"]
    except FileNotFoundError:
        return {}
    return table


def _slot(p: Parsed) -> str:
    return p.head_class.slot if p.head_class is not None else "-"


def _joint(text: str, a_end: int, b_start: int) -> str:
    """What stands between two neighbouring mentions, in a few classes."""
    if b_start < a_end:
        return "nested"
    if b_start - a_end > 40:
        return "far"
    between = " ".join(text[a_end:b_start].lower().split())
    if between in ("", "'s", "’s", ":"):
        return "touch"
    if between in (", the", ", a", ", an", ", its", ", his", ", her", ", their", ",", "the", "a"):
        return "comma" if between.startswith(",") else "touch"
    if between[0] in "([":
        return "paren"
    first = between.split(None, 1)[0].strip(",")
    if first in ("and", "or", "as", "from", "with", "by", "for", "against", "in", "to", "on"):
        return "and"
    if first == "of":
        return "of"
    if first in ("including", "among", "most", "all", "some"):
        return "incl"
    if first in ("who", "which", "called", "named", "known", "alias", "aged"):
        return "who"
    if first in ("is", "are", "was", "were", "became", "being"):
        return "is"
    if "." in between or "\n" in text[a_end:b_start]:
        return "stop"
    return "else"


def _inside(head: str, words: set[str]) -> bool:
    """Whether a head is part of a word or the other way round ("girl" and "schoolgirls")."""
    return any(head in w or (len(w) > 3 and w in head) for w in words)


def _last_before(order: Sequence[int], at: int) -> int:
    here = bisect_left(order, at)
    return order[here - 1] if here else -1


def _foreign(p: Parsed, e: Entity) -> bool:
    """Whether a state's own forces are meant and the actor is another state's.

    "The Iraqi military" is never the Syrian army, however well the other words fit.
    """
    return (
        p.type in _OF_A_STATE
        and p.country is not None
        and e.country is not None
        and e.country != p.country
    )


class Ranker:
    """Scores descriptions of one document. `parsed` are all its actor mentions in text order."""

    def __init__(
        self,
        text: str,
        parsed: Sequence[Parsed],
        home: str | None,
    ) -> None:
        self._text = text
        self._parsed = parsed
        self._home = home
        self._owner: dict[int, Entity] = {}

    def own(self, position: int, entity: Entity) -> None:
        """Records that the mention at `position` belongs to `entity`."""
        self._owner[position] = entity

    def options(self, at: int, entities: Sequence[Entity]) -> list[Entity]:
        """Entities whose types the mention at `at` may share."""
        parsed = self._parsed[at]
        t = parsed.type
        fit = _COMPATIBLE[t]
        beside = (self._owner.get(at - 1), self._owner.get(at + 1))
        # An actor of another type is met only next door, a person also from afar by a role.
        return [
            e
            for e in entities
            if not _foreign(parsed, e)
            and (
                t in e.types
                or (
                    not fit.isdisjoint(e.types)
                    and (e in beside or (t in _FAR and not _FAR_TYPES.isdisjoint(e.types)))
                )
            )
        ]

    def new_features(self, at: int, options: Sequence[Entity]) -> list[str]:
        """Features of the choice that mention `at` names an actor not met so far."""
        p = self._parsed[at]
        slot = _slot(p)
        t = p.type
        same = sum(t in e.types for e in options)
        named = sum(t in e.types and e.named for e in options)
        quantity = "q" if p.counted else "p" if p.plural else "s"
        head_seen = any(p.head in e.heads for e in options)
        past = any(t in e.types and e.order[0] < at for e in options)
        return [
            "new",
            f"new:{t}",
            f"new:{t}:{slot}",
            f"new:{p.head}",
            f"new:{t}:{p.determiner}",
            f"new:{t}:{quantity}",
            f"new:{t}:{quantity}:{p.determiner}",
            f"new:same{min(same, 3)}:{t}",
            f"new:named{min(named, 2)}:{t}:{slot}",
            f"new:headseen{head_seen}:{t}:{quantity}",
            f"new:past{past}:{t}",
            f"new:sent{min(p.sentence, 2)}:{t}",
            f"new:core{min(len(p.core), 2)}:{t}",
            f"new:country{p.country is not None}:{t}",
            f"new:tail{bool(p.tail)}:{t}",
        ]

    def features(self, at: int, e: Entity, recency: int, only: bool) -> list[str]:
        """Features of the choice that mention `at` names `e`. `recency` ranks e among its kind."""
        p = self._parsed[at]
        parsed = self._parsed
        t = p.type
        slot = _slot(p)
        here = bisect_left(e.order, at)
        before = e.order[here - 1] if here else -1
        after = e.order[here] if here < len(e.order) else -1
        et = t if t in e.types else e.main_type
        pair = f"{t}>{et}"
        near = parsed[before] if before >= 0 else parsed[after]
        gap = p.sentence - near.sentence if before >= 0 else near.sentence - p.sentence
        distance = "f" if before < 0 else ""
        distance += "0" if gap == 0 else "1" if gap == 1 else "2" if gap <= 3 else "5"
        if p.head in e.heads:
            head = "same"
        elif p.head in e.words:
            head = "inname"
        elif slot in e.slots and slot != "-":
            head = "slot"
        elif e.heads:
            head = "other"
        else:
            head = "none"
        quantity = "q" if p.counted else "p" if p.plural else "s"
        eq = "-" if e.plural is None else "p" if e.plural else "s"
        named = "n" if e.named else "d"
        if p.country is None:
            country = "-" if e.country is None else "e" if e.country == self._home else "x"
        elif e.country is None:
            country = "h" if p.country == self._home else "m"
        else:
            country = "=" if e.country == p.country else "#"
        shared = len(e.words.intersection(p.core)) if p.core else 0
        mods = "0" if not p.core else f"{min(shared, 2)}/{min(len(p.core), 2)}"
        tail = ""
        if p.tail:
            tail = f"t{min(len(e.words.intersection(p.tail)), 2)}"
        same_text = p.text.lower() in e.texts
        out = [
            f"a:{pair}",
            f"n:{pair}:{named}",
            f"d:{pair}:{distance}",
            f"dd:{t}:{p.determiner}:{distance}:{named}",
            f"h:{t}:{head}",
            f"hd:{t}:{head}:{p.determiner}",
            f"hq:{t}:{head}:{quantity}:{eq}",
            f"hx:{head}:{distance}:{named}:{t}",
            f"c:{t}:{country}",
            f"ch:{t}:{country}:{head}",
            f"m:{t}:{mods}:{head}",
            f"r:{t}:{min(recency, 3)}:{named}",
            f"rs:{t}:{slot}:{min(recency, 2)}:{named}",
            f"o:{only}:{t}:{p.determiner}:{named}",
            f"sn:{slot}:{named}:{p.determiner}:{quantity}",
            f"x:{same_text}:{t}:{quantity}:{p.determiner}",
            f"w:{p.head}:{pair}:{named}",
            f"z:{t}:{min(len(e.order), 4)}:{named}",
        ]
        if head in ("other", "none") and len(p.head) > 3 and _inside(p.head, e.words):
            out.append(f"hs:{t}")
        if t == "ROLE" and e.titles:
            out.append(f"ti:{p.head in e.titles}:{e.titles.issuperset(p.words)}:{p.determiner}")
        if tail:
            out.append(f"t:{t}:{tail}:{head}")
        if p.head_capital:
            out.append(f"cap:{t}:{head}:{named}")
        for other in sorted(e.slots)[:4]:
            out.append(f"s:{t}:{slot}>{et}:{other}")
            out.append(f"sq:{slot}>{other}:{quantity}:{p.determiner}")
        if p.head not in e.heads:
            for other in sorted(e.heads)[:4]:
                out.append(f"hh:{p.head}>{other}")
        previous = self._owner.get(at - 1)
        if previous is e:
            q = parsed[at - 1]
            joint = _joint(self._text, q.end, p.start)
            out.append(f"j:{q.type}>{t}:{joint}")
            out.append(f"jh:{t}:{joint}:{head}:{quantity}")
        following = self._owner.get(at + 1)
        if following is e:
            q = parsed[at + 1]
            joint = _joint(self._text, p.end, q.start)
            out.append(f"k:{t}>{q.type}:{joint}")
        return out

    def scored(self, at: int, entities: Sequence[Entity]) -> tuple[list[Entity], list[list[str]]]:
        """Options of mention `at` with their features; the last feature row is "a new actor"."""
        options = self.options(at, entities)
        rows: list[list[str]] = []
        t = self._parsed[at].type
        alike = [e for e in options if t in e.types]
        rank: dict[int, int] = {}
        for e in sorted(alike, key=lambda e: (-_last_before(e.order, at), e.order[0])):
            rank[id(e)] = len(rank)
        for e in options:
            rows.append(self.features(at, e, rank.get(id(e), 3), len(alike) == 1 and t in e.types))
        rows.append(self.new_features(at, options))
        return options, rows

    def choose(self, at: int, entities: Sequence[Entity]) -> Entity | None:
        """The actor that mention `at` means, or None for a new one."""
        options, rows = self.scored(at, entities)
        table = weights()
        best: Entity | None = None
        top = sum(table.get(f, 0.0) for f in rows[-1])
        for e, row in zip(options, rows, strict=False):
            score = sum(table.get(f, 0.0) for f in row)
            if score > top:
                best, top = e, score
        return best
