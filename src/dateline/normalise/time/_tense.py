"""Whether the words around an expression look ahead or back, and whether they only report."""

from __future__ import annotations

from dateline.normalise.time._expressions import Expression
from dateline.normalise.time._tokens import Tokens
from dateline.normalise.time._words import words as listed

_REACH_BACK, _REACH_ON = 14, 8


def tense(e: Expression, tokens: Tokens) -> str | None:
    """ "future", "past" or None: what the words next to it say, else the nearest telling word."""
    words = tokens.words
    lead = [words[at].lower() for at in range(max(e.first - 3, 0), e.first)]
    close = _close(e, tokens, lead)
    if close is not None:
        return None if close == "open" else close
    for at in range(e.first - 1, max(e.first - 1 - _REACH_BACK, -1), -1):
        if _ends(tokens, at):
            break
        found = _tells(words, at)
        if found is not None:
            return found
    for at in range(e.last, min(e.last + _REACH_ON, len(words))):
        if _ends(tokens, at):
            return None
        found = _tells(words, at)
        if found == "past" or words[at].lower() in ("will", "ll", "shall"):
            return found
    return None


def _close(e: Expression, tokens: Tokens, lead: list[str]) -> str | None:
    """What the words that touch the expression say; "open" where they forbid to look further."""
    words = tokens.words
    if lead[-3:] == ["as", "early", "as"] or lead[-2:] in (["ahead", "of"], ["starting", "on"]):
        return "future"
    if lead[-1:] == ["since"] or lead[-2:] == ["since", "the"]:
        return "past"
    behind = words[e.last].lower() if e.last < len(words) else ""
    if behind == "'s" or words[e.last - 1].lower() in listed("tense.plural"):
        return "open" if lead[-1:] in (["before"], ["until"]) else "past"
    if lead[-1:] in (["by"], ["until"], ["till"], ["through"]) and e.kind in _DATED:
        told = {word.lower() for word in words[max(e.first - 8, 0) : e.last + 6]}
        if told & {"had", "was", "were"}:
            return "past"
        held = words[max(e.first - 8, 0) : e.first - 1]
        done = [w for w in held if w.endswith("ed") and w not in listed("tense.planned")]
        return None if lead[-1] != "by" and done and done[-1].islower() else "future"
    verb_at = e.first - (2 if lead[-1:] == ["on"] else 1)
    if verb_at >= 0 and words[verb_at].islower() and words[verb_at].endswith("ed"):
        verb = words[verb_at]
        if len(verb) > 4 and verb not in listed("tense.planned") and words[verb_at - 1] != "be":
            return "past"
    called = {word.lower() for word in words[max(e.first - 10, 0) : e.first]}
    if lead[-1:] in (["for"], ["from"]) and e.kind in _DATED and called & listed("tense.calls"):
        return "future"
    return None


_DATED = ("date", "part", "clock", "unit", "holiday")


def _tells(words: list[str], at: int) -> str | None:
    """What one word says of the time of the clause it stands in."""
    word, before = words[at].lower(), words[at - 1].lower() if at else ""
    if before in ("was", "were") and word in ("asked", "urged", "threatened", "feared"):
        return "past"
    if word in listed("tense.future"):
        return _weak(word, words, at) if word in listed("tense.weak") else "future"
    passive = before in ("be", "being", "is", "are", "will", "to", "get")
    if passive:
        return None
    if word in listed("tense.past"):
        return "past"
    if len(word) > 3 and word.endswith("ed") and words[at].islower():
        return None if word in listed("tense.not_past") else "past"
    return None


def _weak(word: str, words: list[str], at: int) -> str | None:
    """ "to", "would", ... look ahead; "had to" does not, and "to" alone says nothing."""
    before = words[at - 1].lower() if at else ""
    if before == "had" and word in ("to", "supposed", "expected"):
        return "past"
    if word in ("is", "are", "if", "can"):
        return None
    if word == "to":
        following = words[at + 1] if at + 1 < len(words) else ""
        verb = (
            following.isalpha()
            and following.islower()
            and following not in listed("tense.not_verb")
        )
        return "future" if verb and before in listed("tense.to_leads") else None
    return "future"


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
    """True for "said on Wednesday", "told Reuters on Friday": the day of telling alone."""
    lead = [tokens.words[at].lower() for at in range(max(e.first - 5, 0), e.first)]
    if lead and lead[-1] == "on":
        lead.pop()
    if not lead:
        return False
    if lead[-1] in listed("tense.reporting"):
        return True
    return "told" in lead[-3:] or (
        len(lead) > 1 and lead[-2] in listed("tense.reporting") and lead[-1] in ("late", "in")
    )
