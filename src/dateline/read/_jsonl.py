"""JSONL, one article a line (codebook section 10), and JSON files that hold one or a list."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from dateline.read._encoding import encoding_of
from dateline.read._fields import Fields, document_or_reject
from dateline.read._source import Source
from dateline.read.options import ReadOptions
from dateline.records import Document, Reject

_FIELDS = ("id", "text", "title", "published", "outlet", "url")
_ANNOTATIONS = frozenset(("actors", "mentions", "times", "places", "incidents", "claims"))


def read_jsonl(source: Source, options: ReadOptions) -> Iterator[Document | Reject]:
    """The articles of a JSONL stream; a bad line is one Reject that names it, the rest is read."""
    try:
        encoding, skip = encoding_of(source.head, complete=False)
    except ValueError as error:
        yield source.reject(str(error), "give JSON lines in UTF-8")
        return
    if encoding not in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        encoding = "utf-8"  # JSON is Unicode; a line in another code page is a bad line
    source.stream.read(skip)
    for number, raw in _lines(source, encoding, options.max_file_bytes):
        if raw is None:
            limit = options.max_file_bytes // 1_000_000
            yield source.reject(
                f"the line is longer than {limit} MB", "put one article on a line", at=number
            )
            continue
        if not raw.strip():
            continue
        try:
            line = raw.decode(encoding)
        except UnicodeDecodeError as error:
            yield source.reject(
                f"not valid {encoding.upper()} at byte {error.start} of the line",
                "save the file as UTF-8",
                at=number,
            )
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield source.reject(f"not JSON: {_said(error)}", "correct the line", at=number)
            continue
        yield from _article(value, source, options, number)


def _lines(source: Source, encoding: str, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines as bytes, None for one longer than `limit`, whose rest is skipped."""
    newline = "\n".encode(encoding)
    stream: Any = source.stream
    if len(newline) > 1:  # readline cuts at a bare 0x0A byte, which is half a character here
        data = source.stream.read(limit + 1)
        if len(data) > limit:
            yield 1, None
            return
        text = data.decode(encoding, "surrogatepass")
        stream = io.BytesIO(text.encode(encoding, "surrogatepass"))
        for number, line in enumerate(text.split("\n"), start=1):
            yield number, line.encode(encoding, "surrogatepass")
        return
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) <= limit:
            yield number, line
            continue
        while not line.endswith(b"\n") and line:
            line = stream.readline(1_000_000)
        yield number, None


def read_json(source: Source, options: ReadOptions) -> Iterator[Document | Reject]:
    """The article, or list of articles, of a JSON file."""
    cure = "give one JSON object an article, or a list of them, or JSON lines"
    try:
        data = source.read_all(options.max_file_bytes)
        encoding, skip = encoding_of(data)
        value = json.loads(data[skip:].decode(encoding))
    except (ValueError, RecursionError) as error:
        yield source.reject(f"not JSON: {_said(error)}", cure)
        return
    if isinstance(value, list):
        for number, item in enumerate(value, start=1):
            yield from _article(item, source, options, number, place=f"{source.name}#{number}")
        return
    yield from _article(value, source, options, 1, place=source.name)


def _said(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "nested too deep"
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at character {error.pos + 1}"
    return str(error)[:200]


def _article(
    value: Any, source: Source, options: ReadOptions, number: int, place: str | None = None
) -> Iterator[Document | Reject]:
    where = place or f"{source.name}:{number}"
    if not isinstance(value, Mapping):
        kind = "list" if isinstance(value, list) else type(value).__name__
        yield Reject(where, f"a JSON {kind}, not an object", "give one JSON object an article")
        return
    mapped = {name: options.columns.get(name, name) for name in _FIELDS}
    # A folder may hold both kinds: files with the mapped key, and files with the usual one.
    keys = {
        name: name if key not in value and name in value else key for name, key in mapped.items()
    }
    id = value.get(keys["id"])
    id = None if id is None or id == "" else str(id)
    text = value.get(keys["text"])
    if not isinstance(text, str):
        found = ", ".join(sorted(str(key) for key in value)[:12]) or "none"
        wrong = (
            f"`{keys['text']}` is no string" if keys["text"] in value else f"no `{keys['text']}`"
        )
        yield Reject(
            where,
            f"{wrong} (keys: {found})",
            "name the key that holds the text: --column text=KEY",
            id,
        )
        return
    rest = {
        key: item
        for key, item in value.items()
        if key not in keys.values() and key not in _ANNOTATIONS
    }
    yield document_or_reject(
        Fields(
            text=text,
            source=where,
            id=id,
            title=_string(value.get(keys["title"])),
            published=value.get(keys["published"]),
            outlet=_string(value.get(keys["outlet"])),
            url=_string(value.get(keys["url"])),
            metadata=rest,
        ),
        options,
    )


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None
