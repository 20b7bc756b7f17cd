"""`dateline import`: an exported archive as a database again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, TextIO

import typer


def import_(
    database: Annotated[
        str, typer.Argument(metavar="NEW-DB", help="A new, empty database.", show_default=False)
    ],
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="archive.jsonl of an export, or its folder.", show_default=False
        ),
    ],
) -> int:
    """Make the archive again that `dateline export DB --format jsonl` wrote."""
    from dateline.cli._terminal import say
    from dateline.errors import DatelineError
    from dateline.store import open_store
    from dateline.store.whole import import_archive

    path = file / "archive.jsonl" if file.is_dir() else file
    try:
        with (
            path.open(encoding="utf-8", newline="\n") as lines,
            open_store(database, create=True) as store,
        ):
            counts = import_archive(store, _bounded(lines, path), str(path))
    except UnicodeDecodeError as error:
        raise DatelineError(
            "archive file is damaged (not UTF-8)", str(path), "export it again"
        ) from error
    except OSError as error:
        raise DatelineError(
            "archive file not readable", str(path), error.strerror or "check the path"
        ) from error
    told = ", ".join(
        f"{counts.get(table, 0)} {name}"
        for table, name in (
            ("documents", "documents"),
            ("families", "families"),
            ("incidents", "incidents"),
            ("decisions", "decisions"),
        )
    )
    say(f"{database}: {told}")
    return 0


def _bounded(lines: TextIO, path: Path) -> Iterator[str]:
    """The lines of a file; none is read beyond what the longest line may be."""
    from dateline.errors import DatelineError
    from dateline.store.whole import LONGEST_LINE

    while line := lines.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise DatelineError("archive file is damaged (a line too long)", str(path), "export it")
        yield line
