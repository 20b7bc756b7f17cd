"""Cross-document event coreference with given mentions: stories, pairs, pairs again, clusters.

1. Documents are compared two by two and joined into blocks of one topic, generously.
2. Every two mentions of a block are scored by what they share (`PAIR_FEATURES`).
3. They are scored again, knowing how both stand to all other mentions (`SECOND_FEATURES`).
4. Average-link clustering of a block's mentions on the second score gives the events.

The scorers are logistic. They learnt from the training topics alone (`training/coreference.py`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Protocol

import numpy as np
import numpy.typing as npt

from dateline.evaluate.coreference.clustering import Ints, average_link
from dateline.evaluate.coreference.mentions import StoryText, head_place
from dateline.evaluate.coreference.pairs import (
    PAIR_FEATURES,
    Mentions,
    Turn,
    candidate_pairs,
    pair_features,
)
from dateline.evaluate.coreference.stories import STORY_FEATURES, story_features
from dateline.evaluate.coreference.weighing import Floats, Logistic
from dateline.evaluate.tokens import join_tokens
from dateline.records import Document, Span

SECOND_FEATURES = (
    *PAIR_FEATURES, "first score", "profile", "ties, fewer", "ties, more", "common ties",
)  # fmt: skip
"""What the second scorer sees of two mentions: all of the first's, its log odds, and both
mentions' ties: the sums and the cosine of their probabilities with all others."""

DOCUMENT_COLUMNS = [STORY_FEATURES.index("words"), STORY_FEATURES.index("vectors")]
"""The features of documents that their mentions' pairs have too."""


class VectorAnnotator(Protocol):
    """What coreference needs of an annotator."""

    def vectors(self, document: Document, spans: Sequence[Span]) -> npt.NDArray[np.float32]: ...


@dataclass(frozen=True, slots=True)
class Stories:
    """Texts with their encoder vectors and what any two of them share."""

    mentions: Mentions
    features: Floats
    """[documents, documents, STORY_FEATURES]."""


@dataclass(frozen=True, slots=True)
class Model:
    """The learnt scorers and the floors of the clusterings."""

    stories: Logistic
    first: Logistic
    second: Logistic
    turn: Turn
    story_floor: float
    """Documents of one story, for the baseline: the mean probability within a cluster."""
    block_floor: float
    """Documents whose mentions are compared at all."""
    floor: float
    """Mentions of one event."""

    def story_probability(self, stories: Stories) -> Floats:
        """How likely each two documents tell one story: [documents, documents]."""
        found = self.stories(stories.features)
        found = (found + found.T) / 2
        np.fill_diagonal(found, 1.0)
        return found

    def pair_scores(self, stories: Stories) -> tuple[Floats, Ints, Ints, Ints]:
        """The probability of every pair of mentions in a block, first and second of each, blocks.

        Pairs of two blocks are not scored.
        """
        probability = self.story_probability(stories)
        homes = np.array([n for n, _ in stories.mentions], dtype=np.int64)
        blocks = average_link(probability, self.block_floor)[homes]
        first, second = candidate_pairs(blocks)
        features = pair_features(
            stories.mentions, first, second, blocks, probability,
            stories.features[..., DOCUMENT_COLUMNS], self.turn(stories.mentions.wholes),
        )  # fmt: skip
        once = self.first(features)
        again = self.second(second_features(features, once, first, second, len(homes)))
        return again, first, second, blocks

    def events(self, stories: Stories) -> Ints:
        """The event number of each mention."""
        return block_clusters(*self.pair_scores(stories), self.floor)


def second_features(features: Floats, once: Floats, first: Ints, second: Ints, size: int) -> Floats:
    """The features `SECOND_FEATURES` of pairs from their features and first probabilities."""
    ties = np.eye(size)
    ties[first, second] = ties[second, first] = once
    total = ties.sum(1)
    common = ties @ ties.T
    length = np.sqrt(np.diag(common))
    odds = np.log((once + 1e-4) / (1 - once + 1e-4))
    more = (
        odds,
        common[first, second] / (length[first] * length[second]),
        np.minimum(total[first], total[second]),
        np.maximum(total[first], total[second]),
        common[first, second],
    )
    return np.concatenate([features, np.stack(more, 1)], 1)


def block_clusters(score: Floats, first: Ints, second: Ints, blocks: Ints, floor: float) -> Ints:
    """Clusters of mentions within their blocks, from the pairs' probabilities."""
    table = np.zeros((len(blocks), len(blocks)))
    table[first, second] = table[second, first] = score
    labels = np.zeros(len(blocks), dtype=np.int64)
    following = 0
    for block in np.unique(blocks):
        own = np.flatnonzero(blocks == block)
        labels[own] = average_link(table[np.ix_(own, own)], floor) + following
        following = int(labels[own].max()) + 1
    return labels


def encode(texts: Sequence[StoryText], annotator: VectorAnnotator) -> Stories:
    """The mentions' vectors in context, one run of the encoder a text, and what the texts share.

    A mention's vector is the mean of its words'; a document's and a sentence's the mean of the
    mentions' in it.
    """
    heads: list[Floats] = []
    wholes: list[Floats] = []
    for story in texts:
        text, places = join_tokens(story.sentences)
        spans: list[Span] = []
        for mention in story.mentions:
            row = places[mention.sentence]
            spans += [span for n in mention.tokens if (span := row[n])]
        if not spans:
            continue
        found = annotator.vectors(Document(story.id, text, language="en"), spans)
        for mention in story.mentions:
            words, found = found[: len(mention.tokens)], found[len(mention.tokens) :]
            heads.append(words[head_place(story.words(mention))].astype(np.float64))
            wholes.append(words.astype(np.float64).mean(0))
    whole = np.stack(wholes)
    rows = [(n, mention.sentence) for n, story in enumerate(texts) for mention in story.mentions]
    homes = np.array([n for n, _ in rows], dtype=np.int64)
    sentences = np.array([number for _, number in rows], dtype=np.int64)
    around = np.zeros_like(whole)
    documents = np.zeros((len(texts), whole.shape[1]))
    for n in np.unique(homes):
        own = homes == n
        documents[n] = whole[own].mean(0)
        for number in np.unique(sentences[own]):
            together = own & (sentences == number)
            around[together] = whole[together].mean(0)
    mentions = Mentions(tuple(texts), np.stack(heads), whole, around)
    return Stories(mentions, story_features(texts, documents))


def load_model(folder: Traversable | None = None) -> Model:
    """The shipped model, or the one in `folder` (`model.json` and `turn.npz`).

    Raises ValueError where it was trained for other features than this program's.
    """
    place = folder or files("dateline.evaluate.coreference").joinpath("weights")
    record = json.loads(place.joinpath("model.json").read_text("utf-8"))
    with place.joinpath("turn.npz").open("rb") as file:
        turn = np.load(file, allow_pickle=False)
        mean, matrix = turn["mean"].astype(np.float64), turn["matrix"].astype(np.float64)
    floors = record["floors"]
    return Model(
        Logistic.from_record(record["stories"], STORY_FEATURES),
        Logistic.from_record(record["first"], PAIR_FEATURES),
        Logistic.from_record(record["second"], SECOND_FEATURES),
        Turn(mean, matrix),
        floors["story"],
        floors["block"],
        floors["event"],
    )
