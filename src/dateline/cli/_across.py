"""An incident across documents on the terminal: whence its values are, and its reports."""

from __future__ import annotations

from rich.padding import Padding
from rich.text import Text

from dateline.cli._terminal import harmless, out_console
from dateline.explain.across import Across, FigureTold, ReportJoined

_NAME_WIDTH = 22
_WORDS = 160
"""Code points of an article's words in a line."""


def print_across(across: Across, database: str) -> None:
    """Prints values with the report of each, tolls, contradictions, and what to explain next."""
    _line(f"incident {across.id}", "bold")
    _line(
        f"{across.documents} documents in {across.families} families, "
        f"{across.sources} independent sources; {across.document or '?'} tells it best:",
        "dim",
    )
    _line(f"| {_short(across.words)}")
    _line("")
    for value in across.values:
        _field(value.name, f"{value.value}{_from(value.report)}")
    for toll in across.tolls:
        side = "" if toll.of == "total" else f" ({toll.of})"
        _field(f"{toll.what}{side}", f"{toll.value}  rule {toll.rule}: {toll.means}")
        for figure in toll.figures if toll.of == "total" else ():
            _line(_figure(figure), "" if figure.counted else "dim", 4)
    for told in across.contradictions:
        _field("contradiction", told.note)
        for party in told.sides:
            who = f"{party.speaker}: " if party.speaker else ""
            _line(f"| {who}{_short(party.words)}{_from(party.report)}", "", 4)
    for report in across.reports:
        _field("report", _report(report))
    _line("")
    for report in across.reports:
        _line(f"dateline explain {database} --incident {report.report}", "dim")


def _figure(told: FigureTold) -> str:
    who = told.speaker or "the outlet itself"
    counted = told.kind if told.counted else f"{told.kind}, not counted"
    day = f", {told.published}" if told.published else ""
    return (
        f"{told.figure}  “{_short(told.words)}” of {told.of}; {who}, source {told.source}{day};"
        f" {counted}{_from(told.report)}"
    )


def _report(told: ReportJoined) -> str:
    if told.joined_to is None:
        return f"{told.report}  {told.why or 'alone'}"
    score = f" {told.score:.2f}" if told.score is not None else ""
    return f"{told.report}  like {told.joined_to}{score} ({told.by}): {told.why}"


def _from(report: str | None) -> str:
    return f"  from {report}" if report else ""


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _WORDS else f"{words[:_WORDS]}..."


def _field(name: str, value: str) -> None:
    text = Text(harmless(name).ljust(_NAME_WIDTH), style="bold cyan")
    _print(text.append(harmless(value), style="not bold default"))


def _line(words: str, style: str = "", indent: int = 0) -> None:
    _print(Text(harmless(words), style=style), indent)


def _print(text: Text, indent: int = 0) -> None:
    console = out_console()
    if console.is_terminal:
        console.print(Padding(text, (0, 0, 0, indent), expand=False))
    else:
        console.print(Text(" " * indent).append_text(text), soft_wrap=True)
