"""Whether the words around an expression look ahead or back, and whether they only report."""

from __future__ import annotations

from functools import cache

from dateline.normalise.time._expressions import Expression
from dateline.normalise.time._lexicon import read_toml
from dateline.normalise.time._tokens import Tokens

_REACH_BACK, _REACH_ON = 14, 8


@cache
def _cues() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in read_toml("tense.toml").items()}


def tense(e: Expression, tokens: Tokens) -> str | None:
    """ "future", "past" or None: the nearest telling word, first before, then behind."""
    words = tokens.words
    lead = [words[at].lower() for at in range(max(e.first - 3, 0), e.first)]
    if lead[-3:] == ["as", "early", "as"] or lead[-2:] in (["ahead", "of"], ["starting", "on"]):
        return "future"
    if lead[-1:] == ["since"] or lead[-2:] == ["since", "the"]:
        return "past"
    behind = words[e.last].lower() if e.last < len(words) else ""
    if behind == "'s" or (lead[-1:] == ["of"] and lead[-2:-1] == ["victims"]):
        return "future" if lead[-2:-1] == ["ahead"] or lead[-1:] in (["before"], ["until"]) else "past"
    verb = lead[-2] if lead[-1:] == ["on"] and len(lead) > 1 else lead[-1] if lead else ""
    if verb.endswith("ed") and len(verb) > 4 and verb not in _cues()["planned"]:
        return "past"
    if lead[-1:] in (["by"], ["for"], ["from"], ["until"], ["till"], ["through"]) and e.kind == "date":
        if _no_past(e, tokens) and "had" not in _on(e, tokens):
            return "future"
        return "past" if "had" in (_on(e, tokens) | _back(e, tokens)) else None
    at, steps = e.first - 1, 0
    while at >= 0 and steps < _REACH_BACK:
        word = words[at].lower()
        if _ends(tokens, at):
            break
        found = _tells(word, words[at - 1].lower() if at else "")
        if found == "future" and word in _cues()["weak"]:
            earlier = _weak(word, words, at)
            if earlier:
                return earlier
        elif found:
            return found
        at, steps = at - 1, steps + 1
    at, steps = e.last, 0
    while at < len(words) and steps < _REACH_ON:
        if _ends(tokens, at):
            return None
        found = _tells(words[at].lower(), words[at - 1].lower())
        if found == "past" or words[at].lower() in ("will", "ll", "shall"):
            return found
        at, steps = at + 1, steps + 1
    return None


def _weak(word: str, words: list[str], at: int) -> str | None:
    """ "to", "would", ... look ahead, unless "was due to", "had to" put them into the past."""
    for back in range(at - 1, max(at - 5, -1), -1):
        before = words[back].lower()
        if before == "had" and word in ("to", "supposed", "expected"):
            return "past"
        if before in ("was", "were") and word in ("to", "due", "scheduled", "expected"):
            return "future"
    if word in ("is", "are", "if", "can"):
        return None
    if word == "to":
        following = words[at + 1].lower() if at + 1 < len(words) else ""
        back_one = words[at - 1].lower() if at else ""
        verb = following.isalpha() and following not in _NOT_VERB and following.islower()
        ahead = back_one in _TO_LEADS
        return "future" if verb and ahead else None
    return "future"


_NOT_VERB = frozenset(["the", "a", "an", "his", "her", "their", "its", "this", "that", "about", "more", "than", "some"])
_TO_LEADS = frozenset(
    ["is", "are", "expected", "scheduled", "planned", "plans", "plan", "due", "set", "going", "hopes", "hope", "wants", "want", "intends", "threatens", "threatened", "ready", "likely", "vowed", "promised", "agreed", "prepares", "preparing", "about", "invited", "asked", "continue", "meeting", "talks", "bound", "meet", "pledged", "slated", "forces", "troops"]
)


def _on(e: Expression, tokens: Tokens) -> set[str]:
    return {word.lower() for word in tokens.words[e.last : e.last + 5]}


def _back(e: Expression, tokens: Tokens) -> set[str]:
    return {word.lower() for word in tokens.words[max(e.first - 8, 0) : e.first]}


def _no_past(e: Expression, tokens: Tokens) -> bool:
    """True where no word of the past stands before the expression in its sentence."""
    at = e.first - 1
    for _ in range(_REACH_BACK):
        if at < 0 or _ends(tokens, at):
            return True
        word = tokens.words[at].lower()
        if _tells(word, "") == "past" and word not in ("said", "says", "has", "have"):
            return False
        if word in ("will", "plan", "plans", "would", "called", "threatens"):
            return True
        at -= 1
    return True


def _tells(word: str, before: str) -> str | None:
    cues = _cues()
    if word in cues["future"]:
        return "future"
    if word in cues["past"]:
        return "past"
    if len(word) > 4 and word.endswith("ed") and word not in cues["not_past"]:
        return None if before in ("will", "be", "to") else "past"
    return None


def _ends(tokens: Tokens, at: int) -> bool:
    """A sentence ends at this token."""
    if tokens.codes[at] == "\n":
        return True
    word = tokens.words[at]
    if word not in (".", "?", "!", ";"):
        return False
    following = tokens.words[at + 1] if at + 1 < len(tokens.words) else ""
    return not following[:1].islower()


def reports(e: Expression, tokens: Tokens) -> bool:
    """True for "said on Wednesday", "told Reuters on Friday": the day of telling, not of the act."""
    cues = _cues()["reporting"]
    lead = [tokens.words[at].lower() for at in range(max(e.first - 5, 0), e.first)]
    if lead and lead[-1] == "on":
        lead.pop()
    if not lead:
        return False
    if lead[-1] in cues:
        return True
    return "told" in lead[-3:] or (
        len(lead) > 1 and lead[-2] in cues and lead[-1] in ("late", "in")
    )
