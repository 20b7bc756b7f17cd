"""The mean of the weights of several runs: `python -m training.average OUT RUN RUN ...`.

Runs that started from the same weights lie close enough for their mean to be a model, which does
about as well as the runs' votes (Wortsman et al. 2022) at the cost of one. Benchmark heads are
the last run's; `training.tune` teaches them anew.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch

HERE = Path(__file__).resolve().parent


def average(name: str, runs: list[str]) -> Path:
    """Writes runs/NAME/final.pt, the mean of the runs' encoders and heads."""
    states = [torch.load(HERE / "runs" / r / "final.pt", weights_only=True) for r in runs]
    out = {"probes": states[-1]["probes"]}
    for part in ("encoder", "heads"):
        out[part] = {
            key: sum(s[part][key] for s in states) / len(states)
            if value.is_floating_point()
            else value
            for key, value in states[-1][part].items()
        }
    folder = HERE / "runs" / name
    folder.mkdir(parents=True, exist_ok=True)
    torch.save(out, folder / "final.pt")
    return folder / "final.pt"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("out")
    parser.add_argument("runs", nargs="+")
    arguments = parser.parse_args()
    print(average(arguments.out, arguments.runs))


if __name__ == "__main__":
    main()
