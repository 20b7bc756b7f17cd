"""Annotated articles on disk: JSON lines in the codebook's stand-off format."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.evaluate.files import DataError, lines_of


def annotated_file(data: Path, part: str = "dev") -> Path:
    """`data` itself, or `PART.jsonl` in the folder `data`. Raises DataError if absent."""
    path = data / f"{part}.jsonl" if data.is_dir() else data
    if not path.is_file():
        raise DataError(
            "no annotated articles",
            str(path),
            f"name a JSONL file of annotated articles, or a folder that holds {part}.jsonl",
        )
    return path


def read_annotated(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSONL file, line by line; blank lines are passed over.

    Raises DataError where the file cannot be read and, naming the line, for what is no JSON
    object.
    """
    for number, line in enumerate(lines_of(path), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise DataError("not JSON", f"{path}:{number}", f"correct the line: {error}") from error
        if not isinstance(value, dict):
            raise DataError(
                f"a JSON {type(value).__name__}, not an annotated article",
                f"{path}:{number}",
                "give one JSON object a line",
            )
        yield value
