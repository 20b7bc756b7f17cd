"""ECB+ event coreference: mentions and clusters read, clustered and scored."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from dateline.evaluate.coreference.clustering import average_link
from dateline.evaluate.coreference.measure import run, score
from dateline.evaluate.coreference.mentions import (
    EventMention,
    StoryText,
    head_place,
    mention_lemmas,
    read_stories,
)
from dateline.evaluate.coreference.model import encode, load_model
from dateline.evaluate.coreference.pairs import turn_of
from dateline.evaluate.coreference.weighing import Logistic, tfidf_cosine
from dateline.evaluate.ecbplus import DEV_TOPICS, topics_of
from dateline.evaluate.files import DataError
from dateline.records import Document, Span
from tests.shared import SHARED, needs_shared


class LetterVectors:
    """A vector of the letters in the words: no encoder, and like words are alike."""

    def vectors(self, document: Document, spans: Sequence[Span]) -> npt.NDArray[np.float32]:
        out = np.zeros((len(spans), 384), dtype=np.float32)
        for row, span in enumerate(spans):
            for letter in span.of(document.text).lower():
                out[row, ord(letter) % 384] += 1.0
        return out


def story(name: str, *sentences: str, marks: str = "", relations: str = "") -> str:
    tokens, number = [], 0
    for n, sentence in enumerate(sentences):
        for at, word in enumerate(sentence.split()):
            number += 1
            tokens.append(f'<token t_id="{number}" sentence="{n}" number="{at}">{word}</token>')
    return (
        f'<Document doc_name="{name}">{"".join(tokens)}<Markables>{marks}</Markables>'
        f"<Relations>{relations}</Relations></Document>"
    )


def mark(number: int, kind: str, *anchors: int) -> str:
    inner = "".join(f'<token_anchor t_id="{n}"/>' for n in anchors)
    return f'<{kind} m_id="{number}">{inner}</{kind}>'


def joined(kind: str, number: int, note: str, *sources: int) -> str:
    inner = "".join(f'<source m_id="{n}"/>' for n in sources)
    return f'<{kind} r_id="{number}" note="{note}">{inner}<target m_id="99"/></{kind}>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ECBplus_coreference_sentences.csv").write_text(
        "Topic,File,Sentence Number\n7,1ecb,1\n7,1ecb,2\n7,2ecb,0\n7,1ecbplus,0\n",
        encoding="utf-8",
    )
    (tmp_path / "7").mkdir()
    files = {
        "1ecb": story(
            "7_1ecb", "Sudan news", "Raiders burned a market in Juba .", "The burning killed six .",
            marks=mark(1, "ACTION_OCCURRENCE", 4) + mark(2, "ACTION_OCCURRENCE", 11)
            + mark(3, "ACTION_OCCURRENCE", 12) + mark(4, "HUMAN_PART_PER", 3)
            + mark(5, "ACTION_OCCURRENCE", 2) + '<ACTION_OCCURRENCE m_id="99" />',
            relations=joined("CROSS_DOC_COREF", 1, "ACT1", 1, 2),
        ),
        "2ecb": story(
            "7_2ecb", "Raiders set fire to a market in Juba on Monday .",
            marks=mark(1, "ACTION_OCCURRENCE", 2, 3),
            relations=joined("CROSS_DOC_COREF", 1, "ACT1", 1),
        ),
        "1ecbplus": story(
            "7_1ecbplus", "The ferry that sank did not sink by chance .",
            marks=mark(1, "ACTION_OCCURRENCE", 4) + mark(2, "NEG_ACTION_OCCURRENCE", 7),
            relations=joined("INTRA_DOC_COREF", 5, "", 1, 2),
        ),
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / "7" / f"7_{name}.xml").write_text(text, encoding="utf-8")
    return tmp_path


def test_mentions_of_reviewed_sentences_have_their_clusters(folder: Path) -> None:
    texts = read_stories(folder)
    told = [
        (text.subtopic, " ".join(text.words(m)), m.cluster) for text in texts for m in text.mentions
    ]
    assert told == [
        ("ecb", "burned", "ACT1"),
        ("ecb", "burning", "ACT1"),
        ("ecb", "killed", "7_1ecb#3"),
        ("ecbplus", "sank", "7_1ecbplus/5"),
        ("ecbplus", "sink", "7_1ecbplus/5"),
        ("ecb", "set fire", "ACT1"),
    ]


def test_the_head_is_the_last_word_that_is_neither_particle_nor_light() -> None:
    assert head_place(("checked", "into")) == 0
    assert head_place(("made", "an", "offer")) == 2
    assert head_place(("had", "been", "taken")) == 2  # all light: the last
    assert mention_lemmas(("made", "an", "offer")) == {"offer"}
    assert mention_lemmas(("is",)) == {"be"}


def test_one_run_gives_the_model_and_the_baselines(folder: Path) -> None:
    rows = run(folder, LetterVectors(), "all")
    # In one topic: burned, burning | killed | sank, sink | set fire, against one event of three.
    given = rows["same lemma in given topics, MUC"]
    assert given["p"] == 1.0
    assert given["r"] == pytest.approx(2 / 3)
    assert rows["same lemma in given topics, CoNLL F1"]["predicted"] == 4
    assert rows["CoNLL F1"]["gold"] == 3
    for name in ("", "same lemma, ", "same lemma in given stories, "):
        parts = [rows[f"{name}{metric}"]["f1"] for metric in ("MUC", "B-cubed", "CEAF-e")]
        assert rows[f"{name}CoNLL F1"]["f1"] == pytest.approx(sum(parts) / 3)


def test_a_link_between_topics_costs_the_whole_and_not_the_mean_of_topics() -> None:
    texts = [
        StoryText(f"{topic}_1ecb", topic, "ecb", (("a", "b"),),
                  (EventMention(0, (0,), f"{topic}a"), EventMention(0, (1,), f"{topic}a")))
        for topic in (1, 2)
    ]  # fmt: skip
    rows = score(texts, [1, 1, 1, 1])
    assert rows["CoNLL F1, mean of topics"] == {"f1": 1.0, "topics": 2}
    assert rows["MUC"]["p"] == pytest.approx(2 / 3)


def test_the_order_of_documents_changes_no_event(folder: Path) -> None:
    texts, model = read_stories(folder), load_model()

    def events(order: Sequence[StoryText]) -> set[frozenset[tuple[str, int]]]:
        stories = encode(order, LetterVectors())
        names = [(order[n].id, m.tokens[0]) for n, m in stories.mentions]
        labels = model.events(stories).tolist()
        return {
            frozenset(name for name, other in zip(names, labels, strict=True) if other == label)
            for label in labels
        }

    assert events(texts) == events(texts[::-1])


def test_average_link_stops_at_the_floor() -> None:
    likely = np.array([[1, 0.9, 0.4, 0], [0.9, 1, 0.7, 0], [0.4, 0.7, 1, 0], [0, 0, 0, 1]])
    assert average_link(likely, 0.6).tolist() == [0, 0, 1, 2]
    assert average_link(likely, 0.5).tolist() == [0, 0, 0, 1]  # (0.4 + 0.7) / 2
    assert average_link(np.zeros((0, 0)), 0.5).tolist() == []


def test_average_link_weighs_clusters_by_their_size() -> None:
    likely = np.full((4, 4), 0.2)
    likely[:3, :3] = 0.9
    likely[3, 0] = likely[0, 3] = 0.8
    assert average_link(likely, 0.41).tolist() == [0, 0, 0, 1]  # (0.8 + 0.2 + 0.2) / 3 = 0.4
    assert average_link(likely, 0.39).tolist() == [0, 0, 0, 0]


def test_terms_of_every_text_weigh_least() -> None:
    alike = tfidf_cosine([["juba", "market"], ["juba", "market"], ["juba", "ferry"], []])
    assert alike[0, 1] == pytest.approx(1.0)
    assert 0 < alike[0, 2] < 0.5
    assert alike[3].tolist() == [0, 0, 0, 0]


def test_a_turn_forgets_what_varies_within_clusters() -> None:
    vectors = np.array([[1.0, 0, 3], [1, 0, -3], [0, 1, 3], [0, 1, -3]])
    turned = turn_of(vectors, ["a", "a", "b", "b"], 0.01)(vectors)
    assert turned[0] @ turned[1] > 0.8
    assert turned[0] @ turned[2] < -0.5


def test_weights_of_other_features_are_refused() -> None:
    scorer = Logistic(np.zeros(2), np.ones(2), np.array([1.0, -1.0]), 0.5)
    record = scorer.record(["words", "names"])
    assert Logistic.from_record(record, ["words", "names"])(np.array([1.0, 1.5])) == 0.5
    with pytest.raises(ValueError, match="other features"):
        Logistic.from_record(record, ["words", "vectors"])


def test_a_part_without_events_is_told(folder: Path) -> None:
    for path in (folder / "7").iterdir():
        path.write_text(story("7", "a b", "a b", "a b"), encoding="utf-8")
    with pytest.raises(DataError, match="no event mention in the part"):
        run(folder, LetterVectors(), "7")


def test_a_part_too_large_for_memory_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.evaluate.coreference.measure.MAX_MENTIONS", 5)
    with pytest.raises(DataError, match="6 event mentions: all: choose topics with at most 5"):
        run(folder, LetterVectors(), "all")


def test_a_broken_relation_is_named(folder: Path) -> None:
    path = folder / "7" / "7_2ecb.xml"
    path.write_text(path.read_text("utf-8").replace(' note="ACT1"', ""), encoding="utf-8")
    with pytest.raises(DataError, match=r"KeyError: 'note'.*7_2ecb"):
        read_stories(folder)


@needs_shared
def test_the_parts_have_the_mentions_that_studies_count() -> None:
    data = SHARED / "data" / "ecbplus"
    counts = [
        sum(len(t.mentions) for t in read_stories(data, topics_of(p))) for p in ("train", "dev")
    ]
    assert counts == [3808, 1245]
    assert {t.topic for t in read_stories(data, DEV_TOPICS)} == set(DEV_TOPICS)
