"""Why two incidents are two, or two reports one, on the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from dateline.cli._terminal import harmless, out_console
from dateline.explain.why import Why
from dateline.reconcile.incidents.why import FeatureWhy, PairWhy

_FEATURES = 18
"""Features of the likeliest pair that are printed; the rest weigh next to nothing."""

_OTHERS = 8
"""Further pairs that are printed, one line each."""

_WORDS = 90
"""Code points of a report's words in a line."""


def print_why(why: Why) -> None:
    """Prints what decided, then the likeliest pair feature by feature, then other pairs."""
    console = out_console()
    _line(console, f"{why.a} and {why.b}: {why.outcome}", "bold")
    _line(console, why.because)
    _line(
        console,
        f"mean of {len(why.pairs)} pairs of reports {why.mean:+.2f}, threshold {why.threshold:+.2f}"
        f" (log-odds, {why.model}; pairs that nothing speaks for count {why.unlike:+.2f})",
        "dim",
    )
    for reviewed in why.reviewed:
        by = f" ({reviewed.decision})" if reviewed.decision else ""
        _line(console, f"a reviewer: {reviewed.a} and {reviewed.b} {reviewed.kind}{by}", "yellow")
    for document in why.same_documents:
        _line(console, f"{document} tells both, as two incidents", "yellow")
    if why.pairs:
        _print_pair(console, why.pairs[0])
    for pair in why.pairs[1 : _OTHERS + 1]:
        _line(console, f"{_head(pair)}", "dim")
    if len(why.pairs) > _OTHERS + 1:
        _line(console, f"and {len(why.pairs) - _OTHERS - 1} more pairs", "dim")


def _print_pair(console: Console, pair: PairWhy) -> None:
    console.print()
    _line(console, _head(pair), "bold cyan")
    for feature in pair.features[:_FEATURES]:
        if feature.weight:
            _line(console, f"{feature.weight:+6.2f}  {feature.name}: {feature.state}")
            for words in _words(feature):
                _line(console, words, "dim", 12)
    _line(console, f"{pair.bias:+6.2f}  to begin with: most pairs are of two incidents")
    console.print()


def _head(pair: PairWhy) -> str:
    refused = f"; {pair.refused}" if pair.refused else ""
    compared = "" if pair.compared else "; not compared: nothing in common to look for it"
    return f"{pair.a} and {pair.b}  {pair.score:+.2f} ({pair.probability:.2f}){refused}{compared}"


def _words(feature: FeatureWhy) -> list[str]:
    told = [words for words in (feature.a, feature.b) if words]
    if len(told) == 2 and told[0] == told[1]:
        told = told[:1]
    return [words if len(words) <= _WORDS else f"{words[:_WORDS]}..." for words in told]


def _line(console: Console, words: str, style: str = "", indent: int = 0) -> None:
    text = Text(harmless(words.replace("\n", " ")), style=style)
    if console.is_terminal:
        console.print(Padding(text, (0, 0, 0, indent), expand=False))
    else:
        console.print(Text(" " * indent).append_text(text), soft_wrap=True)
