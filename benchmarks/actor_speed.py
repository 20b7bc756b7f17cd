"""Measures the actor linker on one core: list load, mentions and documents a second, memory.

    python benchmarks/actor_speed.py [--data FILE.jsonl] [--mentions N]

The data is annotated stand-off JSONL (its mentions are linked, the annotators' links are not read);
without --data the project's own training corpus is taken.
"""

from __future__ import annotations

import argparse
import json
import time
import tracemalloc
from pathlib import Path
from typing import Any

from dateline.evaluate.actor import link_gold
from dateline.normalise.actor import load_actor_list

_CORPUS = Path(__file__).parents[1] / "training" / "corpus" / "corpus.jsonl"


def read_documents(path: Path, mentions: int) -> list[dict[str, Any]]:
    """Documents from the start of a file until they have at least `mentions` mentions."""
    out: list[dict[str, Any]] = []
    total = 0
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and total < mentions:
                out.append(json.loads(line))
                total += len(out[-1]["mentions"])
    return out


def measure_load() -> tuple[float, float]:
    """(processor seconds to read the list, MB of memory that it keeps)."""
    tracemalloc.start()
    actors = load_actor_list(user=False)
    actors.find("Jabhat an-Nusra")  # a spelling variant: builds the index of skeletons too
    held = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    return _load_seconds(), held


def _load_seconds() -> float:
    """The list's load alone, without the memory count, which slows it."""
    from dateline.normalise.actor import _list

    _list._package_entries.cache_clear()
    _list._package_list.cache_clear()
    begin = time.process_time()
    load_actor_list(user=False)
    return time.process_time() - begin


def main() -> None:
    """Prints load time, memory, and mentions and documents a second (the best of three passes)."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=_CORPUS, help="stand-off JSONL")
    parser.add_argument("--mentions", type=int, default=8_000, help="mentions in a pass")
    arguments = parser.parse_args()
    seconds, megabytes = measure_load()
    actors = load_actor_list(user=False)
    print(f"list: {len(actors.entries):,} actors, {seconds:.2f} s to load, {megabytes:.1f} MB")
    documents = read_documents(arguments.data, arguments.mentions)
    mentions = sum(len(document["mentions"]) for document in documents)
    best = float("inf")
    for _ in range(3):
        begin = time.process_time()
        found = sum(len(link_gold(document, actors)) for document in documents)
        best = min(best, time.process_time() - begin)
    print(
        f"{len(documents):,} documents, {mentions:,} mentions, {found:,} actors:"
        f" {mentions / best:,.0f} mentions/s, {len(documents) / best:,.0f} documents/s"
        " (processor time, one core)"
    )


if __name__ == "__main__":
    main()
