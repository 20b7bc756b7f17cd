"""Event words in ECB+ (A. Cybulska and P. Vossen, LREC 2014): the reviewed sentences.

Files as distributed: `TOPIC/TOPIC_FILE.xml` and `ECBplus_coreference_sentences.csv`, which lists
the sentences whose annotation was reviewed. The other sentences are annotated in part only and
are not read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.evaluate.benchmarks import ProbedAnnotator
from dateline.evaluate.files import DataError, lines_of, read_text
from dateline.evaluate.span_scores import Counts, exact, overlapping
from dateline.evaluate.tokens import cover, join_tokens
from dateline.records import Document, Span

DEV_TOPICS = (2, 5, 12, 18, 21, 23, 34, 35)
TEST_TOPICS = tuple(range(36, 46))
_TRAIN_TOPICS = tuple(topic for topic in range(1, 36) if topic not in DEV_TOPICS)
SENTENCES = "ECBplus_coreference_sentences.csv"

_EVENTS = ("ACTION_", "NEG_ACTION_")
_TOPICS = re.compile(r"(\d{1,3})(?:-(\d{1,3}))?")
_APART = 6
"""The most tokens from an event's first to its last when others stand between ("left 2 dead")."""


@dataclass(frozen=True, slots=True)
class EventText:
    """The reviewed sentences of a document, one a line, and its event spans in text order."""

    id: str
    topic: int
    text: str
    events: tuple[Span, ...]


def read_ecbplus(folder: Path, topics: Collection[int] | None = None) -> tuple[EventText, ...]:
    """The documents of `topics` (None: those that have a folder), by topic and file.

    Events are the mentions marked ACTION_* and NEG_ACTION_* in reviewed sentences. An event whose
    tokens do not adjoin is taken from its first token to its last where that is six tokens or
    fewer, and is its first run of adjoining tokens otherwise. Two mentions of the same words are
    one event. Tokens that are white space alone are left out.

    Raises DataError naming file and line where a file is missing or not as the format says.
    """
    return tuple(
        _read_document(path, topic, sentences)
        for path, topic, sentences in reviewed_documents(folder, topics)
    )


def reviewed_documents(
    folder: Path, topics: Collection[int] | None = None
) -> list[tuple[Path, int, frozenset[int]]]:
    """The files of `topics` (None: those that have a folder), by topic and name.

    Each with its topic and the numbers of its reviewed sentences. Raises DataError where the list
    of sentences is missing or broken, or has none of the topics.
    """
    reviewed = _reviewed(folder / SENTENCES)
    if topics is None:
        wanted = {topic for topic, _ in reviewed if (folder / str(topic)).is_dir()}
    else:
        wanted = {topic for topic, _ in reviewed} & set(topics)
    if not wanted:
        asked = "" if topics is None else " " + ", ".join(str(t) for t in sorted(topics))
        raise DataError(
            f"no document of the topics asked for{asked}",
            str(folder),
            f"name the folder that holds {SENTENCES} and a folder for each topic",
        )
    return [
        (folder / str(topic) / f"{topic}_{name}.xml", topic, sentences)
        for (topic, name), sentences in sorted(reviewed.items())
        if topic in wanted
    ]


def topics_of(part: str) -> Collection[int] | None:
    """The topics of a part: dev, test, train, all (None), or numbers such as `36-45` or `1,3-5`.

    Topics 1-35 but the development ones are for training, 36-45 for testing, as in the studies
    that followed A. Cybulska and P. Vossen (2015). Raises DataError for anything else.
    """
    if part == "all":
        return None
    if part in (named := {"dev": DEV_TOPICS, "test": TEST_TOPICS, "train": _TRAIN_TOPICS}):
        return named[part]
    topics: set[int] = set()
    for item in part.split(","):
        match = _TOPICS.fullmatch(item.strip())
        if match is None:
            raise DataError(
                "no such part", part[:60], "use train, dev, test, all, or topics such as 36-45"
            )
        topics.update(range(int(match[1]), int(match[2] or match[1]) + 1))
    return topics


def run(data: Path, annotator: ProbedAnnotator, part: str = "dev") -> dict[str, dict[str, float]]:
    """The rows of `score` for `annotator` on the topics of `part`. Raises as the reader does."""
    texts = read_ecbplus(data, topics_of(part))

    def events(text: EventText) -> list[Span]:
        found = annotator.probe(Document(text.id, text.text, language="en"))
        return [span for span, _ in found.events]

    return score((text, events(text)) for text in texts)


def score(answers: Iterable[tuple[EventText, Sequence[Span]]]) -> dict[str, dict[str, float]]:
    """Micro-averaged event spans, untyped: the same span, and one to one with any word shared."""
    same, shared = Counts(), Counts()
    for text, predicted in answers:
        same += exact(text.events, predicted)
        shared += overlapping(text.events, predicted)
    return {"events, exact span": same.row(), "events, overlapping span": shared.row()}


def _reviewed(path: Path) -> dict[tuple[int, str], frozenset[int]]:
    """Topic and file to the numbers of the reviewed sentences."""
    found: dict[tuple[int, str], set[int]] = {}
    for number, line in enumerate(lines_of(path), 1):
        if number == 1 or not line:
            continue  # the header, or the empty last line
        try:
            topic, name, sentence = line.split(",")
            if "/" in name or "\\" in name:
                raise ValueError("a path for a file's name")
            found.setdefault((int(topic), name), set()).add(int(sentence))
        except ValueError as error:
            raise DataError(
                f"no reviewed sentence ({error})",
                f"{path}, line {number}",
                "write TOPIC,FILE,SENTENCE as in the ECB+ distribution",
            ) from error
    return {key: frozenset(sentences) for key, sentences in found.items()}


def _read_document(path: Path, topic: int, reviewed: Collection[int]) -> EventText:
    root = parse_xml(path)
    order: dict[str, int] = {}
    sentences: dict[int, list[tuple[str, str]]] = {number: [] for number in sorted(reviewed)}
    try:
        for token in root.iter("token"):
            order[token.attrib["t_id"]] = len(order)
            sentence = int(token.attrib["sentence"])
            if sentence in sentences:
                sentences[sentence].append((token.attrib["t_id"], token.text or ""))
        missing = [number for number, tokens in sentences.items() if not tokens]
        if missing:
            raise ValueError(f"no sentence {missing[0]}, which {SENTENCES} lists")
        text, spans = join_tokens([[word for _, word in row] for row in sentences.values()])
        places = {
            token: span
            for row, found in zip(sentences.values(), spans, strict=True)
            for (token, _), span in zip(row, found, strict=True)
        }
        events = {
            span
            for mark in root.iterfind("Markables/*")
            if is_event(mark)
            for span in _event(mark, order, places)
        }
    except (KeyError, ValueError) as error:
        raise broken_document(path, error) from error
    return EventText(path.stem, topic, text, tuple(sorted(events)))


def _event(
    mark: Any, order: Mapping[str, int], places: Mapping[str, Span | None]
) -> Sequence[Span]:
    """The one span of a mention in reviewed sentences; none for others and for cluster names."""
    anchors = sorted(
        {a.attrib["t_id"] for a in mark.iterfind("token_anchor")}, key=order.__getitem__
    )
    here = [a for a in anchors if places.get(a)]
    if not here:
        return ()
    first = order[here[0]]
    if order[here[-1]] - first + 1 > _APART:
        here = [a for n, a in enumerate(here) if order[a] == first + n]
    return [cover([span for a in here if (span := places[a])])]


def is_event(mark: Any) -> bool:
    """Whether a child of Markables is an event's mention or name: ACTION_* or NEG_ACTION_*."""
    return isinstance(mark.tag, str) and mark.tag.startswith(_EVENTS)


def broken_document(path: Path, error: Exception) -> DataError:
    """What to raise for a file that does not hold what ECB+ documents do."""
    return DataError(
        f"not an ECB+ document ({type(error).__name__}: {error})",
        str(path),
        "use the files of the ECB+ distribution",
    )


def parse_xml(path: Path) -> Any:
    """The root of an XML file; no entity is resolved. Raises DataError for broken XML."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        return etree.fromstring(read_text(path).encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        raise DataError(
            f"broken XML ({error.msg})", str(path), "use the files of the ECB+ distribution"
        ) from error
