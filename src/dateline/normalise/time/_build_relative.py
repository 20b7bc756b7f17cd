"""From a match of a rule to an expression: what is counted from now, clocks, durations, sets."""

from __future__ import annotations

from dateline.normalise.time._build import (
    CALENDAR_BUILDERS,
    Builder,
    Match,
    relation,
    weekday_of,
)
from dateline.normalise.time._build_clock import CLOCK_BUILDERS
from dateline.normalise.time._expressions import Expression
from dateline.normalise.time._quantity import quantity, unit_of


def deictic(m: Match) -> Expression | None:
    word = m.words("t")[0]
    offset = int(m.value("t", "TODAY"))
    if m.has("b"):
        offset *= 2
    part = "NI" if word in ("tonight", "overnight") else None
    return m.expression("deictic", offset=offset, part=part, unit="D", value=word)


def unit(m: Match) -> Expression | None:
    of, words = unit_of(m), m.words("o")
    name = m.rule.name
    if of in ("S", "MIN", "N") or (of == "H" and not words):
        return None
    if name == "unit.bare":
        if of in ("H", "DE", "CE", "ML"):
            return None
        following = m.tokens.words[m.match.end() : m.match.end() + 1]
        if of == "Y" and following in (["ended"], ["ending"]):
            return m.expression("duration", unit=of, low=1.0)
        return m.expression("unit", unit=of, offset=0, direction="bare")
    if name in ("unit.before-last", "unit.after-next"):
        return m.expression("unit", unit=of, offset=-2 if "before" in m.all_words() else 2)
    if name == "unit.to-come":
        return m.expression("window", unit=of, low=1, offset=1)
    if name == "unit.postposed":
        if of == "D" and words[0] in ("before", "after"):
            return None  # `shift.day-after`: it may be counted from an event named behind it
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


def _counted(m: Match, kind: str, **fields: object) -> Expression:
    found = m.expression(kind, unit=unit_of(m), **fields)
    if m.has("q"):
        found.low, found.high, found.vague = quantity(m, "q")
    else:
        found.low, found.vague = 1.0, True
    return found


def shift(m: Match) -> Expression | None:
    found = _counted(m, "shift", direction=m.rule.argument)
    if found.unit in ("N", "WE"):
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
    if found.unit == "WE":
        return None
    if found.unit == "N":
        found.unit = "D"
    return found


def window(m: Match) -> Expression | None:
    words = m.words("o")
    if words[-1] == "since":
        return m.expression("window", unit=unit_of(m), low=1.0, vague=True, direction="since")
    found = _counted(m, "window")
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


BUILDERS: dict[str, Builder] = {
    **CALENDAR_BUILDERS,
    **CLOCK_BUILDERS,
    **{
        f.__name__.rstrip("_"): f
        for f in (
            deictic, unit, unit_end, year_ago_period, latest_period, shift, shift_open, window,
            first_of, duration, set_, reference,
        )
    },
}  # fmt: skip
