"""`dateline show`: the archive on the terminal, each row with the sentence behind it."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

Table = Literal[
    "incidents",
    "reports",
    "claims",
    "sources",
    "tolls",
    "contradictions",
    "actors",
    "archive_actors",
    "relations",
    "documents",
    "rejects",
    "tombstones",
]


def show(
    database: Annotated[str, typer.Argument(metavar="DB", show_default=False)],
    table: Annotated[Table, typer.Argument(help="What to show.")] = "incidents",
    document: Annotated[
        str | None, typer.Option(metavar="ID", help="Only what this document says.")
    ] = None,
    limit: Annotated[
        int, typer.Option(min=0, metavar="N", help="Rows at most; 0 shows all.")
    ] = 200,
    json: Annotated[bool, typer.Option("--json", help="All rows as JSON.")] = False,
) -> int:
    """Show incidents across documents, reports, claims, sources, actors, documents and more."""
    from dateline.cli._tables import print_table
    from dateline.cli._terminal import error_line, print_json, say
    from dateline.export import not_joined, table_rows
    from dateline.store import open_store

    with open_store(database) as store, store.reading() as connection:
        if document is not None and table not in ("rejects", "tombstones"):
            found = next(table_rows(connection, "documents", document), None)
            if found is None:
                error_line(
                    f"no document {document!r}: {database}: "
                    f"dateline show {database} documents lists them"
                )
                return 1
        if table not in ("rejects", "tombstones") and (waiting := not_joined(connection)):
            say(f"{waiting} reports are in no incident yet: dateline reconcile {database}")
        rows = table_rows(connection, table, document)
        if json:
            print_json(list(rows))
        else:
            print_table(table, rows, limit)
    return 0
