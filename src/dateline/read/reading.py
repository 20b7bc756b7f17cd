"""read_paths: articles in, Documents and Rejects out, one after the other."""

from __future__ import annotations

import gzip
import io
import os
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from dateline.read._feed import read_feed
from dateline.read._html import read_html
from dateline.read._jsonl import read_json, read_jsonl
from dateline.read._paths import files_of
from dateline.read._plain import read_plain
from dateline.read._sniff import kind_of
from dateline.read._source import SNIFF_BYTES, Source
from dateline.read._table import read_table
from dateline.read._warc import read_wacz, read_warc
from dateline.read.options import ReadOptions
from dateline.records import Document, Reject

_READERS: dict[str, Callable[[Source, ReadOptions], Iterator[Document | Reject]]] = {
    "jsonl": read_jsonl,
    "json": read_json,
    "table": read_table,
    "html": read_html,
    "feed": read_feed,
    "warc": read_warc,
    "wacz": read_wacz,
    "text": read_plain,
}
_PROBLEMS = {
    "empty": ("the file is empty", "fetch or copy it again"),
    "binary": ("binary data, not text", "give HTML, WARC, WACZ, a feed, JSONL, CSV or text"),
    "pdf": ("a PDF", "convert it to text first (pdftotext)"),
    "office": ("a zip or office file", "unpack it, or save it as text"),
    "mhtml": ("an MHTML file", "save the page as HTML"),
    "xml": ("XML that is neither a page nor a feed", "convert it to JSONL or text"),
}


def read_paths(
    paths: Iterable[str | os.PathLike[str]], options: ReadOptions | None = None
) -> Iterator[Document | Reject]:
    """The articles that `paths` (files, folders, globs, `-`) hold, as they are read.

    Yields a Document for each article and a Reject (where, why, cure) for whatever could not
    become one, in the order of the paths, folders sorted by name; input is streamed. An article
    that stands in several files is yielded for each: the store knows it again. Raises nothing for
    bad input.
    """
    options = options or ReadOptions()
    for name in files_of(paths):
        if isinstance(name, Reject):
            yield name
            continue
        yield from _read_file(name, options)


def _read_file(name: str, options: ReadOptions) -> Iterator[Document | Reject]:
    if name == "-":
        yield from _read_stream("-", sys.stdin.buffer, options)
        return
    try:
        with Path(name).open("rb") as stream:
            yield from _read_stream(name, stream, options)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        yield Reject(name, f"unreadable: {why}", "make it readable")


def _read_stream(name: str, stream: BinaryIO, options: ReadOptions) -> Iterator[Document | Reject]:
    buffered = _Peekable(stream)
    try:
        yield from _read_buffered(name, buffered, options)
    finally:
        if not buffered.closed:
            buffered.detach()  # standard input stays open for whoever owns it


def _read_buffered(
    name: str, buffered: _Peekable, options: ReadOptions
) -> Iterator[Document | Reject]:
    head = buffered.peek_bytes(SNIFF_BYTES)
    kind = kind_of(head, name)
    if kind == "gzip":
        yield from _read_gzip(name, buffered, head, options)
        return
    if kind in _PROBLEMS:
        yield Reject(name, *_PROBLEMS[kind])
        return
    if kind == "wacz" and not buffered.seekable():
        yield Reject(name, "a WACZ cannot be read from a pipe", "give its path")
        return
    yield from _READERS[kind](Source(name, buffered, head), options)


def _read_gzip(
    name: str, stream: _Peekable, head: bytes, options: ReadOptions
) -> Iterator[Document | Reject]:
    """A gzip file is read as what it holds; fastwarc unpacks WARCs itself, record by record."""
    cure = "fetch or copy the file again"
    try:
        inner = zlib.decompressobj(wbits=31).decompress(head, SNIFF_BYTES)
    except zlib.error as error:
        yield Reject(name, f"broken gzip: {error}", cure)
        return
    if inner.startswith(b"WARC/"):
        yield from read_warc(Source(name, stream, head), options)
        return
    try:
        with gzip.GzipFile(fileobj=stream) as opened:
            yield from _unpacked(name.removesuffix(".gz"), name, opened, options)
    except (OSError, EOFError, zlib.error) as error:
        yield Reject(name, f"broken gzip: {str(error)[:120]}", cure)


def _unpacked(
    inner_name: str, name: str, stream: gzip.GzipFile, options: ReadOptions
) -> Iterator[Document | Reject]:
    buffered = _Peekable(stream)  # type: ignore[arg-type]  # reads like a binary file
    head = buffered.peek_bytes(SNIFF_BYTES)
    kind = kind_of(head, inner_name)
    if kind in ("gzip", "wacz"):
        yield Reject(name, f"{kind} inside gzip", "unpack it first")
    elif kind in _PROBLEMS:
        yield Reject(name, *_PROBLEMS[kind])
    else:
        yield from _READERS[kind](Source(name, buffered, head), options)


class _Peekable(io.BufferedReader):
    """A buffered stream whose first bytes can be looked at without being consumed."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(stream, buffer_size=2 * SNIFF_BYTES)  # type: ignore[arg-type]

    def peek_bytes(self, size: int) -> bytes:
        """Up to `size` first bytes; pipes may deliver them in several pieces."""
        head = self.peek(size)
        return head[:size]
