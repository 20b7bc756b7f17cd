"""`dateline demo`: codes the bundled archive and shows what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

_ROWS = 30
"""Incidents shown: enough to see what a row is, few enough to read."""

_FORMATS = ("csv", "jsonl", "geojson", "xlsx")
"""What the demo exports: what can be opened without other packages than Dateline's own."""


def demo(
    into: Annotated[
        Path, typer.Option(metavar="DIR", help="Folder for the database and the exports.")
    ] = Path("dateline-demo"),
    jobs: Annotated[int, typer.Option(min=0, metavar="N", help="Processes.")] = 0,
) -> int:
    """Code the bundled archive of synthetic articles, show its incidents and export them."""
    from importlib.resources import as_file, files

    from dateline.cli._coding import CodingRequest, run_coding
    from dateline.cli._tables import print_table
    from dateline.cli._terminal import out_console
    from dateline.errors import DatelineError
    from dateline.export import export_archive, table_rows
    from dateline.store import open_store

    archive = files("dateline").joinpath("demo", "archive")
    if not archive.is_dir():
        raise DatelineError(
            "the demo archive is missing", str(archive), "install Dateline again from its package"
        )
    database = into / "demo.db"
    console = out_console()
    console.print(
        "The demo reads synthetic texts: invented for this purpose, about places that exist.",
        markup=False,
    )
    with as_file(archive) as folder:
        request = CodingRequest(
            paths=(str(folder),), into=str(database), jobs=jobs, demo=folder, guide=False
        )
        result = run_coding(request)
    if result != 0:
        return result
    with open_store(str(database)) as store:
        with store.reading() as connection:
            print_table("incidents", table_rows(connection, "incidents"), _ROWS)
        exports = into / "exports"
        for format in _FORMATS:
            export_archive(store, format, exports)
    for line in (
        "synthetic texts: none of this happened",
        "each row is an incident: what all documents together say of it",
        "docs/fam./sources: documents, families of copies, independent sources; ! they disagree",
        f"database: {database}",
        f"exports:  {exports}",
        "next:",
        f"  dateline show {database} --limit 0",
        f"  dateline show {database} reports",
        f"  dateline show {database} claims",
        f"  dateline show {database} documents",
        f"  dateline serve {database} --open",
        "  dateline code YOUR-ARTICLES --into archive.db",
    ):
        console.print(line, markup=False, soft_wrap=True)
    return 0
