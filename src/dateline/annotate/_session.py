"""The weights as ONNX sessions: loading, device and threads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline.annotate._windows import Window
from dateline.annotate._words import Words

HEADS = (
    "tags",
    "mentions",
    "contents",
    "triggers",
    "roles",
    "labels",
    "cues",
    "sources",
    "document",
)
HIDDEN = 384

Array = npt.NDArray[Any]
Floats = npt.NDArray[np.float32]

_PROVIDERS = {"cpu": "CPUExecutionProvider", "cuda": "CUDAExecutionProvider"}


class WeightsError(RuntimeError):
    """The model's files are missing or do not belong to this program, or a device is missing."""


def weights_folder() -> Path:
    """Where the shipped weights lie."""
    return Path(str(files("dateline.annotate").joinpath("weights")))


class Sessions:
    """The encoder and the heads, loaded. Raises WeightsError where that fails."""

    def __init__(self, folder: Path, threads: int | None, device: str) -> None:
        import onnxruntime as runtime  # heavy: loaded only where a model is
        from tokenizers import Tokenizer

        onnxruntime: Any = runtime  # its stubs export nothing

        provider = _PROVIDERS.get(device)
        if provider is None:
            raise WeightsError(f"unknown device {device!r}: use one of {', '.join(_PROVIDERS)}")
        if provider not in onnxruntime.get_available_providers():
            raise WeightsError(
                f"device {device!r} needs {provider}, which this onnxruntime lacks: "
                "install onnxruntime-gpu with a matching CUDA, or use device='cpu'"
            )
        try:
            self.labels: Mapping[str, Any] = json.loads((folder / "labels.json").read_text("utf-8"))
            self.tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:
            raise WeightsError(
                f"no usable weights in {folder}: {error}; reinstall dateline"
            ) from error
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        options = onnxruntime.SessionOptions()
        if threads is not None:
            options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        single = onnxruntime.SessionOptions()
        single.intra_op_num_threads = 1
        single.inter_op_num_threads = 1
        single.log_severity_level = 3
        # Shapes change from call to call, so planned memory would only grow.
        single.enable_mem_pattern = False
        options.enable_mem_pattern = False
        try:
            self._encoder: Any = onnxruntime.InferenceSession(
                str(folder / "encoder.onnx"), options, providers=[provider]
            )
            self._heads: dict[str, Any] = {
                name: onnxruntime.InferenceSession(
                    str(folder / f"{name}.onnx"), single, providers=["CPUExecutionProvider"]
                )
                for name in HEADS
            }
        except Exception as error:
            raise WeightsError(
                f"could not load the weights in {folder}: {error}; reinstall dateline"
            ) from error

    def encode(self, words: Words, windows: list[Window]) -> Floats:
        """Word vectors [words, 384], the mean of each word's pieces.

        Each window runs by itself: int8 ranges depend on the whole batch, and padding costs more
        than a batch saves on a CPU.
        """
        out = np.zeros((len(words), HIDDEN), dtype=np.float32)
        for window in windows:
            (hidden,) = self._encoder.run(
                None,
                {
                    "ids": window.ids[None],
                    "mask": np.ones_like(window.ids)[None],
                    "shapes": window.shapes[None],
                },
            )
            inside = window.word_of[1:-1]
            at = np.flatnonzero(np.diff(inside, prepend=-1))
            counts = np.diff(at, append=len(inside))
            out[inside[at]] = np.add.reduceat(hidden[0, 1:-1], at, axis=0) / counts[:, None]
        return out

    def run(self, head: str, **inputs: Array) -> list[Floats]:
        """The outputs of a head."""
        result: list[Floats] = self._heads[head].run(None, inputs)
        return result
