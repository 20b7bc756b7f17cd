"""The base form of an English word by rule and table: "killings" to "kill", "fled" to "flee".

No dictionary is asked, so a rare verb may come out without its last letter: what counts is that
the forms of one word meet, which comparing triggers needs. Verbs and the nouns spelt like their
forms are one word ("the shooting", "was shooting").
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

_VOWELS = "aeiouy"
_LONGEST = 40
_DOUBLED = re.compile(r"(.*[aeiouy])([bdgklmnprtvz])\2$")
_DOUBLE_L = re.compile(r".*[aeiouy][^aeiouy]+[eo]ll$")
_SHORT = re.compile(r"(?:[^aeiou]*|qu|gu)[aeiouy][^aeiouywx]$")


@lru_cache(maxsize=65_536)
def lemma(word: str) -> str:
    """The base form of one word, in lower case; a word of other letters is only lower-cased."""
    word = word.lower().strip()
    whole, irregular, _, _ = _forms()
    if word in irregular:
        return irregular[word]
    if len(word) < 4 or len(word) > _LONGEST or word in whole or not word.isalpha():
        return word
    if word.endswith("s"):
        singular = _without_s(word)
        return lemma(singular) if singular.endswith("ing") else irregular.get(singular, singular)
    if word.endswith("ied"):
        return word[:-3] + ("y" if len(word) > 4 else "ie")
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 1 and any(letter in _VOWELS for letter in stem):
            return _base(stem, ending)
    return word


def shared_start(a: str, b: str) -> float:
    """How much of the longer word the two share from the start, 0 to 1: "attack", "attacker".

    Derived words share much of it (acquire, acquisition: five letters of eleven).
    """
    longest = max(len(a), len(b))
    same = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        same += 1
    return same / longest if longest else 0.0


def _without_s(word: str) -> str:
    if word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + ("y" if len(word) > 4 else "ie")
    if word.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        return word[:-2]
    return word[:-1]


def _base(stem: str, ending: str) -> str:
    """The verb whose -ed or -ing form has this stem."""
    _, _, silent, kept = _forms()
    if ending == "ed" and stem.endswith("e"):
        return stem + "e"  # agreed, freed
    doubled = _DOUBLED.fullmatch(stem)
    if doubled:
        if not stem.endswith("ll"):
            return doubled[1] + doubled[2]
        return stem[:-1] if _DOUBLE_L.fullmatch(stem) else stem  # cancelled, but killed
    if kept.search(stem):
        return stem
    if silent.search(stem) or _SHORT.fullmatch(stem):
        return stem + "e"
    return stem


@cache
def _forms() -> tuple[frozenset[str], dict[str, str], re.Pattern[str], re.Pattern[str]]:
    """Words left whole, irregular form to base, and the endings with and without a silent e."""
    table = tomllib.loads(files(__name__).joinpath("forms.toml").read_text("utf-8"))
    irregular = {
        form: base for base, forms in table["irregular"].items() for form in (base, *forms.split())
    }

    def endings(text: str) -> re.Pattern[str]:
        return re.compile(f"(?:{'|'.join(text.split())})$".replace("C", "[^aeiouy]"))

    return (
        frozenset(table["whole"]["words"].split()),
        irregular,
        endings(table["silent"]["endings"]),
        endings(table["silent"]["kept"]),
    )
