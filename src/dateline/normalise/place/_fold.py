"""Spelling keys of place names: exact, plain, and the skeleton behind transliteration variants."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = dict.fromkeys(map(ord, "’‘`´ʻʼʽʾʿˈ′"), "'")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_LETTERS = str.maketrans(
    {
        "ı": "i",
        "ø": "o",
        "đ": "d",
        "ł": "l",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ð": "d",
        "þ": "th",
        "ə": "a",
        "ħ": "h",
        "ŋ": "n",
    }
)
_TO_SPACE = str.maketrans({"-": " ", "_": " ", "/": " ", ",": " ", ".": " ", "'": None, '"': None})
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "&": "and"}
_SHORT_AT_START = re.compile(r"^(?:st|ste|mt|ft) (?=\w)")
_ARTICLES = frozenset(
    [
        "al",
        "el",
        "ar",
        "er",
        "as",
        "es",
        "ash",
        "esh",
        "at",
        "et",
        "ad",
        "ed",
        "an",
        "en",
        "az",
        "ez",
        "ul",
        "ur",
        "the",
        "la",
        "le",
        "los",
        "las",
    ]
)
# Order matters: longer spellings of one sound first. The right-hand side is a class, not a sound.
_SOUNDS = (
    ("tsch", "c"), ("tch", "c"), ("dzh", "j"), ("dj", "j"), ("sch", "s"), ("sh", "s"),
    ("ch", "s"), ("kh", "g"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("dh", "z"), ("zh", "z"),
    ("ck", "k"), ("eau", "u"), ("aw", "u"), ("au", "u"), ("ou", "u"), ("oo", "u"), ("ow", "u"),
    ("ay", "i"), ("ai", "i"), ("ei", "i"), ("ey", "i"), ("ee", "i"), ("ie", "i"), ("iy", "i"),
    ("yi", "i"),
)  # fmt: skip
_LETTER_CLASSES = str.maketrans("qkcxouyewv", "kkkkuuiivv")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=8192)
def exact_key(name: str) -> str:
    """The name with case, apostrophe and dash shapes and white space made alike; marks kept."""
    text = unicodedata.normalize("NFC", name).translate(_APOSTROPHES).translate(_DASHES)
    return " ".join(text.casefold().split())


def plain_key(name: str) -> str:
    """The exact key without diacritics, apostrophes, hyphens and points; St. spelt out."""
    text = name if name.isascii() else name.translate(_APOSTROPHES).translate(_DASHES)
    text = text.casefold()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_LETTERS))
        text = "".join(c for c in text if not unicodedata.combining(c))
    text = " ".join(text.translate(_TO_SPACE).split())
    if _SHORT_AT_START.match(text):
        first, _, rest = text.partition(" ")
        text = f"{_SHORT[first]} {rest}"
    return text


def without_articles(plain: str) -> str:
    """A plain key's words joined, Arabic and Romance articles left out."""
    parts = plain.split()
    return "".join([p for p in parts[:-1] if p not in _ARTICLES] + parts[-1:])


def skeleton_key(plain: str) -> str:
    """What is left of a plain key when articles, doubled letters, a final h and the spellings of
    one sound are made alike. Empty where too little is left to tell names apart."""
    words = plain.split()
    if len(words) > 1:
        kept = [w for w in words[:-1] if w not in _ARTICLES] + words[-1:]
        words = kept
    text = "".join(words)
    if not text.isascii() or len(text) < 4 or not text.isalpha():
        return ""
    if text.endswith("h") and text[-2] in "aeiou":
        text = text[:-1]
    if text.endswith("e"):
        text = text[:-1] + "a"
    for spelling, sound in _SOUNDS:
        if spelling in text:
            text = text.replace(spelling, sound)
    text = _DOUBLED.sub(r"\1", text.translate(_LETTER_CLASSES))
    return text if len(text) >= 4 else ""
