"""News agencies: which name is one, and what it is called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from dateline.read._tables import load_table

_ACRONYM = re.compile(r"[A-Z][A-Z&]{1,6}(?:-[A-Z][A-Za-z]{1,8})?")
_NAME_WORDS = re.compile(
    r"[^\W\d_a-zß-öø-ÿ][\w'’.-]*(?: (?:of|the|de|du|[^\W\d_a-zß-öø-ÿ][\w'’.-]*))*"
)


@cache
def agency_names() -> Mapping[str, str]:
    """Every known name of an agency to its canonical name."""
    names = {}
    for row in load_table("agencies")["agency"]:
        for alias in (row["name"], *row["aliases"]):
            names[alias] = row["name"]
    return names


@cache
def _lower_names() -> Mapping[str, str]:
    return {alias.lower(): name for alias, name in agency_names().items() if len(alias) > 3}


def known_agency(name: str) -> str | None:
    """The canonical name of a known agency, in any case for names longer than three letters."""
    name = name.strip(" .,:;/-–—")
    return agency_names().get(name) or _lower_names().get(name.lower())


@cache
def _no_agencies() -> frozenset[str]:
    return frozenset(load_table("agencies")["not_agencies"]["names"])


def is_acronym(name: str) -> bool:
    """Whether `name` is capitals that could be an agency's and are not known as another body's."""
    return bool(_ACRONYM.fullmatch(name)) and name not in _no_agencies()


def has_agency_word(name: str) -> bool:
    """Whether a short capitalised name says of itself that it is an agency ("Andes Wire")."""
    words = name.split()
    if not 1 < len(words) <= 6 or not _NAME_WORDS.fullmatch(name):
        return False
    last = words[-1].lower()
    served = last == "service" and words[-2].lower() in _agency_words()
    return last in _agency_words() or served or words[0].lower() == "agence"


@cache
def _agency_words() -> frozenset[str]:
    return frozenset(load_table("agencies")["words"]["agency"])


@cache
def _plain_names() -> str:
    """The names that mean nothing but an agency, as alternatives, longest first."""
    ambiguous = frozenset(load_table("agencies")["ambiguous"]["names"])
    names = sorted((n for n in agency_names() if n not in ambiguous), key=len, reverse=True)
    return "|".join(map(re.escape, names))


@cache
def told_pattern() -> re.Pattern[str]:
    """Finds "told Reuters" and the like; group 1 is a known agency, group 2 unknown capitals."""
    return re.compile(
        r"\b(?:told|tells|telling|informed|contacted by|reached by|interviewed by|seen by)"
        rf" (?:the )?(?:news agency )?(?:({_plain_names()})|([A-Z]{{3,6}}))(?![\w-])"
        r"(?! (?:station|radio|television|TV|newspaper)\b)"
    )


@cache
def glued_pattern() -> re.Pattern[str]:
    """Finds a known agency where two sentences run into each other ("... Monitor AFP A ...")."""
    return re.compile(
        rf"(?<!to )(?<!by )(?<!told )(?<!the )(?<!and )\b({_plain_names()})(?= (?:[A-Z]|\d))"
        r"(?! (?:News|TV|Photo|Television)\b)"
    )
