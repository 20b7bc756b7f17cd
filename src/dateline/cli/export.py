"""`dateline export`: the archive as files for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer


def export(
    database: Annotated[str, typer.Argument(metavar="DB", show_default=False)],
    format: Annotated[
        Literal["csv", "jsonl", "geojson"],
        typer.Option("--format", "-f", help="jsonl is the stand-off format of the codebook."),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Folder; made if missing.")
    ],
) -> int:
    """Export an archive: csv (one file a table), jsonl (records), geojson (incidents)."""
    from dateline.cli._terminal import say
    from dateline.export import export_archive
    from dateline.store import open_store

    with open_store(database) as store:
        for file in export_archive(store, format, output):
            note = f" ({file.note})" if file.note else ""
            say(f"{file.path}: {file.rows} rows{note}")
    return 0
