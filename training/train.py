"""Trains the encoder and its heads: `python -m training.train --config training/v1.toml`.

Writes to training/runs/NAME/: log.txt, last.pt (each epoch), final.pt; then exports ONNX.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import subprocess
import time
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional as F  # noqa: N812

from training.augment import augment, splice
from training.corpus.held import is_held
from training.encoder import LAYERS, Encoder
from training.examples import Example, make_example, read_records
from training.external import read_set
from training.forward import encode
from training.heads import Heads
from training.losses import document_losses
from training.probe_losses import probe_losses
from training.probes import Probes

HERE = Path(__file__).resolve().parent


def _committed(source: dict[str, Any]) -> list[dict[str, Any]]:
    """Records of one file as it stood in a commit of this repository."""
    (name,) = source["files"]
    shown = subprocess.run(
        ["git", "show", f"{source['commit']}:{name}"],
        cwd=HERE.parent, capture_output=True, check=True,
    )  # fmt: skip
    return [json.loads(line) for line in shown.stdout.decode("utf-8").splitlines() if line.strip()]


def parameter_groups(
    modules: list[torch.nn.Module], settings: dict[str, Any]
) -> list[dict[str, Any]]:
    """Learning rates that fall from the top layer to the embeddings; heads have their own.

    The first of `modules` is the encoder.
    """
    rate, decay = settings["encoder_rate"], settings["layer_decay"]
    groups: dict[tuple[float, float], list[torch.nn.Parameter]] = {}
    for name, parameter in modules[0].named_parameters():
        depth = LAYERS - int(name.split(".")[1]) - 1 if name.startswith("layers.") else LAYERS
        lr = rate * decay**depth
        if name == "shapes.weight":
            lr = rate * 4
        weight_decay = 0.0 if parameter.ndim < 2 else settings["weight_decay"]
        groups.setdefault((lr, weight_decay), []).append(parameter)
    for parameter in (p for m in modules[1:] for p in m.parameters()):
        weight_decay = 0.0 if parameter.ndim < 2 else settings["weight_decay"]
        groups.setdefault((settings["head_rate"], weight_decay), []).append(parameter)
    return [{"params": p, "lr": lr, "weight_decay": wd} for (lr, wd), p in groups.items()]


class Average:
    """Exponential moving average of parameters."""

    def __init__(self, modules: list[torch.nn.Module], decay: float) -> None:
        self.parameters = [p for m in modules for p in m.parameters()]
        self.values = [p.detach().clone() for p in self.parameters]
        self.decay, self.steps = decay, 0

    def update(self) -> None:
        self.steps += 1
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        for value, parameter in zip(self.values, self.parameters, strict=True):
            value.lerp_(parameter.detach(), 1 - decay)

    def swap(self) -> None:
        for value, parameter in zip(self.values, self.parameters, strict=True):
            kept = parameter.detach().clone()
            parameter.data.copy_(value)
            value.copy_(kept)


def batches(records: list[Any], sizes: list[int], limit: int) -> list[list[Any]]:
    """Shuffled records in batches of about `limit` characters."""
    order = list(range(len(records)))
    random.shuffle(order)
    out: list[list[Any]] = [[]]
    filled = 0
    for k in order:
        if out[-1] and filled + sizes[k] > limit:
            out.append([])
            filled = 0
        out[-1].append(records[k])
        filled += sizes[k]
    return out


def load_training_records(config: dict[str, Any]) -> list[dict[str, Any]]:
    """All records of the configuration's data tables, each with its `weight` and `heads`."""
    out = []
    for source in config["data"]:
        if "set" in source:
            out += [{**row, "_share": source.get("share", 1.0)} for row in read_set(source["set"])]
            continue
        paths = sorted(p for pattern in source["files"] for p in HERE.parent.glob(pattern))
        if not paths and not source.get("optional"):
            raise SystemExit(f"no file fits {source['files']} (seen from {HERE.parent})")
        rows = read_records(paths) if "commit" not in source else _committed(source)
        for row in rows:
            if source.get("held_out") and is_held(row):
                continue
            row["_share"] = source.get("share", 1.0)
            if "heads" in source:
                row["heads"] = source["heads"]
            out.append(row)
    return out


@torch.no_grad()
def base_vectors(records: list[dict[str, Any]], bf16: bool) -> dict[str, torch.Tensor]:
    """The base model's vector of each text, which the document head is to keep.

    Those of earlier runs are kept in runs/vectors.pt, by text.
    """
    path = HERE / "runs" / "vectors.pt"
    known: dict[str, torch.Tensor] = torch.load(path, weights_only=True) if path.exists() else {}
    base = Encoder.from_base(0.0).eval()
    out = {}
    for record in records:
        if "probe" in record:
            continue
        key = hashlib.sha256(record["text"].encode("utf-8", "replace")).hexdigest()
        if key not in known:
            example = make_example(record)
            if not example.windows:
                continue
            known[key] = F.normalize(encode(base, [example], bf16)[0].mean(0), dim=0)
        out[record["id"]] = known[key]
    torch.save(known, path)
    return out


def _spliced(
    record: dict[str, Any], records: list[dict[str, Any]], settings: dict[str, Any]
) -> dict[str, Any]:
    if not settings["splice"] or "probe" in record or random.random() >= settings["splice"]:
        return record
    return splice(record, random.choice([r for r in records if "probe" not in r]))


def _started(
    name: str | None, encoder: Encoder, heads: Heads, probes: Probes, fresh: list[str]
) -> None:
    """Loads the weights of the run `name` (made now if absent) but for the heads in `fresh`."""
    if name is None:
        return
    path = HERE / "runs" / name / "final.pt"
    if not path.exists():
        train(tomllib.loads((HERE / f"{name}.toml").read_text()), name)
    state = torch.load(path, weights_only=True)
    encoder.load_state_dict(state["encoder"])
    kept = {k: v for k, v in state["heads"].items() if k.split(".")[0] not in fresh}
    heads.load_state_dict({**heads.state_dict(), **kept})
    # A tuned run's benchmark heads may be wider (`training.tune`): those start anew.
    now = probes.state_dict()
    kept = state.get("probes", {}).items()
    same = {k: v for k, v in kept if k in now and now[k].shape == v.shape}
    probes.load_state_dict({**now, **same})


def train(config: dict[str, Any], name: str, limit: int | None = None) -> Path:
    settings = config["settings"]
    random.seed(settings["seed"])
    np.random.seed(settings["seed"])
    torch.manual_seed(settings["seed"])
    torch.set_num_threads(2)
    folder = HERE / "runs" / name
    folder.mkdir(parents=True, exist_ok=True)
    log = (folder / "log.txt").open("a")

    def say(line: str) -> None:
        print(line, flush=True)
        print(line, file=log, flush=True)

    records = load_training_records(config)[:limit]
    sizes = [len(r["text"]) for r in records]
    say(f"{time.strftime('%H:%M:%S')} {len(records)} records, {sum(sizes)} characters")
    encoder, heads = (
        Encoder.from_base(settings["dropout"]),
        Heads(settings["head_dropout"], settings["label_dropout"]),
    )
    probes = Probes(settings["head_dropout"])
    modules = [encoder, heads, probes]
    heads.triggers.local = settings.get("local_triggers", True)
    _started(settings.get("start"), encoder, heads, probes, settings.get("fresh", []))
    weights = config.get("weights", {})
    optimizer = torch.optim.AdamW(
        parameter_groups(modules, settings), betas=(0.9, 0.98), fused=True
    )
    peaks = [group["lr"] for group in optimizer.param_groups]
    average = Average(modules, settings["average"])
    epochs = settings["epochs"]
    vectors = base_vectors(records, settings["bf16"])
    say(f"{time.strftime('%H:%M:%S')} base vectors ready")
    step, started = 0, time.time()
    for epoch in range(settings.get("stop", epochs)):
        for module in modules:
            module.train()
        sums: dict[str, list[float]] = {}
        picked = [r for r in records if random.random() < r["_share"]]
        lengths = [len(r["text"]) for r in picked]
        shuffled = batches(picked, lengths, settings["batch_characters"])
        for number, batch in enumerate(shuffled):
            done = (epoch + number / len(shuffled)) / epochs
            warm = settings["warm_up"]
            factor = done / warm if done < warm else max(0.02, (1 - done) / (1 - warm))
            for group, peak in zip(optimizer.param_groups, peaks, strict=True):
                group["lr"] = peak * factor
            noisy = [augment(_spliced(r, records, settings), settings) for r in batch]
            pairs = [
                (make_example(n), n["text"] == r["text"]) for n, r in zip(noisy, batch, strict=True)
            ]
            pairs = [(e, plain) for e, plain in pairs if e.windows]
            examples = [e for e, _ in pairs]
            states = encode(encoder, examples, settings["bf16"], settings["mask_words"])
            total = torch.zeros(())
            scales: dict[str, float] = {}
            parts: dict[str, torch.Tensor] = {}
            for (example, plain), h in zip(pairs, states, strict=True):
                losses = document_losses(heads, h, example, 1.0 - 0.7 * min(1.0, 2 * done))
                losses |= probe_losses(probes, h, example)
                if plain and example.id in vectors:
                    near = heads.document(h) @ vectors[example.id]
                    losses["document"] = 1.0 - near, 1.0
                for key, (value, scale) in losses.items():
                    parts[key] = parts.get(key, torch.zeros(())) + value
                    scales[key] = scales.get(key, 0.0) + scale
            for key, value in parts.items():
                mean = value / max(1.0, scales[key])
                total = total + weights.get(key, 1.0) * mean
                row = sums.setdefault(key, [0.0, 0.0])
                row[0] += float(value.detach())
                row[1] += scales[key]
            optimizer.zero_grad(set_to_none=True)
            total.backward()
            torch.nn.utils.clip_grad_norm_([p for m in modules for p in m.parameters()], 5.0)
            optimizer.step()
            average.update()
            step += 1
        text = " ".join(f"{k.replace(' ', '_')}={a / max(b, 1):.3f}" for k, (a, b) in sums.items())
        say(f"{time.strftime('%H:%M:%S')} epoch {epoch + 1}/{epochs} step {step} "
            f"{time.time() - started:.0f}s {text}")  # fmt: skip
        average.swap()
        names = ("encoder", "heads", "probes")
        state = {n: m.state_dict() for n, m in zip(names, modules, strict=True)}
        if (epoch + 1) % 4 == 0:
            torch.save(state, folder / f"epoch{epoch + 1}.pt")
        torch.save(state, folder / "last.pt")
        average.swap()
    (folder / "config.json").write_text(json.dumps(config, indent=1))
    (folder / "last.pt").replace(folder / "final.pt")
    return folder


def count_lost(examples: list[Example]) -> dict[str, int]:
    """Spans that could not be mapped to words or mentions, summed."""
    out: dict[str, int] = {}
    for example in examples:
        for key, value in example.lost.items():
            out[key] = out.get(key, 0) + value
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--limit", type=int, help="train on the first N records only")
    parser.add_argument("--export", type=Path, help="folder for the ONNX files")
    arguments = parser.parse_args()
    config = tomllib.loads(arguments.config.read_text())
    folder = train(config, arguments.config.stem, arguments.limit)
    from training.export import export

    export(folder / "final.pt", arguments.export or folder / "weights")


if __name__ == "__main__":
    main()
