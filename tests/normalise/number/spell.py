"""Numbers spelled out in English, to test reading them back."""

from __future__ import annotations

_SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
_TENS = (
    *("zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty"),
    "ninety",
)
_SCALES = ((10**9, "billion"), (10**6, "million"), (10**3, "thousand"))


def spell(value: int, joined: bool = True) -> str:
    """The British words for 1..10^12; `joined` puts "and" after the hundreds."""
    parts: list[str] = []
    for scale, name in _SCALES:
        if value >= scale:
            parts.append(f"{_below_thousand(value // scale, joined)} {name}")
            value %= scale
    if value:
        words = _below_thousand(value, joined)
        parts.append(f"and {words}" if parts and joined and value < 100 else words)
    return " ".join(parts)


def _below_thousand(value: int, joined: bool) -> str:
    parts: list[str] = []
    if value >= 100:
        parts.append(f"{_SMALL[value // 100]} hundred")
        value %= 100
    if value:
        words = _SMALL[value] if value < 20 else _TENS[value // 10]
        if value >= 20 and value % 10:
            words += f"-{_SMALL[value % 10]}"
        parts.append(f"and {words}" if parts and joined else words)
    return " ".join(parts)
