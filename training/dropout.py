"""Dropout from a pool of masks: drawing a mask anew took a tenth of the training time on a CPU."""

from __future__ import annotations

import torch
from torch import nn

_POOL = 1 << 23


class Dropout(nn.Module):
    """As `torch.nn.Dropout`; each call takes its mask from a random place of a fixed pool."""

    pools: dict[float, torch.Tensor] = {}  # noqa: RUF012

    def __init__(self, p: float) -> None:
        super().__init__()
        self.p = p

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        if not self.training or self.p == 0.0:
            return x
        if x.numel() > _POOL // 2:
            return torch.dropout(x, self.p, True)
        if self.p not in self.pools:
            self.pools[self.p] = (torch.rand(_POOL) >= self.p).float() / (1 - self.p)
        start = int(torch.randint(0, _POOL - x.numel(), ()))
        mask = self.pools[self.p][start : start + x.numel()].view(x.shape)
        return x * mask.to(x.dtype)
