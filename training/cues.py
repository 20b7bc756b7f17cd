"""Counts out the weights of claims' cues: `python -m training.cues`.

A multinomial logistic regression on the features of `dateline.code.cues`, gold spans in, for each
of speech act, commitment and source type. Gold training parts count one, written reports half.
Writes src/dateline/code/data/cues.json; prints the accuracy on gold dev, given spans.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch

from dateline.code.cues import cue_features
from dateline.records import Span
from training.corpus.held import is_held

HERE = Path(__file__).resolve().parent
TABLE = HERE.parent / "src/dateline/code/data/cues.json"
GOLD = HERE.parent.parent / "shared/gold"
FIELDS = ("speech_act", "commitment", "source_type")
LEAST = 5
"""Claims that must have a feature."""
PENALTY = 1.7
"""Of the squared weights, as C = 0.3 is in scikit-learn's terms."""


def claims(path: Path) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        if is_held(record):
            continue
        for claim in record.get("claims", ()):
            cue = claim.get("cue")
            content = Span(claim["content"]["start"], claim["content"]["end"])
            span = Span(cue["start"], cue["end"]) if cue else None
            yield cue_features(record["text"], content, span), claim


def matrix(rows: list[tuple[str, ...]], index: dict[str, int]) -> torch.Tensor:
    out = torch.zeros(len(rows), len(index) + 1)
    out[:, -1] = 1.0
    for n, features in enumerate(rows):
        for feature in features:
            if feature in index:
                out[n, index[feature]] = 1.0
    return out


def fit(x: torch.Tensor, y: torch.Tensor, weight: torch.Tensor, labels: int) -> torch.Tensor:
    """Weights (feature, label), the last row the bias, which is not penalised."""
    theta = torch.zeros(x.shape[1], labels, requires_grad=True)
    optimizer = torch.optim.LBFGS([theta], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        each = torch.nn.functional.cross_entropy(x @ theta, y, reduction="none")
        total = (each * weight).sum() + PENALTY * theta[:-1].square().sum()
        total.backward()
        return total

    optimizer.step(loss)
    return theta.detach()


def main() -> None:
    torch.manual_seed(0)
    torch.set_num_threads(1)
    sources = [(path, 1.0) for path in sorted(GOLD.glob("*-train.jsonl"))]
    sources.append((HERE / "corpus/corpus.jsonl", 0.5))
    rows, weights = [], []
    for path, weight in sources:
        found = list(claims(path))
        rows += found
        weights += [weight] * len(found)
    counts = Counter(feature for features, _ in rows for feature in features)
    kept = sorted(feature for feature, n in counts.items() if n >= LEAST)
    index = {feature: n for n, feature in enumerate(kept)}
    x = matrix([features for features, _ in rows], index)
    dev = list(claims(GOLD / "dev.jsonl"))
    table = json.loads(TABLE.read_text("utf-8"))
    table["weights"] = {}
    for field in FIELDS:
        labels = sorted({claim[field] for _, claim in rows})
        y = torch.tensor([labels.index(claim[field]) for _, claim in rows])
        theta = fit(x, y, torch.tensor(weights), len(labels))
        guess = (matrix([f for f, _ in dev], index) @ theta).argmax(1).tolist()
        right = sum(labels[g] == claim[field] for g, (_, claim) in zip(guess, dev, strict=True))
        print(f"{field}: {len(rows)} claims, {len(kept)} features; dev {right / len(dev):.3f}")
        learned = {}
        for name, row in zip([*kept, ""], theta.tolist(), strict=True):
            said = {
                label: round(w, 2) for label, w in zip(labels, row, strict=True) if abs(w) >= 0.1
            }
            if said or not name:
                learned[name] = said
        table["weights"][field] = learned
    parts = [f'"source": {json.dumps(table["source"])}', f'"words": {json.dumps(table["words"])}']
    blocks = []
    for field, learned in table["weights"].items():
        lines = ",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in learned.items())
        blocks.append(f"{json.dumps(field)}: {{\n{lines}\n}}")
    parts.append('"weights": {\n' + ",\n".join(blocks) + "\n}")
    TABLE.write_text("{\n" + ",\n".join(parts) + "\n}\n", "utf-8")


if __name__ == "__main__":
    main()
