"""Speed and memory of the place package: look-ups, whole documents, compiling, importing.

``python benchmarks/place_speed.py [--cache DIR] [--import-rows 500000] [--compile]``
``python benchmarks/place_speed.py --all-countries [--import-rows 1000000] [--temp DIR]``

Prints one row a measurement; CPU seconds of this process, so that a busy machine does not count.
`--all-countries` makes a dump as long as GeoNames' whole one (13 million rows, 1.5 GB) in a
temporary folder and measures nothing but its import (2.5 GB more), each in a process of its own, so
that the peak memory is the import's.
"""

from __future__ import annotations

import argparse
import random
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing import get_context
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


_ALL_COUNTRIES = 13_000_000
_ROW_BYTES = 320
"""Disk that one row takes at most: its line, its place, its names and their indexes."""
_KINDS = (
    ["P\tPPL"] * 38 + ["H\tSTM"] * 18 + ["S\tSCH"] * 18 + ["T\tHLL"] * 14 + ["L\tLCTY"] * 4
    + ["A\tADM4"] * 4 + ["R\tRD", "V\tFRST", "U\tSHLU", "P\tPPLX"]
)  # fmt: skip
"""Feature classes and codes in about the shares of the whole dump."""


def _dump(path: Path, rows: int) -> None:
    chance = random.Random(11)
    parts = ["Tall", "Wādī", "Qaryat", "Kafr", "San", "Nowy", "Bīr", "Umm", "Mount", "Ban"]
    with path.open("w", encoding="utf-8") as stream:
        for number in range(rows):
            name = f"{chance.choice(parts)} {chance.choice(parts).lower()}{number % 9973}"
            other = f"{chance.choice(parts)}-{number % 7919}" if chance.random() < 0.5 else ""
            kind = _KINDS[number % len(_KINDS)]
            stream.write(
                f"{50_000_000 + number}\t{name}\t{name}\t{other}\t{chance.uniform(-60, 70):.5f}\t"
                f"{chance.uniform(-180, 180):.5f}\t{kind}\tIQ\t\t15\t\t\t\t0\t\t\tx\t2020-01-01\n"
            )


def _all_countries(rows: int, where: Path | None) -> None:
    """Makes a dump and imports it. Exits with a message where the disk has no room for it."""
    with tempfile.TemporaryDirectory(dir=where) as folder:
        room, needed = shutil.disk_usage(folder).free, rows * _ROW_BYTES
        if room < needed:
            raise SystemExit(
                f"{folder}: {room / 1e9:.1f} GB free, {needed / 1e9:.1f} GB needed; give --temp DIR"
            )
        dump = Path(folder) / "allCountries.txt"
        spawn = get_context("spawn")
        for work, arguments in ((_dump, (dump, rows)), (_import_alone, (dump, folder, rows))):
            process = spawn.Process(target=work, args=arguments)
            process.start()
            process.join()
            if process.exitcode:
                raise SystemExit(f"{work.__name__} ended with {process.exitcode}")


def _import_alone(dump: Path, folder: str, rows: int) -> None:
    began = time.monotonic()
    _timed(f"import of {dump.stat().st_size / 1e9:.2f} GB", rows, "rows",
           lambda: add_file(dump, folder))  # fmt: skip
    print(f"{'wall time':<34} {time.monotonic() - began:>12,.0f} s")
    print(f"{'peak memory of the import':<34} {_memory():>12,.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--import-rows", type=int, default=0)
    parser.add_argument("--compile", action="store_true", help="compile a fresh file too")
    parser.add_argument("--all-countries", action="store_true", help="import of a whole dump only")
    parser.add_argument("--temp", type=Path, help="folder with room for the dump and its import")
    options = parser.parse_args()
    if options.all_countries:
        _all_countries(options.import_rows or _ALL_COUNTRIES, options.temp)
        return
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
