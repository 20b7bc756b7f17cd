"""What one mention says by its own words: name, head word, country, number, determiner."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dateline.normalise.actor._lexicon import Head, Lexicon, find_country, lexicon, singular
from dateline.normalise.actor._text import fold_word, hyphened_words, is_acronym
from dateline.records import Mention

LINKED_TYPES = frozenset(
    ("PERSON", "ARMED_GROUP", "STATE_FORCE", "GOVERNMENT", "ORG", "MEDIA", "POPULATION", "ROLE")
)
_NAMED_TYPES = frozenset(("ARMED_GROUP", "STATE_FORCE", "GOVERNMENT", "ORG", "MEDIA"))
_PREPOSITIONS = frozenset(
    ("of", "from", "in", "on", "at", "for", "near", "by", "with", "to", "against", "linked")
)
_SMALL = frozenset(("of", "the", "and", "for", "in", "on", "de", "la", "el", "al", "du", "des"))
_NUMBER = re.compile(r"\d[\d.,]*")
_AGAINST = frozenset(("counter", "anti", "pro"))
_LINKED = frozenset(("linked", "affiliated", "aligned", "allied", "inspired", "tied"))
_COUNTS = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty hundred thousand dozen dozens hundreds "
    "thousands scores several many some few one number handful half"
)
_COUNT_WORDS = frozenset(_COUNTS.split())
_COUNTING_WORDS = (
    "at least more than up to about around nearly almost over an estimated another of fewer less "
    "as and or other further between the"
)
_COUNTING = frozenset(_COUNTING_WORDS.split())
_BEFORE = re.compile(r"(\w+)['’]?s?\W*$")


@dataclass(slots=True)
class Parsed:
    """One mention, read. `words` are folded, `written` as written, in step.

    `form` is name, proper (a capitalised description such as "Southern Command") or nominal.
    `core` are the folded words of the name (for a nominal, the words left besides the head).
    """

    index: int
    start: int
    end: int
    sentence: int
    type: str
    text: str
    words: tuple[str, ...]
    written: tuple[str, ...]
    form: str
    core: tuple[str, ...]
    core_text: str
    head: str
    head_class: Head | None
    head_capital: bool
    country: str | None
    country_how: str | None
    only_country: bool
    counted: bool
    plural: bool
    determiner: str
    acronym: bool
    tail: tuple[str, ...]


def _country_written(written: str) -> bool:
    """Whether a word is written as a country name is: capital, and capitals alone if short."""
    letters = [c for c in written if c.isalpha()]
    if not letters or not letters[0].isupper():
        return False
    return len(letters) > 3 or letters[-1].isupper() or letters[-1] == "s"


def _determiner(text: str, start: int, lex: Lexicon) -> str:
    found = _BEFORE.search(text, max(0, start - 16), start)
    if found is None or text[found.end(1) : start].strip(" \t'’s\"“"):
        return "start"
    word = fold_word(found[1])
    if word in lex.other:
        return "other"
    if word in lex.definite:
        return "definite"
    if word in lex.indefinite:
        return "indefinite"
    return "possessive" if "'" in found[0] or "’" in found[0] else "bare"


def uncounted(p: Parsed) -> str:
    """A description as written without its number: "five police officers" is "police officers"."""
    if not p.counted:
        return p.text
    at = 0
    for written, word in zip(p.written, p.words, strict=True):
        at = p.text.index(written, at)
        if not (word in _COUNT_WORDS or word in _COUNTING or word[0].isdigit()):
            return p.text[at:]
        at += len(written)
    return p.text


def _others(
    words: list[str], written: list[str], tied: list[bool], heads: Mapping[str, Head]
) -> list[bool]:
    """Which words name somebody else: "counter-ISIL coalition", "Al Qaeda-linked fighters"."""
    out = [False] * len(words)
    for i in range(len(words) - 1):
        if not tied[i]:
            continue
        if words[i] in _AGAINST:
            for j in range(i + 1, min(i + 4, len(words))):
                if not written[j][0].isupper() or words[j] in heads:
                    break
                out[j] = True
        elif words[i + 1] in _LINKED:
            j = i
            while j >= 0 and j > i - 4 and (written[j][0].isupper() or words[j] in _SMALL):
                out[j] = True
                j -= 1
    return out


def parse_mention(text: str, mention: Mention, index: int, sentence: int, starts: bool) -> Parsed:
    """`mention` of `text` read word by word. `starts`: it stands at the start of its sentence."""
    lex = lexicon()
    span_text = text[mention.start : mention.end][:400]
    written: list[str] = []
    words: list[str] = []
    tied: list[bool] = []
    for word, hyphen in hyphened_words(span_text):
        folded = fold_word(word)
        if folded:
            written.append(word)
            words.append(folded)
            tied.append(hyphen)
    own_heads = lex.heads.get(mention.type, {})
    country = how = None
    is_country = [False] * len(words)
    i = 0
    while i < len(words):
        hit = find_country(words, i) if _country_written(written[i]) else None
        if hit is not None:
            after = words[i + hit[2]] if i + hit[2] < len(words) else ""
            if country is None and after not in lex.backing:
                country, how = hit[0], hit[1]
            for j in range(i, i + hit[2]):
                is_country[j] = True
            i += hit[2]
        else:
            i += 1
    # The head is the last word before the first preposition that is not the mention's first word.
    stop = len(words)
    for i, word in enumerate(words):
        if i and word in _PREPOSITIONS and written[i][0].islower():
            stop = i
            if word == "of" and i == 1 and _NUMBER.match(words[0]):
                stop = len(words)
                continue
            break
    head = ""
    head_at = -1
    for i in range(stop - 1, -1, -1):
        if words[i] in own_heads and not is_country[i]:
            head, head_at = words[i], i
            break
        if words[i] not in lex.modifiers and not is_country[i] and not words[i].isdigit():
            if head_at < 0 and words[i] in lex.any_head:
                head, head_at = words[i], i
            break
    if head_at < 0 and stop:
        head, head_at = words[stop - 1], stop - 1
    counted = bool(words) and (
        words[0][0].isdigit()
        or words[0] in _COUNT_WORDS
        or (words[0] in ("at", "more", "up", "an", "about", "around", "nearly", "almost", "over"))
    )
    named = mention.type == "PERSON"
    others = _others(words, written, tied, own_heads)
    residual: list[int] = []
    for i, word in enumerate(words):
        if (
            others[i]
            or is_country[i]
            or word in lex.modifiers
            or word in own_heads
            or word[0].isdigit()
        ):
            continue
        if written[i][0].isupper() or not written[i].isascii():
            residual.append(i)
    capitals = sum(w[0].isupper() for w in written)
    content = [
        i
        for i, word in enumerate(words)
        if word not in lex.particles and word != "of" and not is_country[i]
    ]
    form = "nominal"
    acronym = False
    if named:
        form = "name"
    elif mention.type in _NAMED_TYPES:
        if residual:
            lone_start = (
                starts
                and residual == [0]
                and len(words) > 1
                and not is_acronym(written[0])
                and all(w[0].islower() for w in written[1:])
            )
            form = "nominal" if lone_start else "name"
        elif (
            len(content) >= 2 and not counted and all(written[i][0].isupper() for i in content)
        ) or (content and country and not counted and capitals == len(words) > 1):
            form = "proper"
        elif len(words) == 1 and is_acronym(written[0]) and not country:
            form = "name"
    core: list[int]
    if form == "name" and not named:
        # Lower-case heads, numbers and loose modifiers around the name are not part of it.
        lo, hi = residual[0] if residual else 0, (residual[-1] if residual else len(words) - 1) + 1
        while lo > 0:
            i = lo - 1
            if words[i] in _SMALL and written[i][0].islower():
                # "Army of the Dunes": small words belong to the name if it goes on before them.
                while i >= 0 and words[i] in _SMALL and written[i][0].islower():
                    i -= 1
                if words[lo - 1] in lex.particles and (i < 0 or not written[i][0].isupper()):
                    lo -= words[lo - 1] not in ("of", "the", "and", "for", "in", "on")
                    break
            if i < 0 or others[i] or not written[i][0].isupper() or words[i][0].isdigit():
                break
            if words[i] in _COUNT_WORDS or (i == 0 and starts and words[0] in lex.modifiers):
                break
            lo = i
        while hi < len(words) and (
            written[hi][0].isupper()
            or (
                (words[hi] in lex.particles or words[hi] in _SMALL)
                and hi + 1 < len(words)
                and any(w[0].isupper() for w in written[hi + 1 :])
            )
        ):
            hi += 1
        core = list(range(lo, hi))
    elif form == "name" or form == "proper":
        core = list(range(len(words)))
    else:
        core = [
            i
            for i in range(len(words))
            if i != head_at and not (others[i] or is_country[i] or words[i][0].isdigit())
        ]
    core_words = tuple(words[i] for i in core)
    if form == "name" and len(core) == 1:
        acronym = is_acronym(written[core[0]])
    core_text = span_text
    if form == "name" and core and not named:
        core_text = _slice(span_text, written, core[0], core[-1])
    return Parsed(
        index=index,
        start=mention.start,
        end=mention.end,
        sentence=sentence,
        type=mention.type,
        text=span_text,
        words=tuple(words),
        written=tuple(written),
        form=form,
        core=core_words,
        core_text=core_text,
        head=singular(head),
        head_class=own_heads.get(head),
        head_capital=head_at >= 0 and written[head_at][0].isupper() and (head_at > 0 or not starts),
        country=country,
        country_how=how,
        only_country=bool(words) and all(is_country),
        counted=counted,
        plural=head != singular(head),
        determiner=_determiner(text, mention.start, lex),
        acronym=acronym,
        tail=tuple(words[stop + 1 :]),
    )


def _slice(text: str, written: list[str], first: int, last: int) -> str:
    """The part of `text` from its `first` to its `last` word."""
    at = 0
    begin = end = 0
    for i, word in enumerate(written[: last + 1]):
        at = text.index(word, at)
        if i == first:
            begin = at
        at += len(word)
        end = at
    return text[begin:end].rstrip(".") if "." not in text[begin : end - 1] else text[begin:end]
