"""Fits the pair model of `dateline.reconcile.incidents`: which two reports tell one incident.

`python -m training.pairs --gold DIR [--coded DB ...]` reads the annotated training parts of DIR
and databases into which `dateline code` has put the same articles, so that the model learns from
perfect values and from Dateline's own. It prints what clustering reaches on packs that a fold has not seen
(B3, by pack), and writes `src/dateline/reconcile/incidents/data/pairs.json`. Numpy alone.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from dateline.evaluate.gold.reader import read_annotated
from dateline.evaluate.incidents import annotated_keys, evidence_of, matched_keys
from dateline.reconcile.incidents import clusters_of, signature
from dateline.reconcile.incidents.blocking import candidates
from dateline.reconcile.incidents.features import STATES, states
from dateline.reconcile.incidents.model import PairModel
from dateline.reconcile.incidents.signature import Signature
from dateline.reconcile.incidents.table import Table, table_of
from dateline.run.families import update_families
from dateline.store import open_store
from dateline.store.evidence import load_evidence

_ROOT = Path(__file__).resolve().parents[1]
_OUT = _ROOT / "src/dateline/reconcile/incidents/data/pairs.json"

PARTS = ("synth-train", "fakes-train", "re3d-train")
FOLDS = 6
RIDGE = 2.0
"""Penalty on squared weights; each set of states is one-hot, so that none is a reference."""

THRESHOLDS = (-2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0)
UNLIKE = (-2.0, -3.0, -4.0, -6.0)


@dataclass(frozen=True)
class Part:
    """Reports of some articles, the key of each that is annotated, and the pack of each."""

    name: str
    signatures: Sequence[Signature]
    keys: Mapping[str, str]
    packs: Mapping[str, str]


@dataclass(frozen=True)
class Pairs:
    """Pairs as one-hot columns (indexes), with labels, weights and folds."""

    columns: Any
    same: Any
    weight: Any
    fold: Any


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--gold", type=Path, required=True)
    asked.add_argument("--coded", type=Path, nargs="*", default=[])
    given = asked.parse_args()
    parts = list(read_parts(given.gold, given.coded))
    kin = kin_of(parts)
    pairs = [pairs_of(part, kin) for part in parts]
    every = Pairs(*(np.concatenate([getattr(p, f) for p in pairs]) for f in _FIELDS))
    print(f"{len(every.same)} pairs, {int(every.same.sum())} of one incident; {len(kin)} kin types")
    best = chosen(parts, every, kin)
    model = replace(fitted(every, kin), threshold=best[0], unlike=best[1])
    _OUT.write_text(json.dumps(_content(model), indent=1, sort_keys=True) + "\n", encoding="utf-8")


_FIELDS = ("columns", "same", "weight", "fold")


def read_parts(folder: Path, coded: Sequence[Path]) -> Iterator[Part]:
    """The annotators' own reports of each part, then Dateline's reports of the same articles."""
    by_id: dict[str, dict[str, Any]] = {}
    for name in PARTS:
        gold = list(read_annotated(folder / f"{name}.jsonl"))
        by_id |= {article["id"]: article for article in gold}
        with evidence_of(gold) as found:
            yield Part(name, [signature(e) for e in found], annotated_keys(gold), _packs(gold))
    for path in coded:
        with open_store(str(path)) as store:
            update_families(store)
        with open_store(str(path)) as store, store.reading() as connection:
            own = [json.loads(line) for line in store.record_lines(connection)]
            found = list(load_evidence(connection))
        gold = [by_id[article["id"]] for article in own if article["id"] in by_id]
        keys = matched_keys(gold, own)
        yield Part(f"own {path.stem}", [signature(e) for e in found], keys, _packs(gold))


def _packs(gold: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    return {article["id"]: article.get("pack") or article["set"] for article in gold}


def kin_of(parts: Iterable[Part]) -> frozenset[tuple[str, str]]:
    """Pairs of types as which at least two incidents are told by different documents."""
    told: dict[str, set[str]] = {}
    for part in parts:
        for s in part.signatures:
            if s.report_id in part.keys:
                told.setdefault(part.keys[s.report_id], set()).add(s.type)
    found = Counter((a, b) for types in told.values() for a in types for b in types if a < b)
    return frozenset(pair for pair, count in found.items() if count >= 2)


def pairs_of(part: Part, kin: frozenset[tuple[str, str]]) -> Pairs:
    """The pairs that are compared in a part, but for those of reports without a key."""
    table = table_of(part.signatures)
    a, b = candidates(table)
    keyed = np.array([report in part.keys for report in table.ids])
    keep = keyed[a] & keyed[b]
    a, b = a[keep], b[keep]
    names = [part.keys.get(report, "") for report in table.ids]
    pack = [part.packs.get(document, "") for document in table.documents]
    same = np.array([names[x] == names[y] for x, y in zip(a.tolist(), b.tolist(), strict=True)])
    fold = np.array([fold_of(pack[x]) for x in a.tolist()])
    # A long incident has more pairs than a short one; each counts with the root of its reports.
    sizes = Counter(names)
    weight = np.array(
        [
            1 / np.sqrt(min(sizes[names[x]], sizes[names[y]]))
            for x, y in zip(a.tolist(), b.tolist(), strict=True)
        ]
    )
    return Pairs(one_hot(table, a, b, kin), same, weight, fold)


def fold_of(pack: str) -> int:
    return crc32(pack.encode()) % FOLDS


def one_hot(table: Table, a: Any, b: Any, kin: frozenset[tuple[str, str]]) -> Any:
    """For each pair the column of its state in each feature."""
    found = states(table, a, b, kin)
    columns, offset = [], 0
    for feature, names in STATES.items():
        columns.append(found[feature].astype(np.int64) + offset)
        offset += len(names)
    return np.stack(columns, axis=1)


def fitted(pairs: Pairs, kin: frozenset[tuple[str, str]], steps: int = 40) -> PairModel:
    """Ridge logistic regression by Newton's method; the bias is not penalised."""
    size = sum(map(len, STATES.values()))
    rows = np.zeros((len(pairs.same), size + 1))
    rows[np.arange(len(rows))[:, None], pairs.columns] = 1.0
    rows[:, size] = 1.0
    penalty = np.full(size + 1, RIDGE)
    penalty[size] = 1e-6
    beta = np.zeros(size + 1)
    for _ in range(steps):
        p = 1 / (1 + np.exp(-np.clip(rows @ beta, -30, 30)))
        gradient = rows.T @ (pairs.weight * (p - pairs.same)) + penalty * beta
        curve = pairs.weight * p * (1 - p)
        hessian = rows.T @ (rows * curve[:, None]) + np.diag(penalty)
        change = np.linalg.solve(hessian, gradient)
        beta -= change
        if np.abs(change).max() < 1e-6:
            break
    weights, offset = {}, 0
    for feature, names in STATES.items():
        weights[feature] = tuple(np.round(beta[offset : offset + len(names)], 3).tolist())
        offset += len(names)
    return PairModel("pairs-1", round(float(beta[size]), 3), 0.0, -4.0, weights, kin)


def chosen(
    parts: Sequence[Part], pairs: Pairs, kin: frozenset[tuple[str, str]]
) -> tuple[float, float]:
    """The threshold and the link of what is not compared that cluster unseen packs best."""
    models = []
    for fold in range(FOLDS):
        keep = pairs.fold != fold
        rest = Pairs(*(getattr(pairs, f)[keep] for f in _FIELDS))
        models.append(fitted(rest, kin))
    results = {}
    for threshold in THRESHOLDS:
        for unlike in UNLIKE:
            figures = {part.name: _unseen(part, models, threshold, unlike) for part in parts}
            results[threshold, unlike] = sum(f[2] for f in figures.values()) / len(figures)
            told = "  ".join(f"{n} {p:.3f} {r:.3f} {f:.3f}" for n, (p, r, f) in figures.items())
            print(f"{threshold:5.1f} {unlike:5.1f}  mean {results[threshold, unlike]:.4f}  {told}")
    return max(results, key=lambda key: (results[key], key))


def _unseen(
    part: Part, models: Sequence[PairModel], threshold: float, unlike: float
) -> tuple[float, float, float]:
    """B3 precision, recall and F1 of the reports of one part, each pack by a model of others."""
    right, p, r = 0, 0.0, 0.0
    for fold, model in enumerate(models):
        mine = [s for s in part.signatures if fold_of(part.packs.get(s.document_id, "")) == fold]
        made = replace(model, threshold=threshold, unlike=unlike)
        group = {
            report: n
            for n, cluster in enumerate(clusters_of(mine, None, made))
            for report in cluster.ids
            if report in part.keys
        }
        by_group = Counter(group.values())
        by_key = Counter(part.keys[report] for report in group)
        both = Counter((n, part.keys[report]) for report, n in group.items())
        right += len(group)
        p += sum(c * c / by_group[n] for (n, _), c in both.items())
        r += sum(c * c / by_key[key] for (_, key), c in both.items())
    p, r = p / max(right, 1), r / max(right, 1)
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
