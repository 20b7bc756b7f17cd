"""Families on synthetic wire stories: which copies are found, and how clean the families are.

The data are `families.jsonl` or `families.jsonl.gz`: one document a line with `id`, `text`, `fam`
(its true family) and `kind`. A `source` is the wire's copy; `light`, `trunc`, `edit5`, `edit15`
and `shuffle_trunc` are made from it; an `embed` is another story with three of its paragraphs, a
family of its own that is numbered 2,000 above the wire's. No annotator is needed.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dateline.evaluate.files import DataError
from dateline.read import document_from_text
from dateline.reconcile.families import (
    Copy,
    Independence,
    SketchIndex,
    edge_of,
    families_of,
    settled,
    shingled,
)
from dateline.records import Document, Family, FamilyEdge, Span

EMBEDS_FROM = 2_000
"""What an embedding document's family number lies above that of the wire story in it."""

_PARAGRAPH = 60


@dataclass(frozen=True, slots=True)
class WireCopy:
    """A document with its true family and how it was made."""

    document: Document
    family: int
    kind: str


def read_wire(folder: Path) -> Iterator[WireCopy]:
    """The documents of `folder`, read as articles are. DataError where they are not so."""
    paths = [folder / "families.jsonl.gz", folder / "families.jsonl"]
    path = next((p for p in paths if p.exists()), None)
    if path is None:
        raise DataError("no families.jsonl.gz", str(folder), "name the folder that holds it")
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
                name, text, family, kind = row["id"], row["text"], int(row["fam"]), row["kind"]
                yield WireCopy(document_from_text(text, id=str(name)), family, str(kind))
            except (ValueError, KeyError, TypeError) as error:
                raise DataError(
                    f"not a document ({error})",
                    f"{path}, line {number}",
                    "write id, text, fam and kind as JSON",
                ) from error


def run(data: Path, annotator: object = None, part: str = "dev") -> dict[str, dict[str, float]]:
    """The rows of `score` for all documents of `data`, which has no parts: `part` is dev or all."""
    del annotator
    if part not in ("dev", "all"):
        raise DataError(f"no part {part!r}", str(data), "leave --part out")
    copies = list(read_wire(data))
    families, edges = found_families([copy.document for copy in copies])
    return score(copies, families, edges)


def found_families(
    documents: Sequence[Document],
) -> tuple[tuple[Family, ...], tuple[FamilyEdge, ...]]:
    """The families of documents in memory, and every edge between them."""
    by_id = {document.id: document for document in documents}
    remembered = lru_cache(maxsize=None)(lambda name: shingled(by_id[name]))
    index = SketchIndex()
    for name in by_id:
        index.add(name, remembered(name).sketch)
    pairs = index.proposed()
    judged = (edge_of(by_id[a], by_id[b], lambda d: remembered(d.id)) for a, b in pairs)
    edges = tuple(edge for edge in judged if edge)
    copies = copies_of(documents, lambda d: len(remembered(d.id)))
    families = families_of(copies, edges)
    return families, settled(families, edges)


def copies_of(documents: Iterable[Document], words: Callable[[Document], int]) -> Iterator[Copy]:
    """What `families_of` needs of documents."""
    for d in documents:
        yield Copy(d.id, words(d), d.published, d.outlet, d.credits.agency)


def score(
    copies: Sequence[WireCopy], families: Sequence[Family], edges: Sequence[FamilyEdge]
) -> dict[str, dict[str, float]]:
    """How many copies of each kind were found, and how clean and whole the families are.

    A copy is `found` in the family of its source; an embedding document by an edge to any copy of
    the wire story. `pairs` and `b3` (Bagga and Baldwin 1998) compare the families with the true
    ones; `shared edges` is the share of the edges `shares_paragraphs` between an embedding
    document, or a second one of the same story, and a copy of that story; `paragraphs` says how
    many paragraphs of the embedding documents go to the right source, wire or own.
    """
    family_of = {name: family.id for family in families for name in family.documents}
    true = {copy.document.id: copy.family for copy in copies}
    kind = {copy.document.id: copy.kind for copy in copies}
    source = {copy.family: copy for copy in copies if copy.kind == "source"}
    touched: dict[str, set[int]] = defaultdict(set)
    for edge in edges:
        touched[edge.document].add(true[edge.other])
        touched[edge.other].add(true[edge.document])
    found: dict[str, list[bool]] = defaultdict(list)
    for copy in copies:
        name = copy.document.id
        if copy.kind == "embed":
            found["embed"].append(copy.family - EMBEDS_FROM in touched[name])
        elif copy.kind not in ("source", "single") and copy.family in source:
            whole = source[copy.family].document.id
            found[copy.kind].append(family_of[name] == family_of[whole])
    rows: dict[str, dict[str, float]] = {
        f"found, {name}": {"accuracy": sum(hits) / len(hits), "documents": len(hits)}
        for name, hits in sorted(found.items())
    }
    rows["pairs"] = _pairs(family_of, true)
    rows["b3"] = _b3(family_of, true)

    def story(name: str) -> int:
        return true[name] - (EMBEDS_FROM if kind[name] == "embed" else 0)

    shared = [e for e in edges if e.kind == "shares_paragraphs"]
    right = sum(story(e.document) == story(e.other) for e in shared)
    rows["shared edges"] = {"p": right / len(shared) if shared else 0.0, "predicted": len(shared)}
    rows["paragraphs"] = _paragraphs(copies, families, edges, source)
    return rows


def _pairs(mine: Mapping[str, str], true: Mapping[str, int]) -> dict[str, float]:
    def together(groups: Iterable[object]) -> int:
        return sum(n * (n - 1) // 2 for n in Counter(groups).values())

    both = together((mine[name], true[name]) for name in true)
    return _rates(both, together(mine.values()), together(true.values()))


def _rates(right: float, predicted: float, gold: float) -> dict[str, float]:
    p = right / predicted if predicted else 0.0
    r = right / gold if gold else 0.0
    f1 = 2 * p * r / (p + r) if p + r else 0.0
    return {"p": p, "r": r, "f1": f1, "gold": gold, "predicted": predicted}


def _b3(mine: Mapping[str, str], true: Mapping[str, int]) -> dict[str, float]:
    both = Counter((mine[name], true[name]) for name in true)
    mine_sizes, true_sizes = Counter(mine.values()), Counter(true.values())
    p = sum(n * n / mine_sizes[m] for (m, _), n in both.items()) / len(true)
    r = sum(n * n / true_sizes[t] for (_, t), n in both.items()) / len(true)
    return {"p": p, "r": r, "f1": 2 * p * r / (p + r)}


def _paragraphs(
    copies: Sequence[WireCopy],
    families: Sequence[Family],
    edges: Sequence[FamilyEdge],
    source: Mapping[int, WireCopy],
) -> dict[str, float]:
    """Paragraphs of embedding documents by whether the wire's copy has them word for word."""
    known = Independence(copies_of((c.document for c in copies), lambda _: 0), families, edges)
    family_of = {name: family.id for family in families for name in family.documents}
    right = total = 0
    for copy in copies:
        wire = source.get(copy.family - EMBEDS_FROM) if copy.kind == "embed" else None
        if wire is None:
            continue
        lines = frozenset(line.strip() for line in wire.document.text.split("\n"))
        at = 0
        for line in copy.document.text.split("\n"):
            if len(line.strip()) >= _PARAGRAPH:
                told = known.source_of(copy.document.id, Span(at, at + len(line)))
                taken = line.strip() in lines
                right += told.source == family_of[wire.document.id] if taken else told.own
                total += 1
            at += len(line) + 1
    return {"accuracy": right / total if total else 0.0, "paragraphs": total}
