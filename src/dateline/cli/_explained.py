"""An explanation on the terminal: fields under each other, their words marked in the sentence."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from dateline.cli._terminal import harmless, out_console
from dateline.explain import Explanation, Field, Loser, Quote

_MARKED = "bold reverse"
_NAME_WIDTH = 18
_VALUE_LENGTH = 100
"""Of a value's text, where the sentence below has it whole."""


def print_explanation(explanation: Explanation) -> None:
    """Prints an explanation; words are marked by colour, or by »« where there is none."""
    console = out_console()
    _print_head(console, explanation)
    before: tuple[Quote, ...] = ()
    for told in explanation.fields:
        console.print(_headline(told), soft_wrap=not console.is_terminal)
        _print_indented(console, _origin_lines(told))
        if told.quotes and told.quotes == before:
            _print_indented(console, [Text("| the same words as above", style="dim")])
        else:
            _print_indented(console, [_quoted(q, explanation, console) for q in told.quotes])
        before = told.quotes or before
        _print_indented(console, [_lost(loser) for loser in told.lost])


def _print_head(console: Console, explanation: Explanation) -> None:
    document = explanation.document
    about = [document.title, document.outlet, document.published, document.url or document.source]
    lines = [
        (f"{explanation.kind} {explanation.id}", "bold"),
        ("; ".join(str(part) for part in about if part), "dim"),
        (f"coded by dateline {explanation.version or '?'}, {explanation.model or '?'}", "dim"),
    ]
    if document.metadata.get("synthetic") is True:
        lines.append(("synthetic text: invented for demonstration", "italic"))
    if explanation.note:
        lines.append((explanation.note, "italic"))
    for words, style in lines:
        console.print(Text(harmless(words), style=style), soft_wrap=not console.is_terminal)
    console.print()


def _headline(told: Field) -> Text:
    line = Text(harmless(told.name).ljust(_NAME_WIDTH), style="bold cyan")
    value = "none" if told.value is None else told.value
    if len(value) > _VALUE_LENGTH:
        value = f"{value[:_VALUE_LENGTH]}..."
    line.append(harmless(value), style="not bold default")
    if told.origin is not None:
        score = f"  {told.origin.score:.2f}" if told.origin.score is not None else ""
        line.append(harmless(f"{score}  {producer(told.origin.by)}"), style="not bold dim default")
    if told.inferred not in (None, "stated"):
        line.append(harmless(f"  {told.inferred}"), style="not bold yellow")
    return line


def producer(by: str) -> str:
    """An origin's `by` for people: `model:type` is the encoder's head for types."""
    kind, _, name = by.partition(":")
    words = {
        "model": f"encoder head {name}",
        "rule": f"rule {name}",
        "document": f"the document's {name}",
        "reviewer": f"reviewer {name}",
    }
    return words.get(kind, by)


def _origin_lines(told: Field) -> list[Text]:
    lines = [Text(harmless(f"{name}: {text}")) for name, text in told.details.items()]
    if told.origin is not None and told.origin.note and told.origin.note != "named":
        lines.insert(0, Text(harmless(told.origin.note)))
    return lines


def _quoted(quote: Quote, explanation: Explanation, console: Console) -> Text:
    """The sentence with its words marked; harmless text keeps every offset."""
    text = harmless(quote.text)
    whole = explanation.document.text
    out = Text("| ", style="default")
    if quote.start > 0 and not _ends_a_sentence(whole[max(0, quote.start - 2) : quote.start]):
        out.append("... ")
    at = 0
    for mark in quote.marks:
        start, end = mark.start - quote.start, mark.end - quote.start
        out.append(text[at:start])
        if console.color_system is None:
            out.append(f"»{text[start:end]}«")
        else:
            out.append(text[start:end], style=_MARKED)
        at = end
    out.append(text[at:])
    return out


def _ends_a_sentence(before: str) -> bool:
    return "\n" in before or before.strip()[-1:] in (".", "!", "?", '"', "”", ":", "")


def _lost(loser: Loser) -> Text:
    score = f" {loser.score:.2f}" if loser.score is not None else ""
    why = f" ({loser.why})" if loser.why else ""
    return Text(harmless(f"not: {loser.value}{score}{why}"), style="dim")


def _print_indented(console: Console, lines: list[Text]) -> None:
    """Lines under a field; one line each, however long, where no person looks."""
    for line in lines:
        if console.is_terminal:
            console.print(Padding(line, (0, 0, 0, 4), expand=False))
        else:
            console.print(Text("    ").append_text(line), soft_wrap=True)
