"""Losses of one document for every head that its annotation covers."""

from __future__ import annotations

import numpy as np
import torch
from torch.nn import functional as F  # noqa: N812

from dateline.annotate import _features as features
from dateline.annotate._candidates import MENTION_WIDTH
from dateline.codebook import ROLES
from training.examples import ClaimExample, Example, Pair
from training.forward import (
    columns,
    content_inputs,
    link_features,
    role_inputs,
    tensor,
    trigger_inputs,
)
from training.heads import LABELS, Heads

Losses = dict[str, tuple[torch.Tensor, float]]
"""Sum of a head's loss over a document, and the count it is to be divided by."""


def bio(n: int, spans: list[Pair]) -> torch.Tensor:
    tags = torch.zeros(n, dtype=torch.long)
    for first, last in spans:
        tags[first + 1 : last + 1] = 2
    for first, _ in spans:
        tags[first] = 1
    return tags


def marks(n: int, places: list[int]) -> torch.Tensor:
    out = torch.zeros(n)
    out[places] = 1.0
    return out


def document_losses(heads: Heads, h: torch.Tensor, example: Example, gold_share: float) -> Losses:
    """`gold_share`: probability that types are read with gold instead of predicted incidents."""
    out: Losses = {}
    tags = heads.tags(h)
    if "mentions" in example.heads:
        _mentions(heads, h, tags, example, out)
    if "triggers" in example.heads:
        wanted = bio(len(h), example.triggers)
        loss = F.cross_entropy(tags[:, :3], wanted, reduction="sum", label_smoothing=0.02)
        out["trigger"] = loss, len(h) / 12
    if example.triggers and example.heads & {"types", "statuses", "same", "roles"}:
        _incidents(heads, h, example, gold_share, out)
    if "claims" in example.heads:
        _claims(heads, h, tags, example, out)
    return out


def _mentions(
    heads: Heads, h: torch.Tensor, tags: torch.Tensor, example: Example, out: Losses
) -> None:
    n = len(h)
    starts = marks(n, [a for a, _ in example.mentions])
    ends = marks(n, [b for _, b in example.mentions])
    first, last = features.spans_within(n, example.words.sentences, MENTION_WIDTH)
    wanted = np.zeros((n, MENTION_WIDTH), dtype=np.int64)
    for (a, b), kind in zip(example.mentions, example.mention_types, strict=True):
        if b - a < MENTION_WIDTH:
            wanted[a, b - a] = 1 + kind
    # Spans that share neither end with a mention are easy: one in four stands for all.
    easy = (starts.numpy()[first] + ends.numpy()[last]) == 0
    keep = ~easy | (np.random.random(len(first)) < 0.25)
    first, last, easy = first[keep], last[keep], easy[keep]
    target = tensor(wanted[first, last - first])
    width = tensor(features.width_bucket(last - first + 1))
    logits = heads.mentions(h, tensor(first), tensor(last), width)
    scale = n / 6
    weight = tensor(np.where(easy, 4.0, 1.0).astype(np.float32))
    loss = (F.cross_entropy(logits, target, reduction="none") * weight).sum()
    out["mention"] = loss, scale
    ends_loss = F.binary_cross_entropy_with_logits(tags[:, 6], starts, reduction="sum")
    ends_loss = ends_loss + F.binary_cross_entropy_with_logits(tags[:, 7], ends, reduction="sum")
    out["mention ends"] = ends_loss, scale


def _incidents(
    heads: Heads, h: torch.Tensor, example: Example, gold_share: float, out: Losses
) -> None:
    count = len(example.triggers)
    first, last, near, far, distance, gap, same = trigger_inputs(example, example.triggers)
    v = heads.triggers.vectors(h, first, last, near, far)
    logits = heads.triggers.pairs(v, distance, gap, same)
    gold = torch.zeros(count, count)
    for incident in example.incidents:
        rows = torch.tensor(incident.triggers)
        gold[rows[:, None], rows[None]] = 1.0
    if "same" in example.heads and count > 1:
        upper = torch.triu(torch.ones(count, count), 1) > 0
        loss = F.binary_cross_entropy_with_logits(logits[upper], gold[upper], reduction="sum")
        # Few pairs belong together; documents with many triggers must not drown the others.
        out["same"] = loss, count * 1.5
    use_gold = torch.rand(()) < gold_share
    together = gold if use_gold else torch.sigmoid(2 * logits).detach()
    pooled = heads.triggers.pool(v, together)
    filled = torch.zeros(count, max(1, len(example.mentions)), len(ROLES))
    spans = example.mentions or [(0, 0)]
    scores = None
    if example.mentions:
        inputs = role_inputs(example, example.triggers, example.mentions, example.mention_types)
        scores = heads.roles(pooled, h, *inputs)
        filled = torch.sigmoid(scores).detach()
        if use_gold:
            filled = torch.zeros_like(filled)
            for incident in example.incidents:
                for role, mentions in incident.arguments.items():
                    rows = torch.tensor(incident.triggers)[:, None]
                    filled[rows, torch.tensor(sorted(mentions))[None], role] = 1.0
    types, statuses = heads.labels(pooled, together, h, *columns(spans), filled)
    for name, logits, key in (("types", types, "type"), ("statuses", statuses, "status")):
        if name not in example.heads:
            continue
        wanted = torch.zeros_like(logits)
        for incident in example.incidents:
            label = getattr(incident, key)
            if label is not None:
                wanted[incident.triggers, label] += 1.0
        mass = wanted.sum(-1, keepdim=True)
        wanted = wanted / mass.clamp(min=1)
        known = (mass[:, 0] > 0).float()
        wanted = wanted * 0.92 + 0.08 / logits.shape[1]
        loss = -(wanted * logits.log_softmax(-1)).sum(-1) * known
        out[name] = loss.sum(), float(known.sum())
    if "roles" in example.heads and scores is not None:
        total = torch.zeros(())
        positives = 0
        for incident in example.incidents:
            # The incident has the role if any of its triggers has it.
            pooled_scores = torch.logsumexp(scores[incident.triggers], 0)
            wanted = torch.zeros_like(pooled_scores)
            for role, mentions in incident.arguments.items():
                wanted[list(mentions), role] = 1.0
                positives += len(mentions)
            total = total + F.binary_cross_entropy_with_logits(
                pooled_scores, wanted, reduction="sum"
            )
        out["roles"] = total, positives + 2.0 * len(example.incidents)


def _iou(spans: np.ndarray, gold: list[Pair]) -> np.ndarray:
    best = np.zeros(len(spans), dtype=np.float32)
    for a, b in gold:
        common = np.minimum(spans[:, 1], b) - np.maximum(spans[:, 0], a) + 1
        union = np.maximum(spans[:, 1], b) - np.minimum(spans[:, 0], a) + 1
        best = np.maximum(best, np.clip(common, 0, None) / union)
    return best


def _claims(
    heads: Heads, h: torch.Tensor, tags: torch.Tensor, example: Example, out: Losses
) -> None:
    n, claims = len(h), example.claims
    contents = [claim.content for claim in claims]
    cue_loss = F.cross_entropy(tags[:, 3:6], bio(n, example.cues), reduction="sum")
    out["cue"] = cue_loss, n / 25
    ends = F.binary_cross_entropy_with_logits(
        tags[:, 8], marks(n, [a for a, _ in contents]), reduction="sum"
    ) + F.binary_cross_entropy_with_logits(
        tags[:, 9], marks(n, [b for _, b in contents]), reduction="sum"
    )
    out["content ends"] = ends, n / 25
    detached = tags.detach().numpy()
    spans, inputs = content_inputs(example, detached[:, 8], detached[:, 9], contents)
    scores = heads.contents(h, *inputs)
    wanted = tensor(np.clip((_iou(spans, contents) - 0.4) / 0.6, 0, 1).astype(np.float32))
    loss = F.binary_cross_entropy_with_logits(scores, wanted, reduction="sum")
    out["content"] = loss, n / 12
    if not claims:
        return
    first, last = columns(contents)
    content = first.numpy()
    if example.cues:
        cue_spans = np.asarray(example.cues, dtype=np.int64)
        distance, reverse, gap = link_features(example, content, last.numpy(), cue_spans[:, 0])
        logits = heads.cues(
            h, first, last, *columns(example.cues), distance=distance, reverse=reverse, gap=gap
        )
        target = torch.tensor(
            [-1 if c.unlinked else 0 if c.cue is None else 1 + c.cue for c in claims]
        )
        loss = F.cross_entropy(logits, target, reduction="sum", ignore_index=-1)
        out["cue link"] = loss, len(claims)
    _sources(heads, h, example, claims, first, last, out)


def _sources(
    heads: Heads,
    h: torch.Tensor,
    example: Example,
    claims: list[ClaimExample],
    first: torch.Tensor,
    last: torch.Tensor,
    out: Losses,
) -> None:
    if not example.mentions:
        return
    cue = [c.content if c.cue is None else example.cues[c.cue] for c in claims]
    cue_first, cue_last = columns(cue)
    has = torch.tensor([0.0 if c.cue is None else 1.0 for c in claims])
    cue_last = torch.where(has > 0, cue_last, cue_first)
    mention_first, mention_last = columns(example.mentions)
    kind = torch.tensor(example.mention_types) + 1
    distance, reverse, gap = link_features(
        example, cue_first.numpy(), first.numpy(), mention_first.numpy()
    )
    source, addressee, labels = heads.sources(
        h, first, last, cue_first, cue_last, has, mention_first, mention_last, kind,
        distance, reverse, gap,
    )  # fmt: skip
    for name, logits, key in (("source", source, "source"), ("addressee", addressee, "addressee")):
        found = [-1 if c.unlinked else getattr(c, key) for c in claims]
        target = torch.tensor([0 if k is None else k + 1 if k >= 0 else -1 for k in found])
        loss = F.cross_entropy(logits, target, reduction="sum", ignore_index=-1)
        out[name] = loss, len(claims)
    at = 0
    total = torch.zeros(())
    for k, size in enumerate(LABELS):
        target = torch.tensor([c.labels[k] for c in claims])
        part = labels[:, at : at + size]
        total = total + F.cross_entropy(part, target, reduction="sum", ignore_index=-1)
        at += size
    out["claim labels"] = total, len(claims)
