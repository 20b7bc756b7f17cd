"""ECB+ documents: reviewed sentences, event spans, topics, and how answers are counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.evaluate.ecbplus import (
    DEV_TOPICS,
    TEST_TOPICS,
    EventText,
    read_ecbplus,
    run,
    score,
    topics_of,
)
from dateline.evaluate.files import DataError
from dateline.records import Span
from tests.evaluate.fixed_annotator import FixedAnnotator
from tests.shared import SHARED, needs_shared

SENTENCES = ["Ferry news", "Raiders left two men dead .", "Nobody spoke .",
             "He set the whole old wooden bus station on fire ."]  # fmt: skip


def document(marks: str) -> str:
    """The sentences as ECB+ tokens, numbered from 1 through the document."""
    tokens, number = [], 0
    for n, sentence in enumerate(SENTENCES):
        for at, word in enumerate(sentence.split()):
            number += 1
            tokens.append(f'<token t_id="{number}" sentence="{n}" number="{at}">{word}</token>')
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<Document doc_name="7_1ecb.xml">\n'
        + "\n".join(tokens)
        + f"\n<Markables>\n{marks}\n</Markables>\n<Relations>\n</Relations>\n</Document>\n"
    )


def mark(kind: str, *anchors: int) -> str:
    inner = "".join(f'<token_anchor t_id="{n}"/>' for n in anchors)
    return f'<{kind} m_id="1">{inner}</{kind}>'


MARKS = "\n".join(
    [
        mark("ACTION_OCCURRENCE", 4, 7),  # left ... dead
        mark("HUMAN_PART_PER", 3),
        mark("NEG_ACTION_REPORTING", 10),  # spoke
        mark("ACTION_REPORTING", 10),  # the same word once more
        mark("ACTION_OCCURRENCE", 13, 20, 21),  # set ... on fire, nine tokens
        mark("ACTION_OCCURRENCE", 2),  # news: not reviewed
        '<ACTION_OCCURRENCE m_id="9" TAG_DESCRIPTOR="t7_raid" />',
    ]
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ECBplus_coreference_sentences.csv").write_text(
        "Topic,File,Sentence Number\n7,1ecb,1\n7,1ecb,2\n7,1ecb,3\n36,1ecb,1\n", encoding="utf-8"
    )
    (tmp_path / "7").mkdir()
    (tmp_path / "7" / "7_1ecb.xml").write_text(document(MARKS), encoding="utf-8")
    return tmp_path


def test_reviewed_sentences_are_the_text_and_actions_the_events(folder: Path) -> None:
    (text,) = read_ecbplus(folder)
    assert (text.id, text.topic) == ("7_1ecb", 7)
    assert text.text.split("\n") == SENTENCES[1:]
    assert [span.of(text.text) for span in text.events] == ["left two men dead", "spoke", "set"]


def test_topics_asked_for_must_be_there(folder: Path) -> None:
    assert len(read_ecbplus(folder, {7, 8})) == 1
    with pytest.raises(DataError, match=r"No such file.*36_1ecb\.xml"):
        read_ecbplus(folder, TEST_TOPICS)
    with pytest.raises(DataError, match="no document of the topics asked for 8, 9: "):
        read_ecbplus(folder, [9, 8])


def test_a_broken_list_of_sentences_is_named(folder: Path) -> None:
    path = folder / "ECBplus_coreference_sentences.csv"
    path.write_text("Topic,File,Sentence Number\n7,1ecb,one\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"no reviewed sentence .*sentences\.csv, line 2: write TO"):
        read_ecbplus(folder)
    path.write_text("Topic,File,Sentence Number\n7,../../1ecb,1\n", encoding="utf-8")
    with pytest.raises(DataError, match="a path for a file's name"):
        read_ecbplus(folder)


@pytest.mark.parametrize(
    ("xml", "told"),
    [
        ("<Document><token", "broken XML"),
        (document(mark("ACTION_STATE", 99)), "KeyError: '99'"),
        ("<Document></Document>", "no sentence 1, which ECBplus_coreference_sentences.csv lists"),
    ],
)
def test_a_broken_document_is_named(folder: Path, xml: str, told: str) -> None:
    (folder / "7" / "7_1ecb.xml").write_text(xml, encoding="utf-8")
    with pytest.raises(DataError, match=told) as error:
        read_ecbplus(folder)
    assert error.value.where.endswith("7_1ecb.xml")


def test_no_entity_is_expanded(folder: Path) -> None:
    secret = folder / "secret"
    secret.write_text("the password", encoding="utf-8")
    head = f'<!DOCTYPE Document [<!ENTITY x SYSTEM "{secret.as_uri()}">]>\n<Document doc_name='
    xml = document("").replace("<Document doc_name=", head).replace("Nobody", "&x;")
    (folder / "7" / "7_1ecb.xml").write_text(xml, encoding="utf-8")
    (text,) = read_ecbplus(folder)
    assert "password" not in text.text


def test_parts_are_names_or_topics() -> None:
    assert topics_of("dev") == DEV_TOPICS
    assert topics_of("36-45") == set(TEST_TOPICS)
    assert topics_of("1, 3-5") == {1, 3, 4, 5}
    assert topics_of("all") is None
    assert not set(topics_of("train") or ()) & {*DEV_TOPICS, *TEST_TOPICS}
    with pytest.raises(DataError, match="no such part: all of it: use train, dev, test, all, or"):
        topics_of("all of it")


def test_events_are_counted_by_exact_span_and_by_overlap() -> None:
    text = EventText("1_1ecb", 1, "x" * 50, (Span(0, 4), Span(10, 20), Span(30, 35)))
    found = [Span(0, 4), Span(12, 15), Span(16, 20), Span(40, 44)]
    rows = score([(text, found)])
    # Exact: 1 of 4 and of 3. Overlapping: (10, 20) once, so 2 of 4 and of 3.
    assert rows["events, exact span"]["f1"] == pytest.approx(2 / 7)
    assert rows["events, overlapping span"] == {
        "p": 0.5, "r": pytest.approx(2 / 3), "f1": pytest.approx(4 / 7), "gold": 3, "predicted": 4,
    }  # fmt: skip


def test_an_annotator_is_measured_on_topics(folder: Path) -> None:
    rows = run(folder, FixedAnnotator(events=["spoke", "dead"]), "7")
    assert rows["events, exact span"]["r"] == pytest.approx(1 / 3)
    assert rows["events, overlapping span"]["r"] == pytest.approx(2 / 3)


@needs_shared
def test_the_training_topics_have_the_events_that_studies_count() -> None:
    texts = read_ecbplus(SHARED / "data" / "ecbplus", topics_of("train"))
    # A. Cybulska and P. Vossen (2015): 3,808 event mentions in topics 1-35 without development.
    assert sum(len(t.events) for t in texts) == 3808
    dev = read_ecbplus(SHARED / "data" / "ecbplus", DEV_TOPICS)
    assert (len(dev), sum(len(t.events) for t in dev)) == (196, 1245)
