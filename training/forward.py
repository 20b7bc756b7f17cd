"""Runs encoder and heads over one document's example; the same steps as at run time."""

from __future__ import annotations

import numpy as np
import torch

from dateline.annotate import _features as features
from dateline.annotate._candidates import content_candidates
from training.encoder import HIDDEN, Encoder
from training.examples import Example, Pair


def tensor(x: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(np.ascontiguousarray(x))


def columns(spans: list[Pair]) -> tuple[torch.Tensor, torch.Tensor]:
    rows = np.asarray(spans, dtype=np.int64).reshape(-1, 2)
    return tensor(rows[:, 0]), tensor(rows[:, 1])


def encode(encoder: Encoder, examples: list[Example], bf16: bool) -> list[torch.Tensor]:
    """Word vectors [words, 384] of each example, from one padded batch of all windows."""
    windows = [w for example in examples for w in example.windows]
    longest = max(len(w.ids) for w in windows)
    ids = np.zeros((len(windows), longest), dtype=np.int64)
    mask, shapes = np.zeros_like(ids), np.zeros_like(ids)
    for row, window in enumerate(windows):
        n = len(window.ids)
        ids[row, :n], mask[row, :n], shapes[row, :n] = window.ids, 1, window.shapes
    with torch.autocast("cpu", torch.bfloat16, enabled=bf16):
        hidden = encoder(tensor(ids), tensor(mask), tensor(shapes))
    hidden = hidden.float().reshape(-1, HIDDEN)
    out, row = [], 0
    for example in examples:
        where, word = [], []
        for window in example.windows:
            inside = np.flatnonzero(window.word_of >= 0)
            where.append(inside + row * longest)
            word.append(window.word_of[inside])
            row += 1
        index = tensor(np.concatenate(word))
        pieces = hidden[tensor(np.concatenate(where))]
        n = len(example.words)
        total = torch.zeros(n, HIDDEN).index_add(0, index, pieces)
        out.append(total / torch.bincount(index, minlength=n)[:, None].float())
    return out


def trigger_inputs(example: Example, spans: list[Pair]) -> tuple[torch.Tensor, ...]:
    """first, last, near, distance, gap, same word: inputs of the trigger head."""
    rows = np.asarray(spans, dtype=np.int64).reshape(-1, 2)
    at, sentence = rows[:, 0], example.words.sentences[rows[:, 0]]
    positions = np.arange(len(example.words), dtype=np.int64)
    lowered = [" ".join(example.words.strings[a : b + 1]).lower() for a, b in spans]
    same = np.array([[float(a == b) for b in lowered] for a in lowered], dtype=np.float32)
    return (
        tensor(at),
        tensor(rows[:, 1]),
        tensor(features.distance_bucket(at, positions)),
        tensor(features.distance_bucket(at, at)),
        tensor(features.gap_bucket(sentence, sentence)),
        tensor(same.reshape(len(spans), len(spans))),
    )


def role_inputs(
    example: Example, triggers: list[Pair], mentions: list[Pair], kinds: list[int]
) -> tuple[torch.Tensor, ...]:
    """mention first, last, kind, distance, gap, between: inputs of the role head."""
    t = np.asarray(triggers, dtype=np.int64).reshape(-1, 2)[:, 0]
    m = np.asarray(mentions, dtype=np.int64).reshape(-1, 2)
    sentence = example.words.sentences
    return (
        tensor(m[:, 0]),
        tensor(m[:, 1]),
        tensor(np.asarray(kinds, dtype=np.int64)),
        tensor(features.distance_bucket(t, m[:, 0])),
        tensor(features.gap_bucket(sentence[t], sentence[m[:, 0]])),
        tensor(features.between_bucket(t, m[:, 0])),
    )


def link_features(
    example: Example, anchor: np.ndarray, content: np.ndarray, spans: np.ndarray
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """distance from the anchors, from the contents, and sentence gap, each [claims, spans]."""
    sentence = example.words.sentences
    return (
        tensor(features.distance_bucket(anchor, spans)),
        tensor(features.distance_bucket(content, spans)),
        tensor(features.gap_bucket(sentence[anchor], sentence[spans])),
    )


def content_inputs(
    example: Example, starts: np.ndarray, ends: np.ndarray, extra: list[Pair]
) -> tuple[np.ndarray, tuple[torch.Tensor, ...]]:
    """Candidate contents [k, 2] from the ends' logits plus `extra`, and the head's inputs."""
    sentence = example.words.sentences
    found = content_candidates(starts, ends, sentence)
    rows = sorted({*map(tuple, found.tolist()), *extra})
    spans = np.asarray(rows, dtype=np.int64).reshape(-1, 2)
    first, last = spans[:, 0], spans[:, 1]
    gap = np.clip(sentence[last] - sentence[first], 0, features.GAPS - 1)
    return spans, (
        tensor(first),
        tensor(last),
        tensor(features.width_bucket(last - first + 1)),
        tensor(gap),
    )
