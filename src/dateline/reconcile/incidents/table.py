"""Table: the signatures of many reports as columns, so that pairs are compared by the million."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.reconcile.incidents.signature import (
    MOST_FIGURES,
    MOST_NAMES,
    MOST_PLACE_WORDS,
    MOST_STORY_WORDS,
    MOST_TITLE_WORDS,
    MOST_TRIGGERS,
    MOST_WORDS,
    Signature,
)
from dateline.reconcile.incidents.words import hashed

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]

NO_DAY = -1
NO_NUMBER = -1


@dataclass(frozen=True, slots=True)
class Bag:
    """Hashed words of each report, sorted; 0 fills a row up. `total` is the sum of squares."""

    words: Ints
    weights: Floats
    total: Floats


@dataclass(frozen=True, slots=True)
class Table:
    """Columns of signatures in the order of `ids`, which are sorted.

    `document`, `family`, `type`, `event_type`, `standing` and `country` are codes that mean the
    same within one table; country -1 is unknown. Days are ordinals, `NO_DAY` unknown. Places are
    degrees, NaN unknown. `perhaps` has a column for each of `types`; `story` a row for each
    document code.
    """

    ids: tuple[str, ...]
    documents: tuple[str, ...]
    types: tuple[str, ...]
    document: Ints
    family: Ints
    type: Ints
    event_type: Ints
    event_types: tuple[str, ...]
    standing: Ints
    standings: tuple[str, ...]
    first: Ints
    last: Ints
    firm: NDArray[np.bool_]
    published: Ints
    lat: Floats
    lon: Floats
    country: Ints
    precision: Ints
    placed: NDArray[np.bool_]
    killed: Ints
    lead: NDArray[np.bool_]
    place_words: Ints
    perpetrators: Ints
    targets: Ints
    general: Ints
    figures: Ints
    triggers: Ints
    passage: Bag
    title: Bag
    perhaps: NDArray[np.bool_]
    only: NDArray[np.bool_]
    story: Bag

    def __len__(self) -> int:
        return len(self.ids)


def table_of(signatures: Iterable[Signature]) -> Table:
    """The table of signatures, whatever order they come in."""
    rows = sorted(signatures, key=lambda s: s.report_id)
    type_codes, types = _codes([s.type for s in rows])
    event_codes, event_types = _codes([s.event_type for s in rows])
    standing_codes, standings = _codes([s.standing for s in rows])
    stories = {s.document_id: s.story for s in rows}
    countries = sorted({s.country for s in rows if s.country})
    at = {country: n for n, country in enumerate(countries)}
    return Table(
        ids=tuple(s.report_id for s in rows),
        documents=tuple(s.document_id for s in rows),
        types=types,
        document=_codes([s.document_id for s in rows])[0],
        family=_codes([s.family_id for s in rows])[0],
        type=type_codes,
        event_type=event_codes,
        event_types=event_types,
        standing=standing_codes,
        standings=standings,
        first=_whole([s.first_day for s in rows]),
        last=_whole([s.last_day for s in rows]),
        firm=np.array([s.firm for s in rows], dtype=np.bool_),
        published=_whole([s.published for s in rows]),
        lat=_real([s.lat for s in rows]),
        lon=_real([s.lon for s in rows]),
        country=np.array([at.get(s.country or "", -1) for s in rows], dtype=np.int32),
        precision=np.array([s.place_precision for s in rows], dtype=np.int32),
        placed=np.array([s.placed for s in rows], dtype=np.bool_),
        killed=_whole([s.killed for s in rows]),
        lead=np.array([s.lead for s in rows], dtype=np.bool_),
        place_words=_sets([s.place_words for s in rows], MOST_PLACE_WORDS),
        perpetrators=_sets([s.perpetrators for s in rows], MOST_NAMES),
        targets=_sets([s.targets for s in rows], MOST_NAMES),
        general=_sets([s.general for s in rows], MOST_NAMES),
        figures=_sets([s.figures for s in rows], MOST_FIGURES),
        triggers=_sets([s.triggers for s in rows], MOST_TRIGGERS),
        passage=_bag([s.words for s in rows], MOST_WORDS),
        title=_bag([s.title for s in rows], MOST_TITLE_WORDS),
        perhaps=np.array([[t == s.type or t in s.perhaps for t in types] for s in rows], dtype=bool)
        if rows
        else np.zeros((0, 0), dtype=np.bool_),
        only=np.array([s.only for s in rows], dtype=np.bool_),
        story=_bag([stories[name] for name in sorted(stories)], MOST_STORY_WORDS),
    )


def _codes(values: Sequence[str]) -> tuple[Ints, tuple[str, ...]]:
    names = tuple(sorted(set(values)))
    at = {name: n for n, name in enumerate(names)}
    return np.array([at[value] for value in values], dtype=np.int32), names


def _whole(values: Sequence[int | None]) -> Ints:
    most = 2**31 - 1
    return np.array([-1 if v is None else min(v, most) for v in values], dtype=np.int32)


def _real(values: Sequence[float | None]) -> Floats:
    return np.array([np.nan if v is None else v for v in values], dtype=np.float32)


def _sets(rows: Sequence[Sequence[str]], most: int) -> Ints:
    out = np.zeros((len(rows), most), dtype=np.int32)
    for n, row in enumerate(rows):
        found = sorted({hashed(word) for word in row})[:most]
        out[n, : len(found)] = found
    return out


def _bag(rows: Sequence[Mapping[str, float]], most: int) -> Bag:
    words = np.zeros((len(rows), most), dtype=np.int32)
    weights = np.zeros((len(rows), most), dtype=np.float32)
    for n, row in enumerate(rows):
        found = sorted({hashed(word): weight for word, weight in row.items()}.items())[:most]
        for place, (word, weight) in enumerate(found):
            words[n, place], weights[n, place] = word, weight
    return Bag(words, weights, np.square(weights).sum(axis=1))


def shared(words: Ints, a: NDArray[Any], b: NDArray[Any]) -> NDArray[Any]:
    """How many words the rows `a` and `b` of a column of sets have in common, pair by pair."""
    left, right = words[a], words[b]
    same = (left[:, :, None] == right[:, None, :]) & (left[:, :, None] != 0)
    counted: NDArray[Any] = same.any(axis=2).sum(axis=1)
    return counted


def cosine(bag: Bag, a: NDArray[Any], b: NDArray[Any]) -> NDArray[Any]:
    """The cosine (0..1) of the rows `a` and `b` of a bag, pair by pair; 0 where one is empty."""
    left, right = bag.words[a], bag.words[b]
    same = ((left[:, :, None] == right[:, None, :]) & (left[:, :, None] != 0)).any(axis=2)
    both = (np.square(bag.weights[a]) * same).sum(axis=1)
    length = np.sqrt(bag.total[a] * bag.total[b])
    out: NDArray[Any] = np.divide(both, length, out=np.zeros_like(both), where=length > 0)
    return out


def story_cosine(table: Table, a: NDArray[Any], b: NDArray[Any]) -> NDArray[Any]:
    """The cosine of the stories of the documents that rows `a` and `b` stand in, pair by pair."""
    x, y = table.document[a].astype(np.int64), table.document[b].astype(np.int64)
    size = len(table.story.words)
    pairs, back = np.unique(np.minimum(x, y) * size + np.maximum(x, y), return_inverse=True)
    alike: NDArray[Any] = cosine(table.story, pairs // max(size, 1), pairs % max(size, 1))[back]
    return alike
