"""What a number counts and whose: the noun after it and the cue words around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from dateline.normalise.number._tables import (
    ARMED,
    COUNT_NOUNS,
    ESCAPE,
    KNOWN_NOUNS,
    NEVER_NOUNS,
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
)

_TOKEN = re.compile(r"[^\W\d_][\w'-]*|[0-9][0-9.,]*|[^\w\s]|\n\n")
_NOUN_TOKEN = re.compile(r"[ \n]([^\W\d_][\w'-]*(?:\.(?=[\w]))?[\w'-]*)")
_OF = re.compile(r" (?:more |other )?(?:of )?(?:the |its |their |his |these |those |all )?")
_BREAKS = frozenset(".!?;()\n\n")
_AUXILIARIES = frozenset(
    "was were been being are is be got gets were reported confirmed believed feared said".split()
)
_HAVE = frozenset(("has", "have", "had"))
_STOPS = frozenset(
    """in at on from near of by with to for into under after before during when while who whom that
    which where as and or but if because since until including among was were been being are is be
    has have had will would could may might can did do does said says say told against over across
    around through inside outside between they he she it we you not died fled drowned perished also
    overnight yesterday today tonight monday tuesday wednesday thursday friday saturday sunday so
    than per a an the this these those his her its their our my came went took left made began early
    late so-called killing wounding injuring leaving bringing followed armed remain remained
    """.split()
)
_SUBORDINATORS = frozenset(
    """that while when after before but as because since until where if though although said says
    told reported added whose whom than whether including""".split()
)
_ACTIVE_NEXT = frozenset(
    """the a an his her its their at more several dozens scores hundreds thousands some about around
    nearly almost many this two three four five six seven eight nine ten eleven twelve one another
    other others civilians people soldiers policemen up no""".split()
)
_BEFORE_SECOND = frozenset(("and", ",", "or", "as", "than", "least", "to", "perhaps", "about", "some"))


def _phrases(words: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Phrases under their first word, longest first."""
    out: dict[str, list[str]] = {}
    for phrase in words:
        out.setdefault(phrase.split()[0], []).append(phrase)
    return {first: tuple(sorted(rows, key=len, reverse=True)) for first, rows in out.items()}


def _phrases_by_last(words: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Phrases under their last word, longest first."""
    out: dict[str, list[str]] = {}
    for phrase in words:
        out.setdefault(phrase.split()[-1], []).append(phrase)
    return {last: tuple(sorted(rows, key=len, reverse=True)) for last, rows in out.items()}


_STATES_BY_FIRST = _phrases(STATES)
_STRENGTH_AFTER_BY_FIRST = _phrases(STRENGTH_AFTER)
_VERBS_BY_LAST = _phrases_by_last(VERBS)
_STRENGTH_BY_LAST = _phrases_by_last(STRENGTH_BEFORE)
_BARE_BY_LAST = _phrases_by_last(STRENGTH_BARE)


def find_noun(text: str, plain: str, end: int, one: bool) -> tuple[str | None, str, int]:
    """(noun as written, its head word in plain form, where it ends) after a number.

    The head is the first known or plural noun within six words, adjectives before it kept; `one`
    allows a singular. Without a noun: (None, "", `end`).
    """
    of = _OF.match(plain, end)
    place = of.end() - 1 if of else end
    first = best = -1
    head = ""
    for _ in range(6):
        match = _NOUN_TOKEN.match(plain, place)
        if not match:
            break
        word = match[1].rstrip("'")
        if head:
            if word not in KNOWN_NOUNS or word in STATES or word in VERBS:
                break
        elif word in _STOPS or word in SMALL or (word in STATES and word not in COUNT_NOUNS):
            break
        elif word in PARTICIPLES or word in VERBS:
            following = _NOUN_TOKEN.match(plain, match.end())
            if not (following and _is_noun(following[1].rstrip("'"), False)) and word not in KNOWN_NOUNS:
                break
        if first < 0:
            first = match.start(1)
        if _is_noun(word, one):
            best, head = match.start(1) + len(word), word
        elif head:
            break
        place = match.end()
        if match[1] != word:
            break
    if best < 0:
        return None, "", end
    return text[first:best], head, best


def _is_noun(word: str, one: bool) -> bool:
    if word in PEOPLE:
        return True
    if word in THINGS:
        return one or word[-1] == "s" or word in ("aircraft", "sheep", "cattle", "livestock")
    if word in NEVER_NOUNS or len(word) < 4 or one:
        return False
    return word[-1] == "s" and not word.endswith(("ss", "ous", "us", "'s"))


def is_people(head: str) -> bool:
    """Whether a harm verb can make this noun a toll; an unknown plural may, "" (no noun) too."""
    return head not in THINGS


def find_counted(plain: str, start: int, end: int, noun_end: int, head: str) -> str | None:
    """What the number at start..end counts, from the cues of its clause; None without one."""
    if head in THINGS:
        return None
    if head in COUNT_NOUNS:
        return COUNT_NOUNS[head]
    right = _TOKEN.findall(plain, end, min(len(plain), end + 130))
    tight = _right_tight(right, plain, end, noun_end)
    if tight:
        return tight
    left = [w for w in _TOKEN.findall(plain, max(0, start - 80), start) if w not in "\"'"]
    found = _left_verb(left, head)
    if found and not found[1]:
        return None if _escapes(right) else found[0]
    cue = _right(right, head)
    if cue:
        return cue
    toll = _left_toll(plain[max(0, start - 110) : start]) if not head or head in PEOPLE else None
    if toll:
        return toll
    return _strength(left, right, head)


def _right_tight(right: list[str], plain: str, end: int, noun_end: int) -> str | None:
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
    return (
        following in _ACTIVE_NEXT or following[0].isdigit() or following in SMALL
        or following in PEOPLE
    )


def _right(tokens: list[str], head: str) -> str | None:
    """The cue of the clause that begins after the number."""
    passive = had = False
    previous = ""
    parenthesis = False
    for place, word in enumerate(tokens[:22]):
        if word in _BREAKS:
            return None
        if word == ",":
            following = tokens[place + 1] if place + 1 < len(tokens) else ""
            parenthesis = following in (
                "including", "most", "mostly", "among", "many", "some", "all", "half", "one", "not",
            ) and not parenthesis
            previous = word
            continue
        if parenthesis:
            previous = word
            continue
        if word in _SUBORDINATORS or word in ESCAPE:
            if not (word in ("said", "reported") and previous in _AUXILIARIES):
                return None
        if word in _STATES_BY_FIRST:
            for phrase in _STATES_BY_FIRST[word]:
                size = phrase.count(" ") + 1
                if size == 1 or " ".join(tokens[place : place + size]) == phrase:
                    return STATES[phrase]
        if tokens[place + 1 : place + 2] == [":"]:
            return None
        if word in _AUXILIARIES:
            passive = True
        elif word in _HAVE:
            had = True
        elif word in PARTICIPLES:
            if passive or (not had and not _is_active(tokens, place)):
                return PARTICIPLES[word] if passive or place < 8 else None
            return None
        elif word[0].isdigit() or word in SMALL:
            following = tokens[place + 1] if place + 1 < len(tokens) else ""
            if previous not in _BEFORE_SECOND or following in _AUXILIARIES or (
                following in PARTICIPLES or following in STATES or following in _HAVE
            ):
                return None
        elif word in VERBS and not passive:
            return None
        previous = word
    return None


def _left_verb(tokens: list[str], head: str) -> tuple[str, bool] | None:
    """(what, weak) of a harm verb that governs the number: "killed 12", "killing the driver and
    two passengers". A weak verb needs a second cue after the number.
    """
    steps = 0
    joined = False
    for place in range(len(tokens) - 1, -1, -1):
        word = tokens[place]
        if word in _VERBS_BY_LAST:
            for phrase in _VERBS_BY_LAST[word]:
                size = phrase.count(" ") + 1
                if size == 1 or " ".join(tokens[max(0, place + 1 - size) : place + 1]) == phrase:
                    before = tokens[place - size] if place >= size else ""
                    if before in _AUXILIARIES and (joined or word != "dead"):
                        return None
                    weak = phrase in WEAK_VERBS and not (
                        VERBS[phrase] != "displaced" and head in PEOPLE
                    )
                    return VERBS[phrase], weak
        if word in ("and", ",", "including", "plus"):
            joined = True
        elif word in _BREAKS or word in _SUBORDINATORS or word in _AUXILIARIES:
            return None
        elif not joined and word not in ("a", "an", "the", "total", "of", "another", "further"):
            return None
        steps += 1
        if steps > 6:
            return None
    return None


_TOLL_WORDS = "|".join(sorted(TOLLS, key=len, reverse=True))
_TOLL = re.compile(
    rf"\b(?:(?:numbers?|figures?|count|total|tally)(?: of)?(?: the| those| people| persons)?"
    rf"(?: [a-z][a-z'-]*){{0,2}}? ({_TOLL_WORDS})\b[^.;:!?]{{0,60}}"
    rf"|({_TOLL_WORDS}) (?:may |could |now )?number"
    r"|(toll)\b[^.;:!?]{0,60}"
    rf"|({_TOLL_WORDS})(?: ?:| rose to| at| now at| reached)"
    rf"|(?:among |the )(?:the |those )?({_TOLL_WORDS}) (?:were|was|included?|are|is))"
    r"(?: the| a)?\s*[\"']?$"
)


def _left_toll(left: str) -> str | None:
    """The toll whose figure this is: "the death toll rose to", "number of wounded at"."""
    match = _TOLL.search(left)
    if not match:
        return None
    return TOLLS[next(group for group in match.groups() if group)]


def _strength(left: list[str], right: list[str], head: str) -> str | None:
    if head and head not in ARMED and head not in ("men", "people", "members", "women", "personnel"):
        return None
    table = _STRENGTH_BY_LAST if head else _BARE_BY_LAST
    if left and left[-1] in ("a", "an", "the"):
        left = left[:-1]
    if left and left[-1] in table:
        for phrase in table[left[-1]]:
            size = phrase.count(" ") + 1
            if " ".join(left[-size:]) == phrase and (
                head in ARMED or phrase in STRENGTH_BARE or "of" in phrase
            ):
                return "strength"
    if head in ARMED:
        for place, word in enumerate(right[:4]):
            for phrase in _STRENGTH_AFTER_BY_FIRST.get(word, ()):
                size = phrase.count(" ") + 1
                if " ".join(right[place : place + size]) == phrase:
                    return "strength"
        if right[1:3] == ["under", "arms"] or right[:2] == ["under", "arms"]:
            return "strength"
    return None


def _escapes(right: list[str]) -> bool:
    return any(word in ESCAPE for word in right[:4])
