"""What commands share on the terminal: errors in one line, harmless text, two streams."""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

CODED, FAILED, WRONG_USAGE, ALL_REJECTED, INTERRUPTED = 0, 1, 2, 3, 130
"""Exit codes, as docs/cli.md lists them."""


def harmless(text: str) -> str:
    """`text` on one line, without what could move the cursor, colour or reorder a terminal.

    Control characters, escape sequences' starts and direction overrides become `\\ufffd`.
    """
    out = []
    for character in text:
        category = unicodedata.category(character)
        if character in "\t\n\r\x0b\x0c\x85\u2028\u2029":
            out.append(" ")
        elif category in ("Cc", "Cs") or (category == "Cf" and character not in _KEPT):
            out.append("\ufffd")
        else:
            out.append(character)
    return "".join(out)


_KEPT = "\u200c\u200d\u00ad"
"""Format characters that words need (joiners of Persian and Indic scripts, emoji; soft hyphen)."""


def out_console() -> Console:
    """The console for results; wide where nobody looks, so that nothing is cut."""
    from rich.console import Console

    watched = sys.stdout.isatty() or "COLUMNS" in os.environ
    return Console(highlight=False, width=None if watched else 200)


def log_console() -> Console:
    """The console for what is said about the work: stderr."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, soft_wrap=True)


def plain(text: object) -> Text:
    """`text` for a table: harmless, and without markup of any kind."""
    from rich.text import Text

    return Text("" if text is None else harmless(str(text)))


def say(line: str) -> None:
    """One harmless line on stderr."""
    print(harmless(line), file=sys.stderr, flush=True)


def error_line(error: object) -> None:
    say(f"error: {error}")


def print_json(value: Any) -> None:
    """`value` as JSON on stdout; ASCII, so that no terminal is moved by it."""
    print(json.dumps(value, indent=1, ensure_ascii=True))
