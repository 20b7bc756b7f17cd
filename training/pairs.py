"""Fits the pair model of `dateline.reconcile.incidents`: which two reports tell one incident.

`python -m training.pairs --gold DIR [--coded DB ...]` reads the annotated training parts of DIR
and databases into which `dateline code` has put the same articles, so that the model learns from
perfect values and from Dateline's own. It prints what clustering reaches on packs that a fold has
not seen (B3), and writes `src/dateline/reconcile/incidents/data/pairs.json`. Numpy alone.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from dateline.evaluate.gold.reader import read_annotated
from dateline.evaluate.incidents import annotated_keys, evidence_of, matched_keys
from dateline.reconcile.evidence import Evidence
from dateline.reconcile.incidents import Constraints, settle, signatures
from dateline.reconcile.incidents.blocking import candidates
from dateline.reconcile.incidents.features import STATES, states
from dateline.reconcile.incidents.joined import Compared, grouped
from dateline.reconcile.incidents.model import PairModel
from dateline.reconcile.incidents.table import Table, table_of
from dateline.run.families import update_families
from dateline.store import open_store
from dateline.store.evidence import load_evidence

_ROOT = Path(__file__).resolve().parents[1]
_OUT = _ROOT / "src/dateline/reconcile/incidents/data/pairs.json"

PARTS = ("synth-train", "fakes-train", "re3d-train")
NAME = "pairs-1"
FOLDS = 6
WEIGHTS = {"synth-train": 3, "own synth-train": 3}
"""How much a part counts when the threshold is chosen; the small ones swing by chance."""

RIDGE = 2.0
"""Penalty on squared weights; each set of states is one-hot, so that none is a reference."""

REPEATED = 4.0
"""Weight of a pair of one incident that was made a pair of two (`repeated`)."""

CAREFUL = 0.003
"""F1 that is given up for the higher threshold: what was joined wrongly is harder to see."""

THRESHOLDS = (-1.5, -1.0, -0.5, 0.0, 0.5)
UNLIKE = (-3.0, -5.0)


@dataclass(frozen=True)
class Part:
    """Reports of some articles as a table, the key and the fold of each row, and all pairs.

    A key is None where no annotated report answers. `columns` has for each pair the number of its
    state in each feature, numbered through all features.
    """

    name: str
    table: Table
    keys: Sequence[str | None]
    fold: Any
    a: Any
    b: Any
    columns: Any


@dataclass(frozen=True)
class Pairs:
    """Pairs of reports with keys: columns, whether they are one incident, weights and folds."""

    columns: Any
    same: Any
    weight: Any
    fold: Any


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--gold", type=Path, required=True)
    asked.add_argument("--coded", type=Path, nargs="*", default=[])
    given = asked.parse_args()
    read = list(read_parts(given.gold, given.coded))
    kin = kin_of(read)
    parts = [part_of(*one, kin) for one in read]
    pairs = [pairs_of(part) for part in parts]
    rng = np.random.default_rng(0)
    pairs += [repeated(some, rng) for some in pairs]
    every = Pairs(*(np.concatenate([getattr(p, f) for p in pairs]) for f in _FIELDS))
    print(f"{len(every.same)} pairs, {int(every.same.sum())} of one incident; {len(kin)} kin types")
    threshold, unlike = chosen(parts, every)
    model = model_of(fitted(every), kin, threshold, unlike)
    _OUT.write_text(json.dumps(_content(model), indent=1, sort_keys=True) + "\n", encoding="utf-8")


_FIELDS = ("columns", "same", "weight", "fold")

Read = tuple[str, list[Evidence], Mapping[str, str], Mapping[str, str]]
"""A part's name, its reports, the key of each report that has one, the pack of each document."""


def read_parts(folder: Path, coded: Sequence[Path]) -> Iterator[Read]:
    """The annotators' own reports of each part, then Dateline's reports of the same articles."""
    by_id: dict[str, dict[str, Any]] = {}
    for name in PARTS:
        gold = list(read_annotated(folder / f"{name}.jsonl"))
        by_id |= {article["id"]: article for article in gold}
        with evidence_of(gold) as found:
            yield name, found, annotated_keys(gold), _packs(gold)
    for path in coded:
        with open_store(str(path)) as store:
            update_families(store)
            with store.reading() as connection:
                own = [json.loads(line) for line in store.record_lines(connection)]
                found = list(load_evidence(connection))
        gold = [by_id[article["id"]] for article in own if article["id"] in by_id]
        yield f"own {path.stem}", found, matched_keys(gold, own), _packs(gold)


def _packs(gold: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    return {article["id"]: article.get("pack") or article["set"] for article in gold}


def kin_of(parts: Iterable[Read]) -> frozenset[tuple[str, str]]:
    """Pairs of types as which at least two incidents are told by different documents."""
    told: dict[str, set[str]] = {}
    for _, evidence, keys, _ in parts:
        for e in evidence:
            if e.report_id in keys:
                told.setdefault(keys[e.report_id], set()).add(e.type)
    found = Counter((a, b) for types in told.values() for a in types for b in types if a < b)
    return frozenset(pair for pair, count in found.items() if count >= 2)


def part_of(
    name: str,
    evidence: Sequence[Evidence],
    keys: Mapping[str, str],
    packs: Mapping[str, str],
    kin: frozenset[tuple[str, str]],
) -> Part:
    """A part with every pair that is compared, its state in each feature numbered through."""
    table = table_of(signatures(evidence))
    a, b = candidates(table)
    found = states(table, a, b, kin)
    columns, offset = [], 0
    for feature, names in STATES.items():
        columns.append(found[feature].astype(np.int64) + offset)
        offset += len(names)
    fold = np.array([crc32(packs.get(d, "").encode()) % FOLDS for d in table.documents])
    return Part(
        name, table, [keys.get(i) for i in table.ids], fold, a, b, np.stack(columns, axis=1)
    )


def pairs_of(part: Part) -> Pairs:
    """The pairs of a part's reports that have keys."""
    sizes = Counter(part.keys)
    rows = zip(part.a.tolist(), part.b.tolist(), strict=True)
    told = [(part.keys[x], part.keys[y]) for x, y in rows]
    keyed = np.array([x is not None and y is not None for x, y in told], dtype=bool)
    same = np.array([x == y for x, y in told], dtype=bool)
    # A long incident has more pairs than a short one; each counts with the root of its reports.
    weight = np.array([1 / np.sqrt(min(sizes[x], sizes[y])) for x, y in told])
    return Pairs(part.columns[keyed], same[keyed], weight[keyed], part.fold[part.a][keyed])


def repeated(pairs: Pairs, rng: np.random.Generator) -> Pairs:
    """Pairs of one incident made pairs of two: the same place, kind and sides, days later.

    Wars repeat themselves, invented packs hardly do: without these, the model would take a strike
    on the same town the next day for a slip of the date. Figures and copied words go, since they
    are what tells a second telling from a second strike.
    """
    same_day = _column("date", "same day")
    chosen = np.flatnonzero(pairs.same & (pairs.columns == same_day).any(axis=1))
    columns = pairs.columns[chosen].copy()

    def put(feature: str, states: Sequence[str], share: Sequence[float], when: Any = None) -> None:
        at = list(STATES).index(feature)
        drawn = rng.choice([_column(feature, state) for state in states], len(columns), p=share)
        columns[:, at] = drawn if when is None else np.where(when, drawn, columns[:, at])

    def among(feature: str, *states: str) -> Any:
        at = list(STATES).index(feature)
        return np.isin(columns[:, at], [_column(feature, state) for state in states])

    later = ("next day, both exact", "2-3 days apart, both exact", "over 3 days apart, both exact")
    put("date", later, (0.5, 0.3, 0.2))
    for place in ("agree", "loose", "against", "unknown"):
        when = among("date and place", f"agree / {place}")
        put("date and place", (f"against / {place}",), (1.0,), when)
    told = among("killed", "same, over 3", "same", "close")
    put("killed", ("far", "close", "same"), (0.6, 0.3, 0.1), told)
    put("figures", ("other",), (1.0,), among("figures", "one shared", "more shared"))
    copied = among("words", "under .6", "under .8", "more")
    put("words", ("under .25", "under .4"), (0.6, 0.4), copied)
    put("title", ("under .2", "under .4"), (0.5, 0.5), among("title", "under .7", "more"))
    put("family", ("other",), (1.0,))
    put("copied words", ("no",), (1.0,))
    put("published", ("same or next day", "2-3 days", "4-7 days"), (0.4, 0.4, 0.2))
    return Pairs(
        columns,
        np.zeros(len(columns), dtype=bool),
        REPEATED * pairs.weight[chosen],
        pairs.fold[chosen],
    )


def _column(feature: str, state: str) -> int:
    """The number of a state through all features."""
    names = list(STATES)
    before = sum(len(STATES[name]) for name in names[: names.index(feature)])
    return before + STATES[feature].index(state)


def fitted(pairs: Pairs, steps: int = 20) -> Any:
    """Ridge logistic regression by Newton's method: a weight for each column, then the bias."""
    rows = np.concatenate([pairs.columns, pairs.same[:, None].astype(np.int64)], axis=1)
    unique, which = np.unique(rows, axis=0, return_inverse=True)
    weight = np.bincount(which.ravel(), weights=pairs.weight)
    size = sum(map(len, STATES.values()))
    x = np.zeros((len(unique), size + 1))
    x[np.arange(len(unique))[:, None], unique[:, :-1]] = 1.0
    x[:, size] = 1.0
    penalty = np.full(size + 1, RIDGE)
    penalty[size] = 1e-6
    beta = np.zeros(size + 1)
    for _ in range(steps):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        gradient = x.T @ (weight * (p - unique[:, -1])) + penalty * beta
        hessian = x.T @ (x * (weight * p * (1 - p))[:, None]) + np.diag(penalty)
        change = np.linalg.solve(hessian, gradient)
        beta -= change
        if np.abs(change).max() < 1e-5:
            break
    return np.round(beta, 3)


def model_of(
    beta: Any, kin: frozenset[tuple[str, str]], threshold: float, unlike: float
) -> PairModel:
    """The model with these weights."""
    weights, offset = {}, 0
    for feature, names in STATES.items():
        weights[feature] = tuple(beta[offset : offset + len(names)].tolist())
        offset += len(names)
    return PairModel(NAME, float(beta[-1]), threshold, unlike, weights, kin)


def chosen(parts: Sequence[Part], pairs: Pairs) -> tuple[float, float]:
    """The threshold and the link of what is not compared that cluster unseen packs best."""
    betas = []
    for fold in range(FOLDS):
        keep = pairs.fold != fold
        betas.append(fitted(Pairs(*(getattr(pairs, f)[keep] for f in _FIELDS))))
    results = {}
    for threshold in THRESHOLDS:
        for unlike in UNLIKE:
            figures = {p.name: _unseen(p, betas, threshold, unlike) for p in parts}
            mean = sum(WEIGHTS.get(name, 1) * f[2] for name, f in figures.items())
            results[threshold, unlike] = mean / sum(WEIGHTS.get(name, 1) for name in figures)
            told = "  ".join(f"{n} {p:.3f}/{r:.3f}/{f:.3f}" for n, (p, r, f) in figures.items())
            print(f"{threshold:5.1f} {unlike:5.1f}  mean {results[threshold, unlike]:.4f}  {told}")
    best = max(results.values())
    return max(key for key in results if results[key] >= best - CAREFUL)


def _unseen(
    part: Part, betas: Sequence[Any], threshold: float, unlike: float
) -> tuple[float, float, float]:
    """B3 precision, recall and F1 of the reports of one part, each pack by a model of others."""
    scores = np.full(len(part.a), -99.0)
    for fold, beta in enumerate(betas):
        mine = (part.fold[part.a] == fold) & (part.fold[part.b] == fold)
        scores[mine] = np.round(beta[part.columns[mine]].sum(axis=1) + beta[-1], 6)
    compared = Compared(part.a, part.b, scores)
    groups = grouped(part.table, compared, settle(Constraints(), ()), threshold, unlike)
    group = {n: g for g, rows in enumerate(groups) for n in rows if part.keys[n] is not None}
    by_group, by_key = Counter(group.values()), Counter(part.keys[n] for n in group)
    both = Counter((g, part.keys[n]) for n, g in group.items())
    p = sum(c * c / by_group[g] for (g, _), c in both.items()) / max(len(group), 1)
    r = sum(c * c / by_key[key] for (_, key), c in both.items()) / max(len(group), 1)
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def _content(model: PairModel) -> dict[str, Any]:
    return {
        "name": model.name,
        "bias": model.bias,
        "threshold": model.threshold,
        "unlike": model.unlike,
        "kin": sorted(map(list, model.kin)),
        "weights": {
            feature: dict(zip(STATES[feature], model.weights[feature], strict=True))
            for feature in STATES
        },
    }


if __name__ == "__main__":
    main()
