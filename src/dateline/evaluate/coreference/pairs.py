"""What two event mentions share: features of every pair of mentions that may be one event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from dateline.evaluate.coreference.clustering import Ints
from dateline.evaluate.coreference.mentions import (
    EventMention,
    StoryText,
    content_lemmas,
    head_place,
    mention_lemmas,
)
from dateline.evaluate.coreference.stories import names_in, numbers_in
from dateline.evaluate.coreference.weighing import Floats, tfidf_cosine, vector_cosine
from dateline.normalise.lemma import lemma, shared_start

PAIR_FEATURES = (
    "same lemma", "lemmas", "lemma shared", "start", "letters",
    "head vector", "mention vector", "sentence vector",
    "sentence", "near", "before", "after", "names", "numbers",
    "same story", "document words", "document vector",
    "same document", "sentences apart", "same sentence",
    "lemma's mentions, fewer", "lemma's mentions, more", "in the stories, fewer",
    "in the stories, more", "in the document, more", "in the document, fewer",
    "opening", "length", "lengths apart", "rank, worse", "rank, better", "ahead of the next",
    "turned vector", "turned vector in one story",
)  # fmt: skip
"""What `pair_features` gives of two mentions, in this order."""

_NEAR = 5
_SIDE = 6
_OPENING = 1
_WORST_RANK = 5.0
_FARTHEST = 10


@dataclass(frozen=True, slots=True)
class Mentions:
    """All mentions of some texts, in order, with the encoder's vectors."""

    texts: Sequence[StoryText]
    heads: Floats
    """[mentions, size]: of the head word, in context."""
    wholes: Floats
    """[mentions, size]: the mean of the mention's words."""
    sentences: Floats
    """[mentions, size]: the mean of the mentions in its sentence."""

    def __iter__(self) -> Iterator[tuple[int, EventMention]]:
        """The mentions, each with the index of its text."""
        for n, text in enumerate(self.texts):
            for mention in text.mentions:
                yield n, mention

    @property
    def lemmas(self) -> list[str]:
        """The base form of each mention's head word."""
        words = [self.texts[n].words(m) for n, m in self]
        return [lemma(w[head_place(w)]) for w in words]


def candidate_pairs(blocks: Ints) -> tuple[Ints, Ints]:
    """The pairs of mentions, first before second, whose documents are of one block."""
    first, second = np.triu_indices(len(blocks), 1)
    kept = blocks[first] == blocks[second]
    return first[kept], second[kept]


def pair_features(
    mentions: Mentions,
    first: Ints,
    second: Ints,
    blocks: Ints,
    stories: Floats,
    documents: Floats,
    turned: Floats,
) -> Floats:
    """Features [pairs, features] of the mentions `first` with `second`.

    `blocks` numbers the block of each mention, `stories` [documents, documents] says how likely
    two documents tell one story, `documents` [documents, documents, 2] how alike their words and
    vectors are. `turned` are the mentions' vectors as `Turn` gives them. Memory is that of some
    matrices [mentions, mentions].
    """
    rows = list(mentions)
    home = np.array([n for n, _ in rows], dtype=np.int64)
    place = np.array([m.sentence for _, m in rows], dtype=np.int64)
    words = [mentions.texts[n].words(m) for n, m in rows]
    heads = mentions.lemmas
    columns: list[Floats] = []

    def pairs_of(matrix: Floats) -> None:
        columns.append(matrix[first, second].astype(np.float64))

    def ends(values: Floats, *order: Callable[[Floats, Floats], Floats]) -> None:
        columns.extend(pick(values[first], values[second]) for pick in order)

    kinds = {name: n for n, name in enumerate(sorted(set(heads)))}
    kind = np.array([kinds[name] for name in heads], dtype=np.int64)
    same = (kind[:, None] == kind[None]).astype(np.float64)
    pairs_of(same)
    _lemmas([mention_lemmas(w) for w in words], first, second, columns)
    names = sorted(kinds)
    starts = np.array([[shared_start(a, b) for b in names] for a in names])
    columns.append(starts[kind[first], kind[second]])
    columns.append(tfidf_cosine([_letters(n) for n in names])[kind[first], kind[second]])

    pairs_of(vector_cosine(mentions.heads.astype(np.float32)))
    whole = vector_cosine(mentions.wholes.astype(np.float32))
    pairs_of(whole)
    pairs_of(vector_cosine(mentions.sentences.astype(np.float32)))

    sentence = tfidf_cosine([_around(mentions.texts[n], m, None, None) for n, m in rows])
    pairs_of(sentence)
    for before, after in ((_NEAR, _NEAR), (_SIDE, 0), (0, _SIDE)):
        pairs_of(tfidf_cosine([_around(mentions.texts[n], m, before, after) for n, m in rows]))
    sentences = [mentions.texts[n].sentences[m.sentence] for n, m in rows]
    pairs_of(tfidf_cosine([names_in(s) for s in sentences]))
    pairs_of(tfidf_cosine([numbers_in(s) for s in sentences]))

    a, b = home[first], home[second]
    columns.append(stories[a, b])
    columns.extend(documents[a, b].T)
    together = a == b
    apart = np.minimum(_FARTHEST, np.abs(place[first] - place[second]))
    columns.append(together.astype(np.float64))
    columns.append(np.where(together, apart, -1.0))
    columns.append((together & (apart == 0)).astype(np.float64))

    ends(np.log(_counts(kind)), np.minimum, np.maximum)
    ends(np.log(_counts(kind + blocks * len(kinds))), np.minimum, np.maximum)
    ends(_counts(kind + home * len(kinds)), np.maximum, np.minimum)
    ends((place <= _OPENING).astype(np.float64), np.add)
    ends(np.array([len(m.tokens) for _, m in rows], dtype=np.float64), np.minimum, _apart)
    rank, ahead = _standing(whole + 0.5 * sentence + 0.5 * same, home)
    columns.append(np.maximum(rank[first, second], rank[second, first]))
    columns.append(np.minimum(rank[first, second], rank[second, first]))
    columns.append(np.minimum(ahead[first, second], ahead[second, first]))
    turned_cosine = (turned @ turned.T)[first, second]
    columns.extend((turned_cosine, turned_cosine * stories[a, b]))
    return np.stack(columns, 1)


@dataclass(frozen=True, slots=True)
class Turn:
    """Within-class covariance normalisation (A. Hatch and others, Interspeech 2006).

    What differs between mentions of one event weighs little, what tells events apart much.
    """

    mean: Floats
    matrix: Floats

    def __call__(self, vectors: Floats) -> Floats:
        """Unit vectors [n, size] of `vectors` [n, size]."""
        found: Floats = _unit((_unit(vectors) - self.mean) @ self.matrix)
        return found


def turn_of(vectors: Floats, clusters: Sequence[str], shrinkage: float) -> Turn:
    """The turn that the mentions `vectors` of known clusters teach.

    `shrinkage` is what of the mean variance is added to each direction's.
    """
    unit = _unit(vectors)
    members: dict[str, list[int]] = {}
    for n, name in enumerate(clusters):
        members.setdefault(name, []).append(n)
    spread = np.concatenate([unit[m] - unit[m].mean(0) for m in members.values() if len(m) > 1])
    within = spread.T @ spread / len(spread)
    size = len(within)
    within += shrinkage * np.trace(within) / size * np.eye(size)
    values, directions = np.linalg.eigh(within)
    return Turn(unit.mean(0), directions / np.sqrt(values))


def _unit(vectors: Floats) -> Floats:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    found: Floats = vectors / np.maximum(length, 1e-9)
    return found


def _lemmas(
    sets: Sequence[frozenset[str]], first: Ints, second: Ints, columns: list[Floats]
) -> None:
    """Two columns: the share of the pair's lemmas that both have, and whether there is one."""
    place = {name: n for n, name in enumerate(sorted(set().union(*sets)))}
    table = np.zeros((len(sets), len(place)), dtype=np.float32)
    for row, names in enumerate(sets):
        table[row, [place[name] for name in names]] = 1.0
    both = (table @ table.T)[first, second].astype(np.float64)
    size = table.sum(1)
    columns.append(both / (size[first] + size[second] - both))
    columns.append((both > 0).astype(np.float64))


def _around(
    text: StoryText, mention: EventMention, before: int | None, after: int | None
) -> list[str]:
    """The lemmas around a mention without its own words; all of the sentence for None."""
    sentence = text.sentences[mention.sentence]
    start = 0 if before is None else max(0, mention.tokens[0] - before)
    end = len(sentence) if after is None else mention.tokens[-1] + after + 1
    own = set(mention.tokens)
    return content_lemmas([w for n, w in enumerate(sentence[start:end], start) if n not in own])


def _letters(word: str) -> list[str]:
    """Runs of three and four letters, with the word's ends marked."""
    marked = f"^{word}$"
    return [marked[n : n + size] for size in (3, 4) for n in range(len(marked) - size + 1)]


def _counts(kinds: Ints) -> Floats:
    """How often each item's kind occurs."""
    found = Counter(kinds.tolist())
    return np.array([found[kind] for kind in kinds.tolist()], dtype=np.float64)


def _apart(a: Floats, b: Floats) -> Floats:
    return np.abs(a - b)


def _standing(likeness: Floats, home: Ints) -> tuple[Floats, Floats]:
    """Each mention's rank and lead among the mentions of its document, as every mention sees them.

    Rank 0 is the document's likest mention, 5 the sixth or worse; the lead is how much likelier
    it is than the next, or how much less likely than the first (negative).
    """
    rank = np.zeros_like(likeness)
    lead = np.zeros_like(likeness)
    for text in np.unique(home):
        own = np.flatnonzero(home == text)
        part = likeness[:, own]
        order = np.argsort(np.argsort(-part, axis=1, kind="stable"), axis=1, kind="stable")
        rank[:, own] = order
        if len(own) == 1:
            lead[:, own] = part
            continue
        top = np.sort(part, axis=1)[:, -2:]
        lead[:, own] = np.where(part >= top[:, 1:], part - top[:, :1], part - top[:, 1:])
    return np.minimum(rank, _WORST_RANK), lead
