"""Losses of the benchmark heads over one document, for what its record covers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import torch
from torch.nn import functional as F  # noqa: N812

from training.examples import Example, Pair
from training.forward import columns, tensor
from training.losses import Losses
from training.probes import MUC_ROLES, MUC_TYPES, NAME_TYPES, RELATIONS, WIKI_TYPES, Probes


def probe_losses(probes: Probes, h: torch.Tensor, example: Example) -> Losses:
    """Loss and count of each head whose spans stand in `example.probe`."""
    out: Losses = {}
    probe, n = example.probe, len(h)

    def pairs(key: str) -> list[tuple[Pair, Mapping[str, Any]]]:
        return [(example.pair(row), row) for row in probe[key]]

    if "names" in probe:
        wanted = labelled(n, [(p, NAME_TYPES.index(row["label"])) for p, row in pairs("names")])
        logits = probes.names(h)
        known = [NAME_TYPES.index(name) for name in probe["known"]]
        # What a set does not annotate cannot be wrong in it.
        absent = [k for k in range(len(NAME_TYPES)) if k not in known]
        logits[:, [1 + 2 * k for k in absent] + [2 + 2 * k for k in absent]] = -1e4
        out["names"] = F.cross_entropy(logits, wanted, reduction="sum"), n / 8
    if "events" in probe:
        wanted = labelled(n, [(p, 0) for p, _ in pairs("events")])
        out["events"] = F.cross_entropy(probes.events(h), wanted, reduction="sum"), n / 5
    if "wiki" in probe:
        rows = pairs("wiki")
        logits = probes.wiki(h)
        wanted = labelled(n, [(p, 0) for p, _ in rows])
        loss = F.cross_entropy(logits[:, :3], wanted, reduction="sum")
        kinds = torch.full((n,), -1)
        for (first, last), row in rows:
            kinds[first : last + 1] = WIKI_TYPES.index(row["label"])
        loss = loss + F.cross_entropy(logits[:, 3:], kinds, reduction="sum", ignore_index=-1)
        out["wiki"] = loss, n / 8
    if "muc" in probe:
        _muc(probes, h, pairs("muc"), out)
    if probe.get("facts"):
        facts = pairs("facts")
        first, last = columns([p for p, _ in facts])
        wanted = torch.tensor([float(row["value"]) for _, row in facts])
        found = probes.factuality(h, first, last)
        out["factuality"] = F.smooth_l1_loss(found, wanted, reduction="sum"), len(facts)
    if "arcs" in probe:
        _syntax(probes, h, example, pairs("arcs"), out)
    return out


def labelled(n: int, spans: Sequence[tuple[Pair, int]]) -> torch.Tensor:
    """Tags [n]: 0 outside, 1 + 2k at the first word of a span of label k, 2 + 2k after it."""
    tags = torch.zeros(n, dtype=torch.long)
    for (first, last), label in spans:
        tags[first + 1 : last + 1] = 2 + 2 * label
        tags[first] = 1 + 2 * label
    return tags


def _muc(
    probes: Probes, h: torch.Tensor, rows: list[tuple[Pair, Mapping[str, Any]]], out: Losses
) -> None:
    n = len(h)
    wanted = labelled(n, [(p, MUC_ROLES.index(row["role"])) for p, row in rows])
    out["muc"] = F.cross_entropy(probes.muc(h), wanted, reduction="sum"), n / 12
    if rows:
        logits = probes.fillers(h, *columns([p for p, _ in rows]))
        types = torch.zeros(len(rows), len(MUC_TYPES))
        for k, (_, row) in enumerate(rows):
            types[k, [MUC_TYPES.index(name) for name in row["types"]]] = 1.0
        loss = F.binary_cross_entropy_with_logits(logits, types, reduction="sum")
        out["muc types"] = loss, len(rows)


def _syntax(
    probes: Probes,
    h: torch.Tensor,
    example: Example,
    rows: list[tuple[Pair, Mapping[str, Any]]],
    out: Losses,
) -> None:
    # A token of several words is known by its first.
    at = {row["start"]: first for (first, _), row in rows}
    total, counted = torch.zeros(()), 0
    sentence = example.words.sentences
    cuts = [0, *(np.flatnonzero(np.diff(sentence)) + 1).tolist(), len(sentence)]
    own = np.full(len(sentence), -1, dtype=np.int64)
    kind = np.full(len(sentence), -1, dtype=np.int64)
    for (first, _), row in rows:
        head = (row["head"] or row)["start"]
        if sentence[at[head]] == sentence[first]:
            own[first] = at[head]
            kind[first] = RELATIONS.index(row["label"])
    for low, high in pairwise(cuts):
        target = own[low:high]
        if (target >= 0).any():
            arcs = probes.syntax.arcs(h[low:high])
            wanted = tensor(np.where(target >= 0, target - low, -1))
            total = total + F.cross_entropy(arcs, wanted, reduction="sum", ignore_index=-1)
            counted += int((target >= 0).sum())
    known = np.flatnonzero(kind >= 0)
    if not len(known):
        return
    labels = probes.syntax.labels(h, tensor(np.maximum(own, 0)))
    total = total + F.cross_entropy(labels, tensor(kind), reduction="sum", ignore_index=-1)
    out["syntax"] = total, counted
