"""Sentences and headlines that stand again in an article, also a little changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, cached_property

from rapidfuzz import fuzz

from dateline.read._lines import Piece
from dateline.read._published import month_numbers
from dateline.read._tables import load_table
from dateline.records import Span

_TOKEN = re.compile(r"[^\W_]+(?:[’'.][^\W_]+)*")
_POSSESSIVE = re.compile(r"[’']s\b")
_DIGIT = re.compile(r"\d")


class _Words:
    """A piece's words in lower case; what only a comparison needs is worked out when it does."""

    def __init__(self, piece: Piece, limit: int) -> None:
        self.piece = piece
        self.raw = _TOKEN.findall(piece.text[:limit])
        self.tokens = _POSSESSIVE.sub("", " ".join(self.raw).lower()).split()
        self.flat = " ".join(self.tokens)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The capitalised words, but for a short one that opens the piece."""
        return tuple(
            _POSSESSIVE.sub("", source)
            for at, source in enumerate(self.raw)
            if source[0].isupper() and (at > 0 or len(source) > 3)
        )

    @cached_property
    def telling(self) -> Counter[str]:
        """The words in which a repetition may not differ."""
        return Counter(t for t in self.tokens if t in _telling() or _DIGIT.search(t))


@cache
def _telling() -> frozenset[str]:
    days = (name for names in load_table("dates")["weekdays"] for name in names)
    return frozenset((*load_table("repeats")["telling"], *days, *month_numbers()))


def repeats_of(pieces: Sequence[Piece]) -> list[tuple[Piece, Span]]:
    """The pieces that repeat an earlier one, each with the span of that first one.

    A piece repeats an earlier one if the two are almost the same letter for letter, or if it is
    almost the same as a part of the earlier one. Numbers, days, negations and the other words of
    `data/repeats.toml` must agree, and so must names, up to a misspelling or an acronym: "three
    killed in Aden" is no repetition of "four killed in Aden". Each piece is compared with the few
    earlier ones that share its rarest words, so the time is linear in the length of the text.
    """
    rules = load_table("repeats")
    limit = rules["max_piece_chars"]
    words = [_Words(piece, limit) for piece in pieces[: rules["max_pieces"]]]
    spread = Counter(token for item in words for token in set(item.tokens))
    seen: dict[str, list[int]] = {}
    exact: dict[str, int] = {}
    first_of: dict[int, int] = {}
    found = []
    for at, item in enumerate(words):
        if len(item.tokens) < rules["exact_min_words"]:
            continue
        match = exact.get(item.flat)
        rare = sorted((spread[t], t) for t in set(item.tokens) if spread[t] > 1 and len(t) > 3)
        asked = rare[: rules["rare_words"]]
        if match is None and len(item.tokens) >= rules["min_words"]:
            votes = Counter(other for _, token in asked for other in seen.get(token, ()))
            for other, shared in votes.most_common(rules["max_candidates"]):
                if shared < 2 or shared * 2 < len(asked):
                    break
                if _same(item, words[other]):
                    match = other
                    break
        if match is not None:
            first = first_of.get(match, match)
            first_of[at] = first
            found.append((item.piece, Span(words[first].piece.start, words[first].piece.end)))
            continue
        exact[item.flat] = at
        for _, token in rare[: rules["posted_words"]]:
            posting = seen.setdefault(token, [])
            if len(posting) < rules["max_postings"]:
                posting.append(at)
    return found


def _same(later: _Words, earlier: _Words) -> bool:
    rules = load_table("repeats")
    a, b = later.flat, earlier.flat
    if later.telling == earlier.telling:
        if fuzz.ratio(a, b) >= rules["ratio"] and _names_agree(later.names, earlier.names):
            return True
        if _names_agree(later.names, earlier.names) and _aliased_ratio(later, earlier):
            return True
    if len(a) >= len(b) or len(later.tokens) < rules["part_min_words"]:
        return False
    if later.telling - earlier.telling:
        return False
    part = fuzz.partial_ratio_alignment(a, b)
    if part is None or part.score < rules["part_ratio"]:
        return False
    inside = b[part.dest_start : part.dest_end]
    agreed = Counter(t for t in inside.split() if t in earlier.telling) == later.telling
    return agreed and _names_agree(later.names, earlier.names, part=True)


def _aliased_ratio(later: _Words, earlier: _Words) -> bool:
    """Whether the two are the same but for names that agree ("ISIS", "Islamic State")."""
    names = {n.lower() for n in later.names} ^ {n.lower() for n in earlier.names}
    if not names or len(names) > 6:
        return False
    a = [token for token in later.tokens if token not in names]
    b = [token for token in earlier.tokens if token not in names]
    return len(a) >= 8 and fuzz.ratio(" ".join(a), " ".join(b)) >= 92


def _names_agree(later: Sequence[str], earlier: Sequence[str], *, part: bool = False) -> bool:
    """Whether no name of one is missing in the other, up to misspellings and acronyms.

    A name that only the earlier piece has is let pass where a part of it is repeated.
    """
    known_later = {name.lower() for name in later}
    known_earlier = {name.lower() for name in earlier}
    left = [name for name in dict.fromkeys(later) if name.lower() not in known_earlier]
    right = [name for name in dict.fromkeys(earlier) if name.lower() not in known_later]
    limit = load_table("repeats")["name_ratio"]
    for name in list(left):
        for other in right:
            if len(name) > 3 and fuzz.ratio(name.lower(), other.lower()) >= limit:
                left.remove(name)
                right.remove(other)
                break
    _drop_acronyms(left, right)
    _drop_acronyms(right, left)
    return not left and (part or len(right) <= 1)


def _drop_acronyms(short: list[str], long: list[str]) -> None:
    """Takes "ISIS" out of `short` and "Islamic", "State" out of `long`."""
    for acronym in list(short):
        words = [name for name in long if not name.isupper()]
        initials = "".join(word[0] for word in words).upper()
        fits = 1 < len(initials) <= len(acronym) <= 6 and acronym.startswith(initials)
        if fits and acronym.isupper():
            short.remove(acronym)
            for word in words:
                long.remove(word)
