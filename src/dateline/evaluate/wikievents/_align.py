"""Where the events of WikiEvents' training part stand: the file itself does not say.

Its trigger indexes always point at the FIRST place where the trigger's words stand in the
document (checked over all 3,241 events), its arguments have words and no place, and both have
lost a doubled last letter ("kill" is written "kil"). The places are found again from what is
left: events of the same words take different places, they are listed in runs of text order, and
an argument stands near its trigger.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dateline.evaluate.assignment import best_pairs

FAR = 60
"""Words beyond which an argument's distance from its trigger says nothing more."""

MAX_PLACES = 200
"""Most places looked at for the same words, which bounds the time; the data's own have up to 29."""

BACKWARD = 12.0
"""Cost, in words of argument distance, of an event listed before one that stands earlier."""

FORWARD = 0.02
"""Cost of each word skipped between two events listed one after the other."""

ARGUMENT = 1.0
"""Cost of each word between a trigger and its argument."""


@dataclass(frozen=True, slots=True)
class Told:
    """An event as listed: its trigger's words and its arguments' words."""

    trigger: str
    arguments: tuple[str, ...] = ()


@dataclass(slots=True)
class Places:
    """Finds where words stand in a document's tokens (first token of each place)."""

    tokens: Sequence[str]
    _first: Mapping[str, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        first: dict[str, list[int]] = {}
        for at, token in enumerate(self.tokens):
            first.setdefault(token, []).append(at)
            if len(token) > 2 and token[-1] == token[-2]:
                first.setdefault(token[:-1], []).append(at)
        self._first = first

    def of(self, words: str) -> list[tuple[int, int]]:
        """First token and end of every place (at most `MAX_PLACES`), in text order. Places of the
        very words come alone; a last word that has lost its doubled letter counts only where
        there is none."""
        wanted = words.split()
        if not wanted:
            return []
        exact: list[tuple[int, int]] = []
        cut: list[tuple[int, int]] = []
        for at in self._first.get(wanted[0], []):
            end = at + len(wanted)
            here = list(self.tokens[at:end])
            if here == wanted:
                exact.append((at, end))
            elif here and [*here[:-1], _undoubled(here[-1])] == wanted:
                cut.append((at, end))
        return (exact or cut)[:MAX_PLACES]


def _undoubled(token: str) -> str:
    return token[:-1] if len(token) > 2 and token[-1] == token[-2] else token


def nearest(places: Sequence[tuple[int, int]], at: int) -> tuple[int, int] | None:
    """The place that starts nearest to token `at` (the earlier of two); None for none."""
    return min(places, key=lambda p: abs(p[0] - at)) if places else None


def align_events(
    tokens: Sequence[str], events: Sequence[Told]
) -> tuple[tuple[int, int] | None, ...]:
    """First token and end of each event's trigger; None where its words stand nowhere, or other
    events of the same words have taken all places."""
    places = Places(tokens)
    found = [places.of(event.trigger) for event in events]
    known = [i for i, options in enumerate(found) if options]
    costs = _path_costs(
        [[at for at, _ in found[i]] for i in known],
        [_argument_costs(places, events[i], found[i]) for i in known],
    )
    groups: dict[tuple[tuple[int, int], ...], list[int]] = {}
    for k, i in enumerate(known):
        groups.setdefault(tuple(found[i]), []).append(k)
    out: list[tuple[int, int] | None] = [None] * len(events)
    for options, members in groups.items():
        for row, column in best_pairs([[-cost for cost in costs[k]] for k in members]):
            out[known[members[row]]] = options[column]
    return tuple(out)


def _argument_costs(places: Places, event: Told, options: Sequence[tuple[int, int]]) -> list[float]:
    where = [[at for at, _ in places.of(words)] for words in event.arguments]
    return [
        ARGUMENT * sum(min(FAR, _gap(starts, at)) for starts in where if starts)
        for at, _ in options
    ]


def _gap(starts: Sequence[int], at: int) -> int:
    k = bisect_left(starts, at)
    return min(abs(s - at) for s in starts[max(0, k - 1) : k + 1])


def _path_costs(
    starts: Sequence[Sequence[int]], own: Sequence[Sequence[float]]
) -> list[list[float]]:
    """For each event and place, the cost of the cheapest way through all events that takes it."""

    def step(a: int, b: int) -> float:
        return FORWARD * (b - a) if b >= a else BACKWARD

    n = len(starts)
    before: list[list[float]] = [[0.0] * len(s) for s in starts]
    after: list[list[float]] = [[0.0] * len(s) for s in starts]
    for i in range(1, n):
        before[i] = [
            min(before[i - 1][k] + own[i - 1][k] + step(a, b) for k, a in enumerate(starts[i - 1]))
            for b in starts[i]
        ]
    for i in range(n - 2, -1, -1):
        after[i] = [
            min(after[i + 1][k] + own[i + 1][k] + step(a, b) for k, b in enumerate(starts[i + 1]))
            for a in starts[i]
        ]
    return [
        [x + y + z for x, y, z in zip(before[i], own[i], after[i], strict=True)] for i in range(n)
    ]
