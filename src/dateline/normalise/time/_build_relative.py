"""From a match of a rule to an expression: what is counted from now, clocks, durations, sets."""

from __future__ import annotations

from dateline.normalise.time._build import (
    CALENDAR_BUILDERS,
    Builder,
    Match,
    relation,
    weekday_of,
)
from dateline.normalise.time._expressions import Expression


def deictic(m: Match) -> Expression | None:
    word = m.words("t")[0]
    offset = int(m.value("t", "TODAY"))
    if m.has("b"):
        offset *= 2
    part = "NI" if word in ("tonight", "overnight") else None
    return m.expression("deictic", offset=offset, part=part, unit="D", value=word)


def unit_of(m: Match, name: str = "u") -> str:
    return str(m.value(name, "UNIT") or m.value(name, "UNITS"))


def unit(m: Match) -> Expression | None:
    of, words = unit_of(m), m.words("o")
    name = m.rule.name
    if of in ("S", "MIN", "N") or (of == "H" and not words):
        return None
    if name == "unit.bare":
        if of in ("H", "DE", "CE", "ML"):
            return None
        end = m.match.end()
        if of in ("Y", "Q") and end < len(m.tokens.words):
            if m.tokens.words[end].lower() in ("ended", "ending") and of == "Y":
                return m.expression("duration", unit=of, low=1.0)
        return m.expression("unit", unit=of, offset=0, direction="bare")
    if name in ("unit.before-last", "unit.after-next"):
        return m.expression("unit", unit=of, offset=-2 if "before" in m.all_words() else 2)
    if name == "unit.to-come":
        return m.expression("window", unit=of, low=1, offset=1)
    if name == "unit.postposed":
        back = words[0] in ("before", "earlier", "previously")
        return m.expression("unit", unit=of, offset=-1 if back else 1, told=True, direction="post")
    offset, told = relation(words)
    before = m.tokens.words[m.match.start() - 1].lower() if m.match.start() else ""
    if words == ["last"] and before == "the" and of in ("Y", "M", "DE"):
        return m.expression("window", unit=of, low=1, offset=-1, direction="last")
    if words[-1] in ("past", "coming", "upcoming", "forthcoming") and words[0] != "this":
        return m.expression("window", unit=of, low=1, offset=offset, direction=words[-1])
    if words[-1] == "next" and of == "D":
        told = True
    return m.expression("unit", unit=of, offset=offset, told=told, direction=" ".join(words))


def unit_end(m: Match) -> Expression | None:
    found = m.expression("edge", modifier="END")
    found.inner = m.expression("unit", unit=unit_of(m), offset=0, direction="bare")
    return found


def year_ago_period(m: Match) -> Expression | None:
    words = m.all_words()
    if m.has("n"):
        return m.expression("duration", low=quantity(m, "n")[0], unit=unit_of(m))
    quarter = {"first": 1, "second": 2, "third": 3, "fourth": 4}.get((m.words("q") or [""])[0])
    kind = "quarter" if "quarter" in words else "period" if "period" in words else "year"
    return m.expression("year_ago", quarter=quarter, value=kind)


def latest_period(m: Match) -> Expression | None:
    words = m.all_words()
    if m.has("n"):
        return m.expression("duration", low=quantity(m, "n")[0], unit=unit_of(m))
    if words[0] == "this" and words[-1] == "period":
        return None
    current = words[0] in ("this", "current")
    return m.expression("latest", unit="Q", offset=0 if current else -1)


def quantity(m: Match, name: str) -> tuple[float, float | None, bool]:
    """(low, high, vague) of a group such as "two to three", "a few", "2 1/2", "several"."""
    first, last = m.span(name)
    words = [w.lower() for w in m.tokens.words[first:last]]
    numbers: list[float] = []
    total, current, seen, vague = 0.0, 0.0, False, False
    fraction_next = False
    for at, word in enumerate(words):
        code = m.tokens.codes[first + at]
        value = m.lexicon.values["NUMWORD"].get(code)
        if fraction_next:
            fraction_next = False
            if word == "2":
                numbers[-1] = (numbers[-1] if numbers else 0) + 0.5
            continue
        if value is not None:
            if seen and value >= 100:
                current = (current or 1) * value
            elif (seen and current % 10 == 0 and current and value < 10) or (seen and current % 100 == 0 and current):
                current += value
            elif seen:
                numbers.append(current)
                current = value
            else:
                current = float(value)
            seen = True
        elif word[0].isdigit():
            if seen:
                numbers.append(total + current)
                current = 0.0
            current, seen = float(word.replace(",", "")), True
        elif word == "/":
            if seen and len(words) > at + 1:
                half = current == 1 and words[at + 1] == "2"
                current = 0.5 if half else current
                if half and numbers:
                    current = numbers.pop() + 0.5
            fraction_next = False
            return current, None, False
        elif word in ("to", "or") and seen:
            numbers.append(current)
            current, seen = 0.0, False
        elif word == "half":
            current += 0.5
            seen = True
        elif m.lexicon.values["VAGUE"].get(code) is not None and word != "some":
            current = float(m.lexicon.values["VAGUE"][code])
            seen, vague = True, word not in ("couple", "dozen")
        elif word in ("hundreds", "thousands"):
            current, seen, vague = (200.0 if word == "hundreds" else 2000.0), True, True
    if seen:
        numbers.append(current)
    if not numbers:
        return 1.0, None, False
    high = numbers[1] if len(numbers) > 1 and numbers[1] > numbers[0] else None
    return numbers[0], high, vague


def _counted(m: Match, kind: str, **fields: object) -> Expression | None:
    found = m.expression(kind, unit=unit_of(m), **fields)
    if m.has("q"):
        found.low, found.high, found.vague = quantity(m, "q")
    else:
        found.low, found.vague = 1.0, True
    return found


def shift(m: Match) -> Expression | None:
    found = _counted(m, "shift", direction=m.rule.argument)
    if found is None or found.unit in ("N", "WE"):
        return None
    words = m.all_words()
    if words[-1] == "on":
        end = m.match.end()
        following = m.tokens.words[end] if end < len(m.tokens.words) else "."
        if found.vague or following not in (".", ",", "\n", ";", ":"):
            return None
    if not m.has("q") and words[-1] in ("back",):
        return None
    found.approximate = "so" in words
    found.told = m.rule.argument in ("later", "earlier")
    return found


def shift_open(m: Match) -> Expression | None:
    """ "two days after ...": what it counts from stands behind it, or is the text's own time."""
    if m.rule.name in ("shift.day-after", "shift.day-before"):
        if m.words("u")[0] == "week":
            return None
        of = str(m.value("u", "UNIT") or "D")
        found = m.expression("shift", unit=of, low=1.0, direction=m.rule.argument)
        found.part = m.value("u", "DAYPART")
        if found.part:
            found.unit = "D"
        return found
    found = _counted(m, "shift", direction=m.rule.argument)
    if found is None or found.unit in ("WE",):
        return None
    if found.unit == "N":
        found.unit = "D"
    return found


def window(m: Match) -> Expression | None:
    words = m.words("o")
    if words[-1] == "since":
        return m.expression("window", unit=unit_of(m), low=1.0, vague=True, direction="since")
    found = _counted(m, "window")
    if found is None:
        return None
    if m.rule.name == "window.vague" and m.has("v"):
        found.unit = unit_of(m, "v")
    if words[0] == "last" and m.match.start() and m.tokens.words[m.match.start() - 1] == "to":
        return None
    if words[0] in ("within", "inside"):
        found.offset, found.direction = 1, "within"
        first = m.tokens.words[m.start("u") - 1].lower()
        if first == "the" and found.unit in ("W", "M", "Y", "D"):
            return m.expression("unit", unit=found.unit, offset=0, direction="bare")
        return found
    if words[-1] in ("ahead", "come", "to") or m.rule.name == "window.ahead":
        found.offset, found.direction = 1, "next"
        return found
    if words == ["recent"]:
        found.offset, found.direction, found.vague = -1, "recent", True
        return found
    offset, told = relation(words)
    if offset == 0:
        return None
    found.offset, found.told, found.direction = offset, told, words[-1]
    return found


def first_of(m: Match) -> Expression | None:
    """ "the first six months of ...": waits for what it is a part of."""
    words = m.words("o")
    if words[0] == "last" and not m.has("q") and unit_of(m) in ("N", "D"):
        return None
    low = quantity(m, "q")[0] if m.has("q") else 1.0
    found = m.expression("first_of", unit=unit_of(m), low=low)
    found.offset = 1 if words[0] in ("first", "opening") else -1
    if m.rule.name == "window.first":
        if words[0] == "last" or found.unit in ("H", "MIN", "S"):
            return None
        found.kind = "duration"
    return found


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


def duration(m: Match) -> Expression | None:
    name = m.rule.name
    if name == "duration.half":
        return m.expression("duration", unit=unit_of(m), low=0.5)
    if name == "duration.all":
        if unit_of(m) not in ("D", "N", "W"):
            return None
        if unit_of(m) == "N":
            return m.expression("part", part="NI", value="night")
        return m.expression("duration", unit=unit_of(m), low=1.0, value="all")
    found = _counted(m, "duration")
    if found is None:
        return None
    if m.has("h"):
        found.low = (found.low or 0) + 0.5
    if m.has("q2"):
        found.value = f"{quantity(m, 'q2')[0]:g}{m.value('v', 'UNITS')}"
    if name == "duration.bare":
        found.direction = "bare"
    if name == "duration.long" and m.start("u") >= 0 and m.value("u", "UNIT"):
        found.vague = False
    return found


def set_(m: Match) -> Expression | None:
    words = m.all_words()
    if m.has("x"):
        return m.expression("set", value=str(m.value("x", "PERIODIC")), direction=words[0])
    if m.has("k"):
        return m.expression("set", value=f"XXXX-WXX-{m.value('k', 'WEEKDAYS')}")
    if m.has("w"):
        tail = f"T{m.value('p', 'DAYPART')}" if m.has("p") else ""
        return m.expression("set", value=f"XXXX-WXX-{weekday_of(m)}{tail}")
    if m.has("m"):
        return m.expression("set", value=f"XXXX-{m.value('m', 'MONTH'):02d}")
    if m.has("s"):
        return m.expression("set", value=f"XXXX-{m.value('s', 'SEASON')}")
    if m.has("p"):
        return m.expression("set", value=f"XXXX-XX-XXT{m.value('p', 'DAYPART')}")
    found = m.expression("set", unit=unit_of(m), low=1.0)
    if m.has("q"):
        if words[1] == "other":
            found.low = 2.0
        elif words[1] == "few":
            found.vague = True
        elif words[1] != "single":
            found.low = quantity(m, "q")[0]
    return found


def reference(m: Match) -> Expression | None:
    argument = m.rule.argument
    if argument in ("", "adjective"):
        name = "NOWREF" if not argument else "NOWADJ"
        return m.expression(
            "reference", value=str(m.value("x", name)), direction=argument or "word"
        )
    return m.expression("reference", value=argument, direction="phrase")


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


BUILDERS: dict[str, Builder] = {
    **CALENDAR_BUILDERS,
    **{
        f.__name__.rstrip("_"): f
        for f in (
            deictic, unit, unit_end, year_ago_period, latest_period, shift, shift_open, window,
            first_of, clock, clock_past, part, duration, set_, reference,
            sure_hour, sure_day_number, sure_part, sure_day, sure_unit,
        )
    },
}  # fmt: skip
