"""Trigger words of MUC-4 incidents, annotated by others on the same texts (DyGIE++ form).

One document a line with `doc_key`, tokenised `sentences` and `evt_triggers` (first and last
token of the document, type). The file's texts keep the header and the quotation marks that the
five-role form leaves out, so the two are laid against each other by letters and digits alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.evaluate.files import DataError, lines_of
from dateline.evaluate.muc4._read import MucText
from dateline.records import Span


@dataclass(frozen=True, slots=True)
class MucTrigger:
    """The words that tell an incident, with its type."""

    span: Span
    incident_type: str


def read_muc4_triggers(
    path: Path, texts: Sequence[MucText]
) -> Mapping[str, tuple[MucTrigger, ...]]:
    """Each document's triggers as spans of its text, in text order, by document.

    Documents that are not among `texts` are left out, and so are those whose words differ from
    their text's; a document without triggers has an empty entry. A trigger listed for several
    incidents of one type comes once.

    Raises DataError naming file and line where the file is missing or not as the format says.
    """
    by_id = {text.id: text.text for text in texts}
    out: dict[str, tuple[MucTrigger, ...]] = {}
    for number, line in enumerate(lines_of(path), 1):
        if not line.strip():
            continue
        try:
            row: Any = json.loads(line)
            if isinstance(row, str):  # the file as distributed quotes each object once more
                row = json.loads(row)
            text = by_id.get(row["doc_key"])
            if text is None:
                continue
            tokens = [str(token) for sentence in row["sentences"] for token in sentence]
            places = token_places(text, tokens)
            if places is None:
                continue
            found = set()
            for first, last, labels in row["evt_triggers"]:
                known = [span for span in places[first : last + 1] if span is not None]
                if known:
                    span = Span(known[0].start, known[-1].end)
                    found.add((span, str(labels[0][0])))
            out[row["doc_key"]] = tuple(MucTrigger(*row) for row in sorted(found))
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise DataError(
                f"not a document with triggers ({type(error).__name__}: {error})",
                f"{path}, line {number}",
                "use the file as distributed",
            ) from error
    return out


def token_places(text: str, tokens: Sequence[str]) -> list[Span | None] | None:
    """Each token's place in `text`, None for those before its start and those without letters or
    digits; None altogether where the text's letters and digits are not the tokens' last ones."""
    here = [at for at, letter in enumerate(text) if letter.isalnum()]
    there = [(k, letter) for k, token in enumerate(tokens) for letter in token if letter.isalnum()]
    ahead = len(there) - len(here)
    if ahead < 0 or any(
        text[at] != letter for at, (_, letter) in zip(here, there[ahead:], strict=True)
    ):
        return None
    out: list[Span | None] = [None] * len(tokens)
    for at, (k, _) in zip(here, there[ahead:], strict=True):
        before = out[k]
        out[k] = Span(at if before is None else before.start, at + 1)
    return out
