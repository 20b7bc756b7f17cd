"""The heads: each maps word vectors of one document to scores; each is exported by itself."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812

from dateline.annotate import _features as features
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
from training.dropout import Dropout
from training.encoder import HIDDEN

TAGS = 10  # trigger O/B/I, cue O/B/I, mention starts, mention ends, content starts, content ends
LABELS = (len(SOURCE_TYPES), len(MODES), len(SPEECH_ACTS), len(COMMITMENTS))


def span_mean(x: torch.Tensor, first: torch.Tensor, last: torch.Tensor) -> torch.Tensor:
    """Mean of the rows first..last of `x` [words, d] for each span -> [spans, d]."""
    total = F.pad(x.cumsum(0), (0, 0, 1, 0))
    return (total[last + 1] - total[first]) / (last + 1 - first).to(x.dtype)[:, None]


class Tags(nn.Module):
    """[words, 384] -> [words, 10]: word tags and the ends of spans."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.dropout = Dropout(dropout)
        self.inner = nn.Linear(HIDDEN, 256)
        self.out = nn.Linear(256, TAGS)

    def forward(self, h: torch.Tensor) -> torch.Tensor:
        return self.out(self.dropout(torch.relu(self.inner(self.dropout(h)))))


class MentionSpans(nn.Module):
    """Spans (first, last, width bucket) -> [spans, 1 + mention types], softmax, 0 = none."""

    def __init__(self, dropout: float, size: int = 192) -> None:
        super().__init__()
        self.start = nn.Linear(HIDDEN, size)
        self.end = nn.Linear(HIDDEN, size)
        self.inside = nn.Linear(HIDDEN, size)
        self.width = nn.Embedding(features.WIDTHS, size)
        self.out = nn.Linear(size, 1 + len(MENTION_TYPES))
        self.dropout = Dropout(dropout)

    def forward(
        self, h: torch.Tensor, first: torch.Tensor, last: torch.Tensor, width: torch.Tensor
    ) -> torch.Tensor:
        h = self.dropout(h)
        x = self.start(h)[first] + self.end(h)[last] + self.width(width)
        x = x + span_mean(self.inside(h), first, last)
        return self.out(self.dropout(torch.relu(x)))


class ContentSpans(nn.Module):
    """Candidate spans of a claim's content -> [spans]: logit of how well each fits."""

    def __init__(self, dropout: float, size: int = 160) -> None:
        super().__init__()
        self.parts = nn.ModuleList(nn.Linear(HIDDEN, size) for _ in range(5))
        self.width = nn.Embedding(features.WIDTHS, size)
        self.gap = nn.Embedding(features.GAPS, size)
        self.out = nn.Linear(size, 1)
        self.dropout = Dropout(dropout)

    def forward(
        self,
        h: torch.Tensor,
        first: torch.Tensor,
        last: torch.Tensor,
        width: torch.Tensor,
        gap: torch.Tensor,
    ) -> torch.Tensor:
        h = self.dropout(h)
        start, end, inside, before, after = self.parts
        x = start(h)[first] + end(h)[last] + span_mean(inside(h), first, last)
        edge = F.pad(h, (0, 0, 1, 1))
        x = x + before(edge)[first] + after(edge)[last + 2] + self.width(width) + self.gap(gap)
        return self.out(self.dropout(torch.relu(x)))[:, 0]


class Triggers(nn.Module):
    """Trigger spans in their document -> their vectors and same-incident logits.

    Each trigger attends to the words near it (`far` [triggers, words] is 1 elsewhere: what the
    rest of the document is about says little of this act), with a bias by distance. Its vector
    stands beside the mean of the triggers that tell of its incident.
    """

    heads, size = 4, 48
    local = True  # False only to repeat runs made before attention was bounded

    def __init__(self, dropout: float, wide: int = 256) -> None:
        super().__init__()
        inner = self.heads * self.size
        self.query = nn.Linear(HIDDEN, inner)
        self.key = nn.Linear(HIDDEN, inner)
        self.value = nn.Linear(HIDDEN, inner)
        self.near = nn.Embedding(features.DISTANCES, self.heads)
        self.merge = nn.Linear(HIDDEN + inner, wide)
        self.norm = nn.LayerNorm(wide)
        self.pair_sum = nn.Linear(wide, 128)
        self.pair_left = nn.Linear(wide, 96)
        self.pair_product = nn.Linear(96, 128)
        self.pair_distance = nn.Embedding(features.DISTANCES, 128)
        self.pair_gap = nn.Embedding(features.GAPS, 128)
        self.pair_word = nn.Linear(1, 128, bias=False)
        self.pair_out = nn.Linear(128, 1)
        self.dropout = Dropout(dropout)

    def vectors(
        self,
        h: torch.Tensor,
        first: torch.Tensor,
        last: torch.Tensor,
        near: torch.Tensor,
        far: torch.Tensor,
    ) -> torch.Tensor:
        h = self.dropout(h)
        own = span_mean(h, first, last)
        n, t = h.shape[0], own.shape[0]
        q = self.query(own).view(t, self.heads, self.size).transpose(0, 1)
        k = self.key(h).view(n, self.heads, self.size).permute(1, 2, 0)
        v = self.value(h).view(n, self.heads, self.size).transpose(0, 1)
        scores = q @ k * self.size**-0.5 + self.near(near).permute(2, 0, 1)
        if self.local:
            scores = scores - 1e4 * far
        context = (scores.softmax(-1) @ v).transpose(0, 1).reshape(t, -1)
        return self.norm(torch.relu(self.merge(torch.cat((own, context), -1))))

    def pairs(
        self, v: torch.Tensor, distance: torch.Tensor, gap: torch.Tensor, same: torch.Tensor
    ) -> torch.Tensor:
        v = self.dropout(v)
        left = self.pair_left(v)
        x = self.pair_sum(v)
        x = x[:, None] + x[None] + self.pair_product(left[:, None] * left[None])
        x = x + self.pair_distance(distance) + self.pair_gap(gap) + self.pair_word(same[..., None])
        logits = self.pair_out(self.dropout(torch.relu(x)))[..., 0]
        return (logits + logits.T) / 2

    def pool(self, v: torch.Tensor, together: torch.Tensor) -> torch.Tensor:
        """Each trigger's vector beside the mean over its incident, [triggers, 512].

        `together` [triggers, triggers] are weights 0..1; the diagonal counts as 1.
        """
        eye = torch.eye(v.shape[0], dtype=v.dtype)
        weight = together * (1 - eye) + eye
        return torch.cat((v, weight @ v / weight.sum(-1, keepdim=True)), -1)

    def forward(
        self,
        h: torch.Tensor,
        first: torch.Tensor,
        last: torch.Tensor,
        near: torch.Tensor,
        far: torch.Tensor,
        distance: torch.Tensor,
        gap: torch.Tensor,
        same: torch.Tensor,
    ) -> tuple[torch.Tensor, torch.Tensor]:
        v = self.vectors(h, first, last, near, far)
        together = self.pairs(v, distance, gap, same)
        # Sharpened: a weak link should not blur the incident's label.
        return self.pool(v, torch.sigmoid(2 * together)), together


class Labels(nn.Module):
    """Types and statuses of triggers, from the trigger, its incident and what fills its roles.

    `roles` [triggers, mentions, roles] are probabilities that a mention plays a role for a
    trigger; `together` [triggers, triggers] those that two triggers tell of one incident.
    """

    size = 32

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.filler = nn.Linear(HIDDEN, len(ROLES) * self.size)
        self.label = nn.Linear(512 + len(ROLES) * (self.size + 1), 256)
        self.types = nn.Linear(256, len(INCIDENT_TYPES))
        self.statuses = nn.Linear(256, len(STATUSES))
        self.dropout = Dropout(dropout)

    def forward(
        self,
        pooled: torch.Tensor,
        together: torch.Tensor,
        h: torch.Tensor,
        first: torch.Tensor,
        last: torch.Tensor,
        roles: torch.Tensor,
    ) -> tuple[torch.Tensor, torch.Tensor]:
        t, count = roles.shape[0], len(ROLES)
        eye = torch.eye(t, dtype=h.dtype)
        weight = together * (1 - eye) + eye
        weight = weight / weight.sum(-1, keepdim=True)
        shared = (weight @ roles.reshape(t, -1)).reshape(t, -1, count)
        m = self.filler(self.dropout(span_mean(h, first, last))).reshape(-1, count, self.size)
        total = shared.sum(1)
        fillers = (shared.permute(2, 0, 1) @ m.permute(1, 0, 2)).permute(1, 0, 2)
        fillers = (fillers / (0.3 + total[..., None])).reshape(t, -1)
        x = torch.cat((pooled, torch.relu(fillers), total.clamp(max=3.0)), -1)
        x = self.dropout(torch.relu(self.label(self.dropout(x))))
        return self.types(x), self.statuses(x)


class Roles(nn.Module):
    """Triggers x mentions -> [triggers, mentions, roles] logits."""

    def __init__(self, dropout: float, size: int = 160) -> None:
        super().__init__()
        self.trigger = nn.Linear(512, size)
        self.mention = nn.Linear(HIDDEN, size)
        self.left = nn.Linear(512, 96)
        self.right = nn.Linear(HIDDEN, 96)
        self.product = nn.Linear(96, size)
        self.distance = nn.Embedding(features.DISTANCES, size)
        self.gap = nn.Embedding(features.GAPS, size)
        self.between = nn.Embedding(features.BETWEEN_LIMIT + 1, size)
        self.mention_type = nn.Embedding(len(MENTION_TYPES), size)
        self.out = nn.Linear(size, len(ROLES))
        self.dropout = Dropout(dropout)

    def forward(
        self,
        pooled: torch.Tensor,
        h: torch.Tensor,
        first: torch.Tensor,
        last: torch.Tensor,
        kind: torch.Tensor,
        distance: torch.Tensor,
        gap: torch.Tensor,
        between: torch.Tensor,
    ) -> torch.Tensor:
        p, m = self.dropout(pooled), self.dropout(span_mean(h, first, last))
        x = self.trigger(p)[:, None] + (self.mention(m) + self.mention_type(kind))[None]
        x = x + self.product(self.left(p)[:, None] * self.right(m)[None])
        x = x + self.distance(distance) + self.gap(gap) + self.between(between)
        return self.out(self.dropout(torch.relu(x)))


class Links(nn.Module):
    """Claims x candidate spans -> [claims, candidates + 1] logits, column 0 = none."""

    def __init__(self, dropout: float, claim: int, size: int = 128) -> None:
        super().__init__()
        self.claim = nn.Linear(claim, size)
        self.candidate = nn.Linear(HIDDEN, size)
        self.left = nn.Linear(claim, 64)
        self.right = nn.Linear(HIDDEN, 64)
        self.product = nn.Linear(64, size)
        self.distance = nn.Embedding(features.DISTANCES, size)
        self.reverse = nn.Embedding(features.DISTANCES, size)
        self.gap = nn.Embedding(features.GAPS, size)
        self.mention_type = nn.Embedding(1 + len(MENTION_TYPES), size)
        self.out = nn.Linear(size, 1)
        self.none = nn.Linear(claim, 1)
        self.dropout = Dropout(dropout)

    def forward(
        self,
        claim: torch.Tensor,
        candidate: torch.Tensor,
        kind: torch.Tensor,
        distance: torch.Tensor,
        reverse: torch.Tensor,
        gap: torch.Tensor,
    ) -> torch.Tensor:
        x = self.claim(claim)[:, None] + (self.candidate(candidate) + self.mention_type(kind))[None]
        x = x + self.product(self.left(claim)[:, None] * self.right(candidate)[None])
        x = x + self.distance(distance) + self.reverse(reverse) + self.gap(gap)
        scores = self.out(self.dropout(torch.relu(x)))[..., 0]
        return torch.cat((self.none(claim), scores), 1)


class Cues(nn.Module):
    """Contents -> their cue among the cue spans; also the contents' vectors."""

    size = 768

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.link = Links(dropout, self.size)
        self.dropout = Dropout(dropout)

    def forward(
        self,
        h: torch.Tensor,
        first: torch.Tensor,
        last: torch.Tensor,
        cue_first: torch.Tensor,
        cue_last: torch.Tensor,
        distance: torch.Tensor,
        reverse: torch.Tensor,
        gap: torch.Tensor,
    ) -> torch.Tensor:
        h = self.dropout(h)
        claim = torch.cat((span_mean(h, first, last), h[first]), -1)
        kind = torch.zeros_like(cue_first)
        return self.link(claim, span_mean(h, cue_first, cue_last), kind, distance, reverse, gap)


class Sources(nn.Module):
    """Contents with their chosen cues -> source and addressee logits over mentions, labels.

    `has_cue` [claims] is 0 where a claim has no cue; its cue is then the content's first word.
    Distances are counted from the cue, `reverse` distances from the content.
    """

    def __init__(self, dropout: float) -> None:
        super().__init__()
        claim = 3 * HIDDEN
        self.source = Links(dropout, claim)
        self.addressee = Links(dropout, claim, 64)
        self.label = nn.Linear(claim + HIDDEN, 256)
        self.out = nn.Linear(256, sum(LABELS))
        self.dropout = Dropout(dropout)

    def forward(
        self,
        h: torch.Tensor,
        first: torch.Tensor,
        last: torch.Tensor,
        cue_first: torch.Tensor,
        cue_last: torch.Tensor,
        has_cue: torch.Tensor,
        mention_first: torch.Tensor,
        mention_last: torch.Tensor,
        kind: torch.Tensor,
        distance: torch.Tensor,
        reverse: torch.Tensor,
        gap: torch.Tensor,
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        h = self.dropout(h)
        cue = span_mean(h, cue_first, cue_last) * has_cue[:, None]
        claim = torch.cat((span_mean(h, first, last), h[first], cue), -1)
        mentions = span_mean(h, mention_first, mention_last)
        source = self.source(claim, mentions, kind, distance, reverse, gap)
        addressee = self.addressee(claim, mentions, kind, distance, reverse, gap)
        speaker = source.softmax(-1)[:, 1:] @ mentions
        x = torch.relu(self.label(torch.cat((claim, speaker), -1)))
        return source, addressee, self.out(self.dropout(x))


class Document(nn.Module):
    """[words, 384] -> the document's vector [384], of length 1."""

    def __init__(self) -> None:
        super().__init__()
        self.out = nn.Linear(HIDDEN, HIDDEN)
        nn.init.eye_(self.out.weight)

    def forward(self, h: torch.Tensor) -> torch.Tensor:
        return F.normalize(self.out(h.mean(0)), dim=0)


class Heads(nn.Module):
    def __init__(self, dropout: float, label_dropout: float = 0.4) -> None:
        super().__init__()
        self.tags = Tags(dropout)
        self.mentions = MentionSpans(dropout)
        self.contents = ContentSpans(dropout)
        self.triggers = Triggers(dropout)
        self.roles = Roles(dropout)
        self.labels = Labels(label_dropout)
        self.cues = Cues(dropout)
        self.sources = Sources(dropout)
        self.document = Document()
        # Rare classes start as rare, or their losses drown the first steps.
        with torch.no_grad():
            self.roles.out.bias.fill_(-4.5)
            self.triggers.pair_out.bias.fill_(-1.5)
            self.contents.out.bias.fill_(-2.0)
            self.mentions.out.bias[0] = 4.0
            rare = torch.tensor([2.0, -1.0, -3.0, 3.0, -2.0, -3.0, -2.0, -2.0, -4.0, -4.0])
            self.tags.out.bias.copy_(rare)
