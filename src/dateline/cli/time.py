"""`dateline time "five months ago" --published 2017-03-08`: what a phrase means, and why."""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated

import typer


def time(
    text: Annotated[str, typer.Argument(help="A phrase or a whole text.")],
    published: Annotated[
        str | None,
        typer.Option(
            help="The day it was published, YYYY-MM-DD; without it relative times stay open."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Find the time expressions of a text and place them on the calendar."""
    from dateline.normalise.time import describe

    day = _day(published)
    for row in describe(text, day):
        if as_json:
            typer.echo(json.dumps(row, ensure_ascii=False))
            continue
        modifier = f", {row['modifier']}" if row["modifier"] else ""
        typer.echo(f"{row['text']}: {row['meaning']}")
        typer.echo(f"  {row['timex_type']} {row['value'] or '-'}{modifier}; {row['rule']}")
        if row["anchor"]:
            typer.echo(f"  counted from {row['anchor']}")


def _day(published: str | None) -> date | None:
    if published is None:
        return None
    try:
        return date.fromisoformat(published)
    except ValueError as error:
        raise typer.BadParameter(
            f"{published!r} is no day; write it as YYYY-MM-DD", param_hint="--published"
        ) from error
