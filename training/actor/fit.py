"""Fits the weights of the actor ranker on the annotated training articles.

`python training/actor/fit.py --data ../shared/gold/*-train.jsonl` writes
`src/dateline/normalise/actor/data/weights.json`; `--folds 5` prints cross-validated B3 instead
(packs are never split). One core, under two minutes. Deterministic.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from dateline.evaluate.actor import Score, gold_mentions, link_gold, plain_sentences, score_document
from dateline.normalise.actor import _rank, load_actor_list
from dateline.normalise.actor._countries import document_countries, home_country
from dateline.normalise.actor._entity import Entity
from dateline.normalise.actor._link import named_entities, parse_all

OUT = Path(__file__).parents[2] / "src/dateline/normalise/actor/data/weights.json"
Case = tuple[list[list[str]], list[bool], float]


def cases_of(
    document: Mapping[str, Any], null_weight: float, policy: Mapping[str, float] | None = None
) -> list[Case]:
    """One case a description: feature rows, which rows are right, weight of the case.

    Descriptions seen before are joined as gold says, or, with a `policy` (the weights of an
    earlier round), as those weights say: the ranker then learns to live with its own mistakes
    (Ross, Gordon and Bagnell 2011).
    """
    text = document["text"]
    mentions, gold = gold_mentions(document)
    actors = load_actor_list()
    parsed = parse_all(text, mentions, plain_sentences(text))
    places = [text[m.start : m.end] for m in mentions if m.type in ("PLACE", "FACILITY")]
    home = home_country(document_countries(parsed, places, ()))
    entities = named_entities(text, parsed, actors)
    ranker = _rank.Ranker(text, parsed, home)
    label: dict[int, str | None] = {}
    taken: set[int] = set()
    for e in entities:
        votes: dict[str, int] = {}
        for i in e.order:
            ranker.own(i, e)
            taken.add(i)
            g = gold[parsed[i].index]
            if g is not None:
                votes[g] = votes.get(g, 0) + 1
        label[id(e)] = max(votes, key=lambda g: (votes[g], g)) if votes else None
    out: list[Case] = []
    for i, p in enumerate(parsed):
        if i in taken:
            continue
        g = gold[p.index]
        options, rows = ranker.scored(i, entities)
        right = [g is not None and label[id(e)] == g for e in options]
        right.append(not any(right))
        out.append((rows, right, 1.0 if g is not None else null_weight))
        if policy is None:
            chosen = next((e for e in reversed(entities) if g and label[id(e)] == g), None)
        else:
            totals = [sum(policy.get(f, 0.0) for f in row) for row in rows]
            best = max(range(len(rows)), key=lambda n: (totals[n], -n))
            chosen = options[best] if best < len(options) else None
        if chosen is None:
            chosen = Entity()
            entities.append(chosen)
            label[id(chosen)] = g
        chosen.add(i, p)
        ranker.own(i, chosen)
    return out


def fit(
    cases: Sequence[Case], rounds: int, l2: float, least: int, rate: float, merge: float = 0.3
) -> dict[str, float]:
    """Softmax ranking with several right answers, L2, Adam on all cases at once; features seen
    fewer than `least` times are dropped. `merge` is taken off the score of "a new actor": B3
    punishes a split actor more than the likelihood does. Deterministic."""
    counts: dict[str, int] = {}
    for rows, _, _ in cases:
        for f in {f for row in rows for f in row}:
            counts[f] = counts.get(f, 0) + 1
    index = {f: i for i, f in enumerate(sorted(f for f, n in counts.items() if n >= least))}
    flat: list[int] = []
    row_at: list[int] = []
    case_at: list[int] = []
    right_rows: list[bool] = []
    row_weight: list[float] = []
    for rows, right, weight in cases:
        if len(rows) < 2:
            continue
        case_at.append(len(row_at))
        for row, r in zip(rows, right, strict=True):
            row_at.append(len(flat))
            # Index 0 of a padded table keeps a row of unknown features from being empty.
            flat.append(len(index))
            flat += [index[f] for f in row if f in index]
            right_rows.append(r)
            row_weight.append(weight)
    ids, rows_at, cases_at = np.array(flat), np.array(row_at), np.array(case_at)
    sizes = np.diff(np.append(cases_at, len(rows_at)))
    lengths = np.diff(np.append(rows_at, len(ids)))
    right_mask, weights = np.array(right_rows), np.array(row_weight)
    w = np.zeros(len(index) + 1)
    m, v = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, rounds + 1):
        scores = np.add.reduceat(w[ids], rows_at)
        scores -= np.repeat(np.maximum.reduceat(scores, cases_at), sizes)
        p = np.exp(scores)
        p /= np.repeat(np.add.reduceat(p, cases_at), sizes)
        q = np.where(right_mask, p, 0.0)
        q /= np.maximum(np.repeat(np.add.reduceat(q, cases_at), sizes), 1e-12)
        g = np.bincount(ids, np.repeat((p - q) * weights, lengths), len(w)) + l2 * w
        g[-1] = 0.0
        m = 0.9 * m + 0.1 * g
        v = 0.999 * v + 0.001 * g * g
        w -= rate * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    w[index["new"]] -= merge
    return {f: round(float(w[i]), 2) for f, i in index.items() if abs(w[i]) >= 0.03}


def fold_of(document: Mapping[str, Any], folds: int) -> int:
    """A document's fold; documents of one pack or family share it."""
    key = str(document.get("pack") or document.get("family") or document["id"])
    return zlib.crc32(key.encode()) % folds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", nargs="+", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=150)
    parser.add_argument("--l2", type=float, default=5.0)
    parser.add_argument("--merge", type=float, default=0.3)
    parser.add_argument("--least", type=int, default=3)
    parser.add_argument("--rate", type=float, default=0.05)
    parser.add_argument("--null-weight", type=float, default=0.5)
    o = parser.parse_args()
    documents = [
        json.loads(line) for path in sorted(o.data) for line in path.read_text().splitlines()
    ]
    cases = [cases_of(d, o.null_weight) for d in documents]
    if o.folds:
        score = Score()
        for k in range(o.folds):
            train = [
                c
                for d, cs in zip(documents, cases, strict=True)
                if fold_of(d, o.folds) != k
                for c in cs
            ]
            table = fit(train, o.rounds, o.l2, o.least, o.rate, o.merge)
            _rank.weights = lambda table=table: table  # type: ignore[assignment]
            for d in documents:
                if fold_of(d, o.folds) == k:
                    score_document(d, link_gold(d, load_actor_list()), score)
        print(json.dumps({k: round(v, 4) for k, v in score.report().items()}, indent=1))
        for t, (n, p, r) in sorted(score.by_type.items()):
            print(t, int(n), round(p / n, 4), round(r / n, 4))
        return
    table = fit([c for cs in cases for c in cs], o.rounds, o.l2, o.least, o.rate, o.merge)
    names = ", ".join(p.name for p in sorted(o.data))
    OUT.write_text(
        json.dumps(
            {"source": f"training/actor/fit.py on {names}", "weights": table},
            indent=0,
            sort_keys=True,
            ensure_ascii=False,
        )
        + "\n"
    )
    print(len(table), "weights,", OUT.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
