"""Names in CoNLL files: what is read, which part it is, and how answers are counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.evaluate.files import DataError
from dateline.evaluate.names import (
    TaggedText,
    classes_of,
    labels_of,
    read_names,
    run,
    score,
    select_part,
)
from dateline.records import Span
from tests.evaluate.fixed_annotator import FixedAnnotator
from tests.shared import SHARED, needs_shared

WIKIGOLD = """-DOCSTART- O

Khartoum I-LOC
lies O
in O
Sudan I-LOC
. O

Osman I-PER
Red I-ORG
Crescent I-ORG

-DOCSTART- O

Nobody O
spoke O
"""
WNUT = "Ferry\tO\nlaunched\tO\nby\tO\nNordlys\tB-corporation\nLine\tI-corporation\n\n\tO\nYes\tO\n"
BTC = "#\tO\nJuba\tB-LOC\nWau\tB-LOC\nReuters\tB-ORG\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {
        "wikigold/CONLL-format/data/wikigold.conll.txt": WIKIGOLD,
        "WNUT17/CONLL-format/data/train/wnut17train.conll": WNUT,
        "WNUT17/README.rst": "WNUT-17",
        "BTC/CONLL-format/data/h.conll": BTC,
        "BTC/CONLL-format/docs/corpusconfig.cfg": "[entities]",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def words(text: TaggedText) -> list[tuple[str, str]]:
    return [(span.of(text.text), label) for span, label in text.spans]


def test_sets_and_parts_are_keyed_as_the_files_say(folder: Path) -> None:
    assert sorted(read_names(folder)) == ["BTC/h", "WNUT17/train", "wikigold"]


def test_a_marked_document_is_one_text_with_its_sentences_on_lines(folder: Path) -> None:
    first, second = read_names(folder)["wikigold"]
    assert first.text == "Khartoum lies in Sudan .\nOsman Red Crescent"
    assert words(first) == [
        ("Khartoum", "LOC"), ("Sudan", "LOC"), ("Osman", "PER"), ("Red Crescent", "ORG"),
    ]  # fmt: skip
    assert (second.id, second.text, second.spans) == ("wikigold#2", "Nobody spoke", ())


def test_without_marks_each_sentence_is_a_text_and_labels_are_mapped(folder: Path) -> None:
    first, second = read_names(folder)["WNUT17/train"]
    assert words(first) == [("Nordlys Line", "ORG")]
    assert second.text == "Yes"  # the blank token is left out


def test_a_new_b_tag_begins_a_new_name(folder: Path) -> None:
    (text,) = read_names(folder)["BTC/h"]
    assert words(text) == [("Juba", "LOC"), ("Wau", "LOC"), ("Reuters", "ORG")]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Juba B-TOWN", r"unknown tag 'B-TOWN': .*h\.conll, line 2: use O, B- or I- with"),
        ("Juba", r"1 columns, not a token and its tag, in 'Juba': .*h\.conll, line 2"),
        ("Juba NNP B-NP B-LOC", r"4 columns, .*h\.conll, line 2: write TOKEN TAG"),
        (" \tB-LOC", r"a name without a word: .*h\.conll, line 2"),
    ],
)
def test_a_line_that_breaks_the_format_is_named(folder: Path, line: str, told: str) -> None:
    path = folder / "BTC/CONLL-format/data/h.conll"
    path.write_text(f"in\tO\n{line}\n", encoding="utf-8")
    with pytest.raises(DataError, match=told):
        read_names(folder)


def test_a_set_without_a_table_of_labels_is_refused(folder: Path) -> None:
    (folder / "BTC").rename(folder / "Ritter")
    with pytest.raises(DataError, match="no labels known for this data set: Ritter: use wikigold"):
        read_names(folder)


def test_text_that_is_not_utf8_is_refused(folder: Path) -> None:
    (folder / "BTC/CONLL-format/data/h.conll").write_bytes(b"caf\xe9\tO\n")
    with pytest.raises(DataError, match=r"not UTF-8 at byte 3: .*h\.conll"):
        read_names(folder)


def test_a_folder_without_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="name the folder that holds wikigold"):
        read_names(tmp_path)


def test_every_label_maps_to_one_of_four_classes() -> None:
    classes = {c for key in ("wikigold", "WNUT17", "BTC") for c in labels_of(key).values()}
    assert classes == {"PER", "LOC", "ORG", "MISC"}
    assert "MISC" not in classes_of("BTC/h")


def test_parts_never_share_a_text() -> None:
    wikigold = tuple(TaggedText(f"wikigold#{n}", "x", ()) for n in range(1, 11))
    other = TaggedText("x", "x", ())
    names = {"wikigold": wikigold, "BTC/a": (other,), "BTC/f": (other,), "WNUT17/dev": (other,)}
    parts = {part: select_part(names, part) for part in ("train", "dev", "test", "all")}
    assert [t.id for t in parts["dev"]["wikigold"]] == ["wikigold#5", "wikigold#10"]
    assert len(parts["train"]["wikigold"]) == 8
    assert sorted(parts["train"]) == ["BTC/a", "wikigold"]
    assert sorted(parts["dev"]) == ["WNUT17/dev", "wikigold"]
    assert sorted(parts["test"]) == ["BTC/f"]
    assert parts["all"] == names


def test_a_part_or_file_that_nobody_knows_is_refused() -> None:
    with pytest.raises(DataError, match="no such part: validation: use one of train, dev"):
        select_part({}, "validation")
    with pytest.raises(DataError, match="a file of no known part: BTC/k: use --part all"):
        select_part({"BTC/k": ()}, "dev")


def test_a_name_is_right_with_its_exact_span_and_class() -> None:
    gold = TaggedText("wikigold#1", "x" * 40, ((Span(0, 4), "PER"), (Span(6, 9), "LOC"),
                                               (Span(20, 24), "ORG")))  # fmt: skip
    found = [(Span(0, 4), "PER"), (Span(6, 9), "ORG"), (Span(20, 25), "ORG"), (Span(30, 33), "LOC")]
    rows = score([("wikigold", gold, found)])
    # One of four predicted and one of three annotated names, 2 / 7; without class, 4 / 7.
    assert rows["wikigold"] == {
        "p": 0.25, "r": pytest.approx(1 / 3), "f1": pytest.approx(2 / 7), "gold": 3, "predicted": 4,
    }  # fmt: skip
    assert rows["wikigold, any class"]["f1"] == pytest.approx(4 / 7)
    assert rows["overall"] == rows["wikigold"]
    assert rows["overall, PER"]["f1"] == 1.0
    assert rows["overall, ORG"]["f1"] == 0.0


def test_a_class_that_a_set_does_not_annotate_does_not_count_there() -> None:
    text = TaggedText("BTC/h#1", "x" * 20, ((Span(0, 4), "LOC"),))
    rows = score([("BTC/h", text, [(Span(0, 4), "LOC"), (Span(6, 9), "MISC")])])
    assert rows["BTC/h"]["f1"] == 1.0
    assert rows["BTC/h, any class"]["f1"] == 1.0


def test_an_annotator_is_measured_on_a_part(folder: Path) -> None:
    rows = run(folder, FixedAnnotator(names={"Juba": "LOC", "Wau": "PER"}), "dev")
    assert rows["BTC/h"] == {
        "p": 0.5, "r": pytest.approx(1 / 3), "f1": 0.4, "gold": 3, "predicted": 2,
    }  # fmt: skip
    with pytest.raises(DataError, match="no text of the part test"):
        run(folder, FixedAnnotator(), "test")


@needs_shared
def test_the_counts_are_those_that_the_sets_publish() -> None:
    names = read_names(SHARED / "data" / "ner")
    found = {key: sum(len(t.spans) for t in texts) for key, texts in names.items()}
    assert found["wikigold"] == 934 + 1014 + 898 + 712
    assert found["WNUT17/train"] == 660 + 548 + 264 + 221 + 142 + 140
    assert found["WNUT17/dev"] == 470 + 74 + 39 + 34 + 114 + 104 + 1  # a tag that was mended
    assert all(
        span.of(t.text).strip() == span.of(t.text)
        for texts in names.values()
        for t in texts
        for span, _ in t.spans
    )
