"""The benchmark `ecbplus`: events across documents, mentions given, beside the same-lemma baseline.

All documents of the part are clustered together, without their topics: which of them tell one
story is found. All clusters of the part are scored at once, mentions without a partner among them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from pathlib import Path

from dateline.evaluate.coreference.clustering import average_link
from dateline.evaluate.coreference.mentions import StoryText, read_stories
from dateline.evaluate.coreference.metrics import score_clusters
from dateline.evaluate.coreference.model import VectorAnnotator, encode, load_model
from dateline.evaluate.ecbplus import topics_of
from dateline.evaluate.files import DataError

Rows = dict[str, dict[str, float]]

MAX_MENTIONS = 10_000
"""All of ECB+ has 6,833; memory grows with the square."""


def run(data: Path, annotator: VectorAnnotator, part: str = "dev") -> Rows:
    """The rows of `score` for the shipped model and for three same-lemma baselines.

    `same lemma` joins mentions with one head lemma in documents of one story as the model finds
    them; `in given topics` and `in given stories` are told which documents belong together (a
    topic of ECB+ has two stories, told apart by the files' names). Raises DataError as
    `read_stories` does, and where the part has no event mention or more than MAX_MENTIONS.
    """
    texts = read_stories(data, topics_of(part))
    count = sum(len(text.mentions) for text in texts)
    if not count:
        raise DataError("no event mention in the part", part, "use the annotated ECB+ files")
    if count > MAX_MENTIONS:
        raise DataError(
            f"{count} event mentions", part, f"choose topics with at most {MAX_MENTIONS}"
        )
    model, stories = load_model(), encode(texts, annotator)
    homes = [n for n, _ in stories.mentions]
    lemmas = stories.mentions.lemmas
    found = average_link(model.story_probability(stories), model.story_floor).tolist()
    topics = [text.topic for text in texts]
    told = [(text.topic, text.subtopic) for text in texts]
    rows: Rows = score(texts, model.events(stories).tolist())
    for name, place in (
        ("same lemma", found),
        ("same lemma in given topics", topics),
        ("same lemma in given stories", told),
    ):
        labels = [(place[n], lemma) for n, lemma in zip(homes, lemmas, strict=True)]
        rows |= {f"{name}, {row}": figures for row, figures in score(texts, labels).items()}
    return rows


def score(texts: Sequence[StoryText], labels: Sequence[Hashable]) -> Rows:
    """CoNLL F1, MUC, B-cubed, CEAF-e and LEA of the mentions' labels, in the texts' order.

    `CoNLL F1, mean of topics` scores each topic by itself: what joins two topics costs nothing.
    """
    mentions = [(text.topic, mention) for text in texts for mention in text.mentions]
    key = [mention.cluster for _, mention in mentions]
    by_topic: dict[int, list[int]] = defaultdict(list)
    for n, (topic, _) in enumerate(mentions):
        by_topic[topic].append(n)
    rows: Rows = dict(score_clusters(groups(key), groups(labels)))
    each = [
        _conll(groups([key[n] for n in own]), groups([labels[n] for n in own]))
        for own in by_topic.values()
    ]
    rows["CoNLL F1, mean of topics"] = {"f1": sum(each) / len(each), "topics": len(each)}
    rows["CoNLL F1"] |= {"gold": len(set(key)), "predicted": len(set(labels))}
    return rows


def groups(labels: Sequence[Hashable]) -> list[list[int]]:
    """The indexes of each label."""
    found: Mapping[Hashable, list[int]] = defaultdict(list)
    for n, label in enumerate(labels):
        found[label].append(n)
    return list(found.values())


def _conll(key: list[list[int]], response: list[list[int]]) -> float:
    return score_clusters(key, response)["CoNLL F1"]["f1"]
