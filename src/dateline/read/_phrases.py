"""The phrase tables of `data/phrases.toml`, compiled: literal openings, each tried once a line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dateline.read._tables import load_table

_MAX_CHARS = 200
_SEPARATOR = r"\s?(?:[:–—|-]|$)"


@dataclass(frozen=True, slots=True)
class _Openings:
    """Phrases by their first two characters, so that a line is compared with a few only."""

    by_start: Mapping[str, re.Pattern[str]]

    def kind(self, text: str) -> str | None:
        """The kind of the phrase that `text` opens with, or None."""
        start = text[:2].lower()
        pattern = self.by_start.get("#" if start[:1].isdigit() else start)
        match = pattern.match(text) if pattern else None
        return match.lastgroup if match else None


def line_kind(text: str) -> str | None:
    """What a whole line is (caption, related_link, furniture, credit, correction), or None."""
    if len(text) > _MAX_CHARS:
        return None
    return _openings("line").kind(text) or _openings("whole").kind(text) or _held(text)


def sentence_kind(text: str) -> str | None:
    """What a sentence is (disclaimer, correction, credit), or None."""
    return _openings("sentence").kind(text.lstrip("\"'“‘«([*_ "))


def tail_start(text: str) -> tuple[int, str] | None:
    """Where what follows the article begins in a last line, and its kind; None if it does not."""
    lower = text.lower()
    if not any(words in lower for words in _tail_words()):
        return None
    match = _tails().search(text)
    if match is None or match.lastgroup is None:
        return None
    return match.start(), match.lastgroup


def _held(text: str) -> str | None:
    lower = text.lower()
    for words, kind in _contained():
        if words in (lower if words.islower() else text):
            return kind
    return None


@cache
def _contained() -> tuple[tuple[str, str], ...]:
    return tuple(
        (words, row["kind"])
        for row in load_table("phrases")["phrase"]
        if row["where"] == "has"
        for words in row["words"]
    )


@cache
def _openings(where: str) -> _Openings:
    groups: dict[str, dict[str, list[str]]] = {}
    for row in load_table("phrases")["phrase"]:
        if row["where"] == where:
            for words in row["words"]:
                groups.setdefault(words[:1] if words[:1] == "#" else words[:2], {}).setdefault(
                    row["kind"], []
                ).append(words)
    end = r"\s?[:.…!]{0,3}$" if where == "whole" else ""
    return _Openings(
        {start: _pattern(kinds, opening=True, end=end) for start, kinds in groups.items()}
    )


@cache
def _tail_words() -> tuple[str, ...]:
    rows = load_table("phrases")["phrase"]
    return tuple(words for row in rows if row["where"] == "end" for words in row["words"])


@cache
def _tails() -> re.Pattern[str]:
    kinds: dict[str, list[str]] = {}
    for row in load_table("phrases")["phrase"]:
        if row["where"] == "end":
            kinds.setdefault(row["kind"], []).extend(row["words"])
    # The end of a line is marked where something else stands before it.
    before = r"(?<=[\w.\"'”’)]\s)|(?<=[a-z.](?=[A-Z]))"
    return _pattern(kinds, opening=False, end="", before=before)


def _pattern(
    kinds: Mapping[str, list[str]], *, opening: bool, end: str, before: str = ""
) -> re.Pattern[str]:
    groups = []
    for kind, phrases in kinds.items():
        ordered = sorted(set(phrases), key=len, reverse=True)
        words = "|".join(_literal(phrase, opening=opening) for phrase in ordered)
        groups.append(f"(?P<{kind}>{words})")
    lead = f"(?:{before})" if before else ""
    return re.compile(f"{lead}(?:{'|'.join(groups)}){end}", re.IGNORECASE)


def _literal(phrase: str, *, opening: bool) -> str:
    """A phrase as a pattern: literal but for runs of spaces, numbers and a closing separator."""
    separator = opening and phrase.endswith(":")
    words = phrase[:-1] if separator else phrase
    pattern = r"\s{1,4}".join(
        re.escape(word).replace(r"\#", r"\d{1,6}") for word in words.split(" ")
    )
    if phrase.replace(" ", "") in ("#", "##", "###"):
        pattern = re.escape(phrase)
    if separator:
        return pattern + _SEPARATOR
    return pattern + (r"(?!\w)" if phrase[-1].isalnum() else "")
