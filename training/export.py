"""Exports trained weights as ONNX: int8 encoder, fp32 heads, tokenizer and labels.

`python -m training.export training/runs/v1/final.pt src/dateline/annotate/weights`; with `--cuda`
also the encoder in fp16, which `device="cuda"` runs. It is not committed: 45 MB.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import warnings
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from dateline.annotate import _features as features
from dateline.annotate._session import CUDA_ENCODER
from dateline.codebook import (
    COMMITMENTS,
    INCIDENT_TYPES,
    MENTION_TYPES,
    MODES,
    ROLES,
    SOURCE_TYPES,
    SPEECH_ACTS,
    STATUSES,
)
from training.encoder import HIDDEN, Encoder, base_folder
from training.half import largest_difference, write_half
from training.heads import Heads
from training.probes import MUC_ROLES, MUC_TYPES, NAME_TYPES, WIKI_TYPES, Probes

W, T, M, C, Q = 40, 4, 6, 3, 2  # example sizes: words, triggers, mentions, claims, cues


def whole(*shape: int, below: int = 4) -> torch.Tensor:
    return torch.randint(0, below, shape)


def head_inputs() -> dict[str, tuple[list[str], tuple[torch.Tensor, ...], dict[str, list[str]]]]:
    """For each head: input names, example inputs, and the names of their axes."""
    h = torch.randn(W, HIDDEN)
    spans = {"first": ["k"], "last": ["k"]}
    return {
        "tags": (["h"], (h,), {"h": ["w"]}),
        "mentions": (
            ["h", "first", "last", "width"],
            (h, whole(9), whole(9) + 4, whole(9)),
            {"h": ["w"], **spans, "width": ["k"]},
        ),
        "contents": (
            ["h", "first", "last", "width", "gap"],
            (h, whole(9), whole(9) + 4, whole(9), whole(9)),
            {"h": ["w"], **spans, "width": ["k"], "gap": ["k"]},
        ),
        "triggers": (
            ["h", "first", "last", "near", "far", "distance", "gap", "same"],
            (
                h, whole(T), whole(T) + 4, whole(T, W), torch.zeros(T, W), whole(T, T),
                whole(T, T), torch.ones(T, T),
            ),
            {
                "h": ["w"], "first": ["t"], "last": ["t"], "near": ["t", "w"], "far": ["t", "w"],
                "distance": ["t", "t"], "gap": ["t", "t"], "same": ["t", "t"],
            },
        ),
        "labels": (
            ["pooled", "together", "h", "first", "last", "roles"],
            (
                torch.randn(T, 512), torch.rand(T, T), h, whole(M), whole(M) + 4,
                torch.rand(T, M, len(ROLES)),
            ),
            {
                "pooled": ["t"], "together": ["t", "t"], "h": ["w"], "first": ["m"],
                "last": ["m"], "roles": ["t", "m"],
            },
        ),
        "roles": (
            ["pooled", "h", "first", "last", "kind", "distance", "gap", "between"],
            (
                torch.randn(T, 512), h, whole(M), whole(M) + 4, whole(M),
                whole(T, M), whole(T, M), whole(T, M),
            ),
            {
                "pooled": ["t"], "h": ["w"], "first": ["m"], "last": ["m"], "kind": ["m"],
                "distance": ["t", "m"], "gap": ["t", "m"], "between": ["t", "m"],
            },
        ),
        "cues": (
            ["h", "first", "last", "cue_first", "cue_last", "distance", "reverse", "gap"],
            (
                h, whole(C), whole(C) + 4, whole(Q), whole(Q) + 4,
                whole(C, Q), whole(C, Q), whole(C, Q),
            ),
            {
                "h": ["w"], "first": ["c"], "last": ["c"], "cue_first": ["q"], "cue_last": ["q"],
                "distance": ["c", "q"], "reverse": ["c", "q"], "gap": ["c", "q"],
            },
        ),
        "sources": (
            [
                "h", "first", "last", "cue_first", "cue_last", "has_cue", "mention_first",
                "mention_last", "kind", "distance", "reverse", "gap",
            ],
            (
                h, whole(C), whole(C) + 4, whole(C), whole(C) + 4, torch.ones(C), whole(M),
                whole(M) + 4, whole(M), whole(C, M), whole(C, M), whole(C, M),
            ),
            {
                "h": ["w"], "first": ["c"], "last": ["c"], "cue_first": ["c"], "cue_last": ["c"],
                "has_cue": ["c"], "mention_first": ["m"], "mention_last": ["m"], "kind": ["m"],
                "distance": ["c", "m"], "reverse": ["c", "m"], "gap": ["c", "m"],
            },
        ),
        "document": (["h"], (h,), {"h": ["w"]}),
        **{name: (["h"], (h,), {"h": ["w"]}) for name in ("names", "events", "wiki", "muc")},
        **{
            name: (["h", "first", "last"], (h, whole(9), whole(9) + 4), {"h": ["w"], **spans})
            for name in ("factuality", "fillers")
        },
    }  # fmt: skip


def _export(
    module: torch.nn.Module,
    inputs: tuple[torch.Tensor, ...],
    path: Path,
    names: list[str],
    axes: dict[str, list[str]],
    outputs: list[str],
) -> None:
    dynamic = {name: dict(enumerate(dims)) for name, dims in axes.items()}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module.eval(), inputs, str(path), input_names=names, output_names=outputs,
            dynamic_axes=dynamic, opset_version=17, dynamo=False,
        )  # fmt: skip


# Least probabilities of the benchmark heads, chosen on the sets' development parts.
PROBE_FLOORS = {"events": 0.5, "wiki": 0.25, "names": 0.3, "muc": 0.35, "muc types": 0.4}

OUTPUTS = {
    "triggers": ["pooled_out", "together_out"],
    "labels": ["types", "statuses"],
    "sources": ["source", "addressee", "labels"],
}


def export_encoder(encoder: Encoder, path: Path) -> None:
    """Writes the encoder in fp32: ids, mask and shapes [windows, pieces] in, hidden states out."""
    ids = torch.randint(5, 1000, (1, 20))
    _export(
        encoder, (ids, torch.ones_like(ids), torch.zeros_like(ids)), path,
        ["ids", "mask", "shapes"], {n: ["b", "t"] for n in ("ids", "mask", "shapes")}, ["hidden"],
    )  # fmt: skip


def export(checkpoint: Path, folder: Path, cuda: bool = False) -> None:
    """Writes the run-time files of `checkpoint` into `folder`; also the fp32 encoder beside it.

    With `cuda` also the fp16 encoder; one that was there belongs to other weights and goes.
    """
    state = torch.load(checkpoint, weights_only=True)
    encoder, heads = Encoder(), Heads(0.0)
    probes = Probes(0.0, wide="muc.topic.weight" in state["probes"])
    encoder.load_state_dict(state["encoder"])
    heads.load_state_dict(state["heads"])
    probes.load_state_dict(state["probes"])
    folder.mkdir(parents=True, exist_ok=True)
    work = checkpoint.parent
    full, half = work / "encoder-fp32.onnx", folder / CUDA_ENCODER
    half.unlink(missing_ok=True)
    export_encoder(encoder, full)
    prepared = work / "encoder-prepared.onnx"
    quant_pre_process(str(full), str(prepared), skip_symbolic_shape=True)
    quantize_dynamic(
        str(prepared), str(folder / "encoder.onnx"), per_channel=True, weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather", "Gemm"],
    )  # fmt: skip
    prepared.unlink()
    for name, (names, inputs, axes) in head_inputs().items():
        head = getattr(heads, name, None) or getattr(probes, name)
        _export(head, inputs, folder / f"{name}.onnx", names, axes,
                OUTPUTS.get(name, ["out"]))  # fmt: skip
    shutil.copy(base_folder() / "tokenizer.json", folder / "tokenizer.json")
    lists = {
        "mention_types": MENTION_TYPES, "incident_types": INCIDENT_TYPES, "statuses": STATUSES,
        "roles": ROLES, "source_types": SOURCE_TYPES, "modes": MODES, "speech_acts": SPEECH_ACTS,
        "commitments": COMMITMENTS, "wiki_types": WIKI_TYPES, "name_types": NAME_TYPES,
        "muc_roles": MUC_ROLES, "muc_types": MUC_TYPES,
    }  # fmt: skip
    digest = hashlib.sha256()
    for file in sorted(folder.glob("*.onnx")):
        onnx.checker.check_model(str(file))
        digest.update(file.read_bytes())
    model = f"dateline-minilm-{digest.hexdigest()[:10]}"
    settings = {
        "model": model,
        "features": [features.DISTANCES, features.GAPS, features.WIDTHS],
        "probe_floors": PROBE_FLOORS,
        **{name: list(values) for name, values in lists.items()},
    }
    (folder / "labels.json").write_text(json.dumps(settings, indent=1) + "\n")
    if cuda:
        # After the model is named: the name is that of the files every machine has.
        write_half(full, half, model)
        print(f"{half}: differs from fp32 by at most {largest_difference(full, half):.4f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cuda", action="store_true", help="also write the fp16 encoder")
    arguments = parser.parse_args()
    export(arguments.checkpoint, arguments.folder, arguments.cuda)


if __name__ == "__main__":
    main()
