"""Scores of gazetteer entries for the names of one document, and which of them to believe."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dateline.normalise.place._entry import Entry
from dateline.normalise.place._evidence import Container, Evidence, ambiguity, weigh
from dateline.normalise.place._fold import plain_key
from dateline.normalise.place._geometry import distance_km

CONSIDERED = 20
"""Candidates kept for each name while scoring."""
_REACH_KM = 150.0
_ROUNDS = 3


@dataclass(slots=True)
class Name:
    """One distinct name of a document with all that its mentions say of it."""

    key: str
    entries: tuple[Entry, ...]
    containers: tuple[Container, ...] = ()
    countries: Counter[str] = field(default_factory=Counter)
    nouns: frozenset[str] = frozenset()
    count: int = 1
    first: int = 0
    tail: str = ""
    alone: Mapping[str, bool] = field(default_factory=dict)
    city_rival: bool = False
    vote: float = 0.0
    away: float = 0.0
    evidence: Evidence = field(default_factory=lambda: Evidence({}))
    ranked: list[tuple[float, Entry, str]] = field(default_factory=list)
    refused: str | None = None

    @property
    def best(self) -> Entry | None:
        return self.ranked[0][1] if self.ranked and self.refused is None else None


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each kind of evidence counts; chosen on the training articles."""

    variant: float = 1.3
    folded: float = 0.3
    alternate: float = 0.9
    people: float = 0.55
    prominence: float = 0.5
    country: float = 4.0
    division: float = 1.2
    own: float = 0.8
    capital: float = 1.0
    support: float = 3.5
    inside: float = 3.0
    adjective: float = 3.0
    near: float = 2.5
    same_division: float = 0.6
    division_share: float = 2.2
    lone_country: float = 2.2
    rival: float = 2.5
    noun: float = 2.0


WEIGHTS = Weights()


def rank(
    names: Sequence[Name],
    counts: Mapping[str, float],
    dateline: Entry | None = None,
    weights: Weights = WEIGHTS,
) -> Evidence:
    """Ranks the candidates of every name (in place) and returns the evidence used at the end.

    Rounds: first by spelling, people and the countries named; then each name also by the places
    that the other names were given, nearer ones counting more.
    """
    named = frozenset(iso for iso, n in counts.items() if n >= 1)
    evidence = weigh(counts, named)
    for name in names:
        name.entries = _considered(name, evidence)
        name.city_rival = any(e.is_town and e.population > 500_000 for e in name.entries)
        own = {
            entry.country: name.count * ambiguity(name.key)
            for entry in name.entries
            if entry.is_country and entry.country
        }
        name.alone = {iso: counts.get(iso, 0.0) <= n + 0.01 for iso, n in own.items()}
    fixed: list[tuple[str, Entry, float]] = []
    votes: Counter[str] = Counter(counts)
    for turn in range(_ROUNDS):
        divisions = _divisions(fixed)
        for name in names:
            others = [item for item in fixed if item[0] != name.key] if turn else []
            name.evidence = weigh(_without(votes, name), named) if turn else evidence
            if dateline is not None:
                others.append(("", dateline, 0.5))
            name.ranked = _ranked(name, name.evidence, others, divisions, weights)
        fixed = [(name.key, name.ranked[0][1], _confidence(name)) for name in names if name.ranked]
        votes = _votes(counts, names)
    for name in names:
        name.evidence = weigh(_without(votes, name), named)
        name.away = _away(name, fixed)
    return weigh(votes, named)


def _away(name: Name, fixed: Sequence[tuple[str, Entry, float]]) -> float:
    """Kilometres from a name's place to the nearest of the others; 0 with fewer than two others,
    and where its country is well supported while all the others lie abroad: a report from Cairo
    on Sudan that quotes Geneva says nothing against a town in Sudan."""
    if not name.ranked:
        return 0.0
    best = name.ranked[0][1]
    others = [other for key, other, _sure in fixed if key != name.key and other.precision <= 4]
    if len(others) < 2:
        return 0.0
    abroad = all(other.country != best.country for other in others)
    if abroad and best.level < 2 and name.evidence.support(best.country) >= HOME_SUPPORT:
        return 0.0
    return min(distance_km(best.lat, best.lon, o.lat, o.lon) for o in others)


def _considered(name: Name, evidence: Evidence) -> tuple[Entry, ...]:
    inside = [entry for entry in name.entries if any(c.holds(entry) for c in name.containers)]
    rest = sorted(
        (entry for entry in name.entries if entry not in inside),
        key=lambda e: (
            e.level,
            -(evidence.support(e.country) > 0.2),
            not (e.is_country or e.is_admin1),
            -e.population,
            e.id,
        ),
    )
    return (*inside, *rest)[:CONSIDERED]


def _divisions(fixed: Sequence[tuple[str, Entry, float]]) -> dict[tuple[str, str], float]:
    """The share of the text's places that each first-order division has, by confidence."""
    total: Counter[tuple[str, str]] = Counter()
    for _key, entry, sure in fixed:
        if entry.country and entry.admin1:
            total[entry.country, entry.admin1] += sure  # type: ignore[assignment]
    whole = sum(total.values())
    return {division: n / (whole + 0.7) for division, n in total.items()} if whole else {}


def _votes(counts: Mapping[str, float], names: Sequence[Name]) -> Counter[str]:
    votes: Counter[str] = Counter(counts)
    for name in names:
        name.vote = 0.0
        best = name.ranked[0][1] if name.ranked else None
        if best is None or best.country is None or best.level == 2 or best.is_country:
            continue
        # A name that could be in several countries must not vote for the one it was guessed in.
        lands = {entry.country for _score, entry, _why in name.ranked[:6]}
        sure = 0.6 if len(lands) == 1 else 0.35 * _confidence(name)
        if name.containers and any(c.holds(best) for c in name.containers):
            sure = 1.0
        name.vote = sure
        votes[best.country] += sure  # type: ignore[assignment]
    return votes


def _without(votes: Counter[str], name: Name) -> Counter[str]:
    """The votes less the name's own: no namesake speaks for itself."""
    if not name.vote or not name.ranked:
        return votes
    rest = Counter(votes)
    rest[name.ranked[0][1].country or ""] -= name.vote  # type: ignore[assignment]
    return Counter({iso: n for iso, n in rest.items() if n > 0.01})


def _confidence(name: Name) -> float:
    if not name.ranked:
        return 0.0
    if len(name.ranked) == 1:
        return 0.9
    gap = name.ranked[0][0] - name.ranked[1][0]
    return max(0.1, min(0.9, gap / 2.5))


def _ranked(
    name: Name,
    evidence: Evidence,
    others: Sequence[tuple[str, Entry, float]],
    divisions: Mapping[tuple[str, str], float],
    weights: Weights,
) -> list[tuple[float, Entry, str]]:
    firm = [c for c in name.containers if c.firm]
    found = []
    for entry in name.entries:
        score, why = _score(name, entry, evidence, others, divisions, weights)
        if firm and not entry.is_country and not any(c.holds(entry) for c in firm):
            # "Goma, DRC": nothing outside counts, unless the entry is itself such a container.
            score -= 8.0
            why.append("outside what it is said to be in")
        found.append((round(score, 4), entry, ", ".join(why)))
    found.sort(key=lambda item: (-item[0], item[1].level, -item[1].population, item[1].id))
    return found


def _score(
    name: Name,
    entry: Entry,
    evidence: Evidence,
    others: Sequence[tuple[str, Entry, float]],
    divisions: Mapping[tuple[str, str], float],
    w: Weights,
) -> tuple[float, list[str]]:
    why = [("exact spelling", "marks differ", "spelling variant")[entry.level]]
    score = -w.variant * (entry.level == 2) - w.folded * (entry.level == 1)
    if not entry.main:
        score -= w.alternate
        why.append("alternate name")
    score += w.people * math.log10(entry.population + 50)
    score += w.prominence * math.log10(entry.prominence + 1)
    support = evidence.support(entry.country)
    if entry.is_country:
        alone = name.alone.get(entry.country or "", False)
        if alone and len(name.entries) > 1:
            # Nothing but this very name speaks for the country: Lebanon in Indiana, perhaps.
            support = 0.0
            score += w.lone_country
        else:
            score += w.country
        why.append("country")
    elif entry.is_admin1:
        score += w.division
        if name.city_rival and name.key != plain_key(entry.name):
            score -= w.rival
    elif entry.id.startswith("own:"):
        score += w.own + (2.0 if entry.precision >= 3 else 0.0)
    if entry.feature == "PPLC":
        score += w.capital
        why.append("capital")
    if support:
        score += w.support * support
        why.append(f"{entry.country} is named" if support > 0.3 else f"{entry.country} occurs")
    if any(c.holds(entry) for c in name.containers):
        score += w.inside
        why.append("inside what follows it")
    if name.countries and not entry.is_country:
        if entry.country in name.countries:
            score += w.adjective
            why.append("country of its adjective")
        else:
            score -= w.adjective
    score += _noun_fit(name.nouns, entry) * w.noun
    far = 1.0
    beside = False
    if not entry.is_country:
        for _key, other, sure in others:
            if other.is_country or other.country is None:
                continue
            away = distance_km(entry.lat, entry.lon, other.lat, other.lon)
            far *= 1 - 0.7 * sure * math.exp(-away / _REACH_KM)
            if other.country == entry.country and other.admin1 == entry.admin1 is not None:
                beside = True
    if far < 0.75:
        why.append("near other places of the text")
    score += w.near * (1 - far) + w.same_division * beside
    if entry.country and entry.admin1:
        score += (
            w.division_share
            * divisions.get((entry.country, entry.admin1), 0.0)
            * (beside or not others)
        )
    return score, why


_NOUN_FEATURES = {
    "admin": (("ADM",), ("province", "governorate", "state", "region", "oblast", "department",
                         "county", "district", "prefecture", "territory", "division", "parish")),
    "water": (("STM", "LK", "SEA", "GULF", "STRT"), ("river", "lake", "sea", "gulf", "canal")),
    "town": (("PPL",), ("city", "town", "village", "capital", "suburb", "hamlet", "municipality")),
}  # fmt: skip


def _noun_fit(nouns: frozenset[str], entry: Entry) -> float:
    """1 where the common noun beside the name is of the entry's kind, -0.5 where of another."""
    fit = 0.0
    for features, kinds in _NOUN_FEATURES.values():
        if any(noun.split()[-1] in kinds for noun in nouns if noun):
            fit = max(fit, 1.0) if entry.feature.startswith(features) else min(fit, -0.5) or fit
    return fit


PROMINENT_PEOPLE = 900_000
"""A town so large is meant wherever it is named."""
UNSUPPORTED_PEOPLE = 30_000
"""Enough in a text that names no country at all."""
UNIQUE_PEOPLE = 150_000
"""Enough where the name is the own name of places in one country only."""
SMALL_PEOPLE = 50_000
FAR_KM = 700.0
"""A town this small, this far from all the text's other places, is a namesake of what is meant."""
HOME_SUPPORT = 0.4
"""Votes that make a country the text's own."""
SUPPORTED = 0.12
VARIANT_SUPPORT = 0.3
"""Votes that a namesake and a mere spelling variant need."""


def refuse(name: Name, far_names: frozenset[str]) -> str | None:
    """Why the best candidate is not to be believed; None where it is.

    A namesake in a country that nothing in the document supports is refused unless the place is
    one that reports name from anywhere: a country, a capital, a very large or a listed town.
    """
    if not name.ranked:
        return "not in gazetteer"
    best = name.ranked[0][1]
    evidence = name.evidence
    famous = best.feature == "PPLC" or best.population >= PROMINENT_PEOPLE
    held = any(c.holds(best) for c in name.containers)
    firm = [c for c in name.containers if c.firm]
    if firm and not held and not best.is_country and not famous:
        where = " or ".join(sorted({land for c in firm for land, _division in c.areas}))
        return f"not in gazetteer inside {where}; namesakes elsewhere, first {_where(best)}"
    support = evidence.support(best.country)
    foreign = bool(name.countries) and best.country not in name.countries
    if foreign and not best.is_country and not famous and support < 0.3:
        wanted = "/".join(sorted(name.countries))
        return f"not in gazetteer for {wanted}; namesakes elsewhere, first {_where(best)}"
    if best.level == 2 and not held and support < VARIANT_SUPPORT:
        return f"not in gazetteer; the nearest spelling is far from the text: {_where(best)}"
    if best.is_country or best.country is None or best.feature == "CONT" or held:
        return None
    if best.is_town and best.population < SMALL_PEOPLE and name.away > FAR_KM:
        return f"its only namesakes lie {name.away:.0f} km from every other place: {_where(best)}"
    if support >= SUPPORTED or famous or best.is_admin1:
        return None
    if name.key in far_names or (best.id.startswith("own:") and best.precision >= 3):
        return None
    lands = {e.country for _score, e, _why in name.ranked if e.level == 0 and e.main}
    told = any(
        e.id.startswith("own:") and not e.id.startswith("own:settlements/")
        for _score, e, _why in name.ranked
    )
    notable = best.population >= UNIQUE_PEOPLE or told
    if len(lands) == 1 and best.level == 0 and notable:
        return None
    if not evidence.votes and (len(lands) == 1 or best.population >= UNSUPPORTED_PEOPLE):
        return None
    return f"no namesake where the text is; elsewhere, first {_where(best)}"


def _where(entry: Entry) -> str:
    return f"{entry.name}, {entry.country}"
