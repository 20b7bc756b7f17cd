"""Codes annotated articles as a user would, without their annotations, and scores the records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.evaluate.gold.measure import score
from dateline.evaluate.gold.reader import annotated_file, read_annotated
from dateline.records import record_to_dict

if TYPE_CHECKING:
    from dateline.code import Coder
    from dateline.code.coder import Annotator


def run(data: Path, annotator: Annotator, part: str = "dev") -> dict[str, dict[str, float]]:
    """The rows of `score` for the whole path on `data`, a JSONL file or a folder with PART.jsonl.

    The settings are the defaults. Raises DatelineError where the data are absent or malformed.
    """
    from dateline import __version__
    from dateline.code import Coder
    from dateline.code.normalisers import load_normalisers
    from dateline.config import load_config

    gold = list(read_annotated(annotated_file(data, part)))
    settings = load_config()
    coder = Coder(annotator, load_normalisers(settings), settings.code, __version__)
    return score(gold, coded(gold, coder))


def coded(articles: Iterable[Mapping[str, Any]], coder: Coder) -> Iterator[dict[str, Any]]:
    """The coder's stand-off record of each article, made from its text and header alone.

    An article that a run would reject, blank or not in English, gives none.
    """
    from dateline.read import document_from_text

    for article in articles:
        if not article["text"].strip():
            continue
        # Field by field, so that nothing of the annotation can come along.
        document = document_from_text(
            article["text"],
            id=article["id"],
            title=article.get("title"),
            outlet=article.get("outlet"),
            published=article.get("published"),
            url=article.get("url"),
        )
        if document.language in (None, "en"):
            yield record_to_dict(coder(document))
