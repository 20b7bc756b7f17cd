"""What only looks like a time of day, a length or a vague reference: verbs, nouns, ages."""

from __future__ import annotations

from dateline.normalise.time._around import Around
from dateline.normalise.time._expressions import Expression
from dateline.normalise.time._words import words


def clock_rejects(found: Expression, near: Around) -> bool:
    rule = found.rule
    if rule == "clock.past":  # "three to one" is a score
        led = near.before in words("lead.clock_words")
        return not led and near.word not in ("half", "quarter", "a")
    if rule == "clock.point" and near.tokens.words[found.first][0].isupper():
        return near.code(found.last) == "X"
    if rule == "clock.24" and found.last - found.first == 1:
        return (found.hour or 0) > 23 or near.before in words("behind.verse")
    if rule == "clock.fraction":
        return near.code(found.last) == "x" and near.after not in words("behind.fraction_clock")
    return False


def part_rejects(found: Expression, near: Around) -> bool:
    if found.rule in ("part.hours", "duration.all"):
        return False
    capital = near.tokens.words[found.first][0].isupper()
    if capital and not near.starts_sentence:
        return True
    if near.word in words("part.dark"):
        return near.before not in words("lead.dark")
    if near.word in words("part.plural"):
        return True
    if near.word in words("part.named") and near.after in words("behind.part"):
        return True
    if near.word in ("night", "nights") and near.style == "codebook" and found.rule == "part":
        # "at night" recurs, "the night's catch" is no date; "during the night" is one.
        stretch = near.at(found.first - 2).lower() in words("lead.night")
        if near.after != "of" and (not stretch or near.after == "'s"):
            return True
    if near.before == "-" and near.style == "codebook":  # "a pre-dawn raid"
        return True
    return near.before not in words("lead.part")


def counted_rejects(found: Expression, near: Around) -> bool:
    """Lengths, sets, units and what is counted from a day."""
    inside = [word.lower() for word in near.tokens.words[found.first : found.last]]
    if found.unit == "S" and _ordinal_second(found, near, inside):
        return True
    if found.kind == "unit" and found.direction == "bare":
        return _bare_unit(found, near)
    if found.kind == "unit" and found.unit == "Q" and inside[0] in ("this", "that", "the"):
        return near.style != "timex3"
    if found.rule == "duration.bare":
        return _bare_units(found, near)
    if found.rule == "set.periodic":  # "Daily Telegraph"
        return near.tokens.words[found.first][0].isupper() and near.code(found.last) == "X"
    return found.kind == "duration" and _length(found, near, inside)


def _ordinal_second(found: Expression, near: Around, inside: list[str]) -> bool:
    """ "the second car", "a second man": an ordinal, no length."""
    if "second" in inside:
        if found.rule not in ("set.every", "duration.half") and inside[0] not in ("a", "one"):
            return True
        return near.code(found.last) in tuple("xX")
    return found.kind == "duration" and inside[0] in ("seconds", "secs")


def _length(found: Expression, near: Around, inside: list[str]) -> bool:
    behind = near.at(found.last + 1).lower()
    article = inside[0] in ("a", "an")
    if inside == ["a", "day"] and near.after in words("count.day_nouns"):
        return True
    if "old" in (inside[-1], near.after) or (near.after, behind) in (("-", "old"), ("of", "age")):
        return True
    if article and near.after == "-" and behind in ("ago", "earlier"):
        return True
    if found.unit == "Q":
        return near.style != "timex3" or article or "-" in inside or near.after == "of"
    return article and inside[-1] == "second"


def _bare_unit(found: Expression, near: Around) -> bool:
    """ "the year", "the day": mostly a noun like any other, so asked to stand alone."""
    if near.after == "-":
        return True
    if near.style == "timex3":
        if found.unit == "Q":
            return False
        if found.unit == "D":
            return near.before not in ("in", "during", "of", "for") or near.after == "of"
        return found.unit != "Y" and near.after in ("of", "'s")
    return near.after == "of" or near.before not in words("lead.bare_unit") or found.unit == "Q"


def _bare_units(found: Expression, near: Around) -> bool:
    """ "for months", "within days": only behind a word that makes a length of it."""
    if found.unit in ("S", "MIN", "N", "WE", "Q", "HY") or near.after in ("old", "-"):
        return True
    if near.before.isdigit() or near.before in words("lead.not_bare_units"):
        return True
    return near.before not in words("lead.bare_units")


def reference_rejects(found: Expression, near: Around) -> bool:
    """ "now", "recently", "the past": TimeML's; the codebook knows only "until now"."""
    word = near.at(found.last - 1).lower()
    if near.style != "timex3":
        return not (word == "now" and near.before in words("lead.now"))
    if found.direction == "adjective":
        return word == "former" or (near.before == "the" and word == "recent")
    whole = near.tokens.surface(found.first, found.last).lower()
    if whole in ("the time", "that time"):
        return True
    return whole == "the past" and near.after not in (".", ",", "\n", "and")
