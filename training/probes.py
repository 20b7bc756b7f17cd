"""Heads for the public benchmarks: small, on the same word vectors, trained beside the others.

They keep the encoder general (names, events of any kind, factuality, syntax) and let it be measured
on the sets that others publish figures for. `Syntax` is for training only and is not exported.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files

import torch
from torch import nn

from dateline.evaluate.muc4 import INCIDENT_TYPES as MUC_TYPES
from dateline.evaluate.muc4 import ROLES as MUC_ROLES
from training.dropout import Dropout
from training.encoder import HIDDEN
from training.heads import span_mean

NAME_TYPES = ("PER", "LOC", "ORG", "MISC")
WIKI_TYPES = tuple(
    sorted(
        tomllib.loads(
            files("dateline.evaluate").joinpath("data", "wikievents.toml").read_text("utf-8")
        )["event_types"]
    )
)
RELATIONS = (
    "acl", "advcl", "advmod", "amod", "appos", "aux", "case", "cc", "ccomp", "clf", "compound",
    "conj", "cop", "csubj", "dep", "det", "discourse", "dislocated", "expl", "fixed", "flat",
    "goeswith", "iobj", "list", "mark", "nmod", "nsubj", "nummod", "obj", "obl", "orphan",
    "parataxis", "punct", "reparandum", "root", "vocative", "xcomp",
)  # fmt: skip


class Words(nn.Module):
    """[words, 384] -> [words, size] logits for each word by itself."""

    def __init__(self, size: int, dropout: float, wide: int = 192) -> None:
        super().__init__()
        self.inner = nn.Linear(HIDDEN, wide)
        self.out = nn.Linear(wide, size)
        self.dropout = Dropout(dropout)

    def forward(self, h: torch.Tensor) -> torch.Tensor:
        return self.out(self.dropout(torch.relu(self.inner(self.dropout(h)))))


class TopicWords(nn.Module):
    """As `Words`, each word beside the mean of its document: what it is about decides too."""

    def __init__(self, size: int, dropout: float, wide: int = 192) -> None:
        super().__init__()
        self.inner = nn.Linear(HIDDEN, wide)
        self.topic = nn.Linear(HIDDEN, wide, bias=False)
        self.out = nn.Linear(wide, size)
        self.dropout = Dropout(dropout)

    def forward(self, h: torch.Tensor) -> torch.Tensor:
        h = self.dropout(h)
        x = self.inner(h) + self.topic(h.mean(0, keepdim=True))
        return self.out(self.dropout(torch.relu(x)))


class Factuality(nn.Module):
    """Event spans (first, last) -> [spans]: factuality, -3 (certainly not) to 3 (certainly)."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.inner = nn.Linear(HIDDEN, 256)
        self.out = nn.Linear(256, 1)
        self.dropout = Dropout(dropout)

    def forward(self, h: torch.Tensor, first: torch.Tensor, last: torch.Tensor) -> torch.Tensor:
        x = self.inner(self.dropout(span_mean(h, first, last)))
        return 3.5 * torch.tanh(self.out(self.dropout(torch.relu(x)))[:, 0])


class Fillers(nn.Module):
    """MUC-4 fillers (first, last) -> logits [spans, incident types] that each belongs to.

    A filler is read beside what it attends to in the whole document, since the type of its
    incident may stand anywhere in it.
    """

    heads, size = 4, 48

    def __init__(self, dropout: float) -> None:
        super().__init__()
        inner = self.heads * self.size
        self.query = nn.Linear(HIDDEN, inner)
        self.key = nn.Linear(HIDDEN, inner)
        self.value = nn.Linear(HIDDEN, inner)
        self.inner = nn.Linear(HIDDEN + inner, 256)
        self.out = nn.Linear(256, len(MUC_TYPES))
        self.dropout = Dropout(dropout)

    def forward(self, h: torch.Tensor, first: torch.Tensor, last: torch.Tensor) -> torch.Tensor:
        h = self.dropout(h)
        own = span_mean(h, first, last)
        n, t = h.shape[0], own.shape[0]
        q = self.query(own).view(t, self.heads, self.size).transpose(0, 1)
        k = self.key(h).view(n, self.heads, self.size).permute(1, 2, 0)
        v = self.value(h).view(n, self.heads, self.size).transpose(0, 1)
        context = ((q @ k * self.size**-0.5).softmax(-1) @ v).transpose(0, 1).reshape(t, -1)
        return self.out(self.dropout(torch.relu(self.inner(torch.cat((own, context), -1)))))


class Syntax(nn.Module):
    """Biaffine dependency scores (Dozat and Manning 2017) between the words of a document."""

    def __init__(self, dropout: float, size: int = 128) -> None:
        super().__init__()
        self.dependent = nn.Linear(HIDDEN, size)
        self.head = nn.Linear(HIDDEN, size)
        self.arc = nn.Linear(size, size)
        self.left = nn.Linear(HIDDEN, size)
        self.right = nn.Linear(HIDDEN, size)
        self.label = nn.Linear(size, len(RELATIONS))
        self.dropout = Dropout(dropout)

    def arcs(self, h: torch.Tensor) -> torch.Tensor:
        """[words, words] logits of each word's head; a root's head is the word itself."""
        h = self.dropout(h)
        dependent = self.dropout(torch.relu(self.dependent(h)))
        return self.arc(dependent) @ self.dropout(torch.relu(self.head(h))).T

    def labels(self, h: torch.Tensor, heads: torch.Tensor) -> torch.Tensor:
        h = self.dropout(h)
        x = torch.relu(self.left(h)) * torch.relu(self.right(h))[heads] + self.left(h)
        return self.label(self.dropout(torch.relu(x)))


class Probes(nn.Module):
    def __init__(self, dropout: float, wide: bool = False) -> None:
        super().__init__()
        size = 384 if wide else 192
        self.names = Words(1 + 2 * len(NAME_TYPES), dropout, size)
        self.events = Words(3, dropout, size)
        self.wiki = Words(3 + len(WIKI_TYPES), dropout, size)
        self.muc = (TopicWords if wide else Words)(1 + 2 * len(MUC_ROLES), dropout, size)
        self.factuality = Factuality(dropout)
        self.fillers = Fillers(dropout)
        self.syntax = Syntax(dropout)
        with torch.no_grad():
            for head, common in ((self.names, 1), (self.events, 1), (self.wiki, 1), (self.muc, 1)):
                head.out.bias[:common] = 3.0
