"""`dateline actors add|list|status`: the actor list and a user's additions to it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

actors = typer.Typer(no_args_is_help=True, help="The actor list: add to it, list it, its status.")


@actors.command("add")
def add(
    files: Annotated[
        list[Path],
        typer.Argument(help="CSV files: Dateline's own columns, UCDP actors or dyads, ACLED."),
    ],
) -> int:
    """Add actors from CSV files to your own list; the format is told by the columns."""
    from dateline.cli._terminal import FAILED, error_line, say
    from dateline.errors import DatelineError
    from dateline.normalise.actor import add_list

    failed = False
    for file in files:
        try:
            done = add_list(file)
        except DatelineError as error:
            error_line(error)
            failed = True
            continue
        say(
            f"{file}: {done.format} format: {done.added} added, {done.replaced} replaced, "
            f"{len(done.rejected)} left out; now in {done.path}"
        )
        for line, why in done.rejected[:5]:
            say(f"{file}: line {line}: {why}")
    return FAILED if failed else 0


@actors.command("list")
def list_(
    country: Annotated[
        str | None, typer.Option(help="Only actors active in this country (ISO code).")
    ] = None,
    own: Annotated[bool, typer.Option("--own", help="Only your own additions.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="A JSON list instead of a table.")
    ] = False,
) -> int:
    """List the actors that names are looked up in."""
    from rich import box
    from rich.table import Table

    from dateline.cli._terminal import out_console, plain, print_json
    from dateline.normalise.actor import load_actor_list, read_user_list

    entries = read_user_list() if own else list(load_actor_list().entries.values())
    code = (country or "").upper()
    chosen = [e for e in entries if not code or code in e.active]
    if as_json:
        print_json(
            [
                {
                    "id": e.id,
                    "name": e.name,
                    "type": e.type,
                    "kind": e.kind,
                    "country": e.country,
                    "active": sorted(e.active),
                    "start": e.start,
                    "end": e.end,
                    "aliases": e.aliases,
                    "parent": e.parent,
                    "enemies": sorted(e.enemies),
                    "source": e.source,
                }
                for e in chosen
            ]
        )
        return 0
    table = Table(box=box.SIMPLE_HEAD)
    for column in ("id", "name", "kind", "country", "years", "aliases"):
        table.add_column(column)
    for e in chosen:
        years = f"{e.start or ''}-{e.end or ''}" if e.start or e.end else ""
        cells = (e.id, e.name, e.kind, e.country, years, ", ".join(e.aliases[:4]))
        table.add_row(*(plain(cell) for cell in cells))
    out_console().print(table)
    return 0


@actors.command("status")
def status(
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object instead of lines.")
    ] = False,
) -> int:
    """Say how many actors are known, from where, and where your own list lies."""
    from dateline.cli._terminal import print_json
    from dateline.normalise.actor import load_actor_list, read_user_list, user_list_path

    package = load_actor_list(user=False).entries.values()
    generated = sum(e.source.startswith("generated") and ";" not in e.source for e in package)
    own = read_user_list()
    told = {
        "seed": len(package) - generated,
        "generated": generated,
        "own": len(own),
        "own_list": str(user_list_path()),
    }
    if as_json:
        print_json(told)
        return 0
    print(f"seed list: {told['seed']} actors; generated state actors: {generated}")
    print(f"your own list: {len(own)} actors ({told['own_list']})")
    return 0
