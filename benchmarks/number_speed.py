"""Measures how fast `find_numbers` reads news text on one core, in words a second.

    python benchmarks/number_speed.py [--data FILE.jsonl] [--repeat N]

Without --data it reads the committed demo texts written for this project, repeated.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from dateline.normalise.number import find_numbers

_SAMPLE = Path(__file__).parents[1] / "tests" / "normalise" / "number" / "cases.tsv"


def texts(data: Path | None) -> list[str]:
    """The texts of a JSONL file, or an article's worth of the hand-made cases each."""
    if data:
        with data.open(encoding="utf-8") as lines:
            return [json.loads(line)["text"] for line in lines if line.strip()]
    rows = [line.split("\t")[0] for line in _SAMPLE.read_text("utf-8").split("\n")[1:] if line]
    return [" ".join(rows[start : start + 40]) for start in range(0, len(rows), 40)]


def main() -> None:
    """Prints words a second: the best and the median of five passes."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, help="stand-off or plain JSONL with `text`")
    parser.add_argument("--words", type=int, default=200_000, help="words in a pass")
    arguments = parser.parse_args()
    sample = texts(arguments.data)
    size = sum(len(text.split()) for text in sample)
    batch = sample * max(1, arguments.words // size)
    words = sum(len(text.split()) for text in batch)
    rates = []
    for _ in range(5):
        begin = time.process_time()
        found = sum(len(find_numbers(text)) for text in batch)
        rates.append(words / (time.process_time() - begin))
    rates.sort()
    print(
        f"{words:,} words, {found:,} numbers: best {rates[-1]:,.0f} words/s,"
        f" median {rates[2]:,.0f} words/s (processor time, one core)"
    )


if __name__ == "__main__":
    main()
