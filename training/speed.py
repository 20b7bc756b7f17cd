"""Measures the annotator: load time, articles of 600 words a second, peak memory.

`python -m training.speed [--threads 2] [--articles 40] [--weights FOLDER]`
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from pathlib import Path

from dateline.annotate import load_annotator
from dateline.records import Document

HERE = Path(__file__).resolve().parent
WORDS = 600


def articles(count: int) -> list[str]:
    """Articles of 600 words cut from the written corpus laid end to end."""
    out: list[str] = []
    lines: list[str] = []
    size = 0
    with (HERE / "corpus" / "corpus.jsonl").open(encoding="utf-8") as records:
        for record in records:
            for line in json.loads(record)["text"].splitlines():
                lines.append(line)
                size += len(line.split())
                if size >= WORDS:
                    out.append("\n".join(lines))
                    lines, size = [], 0
                    if len(out) == count:
                        return out
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--articles", type=int, default=40)
    parser.add_argument("--weights", type=Path)
    arguments = parser.parse_args()
    texts = articles(arguments.articles)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.perf_counter()
    annotator = load_annotator(threads=arguments.threads, weights=arguments.weights)
    loaded = time.perf_counter() - start
    annotator(Document("warm", texts[0]))
    start, cpu = time.perf_counter(), time.process_time()
    for number, text in enumerate(texts):
        annotator(Document(str(number), text))
    took, used = time.perf_counter() - start, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    words = sum(len(t.split()) for t in texts)
    print(f"load {loaded:.2f} s; {len(texts)} articles, {words} words")
    print(f"{words / WORDS / took:.1f} articles of {WORDS} words a second "
          f"({used / took:.2f} cores busy, {words / WORDS / used:.1f} a CPU-second)")  # fmt: skip
    print(f"peak memory {peak:.0f} MB ({before:.0f} MB before loading)")


if __name__ == "__main__":
    main()
