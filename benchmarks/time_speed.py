"""Words a second of `find_times` on one core, and how its cost grows with hostile input.

    python benchmarks/time_speed.py [FILE.jsonl ...]

Without a file the texts are a synthetic report repeated. Goal (issue 4): 20,000 words/s. For
every hostile text the cost of doubling its length is shown: about 2 is linear.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import date
from pathlib import Path

from dateline.normalise.time import TimeContext, find_times

REPORT = (
    "TAWILA, March 7 (Agency) - At least 12 people were killed on Tuesday night when two shells "
    "hit a market, a police spokesman said. It was the third attack since early last month. "
    "Fighting had eased in late 2016, but five months ago the militia returned, and between "
    "January and March some 1,200 families fled. Shortly after 2 a.m. on Wednesday a drone struck "
    "a convoy; the following day the army said it would withdraw within two weeks. "
)
HOSTILE = {
    "digits": "1",
    "dates": "12 May ",
    "weekdays": "Monday ",
    "the end of": "the end of ",
    "number words": "twenty ",
    "commas": "1,",
    "dots": "1.",
    "colons": "10:",
    "dashes": "5-6-",
    "quotes": "'",
    "newlines": "\n",
    "units": "two days after ",
    "ranges": "between May and ",
    "no space": "a",
}


def seconds(text: str) -> float:
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        find_times(text, TimeContext(date(2017, 3, 8)))
        best = min(best, time.process_time() - start)
    return best


def texts(paths: list[str]) -> list[str]:
    if not paths:
        return [REPORT * 20] * 50
    lines = [line for path in paths for line in Path(path).read_text("utf-8").splitlines()]
    return [str(json.loads(line)["text"]) for line in lines if line.strip()]


def main() -> None:
    find_times("Monday")  # compiles the grammar
    corpus = texts(sys.argv[1:])
    words = sum(len(text.split()) for text in corpus)
    start = time.process_time()
    for text in corpus:
        find_times(text, TimeContext(date(2017, 3, 8)))
    spent = time.process_time() - start
    print(f"{words} words in {spent:.2f} s: {words / spent:,.0f} words/s on one core")
    for name, piece in HOSTILE.items():
        size = 100_000 // len(piece)
        once, twice = seconds(piece * size), seconds(piece * 2 * size)
        print(f"{name:14} 100 kB in {once:.3f} s, twice as long costs {twice / once:.2f} times")


if __name__ == "__main__":
    main()
