"""Continues the base model's masked-word training on the news text at hand.

`python -m training.mlm --minutes 25` writes training/runs/mlm/final.pt (encoder only), which a
configuration names as `encoder = "mlm"`. Texts: those marked `train`, development parts left out.
"""

from __future__ import annotations

import argparse
import json
import random
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812

from dateline.annotate._sentences import split_sentences
from dateline.annotate._windows import Window, make_windows
from dateline.annotate._words import split_words
from training.encoder import HIDDEN, VOCABULARY, Encoder
from training.examples import tokenizer

HERE = Path(__file__).resolve().parent
DATA = HERE.parent.parent / "shared"
MASK = 103
ECB_DEV = {2, 5, 12, 18, 21, 23, 34, 35}


def texts() -> Iterator[str]:
    """The texts of every training set, one by one."""
    for path in sorted((DATA / "gold").glob("*-train.jsonl")):
        for line in path.open(encoding="utf-8"):
            yield json.loads(line)["text"]
    for line in (HERE / "corpus" / "corpus.jsonl").open(encoding="utf-8"):
        yield json.loads(line)["text"]
    for line in (DATA / "data/muc4/processed/train.json").open(encoding="utf-8"):
        yield json.loads(line)["doctext"]
    for line in (DATA / "data/wikievents/train.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        yield row.get("text") or " ".join(row["tokens"])
    for folder in sorted((DATA / "data/ecbplus").iterdir()):
        if not folder.is_dir() or int(folder.name) in ECB_DEV:
            continue
        for path in sorted(folder.glob("*.xml")):
            sentences: dict[int, list[str]] = {}
            for token in ET.parse(path).getroot().iter("token"):
                sentences.setdefault(int(token.get("sentence", "0")), []).append(token.text or "")
            yield "\n".join(" ".join(s) for s in sentences.values())
    for name in ("UDS_IH2", "MEANTIME"):
        rows = (DATA / f"data/factuality/{name}/train.jsonl").open(encoding="utf-8")
        block = [json.loads(line)["text"] for line in rows]
        for start in range(0, len(block), 12):
            yield "\n".join(block[start : start + 12])


class Words(nn.Module):
    """Hidden states [n, 384] -> logits over the vocabulary, tied to the word embeddings."""

    def __init__(self) -> None:
        super().__init__()
        self.inner = nn.Linear(HIDDEN, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN)
        self.bias = nn.Parameter(torch.zeros(VOCABULARY))

    def forward(self, h: torch.Tensor, table: torch.Tensor) -> torch.Tensor:
        return self.norm(F.gelu(self.inner(h))) @ table.T + self.bias


def hide(window: Window, share: float) -> tuple[np.ndarray, np.ndarray]:
    """Word pieces with `share` of the words hidden (8 in 10 masked, 1 random), and which."""
    ids = window.ids.copy()
    chosen = np.random.random(int(window.word_of.max()) + 1) < share
    at = np.flatnonzero((window.word_of >= 0) & chosen[window.word_of])
    draw = np.random.random(len(at))
    ids[at[draw < 0.8]] = MASK
    other = at[draw >= 0.9]
    ids[other] = np.random.randint(1000, VOCABULARY, len(other))
    return ids, at


def batches(windows: list[Window], pieces: int) -> list[list[Window]]:
    """Shuffled batches of windows of like length."""
    order = sorted(windows, key=lambda w: len(w.ids) + random.random() * 20)
    out: list[list[Window]] = [[]]
    for window in order:
        if out[-1] and (len(out[-1]) + 1) * len(window.ids) > pieces:
            out.append([])
        out[-1].append(window)
    random.shuffle(out)
    return out


def train(minutes: float, rate: float, pieces: int) -> Path:
    """Trains for `minutes`; returns the checkpoint."""
    random.seed(1)
    np.random.seed(1)
    torch.manual_seed(1)
    torch.set_num_threads(2)
    windows: list[Window] = []
    for text in texts():
        text = text[:20_000]
        windows.extend(make_windows(split_words(text, split_sentences(text)), tokenizer()))
    print(f"{len(windows)} windows, {sum(len(w.ids) for w in windows)} pieces", flush=True)
    encoder, head = Encoder.from_base(0.1), Words()
    parameters = [*encoder.parameters(), *head.parameters()]
    optimizer = torch.optim.AdamW(parameters, lr=rate, weight_decay=0.01, betas=(0.9, 0.98))
    started, step, seen, mean = time.time(), 0, 0, 0.0
    todo: list[list[Window]] = []
    while (done := (time.time() - started) / 60 / minutes) < 1:
        todo = todo or batches(windows, pieces)
        batch = todo.pop()
        factor = min(1.0, done / 0.05) * max(0.02, 1 - done)
        for group in optimizer.param_groups:
            group["lr"] = rate * factor
        longest = max(len(w.ids) for w in batch)
        ids = np.zeros((len(batch), longest), dtype=np.int64)
        mask, shapes, target = (np.zeros_like(ids), np.zeros_like(ids), np.full_like(ids, -1))
        for row, window in enumerate(batch):
            n = len(window.ids)
            hidden, at = hide(window, 0.2)
            ids[row, :n], mask[row, :n], shapes[row, :n] = hidden, 1, window.shapes
            target[row, at] = window.ids[at]
        wanted = torch.from_numpy(target).flatten()
        where = torch.nonzero(wanted >= 0)[:, 0]
        with torch.autocast("cpu", torch.bfloat16):
            h = encoder(torch.from_numpy(ids), torch.from_numpy(mask), torch.from_numpy(shapes))
            logits = head(h.flatten(0, 1)[where], encoder.words.weight)
        loss = F.cross_entropy(logits.float(), wanted[where])
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        step, seen = step + 1, seen + int(mask.sum())
        mean = float(loss.detach()) if step == 1 else 0.98 * mean + 0.02 * float(loss.detach())
        if step % 50 == 0:
            print(f"{time.strftime('%H:%M:%S')} step {step} pieces {seen} loss {mean:.3f}",
                  flush=True)  # fmt: skip
    folder = HERE / "runs" / "mlm"
    folder.mkdir(parents=True, exist_ok=True)
    torch.save({"encoder": encoder.state_dict()}, folder / "final.pt")
    return folder / "final.pt"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--minutes", type=float, default=25)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--pieces", type=int, default=4000, help="word pieces in a batch")
    arguments = parser.parse_args()
    print(train(arguments.minutes, arguments.rate, arguments.pieces))


if __name__ == "__main__":
    main()
