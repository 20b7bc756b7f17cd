"""Parquet: one typed file a table, through DuckDB (`pip install 'dateline[parquet]'`)."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

_TYPES = {"integer": "BIGINT", "real": "DOUBLE", "day": "DATE", "text": "VARCHAR"}


def write_parquet(
    path: Path, columns: Sequence[tuple[str, str]], rows: Iterable[Mapping[str, Any]]
) -> int:
    """Writes the rows with typed columns (name and kind, of `column_kinds`); how many.

    One thread, so that the same rows give the same bytes. Raises ImportError without DuckDB.
    """
    import duckdb

    count = 0
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        lines = Path(folder) / "rows.jsonl"
        with lines.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
            for row in rows:
                line = {name: row.get(name) for name, _ in columns}
                file.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")
                count += 1
        options: dict[str, str | bool | int | float | list[str]] = {
            "threads": 1,
            "autoinstall_known_extensions": False,
        }
        with duckdb.connect(config=options) as connection:
            connection.read_json(
                str(lines),
                columns={name: _TYPES[kind] for name, kind in columns},
                format="newline_delimited",
                maximum_object_size=256 * 2**20,
            ).write_parquet(str(path), compression="zstd")
    return count
