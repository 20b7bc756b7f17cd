"""Runs encoder and heads over one document's example; the same steps as at run time."""

from __future__ import annotations

import numpy as np
import torch

from dateline.annotate import _features as features
from dateline.annotate._candidates import content_candidates
from dateline.annotate._windows import Window
from training.encoder import HIDDEN, Encoder
from training.examples import Example, Pair

MASK = 103  # [MASK] in the base vocabulary


def tensor(x: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(np.ascontiguousarray(x))


def columns(spans: list[Pair]) -> tuple[torch.Tensor, torch.Tensor]:
    rows = np.asarray(spans, dtype=np.int64).reshape(-1, 2)
    return tensor(rows[:, 0]), tensor(rows[:, 1])


def encode(
    encoder: Encoder, examples: list[Example], bf16: bool, mask_share: float = 0.0
) -> list[torch.Tensor]:
    """Word vectors [words, 384] of each example, from two padded batches of all windows.

    `mask_share` of the words are hidden from the encoder, so that it reads what stands around.
    """
    windows = [w for example in examples for w in example.windows]
    order = sorted(range(len(windows)), key=lambda k: len(windows[k].ids))
    hidden: list[torch.Tensor] = [torch.empty(0)] * len(windows)
    half = len(order) // 2
    for group in (order[:half], order[half:]):
        if group:
            for k, row in zip(
                group, _run(encoder, [windows[k] for k in group], bf16, mask_share), strict=True
            ):
                hidden[k] = row
    out, at = [], 0
    for example in examples:
        pieces, word = [], []
        for window in example.windows:
            inside = np.flatnonzero(window.word_of >= 0)
            pieces.append(hidden[at][int(inside[0]) : int(inside[-1]) + 1])
            word.append(window.word_of[inside])
            at += 1
        index = tensor(np.concatenate(word))
        n = len(example.words)
        total = torch.zeros(n, HIDDEN).index_add(0, index, torch.cat(pieces))
        out.append(total / torch.bincount(index, minlength=n)[:, None].float())
    return out


def _run(
    encoder: Encoder, windows: list[Window], bf16: bool, mask_share: float
) -> tuple[torch.Tensor, ...]:
    longest = max(len(w.ids) for w in windows)
    ids = np.zeros((len(windows), longest), dtype=np.int64)
    mask, shapes = np.zeros_like(ids), np.zeros_like(ids)
    for row, window in enumerate(windows):
        n = len(window.ids)
        ids[row, :n], mask[row, :n], shapes[row, :n] = window.ids, 1, window.shapes
        if mask_share:
            hide = np.random.random(int(window.word_of.max()) + 1) < mask_share
            ids[row, :n][(window.word_of >= 0) & hide[window.word_of]] = MASK
    with torch.autocast("cpu", torch.bfloat16, enabled=bf16):
        hidden = encoder(tensor(ids), tensor(mask), tensor(shapes))
    return hidden.float().unbind(0)


def trigger_inputs(example: Example, spans: list[Pair]) -> tuple[torch.Tensor, ...]:
    """first, last, near, far, distance, gap, same word: inputs of the trigger head."""
    rows = np.asarray(spans, dtype=np.int64).reshape(-1, 2)
    at, sentence = rows[:, 0], example.words.sentences[rows[:, 0]]
    positions = np.arange(len(example.words), dtype=np.int64)
    lowered = [" ".join(example.words.strings[a : b + 1]).lower() for a, b in spans]
    same = np.array([[float(a == b) for b in lowered] for a in lowered], dtype=np.float32)
    return (
        tensor(at),
        tensor(rows[:, 1]),
        tensor(features.distance_bucket(at, positions)),
        tensor(features.far_words(sentence, example.words.sentences)),
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
