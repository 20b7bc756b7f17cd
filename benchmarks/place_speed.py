"""Speed and memory of the place package: look-ups, whole documents, compiling, importing.

``python benchmarks/place_speed.py [--cache DIR] [--import-rows 500000] [--compile]``

Prints one row a measurement; CPU seconds of this process, so that a busy machine does not count.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from dateline.normalise.place import Gazetteer, find_places, open_gazetteer
from dateline.normalise.place.imports import add_file

_TEXT = (
    "Gunmen on motorcycles stormed Petel-Bana, about 20 km north of Gorom-Gorom, Burkina Faso, and"
    " fled towards the Malian border. Troops from Dori closed the road between Gorom-Gorom and"
    " Markoye. In northern Iraq, police in Mosul and Kirkuk reported calm; Baghdad said nothing. "
)


def _timed(label: str, count: int, unit: str, work: Callable[[], object]) -> None:
    began = time.process_time()
    work()
    took = time.process_time() - began
    print(f"{label:<34} {count / max(took, 1e-9):>12,.0f} {unit}/s   {took:6.1f} s CPU", flush=True)


def _memory() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


def _names(gazetteer: Gazetteer, count: int) -> list[str]:
    rows = gazetteer._execute("SELECT text FROM name WHERE rowid % 97 = 0 LIMIT ?", (count,))
    names = [str(row[0]) for row in rows]
    random.Random(7).shuffle(names)
    return names


def _dump(path: Path, rows: int) -> None:
    chance = random.Random(11)
    parts = ["Tall", "Wādī", "Qaryat", "Kafr", "San", "Nowy", "Bīr", "Umm", "Mount", "Ban"]
    with path.open("w", encoding="utf-8") as stream:
        for number in range(rows):
            name = f"{chance.choice(parts)} {chance.choice(parts).lower()}{number % 9973}"
            other = f"{chance.choice(parts)}-{number % 7919}" if chance.random() < 0.5 else ""
            stream.write(
                f"{50_000_000 + number}\t{name}\t{name}\t{other}\t{chance.uniform(-60, 70):.5f}\t"
                f"{chance.uniform(-180, 180):.5f}\tP\tPPL\tIQ\t\t15\t\t\t\t0\t\t\tx\t2020-01-01\n"
            )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--import-rows", type=int, default=0)
    parser.add_argument("--compile", action="store_true", help="compile a fresh file too")
    options = parser.parse_args()
    gazetteer = open_gazetteer(options.cache)
    names = _names(gazetteer, 5000)
    _timed("look-up, each name once", len(names), "names", lambda: [*map(gazetteer.lookup, names)])
    _timed(
        "look-up, names seen before", len(names), "names", lambda: [*map(gazetteer.lookup, names)]
    )
    wrong = [name[:-1] + "q" + name[-1:] for name in names[:1000]]
    _timed("look-up, no such name", len(wrong), "names", lambda: [*map(gazetteer.lookup, wrong)])
    texts = [_TEXT * 3] * 50
    words = sum(len(text.split()) for text in texts)
    find_places(_TEXT, gazetteer)
    _timed("whole texts", words, "words", lambda: [find_places(t, gazetteer) for t in texts])
    print(f"{'peak memory':<34} {_memory():>12,.0f} MB")
    with tempfile.TemporaryDirectory() as folder:
        if options.compile:
            _timed("compile", 1, "files", lambda: open_gazetteer(folder))
            print(f"{'peak memory with compiling':<34} {_memory():>12,.0f} MB")
        if options.import_rows:
            dump = Path(folder) / "dump.txt"
            _dump(dump, options.import_rows)
            _timed("import", options.import_rows, "rows", lambda: add_file(dump, folder))
            print(f"{'peak memory with importing':<34} {_memory():>12,.0f} MB")


if __name__ == "__main__":
    main()
