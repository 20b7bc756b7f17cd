"""Who speaks: when two documents name one speaker, and when two claims are one statement."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from dateline.reconcile.evidence import ClaimEvidence

SAME_WORDS = 0.75
"""Share of the shorter content's words from which two claims are one statement."""

SPEAKERS_WORDS = 0.3
"""The same, where one and the same speaker makes both."""

_SHORTEST = 6
"""Words of a content that can be recognised whoever is said to have spoken it."""

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Speaker:
    """A claim's speaker: the archive's actor where known, and the words that tell him apart."""

    actor: str | None
    words: frozenset[str]


def speaker_name(claim: ClaimEvidence) -> str | None:
    """The speaker's name, as full as the document has it; None where the narrator speaks."""
    if claim.speaker is None or claim.source_type == "narrator":
        return None
    if _is_nameless(claim):
        return claim.speaker.text
    return claim.source_name or claim.speaker.text


def speaker_of(claim: ClaimEvidence) -> Speaker | None:
    """The speaker of a claim; None where the narrator speaks."""
    name = speaker_name(claim)
    if name is None:
        return None
    return Speaker(None if _is_nameless(claim) else claim.archive_actor, telling_words(name))


def _is_nameless(claim: ClaimEvidence) -> bool:
    """Whether somebody unnamed speaks: a soldier is not the army, though its actor may be."""
    if claim.source_type not in ("anonymous_person", "anonymous_group") or claim.speaker is None:
        return False
    return bool(telling_words(claim.speaker.text) - _table()["pronouns"])


def same_speaker(a: Speaker, b: Speaker) -> bool:
    """Whether two speakers are one: one actor, or a name that is the other cut short.

    "Boly" is "Hamidou Boly"; "residents" and "two residents" are nobody in particular, and the
    same only where nothing else is said of them.
    """
    if a.actor is not None and a.actor == b.actor:
        return True
    if not (a.words and b.words):
        return False
    if a.words == b.words:
        return True
    small, large = sorted((a.words, b.words), key=len)
    return small < large and not small <= _table()["generic"]


def same_statement(a: ClaimEvidence, b: ClaimEvidence) -> bool:
    """Whether two claims of two documents are one statement of one speaker, told twice."""
    first, second = speaker_of(a), speaker_of(b)
    if first and second and same_speaker(first, second):
        if a.source_type == b.source_type == "named_person":
            return True
        return _overlap(a.content.text, b.content.text) >= SPEAKERS_WORDS
    shorter = min(len(_content_words(a.content.text)), len(_content_words(b.content.text)))
    return shorter >= _SHORTEST and _overlap(a.content.text, b.content.text) >= SAME_WORDS


@lru_cache(maxsize=8192)
def telling_words(name: str) -> frozenset[str]:
    """The folded words of a name that tell its bearer from others."""
    return frozenset(folded_words(name)) - _table()["passed_over"]


@lru_cache(maxsize=8192)
def folded_words(text: str) -> tuple[str, ...]:
    """The words of a text in lower case without diacritics; possessive 's is left out."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("\u2019", "'"))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return tuple(w for w in _WORD.findall(plain.replace("'s", "")) if w)


def _overlap(a: str, b: str) -> float:
    x, y = _content_words(a), _content_words(b)
    return len(x & y) / min(len(x), len(y)) if x and y else 0.0


@lru_cache(maxsize=8192)
def _content_words(text: str) -> frozenset[str]:
    return frozenset(w for w in _WORD.findall(text.lower()) if len(w) > 3 or w.isdigit())


@cache
def _table() -> dict[str, frozenset[str]]:
    path = files("dateline.reconcile").joinpath("data", "speakers.toml")
    return {key: frozenset(words) for key, words in tomllib.loads(path.read_text()).items()}
