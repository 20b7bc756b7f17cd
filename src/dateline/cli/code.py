"""`dateline code`: files in, records into a database or onto stdout."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...", help="Files, folders, globs, or - for stdin.", show_default=False
    ),
]


class Device(StrEnum):
    CPU = "cpu"
    CUDA = "cuda"


def code(
    paths: Paths,
    into: Annotated[
        str | None,
        typer.Option("--into", metavar="DB", help="Database: a file, or a postgresql:// URL."),
    ] = None,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Write each document's record to stdout.")
    ] = False,
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Publication date of documents that give none."),
    ] = None,
    outlet: Annotated[
        str | None, typer.Option(metavar="NAME", help="Outlet of documents that give none.")
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(metavar="FIELD=NAME", help="Column that holds a field: --column text=body."),
    ] = None,
    jobs: Annotated[
        int, typer.Option(min=0, metavar="N", help="Processes; 0 is one for each core.")
    ] = 0,
    device: Annotated[
        Device, typer.Option(help="What the encoder runs on; cuda is an NVIDIA GPU.")
    ] = Device.CPU,
    config: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Settings that differ from the defaults.")
    ] = None,
    reconcile: Annotated[
        bool,
        typer.Option(
            "--reconcile/--no-reconcile", help="Join the reports of all documents at the end."
        ),
    ] = True,
    json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> int:
    """Code articles: HTML, WARC, WACZ, RSS/Atom, JSONL, CSV or text, into incidents and claims."""
    if into is None and not jsonl:
        raise typer.BadParameter("give --into DB, or --jsonl for records on stdout")
    if json and jsonl:
        raise typer.BadParameter("--jsonl fills stdout with records; leave --json out")
    from dateline.cli._coding import CodingRequest, run_coding

    return run_coding(
        CodingRequest(
            paths=tuple(paths),
            into=into,
            jsonl=jsonl,
            published=published,
            outlet=outlet,
            columns=_columns(column or []),
            jobs=jobs,
            device=device.value,
            config=config,
            reconcile=reconcile,
            json=json,
        )
    )


def _columns(pairs: list[str]) -> dict[str, str]:
    columns = {}
    for pair in pairs:
        field, equals, name = pair.partition("=")
        if not (field and equals and name):
            raise typer.BadParameter(f"--column takes FIELD=NAME, such as text=body, not {pair!r}")
        columns[field] = name
    return columns
