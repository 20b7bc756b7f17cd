"""Event factuality on the unified scale of G. Stanovsky et al. (ACL 2017), -3 to +3.

The files of UDS-IH2 (R. Rudinger et al., NAACL 2018) and MEANTIME (A.-L. Minard et al., LREC
2016), as JSON lines or in CoNLL columns: -3 did not happen for certain, 0 unknown, +3 happened.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import StatisticsError, correlation, fmean
from typing import Any

from dateline.evaluate.benchmarks import ProbedAnnotator
from dateline.evaluate.files import DataError, lines_of
from dateline.evaluate.tokens import cover, join_tokens
from dateline.records import Document, Span

LOWEST, HIGHEST = -3.0, 3.0


@dataclass(frozen=True, slots=True)
class FactualityText:
    """A sentence and its events: span and factuality, -3 to +3."""

    id: str
    text: str
    events: tuple[tuple[Span, float], ...]


def read_factuality(path: Path) -> tuple[FactualityText, ...]:
    """The sentences of one file, `.jsonl` or `.conll`, in order, tokens joined by one space.

    Ids are `SET/PART#n` by the file's folder and name. CoNLL files hold sentences without events
    too, which JSON lines leave out.

    Raises DataError naming file and line where a line is not as the format says.
    """
    if path.suffix not in (".jsonl", ".conll"):
        raise DataError("unknown format", str(path), "use a .jsonl or .conll file")
    read = _from_json if path.suffix == ".jsonl" else _from_conll
    name = f"{path.parent.name}/{path.stem}"
    texts = []
    for count, (tokens, events) in enumerate(read(path), 1):
        text, (spans,) = join_tokens([tokens])
        placed = []
        for first, last, label, where in events:
            words = [span for span in spans[first:last] if span]
            if not 0 <= first < last <= len(spans) or not words:
                raise DataError(f"no word at tokens {first} to {last}", where, "mend the target")
            placed.append((cover(words), label))
        texts.append(FactualityText(f"{name}#{count}", text, tuple(placed)))
    if not texts:
        raise DataError("no sentence in the file", str(path), "use the files of the unified set")
    return tuple(texts)


def run(data: Path, annotator: ProbedAnnotator, part: str = "dev") -> dict[str, dict[str, float]]:
    """For each set under `data`, the row of `score` on its PART.jsonl or else its PART.conll.

    The annotator is given the annotated event spans. Raises DataError where no set has the part,
    or a file has no event, and as the reader does.
    """
    files: dict[str, Path] = {}
    for suffix in (".jsonl", ".conll"):
        for path in sorted(data.glob(f"*/{part}{suffix}")):
            files.setdefault(path.parent.name, path)
    if not files:
        raise DataError(
            f"no file SET/{part}.jsonl or SET/{part}.conll",
            str(data),
            "name the folder that holds UDS_IH2 and MEANTIME, and the part by the file's name",
        )
    rows = {}
    for name, path in sorted(files.items()):
        gold: list[float] = []
        predicted: list[float] = []
        for text in read_factuality(path):
            if text.events:
                spans = [span for span, _ in text.events]
                document = Document(text.id, text.text, language="en")
                predicted.extend(annotator.factuality(document, spans))
                gold.extend(label for _, label in text.events)
        if not gold:
            raise DataError("no event in the file", str(path), "use a part with annotated events")
        rows[name] = score(gold, predicted)
    return rows


def score(gold: Sequence[float], predicted: Sequence[float]) -> dict[str, float]:
    """Pearson's correlation `pearson`, the mean absolute error `mae`, and the number of `events`.

    The correlation is -1 to 1, and 0 where either side never changes; the error is on the scale.
    Raises ValueError where there are not as many predictions as events, or none.
    """
    if len(gold) != len(predicted) or not gold:
        raise ValueError(f"{len(predicted)} predictions for {len(gold)} events")
    try:
        r = correlation(gold, predicted)
    except StatisticsError:
        r = 0.0
    mae = fmean(abs(a - b) for a, b in zip(gold, predicted, strict=True))
    return {"pearson": r, "mae": mae, "events": len(gold)}


Sentence = tuple[list[str], list[tuple[int, int, float, str]]]
"""Tokens; events as first token, token after the last, label, and where they were read."""


def _from_json(path: Path) -> Iterator[Sentence]:
    for number, line in enumerate(lines_of(path), 1):
        if not line.strip():
            continue
        where = f"{path}, line {number}"
        try:
            row = json.loads(line)
            tokens = str(row["text"]).split(" ")
            events = [_target(tokens, target, where) for target in row["targets"]]
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
            raise DataError(
                f"no sentence with targets ({type(error).__name__}: {error})",
                where,
                'write {"text": ..., "targets": [{"span1": [first, after], "label": ...}]}',
            ) from error
        yield tokens, events


def _target(tokens: list[str], target: Any, where: str) -> tuple[int, int, float, str]:
    first, last = (int(at) for at in target["span1"])
    words = " ".join(tokens[first:last])
    if target.get("span_text", words) != words:
        raise ValueError(f"span_text {target['span_text']!r:.60} is not {words!r:.60}")
    return first, last, _label(target["label"]), where


def _from_conll(path: Path) -> Iterator[Sentence]:
    tokens: list[str] = []
    events: list[tuple[int, int, float, str]] = []
    for number, line in enumerate(_with_end(lines_of(path)), 1):
        if not line:
            if tokens:
                yield tokens, events
            tokens, events = [], []
            continue
        where = f"{path}, line {number}"
        columns = line.split("\t")
        if len(columns) < 3:
            raise DataError("fewer than 3 columns", where, "separate them by tabs: ID FORM LABEL")
        if columns[2] != "_":
            try:
                label = _label(columns[2])
            except ValueError as error:
                raise DataError(str(error), where, "write -3 to 3, or _ for no event") from error
            events.append((len(tokens), len(tokens) + 1, label, where))
        tokens.append(columns[1])


def _with_end(lines: Iterable[str]) -> Iterator[str]:
    yield from lines
    yield ""


def _label(written: Any) -> float:
    label = float(written)
    if not LOWEST <= label <= HIGHEST:
        raise ValueError(f"the factuality {written!r} is not within -3 to 3")
    return label
