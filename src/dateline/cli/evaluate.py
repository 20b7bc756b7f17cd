"""`dateline evaluate NAME --data DIR`: how well the weights do on a public data set."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.status import Status

    from dateline.evaluate.benchmarks import Rows

_PLAIN_SECONDS = 10.0
_MOVING_SECONDS = 0.2


def _shipped(weights: Path | None) -> Any:
    from dateline.annotate import load_annotator

    return load_annotator(weights=weights)


load: Callable[[Path | None], Any] = _shipped
"""What makes the annotator; tests put another one here."""


def evaluate(
    name: Annotated[
        str, typer.Argument(help="gold, muc4, wikievents, ecbplus, ... (docs/evaluate.md).")
    ],
    data: Annotated[
        Path,
        typer.Option(
            metavar="DIR",
            help="The data set's folder, or the one that holds it.",
            show_default=False,
        ),
    ],
    part: Annotated[
        str | None,
        typer.Option(help="train, dev, test or all, as the data set has them; dev if not said."),
    ] = None,
    topics: Annotated[
        str | None,
        typer.Option(
            metavar="N-M", help="ecbplus, ecbplus-triggers: these topics, such as 36-45 or 1,3."
        ),
    ] = None,
    weights: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Weights instead of the installed ones.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
) -> int:
    """Measure the weights on a data set that you have: one row of figures a line."""
    from dateline.annotate import WeightsError
    from dateline.cli._terminal import print_json
    from dateline.evaluate.benchmarks import BENCHMARKS

    benchmark = BENCHMARKS.get(name)
    if benchmark is None:
        raise typer.BadParameter(f"no benchmark {name!r}; there are {', '.join(BENCHMARKS)}")
    if topics is not None:
        if not benchmark.takes_topics:
            raise typer.BadParameter(f"{name} has no topics; choose a part by --part")
        if part is not None:
            raise typer.BadParameter("give --part or --topics, not both")
    chosen = topics or part or "dev"
    try:
        annotator = load(weights)
        with _Counted(annotator) as counted:
            rows = benchmark.run(data, counted, chosen)
    except WeightsError as error:
        # Also raised while it runs: a head is loaded when a benchmark first asks for it.
        where = str(weights or "the installed weights")
        raise WeightsError(error.what, where, "name other weights by --weights") from error
    if json:
        print_json(
            {
                "benchmark": name,
                "data": str(data),
                "part": chosen,
                "model": annotator.model,
                "rows": rows,
            }
        )
    else:
        _print_rows(f"{name}, {chosen}, {annotator.model}", rows)
    return 0


class _Counted:
    """An annotator that says on stderr how often it was asked, so that no benchmark need to."""

    def __init__(self, annotator: Any) -> None:
        self._annotator = annotator
        self._calls = 0
        self._status: Status | None = None
        self._began = self._last = time.monotonic()

    def __enter__(self) -> _Counted:
        from dateline.cli._terminal import log_console

        if sys.stderr.isatty():
            self._status = log_console().status("reading the data")
            self._status.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._status:
            self._status.stop()

    def __call__(self, *given: Any, **named: Any) -> Any:
        return self._tell(self._annotator(*given, **named))

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._annotator, name)
        if not callable(value):
            return value
        return lambda *given, **named: self._tell(value(*given, **named))

    def _tell(self, result: Any) -> Any:
        from dateline.cli._terminal import say

        self._calls += 1
        now = time.monotonic()
        if now - self._last >= (_MOVING_SECONDS if self._status else _PLAIN_SECONDS):
            self._last = now
            line = f"{self._calls} texts, {self._calls / (now - self._began):.1f}/s"
            if self._status:
                self._status.update(line)
            else:
                say(line)
        return result


def _print_rows(title: str, rows: Rows) -> None:
    from rich import box
    from rich.table import Table

    from dateline.cli._terminal import out_console, plain

    columns = list(dict.fromkeys(column for row in rows.values() for column in row))
    table = Table(title=plain(title), title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("")
    for column in columns:
        table.add_column(column, justify="right", no_wrap=True)
    for name, row in rows.items():
        table.add_row(plain(name), *(_figure(row, column) for column in columns))
    out_console().print(table)


def _figure(row: Mapping[str, float], column: str) -> str:
    value = row.get(column)
    if value is None:
        return ""
    return str(value) if isinstance(value, int) else f"{value:.3f}"
