"""Folding of names: the keys under which two spellings of one name meet."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:[.'’ʼ`´][^\W_]+)*\.?", re.UNICODE)
_HYPHENS = frozenset("-\u2010\u2011\u2013")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "ʿ": "'", "ʾ": "'"})
_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ŋ": "ng", "ə": "e"}
)


@lru_cache(maxsize=16384)
def fold_word(word: str) -> str:
    """`word` in lower case, without diacritics, dots and apostrophes; possessive 's removed."""
    if word.isascii() and word.isalnum():
        return word.lower()
    word = word.translate(_QUOTES)
    if word.endswith("'s"):
        word = word[:-2]
    word = unicodedata.normalize("NFKD", word.lower().translate(_LETTERS))
    return "".join(c for c in word if c.isalnum())


def words_of(text: str) -> list[str]:
    """The words of `text` as written; hyphens and slashes separate words."""
    return _WORD.findall(text)


def hyphened_words(text: str) -> list[tuple[str, bool]]:
    """The words of `text` as written, each with whether a hyphen ties it to the next."""
    return [(m[0], text[m.end() : m.end() + 1] in _HYPHENS) for m in _WORD.finditer(text)]


def fold(text: str) -> tuple[str, ...]:
    """`text` as folded words: "Jaysh al-Ta'ifa" is ("jaysh", "al", "taifa")."""
    return tuple(folded for word in _WORD.findall(text) if (folded := fold_word(word)))


def _pairs(table: tuple[tuple[str, str], ...], word: str) -> str:
    for old, new in table:
        if old in word:
            word = word.replace(old, new)
    return word


@lru_cache(maxsize=16384)
def skeleton(word: str, pairs: tuple[tuple[str, str], ...]) -> str:
    """The consonants of a folded word, transliteration variants merged, doubled letters single.

    "qaida", "qaeda" and "kayda" share one skeleton. The first letter is kept even if a vowel
    (as "a": vowels differ freely between transliterations).
    """
    word = _pairs(pairs, word)
    out: list[str] = []
    for i, letter in enumerate(word):
        if letter in "aeiou":
            if i == 0:
                out.append("a")
            continue
        if not out or out[-1] != letter:
            out.append(letter)
    if len(out) > 2 and out[-1] == "h":
        out.pop()
    return "".join(out)


def near(a: str, b: str) -> bool:
    """Whether two folded words differ by one slip of the pen (two in long words)."""
    if a == b:
        return True
    longest = max(len(a), len(b))
    if longest < 5 or abs(len(a) - len(b)) > 2 or a[0] != b[0]:
        return False
    from rapidfuzz.distance import OSA

    limit = 1 if longest < 9 else 2
    return OSA.distance(a, b, score_cutoff=limit) <= limit


def is_acronym(word: str) -> bool:
    """Whether a word as written looks like initials: "RSF", "M23", "JNIM", "F.D.L.R."."""
    letters = [c for c in word if c.isalpha()]
    if len(word) > 10 or len(letters) < 2:
        return (
            bool(letters) and len(word) <= 4 and letters[0].isupper() and len(letters) < len(word)
        )
    capitals = sum(c.isupper() for c in letters)
    return capitals == len(letters) or (capitals >= 2 and capitals * 2 > len(letters))


def initials_fit(acronym: str, words: tuple[str, ...], small: frozenset[str]) -> bool:
    """Whether a folded acronym is made of the initials of folded `words`, in order.

    Small words may be skipped; a word may give several letters ("Minusma" is not tried).
    """
    letters = [c for c in acronym if c.isalpha()]
    if len(letters) < 2 or not words:
        return False
    content = [w for w in words if w not in small]
    if len(letters) == len(content) and all(
        w[0] == c for w, c in zip(content, letters, strict=True)
    ):
        return True
    if len(letters) == len(words) and all(w[0] == c for w, c in zip(words, letters, strict=True)):
        return True
    # Letters in order over the words, each next letter an initial or inside the current word.
    position = 0
    used = 0
    for w in words:
        if position < len(letters) and w and w[0] == letters[position]:
            position += 1
            used += 1
            for c in w[1:]:
                if position < len(letters) - (len(words) - used) and c == letters[position]:
                    position += 1
    return position == len(letters) and used >= 2 and used >= len(content) - 1
