"""`dateline place "western Mosul, Iraq"`: where the places of a text lie, and why there."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline.cli._terminal import harmless, print_json

__all__ = ["place"]


def place(
    text: Annotated[str, typer.Argument(help="A name, an expression or a whole text.")],
    country: Annotated[
        list[str] | None,
        typer.Option(help="ISO code of a country the text is about; may be repeated."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="A JSON list with candidates.")] = False,
) -> None:
    """Find the places of a text: point, precision 1-7, country, and the candidates behind it."""
    from dataclasses import asdict

    from dateline.cli.gazetteer import teller
    from dateline.normalise.place import PlaceContext, find_places, open_gazetteer

    gazetteer = open_gazetteer(progress=teller())
    context = PlaceContext(actor_countries=[iso.upper() for iso in country or ()])
    values = find_places(text, gazetteer, context)
    if as_json:
        print_json([asdict(value) for value in values])
        return
    for value in values:
        if value.lat is None:
            typer.echo(f"{harmless(value.name)}: no place: {value.unresolved}")
        else:
            where = ", ".join(part for part in (value.admin1, value.country) if part)
            typer.echo(
                f"{harmless(value.name)}: {value.lat:.4f}, {value.lon:.4f}"
                f"{f' ({where})' if where else ''}; precision {value.precision}; {value.rule}"
            )
        for candidate in value.candidates:
            typer.echo(
                f"    {candidate.score:6.2f}  {harmless(candidate.name)}"
                f" {candidate.feature} {candidate.country or ''} {candidate.id}: {candidate.why}"
            )
