"""How many of which unit: "two to three weeks", "a few", "2 1/2 years", "several"."""

from __future__ import annotations

from dateline.normalise.time._build import Match


def unit_of(m: Match, name: str = "u") -> str:
    return str(m.value(name, "UNIT") or m.value(name, "UNITS"))


def quantity(m: Match, name: str) -> tuple[float, float | None, bool]:
    """(low, high, vague) of a group such as "two to three", "a few", "2 1/2", "several"."""
    first, last = m.span(name)
    text = [word.lower() for word in m.tokens.words[first:last]]
    if "/" in text:
        return _with_fraction(text), None, False
    found: list[float] = []
    fresh, vague = True, False
    for at, word in enumerate(text):
        code = m.tokens.codes[first + at]
        number = m.lexicon.values["NUMWORD"].get(code)
        loose = m.lexicon.values["VAGUE"].get(code)
        if number is not None:
            if fresh or not _adds(found[-1], number):
                found.append(float(number))
            else:
                found[-1] = found[-1] * number if number >= 100 else found[-1] + number
            fresh = False
        elif word[0].isdigit():
            found.append(float(word.replace(",", "")))
            fresh = False
        elif word == "half":
            found = [*found[:-1], found[-1] + 0.5] if found else [0.5]
        elif word in ("to", "or", "-") and found and text[at + 1 : at + 2] != ["a"]:
            fresh = word != "-" or found[-1] % 10 != 0
        elif word in _MANY or (loose is not None and word != "some"):
            found.append(float(_MANY.get(word, loose or 0)))
            vague = vague or word not in ("couple", "dozen")
    if not found:
        return 1.0, None, False
    high = found[1] if len(found) > 1 and found[1] > found[0] else None
    return found[0], high, vague


_MANY = {"hundreds": 200, "thousands": 2000, "number": 3, "handful": 3}


def _adds(so_far: float, number: float) -> bool:
    """Whether a number word goes on the one before: "twenty" "four", "two" "hundred"."""
    if number >= 100:
        return True
    return so_far > 0 and (so_far % 100 == 0 or (so_far % 10 == 0 and number < 10))


def _with_fraction(text: list[str]) -> float:
    """ "2 1/2" and "1/2"; any other fraction counts as one."""
    digits = [float(word) for word in text if word.isdigit()]
    if digits[-2:] != [1.0, 2.0]:
        return digits[0] if digits else 1.0
    return 0.5 + (digits[0] if len(digits) > 2 else 0.0)
