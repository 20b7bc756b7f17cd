"""Names of people, places and organisations (PER, LOC, ORG, MISC) in three public sets.

WikiGold, WNUT-17 and the Broad Twitter Corpus, as CoNLL files `SET/CONLL-format/data/...`: a token
and its IO or IOB2 tag on a line, a blank line after a sentence.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

from dateline.evaluate.benchmarks import ProbedAnnotator
from dateline.evaluate.files import DataError, lines_of
from dateline.evaluate.span_scores import Counts, exact
from dateline.evaluate.tokens import cover, join_tokens
from dateline.records import Document, Span

PARTS = ("train", "dev", "test", "all")


@dataclass(frozen=True, slots=True)
class TaggedText:
    """A text with its names: span and PER, LOC, ORG or MISC, in text order."""

    id: str
    text: str
    spans: tuple[tuple[Span, str], ...]


def read_names(folder: Path) -> dict[str, tuple[TaggedText, ...]]:
    """The texts of every CoNLL file under `folder`, keyed by set and part as the files say.

    Keys are `wikigold`, `WNUT17/train`, `BTC/a` and so on. A text is a document where the file
    marks documents (`-DOCSTART-`), its sentences on lines; elsewhere it is one sentence. Labels
    are mapped by `data/names.toml`. Tokens that are white space alone are left out.

    Raises DataError naming file and line where a file is not as its format says, and where there
    is no file at all.
    """
    found: dict[str, tuple[TaggedText, ...]] = {}
    for path in sorted(folder.glob("*/CONLL-format/data/**/*")):
        if not path.is_file():
            continue
        within = path.relative_to(folder)
        dataset, stem = within.parts[0], path.name.split(".")[0]
        part = within.parts[3] if len(within.parts) > 4 else stem
        key = dataset if part == dataset else f"{dataset}/{part}"
        found[key] = (*found.get(key, ()), *_read_file(path, key, labels_of(dataset)))
    if not found:
        raise DataError(
            "no CoNLL file SET/CONLL-format/data/...",
            str(folder),
            "name the folder that holds wikigold, WNUT17 and BTC",
        )
    return found


def labels_of(dataset: str) -> Mapping[str, str]:
    """A set's own labels and the classes they mean; classes not among them are not annotated.

    Raises DataError for a set that `data/names.toml` does not list.
    """
    try:
        labels: Mapping[str, str] = _tables()["labels"][dataset]
    except KeyError as error:
        known = ", ".join(_tables()["labels"])
        raise DataError("no labels known for this data set", dataset, f"use {known}") from error
    return labels


def classes_of(key: str) -> frozenset[str]:
    """The classes that the set of a key of `read_names` annotates: BTC has no MISC."""
    return frozenset(labels_of(key.split("/")[0]).values())


def select_part(
    names: Mapping[str, tuple[TaggedText, ...]], part: str
) -> dict[str, tuple[TaggedText, ...]]:
    """The texts of `names` that belong to a part: train, dev, test, or all as they stand.

    Parts are the files' own; those of BTC's sections, and WikiGold's development documents, are
    in `data/names.toml`. Raises DataError for an unknown part and for files of no known part.
    """
    if part not in PARTS:
        raise DataError("no such part", part, f"use one of {', '.join(PARTS)}")
    if part == "all":
        return dict(names)
    chosen: dict[str, tuple[TaggedText, ...]] = {}
    for key, texts in names.items():
        nth = _tables()["every"].get(key)
        if nth is not None:
            here = tuple(t for n, t in enumerate(texts, 1) if _split(n, nth) == part)
        else:
            here = texts if _part_of(key) == part else ()
        if here:
            chosen[key] = here
    return chosen


def run(data: Path, annotator: ProbedAnnotator, part: str = "dev") -> dict[str, dict[str, float]]:
    """The rows of `score` for `annotator` on a part of `data`. Raises as the reader does."""
    texts = select_part(read_names(data), part)
    if not texts:
        raise DataError(f"no text of the part {part}", str(data), "choose another --part")

    def names(text: TaggedText) -> list[tuple[Span, str]]:
        document = Document(text.id, text.text, language="en")
        return [(span, label) for span, label, _ in annotator.probe(document).names]

    return score((key, text, names(text)) for key, found in texts.items() for text in found)


def score(
    answers: Iterable[tuple[str, TaggedText, Collection[tuple[Span, str]]]],
) -> dict[str, dict[str, float]]:
    """Micro-averaged exact spans: for each set, and overall; with class, without, and by class.

    `answers` are a key of `read_names`, a text and what was predicted for it. A name of a class
    that a set does not annotate (MISC in BTC) can be neither right nor wrong there and does not
    count, its span neither.
    """
    sets: defaultdict[str, Counts] = defaultdict(Counts)
    by_class: defaultdict[str, Counts] = defaultdict(Counts)
    all_typed = all_untyped = Counts()
    for key, text, predicted in answers:
        classes = classes_of(key)
        judged = [(span, label) for span, label in predicted if label in classes]
        typed = exact(text.spans, judged)
        untyped = exact([span for span, _ in text.spans], [span for span, _ in judged])
        sets[key] += typed
        sets[f"{key}, any class"] += untyped
        all_typed += typed
        all_untyped += untyped
        for label in classes:
            by_class[f"overall, {label}"] += exact(
                [span for span, kind in text.spans if kind == label],
                [span for span, kind in judged if kind == label],
            )
    rows = {
        **sets,
        "overall": all_typed,
        "overall, any class": all_untyped,
        **dict(sorted(by_class.items())),
    }
    return {name: counts.row() for name, counts in rows.items()}


def _split(number: int, nth: int) -> str:
    return "train" if number % nth else "dev"


def _part_of(key: str) -> str:
    part = str(_tables()["parts"].get(key, key.rpartition("/")[2]))
    if part not in PARTS:
        raise DataError("a file of no known part", key, "use --part all, which takes every file")
    return part


@cache
def _tables() -> Mapping[str, Any]:
    source = files("dateline.evaluate").joinpath("data/names.toml")
    return tomllib.loads(source.read_text("utf-8"))


Sentence = list[tuple[str, str]]
"""Tokens with their tags."""


def _read_file(path: Path, key: str, labels: Mapping[str, str]) -> Iterator[TaggedText]:
    documents: list[list[Sentence]] = []
    sentence: Sentence = []
    marked = False
    for number, line in enumerate(lines_of(path), 1):
        if not line:
            if sentence:
                # Without marks of documents, each sentence is a text of its own.
                if not marked or not documents:
                    documents.append([])
                documents[-1].append(sentence)
                sentence = []
            continue
        token, tag = _fields(line, path, number, labels)
        if token == "-DOCSTART-":
            if not marked and documents:
                # What precedes the first mark is a document as well.
                documents = [[s for document in documents for s in document]]
            marked = True
            documents.append([])
        else:
            sentence.append((token, tag))
    if sentence:
        if not marked or not documents:
            documents.append([])
        documents[-1].append(sentence)
    texts = [sentences for sentences in documents if sentences]
    for count, sentences in enumerate(texts, 1):
        text, spans = join_tokens([[token for token, _ in s] for s in sentences])
        if text:
            names = [
                (cover([span for span in spans[n][first:last] if span]), label)
                for n, s in enumerate(sentences)
                for first, last, label in _runs([tag for _, tag in s])
            ]
            yield TaggedText(f"{key}#{count}", text, tuple(names))


def _fields(line: str, path: Path, number: int, labels: Mapping[str, str]) -> tuple[str, str]:
    """A line's token and its tag, the tag's label mapped."""
    columns = line.split("\t" if "\t" in line else " ")
    where = f"{path}, line {number}"
    if len(columns) != 2:
        raise DataError(
            f"{len(columns)} columns, not a token and its tag, in {line[:40]!r}",
            where,
            "write TOKEN TAG on each line, with a tab or space between",
        )
    token, tag = columns
    if tag == "O":
        return token, tag
    begin, _, label = tag.partition("-")
    if begin not in ("B", "I") or label not in labels:
        known = ", ".join(labels)
        raise DataError(f"unknown tag {tag[:40]!r}", where, f"use O, B- or I- with one of {known}")
    if not token.strip():
        raise DataError("a name without a word", where, "tag blank tokens O")
    return token, f"{begin}-{labels[label]}"


def _runs(tags: Collection[str]) -> Iterator[tuple[int, int, str]]:
    """First token, token after the last, class of each name; IO and IOB2 alike."""
    padded = ["O", *tags, "O"]
    start = 0
    for n, (before, tag) in enumerate(pairwise(padded)):
        if before != "O" and (tag[:2] != "I-" or tag[2:] != before[2:]):
            yield start, n, before[2:]
        if tag != "O" and (tag[:2] == "B-" or before == "O" or tag[2:] != before[2:]):
            start = n
