"""Tokens set as print sets them: "U . S . - led" becomes "U.S.-led", with each token's place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.records import Span

_CLOSING = frozenset(".,;:!?)]}%…”")
_OPENING = frozenset("([{“‘$£€#@")
_JOINING = frozenset("-/‑")
_ENDINGS = frozenset({"s", "t", "re", "ve", "ll", "d", "m", "S", "T"})
_INITIAL = re.compile(r"[A-Za-z]")
_DIGITS = re.compile(r"\d+")


def set_tokens(tokens: Sequence[str]) -> tuple[str, tuple[Span, ...]]:
    """The text and each token's span in it.

    Space is left out before closing marks and after opening ones, around hyphens and slashes,
    within contractions, initials ("U.S.", "p.m.") and numbers ("1,800", "10:30"); straight
    quotation marks open and close in turn. White space within a token becomes one space, an
    empty token a full stop's width of its own ("_"), so that each token has a span.
    """
    parts: list[str] = []
    spans: list[Span] = []
    length = 0
    quoted = False
    tight = True
    for i, raw in enumerate(tokens):
        token = " ".join(raw.split()) or "_"
        before = tokens[i - 1] if i else ""
        after = tokens[i + 1] if i + 1 < len(tokens) else ""
        near = far = False  # does the token stick to the one before, to the one after
        if token == '"':
            near, far = quoted, not quoted
            quoted = not quoted
        elif token in ("'", "’"):
            near = token == "’" or after in _ENDINGS or before.endswith(("s", "S"))
            far = after in _ENDINGS or not near
        elif token in _JOINING:
            near = far = bool(before[-1:].isalnum() and after[:1].isalnum()) or (
                before == "." and after[:1].isalnum()
            )
        else:
            near, far = token in _CLOSING, token in _OPENING
            if token == "." and after:
                far = bool(
                    (_INITIAL.fullmatch(before) and _INITIAL.fullmatch(after))
                    or (_DIGITS.fullmatch(before) and _DIGITS.fullmatch(after))
                )
            elif token == ",":
                far = bool(_DIGITS.fullmatch(before) and re.fullmatch(r"\d{3}", after))
            elif token == ":":
                far = bool(_DIGITS.fullmatch(before) and re.fullmatch(r"\d{2}", after))
        if not (tight or near):
            parts.append(" ")
            length += 1
        spans.append(Span(length, length + len(token)))
        parts.append(token)
        length += len(token)
        tight = far
    return "".join(parts), tuple(spans)
