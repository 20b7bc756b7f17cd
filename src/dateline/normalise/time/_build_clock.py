"""From a match of a rule to an expression: times of day, and words known to be a time."""

from __future__ import annotations

from dateline.normalise.time._build import Builder, Match, relation, weekday_of
from dateline.normalise.time._expressions import Expression
from dateline.normalise.time._quantity import quantity, unit_of


def clock(m: Match) -> Expression | None:
    hour: int | None = None
    minute = 0
    zone = m.value("z", "ZONE")
    if m.has("t"):
        hour, minute = (int(x) for x in str(m.value("t", "POINT")).split(":"))
    elif m.has("c"):
        word = m.words("c")[0]
        digits = [int(x) for x in _digits(word)]
        if not digits:
            return None
        hour, minute = digits[0], digits[1] if len(digits) > 1 else 0
        if "p" in word and hour < 12:
            hour += 12
        elif "a" in word and "m" in word and hour == 12:
            hour = 0
    elif m.has("h"):
        number = int(m.words("h")[0])
        hour, minute = divmod(number, 100)
    elif m.has("f"):
        return _fraction_clock(m)
    elif m.has("n"):
        code = m.tokens.codes[m.start("n")]
        word = m.words("n")[0]
        if ":" in word:
            hour, minute = (int(x) for x in word.split(":")[:2])
        else:
            hour = m.lexicon.values["NUMWORD"].get(code) or m.number("n")
    if hour is None or hour > 24 or minute > 59 or (m.has("n") and not 1 <= hour <= 12):
        return None
    found = m.expression("clock", hour=hour, minute=minute, zone=zone)
    if m.has("p"):
        _in_part(found, str(m.value("p", "DAYPART")))
        if "this" in m.all_words():
            found.inner = m.expression("deictic", offset=0, unit="D", value="today")
    if m.has("t") and hour == 12:
        found.value = "noon"
    return found


def _digits(word: str) -> list[str]:
    out, run = [], ""
    for char in word + " ":
        if char.isdigit():
            run += char
        elif run:
            out.append(run)
            run = ""
    return out


def _fraction_clock(m: Match) -> Expression | None:
    """ "at 3.20": a time of day only behind "at" and with two digits of minutes."""
    before = m.tokens.words[m.match.start() - 1].lower() if m.match.start() else ""
    hour, _, minute = m.words("f")[0].partition(".")
    if before != "at" or len(minute) != 2 or int(minute) > 59 or int(hour.replace(",", "")) > 23:
        return None
    return m.expression("clock", hour=int(hour), minute=int(minute))


def _in_part(found: Expression, part: str) -> None:
    """Twelve-hour clocks told by a part of the day: "four in the afternoon", "ten at night"."""
    hour = found.hour or 0
    if part in ("AF", "EV") and hour < 12:
        found.hour = hour + 12
    elif part == "NI":
        found.hour = hour + 12 if 5 <= hour < 12 else 24 if hour == 12 else hour


def clock_past(m: Match) -> Expression | None:
    words = m.words("b")
    minutes = {"half": 30, "quarter": 15}.get(words[0])
    if minutes is None:
        minutes = int(quantity(m, "b")[0])
    code = m.tokens.codes[m.start("n")]
    hour = m.lexicon.values["NUMWORD"].get(code) or m.number("n")
    if hour is None:
        hour = 12 if m.words("n")[0] == "noon" else 24
    elif not 1 <= hour <= 12 or (words[0] == "half" and m.words("x")[0] == "to"):
        return None
    if m.words("x")[0] == "to":
        hour, minutes = hour - 1, 60 - minutes
    if not 0 <= minutes < 60:
        return None
    return m.expression("clock", hour=int(hour), minute=minutes)


def part(m: Match) -> Expression | None:
    name = m.rule.name
    if name == "part.hours":
        return m.expression("part", part="MO", value="early hours", modifier="START")
    code = str(m.value("p", "DAYPART"))
    found = m.expression("part", part=code, value=m.words("p")[0])
    if m.has("e"):
        found.modifier = {"early": "START", "mid": "MID", "late": "END"}.get(m.words("e")[0])
    if not m.has("o"):
        return found
    words = m.words("o")
    if name == "part.postposed":
        back = words[0] in ("before", "earlier")
        found.inner = m.expression("unit", unit="D", offset=-1 if back else 1, told=True)
        return found
    offset, told = relation(words)
    if words[-1] == "next":
        told = True
    if words[-1] in ("coming", "upcoming", "current"):
        return None
    kind = "unit" if told else "deictic"
    found.inner = m.expression(kind, unit="D", offset=offset, told=told)
    return found


def sure_hour(m: Match) -> Expression | None:
    """ "about four": an hour of the day, of the half that the text does not say."""
    code = m.tokens.codes[m.start("n")]
    hour = m.lexicon.values["NUMWORD"].get(code) or m.number("n")
    if hour is None or not 1 <= hour <= 12:
        return None
    return m.expression("clock", hour=int(hour), only_sure=True)


def sure_day_number(m: Match) -> Expression | None:
    """ "its thirteenth day", "the second night": counted from the day told of."""
    number = m.number("d") or m.value("d", "ORDWORD") or 1
    unit = "W" if m.words("u")[0] == "week" else "D"
    shifted = m.expression("shift", unit=unit, low=float(number - 1), direction="later")
    shifted.only_sure = True
    return shifted


def sure_part(m: Match) -> Expression | None:
    """ "evening prayers", "first light"; "Friday prayers" are that Friday's noon."""
    words = m.all_words()
    part = "MO" if words[0] in ("first", "suhoor", "sahur") else "EV"
    if m.has("w"):
        part = "MI"
    found = m.expression("part", part=m.value("p", "DAYPART") or part, value=words[0])
    found.only_sure = True
    if m.has("w"):
        found.inner = m.expression("date", weekday=weekday_of(m))
    return found


def sure_day(m: Match) -> Expression | None:
    """ "Earlier", "then": the day told of."""
    return m.expression("unit", unit="D", offset=0, told=True, only_sure=True)


def sure_unit(m: Match) -> Expression | None:
    """ "this weeks battle": a possessive that lost its apostrophe."""
    return m.expression("unit", unit=unit_of(m), offset=0, only_sure=True)


CLOCK_BUILDERS: dict[str, Builder] = {
    f.__name__: f
    for f in (
        clock, clock_past, part, sure_hour, sure_day_number, sure_part, sure_day, sure_unit,
    )
}  # fmt: skip
