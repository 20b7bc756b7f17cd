"""Why two reports were joined or not: every feature with its words and weight, and the sum."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dateline.reconcile.evidence import Evidence
from dateline.reconcile.incidents.blocking import candidates
from dateline.reconcile.incidents.features import STATES, kilometres, states
from dateline.reconcile.incidents.model import PairModel, pair_model, probability
from dateline.reconcile.incidents.signature import Signature
from dateline.reconcile.incidents.table import table_of


@dataclass(frozen=True, slots=True)
class FeatureWhy:
    """A feature of a pair: the state it is in, its weight (log-odds), and the words of both."""

    name: str
    state: str
    weight: float
    a: str
    b: str


@dataclass(frozen=True, slots=True)
class PairWhy:
    """Two reports compared. `score` is the sum of `bias` and all weights, in log-odds.

    `compared` says whether the program compared them at all (`candidates`). `features` are the
    weightiest first. `refused` says what forbids the pair whatever the score, if anything does.
    """

    a: str
    b: str
    bias: float
    score: float
    probability: float
    threshold: float
    compared: bool
    refused: str | None
    features: tuple[FeatureWhy, ...]


def pairs_why(
    left: Sequence[Evidence],
    right: Sequence[Evidence],
    signatures: Iterable[Signature],
    model: PairModel | None = None,
) -> list[PairWhy]:
    """Each report of one list against each of the other, the likeliest pair first.

    `signatures` are of all those reports, as the archive compares them.
    """
    model = model or pair_model()
    table = table_of(signatures)
    at = {report: n for n, report in enumerate(table.ids)}
    by_row = {at[e.report_id]: e for e in (*left, *right)}
    by_id = [by_row.get(n) for n in range(len(table))]
    rows = [(at[x.report_id], at[y.report_id]) for x in left for y in right if x is not y]
    if not rows:
        return []
    a, b = (np.array(column, dtype=np.int64) for column in zip(*rows, strict=True))
    low, high = candidates(table)
    met = set(zip(low.tolist(), high.tolist(), strict=True))
    scores = model.scores(table, a, b)
    codes = states(table, a, b, model.kin)
    km = kilometres(table, a, b)
    out = []
    for n, (x, y) in enumerate(rows):
        one, other = by_id[x], by_id[y]
        if one is None or other is None:
            continue
        told = _words(one, other, float(km[n]))
        features = [
            FeatureWhy(
                feature,
                STATES[feature][int(found[n])],
                model.weights[feature][int(found[n])],
                *told.get(feature, ("", "")),
            )
            for feature, found in codes.items()
        ]
        out.append(
            PairWhy(
                a=one.report_id,
                b=other.report_id,
                bias=model.bias,
                score=float(scores[n]),
                probability=round(probability(float(scores[n])), 4),
                threshold=model.threshold,
                compared=(min(x, y), max(x, y)) in met,
                refused="one document tells both apart"
                if one.document_id == other.document_id
                else None,
                features=tuple(sorted(features, key=lambda f: (-abs(f.weight), f.name))),
            )
        )
    return sorted(out, key=lambda pair: (-pair.score, pair.a, pair.b))


def _words(one: Evidence, other: Evidence, km: float) -> dict[str, tuple[str, str]]:
    """The words of each feature in both reports."""
    told = {feature: (made(one), made(other)) for feature, made in _TELLING.items()}
    if not np.isnan(km):
        told["place"] = told["place"][0], f"{told['place'][1]}; {km:.0f} km apart"
    return told


def _date(e: Evidence) -> str:
    if e.date_from is None and e.date_to is None:
        return "unknown"
    if e.date_from == e.date_to:
        return f"{e.date_from}, precision {e.date_precision}"
    return f"{e.date_from or '...'} to {e.date_to or '...'}, precision {e.date_precision}"


def _place(e: Evidence) -> str:
    place = e.place
    if place is None:
        return "unknown"
    known = place.lat is not None and place.lon is not None
    at = f"{place.lat:.2f}, {place.lon:.2f}" if known else "no point"
    return f"{place.name} ({at}), {place.country or 'no country'}, precision {place.precision}"


def _side(role: str) -> Callable[[Evidence], str]:
    def told(e: Evidence) -> str:
        return ", ".join(actor.name for actor in e.side(role)) or "none"

    return told


def _tolls(e: Evidence) -> str:
    return ", ".join(dict.fromkeys(f"{t.what} {t.words.text}" for t in e.tolls)) or "none"


def _killed(e: Evidence) -> str:
    return ", ".join(dict.fromkeys(t.words.text for t in e.tolls if t.what == "killed")) or "untold"


def _triggers(e: Evidence) -> str:
    return ", ".join(dict.fromkeys(t.text for t in e.triggers))


def _sentence(e: Evidence) -> str:
    return e.sentence.text if e.sentence else e.passage


_TELLING: Mapping[str, Callable[[Evidence], str]] = {
    "type": lambda e: e.type,
    "date": _date,
    "place": _place,
    "place name": lambda e: e.place.name if e.place else "none",
    "perpetrator": _side("perpetrator"),
    "target": _side("target"),
    "killed": _killed,
    "figures": _tolls,
    "triggers": _triggers,
    "words": _sentence,
    "title": lambda e: e.document.title or "none",
    "copied words": lambda e: e.document.family_id,
    "family": lambda e: e.document.family_id,
    "standing": lambda e: e.status,
    "lead": lambda e: f"told {e.triggers[0].start} characters in" if e.triggers else "",
    "published": lambda e: e.document.published or "unknown",
}
