"""Copies: reports that tell the same are compared once, and weigh by their number.

A wire story that a thousand papers print would otherwise be compared with itself half a million
times, to no other end.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass

from dateline.reconcile.incidents.signature import Signature

MOST_VERSIONS = 40
"""Versions of one kind of act in one family up to which other words make another version."""

TELLING = 8
"""Weighty words from which two reports that have all of them, and day and place, are copies."""


@dataclass(frozen=True, slots=True)
class Copies:
    """Reports that are compared as one, each of another document.

    `head` is the earliest published, which stands for all; `ids` are sorted.
    """

    head: Signature
    ids: tuple[str, ...]
    documents: frozenset[str]


def copies_of(
    signatures: Iterable[Signature], group: Mapping[str, str] | None = None
) -> list[Copies]:
    """Every report in exactly one set of copies; the sets by the report ids of their heads.

    Copies say the same: the same weighty words around the same triggers, the same type, days,
    place, sides and figures. They are of one family, unless what they say has a day, a point and
    at least `TELLING` words. Of a family with more than `MOST_VERSIONS` versions of one kind of
    act, or where so many tell one day and point, type, triggers, days, point and figures are
    enough. What one document tells twice is in two sets, in the order of the text. Reports with
    different names in `group` (a reviewer's joins) are no copies of each other. Does not depend on
    the order of `signatures`.
    """
    named = group or {}
    ordered = sorted(signatures, key=lambda s: (s.document_id, s.at, s.report_id))
    versions: dict[Hashable, set[Hashable]] = defaultdict(set)
    for s in ordered:
        versions[s.family_id, s.event_type].add(_words(s))
        versions[_act(s)].add(_words(s))
    found: dict[Hashable, list[Signature]] = defaultdict(list)
    told: Counter[Hashable] = Counter()
    for s in ordered:
        # One day, point, trigger and number in so many words: a wave of papers, not of acts.
        wave = _is_telling(s) and len(versions[_act(s)]) > MOST_VERSIONS
        many = wave or len(versions[s.family_id, s.event_type]) > MOST_VERSIONS
        same: Callable[[Signature], Hashable] = _act if many else _words
        family = None if wave or (not many and _is_telling(s)) else s.family_id
        key = family, named.get(s.report_id), same(s)
        told[s.document_id, key] += 1
        found[key, told[s.document_id, key]].append(s)
    return sorted(map(_copies, found.values()), key=lambda copies: copies.head.report_id)


def _copies(reports: list[Signature]) -> Copies:
    head = min(reports, key=lambda s: (s.published is None, s.published or 0, s.report_id))
    ids = sorted(s.report_id for s in reports)
    return Copies(head, tuple(ids), frozenset(s.document_id for s in reports))


def _is_telling(s: Signature) -> bool:
    return s.first_day is not None and s.lat is not None and len(s.words) >= TELLING


def _act(s: Signature) -> tuple[Hashable, ...]:
    """What a report says happened, when, where and to how many."""
    days = s.first_day, s.last_day
    return (s.type, s.event_type, s.standing, *days, s.lat, s.lon, s.country, s.triggers, s.figures)


def _words(s: Signature) -> Hashable:
    """The same, with who is said to have done it to whom, and in which words."""
    place = s.place_precision, s.placed, s.place_words
    sides = s.perpetrators, s.targets, s.general
    return (*_act(s), s.killed, s.firm, *place, *sides, tuple(s.words))
