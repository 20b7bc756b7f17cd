"""Which documents tell the same story: what two documents share, and documents in clusters."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dateline.evaluate.coreference.mentions import StoryText, content_lemmas, word_list
from dateline.evaluate.coreference.weighing import Floats, tfidf_cosine, vector_cosine
from dateline.normalise.lemma import lemma

STORY_FEATURES = (
    "words", "names", "numbers", "vectors", "events", "reviewed", "neighbours", "rank",
    "words, root", "names, root", "reviewed, root",
)  # fmt: skip
"""What `story_features` gives of two documents, in this order."""


def story_features(texts: Sequence[StoryText], vectors: Floats) -> Floats:
    """Features [documents, documents, features] from the words, and a vector for each document.

    Cosines of all words, names (capitals within a sentence), numbers, vectors, the words of the
    event mentions, and the words of reviewed sentences; how alike the two documents' likeness to
    all others is; and how near the top each stands among the other's neighbours.
    """
    words = tfidf_cosine([_words(text) for text in texts])
    names = tfidf_cosine([[n for s in text.sentences for n in names_in(s)] for text in texts])
    numbers = tfidf_cosine([[n for s in text.sentences for n in numbers_in(s)] for text in texts])
    events = tfidf_cosine(
        [[lemma(word) for m in text.mentions for word in text.words(m)] for text in texts]
    )
    reviewed = tfidf_cosine(
        [
            content_lemmas([w for n in sorted({m.sentence for m in text.mentions})
                            for w in text.sentences[n]])
            for text in texts
        ]
    )  # fmt: skip
    others = words.copy()
    np.fill_diagonal(others, 0.0)
    profile = others / (np.linalg.norm(others, axis=1, keepdims=True) + 1e-9)
    rank = np.argsort(np.argsort(-others, axis=1, kind="stable"), axis=1, kind="stable")
    near = 1.0 / (1.0 + np.sqrt(rank * rank.T))
    rooted = [np.sqrt(np.clip(x, 0.0, 1.0)) for x in (words, names, reviewed)]
    alike = vector_cosine(vectors.astype(np.float32))
    return np.stack(
        [words, names, numbers, alike, events, reviewed, profile @ profile.T, near, *rooted], -1
    )


def names_in(sentence: Sequence[str]) -> list[str]:
    """Words with a capital after the sentence's first, in lower case."""
    stop = word_list("stop")
    return [w.lower() for w in sentence[1:] if w[:1].isupper() and w.lower() not in stop]


def numbers_in(sentence: Sequence[str]) -> list[str]:
    """Words with a digit."""
    return [word for word in sentence if any(c.isdigit() for c in word)]


def _words(text: StoryText) -> list[str]:
    return content_lemmas([word for sentence in text.sentences for word in sentence])
