"""Coding annotated articles: what reaches the coder, and what is scored."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.annotate import load_annotator
from dateline.code import Coder
from dateline.errors import DatelineError
from dateline.evaluate.gold import annotated_file, read_annotated, run
from dateline.evaluate.gold.whole_path import coded
from dateline.records import Annotation, Document
from tests.evaluate.gold.articles import TEXT, article


class Watching:
    """Finds nothing, and keeps what it was shown."""

    model = "watching"

    def __init__(self) -> None:
        self.shown: list[Document] = []

    def __call__(self, document: Document) -> Annotation:
        self.shown.append(document)
        return Annotation(model=self.model)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "dev.jsonl").write_text(json.dumps(article()) + "\n\n")
    return tmp_path


def test_a_folder_or_a_file_is_coded_and_scored(folder: Path) -> None:
    table = run(folder, load_annotator(threads=1))
    assert table == run(folder / "dev.jsonl", load_annotator(threads=1))
    assert table["incidents found"]["gold"] == 2
    assert table["incidents found"]["f1"] > 0
    assert table["mentions overlap"]["f1"] > 0.5


def test_nothing_of_the_annotation_reaches_the_coder(folder: Path) -> None:
    watching = Watching()
    table = run(folder, watching)
    assert table["mentions exact"]["predicted"] == 0
    (document,) = watching.shown
    assert (document.id, document.text) == ("a-1", TEXT)
    assert str(document.published) == "2021-03-04"
    assert not document.metadata


def test_articles_that_a_run_rejects_are_missed(coder: Coder) -> None:
    spanish = (
        "Los rebeldes atacaron el mercado de la ciudad y mataron a tres personas el lunes. "
        "La policía dijo que los atacantes huyeron hacia el norte después del ataque."
    )
    rows = [article(id="es", text=spanish), article(id="blank", text=" \n"), article()]
    assert [record["id"] for record in coded(rows, coder)] == ["a-1"]


def test_a_part_that_is_not_there_says_what_to_name(folder: Path) -> None:
    assert annotated_file(folder) == folder / "dev.jsonl"
    with pytest.raises(DatelineError, match=r"test\.jsonl"):
        annotated_file(folder, "test")


@pytest.mark.parametrize(("line", "complaint"), [("{oops", "not JSON"), ("[1]", "JSON list")])
def test_a_bad_line_is_named(tmp_path: Path, line: str, complaint: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(json.dumps(article()) + "\n" + line + "\n")
    with pytest.raises(DatelineError, match=complaint) as told:
        list(read_annotated(path))
    assert ":2" in str(told.value)
