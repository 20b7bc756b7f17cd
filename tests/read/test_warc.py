"""WARC and WACZ: built record by record with fastwarc, packed with gzip, cut and corrupted."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

from fastwarc.warc import WarcRecord, WarcRecordType

from dateline.records import Document, Reject
from tests.read.samples import documents, only_reject, page, read


def record(
    url: str,
    body: bytes | str,
    *,
    status: str = "200 OK",
    content_type: str = "text/html; charset=utf-8",
    encoding: str | None = None,
) -> bytes:
    """One WARC response record."""
    body = body.encode() if isinstance(body, str) else body
    head = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n"
    head += f"Content-Encoding: {encoding}\r\n" if encoding else ""
    item = WarcRecord()
    item.init_headers(WarcRecordType.response)
    item.headers["WARC-Target-URI"] = url
    item.headers["Content-Type"] = "application/http; msgtype=response"
    item.set_bytes_content(head.encode() + b"\r\n" + body)
    stream = io.BytesIO()
    item.write(stream)
    return stream.getvalue()


FIRST = record("https://daily.test/1", page(url="https://daily.test/1"))
IMAGE = record("https://daily.test/x.png", b"\x89PNG", content_type="image/png")
MISSING = record("https://daily.test/404", page(), status="404 Not Found")
SECOND = record(
    "https://daily.test/2",
    gzip.compress(page(title="Rebels leave Atarib after talks").encode()),
    encoding="gzip",
)
RECORDS = (FIRST, IMAGE, MISSING, SECOND)


def test_pages_answered_with_200_are_the_documents(tmp_path: Path) -> None:
    plain, packed = tmp_path / "a.warc", tmp_path / "a.warc.gz"
    plain.write_bytes(b"".join(RECORDS))
    packed.write_bytes(b"".join(gzip.compress(item) for item in RECORDS))
    for path in (plain, packed):
        first, second = documents(path)
        assert (first.url, second.url) == ("https://daily.test/1", "https://daily.test/2")
        assert second.title == "Rebels leave Atarib after talks"
        assert first.source == f"{path}#1"


def test_a_wacz_is_a_zip_of_warcs(tmp_path: Path) -> None:
    path = tmp_path / "a.wacz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("archive/data.warc.gz", b"".join(map(gzip.compress, RECORDS)))
        archive.writestr("pages/pages.jsonl", "{}")
    assert [document.url for document in documents(path)] == [
        "https://daily.test/1",
        "https://daily.test/2",
    ]


def test_a_zip_without_a_warc_and_a_broken_one(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "text")
    assert "unpack" in only_reject(path).cure
    broken = tmp_path / "b.wacz"
    broken.write_bytes(path.read_bytes()[:40])
    assert "broken zip" in only_reject(broken).reason


def test_a_truncated_archive_keeps_what_came_before(tmp_path: Path) -> None:
    plain, packed = tmp_path / "a.warc", tmp_path / "a.warc.gz"
    plain.write_bytes(b"".join(RECORDS)[:-100])
    packed.write_bytes(b"".join(gzip.compress(item) for item in RECORDS)[:-60])
    for path in (plain, packed):
        document, reject = read(path)
        assert isinstance(document, Document)
        assert isinstance(reject, Reject)
        assert "breaks off" in reject.reason


def test_a_corrupted_member_ends_the_archive_with_one_reject(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    first = gzip.compress(FIRST)
    second = bytearray(gzip.compress(SECOND))
    second[40] ^= 0xFF
    path.write_bytes(first + bytes(second))
    items = read(path)
    assert isinstance(items[0], Document)
    assert [type(item) for item in items[1:]] == [Reject]


def test_what_is_no_warc(tmp_path: Path) -> None:
    for name, data in {
        "a.warc": b"hello\n" * 100,
        "b.warc.gz": b"",
        "c.warc.gz": gzip.compress(b""),
        "d.warc.gz": b"\x1f\x8bnonsense",
    }.items():
        path = tmp_path / name
        path.write_bytes(data)
        only_reject(path)


def test_records_that_unpack_too_large_are_rejects(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    bomb = record("https://d.test/b", gzip.compress(b"<p>" * 1_000_000), encoding="gzip")
    large = record("https://d.test/l", b"<p>" * 100_000)
    path.write_bytes(bomb + large + FIRST)
    one, two, document = read(path, max_record_bytes=200_000)
    assert isinstance(one, Reject)
    assert isinstance(two, Reject)
    assert isinstance(document, Document)


def test_packed_lines_are_bounded_and_broken_gzip_keeps_what_came_before(tmp_path: Path) -> None:
    bomb, cut = tmp_path / "bomb.txt.gz", tmp_path / "cut.jsonl.gz"
    bomb.write_bytes(gzip.compress(b"a" * 3_000_000))
    assert "larger" in only_reject(bomb, max_file_bytes=1_000_000).reason
    lines = "".join(
        f'{{"id": "{n}", "text": "Rebels took town {n * 7919} on Monday, it was said."}}\n'
        for n in range(2000)
    )
    cut.write_bytes(gzip.compress(lines.encode())[:-20])
    items = read(cut)
    assert isinstance(items[0], Document)
    assert isinstance(items[-1], Reject)
    assert "broken gzip" in items[-1].reason
