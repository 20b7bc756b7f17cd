"""From a match of a rule to an expression: dates, weekdays, seasons, units.

Every function here takes a `Match` and gives the expression, or None where the words, though they
fit the pattern, cannot be what it says ("June 31"). `BUILDERS` names them for `data/rules.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dateline.normalise.time._expressions import Expression
from dateline.normalise.time._grammar import Rule
from dateline.normalise.time._lexicon import Lexicon
from dateline.normalise.time._tokens import Tokens
from dateline.normalise.time._words import words as listed


@dataclass(slots=True)
class Match:
    """One rule's match: which tokens each of its names holds."""

    rule: Rule
    tokens: Tokens
    lexicon: Lexicon
    match: re.Match[str]

    def has(self, name: str) -> bool:
        first, last = self.span(name)
        return last > first

    def span(self, name: str) -> tuple[int, int]:
        """The tokens of the first group of that name that matched; (-1, -1) where none did."""
        for index in self.rule.groups.get(name, ()):
            if self.match.start(index) >= 0:
                return self.match.span(index)
        return -1, -1

    def start(self, name: str) -> int:
        return self.span(name)[0]

    def words(self, name: str) -> list[str]:
        """The words of a group, lower case; empty where it matched nothing."""
        if not self.has(name):
            return []
        first, last = self.span(name)
        return [word.lower() for word in self.tokens.words[first:last]]

    def all_words(self) -> list[str]:
        first, last = self.match.span()
        return [word.lower() for word in self.tokens.words[first:last]]

    def value(self, name: str, of: str) -> Any:
        """The lexicon value of the first token of a group, or None where it matched nothing."""
        if not self.has(name):
            return None
        return self.lexicon.values[of].get(self.tokens.codes[self.start(name)])

    def number(self, name: str) -> int | None:
        """A group of digits or an ordinal as a number, or None where it matched nothing."""
        if not self.has(name):
            return None
        digits = re.sub(r"\D", "", self.tokens.words[self.start(name)])
        return int(digits) if digits else None

    def expression(self, kind: str, **fields: Any) -> Expression:
        first, last = self.match.span()
        fields.setdefault("hyphenated", "-" in self.tokens.words[first:last])
        return Expression(first, last, kind, self.rule.name, **fields)


Builder = Callable[[Match], "Expression | None"]


def weekday_of(m: Match, name: str = "w") -> int | None:
    value = m.value(name, "WEEKDAY") or m.value(name, "WEEKDAYABBR")
    return None if value is None else int(value)


def relation(words: list[str]) -> tuple[int, bool]:
    """Offset and whether it counts from the text's own time, of "last", "this past", "that"."""
    if any(w in ("that", "same", "very") for w in words):
        return 0, True
    last = words[-1] if words else "this"
    if last in ("previous", "preceding", "prior"):
        return -1, True
    if last in ("following", "subsequent", "ensuing"):
        return 1, True
    if last in ("last", "past"):
        return -1, False
    if last in ("next", "coming", "upcoming", "forthcoming"):
        return 1, False
    return 0, False


def date(m: Match) -> Expression | None:
    day = m.number("d")
    if day is None and m.has("d"):
        day = m.value("d", "ORDWORD")
    month = m.value("m", "MONTH")
    year = m.number("y")
    if m.has("p"):
        short = m.number("p") or 0
        year = short + (2000 if short < 40 else 1900)
    if day is not None and not 1 <= day <= _longest(month):
        return None
    return m.expression("date", year=year, month=month, day=day, weekday=weekday_of(m))


def _longest(month: int | None) -> int:
    if month is None:
        return 31
    return (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def iso(m: Match) -> Expression | None:
    word = m.tokens.words[m.match.start()]
    year, month, day = (int(part) for part in word[:10].split("-"))
    if not (1 <= month <= 12 and 1 <= day <= _longest(month) and 1000 <= year <= 2999):
        return None
    found = m.expression("date", year=year, month=month, day=day)
    if "T" not in word:
        return found
    clock = m.expression("clock", hour=int(word[11:13]), minute=int(word[14:16]))
    clock.inner = found
    return clock if clock.hour is not None and clock.hour <= 24 and clock.minute < 60 else None


def numeric(m: Match) -> Expression | None:
    """ "07.04.2017", "11/02/89": which of the two is the day is settled with the document."""
    return m.expression("numeric", value=m.tokens.words[m.match.start()])


def date_range(m: Match) -> Expression | None:
    first, second = m.number("d"), m.number("e")
    month, year = m.value("m", "MONTH"), m.number("y")
    if first is None or second is None or not 1 <= first < second <= _longest(month):
        return None
    found = m.expression("range")
    inner = m.expression("date", year=year, month=month, day=first, weekday=weekday_of(m))
    other = m.expression("date", year=year, month=month, day=second)
    return _parts(found, inner, other, m, "d", "e")


def _parts(
    found: Expression, inner: Expression, other: Expression, m: Match, first: str, second: str
) -> Expression:
    """A range with its two ends, each on its own words."""
    inner.last, other.first = m.span(first)[1], m.span(second)[0]
    found.inner, found.other = inner, other
    return found


def month_range(m: Match) -> Expression | None:
    year = m.number("y")
    found = m.expression("range")
    inner = m.expression("date", year=year, month=m.value("m", "MONTH"))
    other = m.expression("date", year=year, month=m.value("n", "MONTH"))
    if year is not None and (inner.month or 0) > (other.month or 0):
        inner.year = year - 1
    return _parts(found, inner, other, m, "m", "n")


def year_range(m: Match) -> Expression | None:
    first = m.number("y") or 0
    text = m.words("e")[0]
    second = int(text)
    if len(text) < 4:
        if len(text) != 2:
            return None
        second += first // 100 * 100
    if not first < second <= first + 150:
        return None
    found = m.expression("range")
    inner, other = m.expression("date", year=first), m.expression("date", year=second)
    return _parts(found, inner, other, m, "y", "e")


def year_words(m: Match) -> Expression | None:
    head = m.words("c")[0]
    month = m.value("m", "MONTH")
    if head == "two":
        return m.expression("date", year=2000)
    century = {"twenty": 20, "nineteen": 19, "eighteen": 18, "seventeen": 17}[head] * 100
    tens, ones = m.value("t", "TENS") or 0, m.value("u", "ONES") or 0
    if head == "twenty" and not tens:
        return None
    return m.expression("date", year=century + int(tens) + int(ones), month=month)


def before_christ(m: Match) -> Expression | None:
    year = m.number("n") or 0
    month, season = m.value("m", "MONTH"), m.value("s", "SEASON")
    tail = f"-{month:02d}" if month else f"-{season}" if season else ""
    found = m.expression("bc", value=f"BC{year:04d}{tail}")
    if m.has("e"):
        other = m.expression("bc", value=f"BC{m.number('e') or 0:04d}")
        return _parts(m.expression("range"), found, other, m, "n", "e")
    return found


def day_of_month(m: Match) -> Expression | None:
    """ "the 12th", with no month: only where nothing that it could count follows."""
    day = m.number("d") or 0
    end = m.match.end()
    words = m.all_words()
    month_named = "month" in words
    if not month_named:
        if words[-1] in ("of", "day"):
            return None
        following = m.tokens.words[end].lower() if end < len(m.tokens.words) else "."
        before = m.tokens.words[m.match.start() - 1].lower() if m.match.start() else ""
        if following not in listed("behind.day_of_month"):
            return None
        if before not in listed("lead.day_of_month"):
            return None
    found = m.expression("date", day=day)
    found.offset = -1 if m.has("o") else None
    return found


def weekday(m: Match) -> Expression | None:
    found = m.expression("date", weekday=weekday_of(m))
    words = m.words("o")
    end = m.match.end()
    following = m.tokens.words[end].lower() if end < len(m.tokens.words) else ""
    if m.rule.name == "weekday.last-postposed" and following in ("week", "month", "year"):
        return None
    if words:
        found.offset, found.told = relation(words)
        found.direction = " ".join(words)
        if m.has("b"):
            found.offset = -2
    return found


def month_relative(m: Match) -> Expression | None:
    words = m.words("o")
    end = m.match.end()
    following = m.tokens.words[end].lower() if end < len(m.tokens.words) else ""
    if words[-1] in ("current", "present", "prior") or following in ("year", "month", "week"):
        return None
    found = m.expression("date", month=m.value("m", "MONTH"), day=m.number("d"))
    found.offset, found.told = relation(words)
    return found


def season(m: Match) -> Expression | None:
    found = m.expression("date", season=m.value("s", "SEASON"), year=m.number("y"))
    if m.has("o"):
        found.offset, found.told = relation(m.words("o"))
    return found


_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 2, "latter": 2}


def quarter(m: Match) -> Expression | None:
    number = m.number("n") if m.has("n") else _ORDINALS.get(m.words("q")[0], m.number("q"))
    if number is None or not 1 <= number <= 4:
        return None
    return m.expression("date", quarter=number, year=m.number("y"))


def half(m: Match) -> Expression | None:
    found = m.expression("date", half=_ORDINALS[m.words("h")[0]], year=m.number("y"))
    words = m.all_words()
    if "last" in words[1:]:
        found.offset = -1
    elif "next" in words:
        found.offset = 1
    elif "year" not in words and found.year is None and m.match.end() < len(m.tokens.words):
        return None
    return found


def decade(m: Match) -> Expression | None:
    if m.has("w"):
        found = m.expression("decade", year=1900 + 10 * int(m.value("w", "DECADEWORD")))
        early = [w for w in m.all_words() if w in ("early", "mid", "late")]
        if early:
            found.modifier = {"early": "START", "mid": "MID", "late": "END"}[early[0]]
        return found
    digits = re.sub(r"\D", "", m.words("d")[0])
    year = int(digits) if len(digits) == 4 else 1900 + int(digits)
    return m.expression("decade", year=year)


def century(m: Match) -> Expression | None:
    number = m.number("n")
    if number is None:
        first = m.value("n", "TENS")
        last_code = m.tokens.codes[m.span("n")[1] - 1]
        number = (first or 0) + int(m.lexicon.values["ORDWORD"].get(last_code, 0))
    if not 1 <= number <= 22:
        return None
    return m.expression("century", year=number, direction="bc" if m.has("b") else None)


def week_of(m: Match) -> Expression | None:
    if m.has("h"):
        return m.expression("week_of", holiday=m.words("h")[0])
    inner = date(m)
    if inner is None:
        return None
    found = m.expression("week_of")
    found.inner = inner
    return found


def holiday(m: Match) -> Expression | None:
    return m.expression("holiday", holiday=m.rule.argument, year=m.number("y"))


CALENDAR_BUILDERS: dict[str, Builder] = {
    f.__name__: f
    for f in (
        date, iso, numeric, date_range, month_range, year_range, year_words, before_christ,
        day_of_month, weekday, month_relative, season, quarter, half, decade, century, week_of,
        holiday,
    )
}  # fmt: skip
