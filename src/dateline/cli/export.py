"""`dateline export`: the archive as files for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer


def export(
    database: Annotated[str, typer.Argument(metavar="DB", show_default=False)],
    format: Annotated[
        Literal[
            "csv", "jsonl", "geojson", "xlsx", "parquet", "acled", "ged", "plover", "hxl", "ftm"
        ],
        typer.Option("--format", "-f", help="jsonl is the stand-off format of the codebook."),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Folder; made if missing.")
    ],
    where: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FILTER",
            help="type=, status=, date=FROM..TO, country=, actor=; != negates; may be repeated.",
        ),
    ] = None,
    changed_since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only what was coded since then (UTC).")
    ] = None,
    public: Annotated[
        bool, typer.Option("--public", help="Without the names of private persons.")
    ] = False,
) -> int:
    """Export an archive in one format, with a sidecar that says what is in the files."""
    from dateline.cli._terminal import say
    from dateline.export import export_archive, selection
    from dateline.store import open_store

    chosen = selection(where or (), changed_since)
    with open_store(database) as store:
        for file in export_archive(store, format, output, chosen, public):
            note = f" ({file.note})" if file.note else ""
            rows = "" if file.path.name.endswith(".about.json") else f"{file.rows} rows"
            say(f"{file.path}: {rows}{note}")
    return 0
