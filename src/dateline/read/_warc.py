"""Web archives: WARC, WARC.gz and WACZ (a zip of WARCs), with fastwarc."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from dateline.read._html import article_of_page
from dateline.read._plain import text_article
from dateline.read._source import Source
from dateline.read.options import ReadOptions
from dateline.records import Document, Reject

_HTML_TYPES = ("text/html", "application/xhtml+xml")
_CURE_CUT = "fetch or copy the archive again; what came before is kept"
_MAX_WACZ_MEMBERS = 10_000


@dataclass(slots=True)
class _Bounded:
    """A stream for fastwarc that counts, never raises and ends after `limit` bytes.

    fastwarc panics where a Python stream raises, so errors end the stream and wait in `error`.
    """

    stream: BinaryIO
    limit: int
    position: int = 0
    error: str | None = None

    def read(self, size: int = -1) -> bytes:
        room = self.limit - self.position
        if room <= 0:
            self.error = self.error or "larger than the limit for an archive"
            return b""
        try:
            data = self.stream.read(room if size < 0 else min(size, room))
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError) as error:
            self.error = str(error)[:120] or type(error).__name__
            return b""
        self.position += len(data)
        return data

    def tell(self) -> int:
        return self.position

    def seek(self, offset: int, whence: int = 0) -> int:  # noqa: ARG002  # the protocol's names
        return self.position

    def close(self) -> None:
        return None


def read_warc(source: Source, options: ReadOptions) -> Iterator[Document | Reject]:
    """The articles of a WARC or WARC.gz: pages answered with status 200, and text conversions.

    Records that are not HTML are passed over. A truncated archive gives what came before the cut
    and one Reject for the rest.
    """
    stream = _Bounded(source.stream, options.max_archive_bytes)
    yield from _records(stream, source.name, options)


def read_wacz(source: Source, options: ReadOptions) -> Iterator[Document | Reject]:
    """The articles of all WARCs in a WACZ."""
    try:
        with zipfile.ZipFile(source.stream) as archive:
            members = [
                member
                for member in archive.infolist()[:_MAX_WACZ_MEMBERS]
                if member.filename.lower().endswith((".warc", ".warc.gz"))
            ]
            if not members:
                yield source.reject(
                    "a zip file without a WARC", "unpack it and give the folder with the articles"
                )
                return
            left = options.max_archive_bytes
            for member in sorted(members, key=lambda member: member.filename):
                name = f"{source.name}!{PurePosixPath(member.filename).name}"
                with archive.open(member) as inner:
                    stream = _Bounded(inner, left)  # type: ignore[arg-type]  # IO[bytes] will do
                    yield from _records(stream, name, options)
                left -= stream.position
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        OSError,
        RuntimeError,
        NotImplementedError,
    ) as error:
        yield source.reject(f"broken zip: {str(error)[:120]}", _CURE_CUT)


def _records(stream: _Bounded, name: str, options: ReadOptions) -> Iterator[Document | Reject]:
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    kinds = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    number = 0
    seen = False
    try:
        for record in ArchiveIterator(stream, record_types=kinds, parse_http=False):
            seen = True
            number += 1
            place = f"{name}#{number}"
            length = record.content_length
            if length > options.max_record_bytes:
                if _opens_as_page(record):
                    limit = options.max_record_bytes // 1_000_000
                    yield Reject(
                        place, f"a record larger than {limit} MB", "raise max_record_bytes"
                    )
                continue
            block = record.reader.read()
            if len(block) < length:
                why = f" ({stream.error})" if stream.error else ""
                yield Reject(place, f"the archive breaks off in this record{why}", _CURE_CUT)
                return
            item = _article(record, block, place, options)
            if item is not None:
                yield item
    except (OSError, ValueError, EOFError) as error:
        why = stream.error or str(error)[:120]
        if number:
            yield Reject(name, f"unreadable after record {number}: {why}", _CURE_CUT)
        else:
            yield Reject(name, f"not a WARC: {why}", "give a WARC, WARC.gz or WACZ file")
        return
    if stream.error:
        yield Reject(name, f"unreadable after record {number}: {stream.error}", _CURE_CUT)
    elif not seen and stream.position == 0:
        yield Reject(name, "the file is empty", "fetch or copy it again")


def _opens_as_page(record: Any) -> bool:
    """Whether a record too large to be read holds a page, by its headers."""
    if not record.is_http:
        return _is_page(record.headers.get("Content-Type") or "")
    headers, _, _ = record.reader.read(16_384).partition(b"\r\n\r\n")
    found = re.search(rb"(?im)^content-type:\s*([^\r\n;]+)", headers)
    return found is not None and _is_page(found.group(1).decode("latin-1"))


def _article(
    record: Any, block: bytes, place: str, options: ReadOptions
) -> Document | Reject | None:
    """What a record's block holds: an article, a reject, or None where it is no page."""
    from fastwarc.warc import WarcRecord, WarcRecordType

    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ") or None
    content_type = (record.headers.get("Content-Type") or "").lower()
    if record.record_type == WarcRecordType.conversion:
        if not content_type.startswith("text/plain"):
            return None
        return text_article(block, place, options, url=url)
    if record.record_type == WarcRecordType.resource:
        return article_of_page(block, place, options, url) if _is_page(content_type) else None
    if not record.is_http:
        return None
    answer = WarcRecord()
    answer.set_bytes_content(block)
    answer.is_http = True
    try:
        answer.parse_http(auto_decode="none")
        if answer.http_headers.status_code != 200 or not _is_page(answer.http_content_type or ""):
            return None
        answer = WarcRecord()
        answer.set_bytes_content(block)
        answer.is_http = True
        answer.parse_http(auto_decode="all")
        body = answer.reader.read(options.max_record_bytes + 1)
    except (OSError, ValueError, EOFError) as error:
        return Reject(place, f"a page that cannot be unpacked: {str(error)[:120]}", _CURE_CUT)
    if len(body) > options.max_record_bytes:
        limit = options.max_record_bytes // 1_000_000
        return Reject(place, f"a page larger than {limit} MB", "raise max_record_bytes")
    return article_of_page(body, place, options, url)


def _is_page(content_type: str) -> bool:
    return content_type.lower().split(";", 1)[0].strip() in _HTML_TYPES
