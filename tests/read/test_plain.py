"""Plain text and encodings."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from dateline.records import Document
from tests.read.samples import ARTICLE, TITLE, documents, only_reject, read


def test_the_whole_file_is_the_text_and_the_headline_its_title(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    text = ARTICLE.replace("\n", "\r\n\r\n") + "\r\n"
    path.write_bytes(text.encode())
    (document,) = documents(path)
    assert document.text == text
    assert document.title == TITLE
    assert document.published is None
    assert document.published_note == "no publication date given"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = "The army’s “calm” in Bouaké ended on Monday, when rebels took the town hall."
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    assert documents(path)[0].text == text


def test_what_is_no_text(tmp_path: Path) -> None:
    contents = {
        "empty.txt": b"",
        "blank.txt": b" \n\t\n",
        "binary.txt": bytes(range(256)) * 20,
        "paper.pdf": b"%PDF-1.4",
        "letter.docx": b"PK\x03\x04....",
    }
    for name, data in contents.items():
        path = tmp_path / name
        path.write_bytes(data)
        assert only_reject(path).source == str(path)


def test_a_file_too_large(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("word " * 1000)
    assert "larger" in only_reject(path, max_file_bytes=1000).reason


def test_unknown_endings_are_told_by_content(tmp_path: Path) -> None:
    (tmp_path / "a.story").write_text(ARTICLE)
    (tmp_path / "b").write_text('{"id": "b", "text": "Rebels took the town on Monday, it said."}\n')
    (tmp_path / "c.page").write_text("<!doctype html><p>Too short</p>")
    items = read(tmp_path)
    assert [isinstance(item, Document) for item in items] == [True, True, False]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(ARTICLE.encode()))
    monkeypatch.setattr("sys.stdin", stream)
    (document,) = documents("-")
    assert document.text == ARTICLE
    assert not stream.buffer.closed


def test_the_same_file_gives_the_same_id(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(ARTICLE)
    assert documents(tmp_path / "a.txt")[0].id == documents(tmp_path / "b.txt")[0].id
    assert len({document.id for document in documents(tmp_path)}) == 1


def test_paths(tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "b.txt").write_text(ARTICLE)
    (news / "a.txt").write_text("Rebels took the town on Monday, residents and officials said.")
    (news / ".hidden.txt").write_text("Hidden.")
    (news / "style.css").write_text("p {}")
    (news / "gone.txt").symlink_to(tmp_path / "nowhere")
    sources = [os.path.basename(item.source or "") for item in read(news)]  # noqa: PTH119
    assert sources == ["a.txt", "b.txt", "gone.txt"]
    assert len(read(news / "*.txt", news / "a.txt")) == 3
    assert "no such" in only_reject(tmp_path / "nowhere").reason
    assert "no file matches" in only_reject(str(tmp_path / "*.html")).reason
    (tmp_path / "bare").mkdir()
    assert "without articles" in only_reject(tmp_path / "bare").reason
