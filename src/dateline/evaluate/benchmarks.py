"""The benchmarks of `dateline evaluate`, by name.

A benchmark is a module with `run(data, annotator, part)`; it is imported when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol

from dateline.errors import DatelineError
from dateline.records import Document, Span

Rows = Mapping[str, Mapping[str, float]]
"""Name of a row to its figures: shares in 0..1, counts as integers."""

Run = Callable[..., Rows]
"""`run(data, annotator, part)`, as each benchmark's module has it."""


class Probe(Protocol):
    """The heads that public sets measure, on one document; each span with its probability.

    What is listed is what the annotator stands by: its own floors are applied already.
    """

    @property
    def events(self) -> Sequence[tuple[Span, float]]:
        """Events in the sense of ECB+: whatever happens or holds, of any kind."""

    @property
    def wiki_events(self) -> Sequence[tuple[Span, str, float]]:
        """Events of WikiEvents' ontology, with their type."""

    @property
    def names(self) -> Sequence[tuple[Span, str, float]]:
        """Proper names: PER, LOC, ORG or MISC."""


class ProbedAnnotator(Protocol):
    """What the benchmarks of single heads need of an annotator."""

    def probe(self, document: Document) -> Probe: ...

    def factuality(self, document: Document, spans: Sequence[Span]) -> Sequence[float]:
        """For each of the events `spans`, -3 (certain that not) to 3 (certain)."""


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A public data set, or the project's own articles, and how an annotator is measured on it."""

    name: str
    summary: str
    module: str
    folder: str
    """The folder's name beside the other data sets."""
    takes_topics: bool = False
    """Whether a part can be given as topics, such as 36-45."""

    def run(self, data: Path, annotator: object, part: str = "dev") -> Rows:
        """The rows of figures of `annotator` on a part of `data`.

        `data` is the data set's folder, or the one that holds it under its name. Raises
        DatelineError where the benchmark or its data are not there or not as they should be.
        """
        if not data.exists():
            raise DatelineError("no such file or folder", str(data), "name the data with --data")
        inner = data / self.folder
        return self._load()(inner if inner.is_dir() else data, annotator, part)

    def _load(self) -> Run:
        try:
            module = import_module(self.module)
        except ModuleNotFoundError as error:
            if not f"{self.module}.".startswith(f"{error.name}."):
                raise  # the benchmark is there, and what it needs is not
            module = None
        run: Run | None = getattr(module, "run", None)
        if run is None:
            raise DatelineError(
                f"this installation lacks the benchmark {self.name}",
                self.module,
                "install dateline anew, or choose another benchmark",
            )
        return run


BENCHMARKS: Mapping[str, Benchmark] = {
    benchmark.name: benchmark
    for benchmark in (
        Benchmark(
            "gold",
            "annotated articles, whole path: mentions, incidents, roles, tolls, claims, values",
            "dateline.evaluate.gold",
            "gold",
        ),
        Benchmark(
            "muc4",
            "MUC-4 terror reports: who, whom, what and with what in each template",
            "dateline.evaluate.muc4",
            "muc4",
        ),
        Benchmark(
            "wikievents",
            "WikiEvents: event triggers with their types",
            "dateline.evaluate.wikievents",
            "wikievents",
        ),
        Benchmark(
            "ecbplus-triggers",
            "ECB+: event words in the reviewed sentences",
            "dateline.evaluate.ecbplus",
            "ecbplus",
            takes_topics=True,
        ),
        Benchmark(
            "ecbplus",
            "ECB+: given event mentions joined across documents, beside the same-lemma baseline",
            "dateline.evaluate.coreference.measure",
            "ecbplus",
            takes_topics=True,
        ),
        Benchmark(
            "factuality",
            "UDS-IH2 and MEANTIME: whether given events happened, -3 to 3",
            "dateline.evaluate.factuality",
            "factuality",
        ),
        Benchmark(
            "ner",
            "WikiGold, WNUT-17, Broad Twitter Corpus: names of people, places, organisations",
            "dateline.evaluate.names",
            "ner",
        ),
        Benchmark(
            "families",
            "synthetic wire stories: reprints, cuts, edits and shared paragraphs (no weights)",
            "dateline.evaluate.families",
            "wire",
        ),
        Benchmark(
            "incidents",
            "annotated articles: which reports of different documents are one incident (B3)",
            "dateline.evaluate.incidents",
            "gold",
        ),
        Benchmark(
            "packs",
            "packs of articles: tolls and independent sources against a recorder's (train, dev)",
            "dateline.evaluate.packs",
            "gold",
        ),
        Benchmark(
            "maverick",
            "MAVERICK: the number of dead by several rules, against a report held out (no weights)",
            "dateline.evaluate.maverick",
            "maverick",
        ),
    )
}
"""Every benchmark, by the name that `dateline evaluate` takes."""
