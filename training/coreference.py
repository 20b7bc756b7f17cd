"""Trains the event coreference model of `dateline evaluate ecbplus` on the training topics.

    python -m training.coreference ../shared/data/ecbplus

First cross-validates over three thirds of the training topics (each third is clustered by a model
of the other two) and prints the figures for a range of floors; the floor with the best CoNLL F1
there is written, with a model of all training topics, to src/dateline/evaluate/coreference/weights.
The development topics are not read. Needs scikit-learn; takes some ten minutes on one core. To be
run anew whenever the encoder changes.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from dateline.annotate import load_annotator
from dateline.evaluate.coreference.clustering import Ints, average_link
from dateline.evaluate.coreference.measure import groups
from dateline.evaluate.coreference.mentions import StoryText, read_stories
from dateline.evaluate.coreference.metrics import score_clusters
from dateline.evaluate.coreference.model import (
    DOCUMENT_COLUMNS,
    SECOND_FEATURES,
    Model,
    Stories,
    VectorAnnotator,
    block_clusters,
    encode,
    second_features,
)
from dateline.evaluate.coreference.pairs import (
    PAIR_FEATURES,
    candidate_pairs,
    pair_features,
    turn_of,
)
from dateline.evaluate.coreference.stories import STORY_FEATURES
from dateline.evaluate.coreference.weighing import Floats, Logistic
from dateline.evaluate.ecbplus import topics_of

WEIGHTS = Path("src/dateline/evaluate/coreference/weights")
FLOORS = (0.3, 0.35, 0.4, 0.45, 0.5)
STORY_FLOORS = (0.3, 0.4, 0.5, 0.6)
BLOCK_FLOOR = 0.2
SHRINKAGE = 0.3
FOLDS = 3
_OTHER_TOPIC = 0.1  # the weight of two documents of different topics: easy, and most pairs are so


def train(texts: Sequence[StoryText], annotator: VectorAnnotator) -> Model:
    """A model of `texts`, with the first of the floors that are yet to be chosen."""
    stories = encode(texts, annotator)
    story_scorer = _story_scorer(texts, stories)
    none = Logistic(np.zeros(1), np.ones(1), np.zeros(1), 0.0)
    names = _clusters(texts)
    turn = turn_of(stories.mentions.wholes, names, SHRINKAGE)
    draft = Model(
        story_scorer, none, none, turn, STORY_FLOORS[0], BLOCK_FLOOR, FLOORS[0]
    )  # fmt: skip
    probability = draft.story_probability(stories)
    home = np.array([n for n, _ in stories.mentions])
    blocks = average_link(probability, BLOCK_FLOOR)[home]
    first, second = candidate_pairs(blocks)
    # Each half of the topics is turned by what the other half teaches, or the scorers would trust
    # the turned vectors too far.
    topics = np.array([texts[n].topic for n in home])
    half = np.isin(topics, sorted(set(topics.tolist()))[::2])
    turned = np.zeros_like(stories.mentions.wholes)
    for own in (half, ~half):
        others = [names[n] for n in np.flatnonzero(~own)]
        turned[own] = turn_of(stories.mentions.wholes[~own], others, SHRINKAGE)(
            stories.mentions.wholes[own]
        )
    features = pair_features(
        stories.mentions, first, second, blocks, probability,
        stories.features[..., DOCUMENT_COLUMNS], turned,
    )  # fmt: skip
    entity = np.unique(names, return_inverse=True)[1]
    same = entity[first] == entity[second]
    once = _fit(features, same, 0.3)
    again = _fit(second_features(features, once(features), first, second, len(home)), same, 0.3)
    return replace(draft, first=once, second=again)


def validate(texts: Sequence[StoryText], annotator: VectorAnnotator) -> tuple[float, float]:
    """The best story floor and event floor over the folds; prints what each of them scores."""
    topics = sorted({text.topic for text in texts})
    events: dict[float, list[Hashable]] = defaultdict(list)
    lemmas: dict[float, list[Hashable]] = defaultdict(list)
    key: list[Hashable] = []
    for fold in range(FOLDS):
        held = set(topics[fold::FOLDS])
        model = train([t for t in texts if t.topic not in held], annotator)
        own = [t for t in texts if t.topic in held]
        key += _clusters(own)
        stories = encode(own, annotator)
        for floor, labels in _by_floor(model, stories).items():
            events[floor] += [(fold, label) for label in labels.tolist()]
        probability = model.story_probability(stories)
        home = [n for n, _ in stories.mentions]
        for floor in STORY_FLOORS:
            story = average_link(probability, floor)
            lemmas[floor] += [
                (fold, int(story[n]), name)
                for n, name in zip(home, stories.mentions.lemmas, strict=True)
            ]
    return _best("same lemma", key, lemmas), _best("model", key, events)


def _by_floor(model: Model, stories: Stories) -> dict[float, Ints]:
    score, first, second, blocks = model.pair_scores(stories)
    return {floor: block_clusters(score, first, second, blocks, floor) for floor in FLOORS}


def _best(name: str, key: list[Hashable], answers: dict[float, list[Hashable]]) -> float:
    figures = {}
    for floor, labels in answers.items():
        rows = score_clusters(groups(key), groups(labels))
        figures[floor] = rows["CoNLL F1"]["f1"]
        told = ", ".join(f"{row} {100 * figure['f1']:.1f}" for row, figure in rows.items())
        print(f"{name}, floor {floor}: {told}", flush=True)
    return max(figures, key=figures.__getitem__)


def _story_scorer(texts: Sequence[StoryText], stories: Stories) -> Logistic:
    first, second = np.triu_indices(len(texts), 1)
    topic = np.array([text.topic for text in texts])
    story = np.array([f"{text.topic} {text.subtopic}" for text in texts])
    weight = np.where(topic[first] == topic[second], 1.0, _OTHER_TOPIC)
    return _fit(stories.features[first, second], story[first] == story[second], 10.0, weight)


def _fit(features: Floats, same: Any, strength: float, weight: Floats | None = None) -> Logistic:
    """A logistic scorer; `strength` is the inverse of its L2 regularisation."""
    mean, scale = features.mean(0), features.std(0) + 1e-6
    learnt = LogisticRegression(max_iter=150, C=strength)
    learnt.fit((features - mean) / scale, same, sample_weight=weight)
    return Logistic(mean, scale, learnt.coef_[0], float(learnt.intercept_[0]))


def _clusters(texts: Sequence[StoryText]) -> list[str]:
    return [mention.cluster for text in texts for mention in text.mentions]


def write(model: Model, encoder: str, folder: Path) -> None:
    """Writes `model.json` and `turn.npz`."""
    folder.mkdir(parents=True, exist_ok=True)
    record = {
        "trained on": "ECB+ (A. Cybulska and P. Vossen, LREC 2014, CC BY 3.0), training topics",
        "encoder": encoder,
        "floors": {"story": model.story_floor, "block": model.block_floor, "event": model.floor},
        "stories": model.stories.record(STORY_FEATURES),
        "first": model.first.record(PAIR_FEATURES),
        "second": model.second.record(SECOND_FEATURES),
    }
    (folder / "model.json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    np.savez_compressed(
        folder / "turn.npz",
        mean=model.turn.mean.astype(np.float16),
        matrix=model.turn.matrix.astype(np.float16),
    )


def main() -> None:
    annotator = load_annotator(threads=1)
    texts = read_stories(Path(sys.argv[1]), topics_of("train"))
    story_floor, floor = validate(texts, annotator)
    model = replace(train(texts, annotator), story_floor=story_floor, floor=floor)
    write(model, annotator.model, WEIGHTS)
    print(f"story floor {story_floor}, event floor {floor}: written to {WEIGHTS}")


if __name__ == "__main__":
    main()
