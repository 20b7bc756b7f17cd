"""`dateline review`: what people decide on an archive, by command."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from dateline.cli._deciding import DECIDING
from dateline.cli._taking import Author, Database, Json, Reason, author_of, told

review = typer.Typer(
    no_args_is_help=True,
    help="Decide on an archive: accept, reject, edit, merge, split ...; see, undo, pass on.",
)

Limit = Annotated[int, typer.Option(min=0, metavar="N", help="Rows at most; 0 shows all.")]
_ALL = 1_000_000_000

for _name, _function in DECIDING.items():
    review.command(_name)(_function)


@review.command("queue")
def queue(
    database: Database,
    kind: Annotated[list[str] | None, typer.Option(help="Only such: incident, report ...")] = None,
    work: Annotated[list[str] | None, typer.Option(help="Only with this work status.")] = None,
    assignee: Annotated[str | None, typer.Option(help="Only what is assigned to NAME.")] = None,
    limit: Limit = 50,
    json: Json = False,
) -> int:
    """List what to review: the least certain that matters most first, with the reasons."""
    from dataclasses import asdict

    from dateline.cli._terminal import print_json
    from dateline.review import queue as queued
    from dateline.store import open_store

    with open_store(database) as store, store.reading() as connection:
        total, items = queued(
            connection,
            kinds=kind or (),
            work_statuses=work or (),
            assignee=assignee,
            limit=limit or _ALL,
        )
    if json:
        print_json({"total": total, "rows": [asdict(item) for item in items]})
        return 0
    rows = [(i.target_id, f"{i.priority:.2f}", "; ".join(i.reasons)) for i in items]
    _table(("id", "priority", "why"), rows, total)
    return 0


@review.command("list")
def list_(
    database: Database,
    author: Annotated[list[str] | None, typer.Option(help="Only by this person.")] = None,
    action: Annotated[list[str] | None, typer.Option(help="Only this action.")] = None,
    batch: Annotated[str | None, typer.Option(help="Only of this batch.")] = None,
    limit: Limit = 50,
    json: Json = False,
) -> int:
    """List decisions, the newest first."""
    from dateline.review import decisions, matching
    from dateline.store import open_store

    where = matching(author=author or (), action=action or (), batch=batch)
    with open_store(database) as store, store.reading() as connection:
        total, rows = decisions(connection, where, limit=limit or _ALL)
    return _decisions(total, rows, json)


@review.command("log")
def log(
    database: Database,
    target: Annotated[str, typer.Argument(metavar="ID", show_default=False)],
    json: Json = False,
) -> int:
    """List what was decided on an incident, report, claim, actor or document and its parts."""
    from dateline.reconcile.actors import actor_number
    from dateline.review import history, incident_number, kind_of
    from dateline.store import open_store

    with open_store(database) as store, store.reading() as connection:
        kind = kind_of(connection, target)
        full = {"incident": incident_number, "actor": actor_number}.get(kind, str)(target)
        rows = history(connection, kind, full)
    return _decisions(len(rows), rows, json)


@review.command("conflicts")
def conflicts(database: Database, limit: Limit = 50, json: Json = False) -> int:
    """List decisions that no longer fit, each with why and what to do."""
    from dateline.cli._terminal import print_json
    from dateline.review import conflicts as found
    from dateline.store import open_store

    with open_store(database) as store, store.reading() as connection:
        total, rows = found(connection, limit=limit or _ALL)
    if json:
        print_json({"total": total, "rows": rows})
        return 0
    _table(
        ("decision", "by", "action", "on", "why", "what to do"),
        [
            (
                row["decision_id"],
                row["decision"]["author"],
                row["decision"]["action"],
                row["decision"]["target_id"],
                row["reason"],
                row["detail"],
            )
            for row in rows
        ],
        total,
    )
    return 0


@review.command("exports")
def exports(database: Database, limit: Limit = 50, json: Json = False) -> int:
    """List who exported the archive, when, how and where to."""
    from dateline.cli._terminal import print_json
    from dateline.review import exports as logged
    from dateline.store import open_store

    with open_store(database) as store, store.reading() as connection:
        total, rows = logged(connection, limit=limit or _ALL)
    if json:
        print_json({"total": total, "rows": rows})
        return 0
    names = ("at", "who", "format", "path", "rows")
    _table(names, [tuple(row[name] for name in names) for row in rows], total)
    return 0


@review.command("undo")
def undo(
    database: Database,
    name: Annotated[
        str | None, typer.Argument(metavar="[DECISION]", help="A decision, or a batch's name.")
    ] = None,
    last: Annotated[bool, typer.Option("--last", help="Your last action.")] = False,
    author: Author = None,
    reason: Reason = None,
    json: Json = False,
) -> int:
    """Take back a decision, a batch, or your last action; undo the undo to redo it."""
    from dateline.review import decisions, matching
    from dateline.review import undo as undone
    from dateline.store import open_store

    with open_store(database) as store:
        with store.reading() as connection:
            batches = decisions(connection, matching(batch=name), limit=1)[0] if name else 0
        done = undone(
            store,
            author_of(author),
            decision=None if batches else name,
            batch=name if batches else None,
            last=last,
            reason=reason,
        )
        return told(store, done, json)


@review.command("export")
def export(
    database: Database,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Default: stdout.")
    ] = None,
) -> int:
    """Write all decisions as JSON lines, for another copy of the archive."""
    import sys

    from dateline.cli._terminal import say
    from dateline.review import export_decisions
    from dateline.store import StoreError, open_store

    number = 0
    with open_store(database) as store, store.reading() as connection:
        try:
            stream = sys.stdout if output is None else output.open("w", encoding="utf-8")
            try:
                for line in export_decisions(connection):
                    stream.write(line + "\n")
                    number += 1
            finally:
                if output is not None:
                    stream.close()
        except OSError as error:
            if output is None:
                raise
            raise StoreError("cannot write", str(output), error.strerror or "check it") from error
    say(f"{number} decisions written")
    return 0


@review.command("import")
def import_(
    database: Database,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", show_default=False)],
    json: Json = False,
) -> int:
    """Add the decisions of other people's files; what is here already is passed over."""
    from dataclasses import asdict

    from dateline.cli._progress import Progress
    from dateline.cli._reconciling import changes_line, reconciled
    from dateline.cli._terminal import ALL_REJECTED, INTERRUPTED, print_json, say
    from dateline.review import bounded_lines, import_decisions
    from dateline.store import StoreError, open_store

    done: dict[str, Any] = {}
    with open_store(database) as store:
        for file in files:
            try:
                with file.open(encoding="utf-8", errors="replace") as lines:
                    read = import_decisions(store, bounded_lines(lines))
            except OSError as error:
                raise StoreError(
                    "cannot read", str(file), error.strerror or "check the path"
                ) from error
            done[str(file)] = read
            for line in read.rejected:
                say(f"rejected: {file}: line {line.number}: {line.reason}: {line.cure}")
            say(f"{file}: {read.added} new, {read.known} known, {len(read.rejected)} rejected")
        if any(read.rejoin for read in done.values()):
            with Progress() as progress:
                changes = reconciled(store, progress)
            if changes is None:
                say("interrupted: the decisions are kept; dateline reconcile DB goes on")
                return INTERRUPTED
            say(changes_line(changes))
    if json:
        print_json({file: asdict(read) for file, read in done.items()})
    none = all(read.rejected and not read.added and not read.known for read in done.values())
    return ALL_REJECTED if none else 0


def _decisions(total: int, rows: list[dict[str, Any]], json: bool) -> int:
    from dateline.cli._terminal import print_json

    if json:
        print_json({"total": total, "rows": rows})
        return 0
    names = ("id", "at", "by", "action", "on", "what", "why")
    _table(
        names,
        [
            (
                row["id"],
                row["at"],
                row["author"],
                row["action"],
                row["target_id"],
                _what(row),
                row["reason"],
            )
            for row in rows
        ],
        total,
    )
    return 0


def _what(row: dict[str, Any]) -> str:
    """A decision's change in a few words, and whether it is in force."""
    told = ""
    if row["new"] is not None or row["old"] is not None:
        old = "" if row["old"] is None else f"{_short(row['old'])} -> "
        told = f"{row['field'] + ': ' if row['field'] else ''}{old}{_short(row['new'])}"
    if row["undone_by"]:
        told += " (undone)"
    if row["conflict"]:
        told += f" ({row['conflict']})"
    return told.strip()


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _table(names: tuple[str, ...], rows: list[tuple[Any, ...]], total: int) -> None:
    from rich import box
    from rich.table import Table

    from dateline.cli._terminal import out_console, plain

    table = Table(box=box.SIMPLE_HEAD)
    for name in names:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(plain(cell) for cell in row))
    console = out_console()
    console.print(table)
    if total > len(rows):
        console.print(plain(f"... and {total - len(rows)} more: --limit 0 shows all"))
