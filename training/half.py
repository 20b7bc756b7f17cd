"""The encoder in half precision, for CUDA: from the fp32 ONNX file that an export leaves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime as runtime
from onnxruntime.transformers import float16

from dateline.annotate._session import MODEL_KEY

onnxruntime: Any = runtime  # its stubs export nothing

PIECES, VOCABULARY, SHAPES = (8, 60, 220), 30522, 4
"""What the check feeds: a short, a middling and a full window of any word pieces."""


def write_half(full: Path, target: Path, model: str) -> None:
    """Writes the encoder `full` to `target` in fp16, as belonging to the weights `model`.

    Inputs stay int64 and the hidden states that come out fp32, so that the heads, which stay
    fp32, take either encoder's.
    """
    convert: Any = float16.convert_float_to_float16  # untyped
    graph = convert(onnx.load(str(full)), keep_io_types=True)
    onnx.helper.set_model_props(graph, {MODEL_KEY: model})
    onnx.checker.check_model(graph)
    onnx.save(graph, str(target))


def largest_difference(one: Path, other: Path) -> float:
    """The largest absolute difference of two encoders' hidden states, both run on the CPU."""
    sessions = [
        onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
        for path in (one, other)
    ]
    chance = np.random.default_rng(0)
    most = 0.0
    for pieces in PIECES:
        ids = chance.integers(0, VOCABULARY, (1, pieces))
        shapes = chance.integers(0, SHAPES, (1, pieces))
        feed = {"ids": ids, "mask": np.ones_like(ids), "shapes": shapes}
        first, second = (session.run(None, feed)[0] for session in sessions)
        most = max(most, float(np.abs(first - second).max()))
    return most
