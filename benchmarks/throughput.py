"""Documents and megabytes a second, for each stage and for the whole path, with peak memory.

    python benchmarks/throughput.py [--documents 1000] [--json]

The demo's archive is repeated, each copy with a line of its own so that none counts as unchanged.
Stages are timed in one process with one thread each; the whole path is `dateline code` run as a
user would, with one process and with one for each core.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import dateline
from dateline.code.record import code_document
from dateline.export import export_archive
from dateline.read import ReadOptions, read_paths
from dateline.records import Document, record_to_dict
from dateline.store import open_store

ARCHIVE = Path(str(files("dateline").joinpath("demo", "archive")))


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    options.add_argument("--documents", type=int, default=1000)
    options.add_argument("--json", action="store_true")
    wanted = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copies = repeat_archive(folder / "archive", wanted.documents)
        rows = [*stages(copies), *whole_path(folder, copies)]
    if wanted.json:
        print(json.dumps(rows, indent=1))
        return
    print(f"{'stage':28}{'documents':>10}{'documents/s':>13}{'MB/s':>9}{'peak MB':>9}")
    for row in rows:
        print(
            f"{row['stage']:28}{row['documents']:>10}{row['documents_per_second']:>13.1f}"
            f"{row['mb_per_second']:>9.3f}{row['peak_mb']:>9.0f}"
        )


def repeat_archive(folder: Path, documents: int) -> Path:
    """The demo's files, copied until they hold at least so many documents."""
    folder.mkdir()
    in_archive = sum(isinstance(d, Document) for d in read_paths([str(ARCHIVE)], ReadOptions()))
    for copy in range(-(-documents // in_archive)):
        line = f"Edition {copy} of this page."
        for path in sorted(p for p in ARCHIVE.rglob("*") if p.is_file()):
            target = folder / f"{copy:04}-{path.name}"
            if path.suffix == ".html":
                page = path.read_text("utf-8")
                target.write_text(_edition(page, line), "utf-8")
            elif path.suffix == ".gz":
                target.write_bytes(b"".join(_warc_editions(path, line)))
            elif path.suffix == ".jsonl":
                rows = [json.loads(row) for row in path.read_text("utf-8").splitlines()]
                for row in rows:
                    row["id"] += f"-{copy}"
                    row["text"] += f"\n{line}"
                target.write_text("".join(json.dumps(r) + "\n" for r in rows), "utf-8")
            else:
                target.write_text(path.read_text("utf-8") + f"\n{line}\n", "utf-8")
    return folder


def _edition(page: str, line: str) -> str:
    head, _, tail = page.rpartition("</p>\n</article>" if "</article>" in page else "</p>\n</div>")
    mark = page[len(head) : len(page) - len(tail)]
    return f"{head}</p>\n<p>{line}{mark}{tail}"


def _warc_editions(path: Path, line: str) -> Iterator[bytes]:
    """The records of a WARC with another body each; their lengths are told anew."""
    for record in gzip.decompress(path.read_bytes()).split(b"WARC/1.1\r\n")[1:]:
        _head, _, rest = record.partition(b"\r\n\r\n")
        _http, _, body = rest.partition(b"\r\n\r\n")
        page = _edition(body.decode("utf-8").rstrip("\r\n"), line).encode()
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
        kept = [h for h in _head.split(b"\r\n") if not h.startswith(b"Content-Length")]
        kept.append(b"Content-Length: %d" % len(answer))
        yield gzip.compress(
            b"WARC/1.1\r\n" + b"\r\n".join(kept) + b"\r\n\r\n" + answer + b"\r\n\r\n", mtime=0
        )


def stages(archive: Path) -> list[dict[str, Any]]:
    """Each stage on its own over all documents, one after the other, in this process."""
    rows = []

    def timed(stage: str, items: Iterator[Any]) -> list[Any]:
        start = time.perf_counter()
        made = list(items)
        rows.append(_row(stage, len(documents) or len(made), size, time.perf_counter() - start))
        return made

    documents: list[Document] = []
    size = sum(p.stat().st_size for p in archive.iterdir())
    read = timed("read", read_paths([str(archive)], ReadOptions()))
    documents = [d for d in read if isinstance(d, Document)]
    rows[0] |= {"documents": len(documents)}
    size = sum(len(d.text.encode()) for d in documents)
    coder = dateline.load(threads=1)
    normalisers = coder.normalisers
    annotations = timed("annotate", (coder.annotator(d) for d in documents))
    pairs = list(zip(documents, annotations, strict=True))
    timed("normalise: time", (normalisers.times(d, a) for d, a in pairs))
    timed("normalise: number", (normalisers.numbers(d) for d in documents))
    places = timed("normalise: place", (normalisers.places(d, a) for d, a in pairs))
    located = zip(pairs, places, strict=True)
    timed("normalise: actor", (normalisers.actors(d, a, p) for (d, a), p in located))
    records = timed(
        "normalise and code",
        (code_document(d, a, normalisers, coder.config, coder.version) for d, a in pairs),
    )
    timed("serialise", (record_to_dict(r) for r in records))
    return rows


def whole_path(folder: Path, archive: Path) -> list[dict[str, Any]]:
    """`dateline code` as a user runs it, on one process and on all cores, then every export."""
    rows = []
    size = sum(p.stat().st_size for p in archive.iterdir())
    for name, jobs in (("one process", 1), (f"{os.cpu_count()} processes", 0)):
        database = folder / f"{jobs}.db"
        start = time.perf_counter()
        command = [sys.executable, "-m", "dateline", "code", str(archive)]
        command += ["--into", str(database), "--jobs", str(jobs), "--json"]
        printed, peak = _run_watched(command)
        counts = json.loads(printed)
        row = _row(f"whole path, {name}", counts["coded"], size, time.perf_counter() - start)
        rows.append(row | {"peak_mb": peak, "database_mb": database.stat().st_size / 1e6})
    with open_store(str(folder / "1.db")) as store:
        start = time.perf_counter()
        for format in ("csv", "jsonl", "geojson"):
            export_archive(store, format, folder / "exports")
        rows.append(_row("export, all formats", counts["coded"], size, time.perf_counter() - start))
    return rows


def _run_watched(command: list[str]) -> tuple[str, float]:
    """What a command printed, and the most memory (MB) that it and its workers had together.

    Read from /proc while it runs: a child's own peak would include this process's, which it was
    forked from.
    """
    peak = 0.0
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        while process.poll() is None:
            peak = max(peak, sum(_resident_mb(pid) for pid in _family(process.pid)))
            time.sleep(0.25)
        assert process.stdout is not None
        printed = process.stdout.read()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return printed, peak


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    except OSError:
        return []
    return [pid, *(p for child in children for p in _family(int(child)))]


def _resident_mb(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text("ascii")
    except OSError:
        return 0.0
    return next((int(x.split()[1]) for x in status.splitlines() if x.startswith("VmRSS")), 0) / 1024


def _row(stage: str, documents: int, size: int, seconds: float) -> dict[str, Any]:
    return {
        "stage": stage,
        "documents": documents,
        "seconds": seconds,
        "documents_per_second": documents / seconds,
        "mb_per_second": size / 1e6 / seconds,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


if __name__ == "__main__":
    main()
