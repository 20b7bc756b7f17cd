"""The weights as ONNX sessions: loading, device and threads."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from dateline.annotate._windows import Window
from dateline.annotate._words import Words
from dateline.errors import DatelineError

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
PROBES = ("names", "events", "wiki", "muc", "factuality", "fillers")
"""Heads for public benchmarks, loaded on first use."""

HIDDEN = 384
_AHEAD = 32  # windows whose hidden states are held at once

Array = npt.NDArray[Any]
Floats = npt.NDArray[np.float32]

_PROVIDERS = {"cpu": "CPUExecutionProvider", "cuda": "CUDAExecutionProvider"}
CUDA_ENCODER = "encoder-fp16.onnx"
_ENCODERS = {"cpu": "encoder.onnx", "cuda": CUDA_ENCODER}
"""int8 is for CPUs; on CUDA the encoder runs in half precision, from a file of its own."""

MODEL_KEY = "dateline.model"
"""Under this key the encoder for CUDA names the weights that it belongs to."""

_MAKE_HALF = "make it with `python -m training.export CHECKPOINT FOLDER --cuda`, or use device cpu"


class WeightsError(DatelineError):
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

        provider = _provider(device, onnxruntime.get_available_providers())
        try:
            self.labels: Mapping[str, Any] = json.loads((folder / "labels.json").read_text("utf-8"))
            self.tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:
            raise WeightsError(
                f"no usable weights ({error})", str(folder), "reinstall dateline"
            ) from error
        encoder = folder / _ENCODERS[device]
        if device == "cuda" and not encoder.is_file():
            raise WeightsError("no encoder for CUDA", str(encoder), _MAKE_HALF)
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        # One thread a run: windows run beside each other, which is faster than splitting each
        # product, and no result can depend on how many threads there are.
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Shapes change from call to call, so planned memory would only grow.
        options.enable_mem_pattern = False
        # Memory goes back after each run: one long document must not keep it.
        options.enable_cpu_mem_arena = False
        cores = os.cpu_count() or 1
        self._threads = 1 if device != "cpu" else max(1, cores if threads is None else threads)
        try:
            self._encoder: Any = onnxruntime.InferenceSession(
                str(encoder), options, providers=[provider]
            )
            self._open: Callable[[str], Any] = partial(
                _open_head, onnxruntime.InferenceSession, folder, options
            )
            self._heads: dict[str, Any] = {name: self._open(name) for name in HEADS}
        except Exception as error:
            raise WeightsError(
                f"could not load the weights ({error})", str(folder), "reinstall dateline"
            ) from error
        if device == "cuda":
            self._check_cuda(provider, encoder)
            # Half precision rounds otherwise: what it makes must not pass for the CPU's.
            self.labels = {**self.labels, "model": f"{self.labels['model']}-fp16"}

    def _check_cuda(self, provider: str, encoder: Path) -> None:
        # onnxruntime goes on without a provider that does not start, and says so only in its log.
        if provider not in self._encoder.get_providers():
            raise WeightsError(
                "CUDA did not start",
                "device cuda",
                "check with nvidia-smi that there is a GPU, and that its driver and CUDA and "
                "cuDNN are those that onnxruntime-gpu asks for, or use device cpu",
            )
        belongs_to = self._encoder.get_modelmeta().custom_metadata_map.get(MODEL_KEY)
        if belongs_to != self.labels["model"]:
            raise WeightsError(
                f"the encoder for CUDA belongs to other weights ({belongs_to})",
                str(encoder),
                _MAKE_HALF,
            )

    def encode(self, words: Words, windows: list[Window]) -> Floats:
        """Word vectors [words, 384], the mean of each word's pieces.

        Each window runs by itself: int8 ranges depend on the whole batch, and padding costs more
        than a batch saves on a CPU.
        """
        out = np.zeros((len(words), HIDDEN), dtype=np.float32)
        for window, hidden in zip(windows, self._hidden(windows), strict=True):
            inside = window.word_of[1:-1]
            at = np.flatnonzero(np.diff(inside, prepend=-1))
            counts = np.diff(at, append=len(inside))
            out[inside[at]] = np.add.reduceat(hidden[0, 1:-1], at, axis=0) / counts[:, None]
        return out

    def _hidden(self, windows: list[Window]) -> Iterator[Floats]:
        if self._threads == 1 or len(windows) == 1:
            yield from map(self._run_window, windows)
            return
        # A pool for each document costs a tenth of a millisecond and survives a fork.
        with ThreadPoolExecutor(min(self._threads, len(windows))) as pool:
            for start in range(0, len(windows), _AHEAD):
                yield from pool.map(self._run_window, windows[start : start + _AHEAD])

    def _run_window(self, window: Window) -> Floats:
        feed = {
            "ids": window.ids[None],
            "mask": np.ones_like(window.ids)[None],
            "shapes": window.shapes[None],
        }
        hidden: Floats = self._encoder.run(None, feed)[0]
        return hidden

    def run(self, head: str, **inputs: Array) -> list[Floats]:
        """The outputs of a head. Raises WeightsError where a benchmark's head is not there."""
        if head not in self._heads:
            try:
                self._heads[head] = self._open(head)
            except Exception as error:
                raise WeightsError(
                    f"these weights have no head {head!r} ({error})",
                    f"{head}.onnx",
                    "use the shipped ones",
                ) from error
        result: list[Floats] = self._heads[head].run(None, inputs)
        return result


def _provider(device: str, available: Collection[str]) -> str:
    """The execution provider of a device. Raises WeightsError for one that cannot be used."""
    provider = _PROVIDERS.get(device)
    if provider is None:
        raise WeightsError("unknown device", device, f"use one of {', '.join(_PROVIDERS)}")
    if provider not in available:
        raise WeightsError(
            f"this onnxruntime has no {provider}",
            f"device {device}",
            "pip uninstall onnxruntime, pip install onnxruntime-gpu (both at once get in each "
            "other's way), or use device cpu",
        )
    return provider


def _open_head(session: Any, folder: Path, options: Any, name: str) -> Any:
    return session(str(folder / f"{name}.onnx"), options, providers=["CPUExecutionProvider"])
