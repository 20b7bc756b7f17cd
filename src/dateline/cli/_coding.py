"""The work behind `dateline code` and `dateline demo`."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from dateline.cli._progress import Progress
from dateline.cli._reconciling import changes_line, reconciled
from dateline.cli._terminal import ALL_REJECTED, CODED, INTERRUPTED, print_json, say
from dateline.config import load_config
from dateline.records import Document, Reject
from dateline.run import CoderFactory, RunOptions, Summary, code_documents, default_coder

if TYPE_CHECKING:
    from dateline.run.reconcile import ArchiveChanges

factory: CoderFactory = default_coder
"""What makes the coder; tests put another one here."""


@dataclass(frozen=True, slots=True)
class CodingRequest:
    """What a user asked `dateline code` for."""

    paths: tuple[str, ...]
    into: str | None
    jsonl: bool = False
    published: str | None = None
    outlet: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    jobs: int = 0
    device: str = "cpu"
    config: Path | None = None
    reconcile: bool = True
    json: bool = False
    guide: bool = True
    demo: Path | None = None
    """The bundled archive: its texts are synthetic, whatever their files can say of that."""


def run_coding(request: CodingRequest) -> int:
    """Reads, codes and stores what was asked for; the exit code."""
    from dateline.read import ReadOptions, read_paths

    config = load_config(request.config)
    options = ReadOptions(
        published=_date(request.published), outlet=request.outlet, columns=request.columns
    )
    documents = read_paths(request.paths, options)
    if request.demo is not None:
        documents = _of_demo(documents, request.demo)
    if request.into is not None:
        documents = _but_not(documents, request.into)
    signal.signal(signal.SIGTERM, _stop)
    changes: ArchiveChanges | None = None
    with Progress() as progress:
        if factory is default_coder:
            _compile_gazetteer(progress)
        run = RunOptions(
            jobs=request.jobs,
            factory=_factory(request.device),
            arguments=_arguments(request),
            line=_write_line if request.jsonl else None,
            tick=progress.tick,
            told=progress.told,
        )
        if request.into is None:
            summary = code_documents(documents, None, config, run)
        else:
            from dateline.store import open_store

            with open_store(request.into, create=True) as store:
                summary = code_documents(documents, store, config, run)
                if request.reconcile and summary.taken and not summary.interrupted:
                    changes = reconciled(store, progress)
                    summary.interrupted = changes is None
    if request.jsonl:
        sys.stdout.flush()
    if request.json:
        told = {} if changes is None else {"archive": changes.to_dict()}
        print_json({**summary.to_dict(), **told})
    else:
        for line in summary_lines(summary, changes, request.into if request.guide else None):
            say(line)
    return exit_code(summary)


def _compile_gazetteer(progress: Progress) -> None:
    """Compiles the gazetteer if the cache has none yet, so that the user sees why it takes time."""
    from dateline.normalise.place import open_gazetteer

    open_gazetteer(progress=progress.compiling).close()


def _factory(device: str) -> CoderFactory:
    return factory if device == "cpu" else partial(default_coder, device=device)


def exit_code(summary: Summary) -> int:
    """0 if anything was taken, 3 if everything was rejected, 130 if interrupted."""
    if summary.interrupted:
        return INTERRUPTED
    return CODED if summary.taken else ALL_REJECTED


def summary_lines(summary: Summary, changes: ArchiveChanges | None, into: str | None) -> list[str]:
    """What a run did, for people."""
    lines = []
    if summary.interrupted:
        lines.append("interrupted: what was done is kept; the same command goes on from here")
    parts = [f"{summary.coded} coded"]
    if summary.unchanged:
        parts.append(f"{summary.unchanged} unchanged")
    if summary.repeated:
        parts.append(f"{summary.repeated} with a text that came before")
    parts.append(f"{summary.rejected.total()} rejected")
    lines.append(f"{summary.read} read: " + ", ".join(parts))
    for reason, count in sorted(summary.rejected.items(), key=lambda kv: (-kv[1], kv[0])):
        lines.append(f"  rejected: {count} x {reason}")
    if summary.coded:
        speed = f"{summary.seconds:.1f} s, {summary.documents_per_second:.1f} documents/s"
        lines.append(f"{summary.reports} reports, {summary.claims} claims; {speed}")
    elif summary.taken and not summary.interrupted:
        lines.append("nothing changed: every document was coded before under these settings")
    if changes is not None:
        lines.append(changes_line(changes))
    if into is not None and summary.taken:
        lines.append(f"see them: dateline show {into}")
    if not summary.read:
        lines.append("nothing to read: give files or folders that hold articles")
    return lines


def _of_demo(items: Iterable[Document | Reject], folder: Path) -> Iterator[Document | Reject]:
    """The documents marked as synthetic, under sources that are the same wherever they lie."""
    start = f"{folder.parent}/"
    for item in items:
        item = replace(item, source=(item.source or "").removeprefix(start))
        if isinstance(item, Document):
            item = replace(item, metadata={**item.metadata, "synthetic": True})
        yield item


def _but_not(items: Iterable[Document | Reject], database: str) -> Iterator[Document | Reject]:
    """The items without the database itself, where it lies among the articles."""
    own = {Path(database + end).absolute() for end in ("", "-wal", "-shm", "-journal")}
    for item in items:
        if isinstance(item, Document) or Path(item.source).absolute() not in own:
            yield item


def _date(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise typer.BadParameter(f"--published takes YYYY-MM-DD, not {text!r}") from error


def _arguments(request: CodingRequest) -> str:
    said: dict[str, Any] = {"paths": list(request.paths)}
    for name in ("published", "outlet", "columns", "config"):
        value = getattr(request, name)
        if value:
            said[name] = dict(value) if isinstance(value, Mapping) else str(value)
    return json.dumps(said, ensure_ascii=True, sort_keys=True)


def _write_line(line: str) -> None:
    sys.stdout.buffer.write(line.encode("utf-8") + b"\n")
    sys.stdout.buffer.flush()


def _stop(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt
