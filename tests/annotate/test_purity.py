"""The same document gives the same bytes: alone, in any company, in any order and process."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from pathlib import Path

import pytest

from dateline.config import load_config
from dateline.read import document_from_text
from dateline.records import Document
from dateline.run import RunOptions, code_documents

CORPUS = Path(__file__).parents[2] / "training" / "corpus" / "corpus.jsonl"
DOCUMENTS = 200
ALONE = 5


def opening(text: str, least: int = 220) -> str:
    """The title and the first sentences: enough for times, places, actors, incidents, claims."""
    end = text.find(". ", least)
    return text if end < 0 else text[: end + 1]


def coded(documents: Iterable[Document], jobs: int) -> list[str]:
    """The lines that `dateline code --jsonl` writes, made by coders that are new."""
    lines: list[str] = []
    done = code_documents(documents, None, load_config(), RunOptions(jobs=jobs, line=lines.append))
    assert not done.rejected
    return lines


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    rows = [json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()][:DOCUMENTS]
    assert len(rows) == DOCUMENTS
    return [
        document_from_text(opening(row["text"]), id=row["id"], published=row.get("published"))
        for row in rows
    ]


@pytest.fixture(scope="module")
def together(documents: list[Document]) -> dict[str, str]:
    """The lines by id, coded one after the other in one process."""
    lines = coded(documents, jobs=1)
    return dict(zip((d.id for d in documents), lines, strict=True))


def test_there_is_enough_in_the_records_to_differ(together: dict[str, str]) -> None:
    records = [json.loads(line) for line in together.values()]
    for name in ("mentions", "times", "places", "actors", "incidents", "claims"):
        assert sum(bool(record[name]) for record in records) > DOCUMENTS / 4, name


def test_in_another_order_by_two_processes(
    documents: list[Document], together: dict[str, str]
) -> None:
    shuffled = random.Random(7).sample(documents, len(documents))
    lines = coded(shuffled, jobs=2)
    differing = [d.id for d, line in zip(shuffled, lines, strict=True) if line != together[d.id]]
    assert not differing


def test_alone(documents: list[Document], together: dict[str, str]) -> None:
    for document in documents[:: DOCUMENTS // ALONE]:
        assert coded([document], jobs=1) == [together[document.id]]
