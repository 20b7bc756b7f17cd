"""Training examples: stand-off records turned into word indexes and windows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from dateline.annotate._sentences import split_sentences
from dateline.annotate._windows import Window, make_windows
from dateline.annotate._words import Words, split_words
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
from training.encoder import base_folder

Pair = tuple[int, int]
"""First and last word of a span, both included."""

ALL_HEADS = frozenset({"mentions", "triggers", "types", "statuses", "same", "roles", "claims"})

LABEL_LISTS = {
    "source_type": SOURCE_TYPES,
    "mode": MODES,
    "speech_act": SPEECH_ACTS,
    "commitment": COMMITMENTS,
}


@dataclass
class IncidentExample:
    triggers: list[int]
    type: int | None
    status: int | None
    arguments: dict[int, set[int]]  # role -> mentions


@dataclass
class ClaimExample:
    content: Pair
    cue: int | None  # index into cues
    source: int | None  # index into mentions; -1: a span that is no mention (no supervision)
    addressee: int | None
    labels: tuple[int, ...]  # -1: unknown
    unlinked: bool = False  # its cue or source was cut off: links teach nothing


@dataclass
class Example:
    id: str
    words: Words
    windows: list[Window]
    mentions: list[Pair]
    mention_types: list[int]
    triggers: list[Pair]
    incidents: list[IncidentExample]
    cues: list[Pair]
    claims: list[ClaimExample]
    heads: frozenset[str] = ALL_HEADS
    known_types: frozenset[int] | None = None  # mention types annotated here; None = all
    lost: dict[str, int] = field(default_factory=dict)
    probe: Mapping[str, Any] = field(default_factory=dict)  # spans for `training.probes`

    def pair(self, span: Mapping[str, int]) -> Pair:
        """First and last word of a span given by its offsets."""
        first, last = self.words.first_at(span["start"]), self.words.last_before(span["end"])
        return first, max(first, last)


@cache
def tokenizer() -> Tokenizer:
    made = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    made.no_padding()
    made.no_truncation()
    return made


def read_records(paths: Iterable[str | Path]) -> list[dict[str, Any]]:
    """The records of stand-off files, in order."""
    out = []
    for path in paths:
        with Path(path).open(encoding="utf-8") as lines:
            out.extend(json.loads(line) for line in lines if line.strip())
    return out


def make_example(record: Mapping[str, Any]) -> Example:
    """One record as an example. Spans that no word covers are dropped and counted in `lost`."""
    text = record["text"]
    words = split_words(text, split_sentences(text))
    lost: dict[str, int] = {}

    def pair(span: Mapping[str, int]) -> Pair:
        first, last = words.first_at(span["start"]), words.last_before(span["end"])
        return first, max(first, last)

    mentions: dict[Pair, int] = {}
    for row in record.get("mentions", ()):
        mentions.setdefault(pair(row), MENTION_TYPES.index(row["type"]))
    order = sorted(mentions)
    number = {span: k for k, span in enumerate(order)}

    def mention_at(span: Mapping[str, int]) -> int:
        wanted = pair(span)
        if wanted in number:
            return number[wanted]
        best, best_share = -1, 0.5
        for k, (first, last) in enumerate(order):
            common = min(last, wanted[1]) - max(first, wanted[0]) + 1
            if common > 0:
                share = common / (max(last, wanted[1]) - min(first, wanted[0]) + 1)
                if share >= best_share:
                    best, best_share = k, share
        return best

    spans = sorted({pair(t) for i in record.get("incidents", ()) for t in i["triggers"]})
    trigger_number = {span: k for k, span in enumerate(spans)}
    incidents = []
    for row in record.get("incidents", ()):
        arguments: dict[int, set[int]] = {}
        for argument in row.get("arguments", ()):
            found = mention_at(argument)
            if found < 0:
                lost["arguments"] = lost.get("arguments", 0) + 1
            else:
                arguments.setdefault(ROLES.index(argument["role"]), set()).add(found)
        incidents.append(
            IncidentExample(
                sorted({trigger_number[pair(t)] for t in row["triggers"]}),
                INCIDENT_TYPES.index(row["type"]) if row.get("type") in INCIDENT_TYPES else None,
                STATUSES.index(row["status"]) if row.get("status") in STATUSES else None,
                arguments,
            )
        )
    cues = sorted({pair(c["cue"]) for c in record.get("claims", ()) if c.get("cue")})
    cue_number = {span: k for k, span in enumerate(cues)}
    claims = []
    for row in record.get("claims", ()):
        claims.append(
            ClaimExample(
                pair(row["content"]),
                cue_number[pair(row["cue"])] if row.get("cue") else None,
                mention_at(row["source"]) if row.get("source") else None,
                mention_at(row["addressee"]) if row.get("addressee") else None,
                tuple(
                    names.index(row[key]) if row.get(key) in names else -1
                    for key, names in LABEL_LISTS.items()
                ),
                bool(row.get("unlinked")),
            )
        )
    return Example(
        record["id"],
        words,
        make_windows(words, tokenizer()),
        order,
        [mentions[span] for span in order],
        spans,
        incidents,
        cues,
        claims,
        frozenset(record.get("heads", ALL_HEADS)),
        lost=lost,
        probe=record.get("probe", {}),
    )
