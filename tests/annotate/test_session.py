"""Which encoder a device gets, and what is said where it cannot have one."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import onnxruntime as runtime
import pytest

from dateline.annotate import WeightsError, load_annotator
from dateline.annotate._session import MODEL_KEY, weights_folder

CPU, CUDA = "CPUExecutionProvider", "CUDAExecutionProvider"
MODEL: str = json.loads((weights_folder() / "labels.json").read_text("utf-8"))["model"]
onnxruntime: Any = runtime  # its stubs export nothing
_Session = onnxruntime.InferenceSession


class Machine:
    """Stands in for a machine with a GPU: what asks for CUDA is opened on the CPU and noted."""

    def __init__(self) -> None:
        self.opened: dict[str, list[str]] = {}
        self.starts = True
        self.belongs_to: str | None = MODEL

    def session(self, path: str, options: object, providers: list[str]) -> Any:
        self.opened[Path(path).name] = providers
        real = _Session(path, options, providers=[CPU])
        return SimpleNamespace(
            run=real.run,
            get_providers=lambda: [*providers, CPU] if self.starts else [CPU],
            get_modelmeta=lambda: SimpleNamespace(
                custom_metadata_map={MODEL_KEY: self.belongs_to} if self.belongs_to else {}
            ),
        )


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    machine = Machine()
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: [CUDA, CPU])
    monkeypatch.setattr(onnxruntime, "InferenceSession", machine.session)
    return machine


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped weights with an encoder for CUDA."""
    for file in weights_folder().iterdir():
        (tmp_path / file.name).symlink_to(file)
    (tmp_path / "encoder-fp16.onnx").unlink(missing_ok=True)
    (tmp_path / "encoder-fp16.onnx").symlink_to(weights_folder() / "encoder.onnx")
    return tmp_path


def test_cuda_runs_the_encoder_in_half_precision_and_the_heads_on_the_cpu(
    machine: Machine, folder: Path
) -> None:
    annotator = load_annotator(device="cuda", weights=folder)
    assert machine.opened.pop("encoder-fp16.onnx") == [CUDA]
    assert "encoder.onnx" not in machine.opened
    assert {tuple(providers) for providers in machine.opened.values()} == {(CPU,)}
    assert annotator.model == f"{MODEL}-fp16"


def test_the_cpu_runs_the_int8_encoder_also_where_there_is_a_gpu(
    machine: Machine, folder: Path
) -> None:
    annotator = load_annotator(weights=folder)
    assert machine.opened["encoder.onnx"] == [CPU]
    assert "encoder-fp16.onnx" not in machine.opened
    assert annotator.model == MODEL


def test_without_an_encoder_for_cuda_it_is_said_how_to_make_one(
    machine: Machine, folder: Path
) -> None:
    (folder / "encoder-fp16.onnx").unlink()
    with pytest.raises(WeightsError, match=r"encoder-fp16\.onnx.*training\.export.*--cuda"):
        load_annotator(device="cuda", weights=folder)
    assert not machine.opened


def test_cuda_that_does_not_start_is_not_passed_over(machine: Machine, folder: Path) -> None:
    machine.starts = False
    with pytest.raises(WeightsError, match=r"CUDA did not start.*nvidia-smi"):
        load_annotator(device="cuda", weights=folder)


@pytest.mark.parametrize("other", ["dateline-minilm-0000000000", None])
def test_an_encoder_of_other_weights_is_refused(
    machine: Machine, folder: Path, other: str | None
) -> None:
    machine.belongs_to = other
    with pytest.raises(WeightsError, match="belongs to other weights"):
        load_annotator(device="cuda", weights=folder)


def test_an_onnxruntime_without_cuda_is_told_with_its_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: [CPU])
    with pytest.raises(WeightsError, match=r"no CUDAExecutionProvider.*onnxruntime-gpu"):
        load_annotator(device="cuda")
