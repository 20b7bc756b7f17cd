"""What only looks like a time: names, verbs, counts, phone numbers (`data/negative.toml`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dateline.normalise.time._expressions import Expression
from dateline.normalise.time._grammar import load
from dateline.normalise.time._lexicon import read_toml
from dateline.normalise.time._tokens import Tokens


@dataclass(frozen=True, slots=True)
class _Table:
    names_after: frozenset[str]
    persons: frozenset[str]
    may_after: frozenset[str]
    nouns: frozenset[str]
    before_number: frozenset[str]
    before_season: frozenset[str]
    day_nouns: frozenset[str]


@cache
def _table() -> _Table:
    data = read_toml("negative.toml")
    return _Table(
        frozenset(data["names"]["after"]),
        frozenset(data["names"]["persons"]),
        frozenset(data["names"]["may_after"]),
        frozenset(data["counts"]["nouns"]),
        frozenset(data["counts"]["before"]),
        frozenset(data["fall"]["seasons_before"]),
        frozenset(data["day"]["nouns"]),
    )


def rejects(found: Expression, tokens: Tokens, style: str) -> bool:
    """True where the words around, or the style, say that this is no time expression."""
    before, after = _around(found, tokens)
    rule = found.rule
    if found.kind == "reference":
        return _reference(found, tokens, style, before, after)
    if found.kind == "holiday":
        return before in ("operation", "white")
    if found.kind in ("latest", "year_ago") and style != "timex3":
        return False
    named = ("weekday", "date.month", "date.month-day")
    if rule in named and _in_name(found, tokens, before, after):
        return True
    if rule == "date.month":
        return _month(found, tokens, before, after)
    if rule == "date.year":
        return found.last - found.first == 1 and _year(tokens, found, before, after)
    if rule in ("date.month-day", "date.day-month", "date.day-range", "date.month-day-range"):
        return _day_count(found, tokens, before, after)
    if rule in ("season", "season.relative"):
        return _season(found, tokens, style, before, after)
    if found.kind == "clock":
        return _clock(found, tokens, before, after)
    if found.kind == "part" and found.inner is None:
        if found.first and tokens.codes[found.first - 1] in _day_codes():
            return False
        return _part(found, tokens, before, after)
    if found.kind == "numeric":
        return before in ("tel", "fax", "phone", "$", "version") or after == "%"
    if found.kind in ("duration", "shift", "window", "set", "unit"):
        return _counted(found, tokens, style, before, after)
    if rule == "date.short-year":
        return before not in (
            "in",
            "since",
            "of",
            "the",
            "by",
            "late",
            "early",
            "until",
            "from",
            "to",
        )
    if rule == "decade":
        word = tokens.words[found.first]
        return len(word) < 5 and not (word[0].isdigit() is False or before in ("the", "mid", "-"))
    return rule == "quarter" and _quarter(tokens, found, before, after)


@cache
def _day_codes() -> frozenset[str]:
    """Characters of words that a part of the day may follow: "Tuesday night", "12 May morning"."""
    sets = load().lexicon.sets
    names = ("WEEKDAY", "MONTH", "TODAY", "YEAR", "SMALL", "HOUR", "DAY", "ORDINAL", "NUMDATE")
    return frozenset("".join(sets[name] for name in names))


def _around(found: Expression, tokens: Tokens) -> tuple[str, str]:
    words = tokens.words
    before = words[found.first - 1].lower() if found.first else "\n"
    after = words[found.last].lower() if found.last < len(words) else "\n"
    return before, after


def _in_name(found: Expression, tokens: Tokens, before: str, after: str) -> bool:
    """ "Sunday Times", "Black Friday", "Theresa May", "Friday Mosque"."""
    table = _table()
    if found.last < len(tokens.words) and after in table.names_after:
        return tokens.words[found.last][:1].isupper()
    if before in ("black", "bloody") and tokens.words[found.first - 1][0].isupper():
        return True
    if found.rule == "weekday":
        return _is_person(found, tokens, before)
    if found.rule == "date.month":
        numbered = _next(tokens, found.last + 1) in table.names_after and after.isdigit()
        first_name = tokens.words[found.first] in ("April", "June", "May", "August")
        called = first_name and _is_person(found, tokens, before)
        return numbered or called or before in table.persons
    return False


def _is_person(found: Expression, tokens: Tokens, before: str) -> bool:
    """ "Monday Okoro was shot": at a sentence's start or after a comma, before another name."""
    if tokens.codes[found.last : found.last + 1] != "X":
        return False
    behind = tokens.codes[found.last + 1 : found.last + 2]
    if found.first == 0 or before in ("\n", ".", '"', "“"):
        return behind == "x" or (behind != "" and tokens.words[found.last + 1].islower())
    return before == "," and _next(tokens, found.last + 1) == ","


def _month(found: Expression, tokens: Tokens, before: str, after: str) -> bool:
    word = tokens.words[found.first]
    if word == "May":
        if found.first and tokens.codes[found.first - 1] == "X" and before not in ("in", "since"):
            return True
        return after in _table().may_after and before not in ("in", "since", "last", "this", "of")
    if word == "March" and found.first and tokens.words[found.first - 1][0].isupper():
        return before not in ("in", "since", "by", "until", "last", "on", "this", "from", "early")
    if word in ("March", "April", "June", "August"):
        # "March on Washington", "April said": a name or a verb unless a preposition leads.
        at_start = found.first == 0 or before in ("\n", ".", '"', "“")
        return at_start and word == "March" and after in ("on", "to", "of", "for", "against")
    if len(word) <= 4 and word not in ("June", "July"):
        return before not in (
            "in", "since", "last", "this", "next", "of", "until", "by", "from", "to", "late",
            "early", "mid", "-", "and", "between", "through", "during", "for", "after", "before",
        )  # fmt: skip
    return False


def _year(tokens: Tokens, found: Expression, before: str, after: str) -> bool:
    """A bare four-digit number is a year unless something is counted, numbered or paid by it."""
    value = found.year or 0
    table = _table()
    if before in table.before_number or after in table.nouns:
        return True
    if before in ("-", "/", "#", ".", "+", ":", "=") and found.first > 1:
        previous = tokens.words[found.first - 2]
        if previous[-1:].isdigit() or before in ("#", "+", "="):
            return True
        if before == "." and tokens.starts[found.first] == tokens.ends[found.first - 1]:
            return True
    if after in ("-", "/") and found.last + 1 < len(tokens.words):
        following = tokens.words[found.last + 1]
        joined = tokens.starts[found.last + 1] == tokens.ends[found.last - 1] + 1
        if following[:1].isdigit() and joined:
            return True
        if joined and following.lower() in ("strong", "year", "km", "mile", "man", "member"):
            return True
    if value < 1500 or value > 2100:
        return before not in ("in", "since", "of", "until", "by", "from", "year", "between")
    if tokens.codes[found.first - 1 : found.first] in tuple("abcdefn") and found.first:
        return True
    return False


def _day_count(found: Expression, tokens: Tokens, before: str, after: str) -> bool:
    """ "In May 20 people were killed" counts people; "killed 15. May 3" does not."""
    target = found if found.kind == "date" else found.other
    if target is None or (found.kind == "date" and found.year is not None):
        return False
    last = tokens.words[found.last - 1]
    if before in ("on", "of", "since", "until", "by", "from", "before", "after", "the", "an", "a"):
        return False
    if last[0].isdigit() and last[-1].isdigit() and after in _table().nouns:
        return True
    if last[0].isdigit() and after == "," and found.last + 1 < len(tokens.words):
        following = tokens.words[found.last + 1]
        gap = tokens.starts[found.last + 1] - tokens.ends[found.last - 1]
        if following.isdigit() and len(following) == 3 and gap == 1:
            return True
    first = tokens.words[found.first]
    if first == "May" and before in ("theresa", "mr", "mrs"):
        return True
    return first[0].isdigit() and before in ("no", "#", "$", "u-", "article", "resolution")


_SEASON_AFTER = frozenset(
    ["2", "of", ".", ",", ";", ":", ")", "and", "when", "after", "as", "that", "by", "the", "in", "a", "'", '"', "\n", "with", "but", "because", "while", "to", "for", "offensive", "campaign", "season", "rains", "floods", "of", "fighting", "last", "this"]
)


def _season(
    found: Expression, tokens: Tokens, style: str, before: str, after: str
) -> bool:
    word = tokens.words[found.first].lower()
    if style == "timex3" and word != "fall" and after in ("offensive", "campaign", "fighting"):
        return before == "arab"
    if found.year is not None or found.offset is not None:
        return tokens.words[found.last - 1].lower() == "fall" and before == "to"
    if word == "fall":
        return before not in ("last", "this", "next", "early", "late", "every", "each", "coming")
    if word == "spring":
        leads = ("in", "the", "early", "late", "by", "until", "since", "of", "-", "this", "for")
        first = tokens.words[found.first][0]
        if before == "the" and after not in _SEASON_AFTER:
            return True
        return before not in leads or before == "arab" or (first.isupper() and found.first > 0)
    return before not in _table().before_season


def _clock(found: Expression, tokens: Tokens, before: str, after: str) -> bool:
    word = tokens.words[found.first]
    if found.rule == "clock.past":
        leads = ("at", "about", "around", "from", "until", "till", "by", "after", "before", "a")
        return before not in leads and word.lower() not in ("half", "quarter", "a")
    if found.rule == "clock.point" and tokens.words[found.first][0].isupper():
        return after != "\n" and tokens.codes[found.last : found.last + 1] == "X"
    if found.rule == "clock.military":
        return found.last - found.first < 2
    if found.rule == "clock.24" and found.last - found.first == 1:
        return (found.hour or 0) > 23 or before in ("$", "quran", "surah", "verse", "genesis")
    if found.rule == "clock.fraction":
        return tokens.codes[found.last : found.last + 1] == "x" and after not in (
            ".", ",", "a", "the", "on", "and", "in", "this", "when", "as", "local",
        )  # fmt: skip
    return word.startswith("$")


_PART_BEFORE = frozenset(
    ["at", "the", "by", "before", "after", "until", "till", "since", "in", "at", "during", "from", "this", "last", "that", "mid", "of", "to", "early", "late", "all", "one", "-", "through", "towards", "toward", "near", "next", "following", "between", "and", ",", "around", "about", "pre", "every", "each", "overnight", "predawn"]
)


def _part(found: Expression, tokens: Tokens, before: str, after: str) -> bool:
    word = tokens.words[found.first].lower()
    if tokens.words[found.first][0].isupper() and found.first and before not in ("\n", ".", '"'):
        return True
    if word in ("dark", "darkness", "daylight", "breakfast", "twilight"):
        return before not in ("before", "after", "until", "by", "since")
    if word in ("mornings", "afternoons", "evenings", "nights"):
        return True
    if word in ("night", "evening", "morning", "afternoon") and after in ("-", "vision", "shift"):
        return True
    if found.rule == "part.hours":
        return False
    return before not in _PART_BEFORE


def _counted(found: Expression, tokens: Tokens, style: str, before: str, after: str) -> bool:
    words = [w.lower() for w in tokens.words[found.first : found.last]]
    if "second" in words and found.unit == "S":
        if found.rule not in ("set.every", "duration.half") and words[0] not in ("a", "one", "per"):
            return True
        if after != "\n" and found.last < len(tokens.words) and tokens.codes[found.last] in "xX":
            return True
    if found.kind == "duration" and found.unit == "S" and words[0] in ("seconds", "secs"):
        return after not in ("later", "after", "before", "earlier")
    if found.kind == "unit" and found.direction == "bare":
        return _bare_unit(found, words, style, after, before)
    if found.kind == "unit" and found.unit == "Q" and words[0] in ("this", "that", "the"):
        return style != "timex3"
    if found.rule == "duration.bare":
        return _bare_units(found, words, style, before, after)
    if found.kind == "set" and found.rule == "set.periodic":
        return (
            tokens.words[found.first][0].isupper()
            and after not in ("\n",)
            and (found.last < len(tokens.words) and tokens.codes[found.last] == "X")
        )
    if found.kind == "duration":
        if words == ["a", "day"] and after in _table().day_nouns:
            return True
        if words[-1] == "old" or (after == "-" and _next(tokens, found.last + 1) == "old"):
            return True
        if words[0] in ("a", "an") and after == "-" and _next(tokens, found.last + 1) in (
            "ago", "earlier",
        ):  # fmt: skip
            return True
        if found.unit == "Q" and ("-" in words or after == "of"):
            return True
        if after == "-" and found.last + 1 < len(tokens.words):
            return tokens.words[found.last + 1].lower() == "old" and style != "timex3"
        if after == "old" or (after == "of" and tokens.words[found.last + 1].lower() == "age"):
            return True
        if words[0] in ("a", "an") and words[-1] in ("second", "quarter", "night"):
            return words[-1] != "night"
        if "quarter" in words or "quarters" in words:
            return style != "timex3"
    return False


def _next(tokens: Tokens, at: int) -> str:
    return tokens.words[at].lower() if at < len(tokens.words) else "\n"


def _bare_unit(found: Expression, words: list[str], style: str, after: str, before: str) -> bool:
    """ "the year", "the day": mostly a noun like any other, so asked to stand alone."""
    if after == "-":
        return True
    if style == "timex3":
        if found.unit in ("Q",):
            return False
        if found.unit == "D":
            return before not in ("in", "during", "of", "for") or after == "of"
        return after in ("of", "-", "'s") and found.unit != "Y"
    return after == "of" or before not in (
        "in", "during", "of", "over", "within", "end", "for", "within", "throughout", "since",
        "at", "by", "this", "until",
    ) or found.unit == "Q"  # fmt: skip


def _bare_units(found: Expression, words: list[str], style: str, before: str, after: str) -> bool:
    if found.unit in ("S", "MIN", "N", "WE", "Q", "HY"):
        return True
    if after in ("old", "-") or before in ("-",) or before.isdigit():
        return True
    if before in ("his", "her", "their", "our", "my", "early", "its", "teenage"):
        return True
    return before not in (
        "for", "in", "within", "after", "of", "over", "took", "take", "takes", "taken", "before",
        "lasted", "last", "spent", "during", "through", "by", "many", "and", "or",
    )  # fmt: skip


def _quarter(tokens: Tokens, found: Expression, before: str, after: str) -> bool:
    return found.year is None and after in ("of", "mile", "century") and False


_NOW_BEFORE = frozenset(["until", "till", "by", "right", "from", "up", "even", "just"])


def _reference(found: Expression, tokens: Tokens, style: str, before: str, after: str) -> bool:
    word = tokens.words[found.last - 1].lower()
    if style != "timex3":
        return not (word == "now" and before in ("until", "till", "to"))
    if found.direction == "adjective":
        if word == "former":
            return True
        return before in ("the",) and word == "recent"
    if word == "soon" and (before in ("as", "too", "how") or after == "as"):
        return True
    if tokens.surface(found.first, found.last).lower() in ("the past", "the time", "that time"):
        return after not in (".", ",", "\n", "and") or word == "time"
    return word == "once"
