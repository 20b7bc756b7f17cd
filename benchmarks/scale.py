"""An archive of many documents: how long joining takes, how much memory, how large it is.

    python benchmarks/scale.py [--documents 10000] [--coded 200 | --records FILE] [--keep DIR]

The first written reports of the training corpus and the demo's archive are coded (or `--records`
taken), and their records repeated until there are so many documents. Copies lie on other days and
at other places, and their words, but for those that a record points at, are others of the same
length: so copies are neither families nor incidents together, while the documents of one copy are
what they were. Seconds are of the processor, of one process. `--more` documents come afterwards:
what an addition costs.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any

import dateline
from dateline.export import export_archive
from dateline.records import Document, record_from_dict, record_to_dict
from dateline.run.families import update_families
from dateline.run.reconcile import ArchiveChanges, update_archive
from dateline.store import RunInfo, RunWriter, Store, Stored, open_store

CORPUS = Path(__file__).parents[1] / "training" / "corpus" / "corpus.jsonl"
_WORD = re.compile(r"[a-z]{2,}")
_LETTERS = "abcdefghiklmnoprstuvwy"
_DAYS = 37
"""Days between one copy of the documents and the next: no report of one is near one of another."""
_DEGREES = 0.61
_AT_ONCE = 50
_POINTS_AT_WORDS = ("mentions", "times", "numbers", "incidents")
_LONGEST = 40
"""Code points of a span whose words stay; a longer one is a clause, whose words are others too."""


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    options.add_argument("--documents", type=int, default=10_000)
    options.add_argument("--coded", type=int, default=200, help="documents that are coded")
    options.add_argument("--records", type=Path, help="stand-off records to repeat, coded before")
    options.add_argument("--more", type=int, default=100, help="documents added at the end")
    options.add_argument("--keep", type=Path, help="folder for the archive and the coded records")
    options.add_argument("--json", action="store_true")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = given.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        records = given.records or folder / "coded.jsonl"
        if not records.exists():
            code_into(records, given.coded)
        rows = measured(folder, records, given.documents, given.more)
    if given.json:
        print(json.dumps(rows, indent=1))
        return
    for row in rows:
        print("  ".join(f"{key} {value}" for key, value in row.items()))


def measured(folder: Path, records: Path, documents: int, more: int) -> list[dict[str, Any]]:
    """What each step took, with the archive's size and the process's peak memory after it."""
    with records.open(encoding="utf-8") as lines:
        base = [json.loads(line) for line in lines]
    database = folder / f"{documents}.db"
    database.unlink(missing_ok=True)
    rows: list[dict[str, Any]] = []
    with open_store(str(database), create=True) as store:

        def step(name: str, work: Callable[[], Any], count: int) -> Any:
            start, wall = time.process_time(), time.perf_counter()
            result = work()
            seconds = time.process_time() - start
            row = {
                "step": name,
                "documents": count,
                "seconds": round(seconds, 1),
                "documents_per_second": round(count / max(seconds, 0.001), 1),
                "wall": round(time.perf_counter() - wall, 1),
                "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
                "database_mb": round(_size(database) / 1e6, 1),
            }
            if isinstance(result, ArchiveChanges):
                row |= {k: v for k, v in result.to_dict().items() if k != "seconds"}
            rows.append(row)
            print(json.dumps(row), file=sys.stderr, flush=True)
            return result

        copies = repeated(base)
        step("store", lambda: put(store, islice(copies, documents)), documents)
        step("families", lambda: update_families(store), documents)
        step("actors, incidents", lambda: update_archive(store, families=False), documents)
        step("again, nothing new", lambda: update_archive(store), documents)
        step("store more", lambda: put(store, islice(copies, more)), more)
        step("join more", lambda: update_archive(store), more)
        for format in ("csv", "jsonl"):
            step(
                f"export {format}",
                lambda f=format: export_archive(store, f, folder / "exports"),  # type: ignore[misc]
                documents,
            )
    return rows


def code_into(path: Path, count: int) -> None:
    """Codes the demo and the first reports of the corpus; their records in `path`."""
    coder = dateline.load(threads=1)
    demo = files("dateline").joinpath("demo", "archive")
    read = [d for d in dateline.read_paths([str(demo)]) if isinstance(d, Document)]
    with CORPUS.open(encoding="utf-8") as lines:
        for line in islice(lines, max(0, count - len(read))):
            row = json.loads(line)
            day = date.fromisoformat(row["published"]) if row.get("published") else None
            read.append(Document(row["id"], row["text"], title=row.get("title"), published=day))
    with path.open("w", encoding="utf-8") as file:
        for document in read[:count]:
            file.write(json.dumps(record_to_dict(coder(document))) + "\n")


def repeated(base: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The records without end: the first time as they are, then moved in time, space and words."""
    copy = 0
    while True:
        for number, record in enumerate(base):
            yield (
                record if copy == 0 else moved(record, copy, random.Random(copy * 10_000 + number))
            )
        copy += 1


def moved(record: dict[str, Any], copy: int, rng: random.Random) -> dict[str, Any]:
    """One copy of a record: other days, other places, other words where nothing points at them."""
    out: dict[str, Any] = _shifted(record, copy)
    out["id"] = f"{record['id']}-{copy}"
    kept = bytearray(len(record["text"]))
    for start, end in _spans([record.get(key, []) for key in _POINTS_AT_WORDS]):
        if end - start < _LONGEST:
            kept[start:end] = b"\x01" * (end - start)

    def other(match: re.Match[str]) -> str:
        if any(kept[match.start() : match.end()]):
            return match[0]
        return "".join(rng.choice(_LETTERS) for _ in match[0])

    out["text"] = _WORD.sub(other, record["text"])
    return out


def _spans(value: Any) -> Iterator[tuple[int, int]]:
    if isinstance(value, dict):
        if "start" in value and "end" in value:
            yield value["start"], value["end"]
        for item in value.values():
            yield from _spans(item)
    elif isinstance(value, list):
        for item in value:
            yield from _spans(item)


def _shifted(value: Any, copy: int) -> Any:
    """The same with every full date and every coordinate moved on."""
    if isinstance(value, dict):
        moved = {key: _shifted(item, copy) for key, item in value.items()}
        for axis, limit in (("lat", 80.0), ("lon", 170.0)):
            if isinstance(moved.get(axis), float):
                there = moved[axis] + copy * _DEGREES
                moved[axis] = round((there + limit) % (2 * limit) - limit, 4)
        return moved
    if isinstance(value, list):
        return [_shifted(item, copy) for item in value]
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        try:
            return (date.fromisoformat(value) + timedelta(days=copy * _DAYS)).isoformat()
        except (ValueError, OverflowError):
            return value
    return value


def put(store: Store, contents: Iterator[dict[str, Any]]) -> int:
    """Stores the records as a run does, a batch in a transaction; how many."""
    writer = RunWriter(store, RunInfo(version="benchmark", model="repeated", configuration="{}"))
    count = 0
    while batch := list(islice(contents, _AT_ONCE)):
        records = [record_from_dict(content) for content in batch]
        kept = writer.write([Stored(record, record.document) for record in records])
        count += sum(reject is None for reject in kept)
    writer.finish({"coded": count})
    return count


def _size(database: Path) -> int:
    files = (Path(f"{database}{end}") for end in ("", "-wal", "-shm"))
    return sum(path.stat().st_size for path in files if path.exists())


if __name__ == "__main__":
    main()
