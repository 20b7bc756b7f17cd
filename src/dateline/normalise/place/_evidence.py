"""What a document says about where it is: countries named, and what contains a place name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dateline.normalise.place._entry import Entry
from dateline.normalise.place._words import words
from dateline.normalise.place.gazetteer import Gazetteer
from dateline.records import Span

_TOKEN = re.compile(r"[^\W\d_][\w.'’-]*", re.UNICODE)
_AFTER = re.compile(
    r"^\s{0,3}(?P<cue>,|\(|\bin\b|\bof\b|'s\b|’s\b)?\s{0,3}"
    r"(?:(?:in|of)\s+)?(?:the\s+)?(?:province\s+of\s+|state\s+of\s+)?(?P<rest>[^\W\d_].{0,60})",
    re.DOTALL,
)
_ENDS = re.compile(r"^\s*(?:$|[,;:.!?)\]\"”—–-]|\n)")
_AMBIGUOUS = frozenset(["georgia", "jordan", "chad", "turkey", "america", "guinea", "congo"])
"""Country names that are also other things: they vote with less weight."""


def ambiguity(name: str) -> float:
    """The weight of one occurrence of a country's name as a vote for it."""
    return 0.4 if name.lower() in _AMBIGUOUS else 1.0


@dataclass(frozen=True, slots=True)
class Container:
    """What the words after a name put it in: (country, division or None), several readings where
    the words have several ("Georgia").

    `firm` is a comma followed by the container and a break ("Goma, DRC,"): nothing outside counts.
    """

    areas: tuple[tuple[str, str | None], ...]
    firm: bool

    def holds(self, entry: Entry) -> bool:
        return any(
            entry.country == country and (admin1 is None or entry.admin1 == admin1)
            for country, admin1 in self.areas
        )

    @property
    def is_division(self) -> bool:
        return all(admin1 is not None for _country, admin1 in self.areas)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Votes for countries by the document's own words, 0..1 each."""

    votes: Mapping[str, float]
    named: frozenset[str] = field(default_factory=frozenset)

    def support(self, country: str | None) -> float:
        return self.votes.get(country, 0.0) if country else 0.0

    @property
    def leading(self) -> str | None:
        """The country with most votes, ties by code; None without any."""
        if not self.votes:
            return None
        return min(self.votes, key=lambda iso: (-self.votes[iso], iso))


def count_countries(text: str) -> Counter[str]:
    """How often each country is named in a text, by name, adjective or nationality."""
    table = words()
    found: Counter[str] = Counter()
    tokens = [(match.group().rstrip(".'’-"), match.group()) for match in _TOKEN.finditer(text)]
    at = 0
    while at < len(tokens):
        if not tokens[at][0][:1].isupper():
            at += 1
            continue
        step = 1
        for size in (4, 3, 2, 1):
            chunk = [token for token, _raw in tokens[at : at + size]]
            if len(chunk) < size:
                continue
            name = " ".join(chunk)
            raw = " ".join([*chunk[:-1], tokens[at + size - 1][1]])
            isos = (
                table.country_named(name)
                or table.adjective(name)
                or table.country_named(raw)
                or table.adjective(re.sub(r"['’]s$", "", name))
            )
            if isos:
                weight = ambiguity(name)
                for iso in isos:
                    found[iso] += weight / len(isos)  # type: ignore[assignment]
                step = size
                break
        at += step
    return found


def weigh(counts: Mapping[str, float], named: Iterable[str] = ()) -> Evidence:
    """Votes from counts: a share that saturates, so that one mention already speaks."""
    total = sum(counts.values())
    if total <= 0:
        return Evidence({}, frozenset(named))
    votes = {
        iso: min(1.0, (n / total) ** 0.5) * n / (n + 0.6) for iso, n in counts.items() if n > 0
    }
    return Evidence(votes, frozenset(named) | frozenset(iso for iso, n in counts.items() if n >= 1))


def container_after(text: str, span: Span, gazetteer: Gazetteer) -> Container | None:
    """The country or division that follows a name: ", Iraq", "(Syria)", "in Nigeria"."""
    tail = text[span.end : span.end + 80]
    match = _AFTER.match(tail)
    if match is None or match["cue"] in ("'s", "’s") or match["cue"] is None:
        return None
    rest = match["rest"]
    for size in (4, 3, 2, 1):
        chunk = _first_words(rest, size)
        if chunk is None or not (chunk[:1].isupper()):
            continue
        name = chunk.rstrip(".,")
        if not name:
            continue
        found = _containers(name, gazetteer) or (
            _containers(chunk, gazetteer) if chunk != name else ()
        )
        if not found:
            continue
        following = rest[len(chunk) :]
        short = not found[0].is_country and (
            chunk.endswith(".") or (name.isupper() and len(name) == 2)
        )
        firm = match["cue"] in (",", "(") and (short or bool(_ENDS.match(following)))
        return container_of(found, firm)
    return None


def container_of(entries: Iterable[Entry], firm: bool) -> Container:
    """The container that countries and divisions make."""
    areas = dict.fromkeys(
        (entry.country or "", None if entry.is_country else entry.admin1) for entry in entries
    )
    return Container(tuple(areas), firm)


def _containers(name: str, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    return tuple(
        entry
        for entry in gazetteer.lookup(name, False)
        if (entry.is_country or entry.is_admin1) and entry.main and entry.country
    )


def _first_words(text: str, size: int) -> str | None:
    match = re.match(r"(?:[\w.'’-]+[ ]+){" + str(size - 1) + r"}[\w.'’-]+", text)
    if match is None:
        return None
    chunk = match.group()
    if re.search(r"[a-z]{3,}\.\s", chunk):  # a sentence ends inside
        return None
    return chunk
