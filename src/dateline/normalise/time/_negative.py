"""What only looks like a date: names, verbs, counts, numbers of things (`data/context.toml`)."""

from __future__ import annotations

from functools import cache

from dateline.normalise.time._around import Around
from dateline.normalise.time._expressions import Expression
from dateline.normalise.time._grammar import load
from dateline.normalise.time._lexicon import SHAPES
from dateline.normalise.time._negative_counted import (
    clock_rejects,
    counted_rejects,
    part_rejects,
    reference_rejects,
)
from dateline.normalise.time._tokens import Tokens
from dateline.normalise.time._words import words

_DAY_RULES = ("date.month-day", "date.day-month", "date.day-range", "date.month-day-range")


def rejects(found: Expression, tokens: Tokens, style: str) -> bool:
    """True where the words around, or the style, say that this is no time expression."""
    near = Around(found, tokens, style)
    kind, rule = found.kind, found.rule
    if kind == "reference":
        return reference_rejects(found, near)
    if kind == "holiday":
        return near.before in words("name.before_feast")
    if rule in ("weekday", "date.month", "date.month-day") and _in_name(found, near):
        return True
    if rule == "date.month":
        return _month(near)
    if rule == "date.year":
        return found.last - found.first == 1 and _year(found, near)
    if rule in _DAY_RULES:
        return _day_count(found, near)
    if rule in ("season", "season.relative"):
        return _season(found, near)
    if kind == "clock":
        return clock_rejects(found, near)
    if kind == "part" and found.inner is None:
        after_day = found.first > 0 and tokens.codes[found.first - 1] in _day_codes()
        return not after_day and part_rejects(found, near)
    if kind == "numeric":
        return near.before in words("count.before_numeric") or near.after == "%"
    if kind in ("duration", "shift", "window", "set", "unit"):
        return counted_rejects(found, near)
    if rule == "date.short-year":
        return near.before not in words("lead.short_year")
    if rule == "decade" and len(near.word) < 5 and near.word[0].isdigit():
        return near.before not in ("the", "mid", "-")
    return False


@cache
def _day_codes() -> frozenset[str]:
    """Characters of words that a part of the day may follow: "Tuesday night", "12 May morning"."""
    sets = load().lexicon.sets
    names = ("WEEKDAY", "MONTH", "TODAY", "YEAR", "SMALL", "HOUR", "DAY", "ORDINAL", "NUMDATE")
    return frozenset("".join(sets[name] for name in names))


def _in_name(found: Expression, near: Around) -> bool:
    """ "Sunday Times", "Black Friday", "Theresa May", "Friday Mosque", "December 14 Brigade"."""
    if near.after in words("name.after"):
        return near.at(found.last)[:1].isupper()
    if near.before in words("name.before") and near.at(found.first - 1)[:1].isupper():
        return True
    if found.rule == "weekday":
        return _is_person(found, near)
    if found.rule != "date.month":
        return False
    numbered = near.after.isdigit() and near.at(found.last + 1).lower() in words("name.after")
    person = near.word in words("name.as_person") and _is_person(found, near)
    return numbered or person or near.before in words("name.persons")


def _is_person(found: Expression, near: Around) -> bool:
    """ "Monday Okoro was shot": at a sentence's start or after a comma, before another name."""
    if near.code(found.last) != "X":
        return False
    behind = near.at(found.last + 1)
    if near.starts_sentence:
        return behind.islower()
    return near.before == "," and behind == ","


def _month(near: Around) -> bool:
    word = near.tokens.words[near.first]
    named_before = near.first > 0 and near.at(near.first - 1)[:1].isupper()
    if word == "May":
        if near.code(near.first - 1) == "X" and near.before not in ("in", "since"):
            return True
        leads = ("in", "since", "last", "this", "of")
        return near.after in words("name.after_may") and near.before not in leads
    if word == "March" and named_before:
        return near.before not in words("name.leads_march")
    if word == "March":  # "March on the capital", the commander shouted
        return near.starts_sentence and near.after in words("name.march_on")
    if len(word) <= 4 and word not in ("June", "July"):
        if near.code(near.last) == "X":
            return True  # "Reporting by Jun Escareal"
        return near.before not in words("lead.month_abbreviation")
    return False


def _year(found: Expression, near: Around) -> bool:
    """A bare four-digit number is a year unless something is counted, numbered or paid by it."""
    tokens, value = near.tokens, found.year or 0
    if near.before in words("count.before_number") or near.after in words("count.nouns"):
        return True
    if near.before in ("-", "/", "#", ".", "+", ":", "=") and found.first > 1:
        if near.at(found.first - 2)[-1:].isdigit() or near.before in ("#", "+", "="):
            return True
        if near.before == "." and tokens.starts[found.first] == tokens.ends[found.first - 1]:
            return True
    if near.after in ("-", "/") and near.at(found.last + 1) != "\n":
        following = near.at(found.last + 1)
        joined = tokens.starts[found.last + 1] == tokens.ends[found.last - 1] + 1
        if joined and (following[:1].isdigit() or following in words("count.joined_to_number")):
            return True
    if near.code(found.last) == SHAPES["NUMDATE"]:
        return True  # "updated 1838 11.10.2017"
    joined = found.first > 0 and tokens.starts[found.first] == tokens.ends[found.first - 1]
    if joined and tokens.words[found.first - 1][-1:].isalpha():
        return True
    if not 1500 <= value <= 2100:
        return near.before not in words("lead.odd_year")
    return found.first > 0 and near.code(found.first - 1) in tuple("abcdefn")


def _day_count(found: Expression, near: Around) -> bool:
    """ "In May 20 people were killed" counts people; "on May 20 people" does not."""
    if found.kind == "date" and found.year is not None:
        return False
    if near.before in words("count.leads_date"):
        return False
    last = near.tokens.words[found.last - 1]
    if last.isdigit() and near.after in words("count.nouns"):
        return True
    return near.word[0].isdigit() and near.before in words("count.before_day")


def _season(found: Expression, near: Around) -> bool:
    word = near.word
    if near.style == "timex3" and word != "fall" and near.after in words("behind.season_act"):
        return near.before == "arab"
    if found.year is not None or found.offset is not None:
        return near.at(found.last - 1).lower() == "fall" and near.before == "to"
    if word == "fall":
        return near.before not in words("lead.fall")
    if word == "spring":
        if near.before == "the" and near.after not in words("behind.spring"):
            return True
        capital = near.tokens.words[found.first][0].isupper() and found.first > 0
        return near.before not in words("lead.spring") or capital
    return near.before not in words("lead.season")
