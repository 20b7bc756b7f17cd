"""WikiEvents (S. Li, H. Ji and J. Han, NAACL 2021): events with arguments over whole documents.

Files as distributed: `train.jsonl` and `dev.jsonl`, one document a line, in two shapes. The
development part has text, entities and offsets; the training part has tokens only, and its
events' places are found again (see `_align`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.evaluate.files import DataError, lines_of
from dateline.evaluate.wikievents._align import Places, Told, align_events, nearest
from dateline.evaluate.wikievents._print import set_tokens
from dateline.records import Span


@dataclass(frozen=True, slots=True)
class WikiArgument:
    """A filler of an event's role, named as KAIROS names it ("Attacker")."""

    span: Span
    role: str


@dataclass(frozen=True, slots=True)
class WikiEvent:
    """A trigger with its KAIROS type at two levels ("Life.Die") and its arguments."""

    trigger: Span
    type: str
    arguments: tuple[WikiArgument, ...]


@dataclass(frozen=True, slots=True)
class WikiText:
    """A document: entities (span, KAIROS entity type) and events, both in text order.

    The training part lists no entities.
    """

    id: str
    text: str
    entities: tuple[tuple[Span, str], ...]
    events: tuple[WikiEvent, ...]


def read_wikievents(folder: Path, part: str) -> tuple[WikiText, ...]:
    """The documents of `part` ("train", "dev") in the file's order.

    Offsets are code points of `text`. In the training part the text is set from the tokens, an
    event whose trigger cannot be placed is left out, and so is an argument whose words stand
    nowhere; an argument is placed where its words stand nearest to the trigger.

    Raises DataError naming file and line where a file is missing or not as the format says.
    """
    path = folder / f"{part}.jsonl"
    out: list[WikiText] = []
    for number, line in enumerate(lines_of(path), 1):
        if not line.strip():
            continue
        try:
            row: dict[str, Any] = json.loads(line)
            out.append(_placed(row) if "entity_mentions" in row else _replaced(row))
        except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
            raise DataError(
                f"not a WikiEvents document ({type(error).__name__}: {error})",
                f"{path}, line {number}",
                "use the file as distributed",
            ) from error
    return tuple(out)


def event_type(name: str) -> str:
    """A KAIROS type's first two levels: "Life.Die.Unspecified" is "Life.Die"."""
    return ".".join(name.split(".")[:2])


def _placed(row: Mapping[str, Any]) -> WikiText:
    """A document that carries offsets. They count line ends that its `text` has lost, so the
    text is set anew from the sentences."""
    pieces: list[str] = []
    length = 0
    spans: list[Span] = []
    for tokens, sentence in row["sentences"]:
        start = int(tokens[0][1])
        if start < length:
            raise ValueError(f"a sentence starts at {start}, before the one before it ends")
        pieces += ["\n" * (start - length), sentence]
        length = start + len(sentence)
        spans += [Span(int(first), int(end)) for _, first, end in tokens]
    text = "".join(pieces)
    if [span.of(text) for span in spans] != row["tokens"]:
        raise ValueError("sentences and tokens differ")

    def cover(first: int, end: int, words: str) -> Span:
        span = Span(spans[first].start, spans[end - 1].end)
        if span.of(text).split() != words.split():
            raise ValueError(f"tokens {first} to {end} are {span.of(text)!r}, not {words!r}")
        return span

    entities = {
        e["id"]: (cover(e["start"], e["end"], e["text"]), str(e["entity_type"]))
        for e in row["entity_mentions"]
    }
    events = []
    for event in row["event_mentions"]:
        told = event["trigger"]
        arguments = [
            WikiArgument(entities[a["entity_id"]][0], str(a["role"])) for a in event["arguments"]
        ]
        trigger = cover(told["start"], told["end"], told["text"])
        events.append(WikiEvent(trigger, event_type(event["event_type"]), _ordered(arguments)))
    return WikiText(str(row["doc_id"]), text, tuple(sorted(entities.values())), _in_order(events))


def _replaced(row: Mapping[str, Any]) -> WikiText:
    """A document of tokens, whose events' places are found again."""
    tokens = [str(t) for t in row["tokens"]]
    text, spans = set_tokens(tokens)
    listed = row["event_mentions"]
    told = [
        Told(str(e["trigger"]["text"]), tuple(str(a["text"]) for a in e["arguments"]))
        for e in listed
    ]
    places = Places(tokens)
    events = []
    for event, at in zip(listed, align_events(tokens, told), strict=True):
        if at is None:
            continue
        arguments = []
        for argument in event["arguments"]:
            where = nearest(places.of(str(argument["text"])), at[0])
            if where is not None:
                span = Span(spans[where[0]].start, spans[where[1] - 1].end)
                arguments.append(WikiArgument(span, str(argument["role"])))
        trigger = Span(spans[at[0]].start, spans[at[1] - 1].end)
        events.append(WikiEvent(trigger, event_type(event["event_type"]), _ordered(arguments)))
    return WikiText(str(row["docid"]), text, (), _in_order(events))


def _ordered(arguments: Sequence[WikiArgument]) -> tuple[WikiArgument, ...]:
    return tuple(sorted(set(arguments), key=lambda a: (a.span, a.role)))


def _in_order(events: Sequence[WikiEvent]) -> tuple[WikiEvent, ...]:
    return tuple(sorted(events, key=lambda e: (e.trigger, e.type)))
