"""`dateline actor NAME`: the actors of the list that a name may mean, in a context."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from datetime import date

    from dateline.records import ActorCandidate


def actor(
    name: Annotated[str, typer.Argument(help="A name, an acronym or an alias.")],
    country: Annotated[
        list[str] | None,
        typer.Option(help="ISO code of a country that the report is about; may be repeated."),
    ] = None,
    published: Annotated[
        str | None, typer.Option(help="Date of the report, YYYY-MM-DD or YYYY.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object instead of a table.")
    ] = False,
) -> int:
    """Show which actors of the list a name may mean; one is picked only where the context says."""
    from dataclasses import asdict

    from dateline.cli._terminal import WRONG_USAGE, error_line, print_json
    from dateline.normalise.actor import find_actor, load_actor_list

    day = _date(published)
    if published and day is None:
        error_line(f"--published {published}: no date: give YYYY-MM-DD or YYYY")
        return WRONG_USAGE
    actors = load_actor_list()
    seed, candidates = find_actor(name, countries=country or (), published=day, actor_list=actors)
    if as_json:
        print_json({"name": name, "seed": seed, "candidates": [asdict(c) for c in candidates]})
    elif candidates:
        _print_table(seed, candidates)
        if seed is None:
            print("not decided: give --country or --published, or keep all candidates")
    else:
        print("not in the actor list (add lists with `dateline actors add FILE.csv`)")
    return 0


def _date(text: str | None) -> date | None:
    from datetime import date

    if not text:
        return None
    try:
        return date(int(text), 7, 1) if text.isdecimal() else date.fromisoformat(text)
    except ValueError:
        return None


def _print_table(seed: str | None, candidates: tuple[ActorCandidate, ...]) -> None:
    from rich import box
    from rich.table import Table

    from dateline.cli._terminal import out_console, plain
    from dateline.codebook import ACTOR_KINDS

    table = Table(box=box.SIMPLE_HEAD)
    for column in ("", "id", "name", "kind", "country", "score", "why"):
        table.add_column(column, justify="right" if column == "score" else "left")
    for c in candidates:
        kind = f"{c.kind} {ACTOR_KINDS[c.kind]}"
        cells = ("*" if c.id == seed else "", c.id, c.name, kind, c.country, c.score, c.why)
        table.add_row(*(plain(cell) for cell in cells))
    out_console().print(table)
