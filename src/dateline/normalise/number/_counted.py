"""What a number counts, from the cue words of its clause."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from dateline.normalise.number._tables import (
    ARMED,
    COUNT_NOUNS,
    ESCAPE,
    PARTICIPLES,
    PEOPLE,
    SMALL,
    STATES,
    STRENGTH_AFTER,
    STRENGTH_BARE,
    STRENGTH_BEFORE,
    THINGS,
    TOLLS,
    VERBS,
    WEAK_VERBS,
    grammar,
)

_TOKEN = re.compile(r"[^\W\d_][\w'-]*|[0-9]+(?:[.,][0-9]+)*|[^\w\s]|\n\n")
_BREAKS = frozenset(".!?;()\n\n")
_AUXILIARIES = grammar("auxiliaries")
_HAVE = grammar("have")
_SUBORDINATORS = grammar("subordinators")
_OBJECTS = grammar("objects")
_DEFINITE = grammar("definite")
_JOINS_SECOND = grammar("joins_second")
_PARENTHESES = grammar("parentheses")
_BETWEEN_VERB = grammar("between_verb")
_JOINS_VERB = grammar("joins_verb")
_FORCE_NOUNS = grammar("force_nouns")


_ALONG = re.compile(r" (?:along with|together with|as well as) ")


def _phrases(words: Iterable[str], key: int) -> Mapping[str, tuple[str, ...]]:
    """Phrases under their first (key 0) or last (key -1) word, longest first."""
    out: dict[str, list[str]] = {}
    for phrase in words:
        out.setdefault(phrase.split()[key], []).append(phrase)
    return {word: tuple(sorted(rows, key=len, reverse=True)) for word, rows in out.items()}


_STATES_BY_FIRST = _phrases(STATES, 0)
_STRENGTH_AFTER_BY_FIRST = _phrases(STRENGTH_AFTER, 0)
_VERBS_BY_LAST = _phrases(VERBS, -1)
_STRENGTH_BY_LAST = _phrases(STRENGTH_BEFORE, -1)
_BARE_BY_LAST = _phrases(STRENGTH_BARE, -1)


def find_counted(plain: str, start: int, end: int, noun_end: int, head: str) -> str | None:
    """What the number at start..end counts, from the cues of its clause; None without one."""
    if head in THINGS:
        return None
    told = COUNT_NOUNS.get(head)
    if told and told != "displaced":
        return told
    return _from_cues(plain, start, end, noun_end, head) or told


def _from_cues(plain: str, start: int, end: int, noun_end: int, head: str) -> str | None:
    right = _TOKEN.findall(plain, end, min(len(plain), end + 130))
    tight = _right_tight(right, end, noun_end)
    if tight:
        return tight
    window = plain[max(0, start - 80) : start]
    if "with" in window or "well" in window:
        window = _ALONG.sub(" and ", window)
    left = [w for w in _TOKEN.findall(window) if w not in "\"'"]
    found = _left_verb(left, head)
    if found and not found[1]:
        # "The bodies of five miners were returned" frees none of them.
        freed = left[-1:] != ["of"] and "of" not in left[-2:-1]
        escaped = freed and ESCAPE.intersection(_until_join(right[:4]))
        return None if escaped else found[0]
    cue = _right(right)
    if cue:
        return cue
    toll = _left_toll(plain[max(0, start - 110) : start]) if not head or head in PEOPLE else None
    if toll:
        return toll
    return _strength(left, right, head) or _adjective(right, head)


def _until_join(tokens: list[str]) -> list[str]:
    """The tokens before "and" or a comma: "killed three pirates | and freed the crew"."""
    for place, word in enumerate(tokens):
        if word in ("and", ","):
            return tokens[:place]
    return tokens


def _right_tight(right: list[str], end: int, noun_end: int) -> str | None:
    """A cue that is the very next word: "20 wounded", "41 dead"."""
    if noun_end != end or not right:
        return None
    word = right[0]
    if word in ("more", "others", "other") and len(right) > 1:
        word, right = right[1], right[1:]
    if word in STATES:
        return STATES[word]
    if word in PARTICIPLES and not _is_active(right, 0):
        return PARTICIPLES[word]
    return None


def _is_active(tokens: list[str], place: int) -> bool:
    """Whether a participle has an object, so that the number before it is the doer."""
    following = tokens[place + 1] if place + 1 < len(tokens) else "."
    if following == "at":
        return tokens[place + 2 : place + 3] in (["least"], ["most"])
    return (
        following in _OBJECTS or following[0].isdigit() or following in SMALL or following in PEOPLE
    )


def _right(tokens: list[str]) -> str | None:
    """The cue of the clause that begins after the number."""
    passive = had = parenthesis = acted = False
    previous = ""
    for place, word in enumerate(tokens[:22]):
        following = tokens[place + 1] if place + 1 < len(tokens) else ""
        if word in _BREAKS:
            return None
        if word == ",":
            parenthesis = following in _PARENTHESES and not parenthesis
        if parenthesis or word == ",":
            previous = word
            continue
        reported = word in ("said", "reported") and previous in _AUXILIARIES
        if (following == ":" and not (passive and word in PARTICIPLES)) or (
            (word in _SUBORDINATORS or word in ESCAPE) and not reported
        ):
            return None
        state = _phrase_at(_STATES_BY_FIRST, tokens, place)
        if state:
            return STATES[state]
        if word in _AUXILIARIES:
            passive = True
        elif word in _HAVE:
            had = True
        elif word in PARTICIPLES:
            if passive or (not had and place < 8 and not _is_active(tokens, place)):
                return PARTICIPLES[word]
            return None
        elif word[0].isdigit() or word in SMALL:
            joins = previous in _JOINS_SECOND or previous in _DEFINITE
            if acted or not joins or _begins_clause(following):
                return None
        elif word in VERBS and not passive:
            return None
        elif word.endswith("ed"):
            acted = True  # perhaps the clause's verb: a further number then has its own
        previous = word
    return None


def _phrase_at(table: Mapping[str, tuple[str, ...]], tokens: list[str], place: int) -> str | None:
    """The longest phrase of a table by first words that begins at this token."""
    for phrase in table.get(tokens[place], ()):
        size = phrase.count(" ") + 1
        if size == 1 or " ".join(tokens[place : place + size]) == phrase:
            return phrase
    return None


def _phrase_to(table: Mapping[str, tuple[str, ...]], tokens: list[str], place: int) -> str | None:
    """The longest phrase of a table by last words that ends with this token."""
    for phrase in table.get(tokens[place], ()):
        size = phrase.count(" ") + 1
        if size == 1 or " ".join(tokens[max(0, place + 1 - size) : place + 1]) == phrase:
            return phrase
    return None


def _begins_clause(word: str) -> bool:
    """Whether a second number followed by this word has a clause of its own."""
    adverb = word in ("later", "then", "subsequently", "also")
    return adverb or word in _AUXILIARIES or word in PARTICIPLES or word in STATES or word in _HAVE


def _left_verb(tokens: list[str], head: str) -> tuple[str, bool] | None:
    """(what, weak) of the harm verb that governs the number: "killed 12", "killing the driver and
    two passengers". A weak verb needs a second cue after the number.
    """
    joined = False
    for place in range(len(tokens) - 1, max(-1, len(tokens) - 8), -1):
        word = tokens[place]
        phrase = _phrase_to(_VERBS_BY_LAST, tokens, place)
        if phrase:
            size = phrase.count(" ") + 1
            at = place - size
            if at > 0 and tokens[at].endswith("ly"):
                at -= 1  # "were lightly hurt"
            before = tokens[at] if at >= 0 else ""
            active = word.endswith("ing")  # "is holding 70 hostages"
            if not active and before in _AUXILIARIES and (joined or word != "dead"):
                return None
            counted = before in SMALL or before[:1].isdigit()
            if joined and counted and "including" not in tokens[place:]:
                return None  # "eight missing, two sources said"
            sure = VERBS[phrase] != "displaced" and head in PEOPLE
            return VERBS[phrase], phrase in WEAK_VERBS and not sure
        if word in _JOINS_VERB:
            joined = True
        elif (
            word in _BREAKS
            or word in _SUBORDINATORS
            or word in _AUXILIARIES
            or (not joined and word not in _BETWEEN_VERB)
        ):
            return None
    return None


_TOLL_WORDS = "|".join(sorted(TOLLS, key=len, reverse=True))
_GROWN = "swollen|swelled|grown|risen|shrunk|fallen|dwindled|thinned|rose|fell|grew"
_TOLL = re.compile(
    rf"\b(?:(?:numbers?|figures?|count|total|tally)(?: of)?(?: the| those| people| persons)?"
    rf"(?: [a-z][a-z'-]*){{0,2}}? ({_TOLL_WORDS})\b[^.;:!?]{{0,60}}"
    rf"|({_TOLL_WORDS}) (?:may |could |now )?number"
    r"|(toll)\b[^.;:!?]{0,60}"
    rf"|(ranks|troop strength|troop levels) (?:have |has |had )?(?:{_GROWN})\b[^.;:!?]{{0,30}}"
    rf"|({_TOLL_WORDS})(?: ?:| at| now at| reached| (?:has |have |had )?(?:{_GROWN}) to)"
    r"|(strength) of [^.;:!?]{0,40} (?:at|to)"
    rf"|(?:among the |among those |among |those |the )({_TOLL_WORDS})"
    r" (?:were|was|included?|are|is))"
    r"(?: the| a)?\s*[\"']?$"
)


def _adjective(right: list[str], head: str) -> str | None:
    """The harm of a participle before the noun: "76 wounded fighters", "14 captured soldiers"."""
    adjective = right and right[0] in PARTICIPLES and head in PEOPLE and right[0] != head
    if adjective and not ESCAPE.intersection(right[:10]):
        return PARTICIPLES[right[0]]
    return None


def _left_toll(left: str) -> str | None:
    """The toll whose figure this is: "the death toll rose to", "number of wounded at"."""
    match = _TOLL.search(left)
    if not match:
        return None
    return TOLLS[next(group for group in match.groups() if group)]


def _strength(left: list[str], right: list[str], head: str) -> str | None:
    """ "strength" where the number is a force's size ("deployed 300 soldiers")."""
    if head and head not in ARMED and head not in _FORCE_NOUNS:
        return None
    if left and left[-1] in ("a", "an", "the"):
        left = left[:-1]
    if left:
        phrase = _phrase_to(_STRENGTH_BY_LAST if head else _BARE_BY_LAST, left, len(left) - 1)
        if phrase and (head in ARMED or phrase in STRENGTH_BARE or "of" in phrase):
            return "strength"
    if not head and right and right[0] == "strong":
        return "strength"
    if head:
        for place in range(min(4, len(right))):
            if _phrase_at(_STRENGTH_AFTER_BY_FIRST, right, place):
                return "strength"
    return None
