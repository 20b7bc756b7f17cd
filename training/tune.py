"""Trains the benchmark heads once more, on the finished encoder's word vectors.

`python -m training.tune RUN [--minutes 8]` reads training/runs/RUN/final.pt, trains wide heads for
names, events, factuality and MUC-4 from scratch with the encoder as it is, and writes the file back
with them (the file before stays as untuned.pt). Nothing of the codebook's own heads changes.
"""

from __future__ import annotations

import argparse
import random
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from training.augment import change_case
from training.encoder import Encoder
from training.examples import Example, make_example
from training.external import read_set
from training.forward import encode
from training.probe_losses import probe_losses
from training.probes import Probes

HERE = Path(__file__).resolve().parent
SETS = {"ner": 0.2, "ecbplus": 1.0, "factuality": 0.7, "wikievents": 0.7, "muc4": 0.7}
"""Sets and the share of their texts that is used."""

WEIGHTS = {"muc types": 0.5}


@dataclass
class Encoded:
    """An example with its word vectors, held in half precision."""

    example: Example
    h: torch.Tensor


@torch.no_grad()
def encoded(encoder: Encoder, seed: int) -> list[Encoded]:
    """All texts of the sets, one in ten in lower or upper case, through the encoder."""
    random.seed(seed)
    out: list[Encoded] = []
    for name, share in SETS.items():
        for record in (r for r in read_set(name) if random.random() < share):
            noisy = change_case(record) if random.random() < 0.1 else record
            example = make_example(noisy)
            if example.windows:
                out.append(Encoded(example, encode(encoder, [example], False)[0].half()))
        print(f"{time.strftime('%H:%M:%S')} {name}: {len(out)} texts", flush=True)
    return out


def tune(run: Path, minutes: float, rate: float) -> None:
    """Trains for `minutes` after the encoding and replaces RUN/final.pt."""
    torch.manual_seed(3)
    np.random.seed(3)
    torch.set_num_threads(2)
    path = run / "final.pt"
    state = torch.load(path, weights_only=True)
    encoder = Encoder(0.0)
    encoder.load_state_dict(state["encoder"])
    texts = encoded(encoder.eval(), 3)
    probes = Probes(0.3, wide=True)
    optimizer = torch.optim.AdamW(probes.parameters(), lr=rate, weight_decay=0.02, fused=True)
    started, order, sums = time.time(), list[int](), dict[str, list[float]]()
    while (done := (time.time() - started) / 60 / minutes) < 1:
        if len(order) < 16:
            order = random.sample(range(len(texts)), len(texts))
            print({k: round(a / max(1.0, b), 3) for k, (a, b) in sums.items()}, flush=True)
            sums = {}
        for group in optimizer.param_groups:
            group["lr"] = rate * min(1.0, done / 0.03) * max(0.02, 1 - done)
        batch, order = order[:16], order[16:]
        total = torch.zeros(())
        parts: dict[str, list[torch.Tensor]] = {}
        scales: dict[str, float] = {}
        for k in batch:
            found = probe_losses(probes, texts[k].h.float(), texts[k].example)
            for key, (value, scale) in found.items():
                parts.setdefault(key, []).append(value)
                scales[key] = scales.get(key, 0.0) + scale
        for key, values in parts.items():
            loss = torch.stack(values).sum()
            total = total + WEIGHTS.get(key, 1.0) * loss / max(1.0, scales[key])
            row = sums.setdefault(key, [0.0, 0.0])
            row[0], row[1] = row[0] + float(loss.detach()), row[1] + scales[key]
        optimizer.zero_grad(set_to_none=True)
        total.backward()
        torch.nn.utils.clip_grad_norm_(probes.parameters(), 5.0)
        optimizer.step()
    shutil.copy(path, run / "untuned.pt")
    torch.save({**state, "probes": probes.state_dict()}, path)


def main() -> None:
    parser = argparse.ArgumentParser(description="Trains the benchmark heads on a finished run.")
    parser.add_argument("run", help="a folder of training/runs")
    parser.add_argument("--minutes", type=float, default=8)
    parser.add_argument("--rate", type=float, default=1e-3)
    arguments = parser.parse_args()
    tune(HERE / "runs" / arguments.run, arguments.minutes, arguments.rate)


if __name__ == "__main__":
    main()
