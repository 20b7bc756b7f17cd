"""Families: documents a second, memory, growth of an archive; beside rensa and datasketch.

    python benchmarks/families.py [--documents 100000] [--data DIR] [--json]

Without `--data` the documents are made of the training corpus' words, in families of three: a
story of about 500 words, a cut and an edited copy. With `--data`, the folder of the wire families
(`families.jsonl.gz`), the three tools are also scored on those. Seconds are of the processor, on
one core. `pip install 'dateline[bench]'` brings rensa and datasketch.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from dateline.evaluate.families import WireCopy, found_families, read_wire, score
from dateline.reconcile.families import SketchIndex, edge_of, shingled
from dateline.records import Document, Family

CORPUS = Path(__file__).parents[1] / "training" / "corpus" / "corpus.jsonl"
PERMUTATIONS = 128
JACCARD = 0.5
_WORD = re.compile(r"\w+")


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    options.add_argument("--documents", type=int, default=100_000)
    options.add_argument("--compared", type=int, default=2_000, help="documents for side by side")
    options.add_argument("--data", type=Path, help="folder of the wire families")
    options.add_argument("--json", action="store_true")
    wanted = options.parse_args()
    rows = [*side_by_side(wanted.compared), *growth(wanted.documents)]
    if wanted.data:
        rows += on_wire(list(read_wire(wanted.data)))
    if wanted.json:
        print(json.dumps(rows, indent=1))
        return
    for row in rows:
        print("  ".join(f"{k} {_shown(v)}" for k, v in row.items()))


def _shown(value: Any) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def made_documents(count: int, seed: int = 1) -> Iterator[Document]:
    """Documents of about 500 words in families of three, from the corpus' words as they occur."""
    chance = random.Random(seed)
    with CORPUS.open(encoding="utf-8") as lines:
        words = " ".join(json.loads(line)["text"] for line in lines).split()
    story: list[str] = []
    for number in range(count):
        if number % 3 == 0:
            # Pieces of five words keep some phrases of the language and no story.
            starts = (chance.randrange(len(words) - 5) for _ in range(chance.randint(50, 150)))
            story = [word for start in starts for word in words[start : start + 5]]
            text = story
        elif number % 3 == 1:
            text = story[: int(len(story) * 0.6)]
        else:
            text = [chance.choice(words) if chance.random() < 0.1 else word for word in story]
        yield Document(id=f"{number:07}", text=" ".join(text))


def side_by_side(count: int) -> list[dict[str, Any]]:
    """Documents a second to sketch, text in and sketch out, for the three tools."""
    documents = list(made_documents(count))
    shingled(documents[0])  # tables are made once, not for each document
    rows = []
    for name, sketch in _sketchers().items():
        start = time.process_time()
        for document in documents:
            sketch(document)
        seconds = time.process_time() - start
        rows.append({"sketch": name, "documents": count, "documents/s": count / seconds})
    return rows


def _sketchers() -> dict[str, Callable[[Document], Any]]:
    return {
        "dateline": lambda document: shingled(document).sketch,
        "rensa": lambda document: _rensa(document.text),
        "datasketch": lambda document: _datasketch(document.text),
    }


def _three_words(text: str) -> list[str]:
    words = _WORD.findall(text.lower())
    return [" ".join(words[n : n + 3]) for n in range(len(words) - 2)] or words


def _rensa(text: str) -> Any:
    from rensa import RMinHash

    sketch = RMinHash(num_perm=PERMUTATIONS, seed=1)
    sketch.update(_three_words(text))
    return sketch


def _datasketch(text: str) -> Any:
    from datasketch import MinHash

    sketch = MinHash(num_perm=PERMUTATIONS)
    sketch.update_batch([shingle.encode() for shingle in _three_words(text)])
    return sketch


def growth(count: int) -> list[dict[str, Any]]:
    """Memory of the index at a quarter, half and all; then 1,000 documents more.

    `added` is what a run does for new documents: sketches, proposals over the whole index, and
    the comparison of every pair with a new document in it.
    """
    rows: list[dict[str, Any]] = []
    index = SketchIndex()
    before = _resident_mb()
    steps = (count // 4, count // 2, count)
    seconds = 0.0
    for number, document in enumerate(made_documents(count)):
        start = time.process_time()
        index.add(document.id, shingled(document).sketch)
        seconds += time.process_time() - start
        if number + 1 in steps:
            held = _resident_mb() - before
            start = time.process_time()
            pairs = len(index.proposed())
            rows.append(
                {
                    "index of": number + 1,
                    "MB held": held,
                    "MB a million": held * 1e6 / (number + 1),
                    "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - before,
                    "sketched/s": (number + 1) / seconds,
                    "pairs": pairs,
                    "seconds to propose": time.process_time() - start,
                }
            )
    more = (Document(id=f"n{d.id}", text=d.text) for d in made_documents(1_000, seed=2))
    texts = {document.id: document for document in more}
    start = time.process_time()
    for document in texts.values():
        index.add(document.id, shingled(document).sketch)
    sketched = time.process_time() - start
    pairs = index.proposed(touching=texts)
    proposed = time.process_time() - start - sketched
    known = [(a, b) for a, b in pairs if a in texts and b in texts]
    for a, b in known:
        edge_of(texts[a], texts[b], shingled)
    rows.append(
        {
            "added": 1_000,
            "to": count,
            "seconds": time.process_time() - start,
            "to sketch": sketched,
            "to propose": proposed,
            "pairs compared": len(known),
        }
    )
    return rows


def _resident_mb() -> float:
    status = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024


def on_wire(copies: list[WireCopy]) -> list[dict[str, Any]]:
    """What each tool finds of the wire families, and how clean its families are."""
    documents = [copy.document for copy in copies]
    start = time.process_time()
    families, edges = found_families(documents)
    seconds = time.process_time() - start
    rows = [{"tool": "dateline", "seconds": seconds} | _figures(score(copies, families, edges))]
    for name, cluster in (("rensa", _rensa_families), ("datasketch", _datasketch_families)):
        start = time.process_time()
        pairs = cluster(documents)
        seconds = time.process_time() - start
        clustered = _clusters(documents, pairs)
        figures = _figures(score(copies, clustered, ()))
        figures["embed"] = _joined(copies, pairs)
        rows.append({"tool": f"{name}, Jaccard {JACCARD}", "seconds": seconds} | figures)
    return rows


def _figures(rows: dict[str, dict[str, float]]) -> dict[str, float]:
    found = {n.removeprefix("found, "): r["accuracy"] for n, r in rows.items() if "found" in n}
    return found | {"precision (pairs)": rows["pairs"]["p"], "recall (pairs)": rows["pairs"]["r"]}


def _joined(copies: list[WireCopy], pairs: list[tuple[str, str]]) -> float:
    """The share of embedding documents that a tool pairs with a copy of the wire story."""
    true = {copy.document.id: copy.family for copy in copies}
    embeds = {copy.document.id: copy.family - 2_000 for copy in copies if copy.kind == "embed"}
    hit = {a for x, y in pairs for a, b in ((x, y), (y, x)) if a in embeds and true[b] == embeds[a]}
    return len(hit) / len(embeds) if embeds else 0.0


def _rensa_families(documents: list[Document]) -> list[tuple[str, str]]:
    from rensa import RMinHashLSH

    lsh = RMinHashLSH(threshold=JACCARD, num_perm=PERMUTATIONS, num_bands=32)
    pairs, sketches = [], []
    for number, document in enumerate(documents):
        sketch = _rensa(document.text)
        for other in lsh.query(sketch):
            if sketch.jaccard(sketches[other]) >= JACCARD:
                pairs.append((documents[other].id, document.id))
        lsh.insert(number, sketch)
        sketches.append(sketch)
    return pairs


def _datasketch_families(documents: list[Document]) -> list[tuple[str, str]]:
    from datasketch import MinHashLSH

    lsh = MinHashLSH(threshold=JACCARD, num_perm=PERMUTATIONS)
    pairs, sketches = [], {}
    for document in documents:
        sketch = _datasketch(document.text)
        for other in lsh.query(sketch):
            if sketch.jaccard(sketches[other]) >= JACCARD:
                pairs.append((other, document.id))
        lsh.insert(document.id, sketch)
        sketches[document.id] = sketch
    return pairs


def _clusters(documents: list[Document], pairs: list[tuple[str, str]]) -> tuple[Family, ...]:
    """Families as deduplication tools make them: whatever a chain of pairs joins."""
    root = {document.id: document.id for document in documents}

    def find(name: str) -> str:
        while root[name] != name:
            root[name] = root[root[name]]
            name = root[name]
        return name

    for a, b in pairs:
        root[find(a)] = find(b)
    members: dict[str, list[str]] = {}
    for name in root:
        members.setdefault(find(name), []).append(name)
    return tuple(Family(id=k, origin=k, documents=tuple(v)) for k, v in members.items())


if __name__ == "__main__":
    main()
