"""`dateline reconcile`: joins what the documents of an archive say, without coding any."""

from __future__ import annotations

from typing import Annotated

import typer


def reconcile(
    database: Annotated[str, typer.Argument(metavar="DB", show_default=False)],
    json: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
) -> int:
    """Bring families, actors and incidents up to date with the documents and the decisions."""
    from dateline.cli._progress import Progress
    from dateline.cli._reconciling import changes_line, reconciled
    from dateline.cli._terminal import INTERRUPTED, print_json, say
    from dateline.store import open_store

    with open_store(database) as store, Progress() as progress:
        changes = reconciled(store, progress)
    if changes is None:
        say("interrupted: the archive is as it was; the same command starts again")
        return INTERRUPTED
    if json:
        print_json(changes.to_dict())
    else:
        say(changes_line(changes))
    return 0
