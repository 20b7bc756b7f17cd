"""Event mentions of ECB+ with their annotated clusters, in the documents they stand in."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from dateline.evaluate.ecbplus import (
    SENTENCES,
    broken_document,
    is_event,
    parse_xml,
    reviewed_documents,
)
from dateline.normalise.lemma import lemma


@dataclass(frozen=True, slots=True)
class EventMention:
    """An annotated event: its tokens in one sentence of a text, and the cluster it belongs to."""

    sentence: int
    """The index of the sentence in its text."""
    tokens: tuple[int, ...]
    """Indexes of tokens within the sentence, ascending; they need not adjoin."""
    cluster: str
    """The annotated event's name; a mention without a relation is alone in a cluster."""


@dataclass(frozen=True, slots=True)
class StoryText:
    """A document: all its sentences as tokens, and the mentions of the reviewed ones."""

    id: str
    topic: int
    subtopic: str
    """`ecb` or `ecbplus`: each topic has two stories of one kind, told apart by the file's name."""
    sentences: tuple[tuple[str, ...], ...]
    mentions: tuple[EventMention, ...]

    def words(self, mention: EventMention) -> tuple[str, ...]:
        """The mention's own words."""
        sentence = self.sentences[mention.sentence]
        return tuple(sentence[n] for n in mention.tokens)


def read_stories(folder: Path, topics: Collection[int] | None = None) -> tuple[StoryText, ...]:
    """The documents of `topics` (None: those that have a folder), by topic and file.

    Mentions are those marked ACTION_* and NEG_ACTION_* that begin in a reviewed sentence, in text
    order, of their tokens in that sentence; two of the same tokens are one. Clusters are those of
    CROSS_DOC_COREF and INTRA_DOC_COREF. Raises DataError naming the file where one is missing or
    not as the format says.
    """
    return tuple(
        _read(path, topic, reviewed) for path, topic, reviewed in reviewed_documents(folder, topics)
    )


def head_place(words: tuple[str, ...]) -> int:
    """The index of a mention's head word: its last that is neither particle nor light verb."""
    told = [n for n, word in enumerate(words) if _told(word)]
    full = [n for n in told if lemma(words[n]) not in word_list("light")]
    return (full or told or [0])[-1]


def mention_lemmas(words: tuple[str, ...]) -> frozenset[str]:
    """The base forms of a mention's words but particles and, where others are, light verbs."""
    told = {lemma(word) for word in words if _told(word)}
    return frozenset((told - word_list("light")) or told or {lemma(words[0])})


def content_lemmas(words: Iterator[str] | Collection[str]) -> list[str]:
    """The base forms of the words that say something of a text's subject."""
    stop = word_list("stop")
    return [lemma(w) for w in words if any(c.isalnum() for c in w) and w.lower() not in stop]


@cache
def word_list(name: str) -> frozenset[str]:
    """A list of words.toml: particles, light or stop."""
    text = files("dateline.evaluate.coreference").joinpath("words.toml").read_text("utf-8")
    return frozenset(tomllib.loads(text)[name].split())


def _told(word: str) -> bool:
    return word.lower() not in word_list("particles") and any(c.isalnum() for c in word)


def _read(path: Path, topic: int, reviewed: Collection[int]) -> StoryText:
    root = parse_xml(path)
    sentences: dict[int, list[str]] = {}
    places: dict[str, tuple[int, int]] = {}
    try:
        for token in root.iter("token"):
            row = sentences.setdefault(int(token.attrib["sentence"]), [])
            places[token.attrib["t_id"]] = (int(token.attrib["sentence"]), len(row))
            row.append(" ".join((token.text or "").split()))
        missing = sorted(set(reviewed) - set(sentences))
        if missing:
            raise ValueError(f"no sentence {missing[0]}, which {SENTENCES} lists")
        index = {number: n for n, number in enumerate(sentences)}
        clusters = _clusters(root, path.stem)
        found: dict[tuple[int, tuple[int, ...]], EventMention] = {}
        for mark in root.iterfind("Markables/*"):
            if not is_event(mark):
                continue
            anchors = sorted({places[a.attrib["t_id"]] for a in mark.iterfind("token_anchor")})
            anchors = [(sentence, n) for sentence, n in anchors if sentences[sentence][n]]
            if not anchors or anchors[0][0] not in reviewed:
                continue  # the name of a cluster, or a mention of a sentence not reviewed
            number = anchors[0][0]
            tokens = tuple(n for sentence, n in anchors if sentence == number)
            name = mark.attrib["m_id"]
            cluster = clusters.get(name, f"{path.stem}#{name}")
            found.setdefault((index[number], tokens), EventMention(index[number], tokens, cluster))
    except (KeyError, ValueError) as error:
        raise broken_document(path, error) from error
    return StoryText(
        path.stem,
        topic,
        "ecbplus" if path.stem.endswith("plus") else "ecb",
        tuple(map(tuple, sentences.values())),
        tuple(found[key] for key in sorted(found)),
    )


def _clusters(root: Any, name: str) -> dict[str, str]:
    """Mention to cluster: across documents by the note, within one by the relation's number."""
    found: dict[str, str] = {}
    for relation in root.iterfind("Relations/*"):
        if relation.tag == "CROSS_DOC_COREF":
            cluster = relation.attrib["note"]
        elif relation.tag == "INTRA_DOC_COREF":
            cluster = f"{name}/{relation.attrib['r_id']}"
        else:
            continue
        for source in relation.iterfind("source"):
            found[source.attrib["m_id"]] = cluster
    return found
