"""What the commands that decide share: who decides, on what, and what is said afterwards."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from dateline.review import Proposal, Recorded
    from dateline.store import Store

Database = Annotated[str, typer.Argument(metavar="DB", show_default=False)]
Targets = Annotated[
    list[str],
    typer.Argument(metavar="ID...", help="Incidents, reports, claims, actors or documents."),
]
Author = Annotated[
    str | None,
    typer.Option(envvar="DATELINE_AUTHOR", help="Who decides; by default you on this machine."),
]
Reason = Annotated[str | None, typer.Option(help="Why.")]
Json = Annotated[bool, typer.Option("--json", help="JSON instead of lines.")]


def author_of(given: str | None) -> str:
    """Who decides: as given, or the user of this machine."""
    import getpass

    if given:
        return given
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name, as in some containers
        return "unknown"


def decide(
    database: str,
    action: str,
    ids: Sequence[str],
    *,
    author: str | None,
    as_json: bool,
    reason: str | None = None,
    new: Any = None,
) -> int:
    """Takes one action on every target, all or none, and says what was done."""
    from dateline.review import Proposal, kind_of
    from dateline.store import open_store

    with open_store(database) as store:
        with store.reading() as connection:
            kinds = [(one, kind_of(connection, one)) for one in ids]
        proposals = [Proposal(action, kind, one, new=new, reason=reason) for one, kind in kinds]
        return taken(store, proposals, author, as_json)


def taken(store: Store, proposals: Sequence[Proposal], author: str | None, as_json: bool) -> int:
    """Takes decisions down, brings the archive up to date with them, and says so."""
    from dateline.review import record

    return told(store, record(store, proposals, author_of(author)), as_json)


def told(store: Store, recorded: Recorded, as_json: bool) -> int:
    """Brings the archive up to date with what was decided, and says so."""
    from dateline.cli._progress import Progress
    from dateline.cli._reconciling import changes_line, reconciled
    from dateline.cli._terminal import INTERRUPTED, print_json, say

    number = len(recorded.ids)
    say(f"{number} decision{'s' * (number != 1)} taken down")
    if recorded.rejoin:
        with Progress() as progress:
            changes = reconciled(store, progress)
        if changes is None:
            say("interrupted: the decisions are kept; dateline reconcile DB puts them into effect")
            return INTERRUPTED
        say(changes_line(changes))
    if as_json:
        print_json(
            {
                "ids": list(recorded.ids),
                "batch": recorded.batch,
                "incidents": list(recorded.incidents),
            }
        )
    else:
        for identifier in recorded.ids:
            print(identifier)
    return 0


def settings(given: Sequence[str]) -> dict[str, Any]:
    """FIELD=VALUE pairs; a value that is JSON is read as such, another is text."""
    from dateline.review import DecisionError

    out: dict[str, Any] = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals or not name:
            raise DecisionError(
                f"not understood: {one[:80]!r}", "FIELD=VALUE", "such as killed_best=12"
            )
        try:
            out[name] = json.loads(value)
        except (ValueError, RecursionError):
            out[name] = value
    return out
