"""What kind of expression a place mention is: a name, a part, an offset, a line, a common noun."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dateline.normalise.place._words import words

DIRECTION = (
    r"(?:north|south)[ -]?(?:east|west)(?:ern(?:most)?|ward)?"
    r"|(?:north|south|east|west)(?:ern(?:most)?|ward)?"
)
"""A compass word as a pattern, without groups."""
_COMPASS = re.compile(rf"(?:{DIRECTION}|central|centre|center|upper|lower)", re.I)
_DISTANCE = (
    r"(?P<number>\d{1,4}(?:[.,]\d{1,3})?|[a-z]{3,10}(?:-[a-z]{3,5})?)[ -]?"
    r"(?P<unit>km|kms|kilomet(?:er|re)s?|miles?|mi|metres|meters|m)\b\.?"
    r"(?:\s*\([^)]{1,30}\))?"
)
_ABOUT = r"(?:about|some|around|roughly|nearly|almost|over|approximately|more than|just|only)"
_OF = r"(?:of|from|outside|to|off)"
_OFFSET = re.compile(
    rf"^(?P<head>.{{0,60}}?)\b(?:{_ABOUT}\s+)?{_DISTANCE}\s+(?:(?:to\s+the|due|further)\s+)?"
    rf"(?:(?P<direction>{DIRECTION})\s+)?{_OF}\s+(?P<rest>\S.{{0,80}})$",
    re.I,
)
_DIRECTION_OF = re.compile(
    rf"^(?P<head>.{{0,60}}?)\b(?:to\s+the\s+|just\s+|in\s+the\s+)?"
    rf"(?P<direction>{DIRECTION})\s+of\s+(?P<rest>\S.{{0,80}})$",
    re.I,
)
_BETWEEN = re.compile(
    r"^(?P<head>.{0,80}?)\bbetween\s+(?P<a>\S.{0,60}?)\s+and\s+(?P<b>\S.{0,60})$", re.I
)
_FROM_TO = re.compile(
    r"^(?P<head>.{0,80}?)\bfrom\s+(?P<a>\S.{0,60}?)\s+to\s+(?P<b>\S.{0,60})$", re.I
)
_ROAD_PAIR = re.compile(
    r"^(?P<a>[^\s–—-][^–—]{0,50}?)\s*[–—-]\s*(?P<b>[^\s–—-][^–—]{0,50}?)\s+"
    r"(?P<noun>road|highway|motorway|route|railway|line|axis|corridor|border|frontier|boundary)$",
    re.I,
)
_ROAD_TO = re.compile(
    r"^(?P<head>(?:[\w-]+\s+){0,4}?(?:road|highway|route|track|motorway))\s+"
    r"(?:leading\s+)?(?:to|towards?|from|out\s+of|into)\s+(?P<rest>\S.{0,60})$",
    re.I,
)
_NEAR = re.compile(
    r"^(?P<head>.{0,60}?)\b(?P<cue>near(?:by)?(?:\s+to)?|close\s+to|around|outside|"
    r"(?:on\s+|in\s+)?(?:the\s+)?(?:outskirts|edge|edges|periphery|vicinity|fringes)\s+of|"
    r"surroundings\s+of|adjacent\s+to|next\s+to|beyond)\s+(?P<rest>\S.{0,80})$",
    re.I,
)
_NEAR_AFTER = re.compile(
    r"^(?P<rest>\S.{0,60}?)(?:'s|s'|’s)?\s+(?:outskirts|suburbs|surroundings|environs|area)$", re.I
)
_BORDER = re.compile(
    r"^(?P<head>.{0,60}?)\b(?:border|frontier|boundary)(?:\s+(?:with|of|between|in)\s+"
    r"(?P<rest>\S.{0,60}))?(?:\s+(?:area|areas|region|regions|zone|post|crossing|town|strip))?$",
    re.I,
)
_PART = re.compile(rf"^(?P<direction>{_COMPASS.pattern})[ -](?P<rest>\S.{{0,80}})$", re.I)
_PART_OF = re.compile(
    rf"^(?:the\s+)?(?:far\s+)?(?P<direction>{_COMPASS.pattern})(?:\s+(?:part|parts|half|side|edge|"
    r"end|bank|quarter|quarters|areas?|suburbs|neighbou?rhoods|countryside|"
    r"districts|corner|gate|entrance))?\s+(?:of|in)\s+(?P<rest>\S.{0,80})$",
    re.I,
)
_WITHIN = re.compile(
    r"^(?P<head>[^,]{1,70}?)\s*(?:,|\s(?:of|in|at|inside|on|for|by|along|across|throughout))\s+"
    r"(?P<rest>\S.{0,80})$",
    re.I,
)
_TOWN_OF = re.compile(
    r"^(?P<head>.{1,60}?)\s(?P<noun>city|town|village|hamlet|port|suburb|island|province|state|"
    r"district|governorate|region)\s+of\s+(?P<rest>[A-ZÀ-Þ‘’'`a][\w‘’'`-]*.{0,50})$"
)
_DESCRIBED = re.compile(
    r"^(?:[\w'’-]+\s+){0,3}(?:of|called|named)\s+[A-ZÀ-Þ‘’'`]|^\w+\s+[a-z]+\s+[A-Z]"
)
_LOST_POSSESSIVE = re.compile(
    rf"^(?P<owner>[A-ZÀ-Þ]\w{{3,30}})s\s+(?P<rest>(?:{DIRECTION}|central)\s+\S.{{0,60}})$"
)
"""The same where the apostrophe was lost: "Aleppos southern Hamdaniya"."""
_ABBREVIATED = re.compile(r"^(?P<letter>[NSEW])\.\s*(?=[A-ZÀ-Þ][a-zà-ÿ]{3})")
_COMPASS_LETTERS = {"N": "north", "S": "south", "E": "east", "W": "west"}
_TWO_PARTS = re.compile(
    rf"^(?P<one>{DIRECTION})\s+and\s+(?P<two>{DIRECTION})\s+(?P<rest>\S.{{0,80}})$", re.I
)
_CENTRE_OF = re.compile(
    r"^(?P<rest>[A-ZÀ-Þ][\w'’-]{2,30}(?:\s[A-ZÀ-Þ][\w'’-]{1,30}){0,2}?)(?:['’]s)?\s+"
    r"(?:city\s+|town\s+)?cent(?:re|er)$"
)
_TOWN_S_PART = re.compile(
    rf"^(?P<noun>city|town|village|capital)['’]?s\s+(?:far\s+)?(?P<direction>{DIRECTION})"
    r"(?:\s+(?:side|edge|outskirts|suburbs|districts|neighbou?rhoods|quarters))?$",
    re.I,
)
_DIVISION_TAIL = re.compile(
    r"^(?P<name>\S.{2,60}?)\s+(?:state|province|region|governorate|oblast|department)$"
)
_POSSESSIVE = re.compile(r"^(?P<owner>[A-ZÀ-Þ][^'’]{1,40}?)(?:['’]s|s['’])\s+(?P<rest>\S.{0,60})$")
_LEADING = re.compile(
    r"^(?:the|a|an|this|that|its|their|his|her|our|same|parts?\s+of|much\s+of|most\s+of|all\s+of|"
    r"other|nearby|neighbou?ring|entire|whole\s+of|whole|greater|besieged|occupied|several|some|"
    r"many|various|mainly|mostly|predominantly|majority(?=\s+[A-Z])|"
    r"(?:Kurdish|Sunni|Shi['’]?ite|Shia|Alawite|Christian|Druze|Muslim|Tuareg|Pashtun)"
    r"(?:[ -](?:majority|held|controlled|run|populated|dominated))?"
    r"(?=\s+(?:area|region|district|town|village|quarter|neighbou?rhood|suburb|enclave)s?\b)|"
    r"(?:rebel|opposition|regime|government|insurgent|militant)[ -](?:held|controlled|run)|"
    r"(?:\w+-)?(?:held|controlled|besieged|occupied|rich|backed|majority|run|populated|"
    r"dominated|speaking|ruled)|restive|embattled|war-torn|ancient|historic|old|small|"
    r"rural|urban|remote|mountainous|coastal)\s+",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Expression:
    """A place mention taken apart.

    `form` is name, offset (km, direction), direction (no distance), near, part, between, road_to,
    border, common or capital. `name` and `other` are names as written; `nouns` the common nouns
    that stood with the name ("town of"); `countries` the ISO codes of adjectives and owners.
    """

    form: str
    name: str = ""
    other: str = ""
    direction: str = ""
    km: float = 0.0
    nouns: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    within: str = ""


@lru_cache(maxsize=16_384)
def parse(text: str, upper: bool = False) -> Expression:
    """Takes a mention apart. `upper`: the document is in capitals, which then tell nothing."""
    source = " ".join(text.split()).strip(' ,.;:"“”()[]')
    if upper and source.isupper():
        source = _as_title(source)
    return _parse(source, depth=0)


def direction_of(word: str) -> str:
    """ "north" for "northern", "northeast" for "north-eastern", "central" for "centre"."""
    flat = re.sub(r"[ -]", "", word.lower())
    if flat.startswith(("cent", "upper", "lower")):
        return "north" if flat == "upper" else "south" if flat == "lower" else "central"
    return re.sub(r"(?:ern|ernmost|ward)$", "", flat)


def kilometres(number: str, unit: str) -> float | None:
    """The distance in km; None where the number word is not known."""
    lowered = number.lower().replace(",", ".")
    value = words().number_words.get(lowered)
    if value is None:
        try:
            value = float(lowered)
        except ValueError:
            return None
    if unit.lower().startswith("mi"):
        return value * 1.609344
    if unit.lower() in ("m", "metres", "meters"):
        return value / 1000
    return value


def _parse(text: str, depth: int) -> Expression:
    text = _spelt_out(_strip_leading(text))
    if not text or depth > 3:
        return Expression("common", nouns=(text.lower(),) if text else ())
    if found := _relations(text, depth):
        return found
    return _plain(text, depth)


def _spelt_out(text: str) -> str:
    """ "N. Syria" as "northern Syria", "S. Sudan" as "South Sudan"."""
    match = _ABBREVIATED.match(text)
    if match is None:
        return text
    compass, rest = _COMPASS_LETTERS[match["letter"]], text[match.end() :]
    whole = f"{compass.title()} {rest}"
    return whole if words().is_fixed(whole) else f"{compass}ern {rest}"


def _both_ways(one: str, two: str) -> str:
    """The direction of "northern and eastern"; empty where the two are opposite."""
    one, two = direction_of(one), direction_of(two)
    if one in two or two in one:
        return max(one, two, key=len)
    if one in ("east", "west"):
        one, two = two, one
    return one + two if one in ("north", "south") and two in ("east", "west") else ""


def _relations(text: str, depth: int) -> Expression | None:
    match: re.Match[str] | None
    if words().adjective(text) or words().country_named(text):
        return None
    if (match := _DIVISION_TAIL.match(text)) and words().is_fixed(match["name"]):
        return Expression("name", match["name"], nouns=(text.split()[-1].lower(),))
    if match := _TOWN_S_PART.match(text):
        return Expression(
            "common", direction=direction_of(match["direction"]), nouns=(match["noun"].lower(),)
        )
    if (match := _TWO_PARTS.match(text)) and (corner := _both_ways(match["one"], match["two"])):
        return _relations(f"{corner}ern {match['rest']}", depth + 1)
    if match := _CENTRE_OF.match(text):
        inner = _parse(match["rest"], depth + 1)
        return Expression("part", inner.name, direction="central", countries=inner.countries)
    if (match := _TOWN_OF.match(text)) and not words().is_fixed(text):
        inner = _parse(match["rest"], depth + 1)
        return _merge(inner, _adjectives_in(match["head"]), (match["noun"],))
    if match := _ROAD_PAIR.match(text):
        if match["noun"].lower() in ("border", "frontier", "boundary"):
            both = (*_adjective(match["a"]), *_adjective(match["b"]))
            if len(both) >= 2:
                return Expression("border", countries=both)
        elif _is_namelike(match["a"]) and _is_namelike(match["b"]):
            return Expression("between", match["a"], match["b"], nouns=(match["noun"].lower(),))
    if match := _OFFSET.match(text):
        km = kilometres(match["number"], match["unit"])
        if km is not None and km <= 1500:
            inner = _parse(match["rest"], depth + 1)
            direction = direction_of(match["direction"] or "") if match["direction"] else ""
            return Expression(
                "offset", inner.name, direction=direction, km=km, nouns=_nouns(match["head"]),
                countries=inner.countries,
            )  # fmt: skip
    for pattern in (_BETWEEN, _FROM_TO):
        if (match := pattern.match(text)) and _is_namelike(match["a"]):
            if re.search(r"\bborder|frontier", match["head"], re.I):
                return Expression(
                    "border", countries=(*_countries(match["a"]), *_countries(match["b"]))
                )
            a, b = _parse(match["a"], depth + 1), _parse(match["b"], depth + 1)
            if a.name and b.name:
                return Expression(
                    "between", a.name, b.name, nouns=_nouns(match["head"]), within=b.within
                )
    if match := _BORDER.match(text):
        owners = _countries(match["rest"] or "") + _adjectives_in(match["head"])
        direction = next(
            (direction_of(w) for w in match["head"].split() if _COMPASS.fullmatch(w)), ""
        )
        if owners or not match["rest"]:
            return Expression("border", direction=direction, countries=owners)
    if match := _DIRECTION_OF.match(text):
        inner = _parse(match["rest"], depth + 1)
        return Expression(
            "direction", inner.name, direction=direction_of(match["direction"]),
            nouns=_nouns(match["head"]) or inner.nouns if not inner.name else _nouns(match["head"]),
            countries=inner.countries,
        )  # fmt: skip
    if match := _PART_OF.match(text):
        inner = _parse(match["rest"], depth + 1)
        return Expression(
            "part", inner.name, direction=direction_of(match["direction"]),
            countries=inner.countries, nouns=inner.nouns,
        )  # fmt: skip
    if match := _ROAD_TO.match(text):
        inner = _parse(match["rest"], depth + 1)
        if inner.name:
            return Expression("road_to", inner.name, nouns=("road",), countries=inner.countries)
    if (match := _NEAR.match(text)) or (match := _NEAR_AFTER.match(text)):
        inner = _parse(match["rest"], depth + 1)
        if inner.name or inner.form in ("border", "capital"):
            if inner.form == "border":
                return inner
            nouns = _nouns(match["head"]) if "head" in match.groupdict() else ()
            return Expression("near", inner.name, nouns=nouns, countries=inner.countries)
    if (match := _PART.match(text)) and not words().is_fixed(text):
        inner = _parse(match["rest"], depth + 1)
        if inner.name and inner.nouns and _DESCRIBED.match(match["rest"]):
            # "southern Philippine island of Mindanao" is where Mindanao lies, not a part of it.
            return inner
        if inner.form in ("name", "common") or inner.countries:
            return Expression(
                "part" if inner.name or inner.countries else "common",
                inner.name,
                direction=direction_of(match["direction"]),
                nouns=inner.nouns,
                countries=inner.countries,
            )
    return None


def _plain(text: str, depth: int) -> Expression:
    table = words()
    if countries := table.country_named(text):
        return Expression("name", text, countries=() if len(countries) > 1 else countries)
    if match := _POSSESSIVE.match(text):
        owner = table.country_named(match["owner"])
        inner = _parse(match["rest"], depth + 1)
        within = "" if owner else match["owner"]
        return _merge(inner, owner, (), within)
    if (match := _LOST_POSSESSIVE.match(text)) and not table.country_named(match["owner"]):
        return _merge(_parse(match["rest"], depth + 1), (), (), match["owner"])
    adjective, rest = table.leading_adjective(text)
    if adjective and not rest:
        return Expression("name", text, countries=adjective)
    if adjective and not table.is_fixed(text):
        return _merge(_parse(rest, depth + 1), adjective, ())
    head, nouns, tail = table.split_nouns(text)
    if head == "" and not tail:
        if any(noun.endswith("capital") for noun in nouns):
            return Expression("capital", nouns=nouns)
        return Expression("common", nouns=nouns)
    if head == "" and tail:
        inner = _parse(tail, depth + 1)
        return _merge(inner, (), nouns)
    if (match := _WITHIN.match(text)) and not table.is_fixed(text):
        outer = _parse(match["rest"], depth + 1)
        inner = _parse(match["head"], depth + 1)
        if inner.form in ("common", "capital") or not inner.name:
            return _merge(outer, inner.countries, inner.nouns or (match["head"].lower(),))
        if _is_namelike(_strip_leading(match["rest"])):
            return Expression(
                inner.form, inner.name, inner.other, inner.direction, inner.km, inner.nouns,
                (*inner.countries, *outer.countries), outer.name,
            )  # fmt: skip
    if not _is_namelike(text):
        # The capitalised rest of a lower-case phrase: "gunmen-held Bria"
        capital = re.search(r"(?<!\w)[A-ZÀ-Þ]", text)
        if capital and capital.start() > 0:
            return _merge(
                _parse(text[capital.start() :], depth + 1),
                (),
                (text[: capital.start()].strip().lower(),),
            )
        return Expression("common", nouns=(*nouns, text.lower()))
    return Expression("name", text, nouns=nouns)


def _merge(
    inner: Expression, countries: tuple[str, ...], nouns: tuple[str, ...], within: str = ""
) -> Expression:
    return Expression(
        inner.form,
        inner.name,
        inner.other,
        inner.direction,
        inner.km,
        (*nouns, *inner.nouns),
        (*countries, *inner.countries),
        within or inner.within,
    )


def _strip_leading(text: str) -> str:
    for _ in range(4):
        shorter = _LEADING.sub("", text, count=1)
        if shorter == text or words().is_fixed(text):
            break
        text = shorter
    return text.strip()


def _nouns(head: str | None) -> tuple[str, ...]:
    cleaned = (head or "").strip(" ,").lower()
    return (cleaned,) if cleaned else ()


def _countries(text: str) -> tuple[str, ...]:
    found: list[str] = []
    for part in re.split(r"\s+and\s+|,\s*", text):
        stripped = _strip_leading(part)
        found += words().country_named(stripped)[:1] or words().adjective(stripped)[:1]
    return tuple(dict.fromkeys(found))


def _adjective(text: str) -> tuple[str, ...]:
    stripped = _strip_leading(text)
    return words().adjective(stripped)[:1] or words().country_named(stripped)[:1]


def _adjectives_in(head: str) -> tuple[str, ...]:
    found: list[str] = []
    for word in re.split(r"[\s–—-]+", head):
        cleaned = re.sub(r"['’]s$", "", word)
        found += words().adjective(cleaned)[:1] or words().country_named(cleaned)[:1]
    return tuple(dict.fromkeys(found))


def _is_namelike(text: str) -> bool:
    """Whether the text begins as a name does (al-Bab counts)."""
    stripped = text.strip()
    if not stripped:
        return False
    if stripped[0].isupper() or stripped[0] in "'’‘`":
        return True
    return (
        re.match(r"(?:al|el|ar|as|ash|at|ad|an|az|ez|de|la|le)[- ][A-ZÀ-Þ]", stripped) is not None
    )


def _as_title(text: str) -> str:
    """Capitals to title case, small words kept small, for reports set in capitals."""
    small = words().small_words
    parts = []
    for at, word in enumerate(text.split(" ")):
        low = word.lower()
        parts.append(low if (at and low in small) or low in words().all_nouns else word.title())
    return " ".join(parts)
