"""CSV and TSV, one article a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from dateline.read._encoding import encoding_of
from dateline.read._fields import Fields, document_or_reject
from dateline.read._source import Source
from dateline.read.options import ReadOptions
from dateline.records import Document, Reject


class _Reader(Protocol):
    """What `csv.reader` returns."""

    line_num: int

    def __next__(self) -> list[str]: ...


_FIELDS = ("id", "text", "title", "published", "outlet", "url")
_DELIMITERS = ",;\t|"


def read_table(source: Source, options: ReadOptions) -> Iterator[Document | Reject]:
    """The articles of a CSV or TSV stream; the first row names the columns.

    Cells are kept code point for code point. Columns are found by their names (`text`, `id`, ...,
    in any case) or as `options.columns` maps them; the others become metadata.
    """
    try:
        encoding, skip = encoding_of(source.head, complete=False)
    except ValueError as error:
        yield source.reject(str(error), "give a table as text, in UTF-8")
        return
    source.stream.read(skip)
    stream = io.TextIOWrapper(source.stream, encoding=encoding, newline="")
    csv.field_size_limit(max(csv.field_size_limit(), options.max_file_bytes))
    sample = source.head[skip:].decode(encoding, "ignore")
    rows = csv.reader(stream, delimiter=_delimiter(sample, source.name), strict=False)
    try:
        header = next(rows, [])
        columns = _columns(header, options)
        if isinstance(columns, str):
            yield source.reject(
                columns,
                "name the column that holds the text: --column text=COLUMN",
            )
            return
        yield from _rows(rows, header, columns, source, options)
    except UnicodeDecodeError as error:
        yield source.reject(
            f"not valid {encoding.upper()}: {error.reason}",
            "save the file as UTF-8",
            at=rows.line_num + 1,
        )
    except csv.Error as error:
        yield source.reject(f"not a table: {error}", "give a table as CSV or TSV")
    finally:
        stream.detach()


def _rows(
    rows: _Reader,
    header: Sequence[str],
    columns: dict[str, int],
    source: Source,
    options: ReadOptions,
) -> Iterator[Document | Reject]:
    """Each row's article; a row that cannot be read is one Reject and the next is read."""
    while True:
        first_line = rows.line_num + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield source.reject(f"not a row of a table: {error}", "correct the row", at=first_line)
            continue
        if row:
            yield _row(row, header, columns, f"{source.name}:{first_line}", options)


def _delimiter(sample: str, name: str) -> str:
    if name.lower().removesuffix(".gz").endswith((".tsv", ".tab")):
        return "\t"
    header = sample.split("\n", 1)[0]
    try:
        return csv.Sniffer().sniff(header, _DELIMITERS).delimiter
    except csv.Error:
        return max(_DELIMITERS, key=header.count)


def _columns(header: Sequence[str], options: ReadOptions) -> dict[str, int] | str:
    """Where each field's column is, or what is wrong."""
    places = {name.strip().lower(): at for at, name in reversed(list(enumerate(header)))}
    named = ", ".join(name.strip() for name in header[:20]) or "none"
    found = {}
    for name in _FIELDS:
        wanted = options.columns.get(name)
        at = places.get((wanted or name).strip().lower(), places.get(name))
        if at is not None:
            found[name] = at
        elif wanted:
            return f"no column `{wanted}` for {name} (columns: {named})"
    if "text" not in found:
        return f"no text column (columns: {named})"
    return found


def _row(
    row: Sequence[str],
    header: Sequence[str],
    columns: dict[str, int],
    where: str,
    options: ReadOptions,
) -> Document | Reject:
    def cell(name: str) -> str | None:
        at = columns.get(name)
        return row[at] if at is not None and at < len(row) and row[at].strip() else None

    if columns["text"] >= len(row):
        return Reject(
            where,
            f"the row has {len(row)} cells, the text is expected in cell {columns['text'] + 1}",
            "correct the row",
            cell("id"),
        )
    rest: dict[str, Any] = {
        name: value
        for at, (name, value) in enumerate(zip(header, row, strict=False))
        if at not in columns.values() and value
    }
    return document_or_reject(
        Fields(
            text=row[columns["text"]],
            source=where,
            id=cell("id"),
            title=cell("title"),
            published=cell("published"),
            outlet=cell("outlet"),
            url=cell("url"),
            metadata=rest,
        ),
        options,
    )
