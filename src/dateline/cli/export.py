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
            help="type=, status=, date=FROM..TO, country=, actor=, grade=, verdict=; != negates; "
            "may be repeated.",
        ),
    ] = None,
    changed_since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only what changed since then (UTC).")
    ] = None,
    public: Annotated[
        bool, typer.Option("--public", help="Without the names of private persons.")
    ] = False,
    by: Annotated[
        Literal["incident", "report"],
        typer.Option(help="What a row is: an incident of all documents, or a document's report."),
    ] = "incident",
    rejected: Annotated[
        bool, typer.Option("--rejected", help="With what reviewers rejected.")
    ] = False,
) -> int:
    """Export an archive in one format, with a sidecar that says what is in the files."""
    from dateline.cli._exporting import log_export
    from dateline.cli._terminal import say
    from dateline.export import export_archive, selection
    from dateline.store import open_store

    chosen = selection(where or (), changed_since, rejected)
    with open_store(database) as store:
        written = export_archive(store, format, output, chosen, public, by)
        log_export(store, format, output, written, chosen.told, public=public, by=by)
    for file in written:
        note = f" ({file.note})" if file.note else ""
        rows = "" if file.path.name.endswith(".about.json") else f"{file.rows} rows"
        say(f"{file.path}: {rows}{note}")
    return 0
