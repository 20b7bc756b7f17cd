"""`dateline number TEXT`: the numbers of a text, with their bounds and the rule behind each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from dateline.records import NumberValue


def number(
    text: Annotated[str, typer.Argument(help="The words to read; - reads standard input.")],
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON list instead of a table.")
    ] = False,
) -> int:
    """Find the quantities of a text: low, best and high, what is counted, and the rule used."""
    import sys
    from dataclasses import asdict

    from dateline.cli._terminal import print_json
    from dateline.normalise.number import find_numbers

    words = sys.stdin.read() if text == "-" else text
    found = find_numbers(words)
    if as_json:
        print_json([asdict(value) for value in found])
    elif found:
        _print_table(found)
    else:
        print("no quantity in these words (years, ages, dates, times and names are none)")
    return 0


def _print_table(found: tuple[NumberValue, ...]) -> None:
    from rich import box
    from rich.table import Table

    from dateline.cli._terminal import out_console, plain

    table = Table(box=box.SIMPLE_HEAD)
    for name in ("words", "low", "best", "high", "relation", "counted", "of whom", "unit", "rule"):
        bound = name in ("low", "best", "high")
        # On a narrow terminal the other columns give way: words and bounds stay whole.
        whole = bound or name in ("words", "rule")
        table.add_column(name, justify="right" if bound else "left", no_wrap=whole)
    for value in found:
        bounds = (_bound(value.low), _bound(value.best), _bound(value.high))
        told = (value.relation, _counted(value), value.noun, value.unit, value.rule)
        table.add_row(*(plain(cell) for cell in (value.text, *bounds, *told)))
    out_console().print(table)


def _bound(value: float | None) -> str:
    return "open" if value is None else f"{value:,.10g}"


def _counted(value: NumberValue) -> str:
    parts = [value.counted or ""]
    if value.direction:
        parts.append(value.direction)
    if value.base_date:
        parts.append(f"since {value.base_date}")
    if value.base_value is not None:
        parts.append(f"of {value.base_value:,.10g}")
    return " ".join(part for part in parts if part)
