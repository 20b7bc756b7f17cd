"""Heads: the digits and number words of a text, found in one pass and read as values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline.normalise.number._tables import FRACTIONS, SCALES, SMALL, SUFFIXES, TENS, UNITS_1_9


def _spaced(pattern: str) -> str:
    """The pattern with its spaces spelled out, for use in a verbose expression."""
    return pattern.replace(" ", r"\x20")


def _alternatives(words: Iterable[str]) -> str:
    """The words as alternatives of an expression, longest first."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


_SCALE = "|".join(word for word in SCALES if word != "dozen")
_SMALL = (
    rf"(?:(?:{'|'.join(TENS)})(?:[ -](?:{'|'.join(UNITS_1_9)})(?![a-z0-9]))?"
    rf"|{_alternatives(word for word in SMALL if word not in TENS)})(?![a-z0-9])"
)
_HUNDREDS = (
    rf"(?:{_SMALL}(?:[ -]hundred(?![a-z0-9])(?:(?: and|-and)?[ -]{_SMALL})?)?"
    rf"|hundred(?![a-z0-9])(?:(?: and)? {_SMALL})?)"
)
_WORD_NUMBER = (
    rf"(?:{_HUNDREDS}|(?:{_SCALE}|dozen)(?![a-z0-9]))"
    rf"(?:(?: and a half)?(?:[ -](?:{_SCALE}|dozen)(?![a-z0-9])){{1,3}}"
    rf"(?:(?:,? and |,? )(?:{_HUNDREDS})(?:[ -](?:{_SCALE})(?![a-z0-9])){{1,2}}){{0,4}}"
    rf"(?:(?:,? and | ){_HUNDREDS})?)?"
)
_FRACTION_WORDS = _alternatives(word for word in FRACTIONS if word != "half")
_ROUND = "million|billion|dozen|hundred|thousand"
_NUMERAL = "one|two|three|four|five|six|seven|eight|nine"
# Grouped digits first, so that "1 200" is not read as "1" and "200".
_DIGITS = (
    r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]{1,3}(?:\.[0-9]{3})+(?![0-9])"
    r"|[0-9]{1,3}(?: [0-9]{3})+(?![0-9])|[0-9]{1,3}(?:'[0-9]{3})+(?![0-9])"
    r"|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?![0-9])|[0-9]+)(?:[.,][0-9]+)?"
)
_HEAD = re.compile(
    rf"""(?<![a-z0-9_])(?:
      (?:(?:[kut]?sh|kshs|rs|n)(?=[0-9]))?(?P<digits>{_spaced(_DIGITS)}
        (?:[ -]?(?:hundred|{_SCALE}|dozen)(?![a-z0-9])|(?:{"|".join(SUFFIXES)})(?![a-z0-9])){{0,3}})
    | (?P<fraction>(?:half|(?:an?[ ])?majority(?=[ ]of)|most(?=[ ]of))
        (?![a-z-])(?![ ]a[ ](?:{_ROUND}))
        |(?!two[ -]quarters)(?:an?|(?:{_NUMERAL}))[ -](?:{_FRACTION_WORDS})(?![a-z0-9]))
    | (?P<half_scale>half(?:[ ]an?|-an?)[ ](?:{_ROUND})(?![a-z0-9]))
    | (?P<vague>(?:tens|hundreds|dozens|thousands|millions|billions|scores)
        (?:[ ]of[ ](?:thousands|millions|billions|dozens))?(?![a-z0-9])
        |(?:several|an?[ ]few|an?[ ]couple(?:[ ]of(?=[ ](?:{_ROUND})))?|an?[ ]handful)
        (?:[ ](?:{_ROUND}|lakh|crore)(?![a-z0-9])){{0,2}}(?![a-z0-9])
        |an?[ ]score(?=[ ]of))
    | (?P<pair>an?[ ]pair(?=[ ]of[ ]))
    | (?P<zero>no[ -]one|nobody|none|neither|both|zero|no)(?![a-z-])
    | (?P<words>{_spaced(_WORD_NUMBER)})
    )""",
    re.VERBOSE,
)
_SEPARATED = re.compile(r"([,.' ])[0-9]{3}(?![0-9])")
_SPLIT = re.compile(r"[ -]+")


@dataclass(slots=True)
class Head:
    """One number as written, without modifiers. `value` is None for a vague word.

    `kind` is digits, words, fraction, half_scale, vague or zero. `scaled` says that a word or
    letter for thousand, million ... is part of it. `decimal` that it has a fraction part.
    """

    start: int
    end: int
    kind: str
    value: float
    scaled: bool = False
    decimal: bool = False
    grouped: bool = False
    factor: int = 1
    grouped_by_stop: bool = False


def scan(plain: str) -> Iterator[Head]:
    """All heads of a plain text (see `_plain`), in order, refusals not yet applied."""
    for match in _HEAD.finditer(plain):
        kind = match.lastgroup or ""
        start, end = match.span(kind)
        words = match.group(kind)
        if kind == "pair":
            yield Head(start, end, "words", 2.0)
        elif kind == "digits":
            yield _read_digits(words, start, end)
        elif kind == "words":
            factor = _trailing_scale(words)
            yield Head(start, end, kind, read_words(words), factor > 1, factor=factor)
        else:
            yield Head(start, end, kind, 0.0)


SCALE_WORDS = ("hundred", *SCALES)


def _trailing_scale(words: str) -> int:
    factor = 1
    for word in reversed(_SPLIT.split(words)):
        scale = 100 if word == "hundred" else SCALES.get(word)
        if scale is None:
            break
        factor *= scale
    return factor


def _read_digits(words: str, start: int, end: int) -> Head:
    number = words
    factor = 1
    scaled = False
    while number and not number[-1].isdigit():
        for suffix, scale in _FACTORS:
            if number.endswith(suffix):
                factor *= scale
                number = number[: -len(suffix)].rstrip(" -")
                scaled = True
                break
        else:
            break
    # Only a scale word or a percentage makes "2,5" and "1.234" decimals; the caller decides the
    # latter, here three digits after a separator are a group.
    body, decimal, grouped, mark = number, "", False, ""
    separator = _SEPARATED.search(number)
    if separator and not (scaled and number.count(separator[1]) == 1 and separator[1] == "."):
        grouped = True
        mark = separator[1]
        last = max(number.rfind("."), number.rfind(","))
        if last > 0 and number[last] != mark:
            body, decimal = number[:last], number[last + 1 :]
        body = "".join(c for c in body if c.isdigit())
    else:
        cut = max(number.rfind("."), number.rfind(","))
        if cut > 0:
            body, decimal = number[:cut], number[cut + 1 :]
        body = "".join(c for c in body if c.isdigit())
    # Absurdly long digit runs are no counts; 18 digits keep arithmetic exact enough and fast.
    value = float(f"{body[:18]}.{decimal[:9] or '0'}") * factor
    return Head(
        start, end, "digits", _tidy(value), scaled, bool(decimal), grouped, factor, mark == "."
    )


_FACTORS = sorted({**SCALES, **SUFFIXES, "hundred": 100}.items(), key=lambda row: -len(row[0]))


def _tidy(value: float) -> float:
    rounded = round(value)
    return float(rounded) if abs(value - rounded) < 1e-6 else round(value, 6)


def read_words(words: str) -> float:
    """The value of number words: "two hundred and fifty-six" is 256.0; other words are skipped."""
    total = 0.0
    current = 0.0
    for word in _SPLIT.split(words.replace(",", " ")):
        if word in SMALL:
            current += SMALL[word]
        elif word == "hundred":
            current = (current or 1) * 100
        elif word in SCALES:
            scale = SCALES[word]
            if not current and total:
                total *= scale
            else:
                total += (current or 1) * scale
            current = 0.0
        elif word == "half":
            current += 0.5
    return _tidy(total + current)


def read_fraction(words: str) -> float:
    """The share of a fraction: "two-thirds" is 2/3, "a quarter" 0.25, "half" and "most" 0.5."""
    parts = _SPLIT.split(words.strip())
    denominator = FRACTIONS.get(parts[-1], 2)
    numerator = SMALL.get(parts[0], 1) if len(parts) > 1 else 1
    return min(1.0, numerator / denominator)
