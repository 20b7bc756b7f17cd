"""A text in plain form for matching: same length, lower case, ASCII digits and punctuation."""

from __future__ import annotations

import sys
import unicodedata
from functools import cache


@cache
def _translation() -> dict[int, str]:
    """Every decimal digit to ASCII; typographic quotes, dashes and spaces to their plain form."""
    table = {
        code: str(unicodedata.digit(chr(code)))
        for code in range(0x80, sys.maxunicode + 1)
        if chr(code).isdecimal()
    }
    plain = {
        "'": "\u2018\u2019\u02bc\u2032\uff07",
        '"': "\u201c\u201d\u201e\u00ab\u00bb",
        "-": "\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d",
        ";": "\u2014\u2015",
        " ": "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f"
        "\u205f\u3000",
        ",": "\u066c\uff0c",
        ".": "\u066b\uff0e",
        "%": "\u066a\uff05",
        ">": "\u2265\uff1e",
        "<": "\u2264\uff1c",
    }
    for char, variants in plain.items():
        table.update(dict.fromkeys(map(ord, variants), char))
    return table


def plain(text: str) -> str:
    """`text` code point for code point, so that offsets agree; pure ASCII takes a shortcut."""
    if text.isascii():
        return text.lower()
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lower.translate(_translation())
