"""`dateline info`: what is installed, and which settings a run would use."""

from __future__ import annotations

import platform
from pathlib import Path
from typing import Annotated

import typer


def info(
    config: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Settings that differ from the defaults.")
    ] = None,
    defaults: Annotated[
        bool, typer.Option("--defaults", help="Print the commented default settings.")
    ] = False,
    json: Annotated[bool, typer.Option("--json")] = False,
) -> int:
    """Show version, settings and their hash; --defaults prints the file to start your own from."""
    from json import loads

    from dateline import __version__
    from dateline.cli._terminal import print_json
    from dateline.config import default_toml, load_config

    if defaults:
        print(default_toml(), end="")
        return 0
    settings = load_config(config)
    told = {
        "version": __version__,
        "python": platform.python_version(),
        "configuration_hash": settings.hash,
        "configuration": loads(settings.to_json()),
    }
    if json:
        print_json(told)
    else:
        for key in ("version", "python", "configuration_hash"):
            print(f"{key}: {told[key]}")
    return 0
